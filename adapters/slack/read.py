"""What Slack delivers, as what was asked: the text of a message without markup, its author and date.

Event text arrives with & < > escaped and with mentions, channels and links in angle brackets
(https://docs.slack.dev/messaging/formatting-message-text). Anything in a payload may be missing.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.conversation import Who
from bot.model import Message

PLATFORM = "slack"
_ANGLE = re.compile(r"<([^<>]*)>")
# Between two marks there is no other that begins the same style: no mark is looked for past the next one.
_STYLED = re.compile(r"(?<!\w)([*_~`]{1,3})(?=\S)((?:(?!(?<!\w)\1(?=\S)).)+?)(?<=\S)\1(?!\w)")
# Slack writes every emoji by its name, with nothing between it and what stands beside it.
_EMOJI = re.compile(r"(?<!\w):(?!\d+:)[a-z0-9_+'-]+:|:(?!\d+:)[a-z0-9_+'-]+:(?!\w)")
_QUOTED = re.compile(r"^>+ ?", re.MULTILINE)
# What Slack says of a forwarded message without a word.
_NO_PREVIEW = "[no preview available]"
_COMMENT_WORDS = 12
_TS_DIGITS = 6
_UNSAID = ("@", "!", "#")
_PICTURES = ("image/", "video/")


def who(payload: Mapping[str, Any]) -> Who:
    """Who a delivery is from. Settings of people are their own, wherever they speak."""
    user = _id(payload.get("user")) or text(payload.get("user_id")) or _event_user(payload)
    name = f"{workspace(payload)}:{user}"
    return Who(PLATFORM, name, name)


def workspace(payload: Mapping[str, Any]) -> str:
    """The id of the workspace in which the app is installed; the organisation's where it is installed in all
    of it. Where several companies share a channel, or in an organisation, a payload may name another
    workspace as well, or only by its user (slack_bolt/request/internals.py)."""
    installed = next(iter(_dicts(payload.get("authorizations"))), payload)
    if str(installed.get("is_enterprise_install")).lower() == "true" and organisation(installed):
        return organisation(installed)
    return (
        text(part(payload, "view").get("app_installed_team_id"))
        or _id(payload.get("team"))
        or text(installed.get("team_id"))
        or text(payload.get("team_id"))
        or text(part(payload, "user").get("team_id"))
        or organisation(payload)
    )


def organisation(payload: Mapping[str, Any]) -> str:
    """The organisation's id, where the workspace belongs to one."""
    return _id(payload.get("enterprise")) or text(payload.get("enterprise_id"))


def typed(payload: Mapping[str, Any]) -> str:
    """What a person wrote, without markup: the text, else that of the blocks."""
    plain = unmarked(text(payload.get("text")))
    return plain or "\n".join(_of_blocks(payload.get("blocks"))).strip()


def asked(message: Mapping[str, Any]) -> Message:
    """What somebody who writes to the bot asks: what a shared or forwarded message inside says, if there
    is one, or a page that is linked to, or what was written."""
    said, inside = typed(message), shared(message)
    if inside is None:
        return Message(said)
    comment = said if len(said.split()) > _COMMENT_WORDS and said not in inside.text else ""
    return replace(inside, text=f"{comment}\n\n{inside.text}".strip())


def shared(message: Mapping[str, Any]) -> Message | None:
    """What a shared or forwarded message inside says, or a page that is linked to; None if there is none."""
    posts = [post for post in _dicts(message.get("attachments")) if _of_attachment(post)]
    posts = [post for post in posts if not _is_preview(post)] or posts
    if not posts:
        return None
    return Message(
        "\n\n".join(_of_attachment(post) for post in posts),
        author=text(posts[0].get("author_name")) or None,
        date=day(posts[0].get("ts")),
        forwarded=True,
    )


