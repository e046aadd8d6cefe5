"""What a brief message in another language than English has somebody wish, regret or ask, or asks whether it
will be, where a claim tells that they said it: "Obama wants more flexibility" is not that he said he would
have it.

unsaid_words.json lists, by language, the words that tell of each ("feels", "asks" with "whether", "to come"),
and how those begin that tell of saying, or ask whether something is true ("says").
"""

import functools
import re
from collections.abc import Sequence

from ..language.text import UNSPACED, clean, forms, lists, word_set
from .claim_reading import ClaimReading
from .named_abroad import in_signs, parts_of, place_of

# How far behind whoever asks the word for it may stand in a clause.
_NEAR = 5
_NEAR_IN_SIGNS = 10
_SAME_BEGINNING = 4
# Where the verb ends the clause, and which word may stand behind it.
_VERB_LAST = {"tr": "mi mı mu mü", "hi": "है हैं था थे"}
# Where a yes-or-no question begins with a word of its own rather than with the verb.
_ASKING = {"pl": "czy", "uk": "чи", "id": "apakah apa akankah", "hi": "क्या", "ar": "هل"}
# Where one ends with a word of its own.
_ASKING_LAST = {"tr": "mi mı mu mü", "zh": "吗 嗎"}
# How far before a name the verb may stand that asks: "Будет ли у Обамы ...?"
_BEFORE_NAME = {"cs": 2, "es": 3, "ru": 3, "uk": 2}
# What makes another word of one for asking in signs: a visit, a problem.
_NO_ASKING = ("(?<![访訪慰顾顧疑])", "(?![题題候])")
_CLAUSE_ENDS = re.compile(r"[,.;:!?،؛؟।。，？]+")
_QUOTED = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d]')
_LAST_SIGNS = re.compile(r"\W+$")


def wished_or_asked(text: str, claim: ClaimReading) -> str:
    """The word by which whoever made a claim wishes, regrets or asks, or by which it is asked of them whether
    something will be; "" if none does."""
    language = claim.language
    if language not in lists("unsaid_words") or not claim.who:
        return ""
    if UNSPACED.search(claim.wordings[0]):
        return _in_signs(text, claim)
    names = [form for name in claim.who[0] for form in forms(clean(name))]
    own = {*forms(claim.wordings[0])}
    clauses = [forms(clause) for clause in _CLAUSE_ENDS.split(text)]
    for place, spoken in enumerate(clauses):
        begin = next((at for at, word in enumerate(spoken) if _is_of(word, names)), -1)
        if begin < 0:
            continue
        end = begin
        while end + 1 < len(spoken) and _is_of(spoken[end + 1], names):
            end += 1
        beside = [*spoken[max(0, begin - 1) : begin], *spoken[end + 1 : end + 2]]
        after = [word for clause in clauses[place + 1 :] for word in clause]
        found = _feels(spoken, beside, language) or _asks(spoken, begin, end, after, language)
        if not found and not (_is_told(text, claim) or _says(forms(text), language)):
            found = _comes(spoken, begin, end, language)
        return "" if found in own and found not in _listed("to come", language) else found
    return ""


def _feels(spoken: Sequence[str], beside: Sequence[str], language: str) -> str:
    feels = _listed("feels", language)
    if language not in _VERB_LAST:
        return next((word for word in beside if word in feels), "")
    words = _without_last(spoken, _VERB_LAST[language])
    return words[-1] if words and words[-1] in feels and not _says(spoken, language) else ""


def _asks(spoken: Sequence[str], begin: int, end: int, after: Sequence[str], language: str) -> str:
    """A word of asking beside a name or soon behind it, and one for whether behind that."""
    asks, whether = _listed("asks", language), _listed("whether", language)
    near = [begin - 1] * (begin > 0) + [*range(end + 1, min(end + 1 + _NEAR, len(spoken)))]
    for at in near:
        if spoken[at] in asks and whether.intersection([*spoken[at + 1 :], *after]):
            return spoken[at]
    return ""


def _comes(spoken: Sequence[str], begin: int, end: int, language: str) -> str:
    """A word for what will be, right before a name or, where a word of its own asks, in the same clause."""
    to_come = _listed("to come", language)
    if language in _ASKING_LAST:
        words = _without_last(spoken, _ASKING_LAST[language])
        return words[-1] if len(words) < len(spoken) and words[-1] in to_come else ""
    if language in _ASKING:
        begins = spoken[0] in forms(_ASKING[language])
        return next((word for word in spoken if word in to_come), "") if begins else ""
    if language == "fr":
        # "Obama aura-t-il ...?"
        turned = spoken[end + 1 : end + 4]
        return turned[0] if len(turned) > 1 and turned[0] in to_come and turned[-1] in ("il", "elle") else ""
    near = _BEFORE_NAME.get(language, 1)
    return next((word for word in spoken[max(0, begin - near) : begin] if word in to_come), "")


def _in_signs(text: str, claim: ClaimReading) -> str:
    """The same in a script without spaces."""
    language = claim.language
    name = _name_in_signs(text, claim)
    if not name:
        return ""
    either = {kind: "|".join(_listed(kind, language)) for kind in ("feels", "asks", "whether", "to come")}
    feels = re.search(rf"{name}({either['feels']})", text)
    asking = rf"{_NO_ASKING[0]}({either['asks']}){_NO_ASKING[1]}"
    asks = re.search(rf"{name}[^,.。，]{{0,{_NEAR_IN_SIGNS}}}?{asking}.*(?:{either['whether']})", text)
    if found := feels or asks:
        return str(found.group(1))
    says = any(sign in text for sign in _listed("says", language))
    asked = _LAST_SIGNS.sub("", text).endswith(tuple(_ASKING_LAST.get(language, "").split()) or "\0")
    if says or not asked or _is_told(text, claim):
        return ""
    comes = re.search(f"{name}.*?({either['to come']})", text)
    return str(comes.group(1)) if comes else ""


def _name_in_signs(text: str, claim: ClaimReading) -> str:
    """A pattern for the name of whoever made a claim, as a text has it; "" if it does not."""
    parts = (part for name in claim.who[0] for part in parts_of(name) if UNSPACED.match(part))
    at = next(in_signs(parts, text), None)
    return re.escape(text[at.dest_start : at.dest_end]) if at else ""


def _is_told(text: str, claim: ClaimReading) -> bool:
    """Whether a text has whom something is said to, or a quotation."""
    return any(place_of(names, text) >= 0 for names in claim.who[1:]) or bool(_QUOTED.search(text))


def _is_of(word: str, names: Sequence[str]) -> bool:
    """Whether a word is one of a name, also with an ending, or with what is put before it."""
    beginnings = (name[: max(_SAME_BEGINNING, len(name) - 1)] for name in names)
    return any(word.startswith(begun) or word[1:].startswith(begun) for begun in beginnings)


def _says(spoken: Sequence[str], language: str) -> bool:
    return any(word.startswith(tuple(_listed("says", language))) for word in spoken)


def _without_last(spoken: Sequence[str], words: str) -> Sequence[str]:
    return spoken[:-1] if spoken and spoken[-1] in forms(words) else spoken


@functools.cache
def _listed(kind: str, language: str) -> frozenset[str]:
    return word_set(lists("unsaid_words")[language].get(kind, ""))
