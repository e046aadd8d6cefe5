"""What stands around a question, and is no part of it: a greeting, who sent it, where it was seen, thanks.

The phrases are data, in framing.json: patterns by place and language, with parts by name ("<who>").
"""

import functools
import re

from . import smalltalk
from .text import SIGNS, UNSPACED, content, lists, sentences, words

_MOST_CHARACTERS = 600
_LEAST_WORDS = 2
_PART = re.compile(r"<(\w+)>")
_BETWEEN = " \n,.:;!-"
_BEFORE_LAST = " \n,:;-("  # what ends the sentence before is a part of it
# What stands after such a word belongs to it ("tired of thanks").
_HANGS = re.compile(
    r"\b(?:of|to|for|the|an?|and|or|with|without|in|on|at|that|by|from|about|is|was|are|were|be|no|his|her|"
    r"their|my|your|de|la|el|un|una|le|les|des|du|der|die|das|ein|eine|und|y|et)\s*$",
    re.IGNORECASE,
)
_QUESTION_ENDS = re.compile(r"[?？؟][\"')\]]*$")
# What parts clauses.
_STOPS = r".,:;!?\n()\"\u0964\u060c\u061f\u2026"
_QUESTION_MARK = re.compile("[?？؟]")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|didn't|doesn't|don't|isn't|aren't|"
    r"wasn't|weren't|hasn't|haven't|hadn't)\b",
    re.IGNORECASE,
)
ASKING_FOR = "(?:which|what|who|whose|whom|where|when)"
_ASKS_FOR = re.compile(rf"\W*{ASKING_FOR}\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|so|such|the same)\b", re.IGNORECASE
)
_OF_HIM = re.compile(rf"(?:(?:and|but|so|or) )?{_ASKS.pattern} (?:he|she|they)\b", re.IGNORECASE)
# What asks otherwise than by how a sentence begins.
_WANTS_TO_KNOW = re.compile(
    r"\b(?:(?:if|whether) (?:it|this|that|they)(?:'s| is| was| are)? ?(?:true|real|so|fake|false)|"
    r"if true|(?:true|real|fact|legit) or \w+|which is it|did (?:he|she|they|it)|confirm|verify|veracity|"
    r"fact-?check|pl(?:ea)?se? check|check (?:this|it|that)|settle|(?:want|need|like|wish) to "
    r"(?:know|enquire|ask)|let me know|tell me|wonder(?:ing)? (?:if|whether))\b",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """Cleaned text without what frames it at either end ("Good morning, ... Thanks, Marie"); as it is,
    if too little would be left or if it is long."""
    if len(text) > _MOST_CHARACTERS:
        return text
    before, after = _patterns("before"), _patterns("after")
    rest = text
    while True:
        at = before.match(rest)
        shorter = rest[at.end() :].lstrip(_BETWEEN) if at else rest
        last = after.search(shorter)
        if last and not _HANGS.search(shorter[: last.start()]):
            shorter = shorter[: last.start()].rstrip(_BEFORE_LAST)
        if shorter == rest or not _stands(shorter):
            return rest
        rest = shorter


def topic(text: str) -> str:
    """What a cleaned message names, if it only wants to hear of that ("anything on Obama?"), without what
    asks for it; else the message as it is."""
    at = _patterns("about").match(text)
    named = text[at.end() :].strip() if at else ""
    return without_article(named or text)


def without_article(text: str) -> str:
    """English text without the article that it begins with ("the moon landing")."""
    return _ARTICLE.sub("", text)


def _stands(rest: str) -> bool:
    """Whether something stands by itself: with words enough, or as "is it real?"."""
    left = words(rest)
    return smalltalk.kind(rest) == "vague" or (len(left) >= _LEAST_WORDS and bool(content(left)))


def questions(text: str) -> list[str]:
    """The sentences of cleaned text that ask something by themselves, where it has others too."""
    found = sentences(text)
    return list(filter(_asks_something, found)) if len(found) > 1 else []


def last_question(text: str) -> tuple[str, str]:
    """Cleaned text as what stands before its last question, and that question; which is empty if the last
    sentence asks nothing."""
    *before, last = sentences(text) or [""]
    asks = _asks_something(last) or _ASKS_FOR.match(last)
    return (" ".join(before), last) if asks else (text, "")


def _asks_something(sentence: str) -> bool:
    return bool(_QUESTION_ENDS.search(sentence) or _ASKS.match(sentence))


def is_whole(question: str) -> bool:
    """Whether an English question says all that it asks about: "Is the Great Wall old?", not "Did he say so?"
    nor "More flexibility?" """
    said = bare(question)
    return bool(_ASKS.match(said)) and not _POINTS_BACK.search(said)


def asks_of_him(question: str) -> bool:
    """Whether an English question is on somebody whom another sentence names: "Did he tell Medvedev ...?" """
    return _OF_HIM.match(question) is not None


def asks_anything(text: str, language: str = "en") -> bool:
    """Whether cleaned text asks something, in whatever words ("Obama told Medvedev ..., real or fake"). In
    English a question in the middle of it is of what it tells ("Why is nobody talking about this?")."""
    found = sentences(text)
    may_ask = [*found[:1], *found[-2:]] if language == "en" else found
    if _WANTS_TO_KNOW.search(text) or any(_QUESTION_MARK.search(one) or _ASKS.match(one) for one in may_ask):
        return True
    asking = _asking(language)
    return asking is not None and asking.search(text.lower()) is not None


def without_asking(text: str, language: str) -> str:
    """Cleaned text in lower case, in another language than English, without the words by which it asks."""
    asking = _asking(language)
    return asking.sub(" ", text.lower()) if asking else text.lower()


@functools.cache
def _asking(language: str) -> re.Pattern[str] | None:
    """The words by which something is asked in another language than English: at either end of a clause, or
    in scripts without spaces and in Korean wherever they stand."""
    listed = lists("asking_words").get(language)
    if not listed:
        return None
    either = f"(?:{'|'.join(map(re.escape, ', '.join(listed).split(', ')))})"
    if language == "ko" or UNSPACED.search(either):
        return re.compile(either)
    begins, ends = rf"(?:^|[{_STOPS}])\s*{either}(?![{SIGNS}])", rf"(?<![{SIGNS}]){either}\s*(?:$|[{_STOPS}])"
    return re.compile(f"{begins}|{ends}")


@functools.cache
def _patterns(place: str) -> re.Pattern[str]:
    table = lists("framing")
    phrases = [
        _filled(pattern, table["parts"].get(language, {}))
        for language, patterns in table[place].items()
        for pattern in patterns
    ]
    if place != "after":
        return re.compile(rf"\s*(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
    spaced = "|".join(phrase for phrase in phrases if not UNSPACED.search(phrase))
    unspaced = "|".join(filter(UNSPACED.search, phrases))
    return re.compile(rf"(?:(?:(?<=\s)|(?<=[(#]))(?:{spaced})|(?:{unspaced}))\W*$", re.IGNORECASE)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """A pattern with its parts, and theirs, in their places."""
    while (named := _PART.sub(lambda part: parts[part.group(1)], pattern)) != pattern:
        pattern = named
    return pattern
