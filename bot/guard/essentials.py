"""What nobody who asks about a claim leaves out: "Can fruit cure cancer?" is not whether lemons do."""

from collections.abc import Iterator, Sequence

from ..language import asking
from ..language.reading import Reading
from ..language.spelling import is_slip_of_any, may_be_slip
from ..language.text import Word, words
from ..model import Difference
from .claim_reading import ClaimReading

# Longer messages may mention it in a sentence of its own, in whatever words.
_MOST_WORDS = 25


def left_out(message: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Whether a message tells or asks something without a word for what is essential to a claim, and without
    any of the claim's quotes, word for word."""
    open_or_keywords = asking.is_open(message) or not message.asserts
    if open_or_keywords or message.length > _MOST_WORDS or message.is_foreign(claim.language):
        return
    said = words(message.text, claim.language)
    has_all = all(any(_has(each, said) for each in alternatives) for alternatives in claim.essentials)
    if not (has_all or claim.is_quoted_by(message)):
        yield Difference("unsure", message.text, claim.claim.text)


def _has(alternative: Sequence[Word], said: Sequence[Word]) -> bool:
    """Whether these words stand side by side in what is said, or slips of them."""
    runs = zip(*(said[first:] for first in range(len(alternative))), strict=False)
    return any(all(map(_is, run, alternative)) for run in runs)


def _is(said: Word, meant: Word) -> bool:
    return said.stem == meant.stem or (may_be_slip(said.form) and is_slip_of_any(said.form, [meant.form]))
