"""What a message wants to know, as its own words tell: of a topic or a thing, something else than whether it
is true, or who said what."""

import re

from .reading import Reading
from .speakers import SAY
from .text import words

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
_WHAT_SAID = re.compile(r"\W*what\s+(?:did|has|have|does)\b", re.IGNORECASE)
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


def asks_who_said(whole: Reading) -> bool:
    """ "Who told Medvedev that he'd have more flexibility?" """
    return _WHO_SAID.match(whole.text) is not None


def asks_what_was_said(whole: Reading) -> bool:
    """ "What did Obama tell Medvedev?" """
    return bool(_WHAT_SAID.match(whole.text) and whole.speakers)


def is_of_oneself(whole: Reading) -> bool:
    """Whether somebody speaks of themselves in it, as in a quote."""
    return _FIRST_PERSON.search(whole.text) is not None
