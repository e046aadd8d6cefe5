"""Somebody, or some name, in the place of one of a claim's."""

import itertools
import re
from collections.abc import Iterator

from ..language import names as naming
from ..language import places
from ..language.lexicon import is_english_word, is_of_chat
from ..language.names import Name, shown
from ..language.reading import Reading
from ..language.spelling import is_slip_of_any
from ..language.text import Word, forms, telling_words, words
from ..model import Difference, DifferenceKind
from .claim_reading import ClaimReading

_SOURCES = frozenset(
    """
    snopes politifact facebook twitter instagram youtube tiktok whatsapp telegram reddit cnn bbc npr nbc abc
    cbs msnbc fox news reuters guardian wikipedia wikileaks internet
    """.split()
)
# Fewer than `Reading.asks` looks for: whom "would ..." asks of is left to the other looks.
_ASKING = frozenset("did does do is was has have had are were can will".split())
_SOMEBODY = frozenset(
    """
    he she they it we i you who what that this there any someone somebody anyone people everyone nobody his
    her their your our my its guy these those some many most all both president mr mrs ms dr potus usa us
    """.split()
)
_EVER = frozenset("ever even also just still once".split())
_MOST_WORDS_OF_NAME = 2
_PLACE_WORDS = frozenset("in at from near to across throughout over outside inside en de à a aus im".split())
_SURELY_WHERE = frozenset("in at near outside around".split())
# Of these, what also stands before whom something is done to.
_ALSO_OF_PEOPLE = frozenset(["a", "à"])
# What stands before somebody who is not in the place of another one.
_NOT_WHO = _PLACE_WORDS | {"the", "-"}
_MINDS = re.compile(
    r"^\w+ (?:\w+ )?(?:slam|attack|mock|critici|blast|accus|bash|ripp|hammer|quot|condemn)\w*\b"
)
_NEAR = 60
# Languages that write every noun with a capital, and what stands before the names of places there.
_CAPITALISING = frozenset(["de", "lb"])
_ONLY_PLACE_WORDS = frozenset(["in", "nach"])
_SENTENCE_ENDS = frozenset(".!?:\"'")


