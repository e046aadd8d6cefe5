"""What differs in a brief message in another language than English, of whose grammar and names little is
known: every word must be one of the claim's or say nothing, none may deny or lessen it, and who said it must
be named before whoever else is in it."""

import difflib
import functools
import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ..language import synonyms
from ..language.names import shown
from ..language.quantities import counts
from ..language.reading import Reading
from ..language.text import HIRAGANA, KATAKANA, UNSPACED, aside_words, clean, forms, listed_words
from ..model import Difference
from . import by_the_way
from .claim_reading import ClaimReading
from .denied_abroad import other_time, other_turn, word_against
from .named_abroad import NAMED, parts_of, place_of
from .unsaid_abroad import wished_or_asked

# How alike a word must be to one of the claim's, out of 100, and from how many letters on it may be.
_ALIKE = 78.0
_LONG_ENOUGH = 4
# With what share of its letters a word must begin like one of the claim's: endings change with the case.
_BEGINNING = 0.65
_SAME_BEGINNING = 3
# Scripts in which what other languages have as words of their own is put before a word.
_PREFIXED = re.compile("[\u0590-\u08ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]{2}")
_WITH_PREFIXES = frozenset(["ar", "he"])
# From so many letters on, a word may be one that says nothing, with a slip.
_LONG = 6
_SHORTEST = 3
_SHORTEST_IN = {"hi": 2}
# What share of a message's telling words may be its own, where no other words for a claim are listed, or
# none that say nothing in its language; and if none changes what is asked.
_FEW_STRANGE = 0.2
_FEW_BY_THE_WAY = 1 / 3
# The share of the claim's words from which on a message is the claim nearly word for word.
_NEARLY_ALL = 0.7
# The share of a message's words that must be a claim's for it to be in that one's language.
_MOST_OF_WORDS = 0.5
_MOST_SIGNS = 150
# How far behind a name another may stand in a claim, in telling words or in signs, and how long that is.
_NEXT_WORDS = 3
_NEXT_SIGNS = 40
_NAME_IN_SIGNS = 4
_OF_SUBJECT = "はがも"
# Languages that put endings one upon the other: from how many letters on a word says nothing if it begins
# with one that does.
_WITH_ENDINGS = {"fi": 4, "hu": 4, "tr": 4, "ko": 2}
# In scripts without spaces: how many letters in a row must be the claim's to be of one of its words, and how
# many that are not are one of its own.
_LEAST_KNOWN = {"zh": 1, "ja": 1, "th": 4}
_LEAST_STRANGE = {"zh": 2, "ja": 2, "th": 4}
# What is no part of a word that says nothing, though it is but one sign: money, soldiers, arms, goods.
_WORDS_OF_A_SIGN = frozenset("钱錢兵枪槍炮砲油粮糧糖盐鹽药藥酒肉车車船狗猫貓鸡雞猪豬鱼魚")
# To whom something is said.
_TO_WHOM = re.compile(
    "[对對]([^\\s,，。]{2,8}?)(?:总统|總統)?(?:[说說讲講]|表示|承[诺諾]|耳[语語]|小声|私下|透露)"
)
_ASKING = ("?", "\u061f")
# A thing with a number in its name ("5G", "G7").
_MAKE = re.compile(r"\d{1,2}[a-z]{1,2}|[a-z]{1,2}\d{1,2}")
_DIGITS = "0123456789"
_GREEK_ASKING = ";"
# Where people ask without a question mark.
_UNMARKED = frozenset(["th"])


