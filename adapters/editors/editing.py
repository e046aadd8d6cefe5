"""What an editor's answer consists of, whatever the platform it is written on, and what is wrong with it.

The inbox checks an answer again when it is saved; this is what can be said before, at the field.
"""

from collections.abc import Mapping

from bot.model import VERDICTS
from bot.sources import fields
from bot.wording import Wording

from ..plain import is_link

# In the order in which they are asked, with how many letters each may have.
ANSWER_FIELDS = {
    "claim": 2000,
    "verdict": 50,
    "rating": 150,
    "quote": 3000,
    "speaker": 200,
    "context": 3000,
    "sources": 3000,
    "publisher": 150,
}
NEEDED = ("claim", "verdict", "sources", "publisher")
LONG = ("claim", "quote", "context", "sources")
_MOST_SOURCES = 10


def problem(name: str, value: str, words: Wording) -> str:
    """What is wrong with one field, in a sentence; "" if nothing is."""
    if not value.strip():
        return words("editors needed") if name in NEEDED else ""
    if len(value) > ANSWER_FIELDS[name]:
        return words("editors too long", most=ANSWER_FIELDS[name])
    if name == "verdict" and value not in VERDICTS:
        return words("editors no verdict")
    if name == "sources":
        links = value.split()
        wrong = next((link for link in links if not is_link(fields.link(link))), "")
        if wrong:
            return words("editors no link", link=wrong[:100])
        if len(links) > _MOST_SOURCES:
            return words("editors many links", most=_MOST_SOURCES)
    return "" if name in ("verdict", "sources") or fields.text(value) else words("editors needed")


def problems(values: Mapping[str, str], words: Wording) -> dict[str, str]:
    """What is wrong with an answer, by field; a speaker without a quote is nobody's."""
    found = {name: problem(name, values.get(name, ""), words) for name in ANSWER_FIELDS}
    if values.get("speaker", "").strip() and not values.get("quote", "").strip():
        found["quote"] = words("editors no quote")
    return {name: sentence for name, sentence in found.items() if sentence}


def as_claim(values: Mapping[str, str], words: Wording) -> dict[str, str]:
    """An answer without problems, by the names that a claim is curated by: the first source is where the
    check can be read, and the others are named in the context."""
    first, *others = map(fields.link, values["sources"].split())
    context = values.get("context", "").strip()
    more = words("editors sources", links=" ".join(others)) if others else ""
    verdict = values["verdict"]
    found = {
        "claim": values["claim"],
        "verdict": verdict,
        "rating": values.get("rating", "").strip() or words(verdict),
        "publisher": values["publisher"],
        "url": first,
        "quote": values.get("quote", ""),
        "speaker": values.get("speaker", ""),
        "context": " ".join(part for part in (context, more) if part),
    }
    return {name: value.strip() for name, value in found.items() if value.strip()}
