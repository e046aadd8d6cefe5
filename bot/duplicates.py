"""Near-duplicates: claims in almost the same words are one finding, with the reviews of all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from .guard.claim_reading import ClaimReading
from .guard.differences import differences
from .language import names as naming
from .language.reading import Reading
from .model import Claim, newest_first

# From which likeness on of the telling words, in order of the alphabet and as sets, two claims are one.
# Looked over on pairs of claims: below, photographs of two polar bears in Russia are one.
_SAME_WORDS = 84.0
_SAME_SET = 89.0


def are_one(one: ClaimReading, other: ClaimReading) -> bool:
    """Whether two claims say the same of the same: in almost the same words, by the same person if both
    name one, and with nothing by which a question for the one would not be answered by the other."""
    if not may_be_one(one.joined, other.joined) or _by_others(one, other):
        return False
    return not any(_differ(*pair) or _counts_more(*pair) for pair in ((one, other), (other, one)))


def may_be_one(one: str, other: str) -> bool:
    """Whether the texts of two claims, in stems, are almost the same words."""
    alike = fuzz.token_sort_ratio(one, other) >= _SAME_WORDS
    return alike and fuzz.token_set_ratio(one, other) >= _SAME_SET


def merged(claim: Claim, doubles: Iterable[Claim]) -> Claim:
    """The claim with the reviews of its doubles too, each review once, newest first, those without a
    date last."""
    reviews = newest_first(review for one in (claim, *doubles) for review in reversed(one.reviews))
    return replace(claim, reviews=reviews) if len(reviews) > len(claim.reviews) else claim


def doubles(claim: ClaimReading, others: Sequence[ClaimReading]) -> list[ClaimReading]:
    """Which of the others are one with this claim."""
    return [other for other in others if are_one(claim, other)]


def _by_others(one: ClaimReading, other: ClaimReading) -> bool:
    return bool(one.claimant and other.claimant) and not naming.same(one.claimant, other.claimant)


def _counts_more(one: ClaimReading, other: ClaimReading) -> bool:
    """Whether one gives a number that the other does not; a year may be left out."""
    numbers = [quantity for quantity in one.wording_quantities if quantity.kind not in ("year", "day")]
    return any(not any(own.same(number) for own in other.quantities) for number in numbers)


def _differ(one: ClaimReading, other: ClaimReading) -> bool:
    return any(found.kind != "unsure" for found in differences(Reading(one.wordings[0], one.lexicon), other))
