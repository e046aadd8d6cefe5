"""What a text denies: the words that "not", "never" or "refused to" covers, and words that are opposites.

negation.json lists the words of denial by language, the opposites, and things of one kind.
"""

import functools
import itertools
import re
from collections.abc import Collection

from .text import SIGNS, forms, lists, telling_words, unaccented_words, words

# A word that compares.
_COMPARED = r"\b(?:more|less|fewer|worse|\w+(?<!\bev)er)\b"
# "No" that denies nothing.
_EMPTY = r"\bno (?:matter|doubt|wonder|joke|cap|bs|lie|kidding)\b"
# All patterns look at text in lower case: that is several times quicker than to ignore case.
# "Didn't Obama say ...?" and "Isn't it true ...?" ask; "not only" and "no longer" do not deny what
# follows; whether something is "not true", or "false", is a question about the very same claim.
_NO_DENIAL = re.compile(
    r"(?:^|(?<=[.!?:\n\"])(?<![js]r\.))\s*(?:(?:so|wait|hey|but|and|ok)\W+)?"
    r"(?:did|do|does|is|was|were|are|has|had|have|would|could|ca|wo|should)n'?t\b(?! be\b)"
    r"|\b(?:is|was|are|it)(?:n't| not|nt) (?:it )?(?:true|correct|right|real|so|a fact)\b"
    r"|(?<!did )(?<!do )(?<!does )(?<!has )\bnot (?:an? )?(?:false|fakes?|ai|deepfake|doctored|edited"
    r"|staged|made[ -]up|photoshopped|hoax|joke)\b"
    r"|\b(?:not true|not (?:only|just|to mention|even close|sure|good|cool|ok|okay|fair)"
    r"|not[ -]yet|were it not|not (?:a )?one of (?:them|you)|for no (?:\w+ )?reason"
    rf"|in no time|no (?:longer|one else|way)|{_EMPTY}"
    r"|please do(?:n't| not)|hell no|they (?:do|wo)n'?t (?:teach|tell|show)"
    r"|(?:never|do(?: not|n'?t)) (?:return|answer|click|reply|press))\b|n't have to\b"
    r"|\b(?:confirm or deny|kid you not"
    r"|(?:did|do|does)(?:n'?t|(?: \w+){0,2} not) (?:even )?(?:know|reali[sz]e|notice)"
    r"|(?:not|without|w/o) (?:even )?(?:knowing|reali[sz]ing|noticing)|not aware|haven't (?:seen|heard)"
    r"|never (?:even )?heard|(?:never|won't|don't|didn't) tell you|never told (?:you|us)"
    r"|don'?t be(?:leive|live)|(?:my|our) (?:\w+ ){1,3}(?:do(?:es)?n'?t|did(?:n'?t| not)|won'?t) believe"
    r"|(?:do(?:es)?n'?t|did(?:n'?t| not)|won'?t) believe (?:me|us)"
    r"|nobody (?:bats|cares|notice[ds]|knew|knows|talks?|listen|was listening|is talking)"
    r"|warn\w*(?: \w+){0,2} not to"
    r"|(?:didn't|did not|never)\b(?=[^?!\n]{0,200}(?:,|\bor) (?:did|has|would) (?:he|she|they)\?)"
    r"|tell(?:ing)? me (?:that )?(?:[\w.]+ ){1,3}?(?:didn'?t|did not|never|wasn'?t|hasn'?t)"
    r"|if (?:i|you|we) (?:don'?t|do not|didn'?t|won'?t)|or did (?:\w+ ){1,3}not|yes (?:or|/) ?no"
    r"|why not|or not)\b|\bno\W*$|^\s*no,|^\s*no (?:bc|cause|cuz|because|but|wait)\b"
    r"|\bno\.? ?\d|\b(?:stop (?:it|this|the spread|being|saying)"
    r"|don'?t (?:you|they|want you|forget|miss|tell me|know|think)|if (?:it'?s )?not"
    r"|do(?:es)?n'?t want (?:you|us|anyone|people) to (?:know|see|hear|find))\b"
    r"|(?:^|[.,;:!?\n] ?|\b(?:i|we|please|just|still|really) )don'?t believe\b"
    r"|\bthanks,?(?: but)? no thanks\b"
    # "20 percent, as he says, and not 5"
    r"|\b\d[\d.,%]{0,15}(?:,? \w+){0,6}?,? not (?=[$\u20ac\u00a3]?\d)"
    r"|\btell(?:ing)? (?:me|him|her|them|us) (?:that )?it(?:'s not| is not| isn'?t)\b"
    # "No city has stronger gun laws than Chicago", "nobody since Truman had less": it says the most of one.
    rf"|\b(?:no|nobody|no ?one)\b(?=[^.?!\n]{{0,60}}?{_COMPARED}[^.?!\n]{{0,60}}? than\b"
    rf"|(?: \w+){{0,5}}? (?:ever|since|before|in history|anywhere)\b(?:(?! or )[^.?!\n]){{0,60}}?{_COMPARED})"
    r"|\b(?:can|could)(?:'t|not|nt) (?:believe|wait|stop|be (?:true|right|real|serious)"
    r"|make (?=(?:it|this|that|heads?|sense)\b))\b"
    # What whoever asks cannot do, or does not.
    r"|\bi (?:just |really |still )?(?:can(?:'?t|not)|do(?:n'?t| not)|could(?:n'?t| not))"
    r" (?:sleep|get it|understand|remember|trust|care|buy (?:it|this|that)|tell (?:if|whether|what)"
    r"|see (?:how|why))\b"
    r"|\bnothing (?:but|to see)\b|\bnever (?:forget|mind)\b"
    r"|\bso (?:that )?(?:you|they|we|it) (?:don'?t|won'?t)\b|\bno (?:evidence|proof) (?:is )?needed\b",
    re.MULTILINE,
)
_NO_WORD_OF_DENIAL = re.compile(rf"{_EMPTY}|\bno idea\b")
# "But didn't Reagan himself ...?", "wasn't it?" ask, wherever they stand.
_INVERTED = re.compile(
    r"\b(?:did|do|does|have|has|had|would|could|should|ca|wo)n'?t (?=[A-Z]|(?:he|she|they|it|you|we)\b)"
    r"|\b(?:is|was|are|were|ai)n'?t (?=(?:he|she|they|it|that)\b(?: the one\b|\W*(?:[?!.,]|$)))"
    r"|\b(?:is|was)n'?t it (?=(?:[\w.]+ ){1,4}?(?:who|that)\b)"
)
_ASKS_DENIAL = re.compile(
    r"^\W*(?:did|does|do|has|have|will|is|was|were|are|can)\b"
    r"(?:[ .]+(?!that\b|who\b|which\b)[\w'-]+){1,5}? (?:never|(?<!or )not)\b"
    r"(?! only| know| reali[sz]e| notice)",
)
_CLAUSE_END = re.compile(
    r"[.!?;:()\n\u3002\uff0c]|,(?! *[\"'])| - |\b(?:but|because|although|while|when|until|unless|if)\b",
)
_OPPOSING = re.compile(
    r"(?:un|dis)(?=\w{3})(?!cover|count|miss|play|ease|pose|patch|til|charge|tress|closur)"
)
# What is never said is denied as a whole.
_SAYING = re.compile(r"\s*(?:\w+ly |ever |even |once )?(?:say|said|claim|claimed|stated|tweet|tweeted)\b")
# "Under no pretext should ..." is a "never", "in no time" is none.
_NO_WAY = re.compile(r"\b(?:(?:under|at|by|on) no|in no(?! time| uncertain)) \w+\b")
# "Didn't pay a dime", "without getting anything": paid, or got, nothing.
_NOT_ANYTHING = re.compile(
    r"\b(?:(?:did|do|does|has|have|had)(?:n'?t| not)|never|not|without)(?: even)?"
    r" (?P<verb>(?:pa(?:y|id)|ow|cost|spen[dt]|g[eio]t|receiv|gave|giv|earn|made|mak|contribut|s[ae][ew])\w*)"
    r"(?: (?:us|them|him|her|back))?"
    r" (?:anything|a (?:single )?(?:thing|dime|cent|penny|nickel|red cent))\b"
)
# "Doesn't pay any tax": pays no tax.
_NOT_ANY = re.compile(
    r"\b(?:(?:did|do|does|has|have|had)(?:n'?t| not)|never) (?P<verb>\w+) any\b|\bwithout any\b"
)
# In these a word says nothing of what it says elsewhere.
_SET_PHRASE = re.compile(
    r"\b(?:white house|last names?|than (?:ever )?before"
    r"|first (?:lad(?:y|ies)|amendment|responders?|nations?|famil(?:y|ies)|names?))\b",
    re.IGNORECASE,
)
# How many telling words a denial covers, and how many it may be of.
_SCOPE = 2
_WIDE_SCOPE = 5
_NEARLY_SCOPE = 3
_TWO_IN_A_ROW = 2
_NEXT_CLAUSE = 120
# No clause is read that is longer on either side, in characters, nor more denials: hostile ones would take
# long.
_CLAUSE = 400
_MOST_DENIALS = 100
# What denies something of its own, and nothing of the next clause.
_ENDING = frozenset("nothing nobody none zero zip zilch".split())
# What a denial reaches across: "not able to keep".
_BEFORE_DEEDS = frozenset("able going likely even yet longer anymore".split())
# In other languages, two words of denial are one denial ("no dijo nada").
_CANCELLING = ("en", "de", "nl", "sv", "da", "no")
# Where words of denial are parts of others, or have no spaces around them.
IN_WORDS = frozenset(["zh", "ja", "ko", "th"])


