"""Answers and claims as plain dictionaries: the `--json` of `ask`, and the lines of an export; and a message
from one."""

import datetime
import re
from typing import Any

from .model import Answer, Claim, Finding, Message

_LESS = re.compile(r"\d{4}(-\d\d)?")


def message(row: dict[str, Any]) -> Message:
    """The message in {"text"[, "author", "date", "forwarded"]}. Raises `ValueError` for what is no text, or
    no day."""
    said, author, date = row["text"], row.get("author"), row.get("date")
    if not isinstance(said, str) or not all(isinstance(each, str | None) for each in (author, date)):
        raise ValueError('its "text", "author" or "date" is no text')
    if date and not _is_date(date):
        raise ValueError('its "date" is not as YYYY-MM-DD')
    return Message(said, author, date, bool(row.get("forwarded")))


def _is_date(written: str) -> bool:
    """Whether it is a day, whatever follows; or a month or year, which tells nothing and does no harm."""
    try:
        return bool(_LESS.fullmatch(written) or datetime.date.fromisoformat(written[:10]))
    except ValueError:
        return False


def answer(value: Answer) -> dict[str, Any]:
    """An answer: {"outcome", "findings"[, "note"]}."""
    found: dict[str, Any] = {"outcome": value.outcome, "findings": [finding(each) for each in value.findings]}
    return found | ({"note": value.note} if value.note else {})


def finding(value: Finding) -> dict[str, Any]:
    """A finding; one without a claim has `claim` and `verdict` null."""
    return {
        "outcome": value.outcome,
        "statement": value.statement,
        "probability": round(value.probability, 4),
        "differs": [{"kind": each.kind, "asked": each.asked, "claim": each.claim} for each in value.differs],
        **(claim(value.claim) if value.claim else _NO_CLAIM),
        "others": [
            {"id": each.claim.id, "text": each.claim.text, "probability": round(each.probability, 4)}
            for each in value.others
        ],
    }


_NO_CLAIM: dict[str, Any] = {"claim": None, "verdict": None, "quotes": [], "context": "", "reviews": []}


def claim(value: Claim) -> dict[str, Any]:
    """A claim with its verdict, quotes, context and reviews."""
    return {
        "claim": {
            "id": value.id,
            "text": value.text,
            "claimant": value.claimant,
            "date": value.date,
            "place": value.place,
            "language": value.language,
        },
        "verdict": value.verdict,
        "quotes": [
            {"text": q.text, "speaker": q.speaker, "date": q.date, "place": q.place, "source": q.source}
            for q in value.quotes
        ],
        "context": value.context,
        "reviews": [
            {"publisher": r.publisher, "rating": r.label, "verdict": r.verdict, "url": r.url, "date": r.date}
            for r in value.reviews
        ],
    }
