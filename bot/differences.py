"""The near-miss guard: in what a statement and a claim that look alike are not the same.

A name in the statement that the claim does not have counts as a difference only where one of the
claim's own is missing from the statement: it stands in that one's place. So does a number where the
claim gives one. A statement that differs is never given the claim's verdict.
"""

import difflib
import functools
import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from . import names as naming
from .model import Difference, DifferenceKind
from .names import Name
from .quantities import Quantity
from .reading import ClaimReading, Reading

_FIRST_PERSON = frozenset("i my mine".split())
_PLACE_WORDS = frozenset("in at from near to across throughout over outside inside en de à a aus im".split())
_OPPOSITES = [
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("more greater", "less fewer"),
        ("most", "least fewest"),
        ("highest", "lowest"),
        ("higher", "lower"),
        ("largest biggest", "smallest"),
        (
            "increase increased increases rise rises rose raised raises",
            "decrease decreased decreases fall falls fell cut cuts",
        ),
        ("strongest toughest strictest", "weakest loosest"),
        ("warmest hottest", "coldest coolest"),
        ("richest wealthiest", "poorest"),
        ("oldest", "youngest newest"),
        ("legal", "illegal"),
        ("won win wins", "lost lose loses"),
        ("before", "after"),
        ("always", "never"),
        ("safe", "unsafe dangerous"),
        ("alive", "dead"),
        ("created creates started starts launched", "abolished abolishes ended ends cancelled canceled"),
        ("opposed opposes against", "supported supports backed backs"),
    )
]
# The share of the claim's words from which on a statement is taken for its double.
_SAME_WORDS = 0.3
_NEARLY_ALL_WORDS = 0.6
_FEW_WORDS = 3
_BRIEF = 25
_TURNED_WORDS = 16
_SHORT = 14
_SLIP_RATIO = 60
_SURE_SLIP_RATIO = 80
_QUOTED = 0.3
# Up to so many words are taken for keywords, which assert nothing.
_KEYWORDS = 5
_SAME_PLACE = {
    "polish": "poland",
    "poles": "poland",
    "french": "france",
    "british": "britain",
    "uk": "britain",
    "english": "england",
    "spanish": "spain",
    "turkish": "turkey",
    "irish": "ireland",
    "dutch": "netherlands",
    "danish": "denmark",
    "swedish": "sweden",
    "greek": "greece",
    "swiss": "switzerland",
    "american": "us",
    "americans": "us",
    "america": "us",
    "usa": "us",
    "states": "us",
    "united": "us",
    "moscow": "russia",
    "kremlin": "russia",
    "beijing": "china",
    "tehran": "iran",
    "soviets": "soviet",
}


# "Iranians" -> "iran", "Chinese" and "China" -> "chin".
_DEMONYM = re.compile(r"(?<=\w{3})(?:ians?|eans?|ans?|ese|ish|is|ia|[aoye]|s)$")


def differences(statement: Reading, claim: ClaimReading) -> list[Difference]:
    """What differs, the most telling first; empty if nothing was seen to differ."""
    found = [*_speaker(statement, claim), *_negation(statement, claim), *_in_passing(statement, claim)]
    # A long statement names people, places and numbers of its own, and turns its sentences otherwise.
    if len(statement.text.split()) <= _BRIEF or _same_words(statement, claim) >= _NEARLY_ALL_WORDS:
        found += [*_names(statement, claim), *_replaced(statement, claim), *_quantities(statement, claim)]
        found += _order(statement, claim)
    return list({(difference.kind, difference.asked): difference for difference in found}.values())


def post_differences(
    statement: Reading, claim: ClaimReading, *, author: str | None, date: str | None
) -> list[Difference]:
    """What differs for a post, given who wrote it and when (ISO): "I" in it is its author, unless it
    names the claim's speaker, and it cannot be about what was said later."""
    found = []
    own = [speaker for speaker in (claim.claimant, claim.subject) if speaker]
    name = naming.as_name(author or "")
    quotes_its_author = _FIRST_PERSON & statement.forms and not any(_mentions(statement, one) for one in own)
    if name and quotes_its_author and claim.text_speakers and not naming.same_as_any(name, own):
        found.append(Difference("speaker", author or "", _shown(claim.main_speaker)))
    said = claim.claim.date
    if date and said and len(said) == len(date) and date < said:
        found.append(Difference("date", date, said))
    return found


# Who said it, and to whom