def persons(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """Somebody whom nothing that is known of the claim names, where one of its own people is missing,
    or, in a short question, where it has none; or somebody's namesake: "Michelle Obama" for Barack."""
    long = statement.is_long  # somebody whom no claim knows may only be mentioned
    somebody = [name for name in statement.persons if not long or statement.knows_person(name)]
    speakers = [
        name for name in statement.speakers if len(name) > 1 and shown(name).lower() not in places.own_names()
    ]
    somebody += [] if long else speakers
    reporters = _reporters(statement, claim)
    # The government, where the claim is of America.
    capital = [("washington",)] if places.NEARLY_EVERYWHERE in claim.known_places else []
    unknown = [
        name
        for name in somebody
        if name not in capital
        and not naming.same_as_any(name, reporters)
        and not claim.knows(name, aside=long)
        and not claim.names_in_passing(name, statement)
    ]
    missing = _missing(statement, claim, author) if unknown else []
    more = [] if claim.people else [name for name in unknown if name not in statement.speakers]
    if missing:
        yield Difference(
            "speaker", statement.shown(unknown[0]), _instead(unknown[0], missing, statement, claim)
        )
    elif more and statement.asks:
        yield Difference("speaker", statement.shown(more[0]), "")
    for name in [*statement.people, *_in_small_letters(statement, claim)]:
        sharing = [other for other in claim.names if len(other) > 1 and other[-1] == name[-1]]
        theirs = {*statement.mentioned, *((person[0],) for person in statement.persons if person != name)}
        if any((other[0],) in theirs for other in sharing) or not naming.starts_as_person(name):
            continue
        if sharing and not naming.same_as_any(name, claim.names):
            yield Difference("speaker", statement.shown(name), shown(sharing[0]))


def _in_small_letters(statement: Reading, claim: ClaimReading) -> Iterator[Name]:
    """Those of its names, in text without capitals, with a surname of the claim's: "did bill clinton"."""
    surnames = {name[-1] for name in claim.names if len(name) > 1}
    pairs = [] if statement.capitals_tell else itertools.pairwise(forms(statement.text))
    for given, surname in pairs:
        another = given in naming.given_names() - _SOMEBODY and given not in claim.forms
        if surname in surnames and another:
            yield given, surname


def _reporters(statement: Reading, claim: ClaimReading) -> list[Name]:
    """Who in it says, or minds, that the claim's speaker said something: "Trump says that Obama told ...",
    "Romney attacked Obama for telling ..." """
    speaker = claim.claimant or claim.subject
    *others, last = statement.speakers or [()]
    if not (naming.same(last, speaker) if last else speaker and statement.mentions(speaker)):
        return []
    minds = (_MINDS.search(statement.text[statement.place_of(name) :][:_NEAR]) for name in statement.persons)
    return others + [name for name, found in zip(statement.persons, minds, strict=True) if found]


def strangers(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """A name, or in text without capitals a word that could be one, that nothing known of the claim has,
    where one of its people is missing, in a long text whoever the claim is about: "Macron hot mic
    flexibility"."""
    missing = _missing(statement, claim, author)
    if claim.listeners and statement.places & claim.places:  # "the Russian president"
        missing = [name for name in missing if not naming.same_as_any(name, claim.listeners)]
    if not missing or statement.is_foreign(claim.language):
        return
    long = not statement.is_brief
    some_stay = long and len(missing) < len(claim.people)
    if some_stay:
        main = claim.main_speaker if claim.language == "en" else ()
        missing = [name for name in missing if main and naming.same(name, main)]
    if not missing or (long and not statement.capitals_tell):
        return
    for name in filter(statement.may_be_person, _unknown_names(statement, claim)):
        before = set(_before(statement, name))
        if statement.is_personal and before & _SURELY_WHERE:
            continue
        if some_stay and before & _NOT_WHO:
            continue
        yield Difference("speaker", statement.shown(name), _instead(name, missing, statement, claim))
        return


def other_names(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Any other name that the claim does not know, where one of its own is missing, in a statement that
    is nearly its double."""
    language = claim.language
    if not statement.capitals_tell or not claim.doubled_by(statement):
        return
    missing = [name for name in claim.text_names if _tells(name, language)]
    missing = [name for name in missing if not statement.mentions(naming.telling(name))]
    for name in _unknown_names(statement, claim) if missing else ():
        before = set(_before(statement, name)) & _PLACE_WORDS
        # "Arrestaron a ..." may be of somebody.
        of_place = not before <= _ALSO_OF_PEOPLE or _is_place(name) or all(map(_is_place, missing))
        kind: DifferenceKind = "place" if before and of_place else "speaker"
        like = (each for each in missing if _is_place(each) == (kind == "place"))
        other = next(like, missing[0] if kind == "place" else ())
        yield Difference(kind, statement.shown(name), shown(other))


def _is_place(name: Name) -> bool:
    return bool(places.known(shown(name)) or set(name) & naming.NOT_IN_PEOPLE)


def in_its_place(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What stands, in whatever letters, where a claim begins with a name that is missing: "did netflix pay
    zero federal income tax" """
    name = claim.first_name
    if not name or not statement.is_short or statement.mentions(name) or claim.language != "en":
        return
    told = [word for word in words(statement.text, "en") if word.form != "the"]
    asks = bool(told) and told[0].form in _ASKING
    told = told[asks:]
    strange = list(itertools.takewhile(lambda word: not claim.has_word(word), told))
    if not 0 < len(strange) <= _MOST_WORDS_OF_NAME or len(strange) == len(told):
        return
    if any(_is_nobody(word, claim, asks=asks) for word in strange):
        return
    shown_as = " ".join([word.form for word in strange if word.form not in _EVER] or [strange[0].form])
    if not places.known(shown_as.title()) & claim.known_places:
        yield Difference("speaker", shown_as.title(), shown(name))


def _is_nobody(word: Word, claim: ClaimReading, *, asks: bool) -> bool:
    """Whether a word can be no name, after "did" a common noun either, or is a slip of one of the claim's."""
    if word.form in _SOMEBODY or word.form.endswith("ly") or is_slip_of_any(word.form, claim.forms):
        return True
    return not asks and (is_of_chat(word) or is_english_word(word.form))


def added(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a short question, a name that nothing known of the claim has, though it lacks none of its own: "Did
    the FBI plant the microphone that caught Obama?" """
    if not statement.asks or not statement.capitals_tell or statement.is_foreign(claim.language):
        return
    for name in _unknown_names(statement, claim):
        if not set(name) & _SOURCES and not any(map(is_english_word, name)):
            yield Difference("speaker", statement.shown(name), "")
            return


def _instead(name: Name, missing: list[Name], statement: Reading, claim: ClaimReading) -> str:
    """The first of the claim's people who are missing that it is about; whoever only made it if this name is
    who is asked to have said it; else ""."""
    asked = [claim.claimant] if name in statement.speakers else []
    about = [*claim.persons, *claim.text_speakers, *asked]
    return next((shown(each) for each in missing if naming.same_as_any(each, about)), "")


def _missing(statement: Reading, claim: ClaimReading, author: Name) -> list[Name]:
    """The claim's people whom it does not mention, but for who wrote it."""
    return [name for name in claim.people if not statement.mentions(name) and not naming.same(name, author)]


def _unknown_names(statement: Reading, claim: ClaimReading) -> Iterator[Name]:
    """Its names that neither the claim nor a list of places has, nor is whoever speaks in it where the claim
    tells who says something: that one is looked at by `who_said`."""
    for name in statement.strange_names:
        if not statement.capitals_tell and _is_plain(name, statement):
            continue
        looked_at = claim.tells_who_says and name in statement.speakers
        if looked_at or places.known(shown(name)):
            continue
        if claim.has_name(name, capitals=statement.capitals_tell):
            continue
        if not statement.capitals_tell or _is_marked(name, _before(statement, name), claim.language):
            yield name


def _is_plain(name: Name, statement: Reading) -> bool:
    """Whether what may be a name, in text without capitals, is but a word that is nobody's ("voting")."""
    plain = name[-1] in naming.NOT_NAMES or is_english_word(name[-1])
    return plain and not statement.knows_person(name)


def _before(statement: Reading, name: Name) -> list[str]:
    """The word before a name."""
    return statement.text.lower().partition(name[0])[0].split()[-1:]


def _tells(name: Name, language: str) -> bool:
    """Whether a name is more than the words with which a sentence begins ("Cette photo")."""
    return bool(telling_words(" ".join(name), language))


def _is_marked(name: Name, before: list[str], language: str) -> bool:
    """Whether its capital marks a name, given the word before it: at the beginning of a sentence only
    in English, of which common words are known; where every noun has one only after "in"."""
    begins = not before or before[0][-1] in _SENTENCE_ENDS
    if not _tells(name, language) or (begins and len(name) == 1 and language != "en"):
        return False
    return language not in _CAPITALISING or set(before) <= _ONLY_PLACE_WORDS