def tells(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a statement is so short, and in the language of a claim, that its words alone tell: a question,
    or anything where other words for the claim are listed. What finds a translation is in its language."""
    language = claim.language
    if claim.is_translated:
        return language != "en" and statement.is_brief
    return asks(statement, language) and (
        statement.language == language or _is_in_its_words(statement, claim)
    )


def asks(statement: Reading, language: str) -> bool:
    """Whether a statement is a brief question in a language other than English, by its mark."""
    asking = (*_ASKING, _GREEK_ASKING) if language == "el" else _ASKING
    return language != "en" and statement.is_brief and statement.text.endswith(asking)


def _is_in_its_words(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a statement has a claim's words rather than those of the language that it seems to be in."""
    telling = [word.form for word in statement.content(claim.language) if word.form.isalpha()]
    return bool(telling) and sum(form in claim.told_forms for form in telling) > _MOST_OF_WORDS * len(telling)


def by_words_alone(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Somebody else than who said it, or after somebody else; a denial, or a word of its own."""
    found = _own_words(statement, claim)
    strange = _most_telling(found, statement) if found else ""
    if _is_by_another(statement, claim):
        if strange:
            yield Difference("speaker", shown((strange,)), claim.claim.claimant or "")
        else:
            yield Difference("unsure", statement.text, claim.claim.text)
    opposed = [*_opposed(statement, claim)]
    yield from opposed
    if strange and not opposed:
        yield Difference("unsure", strange, "")
    elif not opposed and (unsaid := wished_or_asked(statement.text, claim)):
        yield Difference("unsure", unsaid, "")


def _own_words(statement: Reading, claim: ClaimReading) -> list[str]:
    """A statement's words that are not the claim's, if they are more than may be said by the way."""
    found = [*_strange(statement, claim)]
    weighty = by_the_way.has_weight(found, statement, claim.language)
    if not found or (not weighty and by_the_way.may_have(len(found), statement, claim)):
        return []
    if claim.is_translated and aside_words(claim.language):
        return found
    few = _FEW_STRANGE if weighty else _FEW_BY_THE_WAY
    return found if len(found) >= few * len(statement.content(claim.language)) else []


def _most_telling(strange: list[str], statement: Reading) -> str:
    """The first of these words that is a name, else the longest."""
    names = {word for name in statement.names for word in name}
    return next((word for word in strange if word in names), max(strange, key=len))


def _opposed(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A word that denies, lessens, puts before what the claim puts after, or has fall what it has rise."""
    against, text = word_against(statement, claim), statement.text
    opposite = other_time(text, claim) or other_turn(text, claim)
    if against:
        yield Difference("negation", against, "")
    elif opposite:
        yield Difference("negation", *opposite)


def by_another(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a long message that finds a translation, or one that may ask without a question mark, only that it
    is of somebody else than who said it."""
    may_ask = claim.language in _UNMARKED and statement.is_brief
    if (claim.is_translated or may_ask) and _is_by_another(statement, claim):
        yield Difference("unsure", statement.text, claim.claim.text)


def other_make(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a brief message a thing with another number in its name than the claim's: "4G" for "5G"."""
    if claim.language == "en" or not statement.is_brief:
        return
    told = {word for word in claim.told_forms if _MAKE.fullmatch(word)}
    for form in statement.forms:
        if _MAKE.fullmatch(form) and form not in told:
            like = next((word for word in sorted(told) if word.strip(_DIGITS) == form.strip(_DIGITS)), "")
            if like:
                yield Difference("number", form, like)


def told_otherwise(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """In a brief message in the language of a claim, whether it asks or tells: a word of its own in the place
    of one of the claim's that it else has nearly word for word; or, if it tells, a denial in such words."""
    language = claim.language
    if language == "en" or claim.is_translated or not statement.is_brief:
        return
    if statement.language != language and not _is_in_its_words(statement, claim):
        return
    strange = [*_strange(statement, claim)]
    if not tells(statement, claim):
        opposed = [*_opposed(statement, claim)]
        against = {word for each in opposed for word in forms(each.asked)}
        if claim.doubled_by(statement, _NEARLY_ALL) or against.issuperset(strange):
            yield from opposed
    yield from _exchanged(statement, claim, strange)
    if _has_others_first(statement, claim):
        yield Difference("unsure", statement.text, claim.claim.text)


def _exchanged(statement: Reading, claim: ClaimReading, strange: list[str]) -> Iterator[Difference]:
    """One of these words of its own, or in scripts without spaces a run of signs, in the place of one of the
    claim's that a message else has nearly word for word; a full name also where it has all the rest."""
    in_signs = claim.language in _LEAST_KNOWN
    telling = statement.content(claim.language)
    said = list(statement.text) if in_signs else [word.stem for word in telling]
    if not strange or len(said) > _MOST_SIGNS:
        return
    names = {word for name in statement.names if len(name) > 1 for word in name}
    for wording in map(list, claim.wordings) if in_signs else claim.wording_stems:
        matcher = difflib.SequenceMatcher(None, said, wording, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        for change, i, j, k, m in matcher.get_opcodes():
            if change != "replace" or set(wording[k:m]) <= set(said):
                continue
            run = statement.text[max(0, i - 1) : j + 1] if in_signs else [word.form for word in telling[i:j]]
            new = next((word for word in strange if word in run), "")
            most = same >= _NEARLY_ALL * len(wording)
            if new and (most or (new in names and same + m - k >= len(wording))):
                yield Difference("unsure", new, "")


def _has_others_first(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a short message has somebody before whoever made the claim, who stands behind them there: a
    name, or two words where names have no capitals."""
    language, told = claim.language, claim.wordings[0]
    claimant = claim.claim.claimant or ""
    if not claimant or not statement.is_short:
        return False
    if language in _LEAST_KNOWN:
        return _has_signs_first(statement.text, claimant, told)
    theirs = forms(clean(claimant))
    said, wording = (
        [word.form for word in Reading(text).content(language)] for text in (statement.text, told)
    )
    asked_at, told_at = _first(said, theirs), _first(wording, theirs)
    if asked_at < 1 or not 0 <= told_at <= 1:
        return False
    rest = [word for word in wording[told_at:] if word not in theirs][:_NEXT_WORDS]
    before = [word for word in said[:asked_at] if word in rest or _is_like_any(word, {*rest})]
    names = {word for name in statement.names for word in name} if statement.capitals_tell else set()
    return len(before) > 1 or bool(names.intersection(before))


def _first(spoken: list[str], name: list[str]) -> int:
    """Where a word of a name, also with an ending, first stands among words; -1 if nowhere."""
    return next((at for at, word in enumerate(spoken) if _is_like_any(word, {*name})), -1)


def _has_signs_first(text: str, claimant: str, told: str) -> bool:
    """The same in scripts without spaces: whether a text begins with what a claim has behind the name."""
    name = next((part for part in parts_of(claimant) if part in told), claimant)
    begins, at = told.find(name), text.find(name)
    if not 0 <= begins <= 1 or at < _NAME_IN_SIGNS:
        return False
    rest = told[begins + len(name) :][:_NEXT_SIGNS]
    size = next((size for size in range(at, 0, -1) if text[:size] in rest), 0)
    return size >= _NAME_IN_SIGNS and (not HIRAGANA.match(text, size) or text[size] in _OF_SUBJECT)


def _is_by_another(statement: Reading, claim: ClaimReading) -> bool:
    """Whether it does not name who said it, or names somebody else who is in the claim before, where the
    claim names who said it."""
    if not claim.who or place_of(claim.who[0], claim.wordings[0]) < 0:
        return False
    speaker, *others = (place_of(names, statement.text) for names in claim.who)
    return speaker < 0 or any(0 <= other < speaker for other in others)


def _strange(statement: Reading, claim: ClaimReading) -> Iterator[str]:
    """Its words, as written, that are none of the claim's, nor say nothing, nor deny (see `_opposed`)."""
    language = claim.language
    bare = statement.without_idioms(language)
    if language in _LEAST_KNOWN:
        yield from _strange_runs(bare, claim.told_text.lower(), language)
        return
    asides, known, outside = _asides(language), claim.told_forms, set(forms(bare))
    names = {word for name in statement.names for word in name}
    for word in statement.content(language):
        form = word.form
        if (
            form.isdigit()
            or form not in outside
            or len(form) < _SHORTEST_IN.get(language, _SHORTEST)
            or form in asides
            or counts(form, language)
        ):
            continue
        if form not in names and _is_aside(form, language, asides):
            continue
        if word.stem in claim.stems or form in known or _is_like_any(form, known):
            continue
        if not synonyms.same(form, known, language):
            yield form


@functools.cache
def _asides(language: str) -> frozenset[str]:
    """The words that say nothing in a language, or deny."""
    return aside_words(language) | listed_words("words_against", language)


def _is_aside(word: str, language: str, asides: frozenset[str]) -> bool:
    """Whether a word is one that says nothing, with another ending or a slip."""
    shortest = _WITH_ENDINGS.get(language)
    if shortest and any(word[:end] in asides for end in range(shortest, len(word))):
        return True
    if language in _WITH_PREFIXES and any(
        word[cut:] in asides for cut in (1, 2) if len(word) - cut >= _SHORTEST
    ):
        return True
    # A slip is seldom in the first letter: "argent" is not "urgent".
    alike = (aside for aside in asides if aside[0] == word[0]) if len(word) >= _LONG else ()
    return any(OSA.distance(word, aside, score_cutoff=1) <= 1 for aside in alike)


def _is_like_any(word: str, known: set[str]) -> bool:
    """Whether a word may be one of the claim's, with another ending or a slip."""
    if _HANGUL.match(word) and any(word.startswith(other) for other in known if len(other) > 1):
        return True
    if len(word) < _LONG_ENOUGH:
        return False
    begun = word[: max(_LONG_ENOUGH, round(_BEGINNING * len(word)))]
    if any(other.startswith(begun) for other in known):
        return True
    alike = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
    return any(_may_be(word, other) for other, *_ in alike)


def _may_be(word: str, other: str) -> bool:
    """Whether a word that looks like another may be that one: it begins as that does, or after what is put
    before it: "uang" is no "ruang", and "strängare" no "stänga"."""
    if _PREFIXED.match(word):
        return True
    if word[:_SAME_BEGINNING] == other[:_SAME_BEGINNING]:
        return True
    slips = 1 + (len(word) >= _LONG)
    return word[0] == other[0] and OSA.distance(word, other, score_cutoff=slips) <= slips


def _strange_runs(text: str, told: str, language: str) -> Iterator[str]:
    """What is left of a text without spaces when the runs that the claim has too, and the words that say
    nothing, are taken out of it; first, to whom something is said, of whom the claim has no two signs."""
    for whom in _TO_WHOM.findall(text):
        if not any(whom[at : at + 2] in told for at in range(len(whom) - 1)):
            yield whom
    least, asides = _LEAST_KNOWN[language], aside_words(language) | synonyms.told_otherwise(told, language)
    longest = max(map(len, asides), default=0)
    for run in UNSPACED.findall(text):
        at, left = 0, ""
        while at < len(run):
            known = aside = next((n for n in range(longest, 0, -1) if run[at : at + n] in asides), 0)
            word = KATAKANA.match(run, at)
            if word and not aside:
                like = fuzz.partial_ratio(word.group(), told) >= NAMED
                yield from () if like else _long_enough(word.group(), language)
                at = word.end()
                continue
            while at + known < len(run) and run[at : at + known + 1] in told:
                known += 1
            if not aside and known < least:
                at, left = at + 1, left + run[at]
                continue
            yield from _long_enough(left, language)
            at, left = at + known, ""
        yield from _long_enough(left, language)


def _long_enough(left: str, language: str) -> Iterator[str]:
    """What is left of a text, if it is a word: in Japanese, letters of endings are none."""
    long_enough = len(HIRAGANA.sub("", left)) >= _LEAST_STRANGE[language] or left in _WORDS_OF_A_SIGN
    if long_enough and not counts(left, language):
        yield left