def _speaker(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    asked, told = statement.speakers, statement.listener
    if asked and not _may_have_said(asked, statement, claim):
        yield Difference("speaker", _shown(asked[-1]), _shown(claim.main_speaker))
    elif told and claim.listeners and not any(_alike(told, name) for name in claim.names):
        yield Difference("speaker", _shown(told), _shown(claim.listeners[0]))


def _may_have_said(asked: list[Name], statement: Reading, claim: ClaimReading) -> bool:
    """Whether whoever is asked to have said it (the last, where one reports another) can be the
    claimant, or the one who says it in the claim."""
    last = asked[-1]
    own = claim.text_speakers[-1:] or [name for name in claim.text_names if name not in claim.listeners]
    if len(asked) == 1:
        own = [*own, claim.subject, claim.claimant]
    own = [name for name in own if name]
    if not own or naming.same_as_any(last, own):
        return True
    quoted = claim.quoted(last)
    if quoted:
        # Quoted in the claim, but are these their words, or those of the one whom the claim is about?
        stems = {word.stem for word in statement.content(claim.claim.language)} - set(last)
        return len(stems & quoted) > len(stems & claim.text_stems - quoted)
    # Not a person as far as we can see: a word of the claim that happens to stand before the verb.
    return last[-1] in claim.forms and not naming.same_as_any(last, [*claim.names, *claim.context_names])


# Names in another's place


def _names(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Somebody or some place that the claim does not know, where one of its own is missing; in a
    statement put in other words altogether, only where nobody that the claim is about is left."""
    missing = [name for name in claim.text_names if not _mentions(statement, name)]
    central = [name for name in (claim.subject, claim.claimant) if name]
    nobody = bool(central) and not any(_mentions(statement, name) for name in central)
    same_words = _same_words(statement, claim) >= _SAME_WORDS
    for name in statement.names:
        if name in statement.speakers or any(_alike(name, other) for other in claim.names):
            continue
        stranger = (
            name in statement.people and bool(claim.claimant) and not _mentions(statement, claim.claimant)
        )
        if (missing and same_words) or (nobody and same_words) or stranger:
            before = statement.text.lower().partition(name[0])[0].split()[-1:]
            kind: DifferenceKind = "place" if set(before) & _PLACE_WORDS else "speaker"
            yield Difference(kind, _shown(name), _shown((*missing, claim.main_speaker)[0]))
    yield from _namesakes(statement, claim)


def _same_words(statement: Reading, claim: ClaimReading) -> float:
    """The share of the claim's words, names aside, that the statement has too."""
    names = {word for name in claim.text_names for word in name}
    plain = claim.text_stems - names
    said = {word.stem for word in statement.content(claim.claim.language)}
    return len(plain & said) / (len(plain) or 1)


def _mentions(statement: Reading, name: Name) -> bool:
    return any(_alike(name, other) for other in statement.mentioned)


def _namesakes(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Michelle Obama" where the claim is about Barack."""
    for name in statement.people:
        sharing = [other for other in claim.names if len(other) > 1 and other[-1] == name[-1]]
        if sharing and not naming.same_as_any(name, claim.names):
            yield Difference("speaker", _shown(name), _shown(sharing[0]))


def _alike(one: Name, other: Name) -> bool:
    """Whether two names may be one person's, or one place's ("Russians", "Moscow", "Russia")."""
    return naming.same(one, other) or bool({_place(word) for word in one} & {_place(word) for word in other})


@functools.lru_cache(maxsize=10_000)
def _place(word: str) -> str:
    return _SAME_PLACE.get(word) or re.sub(_DEMONYM, "", word)


# The same words the other way round


def _order(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    yield from _swapped_names(statement, claim)
    for wording in claim.wordings[:2]:
        if _swapped_comparison(statement, wording, claim):
            yield Difference("unsure", statement.text, wording)
            return


def _swapped_names(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    pair = statement.names[:2]
    if (
        len(statement.text.split()) > _TURNED_WORDS
        or len(pair) < 2
        or _alike(*pair)
        or _passive(statement.text)
        or any(map(_passive, claim.wordings[:1]))
    ):
        return
    found = claim.text_names
    at = [next((i for i, name in enumerate(found) if _alike(one, name)), -1) for one in pair]
    if -1 not in at and at[0] > at[1]:
        yield Difference("speaker", _shown(pair[0]), _shown(pair[1]))


def _passive(text: str) -> bool:
    return bool(re.search(r"\b(?:was|were|been|being|is|are|be) \w+ (?:by|from)\b", text, re.IGNORECASE))


def _swapped_comparison(statement: Reading, wording: str, claim: ClaimReading) -> bool:
    """ "Is a human's mouth cleaner than a dog's?" asks the opposite of "... a dog's ... than a human's"."""
    asked, told = _around_than(statement.text), _around_than(wording)
    if not asked or not told:
        return False
    language = claim.claim.language
    a, b, c, d = ({word.stem for word in Reading(part).content(language)} for part in (*asked, *told))
    return bool((a - c) & d and (b - d) & c)


def _around_than(text: str) -> tuple[str, str] | None:
    before, than, after = (
        re.sub(r"\b(?:more|less|fewer) than (?=\w+ (?:times|percent)\b)", "", text, flags=re.I)
        .lower()
        .rpartition(" than ")
    )
    return (before, after) if than else None


# Another word in one's place


def _replaced(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a statement that is the claim nearly word for word, a word that the claim does not have where
    one of its own is missing: "visible from Mars" for "... from the moon". A slip is no other word."""
    said = [word.stem for word in statement.content(claim.claim.language)]
    known = claim.stems | claim.context_stems
    strange = {stem for stem in said if not stem.isdigit() and stem not in known and not _slip(stem, known)}
    for wording in [*claim.wording_stems, *claim.quote_stems] if strange and len(said) <= _SHORT else ():
        matcher = difflib.SequenceMatcher(None, said, wording, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        if same < _NEARLY_ALL_WORDS * len(wording):
            continue
        for change, i, j, k, m in matcher.get_opcodes():
            other = set(wording[k:m]) - set(said)
            if (
                change == "replace"
                and i > 0
                and max(j - i, m - k) <= _FEW_WORDS
                and other
                and strange & set(said[i:j])
            ):
                yield Difference("unsure", " ".join(said[i:j]), " ".join(wording[k:m]))
                return


def _slip(stem: str, known: set[str], ratio: float = _SLIP_RATIO) -> bool:
    """Whether a word could be one of the known ones, misspelt."""
    return process.extractOne(stem, known, scorer=fuzz.ratio, score_cutoff=ratio) is not None


# Numbers, years and days


def _quantities(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    for asked in statement.quantities:
        own = _of_kind(asked, [*claim.quantities, *claim.dates])
        told = _of_kind(asked, claim.wording_quantities)
        if asked.kind == "year":
            told = [q for q in [*told, *_of_kind(asked, claim.dates)] if not _has(statement.quantities, q)]
        if told and not _has(own, asked):
            kind: DifferenceKind = "date" if asked.kind in ("year", "day") else "number"
            yield Difference(kind, asked.shown, told[0].shown)


def _of_kind(asked: Quantity, quantities: Sequence[Quantity]) -> list[Quantity]:
    kinds = ("number", "percent") if asked.kind in ("number", "percent") else (asked.kind,)
    return [quantity for quantity in quantities if quantity.kind in kinds]


def _has(quantities: Sequence[Quantity], wanted: Quantity) -> bool:
    return any(wanted.same(quantity) for quantity in quantities)


# Said in passing


def _in_passing(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Nothing but names is in the claim's own words: the rest only occurs somewhere in a long quote."""
    about = (*statement.speakers, *statement.people, claim.subject, claim.claimant)
    names = {word for name in about for word in name}
    rest = {word.stem for word in statement.content(claim.claim.language) if word.form not in names}
    own = claim.worded_stems | claim.aside_stems
    if not rest or rest & own or any(_slip(stem, own, ratio=_SURE_SLIP_RATIO) for stem in rest):
        return
    if not any(len(rest & set(quote)) >= _QUOTED * len(set(quote)) for quote in claim.quote_stems if quote):
        yield Difference("unsure", statement.text, claim.wordings[0])


# Denials and opposites


def _negation(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    language = claim.claim.language
    shared = {word.stem for word in statement.content(language)} & claim.worded_stems
    matter = shared - {word for name in claim.names for word in name}
    denied = statement.denied(language)
    if denied & matter and not any(denied & wording for wording in claim.denied):
        yield Difference("negation", "not", "")
    elif not denied and claim.denied[0] & matter and len(statement.text.split()) > _KEYWORDS:
        yield Difference("negation", "", "not")
    for one, other in _OPPOSITES:
        for asked, told in ((one, other), (other, one)):
            here, there = statement.forms & asked, claim.told_forms & told
            if here and there and not statement.forms & told and not claim.told_forms & asked:
                yield Difference("negation", min(here), min(there))


def _shown(name: Name) -> str:
    return " ".join(word.upper() if len(word) < 3 else word.capitalize() for word in name)
