"""What a Telegram message says: its text, who wrote it and when, and whether it speaks to the bot."""

import re
from dataclasses import dataclass

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.conversation import Who
from bot.model import Message

PLATFORM = "telegram"


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot's own id and username (without @)."""

    id: int
    username: str


def who(message: telegram.Message, user: telegram.User | None = None) -> Who:
    """Who wrote a message, or pressed a button under it. Whoever writes as a group or a channel is that:
    Telegram gives the same user for all of them."""
    if message.sender_chat and user is None:
        return Who(PLATFORM, f"chat {message.sender_chat.id}", str(message.chat.id))
    speaker = user or message.from_user
    return Who(PLATFORM, str(speaker.id if speaker else message.chat.id), str(message.chat.id))


def spoken(user: telegram.User) -> str:
    """The language of somebody's app, "" where Telegram does not tell."""
    return (user.language_code or "").split("-")[0]


def group(message: telegram.Message) -> Who:
    """Whoever writes as the group itself that a message is in."""
    return Who(PLATFORM, f"chat {message.chat.id}", str(message.chat.id))


def text_of(message: telegram.Message) -> str:
    """The words in it: its text, the caption of a photo, video or file, or what a poll asks."""
    return message.text or message.caption or (message.poll.question if message.poll else "")


def is_private(message: telegram.Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


def is_forward(message: telegram.Message) -> bool:
    return message.forward_origin is not None


def is_of_bot(message: telegram.Message, bot: Bot) -> bool:
    """Whether a bot says it, which may well be an answer to ours, or what ours listed in inline mode. Who
    writes as a group or a channel does so by a bot of Telegram's."""
    by_bot = bool(message.from_user and message.from_user.is_bot and not message.sender_chat)
    own = bool(message.via_bot and message.via_bot.id == bot.id and not is_forward(message))
    return by_bot or own


def is_edited(message: telegram.Message) -> bool:
    return message.edit_date is not None


def is_album(message: telegram.Message) -> bool:
    """Whether it is one of several that are sent together; once sent, each is edited by itself."""
    return bool(message.media_group_id) and not is_edited(message)


def asked(message: telegram.Message, text: str | None = None) -> Message:
    """The message as the engine takes it; a forward with its author and date. `text` stands for its own
    words where only a part of them is asked."""
    said = text_of(message) if text is None else text
    return _from(message.forward_origin, said) if message.forward_origin else Message(said)


def question(answer: telegram.Message, speaker: Who, bot: Bot) -> Message | None:
    """What the message asks that one of ours answers, for whoever asked; None if it asks nothing by its own
    words. Somebody else's is a post that was asked about, or the part of it that ours quotes."""
    message = answer.reply_to_message
    said = text_of(message) if message else ""
    if message is None or (message.from_user and message.from_user.id == bot.id):
        return None
    if part := quoted(answer):
        return about(message, speaker, part.text)
    if is_forward(message) or who(message).user != speaker.user:
        return about(message, speaker) if said else None
    said = own_words(message, bot)
    return asked(message, said) if said else None


def own_words(message: telegram.Message, bot: Bot) -> str:
    """What a message asks by its own words, without the command or the mention; "" for another command."""
    said = text_of(message)
    if said.startswith("/"):
        command = said.split(maxsplit=1)[0].partition("@")[0]
        return without_command(message) if command == "/factcheck" else ""
    mentioned = without_mention(message, bot)
    return said if mentioned is None else mentioned


def about(message: telegram.Message, speaker: Who, part: str = "") -> Message:
    """The message that a speaker asks about by replying to it, or the part of it that they quote: their own
    words, else a post with its author and date."""
    if is_forward(message) or who(message).user == speaker.user:
        return asked(message, part or None)
    sender = message.from_user.full_name if message.from_user else None
    name = message.sender_chat.title if message.sender_chat else sender
    said = part or text_of(message)
    return Message(said, author=name, date=message.date.date().isoformat(), forwarded=True)


def post(message: telegram.Message, bot: Bot) -> Message | None:
    """What a message replies to, as a post: the part that it quotes, else all of it, or what it quotes of
    another chat, of which Telegram gives nothing else. None for the bot's own and for what has no words."""
    to, quote, elsewhere = replied_to(message, bot), message.quote, message.external_reply
    if elsewhere:
        return _from(elsewhere.origin, quote.text) if quote else None
    if to is None or not text_of(to):
        return None
    part = quoted(message)
    return about(to, who(message), part.text if part else "")


def quoted(message: telegram.Message) -> telegram.TextQuote | None:
    """The part that somebody chose of the message that this one replies to; None where Telegram did."""
    return message.quote if message.quote and message.quote.is_manual else None


def without_mention(message: telegram.Message, bot: Bot) -> str | None:
    """The text without the mention of the bot; None if the bot is not mentioned."""
    entities = {**message.parse_entities(), **message.parse_caption_entities()}
    name = f"@{bot.username}".casefold()
    for entity, words in entities.items():
        plain = entity.type == MessageEntityType.MENTION and words.casefold() == name
        linked = entity.type == MessageEntityType.TEXT_MENTION and entity.user and entity.user.id == bot.id
        if plain or linked:
            said = re.sub(re.escape(words), " ", text_of(message), flags=re.IGNORECASE)
            return re.sub(r"[ \t]+", " ", said).strip(" ,:;-\n")
    return None


def command(message: telegram.Message, bot: Bot) -> str:
    """The command to this bot that a message begins with, or a caption; "" if there is none."""
    entities = message.entities or message.caption_entities
    first = next((e for e in entities if e.type == MessageEntityType.BOT_COMMAND and not e.offset), None)
    if first is None:
        return ""
    name, _, to = text_of(message)[1 : first.length].partition("@")
    return name.lower() if not to or to.casefold() == bot.username.casefold() else ""


def without_command(message: telegram.Message) -> str:
    """What stands after the command that a message begins with."""
    parts = text_of(message).split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


def replies_to(message: telegram.Message, bot: Bot) -> bool:
    """Whether it is a reply to a message of the bot's own."""
    to = message.reply_to_message
    return bool(to and to.from_user and to.from_user.id == bot.id)


def replied_to(message: telegram.Message, bot: Bot) -> telegram.Message | None:
    """The message that it replies to, unless that is the bot's own."""
    return None if replies_to(message, bot) else message.reply_to_message


def hidden_links(message: telegram.Message) -> list[str]:
    """The addresses behind its words."""
    links = (entity.url for entity in message.entities or message.caption_entities)
    return [url for url in dict.fromkeys(links) if url]


def is_picture(message: telegram.Message) -> bool:
    return bool(message.photo or message.video or message.animation)


def _from(origin: telegram.MessageOrigin, said: str) -> Message:
    return Message(said, author=_author(origin), date=origin.date.date().isoformat(), forwarded=True)


def _author(origin: telegram.MessageOrigin) -> str | None:
    if isinstance(origin, telegram.MessageOriginUser):
        return origin.sender_user.full_name
    if isinstance(origin, telegram.MessageOriginHiddenUser):
        return origin.sender_user_name
    if isinstance(origin, telegram.MessageOriginChat):
        return origin.sender_chat.title
    if isinstance(origin, telegram.MessageOriginChannel):
        return origin.chat.title
    return None
