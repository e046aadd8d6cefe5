"""Quotes with their speakers in an article, word for word, the one nearest to the claim first."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ..model import Quote

_MOST = 3
_SHORTEST, _LONGEST = 15, 400
_PAIRS = ("“”", "„“", "„”", "«»", "»«", '""', "「」")
_VERBS = (
    "said says wrote tweeted told added claimed posted stated declared argued insisted replied"
    " sagte schrieb erklärte behauptete dijo afirmó escribió declaró aseguró disse afirmou escreveu declarou"
    " déclaré affirmé écrit assure affirme explique ha dichiarato scritto affermato zei schreef"
).split()
_NAME = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ſ][\w.'’-]*\w"
    r"(?: (?:de|da|di|del|della|van|von|der|den|bin|al|el|la|of)(?= ))*)"
)
_NAMES = rf"(?P<name>{_NAME}(?: {_NAME}){{0,4}})"
_VERB = rf"(?:a |ha |hat )?(?:{'|'.join(_VERBS)})"
_AFTER = (
    re.compile(rf"[,.]?\s*{_VERB}\s+(?:[a-z][\w-]+ ){{0,3}}{_NAMES}"),
    re.compile(rf"[,.]?\s*{_NAMES}(?:, [^,.“”\"]{{3,60}},)?\s+{_VERB}\b"),
)
_BEFORE = re.compile(rf"{_NAMES}(?:, [^,.“”\"]{{3,60}},)? {_VERB}(?: [^.:“”\"«»„]{{1,60}})?[:,]?\s*$")
_NOBODY = frozenset(
    "he she they it we i you this that the a an in on but and er sie es el ella il elle ele ela lui".split()
)


def quotes(article: str, claim: str) -> list[Quote]:
    """At most three quotes of the article that tell their speaker; each stands in it exactly so."""
    found = {quote.text: quote for quote in reversed(list(_quotes(article)))}
    near = sorted(found.values(), key=lambda quote: -fuzz.token_set_ratio(quote.text, claim))
    return near[:_MOST]


def _quotes(article: str) -> Iterator[Quote]:
    for start, end in _spans(article):
        words = article[start + 1 : end].strip().rstrip(",")
        if not _SHORTEST <= len(words) <= _LONGEST or "\n" in words or len(words.split()) < 3:
            continue
        speaker = _speaker(article, start, end)
        if speaker:
            yield Quote(words, speaker)


def _spans(article: str) -> list[tuple[int, int]]:
    """Where quoted words begin and end, by their marks."""
    spans = []
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        pattern = re.compile(f"{opening}[^{opening}{closing}]{{{_SHORTEST},{_LONGEST}}}{closing}")
        spans += [(match.start(), match.end() - 1) for match in pattern.finditer(article)]
    return sorted(spans)


def _speaker(article: str, start: int, end: int) -> str | None:
    """The name beside a verb of saying, right after the words or right before them."""
    after = article[end + 1 : end + 160].split("\n")[0]
    before = article[max(0, start - 200) : start].split("\n")[-1]
    matches = [pattern.match(after) for pattern in _AFTER]
    matches.append(_BEFORE.search(re.split(r"[.!?] (?=[A-Z])", before)[-1]))
    for match in matches:
        if match and match["name"].split()[0].casefold() not in _NOBODY:
            return match["name"]
    return None
