"""What a long message says otherwise that has a claim nearly word for word: what goes round is copied, with a
word exchanged, or two that have changed places."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq, MatchingBlock

from ..language.lexicon import is_of_chat
from ..language.reading import Reading
from ..language.text import Word, content, sentences, words
from ..model import Difference
from .claim_reading import ClaimReading

# Of a claim's words.
_MOST = 0.5
_NEARLY_ALL = 0.65
_BESIDE = 4  # words: what stands before or after a copy, in the same sentence, may be in the place of its end
# Looser than elsewhere: in a copy only what is surely another word stands for one of the claim's.
_ALIKE = 75.0
_BEGINNING = 4
_SENTENCE_END = Word("", "")

# Words of the claim, and those that stand in their place.
Change = tuple[Sequence[Word], Sequence[Word]]


def otherwise(message: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Words of its own in the place of some of the claim's; nothing where it has all words of another wording
    of the claim, with none exchanged."""
    if message.is_brief or claim.is_translated:
        return
    language = claim.language
    said: list[Word] = []
    for sentence in sentences(message.text):
        said += [*words(sentence, language), _SENTENCE_END]
    stems = {word.stem for word in said}
    seen: list[Difference] = []
    for wording in claim.wordings:
        own = words(wording, language)
        kept, changes = _copied(own, said)
        if kept < _MOST * len(own):
            continue
        told = [(content(before, language), content(after, language)) for before, after in changes]
        found = next(_swapped(told), None)
        if kept >= _NEARLY_ALL * len(own):
            found = found or next(_replaced(told, stems, claim), None)
            if not found and stems.issuperset(word.stem for word in content(own, language)):
                return
        if found:
            seen.append(found)
    yield from seen[:1]


def _swapped(changes: Sequence[Change]) -> Iterator[Difference]:
    """Two of a claim's words, each in the other's place."""
    for (own, others), (own_there, others_there) in itertools.combinations(changes, 2):
        out = [word for word in own if word in others_there]
        back = [word for word in others if word in own_there]
        if out and back:
            yield _difference(back, out)


def _replaced(changes: Sequence[Change], said: set[str], claim: ClaimReading) -> Iterator[Difference]:
    """A word that nothing known of the claim has for one of its words that is not `said`, in stems."""
    for own, others in changes:
        missing = [word for word in own if word.stem not in said]
        strange = [word for word in others if word.stem not in claim.known_stems]
        numbers = any(word.form[0].isdigit() for word in missing)
        new = [word for word in strange if not _is_aside(word, claim, numbers=numbers)]
        new = [word for word in new if not _is_like_any(word, missing)]
        left = [word for word in missing if not _is_like_any(word, strange)]
        if new and left:
            yield _difference(new, left)


def _is_aside(word: Word, claim: ClaimReading, *, numbers: bool) -> bool:
    """Whether a word says nothing; a number does in the place of words."""
    return (
        not word.form
        or (word.form[0].isdigit() and not numbers)
        or (claim.language == "en" and is_of_chat(word))
    )


def _is_like_any(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word, which is no number, may be one of others with another ending, or misspelt."""
    begun = word.form[:_BEGINNING]
    return not word.form[0].isdigit() and any(
        other.form.startswith(begun) or fuzz.ratio(word.form, other.form) >= _ALIKE for other in others
    )


def _difference(asked: Sequence[Word], told: Sequence[Word]) -> Difference:
    return Difference("unsure", *(" ".join(word.form for word in some) for some in (asked, told)))


def _copied(own: Sequence[Word], said: Sequence[Word]) -> tuple[int, list[Change]]:
    """How many of a claim's own words a message says in their order where it says most of them, and what it
    says there in the place of others. Where nothing else differs, also at one end."""
    opcodes = LCSseq.opcodes([word.stem for word in own], [word.stem for word in said])
    blocks = _densest(opcodes.as_matching_blocks())
    if not blocks:
        return 0, []
    changes: list[Change] = []
    for one, other in itertools.pairwise(blocks):
        changes.append((own[one.a + one.size : other.a], said[one.b + one.size : other.b]))
    first, last = blocks[0], blocks[-1]
    before, after = own[: first.a], own[last.a + last.size :]
    if not any(missing for missing, _ in changes) and bool(before) != bool(after):
        near = said[last.b + last.size :] if after else said[: first.b][::-1]
        changes.append((before or after, [*itertools.takewhile(_SENTENCE_END.__ne__, near[:_BESIDE])]))
    return sum(block.size for block in blocks), changes


def _densest(blocks: Iterable[MatchingBlock]) -> list[MatchingBlock]:
    """The blocks in a row with most words that are the same, where each that stands between counts half
    against them."""
    best: list[MatchingBlock] = []
    run: list[MatchingBlock] = []
    most = worth = 0
    for block in blocks:
        worth -= block.b - (run[-1].b + run[-1].size) if run else 0
        if worth <= 0:
            run, worth = [], 0
        run.append(block)
        worth += 2 * block.size
        if worth > most:
            best, most = [*run], worth
    return best
