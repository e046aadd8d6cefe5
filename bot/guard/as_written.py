"""What differs, in the words as they stand in the message and in the claim: they are compared in small
letters and without accents, in stems, or out of order, and nobody reads them so."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..language.reading import Reading
from ..language.text import SIGNS, UNSPACED, forms, words
from ..model import Difference, DifferenceKind
from .claim_reading import ClaimReading

_TOKEN = re.compile(rf"[{SIGNS}]*\d(?:[.,]\d+)+|[{SIGNS}]+")
_HYPHENED = re.compile(rf"(?:(?<=\d)-[{SIGNS}]+)+|-\d+")
# So many words may stand between some that were told together.
_BETWEEN = 2
# More words of a claim are not shown as one that differs.
_FEW = 3
_BEGINS = re.compile(r"(?:^|[.!?:;,\"\n¿¡])\W*$")
# Cleaning takes the vowel "am" of Thai and Lao apart.
_COMPOSED = {"\u0e4d\u0e32": "\u0e33", "\u0ecd\u0eb2": "\u0eb3"}


def as_written(found: Difference, message: Reading, claim: ClaimReading) -> Difference:
    """A difference in the words of the message and of the claim, where these have them."""
    if "not" in (found.asked, found.claim) or found.only_looks_alike:
        return found
    kind, language = found.kind, claim.language
    asked = _Words(message.text, message.language or language, claim.told_forms)
    told = (_Words(text, language, message.forms).written(found.claim, kind) for text in claim.wordings)
    few = (run for run in told if run and (kind != "unsure" or len(run.split()) <= _FEW))
    return replace(
        found,
        asked=asked.written(found.asked, kind) or _composed(found.asked),
        claim=next(few, "") or _composed(found.claim),
    )


class _Words:
    """The words of a text, and those of what it is compared with."""

    def __init__(self, text: str, language: str, others: Collection[str]) -> None:
        self.text, self.language, self.others = text, language, others
        self.tokens = [*_TOKEN.finditer(text)]

    def written(self, told: str, kind: DifferenceKind) -> str:
        """Some words as they stand in the text, a name in capitals where the text has none; "" if they do not
        stand there. One that names nobody is shown with the rest of the name that it is part of."""
        parts = [*_TOKEN.finditer(told)]
        if not parts or UNSPACED.search(told):
            return ""
        named = kind not in ("unsure", "negation")
        wanted = [_folded(part.group()) for part in parts]
        span = self._span(wanted, _folded)
        if not span and wanted[0] == "1":
            span = self._span(["a", *wanted[1:]], _folded)
        if not span and not named:
            span = self._span(wanted, lambda word: "".join(each.stem for each in words(word, self.language)))
        if not span:
            return ""
        first, last = self._name_around(span[0]) if kind == "unsure" and len(wanted) == 1 else span
        end = self.tokens[last].end()
        if hyphened := _HYPHENED.match(self.text, end):
            end = hyphened.end()
        run = " ".join(self.text[self.tokens[first].start() : end].split())
        if named and run.islower() and not told.islower():
            run = run.title() if told.istitle() else told
        return told[: parts[0].start()] + run + told[parts[-1].end() :]

    def _span(self, wanted: Sequence[str], as_told: Callable[[str], str]) -> tuple[int, int] | None:
        """The first and the last of the tokens in which some words stand in a row, else near one another."""
        said = [as_told(token.group()) for token in self.tokens]
        near = None
        for size in range(len(wanted), len(wanted) + (_BETWEEN + 1 if len(wanted) > 1 else 1)):
            for at in range(len(said) - size + 1):
                run = said[at : at + size]
                if run == list(wanted):
                    return at, at + size - 1
                if not near and set(wanted) <= set(run) and {run[0], run[-1]} <= set(wanted):
                    near = at, at + size - 1
        return near

    def _name_around(self, at: int) -> tuple[int, int]:
        """The first and the last token of the name of which one is a part, without what the other text has
        too and what may have its capital for beginning a sentence."""
        first = last = at
        if self._is_named(at):
            while first and self._is_named(first - 1) and not self._is_parted(first):
                first -= 1
            while last + 1 < len(self.tokens) and self._is_named(last + 1) and not self._is_parted(last + 1):
                last += 1
            if first < at and _BEGINS.search(self.text, 0, self.tokens[first].start()):
                first += 1
        return first, last

    def _is_named(self, at: int) -> bool:
        word = self.tokens[at].group()
        return word[0].isupper() and not word.isupper() and _folded(word) not in self.others

    def _is_parted(self, at: int) -> bool:
        """Whether more than a space stands before a token."""
        return self.text[self.tokens[at - 1].end() : self.tokens[at].start()] != " "


def _folded(word: str) -> str:
    return "".join(forms(word))


def _composed(told: str) -> str:
    for apart, composed in _COMPOSED.items():
        told = told.replace(apart, composed)
    return told