def denies(text: str, language: str) -> bool:
    """Whether untagged text has any word of denial, or one that can stand for it ("declined")."""
    text = _NO_WORD_OF_DENIAL.sub(" ", text.lower())
    return any(pattern and pattern.search(text) for pattern in (_patterns(language)[0], _nearly(language)))


def without_idioms(text: str, language: str) -> str:
    """Text in lower case without what only looks like a denial in its language."""
    excepted = _patterns(language)[2]
    return excepted.sub(" ", text) if excepted else text


def denying(text: str) -> str:
    """English text in lower case, without those words of denial that deny nothing ("didn't he ...?")."""
    return _NO_DENIAL.sub(" ", _INVERTED.sub(" ", text).lower())


def asks_for_denial(text: str) -> bool:
    """Whether all of an English question is denied: "Did Obama never scrap the missile shield?" """
    return _ASKS_DENIAL.search(text.lower()) is not None


def nearly_denied(text: str, language: str) -> set[str]:
    """Like `denied`, with a wider reach, and what words that can stand for a denial cover."""
    pattern = _nearly(language)
    found = denied(text, language, scope=_WIDE_SCOPE)
    text = text.lower()
    for denial in pattern.finditer(text) if pattern else ():
        found.update(_stems(_after(text[denial.end() :]), language)[:_NEARLY_SCOPE])
    return found


