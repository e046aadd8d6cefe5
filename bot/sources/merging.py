"""When reviews are of one claim: a conservative rule, for a wrong merge is a wrong verdict.

The matcher's probability is not asked: it needs the index, which is built after an import, and it is
learnt on how people ask about a claim, where other words should still find it. Of two publishers' claims
in other words ("a photo shows", "a video shows") it cannot tell that they are one; what it could say of a
near miss, `differences`, is asked here already. Claims that are merely alike are both kept, and an answer
shows them as one finding (see `duplicates`).
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from .. import ratings
from ..guard.claim_reading import ClaimReading
from ..guard.differences import differences
from ..language import text
from ..language.reading import Reading
from ..model import Claim, newest_first

_SAME_ADDRESS_RATIO = 75
_NEARLY_SAME_RATIO = 92
_SAME_ITEM_RATIO = 85
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 16
# Claimants that are nobody in particular: they stand in nobody's way.
_NOBODY = re.compile(
    r"facebook|twitter|instagram|tiktok|whatsapp|telegram|youtube|social|redes|réseaux|soziale|viral|users?\b"
    r"|posts?\b|blogs?\b|internet|online|several|multiple|various|varias|várias|unknown|anonym|x\.com"
    r"|सोशल|تواصل|sumber|chain|meme",
    re.IGNORECASE,
)


def keys(claim: Claim, appearances: Iterable[str] = ()) -> list[str]:
    """Digests under which claims that may be the same are found: the text, its words in any order, and
    the addresses where it was made."""
    words = said(claim.text).split()
    found = [
        f"text {claim.language} {' '.join(words)}",
        f"bag {claim.language} {' '.join(sorted(set(words)))}",
    ]
    return [_digest(each) for each in [*found, *(f"at {address}" for address in appearances)]]


def same_item(one: Claim, other: Claim) -> bool:
    """Whether two claims with the same identifier or review are one, perhaps reworded."""
    first, second = said(one.text), said(other.text)
    return first == second or fuzz.ratio(first, second) >= _SAME_ITEM_RATIO


def reason(new: Claim, known: Claim, *, at_same_address: bool = False) -> str | None:
    """Why a new claim is the known one, in words; None if it may not be."""
    if new.language != known.language or not _same_time(new, known) or not _same_speaker(new, known):
        return None
    first, second = said(new.text), said(known.text)
    if not _tells_enough(first):
        return None
    if first == second:
        return "the same text"
    ratio = fuzz.ratio(first, second)
    if ratio < (_SAME_ADDRESS_RATIO if at_same_address else _NEARLY_SAME_RATIO):
        return None
    one_side = ratings.finds_true(new.verdict) == ratings.finds_true(known.verdict)
    if not one_side or _differ(new, known) or _differ(known, new):
        return None
    where = "made at the same address, and " if at_same_address else ""
    return f"{where}nearly the same text ({ratio:.0f} %)"


def merged(known: Claim, new: Claim) -> Claim:
    """The known claim with the new one's reviews and whatever it lacked itself."""
    return replace(
        with_reviews(known, new),
        claimant=known.claimant or new.claimant,
        date=known.date or new.date,
        place=known.place or new.place,
        context=known.context or new.context,
        keywords=known.keywords or new.keywords,
        quotes=known.quotes or new.quotes,
        translations=known.translations or new.translations,
        essentials=known.essentials or new.essentials,
    )


def with_reviews(known: Claim, new: Claim) -> Claim:
    """The known claim with the new one's reviews: one an address, those of the new in place of the known;
    newest first, as they are read."""
    return replace(known, reviews=newest_first([*known.reviews, *new.reviews]))


def renewed(known: Claim, new: Claim) -> Claim:
    """The claim as its publisher has it now; with others' reviews kept, and quotes and translations if it
    has none."""
    if {review.url for review in known.reviews} - {review.url for review in new.reviews}:
        return merged(known, new)
    return replace(
        new,
        id=known.id,
        quotes=new.quotes or known.quotes,
        translations=new.translations or known.translations,
        essentials=new.essentials or known.essentials,
    )


def said(words: str) -> str:
    """A claim's words, plain: lower case, no punctuation, no quotation marks."""
    return " ".join(re.findall(r"[\w\u0300-\u036f\u0900-\u0dff%$€£]+", text.clean(words).casefold()))


def _tells_enough(plain: str) -> bool:
    return len(plain.split()) >= _FEWEST_WORDS or (not plain.isascii() and len(plain) >= _FEWEST_LETTERS)


def _same_time(new: Claim, known: Claim) -> bool:
    """Within a year of each other, by the date of the claim, else that of its reviews."""
    years = [int(when[:4]) for when in (_when(new), _when(known)) if when]
    return len(years) < 2 or abs(years[0] - years[1]) <= 1


def _when(claim: Claim) -> str | None:
    return claim.date or min((review.date for review in claim.reviews if review.date), default=None)


def _same_speaker(new: Claim, known: Claim) -> bool:
    one, other = new.claimant or "", known.claimant or ""
    if not one or not other or (_NOBODY.search(one) and _NOBODY.search(other)):
        return True
    return fuzz.token_set_ratio(one.casefold(), other.casefold()) >= 90


def _differ(asked: Claim, claim: Claim) -> bool:
    return bool(differences(Reading(text.clean(asked.text)), ClaimReading(claim)))


def _digest(what: str) -> str:
    return hashlib.blake2b(what.encode("utf-8", "replace"), digest_size=8).hexdigest()
