"""What a message wants to know, as its own words tell: of a topic or a thing, something else than whether it
is true, or who said what."""

import re

from . import framing
from .reading import Reading
from .speakers import SAY, TELLS_OF_SAYING
from .text import sentences, words

_MOST_WORDS_OF_TOPIC = 3
_PICTURE = re.compile(r"https?://|pic\.twitter\.com")  # it shows what is said
_JOINING = frozenset("of the a an and in on for to".split())
_WHAT_IS = re.compile(r"(?:what|who)(?:'s| is| are| was| were) (?:an? |the )?\w+(?: \w+)?\W*", re.IGNORECASE)
_WHEN_SAID = re.compile(
    r"\W*(?:(?:when|where|why|who|whom|to whom)\s+(?:did|has|have|would|does|was)|how come)\b", re.IGNORECASE
)
_WHO_SAID = re.compile(
    rf"\W*(?:who|which (?:\w+ )?(?:president|politician|leader))\b[^?]{{0,60}}?\b{SAY}\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:i|my|we|our)\b", re.IGNORECASE)
_TELLS_OF_ONESELF = re.compile(r"\W*(?:my|i)\b", re.IGNORECASE)
# Of which they tell.
_HEARSAY = re.compile(
    r"\W*(?:(?:i|i'm|i've) (?:(?:just|have|had|am|was|really|do|did|don'?t|do not|can'?t|cannot) ){0,2}"
    r"(?:heard?|read|saw|seen?|find|found|think|thought|believe?|beleive|guess|know|knew|remember"
    r"|recall|want|need|would|wonder\w*|bet|get|got (?:this|a|an|told)|keep|doubt|swear|learn\w*|like|love"
    r"|pretty|not|under|convinced|asking|trying|hoping|sick|tired|will|have|should|sure)\b"
    r"|my (?:[\w.]+[ -]){1,5}?(?:thinks?|thought|believes?|swears?|swore|keeps?|sent|shared|forward\w*"
    r"|just|won't|showed|heard|reads?|saw|reckons?|convinced|sure|adamant)\b)",
    re.IGNORECASE,
)
_WHAT_SAID = re.compile(r"\W*what\s+(?:did|has|have|does)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"\b(?:true|truly|real|really|fakes?|legit|accurate|genuine|facts?|verdict|or|right|quotes?|story|about"
    rf"|is it|was it|did (?:he|she|they)|photos?|pics?|pictures?|videos?|{SAY})\b|[,\"]",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\W*(?:what|when|where|which|who|whose|how|why)\b", re.IGNORECASE)


def is_topic(said: Reading) -> bool:
    """Whether a text is but a name, or so few words that it says nothing of what they stand for ("Obama",
    "high blood pressure")."""
    if _PICTURE.search(said.text):
        return False
    telling = {word.form for word in said.content(said.language or "en")}
    others = {word.form for word in words(said.text, "")} - telling
    return 0 < len(telling) <= _MOST_WORDS_OF_TOPIC and others <= _JOINING


def is_of_a_thing(whole: Reading) -> bool:
    """Whether it is but a figure, or wants to know what or who something is: that is no claim."""
    return not any(map(str.isalpha, whole.text)) or _WHAT_IS.fullmatch(whole.text) is not None


def is_open(whole: Reading) -> bool:
    """Whether a question wants to know something else than whether it is true; "When did Obama say ...?"
    can be answered with what he said, "Who told Medvedev ...?" with whoever did."""
    said = (_WHO_SAID.match(whole.text) and whole.persons) or (
        _WHEN_SAID.match(whole.text) and whole.speakers
    )
    return _OPEN.match(whole.text) is not None and not said


def is_but_open(whole: Reading) -> bool:
    """Whether it wants to know nothing but that: "How do I make garlic water?" """
    one = len(sentences(whole.text)) == 1
    return one and is_open(whole) and _WHETHER.search(whole.text) is None


def asks_who_said(whole: Reading) -> bool:
    """ "Who told Medvedev that he'd have more flexibility?" """
    return _WHO_SAID.match(whole.text) is not None


def asks_what_was_said(whole: Reading) -> bool:
    """ "What did Obama tell Medvedev?" """
    return bool(_WHAT_SAID.match(whole.text) and whole.speakers)


def tells_of_oneself(whole: Reading) -> bool:
    """Whether somebody tells what they did, or what is theirs, and asks nothing: "My printer prints dots"."""
    told = whole.is_short and _TELLS_OF_ONESELF.match(whole.text) and not _HEARSAY.match(whole.text)
    return bool(told) and not (TELLS_OF_SAYING.search(whole.text) or framing.asks_anything(whole.text))


def is_of_oneself(whole: Reading) -> bool:
    """Whether somebody speaks of themselves in it, as in a quote."""
    return _FIRST_PERSON.search(whole.text) is not None