def denied(text: str, language: str, *, scope: int = _SCOPE) -> set[str]:
    """The stems of the telling words that a denial in untagged text covers."""
    return {stem for covered, _ in denials(text, language, scope=scope) for stem in covered}


def denials(text: str, language: str, *, scope: int = _SCOPE) -> list[tuple[list[str], list[str]]]:
    """For each denial in untagged text, the stems that it covers, and all of its clause: it covers the
    next `scope` telling words, or in languages that deny at the end the last before it. Two denials in a
    row are none."""
    pattern, behind, excepted = _patterns(language)
    text = (_INVERTED.sub(" ", text) if language == "en" else text).lower()
    if pattern is None or not pattern.search(text):
        return []
    text = (excepted or _NO_DENIAL).sub(" ", _NO_WAY.sub("never", _positively(text)))
    found: list[tuple[list[str], list[str]]] = []
    twice = False
    for denial in itertools.islice(pattern.finditer(text), _MOST_DENIALS):
        start, end = denial.span()
        before, after = _before(text[max(0, start - _CLAUSE) : start]), _after(text[end : end + _CLAUSE])
        following = pattern.search(after) if language in _CANCELLING else None
        if twice or (following and len(after[: following.start()].split()) < _TWO_IN_A_ROW):
            twice = not twice
            continue
        first, second = _stems(before, language), _stems(after, language)
        reach = len(second) if second and language == "en" and _SAYING.match(after) else scope
        if not second and not behind and denial.group() not in _ENDING:
            # "Did not say, and does not say, that ..."
            second = _stems(text[end : end + _NEXT_CLAUSE], language)
        found.append((first[-scope:] if behind else second[:reach], first + second))
    return found


def _positively(text: str) -> str:
    """A text in which what is not anything is nothing, and not any is no: as claims put it."""
    if "any" not in text and " a " not in text:
        return text
    text = _NOT_ANYTHING.sub(r"\g<verb> nothing", text)
    return _NOT_ANY.sub(r"\g<verb> no", text)


Against = dict[str, list[tuple[frozenset[str], frozenset[str]]]]


def opposites() -> Against:
    """For each word that has an opposite, the words that say the same, and those that say the opposite."""
    return _against("opposites")


