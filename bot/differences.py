"""The near-miss guard: in what a statement and a claim that look alike are not the same.

A name in the statement that nothing known of the claim has counts as a difference only where one of
the claim's own is missing from the statement: it stands in that one's place. So does a place, and a
number where the claim gives one. A statement that differs is never given the claim's verdict.
"""

import re
from collections.abc import Iterator, Sequence

from . import circumstances, opposition, places, who_said
from . import names as naming
from .claim_reading import ClaimReading
from .lexicon import is_english_word
from .model import Difference, DifferenceKind
from .names import Name, shown
from .quantities import Quantity
from .reading import Reading
from .text import content, sentences, words
from .word_order import exchanged, mispaired, swapped_sides, turned_comparison, turned_round

_SOURCES = frozenset(
    """
    snopes politifact facebook twitter instagram youtube tiktok whatsapp telegram reddit cnn bbc npr nbc abc
    cbs msnbc fox news reuters guardian wikipedia wikileaks internet
    """.split()
)
_FIRST_PERSON = frozenset("i my mine".split())
_PLACE_WORDS = frozenset("in at from near to across throughout over outside inside en de à a aus im".split())
_MINDS = re.compile(
    r"^\w+ (?:\w+ )?(?:slam|attack|mock|critici|blast|accus|bash|ripp|hammer|quot|condemn)\w*\b"
)
_NEAR = 60
# Languages that write every noun with a capital, and what stands before the names of places there.
_CAPITALISING = frozenset(["de", "lb"])
_ONLY_PLACE_WORDS = frozenset(["in", "nach"])
_SENTENCE_ENDS = frozenset(".!?:\"'")
# In a message of up to so many words, one sentence may give the words and the next who said them.
_SHORT_MESSAGE = 45
# Claims name it in passing ("U.S. President").
_NEARLY_EVERYWHERE = "united states"
_A_YEAR = 365
_ALL_PERCENT = 100
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
    found = differences(told, claim, name) or [*_strangers(message, claim, name)]
    if not short and not found:
        found = differences_around(message, claim, name)
    return [*found, *_post(told, claim, author=author, date=date)]


def differences(statement: Reading, claim: ClaimReading, author: Name = ()) -> list[Difference]:
    """What differs, the most telling first; empty if nothing was seen to differ. Who wrote a post is in
    it without being named."""
    found = [*who_said.speaker(statement, claim, author), *_persons(statement, claim, author)]
    found += _of_two_languages(statement, claim)
    found += _places(statement, claim)
    found += [*_quantities(statement, claim), *opposition.denial(statement, claim)]
    # A long statement names things of its own, and turns its sentences otherwise.
    if statement.is_brief:
        found += [
            *who_said.topic(statement, claim),
            *who_said.of_listener(statement, claim),
            *who_said.of_another(statement, claim),
            *who_said.by_office(statement, claim),
            *who_said.doer(statement, claim),
            *_names(statement, claim),
            *_added(statement, claim),
            *opposition.other_kind(statement, claim),
            *circumstances.told_where(statement, claim),
            *circumstances.by_what_means(statement, claim),
            *circumstances.on_what(statement, claim),
            *circumstances.more_of_what(statement, claim),
            *circumstances.act(statement, claim),
            *circumstances.extent(statement, claim),
        ]
        looks = (turned_round, turned_comparison, mispaired, swapped_sides, exchanged)
        found += [difference for look in looks if (difference := look(statement, claim))]
    return list({(difference.kind, difference.asked): difference for difference in found}.values())


def differences_around(message: Reading, claim: ClaimReading, author: Name = ()) -> list[Difference]:
    """What differs in the whole of a long message, of which one statement is the claim's: who, where, how
    many and that it is not so may stand in another one."""
    who = [*who_said.speaker(message, claim, author), *_persons(message, claim, author)]
    denied = [Difference("negation", "not", "")] if opposition.contradicts(message, claim) else []
    return [*who, *_places(message, claim), *_quantities(message, claim, by_words=True), *denied]


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
        and claim.doubled_by(statement)
    ):
        yield Difference("speaker", author or "", shown(claim.main_speaker))
    said = claim.claim.date
    if date and said and len(said) == len(date) and date < said:
        yield Difference("date", date, said)


