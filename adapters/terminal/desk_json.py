"""What `factcheck inbox` and `factcheck stats` print with --json."""

import datetime
from typing import Any

from bot.inbox import Act, Group
from bot.memory.ledger import Shown
from bot.stats import Stats


def group(found: Group) -> dict[str, Any]:
    """Everything about a group but who asked; times in ISO 8601, UTC."""
    return {
        "number": found.id,
        "text": found.text,
        "others": list(found.others),
        "state": found.state,
        "demand": found.demand,
        "days": list(found.days),
        "first_at": moment(found.first_at),
        "last_at": moment(found.last_at),
        "platforms": dict(found.platforms),
        "languages": dict(found.languages),
        "near": list(found.near),
        "reactions": dict(found.reactions),
        "waiting": found.waiting,
        "assigned": found.assigned,
        "claim": found.claim,
        "last_act": act(found.last_act) if found.last_act else None,
    }


def act(done: Act) -> dict[str, Any]:
    """What an editor did."""
    return {
        "id": done.id,
        "question": done.group,
        "what": done.what,
        "who": done.who,
        "at": moment(done.at),
        "detail": done.detail,
        "told": done.told,
        "reached": done.reached,
        "undone": done.undone,
    }


def feedback(said: Shown) -> dict[str, Any]:
    """What somebody said of an answer, but who."""
    return {
        "at": moment(said.at),
        "text": said.text,
        "date": said.date,
        "language": said.language,
        "outcome": said.outcome,
        "shown": list(said.claims),
        "others": list(said.others),
        "said": said.feedback,
        "right": said.meant,
    }


def stats(found: Stats) -> dict[str, Any]:
    """The figures of some time."""
    return {
        "questions": found.questions,
        "match": found.match,
        "related": found.related,
        "none": found.none,
        "median_milliseconds": round(found.milliseconds, 1),
        "platforms": dict(found.platforms),
        "languages": dict(found.languages),
        "feedback": dict(found.feedback),
        "claims": [{"id": claim.id, "text": claim.text, "count": count} for claim, count in found.claims],
        "open": [{"number": each.id, "text": each.text, "demand": each.demand} for each in found.open],
    }


def moment(at: float) -> str:
    """A time in ISO 8601, UTC."""
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).isoformat(timespec="seconds")
