"""What the settings say of the editors, and what is said where they cannot be right."""

import re

import pytest

from adapters.editors.newsroom import newsroom
from adapters.slack import routing as slack
from adapters.telegram import routing as telegram
from bot.conversation import Conversation
from bot.errors import MissingSettings
from bot.wording import languages

SET = {"EDITORS_CHANNEL": " C0EDITORS ", "EDITORS_TELEGRAM_CHAT": "-1001234"}


def test_an_editors_chat_is_one_only_if_it_is_set() -> None:
    assert newsroom({}, "EDITORS_CHANNEL") is None
    assert newsroom({"EDITORS_CHANNEL": " "}, "EDITORS_CHANNEL") is None
    found = newsroom({**SET, "PUBLISHER": "Example Check"}, "EDITORS_CHANNEL")
    assert found is not None
    assert (found.chat, found.publisher, found.digest_day) == ("C0EDITORS", "Example Check", "monday")
    assert found.words.language == "en"


def test_language_and_day_are_chosen_and_a_digest_may_be_off() -> None:
    found = newsroom({**SET, "EDITORS_LANGUAGE": "DE", "DIGEST_DAY": "Friday"}, "EDITORS_TELEGRAM_CHAT")
    assert found is not None
    assert (found.words.language, found.digest_day) == ("de", "friday")
    quiet = newsroom({**SET, "DIGEST_DAY": "off"}, "EDITORS_TELEGRAM_CHAT")
    assert quiet is not None
    assert quiet.digest_day == ""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EDITORS_CHANNEL", "#editors", "begins with C"),
        ("EDITORS_TELEGRAM_CHAT", "@editors", "begins with -"),
        ("EDITORS_TELEGRAM_CHAT", "1234", "begins with -"),
        ("EDITORS_LANGUAGE", "xx", f"set it to one of {', '.join(languages())}."),
        ("DIGEST_DAY", "someday", "such as monday, or to off"),
    ],
)
def test_what_cannot_be_right_is_said_before_anything_opens(name: str, value: str, said: str) -> None:
    chat = name if name in SET else "EDITORS_CHANNEL"
    with pytest.raises(MissingSettings, match=f"^{name} is “{re.escape(value)}”: .*{re.escape(said)}"):
        newsroom({**SET, name: value}, chat)


def test_the_channel_on_slack_needs_the_token_of_its_workspace(conversation: Conversation) -> None:
    many = dict.fromkeys(("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"), "x")
    with pytest.raises(MissingSettings, match="SLACK_BOT_TOKEN"):
        slack.service(conversation, {**SET, **many, "FACTCHECK_SECRET": "x"}, "http")
    settings = {"TELEGRAM_BOT_TOKEN": "1:x", "EDITORS_TELEGRAM_CHAT": "x"}
    with pytest.raises(MissingSettings, match="EDITORS_TELEGRAM_CHAT"):
        telegram.service(conversation, settings, "polling")