def _of_two_languages(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Whatever may differ in another language than the claim's, where who says what to whom is not known:
    any name that the claim does not have, a second one of somebody, and a denial."""
    language = _foreign_language(statement, claim)
    if not language or not statement.is_brief:
        return
    for name in statement.names:
        if not claim.knows(name, aside=False) and not places.known(" ".join(name)):
            yield Difference("speaker", shown(name), shown(claim.main_speaker))
    if claim.text_speakers and len({name[-1] for name in statement.persons}) > 1:
        yield Difference("unsure", statement.text, claim.claim.text)
    denies, denied = statement.denies(language), any(claim.denied)
    if denies != denied and (denies or statement.asserts):
        yield Difference("negation", "not" if denies else "", "not" if denied else "")


def _foreign_language(statement: Reading, claim: ClaimReading) -> str | None:
    """The language of a statement, if that is known and another than the claim's."""
    return statement.language if statement.language != claim.claim.language else None


# People, places and other names in another's place


def _persons(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """Somebody whom nothing that is known of the claim names, where one of its own people is missing,
    or, in a short question, where it has none; or somebody's namesake: "Michelle Obama" for Barack."""
    long = statement.length > _LONG
    somebody = [name for name in statement.persons if not long or statement.knows_person(name)]
    speakers = [
        name for name in statement.speakers if len(name) > 1 and shown(name).lower() not in places.own_names()
    ]
    somebody += [] if long else speakers
    reporters = _reporters(statement, claim)
    strangers = [
        name
        for name in somebody
        if not naming.same_as_any(name, reporters) and not claim.knows(name, aside=long)
    ]
    missing = [name for name in claim.people if not statement.mentions(name)] if strangers else []
    missing = [name for name in missing if not naming.same(name, author)]
    added = [] if claim.people else [name for name in strangers if name not in statement.speakers]
    if missing:
        yield Difference("speaker", shown(strangers[0]), shown(missing[0]))
    elif added and statement.asks:
        yield Difference("speaker", shown(added[0]), "")
    for name in statement.people:
        sharing = [other for other in claim.names if len(other) > 1 and other[-1] == name[-1]]
        theirs = {*statement.mentioned, *((person[0],) for person in statement.persons if person != name)}
        if any((other[0],) in theirs for other in sharing) or not naming.starts_as_person(name):
            continue
        if sharing and not naming.same_as_any(name, claim.names):
            yield Difference("speaker", shown(name), shown(sharing[0]))


def _reporters(statement: Reading, claim: ClaimReading) -> list[Name]:
    """Who in it says, or minds, that the claim's speaker said something: "Trump says that Obama told ...",
    "Romney attacked Obama for telling ..." """
    *others, last = statement.speakers or [()]
    if last:
        minds = (
            _MINDS.search(statement.text[statement.place_of(name) :][:_NEAR]) for name in statement.persons
        )
        others += [name for name, found in zip(statement.persons, minds, strict=True) if found]
    return others if naming.same(last, claim.claimant or claim.subject) else []


def _places(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A place that the claim does not know, nor one in it or around it, where one of its own is missing; or
    in a short question one that is far from any in it."""
    length = statement.length
    known = claim.told_places if length <= _LONG else claim.known_places
    everywhere = {_NEARLY_EVERYWHERE}
    for missing in sorted(claim.places - statement.places - (set() if length <= _LONG else everywhere)):
        for strange in sorted(statement.places - known - (set() if statement.is_short else everywhere)):
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


def _strangers(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """A name, or in text without capitals a word that could be one, that nothing known of the claim has,
    where one of its people is missing, in a long text all of them: "Macron hot mic flexibility"."""
    missing = [name for name in claim.people if not statement.mentions(name)]
    if claim.listeners and statement.places & claim.places:  # "the Russian president"
        missing = [name for name in missing if not naming.same_as_any(name, claim.listeners)]
    if not missing or naming.same_as_any(author, claim.people) or _foreign_language(statement, claim):
        return
    if not statement.is_brief and (len(missing) < len(claim.people) or not statement.capitals_tell):
        return
    for name in filter(statement.may_be_person, _unknown_names(statement, claim)):
        yield Difference("speaker", shown(name), shown(missing[0]))
        return


def _names(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Any other name that the claim does not know, where one of its own is missing, in a statement that
    is nearly its double."""
    language = claim.claim.language
    if not statement.capitals_tell or not claim.doubled_by(statement):
        return
    missing = [name for name in claim.text_names if _tells(name, language)]
    missing = [name for name in missing if not statement.mentions(naming.telling(name))]
    for name in _unknown_names(statement, claim) if missing else ():
        kind: DifferenceKind = "place" if set(_before(statement, name)) & _PLACE_WORDS else "speaker"
        yield Difference(kind, shown(name), shown(missing[0]))


def _added(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a short question, a name that nothing known of the claim has, though it lacks none of its own: "Did
    the FBI plant the microphone that caught Obama?" """
    if not statement.asks or not statement.capitals_tell or _foreign_language(statement, claim):
        return
    for name in _unknown_names(statement, claim):
        if not set(name) & _SOURCES and not any(map(is_english_word, name)):
            yield Difference("speaker", shown(name), "")
            return


def _unknown_names(statement: Reading, claim: ClaimReading) -> Iterator[Name]:
    """Its names that neither the claim nor a list of places has, nor is whoever speaks in it."""
    for name in statement.strange_names:
        if name in statement.speakers or places.known(shown(name)):
            continue
        if claim.has_name(name, capitals=statement.capitals_tell):
            continue
        if not statement.capitals_tell or _is_marked(name, _before(statement, name), claim.claim.language):
            yield name


def _before(statement: Reading, name: Name) -> list[str]:
    """The word before a name."""
    return statement.text.lower().partition(name[0])[0].split()[-1:]


def _tells(name: Name, language: str) -> bool:
    """Whether a name is more than the words with which a sentence begins ("Cette photo")."""
    return bool(content(words(" ".join(name), language), language))


def _is_marked(name: Name, before: list[str], language: str) -> bool:
    """Whether its capital marks a name, given the word before it: at the beginning of a sentence only
    in English, of which common words are known; where every noun has one only after "in"."""
    begins = not before or before[0][-1] in _SENTENCE_ENDS
    if not _tells(name, language) or (begins and len(name) == 1 and language != "en"):
        return False
    return language not in _CAPITALISING or set(before) <= _ONLY_PLACE_WORDS


# Numbers, years and days


def _quantities(statement: Reading, claim: ClaimReading, *, by_words: bool = False) -> Iterator[Difference]:
    """A quantity that the claim does not have, where one of its own of that kind is missing; in a long
    statement only if both are of the same thing, as by the words around them, by which years are told
    only if so wished (`by_words`). And one that somebody is said to have given, of which nothing that is
    known of the claim tells."""
    brief = statement.is_brief
    # When a claim was checked tells when it was about, unless it says so itself.
    dated = claim.dates or any(quantity.kind == "year" for quantity in claim.wording_quantities)
    known = [*claim.quantities, *claim.dates, *(() if dated else claim.checked)]
    for asked in statement.quantities:
        least = (asked.bare or asked.value) > 1 or asked.kind == "percent"
        # A quote may have another numeral of its own: "World War III".
        there = claim.wording_quantities if asked.kind == "numeral" else known
        if asked.loose or not least or _has(there, asked):
            continue
        if asked.kind == "year" and not claim.dates and _has(claim.context_quantities, asked):
            continue
        own = [*claim.wording_quantities, *(claim.dates if asked.kind in ("year", "month", "day") else ())]
        own = [quantity for quantity in own if not quantity.loose and _alike(asked, quantity)]
        missing = [quantity for quantity in own if not _has(statement.quantities, quantity)]
        told = [quantity for quantity in missing if brief or _of_the_same(asked, quantity, by_words)]
        kind: DifferenceKind = "date" if asked.kind in ("year", "month", "day") else "number"
        if told:
            yield Difference(kind, asked.shown, told[0].shown)
            continue
        telling = statement.is_short or statement.text.endswith("?") or not _dates(asked)
        said = brief and telling and statement.speakers and _is_of_claim(asked, statement, claim)
        if said and not _has([*claim.context_quantities, *claim.checked], asked):
            yield Difference(kind, asked.shown, "")


def _is_of_claim(asked: Quantity, statement: Reading, claim: ClaimReading) -> bool:
    """Whether a quantity stands in a sentence that has a word of the claim: not in "I need it by 5 pm"."""
    for sentence in sentences(statement.text):
        if asked.shown in sentence:
            return any(word.stem in claim.stems for word in Reading(sentence).content(claim.claim.language))
    return True


def _dates(asked: Quantity) -> bool:
    """Whether a quantity may only tell since when, or how long ago ("after 25 years")."""
    return asked.kind in ("year", "month") or (asked.kind == "duration" and asked.value % _A_YEAR == 0)


def _of_the_same(asked: Quantity, told: Quantity, by_words: bool) -> bool:
    return (asked.kind in ("year", "month") and not by_words) or bool(asked.around & told.around)


def _alike(one: Quantity, other: Quantity) -> bool:
    if one.kind == other.kind:
        return True
    return {one.kind, other.kind} == {"number", "percent"} and max(one.value, other.value) <= _ALL_PERCENT


def _has(quantities: Sequence[Quantity], wanted: Quantity) -> bool:
    return any(wanted.same(quantity) for quantity in quantities)