def phrases(text: str) -> set[str]:
    """The phrases in a text that have an opposite, or are things of a kind, each as one word: "give_up"."""
    return {found.replace(" ", "_") for found in _phrases().findall(text.lower())}


def in_set_phrases(text: str) -> set[str]:
    """The words of set phrases ("First Lady") that a text does not have elsewhere: of these there is no
    opposite."""
    within = " ".join(_SET_PHRASE.findall(text))
    return set(forms(within)) - set(forms(_SET_PHRASE.sub(" ", text))) if within else set()


@functools.cache
def _phrases() -> re.Pattern[str]:
    either = "|".join(sorted(word.replace("_", " ") for word in {**opposites(), **kinds()} if "_" in word))
    return re.compile(rf"\b(?:{either})\b")


@functools.cache
def acts() -> frozenset[str]:
    """The stems of words for what people do, other than to say something."""
    return frozenset(word.stem for word in words(lists("negation")["acts"], "en"))


def kinds() -> Against:
    """For each thing of some kind, the words for it, and those for others of its kind: what is said of one
    is not said of another ("moon", "Mars")."""
    return _against("kinds")


@functools.cache
def _against(listed: str) -> Against:
    found: Against = {}
    for groups in lists("negation")[listed]:
        every = frozenset(" ".join(groups).split())
        for group in groups:
            same = frozenset(group.split())
            for word in same:
                found.setdefault(word, []).append((same, every - same))
    return found


def opposed(one: Collection[str], other: Collection[str]) -> tuple[str, str] | None:
    """A word in one of two sets of stems that is the other's with "un" or "dis" before it, on either side."""
    for here, there in ((one, other), (other, one)):
        for stem in sorted(here):
            before = _OPPOSING.match(stem)
            rest = stem[before.end() :] if before else ""
            if rest in there and stem not in there and rest not in here:
                return (stem, rest) if here is one else (rest, stem)
    return None


def _after(text: str) -> str:
    end = _CLAUSE_END.search(text)
    return text[: end.start()] if end else text


def _before(text: str) -> str:
    return _CLAUSE_END.split(text)[-1]


def _stems(text: str, language: str) -> list[str]:
    found = telling_words(text, language)
    return [word.stem for word in found if not (language == "en" and word.form in _BEFORE_DEEDS)]


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, bool, re.Pattern[str] | None]:
    """What denies in a language, whether it stands behind what it denies, and what only looks like it."""
    listed = lists("negation")
    behind = language in listed["denials after"]
    denials = listed["denials after" if behind else "denials"].get(language, "").split()
    excepted = listed["no denials"].get(language, "" if language == "en" else "(?!)")
    if language in listed["unaware"]:
        excepted += _unheard(*listed["unaware"][language])
    only_looks_like = re.compile(excepted) if excepted else None
    if not denials:
        return None, False, only_looks_like
    # Who types without accents denies all the same.
    either = "|".join(map(re.escape, dict.fromkeys([*denials, *unaccented_words(denials)])))
    either = rf"(?:{either})" if language in IN_WORDS else rf"(?<![{SIGNS}])(?:{either})(?![{SIGNS}])"
    if language == "en":
        either += r"|\$0(?![.,]?\d)|\b(?:zip\b(?! codes?\b)|zilch\b|w/o\b|\w+n't\b"
        either += r"|den(?:y|ies|ied|ying)\b(?= (?:ever )?(?:that|having|\w+ing)\b)"
        either += r"|(?:refus|declin)\w+ to(?= (?:say|tell|promise|admit|confirm)\b))"
    return re.compile(either), behind, only_looks_like


def _unheard(unaware: str, heard: str) -> str:
    """What finds that somebody did not know that they were heard: a denial of knowing, near a word for a
    microphone or for hearing, before or behind it."""
    # Bounded, so that no hostile message takes long.
    near = rf"[{SIGNS}]{{0,20}}(?:[^{SIGNS}]{{1,5}}[{SIGNS}]{{1,20}}){{0,5}}?[^{SIGNS}]{{0,5}}"
    return rf"|(?:{unaware})(?=.{{0,60}}(?:{heard}))|(?:{heard}){near}(?:{unaware})"


@functools.cache
def _nearly(language: str) -> re.Pattern[str] | None:
    words = lists("negation")["nearly denials"].get(language)
    return re.compile(rf"\b(?:{'|'.join(words)})\b") if words else None
