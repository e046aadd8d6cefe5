"""The near-miss guard: in what a statement and a claim that look alike are not the same.

A name in the statement that nothing known of the claim has counts as a difference only where one of
the claim's own is missing from the statement: it stands in that one's place. So does a place, and a
number where the claim gives one. A statement that differs is never given the claim's verdict.
"""

import re
from collections.abc import Iterator, Sequence

from . import names as naming
from . import places
from .model import Difference, DifferenceKind
from .names import Name, shown
from .negation import kinds, opposed, opposites
from .quantities import Quantity
from .reading import ClaimReading, Reading
from .text import content, words
from .word_order import exchanged, mispaired, turned_comparison, turned_round

_FIRST_PERSON = frozenset("i my mine".split())
_PLACE_WORDS = frozenset("in at from near to across throughout over outside inside en de à a aus im".split())
# Languages that write every noun with a capital, and what stands before the names of places there.
_CAPITALISING = frozenset(["de", "lb"])
_ONLY_PLACE_WORDS = frozenset(["in", "nach"])
_SENTENCE_ENDS = frozenset(".!?:\"'")
_NOT = re.compile(r"\b(?:not|never|cannot|\w+n't)\b", re.IGNORECASE)
_WAS = r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could)"
_DONE = re.compile(rf"{_WAS} (?P<deed>\w{{4,}})", re.IGNORECASE)
_NOT_DONE = re.compile(rf"{_WAS}(?:n't| not| never) (?:\w+ly )?(?P<deed>\w{{4,}})", re.IGNORECASE)
# The share of the claim's words from which on a statement is taken for its double.
_SAME_WORDS = 0.5
# The same, where the statement lacks the claim's denial of what both say.
_SOME_WORDS = 0.4
# In a message of up to so many words, one sentence may give the words and the next who said them.
_SHORT_MESSAGE = 45
_BRIEF = 25
# Claims name it in passing ("U.S. President").
_NEARLY_EVERYWHERE = "united states"
_SHORT = 14
# With so many words of the claim in its clause, a denial is of the claim, whatever it covers.
_SURELY_ABOUT = 3
# Up to so many words are taken for keywords, which assert nothing.
_KEYWORDS = 5
_FEW_WORDS = 9
# Characters from the beginning of a name to the next: only "said that" stands between them.
_NEXT_TO = 25
_A_YEAR = 365
# Of so many, somebody whom no claim knows may only be mentioned.
_LONG = 35


def message_differences(
    message: Reading, statement: Reading, claim: ClaimReading, *, author: str | None, date: str | None
) -> list[Difference]:
    """What differs in the statement of a message that the claim was found for, and of who, where and how
    many in all of it, given who wrote it and when (ISO), if it is a post; of a short message all is
    compared."""
    short = message.length <= _SHORT_MESSAGE
    told, name = message if short else statement, naming.as_name(author or "")
    found = differences(told, claim, name)
    if not short and not found:
        found = differences_around(message, claim, name)
    return [*found, *_post(told, claim, author=author, date=date)]


def differences(statement: Reading, claim: ClaimReading, author: Name = ()) -> list[Difference]:
    """What differs, the most telling first; empty if nothing was seen to differ. Who wrote a post is in
    it without being named."""
    found = [*_speaker(statement, claim, author), *_persons(statement, claim, author)]
    found += _places(statement, claim)
    found += [*_quantities(statement, claim), *_negation(statement, claim)]
    # A long statement names things of its own, and turns its sentences otherwise.
    if statement.length <= _BRIEF:
        found += [*_topic(statement, claim), *_names(statement, claim), *_kinds(statement, claim)]
        looks = (turned_round, turned_comparison, mispaired, exchanged)
        found += [difference for look in looks if (difference := look(statement, claim))]
    return list({(difference.kind, difference.asked): difference for difference in found}.values())


def differences_around(message: Reading, claim: ClaimReading, author: Name = ()) -> list[Difference]:
    """What differs in the whole of a long message, of which one statement is the claim's: who, where, how
    many and that it is not so may stand in another one."""
    numbers = list(_quantities(message, claim, around=True))
    who = [*_speaker(message, claim, author), *_persons(message, claim, author)]
    denied = [Difference("negation", "not", "")] if _contradicts(message, claim) else []
    return [*who, *_places(message, claim), *numbers, *denied]


