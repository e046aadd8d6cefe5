"""What is kept of an installation, as a text: the bot's token and ids, nothing of whoever installed it."""

import json

from slack_sdk.oauth.installation_store.models.bot import Bot

_KEPT = ("enterprise_id", "team_id", "bot_token", "bot_id", "bot_user_id", "is_enterprise_install")


def packed(bot: Bot) -> str:
    return json.dumps({name: getattr(bot, name) for name in _KEPT} | {"scopes": list(bot.bot_scopes)})


def unpacked(text: str) -> Bot:
    kept = json.loads(text)
    return Bot(**{name: kept[name] for name in _KEPT}, bot_scopes=kept["scopes"], installed_at=0.0)
