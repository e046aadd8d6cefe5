"""How people are told what is not the same in a message and a claim: what of it, and in which phrase."""

import re
from collections.abc import Sequence

from .language import places
from .language.text import UNSPACED
from .model import Difference, Finding

_MOST_TOLD = 2
_WEAKEST = 4
# "Belgians", "Chinese": whom English has for a place.
_PEOPLE = re.compile(r"(?:[ei]an|[rcxm]an|ish|ese|(?:Fren|Dut|Cze)ch|[lqnd]i|Briton)s?$")
# Places that English puts "the" before.
_WITH_ARTICLE = re.compile(
    r"United (?:States|Kingdom|Nations|Arab)|(?:White House|Oval Office|Capitol|Pentagon|Kremlin|Vatican"
    r"|Netherlands|Philippines|US|USA|UK|EU|UN)$"
)


def is_unsure(finding: Finding) -> bool:
    """Whether its claim may be the very one that was asked about."""
    return all(found.only_looks_alike for found in finding.differs)


def put(found: Difference, finding: Finding | None, language: str) -> tuple[str, str, str]:
    """The name of the phrase that tells a difference, and what was asked and what the claim has in its place,
    as a sentence in this language names them, given where it was found."""
    if found.only_looks_alike:
        return "differs unsure", "", ""
    if found.kind == "negation" and "not" in (found.asked, found.claim):
        return "differs opposite", "", ""
    if found.kind == "speaker" and not found.asked:
        return "differs said", "", found.claim
    claim = finding.claim if finding else None
    if found.kind in ("unsure", "negation"):
        # A title of the claim may have it.
        said = found.claim and (claim is None or any(_has(claim.text, word) for word in found.claim.split()))
        return "differs words" if said else "differs added", found.asked, found.claim
    phrase = _named(found, finding)
    asked, told = found.asked, found.claim
    if phrase == "differs speaker of claim" and claim:
        told = claim.claimant or told
    if found.kind == "place":
        asked = _place(asked, finding.statement if finding else "", language)
        told = _place(told, claim.text if claim else "", language)
    return phrase, _with_article(asked, language), _with_article(told, language)


def _place(name: str, text: str, language: str) -> str:
    """A place as a text names it, in an English sentence by its own name where the text names its people, or
    has it in other letters."""
    written = places.written(name, text)
    if language != "en":
        return written
    if not written.isascii() or _PEOPLE.search(written):
        return name
    return written.title() if written.islower() else written


def _with_article(name: str, language: str) -> str:
    return f"the {name}" if language == "en" and _WITH_ARTICLE.match(name) else name


def most_telling(differs: Sequence[Difference]) -> list[Difference]:
    """The first two that say something each: names, places and numbers before words; that a claim only looks
    alike, or is only of what somebody said, where there is nothing else."""
    kept: list[Difference] = []
    for found in sorted(differs, key=_rank):
        same = next((at for at, other in enumerate(kept) if _is_one(found, other)), None)
        if same is None:
            kept.append(found)
        elif kept[same].kind == found.kind and _says_more(found, kept[same]):
            kept[same] = found
    return [found for found in kept if _rank(found) < _WEAKEST][:_MOST_TOLD] or kept[:1]


def _rank(found: Difference) -> int:
    nobody = found.kind == "speaker" and not any(map(str.isalpha, found.asked))
    if found.only_looks_alike or nobody:
        return _WEAKEST
    if found.kind == "unsure":
        return 2 if found.claim else 3
    return 0 if found.claim and "not" not in (found.asked, found.claim) else 1


def _is_one(found: Difference, other: Difference) -> bool:
    """Whether a difference says what another one does: by a word, or a place, of what was asked, by what the
    claim has there, or as a denial; a piece of a text without spaces may be of any name in it."""
    asked, others = found.asked.lower(), other.asked.lower()
    if set(asked.split()) & set(others.split()):
        return True
    if other.kind == "place" and (others in places.known(found.asked) or UNSPACED.search(asked)):
        return True
    return found.kind == other.kind and (found.kind == "negation" or found.claim == other.claim != "")


def _says_more(found: Difference, other: Difference) -> bool:
    """Whether it has more words of what was asked, or tells a place within another one."""
    longer = found.claim == other.claim and other.asked.lower() in found.asked.lower()
    return longer or (found.kind == "place" and other.asked.lower() in places.known(found.asked))


def _named(found: Difference, finding: Finding | None) -> str:
    """The phrase for somebody, somewhere or some number else: a claim's text need not name who made it, where
    or when, and both may be in both."""
    if not found.claim:
        return "differs missing"
    number = "differs number" if found.kind in ("number", "date") else "differs"
    if finding is None or finding.claim is None:
        return number
    claim, text = finding.claim, finding.claim.text
    if not _has(text, found.claim):
        made = {"speaker": claim.claimant, "place": claim.place, "date": claim.date}.get(found.kind)
        if made and _has(made, found.claim):
            return f"differs {found.kind} of claim"
        return "differs" if found.kind == "place" else "differs missing"
    if found.kind != "speaker" or not _has(finding.statement, found.claim) or _has(found.asked, found.claim):
        return number
    known = _has_any(text, found.asked) or places.known(found.asked) & places.known(text)
    return "differs turned" if known else "differs missing"


def _has(text: str, name: str) -> bool:
    """Whether a text has the last word of a name."""
    return name.lower().split()[-1] in text.lower()


def _has_any(text: str, name: str) -> bool:
    """Whether a text has a word of a name that begins in a capital."""
    return any(word.lower() in text.lower() for word in name.split() if word[0].isupper())