def _post(
    statement: Reading, claim: ClaimReading, *, author: str | None, date: str | None
) -> Iterator[Difference]:
    """ "I" in a post is its author, unless it names the claim's speaker, and it cannot be about what was
    said later."""
    own = [speaker for speaker in (claim.claimant, claim.subject) if speaker]
    name = naming.as_name(author or "")
    if (
        name
        and claim.text_speakers
        and not naming.same_as_any(name, own)
        and _FIRST_PERSON & statement.forms
        and not any(map(statement.mentions, own))
        and _same_words(statement, claim) >= _SAME_WORDS
    ):
        yield Difference("speaker", author or "", shown(claim.main_speaker))
    said = claim.claim.date
    if date and said and len(said) == len(date) and date < said:
        yield Difference("date", date, said)


# Who said it, and to whom


def _speaker(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    told = statement.listener
    if not (claim.text_speakers or claim.claimant or claim.claim.quotes or claim.listeners):
        return
    if naming.same_as_any(author, [claim.subject, claim.claimant]):
        return
    asked = [name for name in statement.speakers if _is_somebody(name, statement)]
    if asked and not _may_have_said(asked, statement, claim):
        yield Difference("speaker", shown(asked[-1]), shown(claim.main_speaker))
    elif told and claim.listeners and not _is_listener(told, claim):
        yield Difference("speaker", shown(told), shown(claim.listeners[0]))


def _topic(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody is asked to have said of another, where the claim says it of that somebody: "Did Obama
    say that Trump's birth certificate is a forgery?" """
    speaker, subject = (statement.speakers or [()])[0], claim.subject
    if claim.text_speakers or len(statement.speakers) != 1 or not naming.same(speaker, subject):
        return
    others = [
        name for name in statement.persons if not naming.same(name, speaker) and name != statement.listener
    ]
    if not others:
        return
    between = statement.place_of(others[0]) - statement.place_of(speaker)
    own = {form for name in claim.persons for form in name} | claim.worded_forms
    # "Obama says Romney ...", of what Romney says of Obama.
    turned = (
        between < _NEXT_TO
        and naming.same(others[0], claim.claimant)
        and not set(others[0]) & claim.text_words
    )
    if between > 0 and (turned or not set(others[0]) & own):
        yield Difference("speaker", shown(others[0]), shown(subject))


def _is_listener(told: Name, claim: ClaimReading) -> bool:
    return naming.same_as_any(told, claim.names) or bool(places.known(" ".join(told)) & claim.places)


def _is_somebody(name: Name, statement: Reading) -> bool:
    """Whether a word before "said" is a person's name: known as one, or in a short question unknown."""
    if any(naming.same(name, person) for person in statement.persons):
        return True
    if places.known(" ".join(name)) or all(map(statement.is_common, name)):
        return False
    if statement.capitals_tell and statement.length <= _BRIEF and shown(name) in statement.text:
        return True
    return statement.length <= _SHORT and not any(map(statement.is_common, name))


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


# People, places and other names in another's place


def _persons(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """Somebody whom nothing that is known of the claim names, where one of its own people is missing,
    or, in a short question, where it has none; or somebody's namesake: "Michelle Obama" for Barack."""
    long = statement.length > _LONG
    somebody = [name for name in statement.persons if not long or statement.knows_person(name)]
    strangers = [name for name in somebody if not claim.knows(name, aside=long)]
    missing = [name for name in claim.people if not statement.mentions(name)] if strangers else []
    missing = [name for name in missing if not naming.same(name, author)]
    added = [] if claim.people else [name for name in strangers if name not in statement.speakers]
    if missing:
        yield Difference("speaker", shown(strangers[0]), shown(missing[0]))
    elif added and statement.asks:
        yield Difference("speaker", shown(added[0]), "")
    for name in statement.people:
        sharing = [other for other in claim.names if len(other) > 1 and other[-1] == name[-1]]
        if any((other[0],) in statement.mentioned for other in sharing) or not naming.starts_as_person(name):
            continue
        if sharing and not naming.same_as_any(name, claim.names):
            yield Difference("speaker", shown(name), shown(sharing[0]))


def _places(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A place that the claim does not know, nor one in it or around it, where one of its own is missing; or
    in a short question one that is far from any in it."""
    length = statement.length
    known = claim.told_places if length <= _LONG else claim.known_places
    everywhere = {_NEARLY_EVERYWHERE}
    for missing in sorted(claim.places - statement.places - (set() if length <= _LONG else everywhere)):
        for strange in sorted(statement.places - known - (set() if length <= _SHORT else everywhere)):
            apart = not places.near(strange, known - everywhere | {missing})
            apart = apart and not places.near(missing, statement.places - everywhere)
            if places.siblings(strange, missing) or apart:
                yield Difference("place", strange.title(), missing.title())
                return
    added = sorted(statement.places - claim.known_places - everywhere) if statement.asks else []
    for strange in added:
        if not places.near(strange, claim.known_places - everywhere):
            yield Difference("place", strange.title(), "")
            return


def _names(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Any other name that the claim does not know, where one of its own is missing, in a statement that
    is nearly its double."""
    language = claim.claim.language
    if not statement.capitals_tell or _same_words(statement, claim) < _SAME_WORDS:
        return
    missing = [name for name in claim.text_names if _tells(name, language) and not statement.mentions(name)]
    for name in [name for name in statement.names if _tells(name, language)] if missing else ():
        if name not in statement.speakers and not claim.knows(name) and not places.known(" ".join(name)):
            before = set(statement.text.lower().partition(name[0])[0].split()[-1:])
            begins = not before or min(before)[-1] in _SENTENCE_ENDS
            if begins and len(name) == 1 and language != "en":  # in English, common words are known
                continue
            kind: DifferenceKind = "place" if before & _PLACE_WORDS else "speaker"
            if language not in _CAPITALISING or before <= _ONLY_PLACE_WORDS:
                yield Difference(kind, shown(name), shown(missing[0]))


def _tells(name: Name, language: str) -> bool:
    """Whether a name is more than the words with which a sentence begins ("Cette photo")."""
    return bool(content(words(" ".join(name), language), language))


def _same_words(statement: Reading, claim: ClaimReading) -> float:
    """The share of the claim's words, names aside, that the statement has too."""
    names = {word for name in claim.text_names for word in name}
    plain = claim.text_stems - names
    said = {word.stem for word in statement.content(claim.claim.language)}
    return len(plain & said) / (len(plain) or 1)


# Numbers, years and days


def _quantities(statement: Reading, claim: ClaimReading, around: bool = False) -> Iterator[Difference]:
    """A quantity that the claim does not have, where one of its own of that kind is missing; in a long
    statement only if both are of the same thing, as by the words around them. And one that somebody is
    said to have given, of which nothing that is known of the claim tells."""
    length = statement.length
    brief = length <= _BRIEF
    for asked in statement.quantities:
        if (
            asked.loose
            or (asked.value <= 1 and asked.kind != "percent")
            or _has([*claim.quantities, *claim.dates, *(() if claim.dates else claim.checked)], asked)
        ):
            continue
        own = [*claim.wording_quantities, *(claim.dates if asked.kind in ("year", "month", "day") else ())]
        own = [quantity for quantity in own if not quantity.loose and _alike(asked, quantity)]
        missing = [quantity for quantity in own if not _has(statement.quantities, quantity)]
        told = [quantity for quantity in missing if brief or _of_the_same(asked, quantity, around)]
        kind: DifferenceKind = "date" if asked.kind in ("year", "month", "day") else "number"
        if told:
            yield Difference(kind, asked.shown, told[0].shown)
            continue
        telling = length <= _SHORT or statement.text.endswith("?") or not _dates(asked)
        said = brief and telling and statement.speakers
        if said and not _has([*claim.context_quantities, *claim.checked], asked):
            yield Difference(kind, asked.shown, "")


def _dates(asked: Quantity) -> bool:
    """Whether a quantity may only tell since when, or how long ago ("after 25 years")."""
    return asked.kind in ("year", "month") or (asked.kind == "duration" and asked.value % _A_YEAR == 0)


def _of_the_same(asked: Quantity, told: Quantity, around: bool) -> bool:
    return (asked.kind in ("year", "month") and not around) or bool(asked.around & told.around)


def _alike(one: Quantity, other: Quantity) -> bool:
    counts = ("number", "percent")
    return one.kind == other.kind or (one.kind in counts and other.kind in counts)


def _has(quantities: Sequence[Quantity], wanted: Quantity) -> bool:
    return any(wanted.same(quantity) for quantity in quantities)


# Denials and opposites


def _negation(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    language = claim.claim.language
    asks = statement.asks_for_denial and not any(claim.denied)
    denies = any(_denies(denial, statement, claim) for denial in statement.denials(language))
    if asks or denies or _denies_double(statement, claim) or _contradicts(statement, claim):
        yield Difference("negation", "not", "")
    elif claim.denied[0] and not statement.denies(language) and statement.length > _KEYWORDS:
        shared = {word.stem for word in statement.content(language)} & claim.worded_stems
        double = statement.length <= _BRIEF and _same_words(statement, claim) >= _SOME_WORDS
        if claim.denied[0] <= shared or (double and claim.denied[0] & shared):
            yield Difference("negation", "", "not")
    if statement.length > _BRIEF:
        return
    covered = {stem for denied, _ in statement.denials(language) for stem in denied}
    stems = {word.form: word.stem for word in statement.content(language)}
    for asked in sorted(statement.forms & opposites().keys()):
        if stems.get(asked) in covered:  # "not strong" is no opposite of "weak"
            continue
        for same, opposite in opposites()[asked]:
            there = claim.told_forms & opposite
            if there and not statement.forms & opposite and not claim.told_forms & same:
                yield Difference("negation", asked, min(there))
    if turned := opposed(set(stems.values()), claim.stems):
        yield Difference("negation", *turned)


def _kinds(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A thing that the claim does not have where one of its own of that kind is missing: "Is the wall
    visible from Mars?" """
    for asked in sorted(statement.forms & kinds().keys()):
        for same, others in kinds()[asked]:
            there = claim.worded_forms & others - statement.forms
            if there and not claim.forms & same:
                yield Difference("unsure", asked, min(there))


def _denies_double(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a short statement that is nearly the claim's double has a verb denied, whatever that covers,
    where the claim denies nothing."""
    language = claim.claim.language
    if statement.length > _BRIEF or any(claim.nearly_denied) or not _NOT.search(statement.text):
        return False
    return bool(statement.denials(language)) and _same_words(statement, claim) >= _SAME_WORDS


def _contradicts(statement: Reading, claim: ClaimReading) -> bool:
    """Whether the very deed that the claim has after "was" or "has" stands there after "was not": in a
    long text too."""
    if claim.claim.language != "en":
        return False
    told = {match["deed"].lower() for wording in claim.wordings for match in _DONE.finditer(wording)}
    stems = {word.form: word.stem for word in statement.content("en")}
    denied = {match["deed"].lower() for match in _NOT_DONE.finditer(statement.text)}
    contradicted = {stems[deed] for deed in denied & told if deed in stems}
    return not contradicted <= set().union(*claim.nearly_denied)


def _denies(denial: tuple[list[str], list[str]], statement: Reading, claim: ClaimReading) -> bool:
    """Whether a denial is of something that the claim says, and the claim does not deny it too. What
    a sentence of a long text denies must be the claim's by more than one word."""
    covered, clause = denial
    brief = statement.length <= _SHORT
    matter = set(covered) & claim.worded_stems
    if statement.length > _FEW_WORDS and len(set(clause) & claim.worded_stems) < 2:
        return False
    if brief and not matter and covered and len(set(clause) & claim.worded_stems) >= _SURELY_ABOUT:
        return not any(claim.nearly_denied)
    if any(matter & wording for wording in claim.denied):
        return False
    return bool(matter) and not any(matter <= wording for wording in claim.nearly_denied)