def edited(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """A message whose words somebody has changed, as if it were new; None where an event is of none: Slack
    also says that a message has changed when it puts a preview under it."""
    after, before = part(event, "message"), part(event, "previous_message")
    if event.get("subtype") != "message_changed" or not after.get("edited") or typed(after) == typed(before):
        return None
    where = {name: event[name] for name in ("type", "channel", "channel_type") if name in event}
    return {**after, **where}


def number(ts: str) -> int:
    """A message's timestamp as a number, without losing any of it."""
    seconds, _, rest = ts.partition(".")
    return int(seconds + rest.ljust(_TS_DIGITS, "0")) if (seconds + rest).isdecimal() else 0


def timestamp(number: int) -> str:
    """The timestamp that is kept as this number."""
    seconds, rest = divmod(number, 10**_TS_DIGITS)
    return f"{seconds}.{rest:0{_TS_DIGITS}}"


def only_links(message: Mapping[str, Any]) -> bool:
    """Whether all that is beside the text of a message are previews, which Slack puts under links."""
    return all(_is_preview(each) for each in _dicts(message.get("attachments")))


def post(message: Mapping[str, Any], author: str | None = None) -> Message:
    """A message that somebody else wrote, as one to be checked."""
    parts = [typed(message), *(_of_attachment(each) for each in _dicts(message.get("attachments")))]
    profile = message.get("bot_profile")
    name = text(message.get("username")) or text(profile.get("name") if isinstance(profile, dict) else "")
    said = "\n\n".join(dict.fromkeys(part for part in parts if part))
    return Message(said, author=author or name or None, date=day(message.get("ts")), forwarded=True)


def unmarked(marked: str) -> str:
    """Text as it was written: no mentions, links by their words, nothing escaped or styled, no emoji."""
    plain = _EMOJI.sub(" ", _ANGLE.sub(_shown, marked))
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    plain = _QUOTED.sub("", _STYLED.sub(r"\2", plain))
    return re.sub(r"[ \t]{2,}", " ", plain).strip()


def links(marked: str) -> list[str]:
    """The addresses behind the words of a text."""
    targets = (each.partition("|") for each in _ANGLE.findall(marked))
    found = (target.replace("&amp;", "&") for target, _, label in targets if label)
    return [link for link in dict.fromkeys(found) if link.startswith(("https://", "http://"))]


def files(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The files in a message, and in what is forwarded with it."""
    inside = [message, *_dicts(message.get("attachments"))]
    return [file for each in inside for file in _dicts(each.get("files"))]


def is_picture(file: Mapping[str, Any]) -> bool:
    return text(file.get("mimetype")).startswith(_PICTURES)


def day(ts: object) -> str | None:
    """The day, in UTC, of a message by its timestamp; None if that is none."""
    try:
        moment = datetime.datetime.fromtimestamp(float(str(ts)), datetime.timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.date().isoformat() if moment.year > 2000 else None


def text(value: object) -> str:
    """A string that can be written down; "" for anything else."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def part(payload: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A record within a record within a record; {} where there is none."""
    found: Any = payload
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _event_user(payload: Mapping[str, Any]) -> str:
    event = part(payload, "event")
    thread = part(event, "assistant_thread")
    changed = part(event, "message")
    user = text(event.get("user")) or _id(event.get("user")) or text(thread.get("user_id"))
    return user or text(changed.get("user"))


def _id(value: object) -> str:
    """The id of something that is given as a record or as an id."""
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _shown(found: re.Match[str]) -> str:
    target, _, label = found.group(1).partition("|")
    if target.startswith(_UNSAID):
        return f"#{label}" if target.startswith("#") and label else ""
    return label or target.removeprefix("mailto:")


def _is_preview(attachment: Mapping[str, Any]) -> bool:
    shared = attachment.get("is_share") or attachment.get("is_msg_unfurl")
    return bool(attachment.get("from_url")) and not shared


def _of_attachment(attachment: Mapping[str, Any]) -> str:
    """What a shared message or a link's preview says; a preview's own title is part of it."""
    said = unmarked(text(attachment.get("text"))) or "\n".join(_of_blocks(_blocks(attachment))).strip()
    title = unmarked(text(attachment.get("title")))
    fallback = unmarked(text(attachment.get("fallback")))
    plain = "\n".join(each for each in (title, said) if each)
    return plain or ("" if fallback.casefold() == _NO_PREVIEW else fallback)


def _blocks(attachment: Mapping[str, Any]) -> object:
    """The blocks of an attachment, which a shared message keeps one floor further down."""
    inner = [
        block
        for each in _dicts(attachment.get("message_blocks"))
        for block in _dicts(part(each, "message").get("blocks"))
    ]
    return inner or attachment.get("blocks")


def _of_blocks(blocks: object, depth: int = 0) -> Iterator[str]:
    """The lines of rich text and of other blocks that say something."""
    for block in _dicts(blocks) if depth < 6 else ():
        kind = text(block.get("type"))
        if kind in ("rich_text", "rich_text_list"):
            yield from _of_blocks(block.get("elements"), depth + 1)
        elif kind.startswith("rich_text_"):
            yield "".join(_inline(each) for each in _dicts(block.get("elements")))
        else:
            found = block.get("text")
            yield unmarked(text(found.get("text") if isinstance(found, dict) else found))
            yield from _of_blocks(block.get("fields"), depth + 1)


def _inline(element: Mapping[str, Any]) -> str:
    return text(element.get("text")) or text(element.get("url"))
