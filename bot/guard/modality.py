"""As what something is asked of: as wished, or still to come, where a claim tells that it is so, as all or
some of it, as forged, or with more beside it."""

import functools
import re
from collections.abc import Iterator

from ..language import places
from ..language.lexicon import is_english_word, is_of_chat
from ..language.reading import Reading
from ..language.speakers import SAY
from ..language.text import Word, words
from ..model import Difference
from .claim_reading import ClaimReading

# Whoever asks, or is theirs, is not what the claim is about.
_OF_THE_ASKER = re.compile(
    r"\b(?:(?<!war )i|we|my (?:\w+ ){1,2}?(?:wants?|wanted|plans?|tried))\b", re.IGNORECASE
)
_WISHED = re.compile(
    r"\b(?:wants?|wanted|try|tries|tried|plans?|planned|promised?|promises|means?|meant|intend(?:s|ed)?|hopes?"
    r"|hoped|offer(?:s|ed)?|attempt(?:s|ed)?|(?:asks?|asked) (?:[\w']+ ){1,4}?)\s*\bto\s+[a-z]+"
    r"|\b(?:consider(?:s|ed|ing)|promised|promises|proposed|would have|thinking about|thought about)\b",
    re.IGNORECASE,
)
_TRIED = re.compile(r"\b(?:wanted|try|tries|tried|plans|planned|attempt(?:s|ed)?) to\b", re.IGNORECASE)
_MAY_BE_WISHED = re.compile(
    r"\b(?:will\b|would|going to|wants?|wanted|try|tries|tried|trying|plan\w* to|promis|consider"
    r"|mean(?!while)|ask|intend|hope|threaten|offer|attempt|propos|agree|(?-i:bill)\b"
    r"|call(?:s|ed|ing)? (?:for|on)|announc|invit|vow|pledg)|'(?:ll|d)\b",
    re.IGNORECASE,
)
# Before a verb of saying, and what tells of saying so.
_UNREAL = (
    r"will|(?:is|was) going to|was about to|plans? to|planned to|wants? to|wanted to|should(?:'ve| have)"
    r"|would(?:'ve| have)|could(?:'ve| have)|might(?: have)?|may have|almost|nearly"
)
_TELLS_OF_MORE = re.compile(
    r"\b(?:twice|times|repeatedly|will|might|almost|nearly|threat\w*)\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:will\b(?! (?:i|it|my|that|this|you|not|\w+ing)\b)|gonna"
    r"|going to (?=(?:be|have|get|make|give|pay|build|burn|end|win|do)\b)"
    r"|next (?:week|month|year|spring|summer|fall|autumn|winter|time|president|inauguration|term)"
    r"|in the future|(?:could|can|might)\b[^?.!]*\bagain(?=[?.!]|$))",
    re.IGNORECASE,
)
_MAY_COME = re.compile(
    r"\b(?:(?:will|won't|going to|gonna|next|again|soon|tomorrow|plan(?:s|ned|ning)?|(?-i:bill)|to be"
    r"|can(?:not)?|may(?:be)?|(?:would|could|might|should)(?:n't)?|upcoming|set to|leads? to)\b|want|propos"
    r"|promis|threaten|predict|forecast|foretold|foresaw|announc|expect|offer|intend)|'(?:ll|d)\b",
    re.IGNORECASE,
)
_MORE_OR_LESS = re.compile(
    r"\b(?:(?<!of )(?<!after )all|every|always|whole|entire|a few|few|(?<!in )(?-i:may)|might|slightly"
    r"|fairly|sometimes|a little|partly|somewhat|a bit|some(?= (?:\w+ )?\w+s\b)) (?:of )?"
    r"(?:the |his |her |their )?(?P<what>(?!(?:us|country|world|nation|thing|time)\b)\w+)",
    re.IGNORECASE,
)
_WHEN_SO = re.compile(
    r"\W*(?:(?P<should>should)\b(?! (?:i|we)\b)|(?:did|does|do|is|was|has|have|are|were|can)\b"
    r"[^?.!,]*?\b(?P<when>still|always|anymore|nowadays|(?<!right )now(?=\W*$))\b)",
    re.IGNORECASE,
)
_EVERY = frozenset(
    """
    all every everybody everyone whole always each any entire no none never some few may might can could
    """.split()
)
_FORGED = (
    r"(?:fake|faked|forge\w*|staged?|altered|doctored|edited|manipulated|deep-?fakes?|photo-?shopped|falsified"
    r"|hoax\w*|ai(?:[- ]generated)?)"
)
_IS_FORGED = re.compile(
    rf"\W*(?:was|is|were|are|wasn't|isn't)\b(?:(?! or |\breal\b|\btrue\b)[^?.!])*\b{_FORGED}\W*",
    re.IGNORECASE,
)
_TELLS_OF_FORGERY = re.compile(rf"\b{_FORGED}\b", re.IGNORECASE)
# What is thought of it, and what asks for a detail.
_JUDGED = re.compile(
    r"^\W*(?:was|is) it (?:\w+ly )?(?:smart|wise|stupid|dumb|wrong|okay|ok|legal|illegal|treason\w*|fair"
    r"|appropriate|bad|good|normal|an? (?:crime|mistake|blunder))\b"
    r"|\bmost \w+ thing (?:any|an?|ever)\b|\bagree\W*$"
    r"|^\W*(?:how (?:long|many|much|often|old)|(?:who|what) else|when will|where can (?:i|we|you))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\band\b(?! (?:(?:was|were)(?! \w+ed\b)|is|are|did|does|do|has|have|if|i|i'm|we|my)\b)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?:] ")
# What stands beside it, in so many words or more, must share some with the claim, and two thirds of several.
_FEWEST_BESIDE = 3
_OWN_SHARE = 1 / 3
_FEWEST_BEFORE = 5
_SHORTEST = 3


def wished(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What is asked to be wanted, tried or promised, where the claim tells that it was done: "Did Reagan want
    to grant amnesty?" Who said something may well be told to have promised or meant it."""
    if not _OF_THE_ASKER.search(statement.text):
        of_saying = claim.is_of_saying or "said" in claim.text_words
        pattern = _TRIED if of_saying else _WISHED
        yield from _first(pattern, statement, unless=_MAY_BE_WISHED, claim=claim)


def unsaid(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What the claim's speaker is told to say still, to have nearly said, to have said more than once, or to
    have asked, or of whom is asked what they will do: "Obama should have told Medvedev ..." """
    speaker = claim.main_speaker
    if not claim.is_of_saying or not speaker or _TELLS_OF_MORE.search(claim.wordings[0]):
        return
    for pattern in _unsaid_by(speaker[-1]):
        if found := pattern.search(statement.text):
            yield Difference("unsure", found["how"], "")
            return


def judged(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What is to be thought of it, or a detail, where the claim is that somebody said something: "Was it wise
    of Obama to say ...?", "How long is the recording of ...?" """
    found = _JUDGED.search(statement.text)
    if found and claim.is_of_saying and statement.is_brief:
        yield Difference("unsure", found.group().strip(), "")


@functools.lru_cache(maxsize=1000)
def _unsaid_by(name: str) -> tuple[re.Pattern[str], ...]:
    who = re.escape(name)
    patterns = (
        rf"\b{who} (?P<how>{_UNREAL}) (?:\w+ly )?{SAY}\b",
        rf"\b(?P<how>will|would|should|could|might) (?:\w+ )?{who} have {SAY}\b",
        rf"\b(?P<how>i wish|if only) (?:\w+ )?{who} had\b",
        rf"\b{who}\b[^,.!?]*\b(?:mic|mike|microphone|camera|tape|told|said)"
        r" (?P<how>twice|\w+ times|repeatedly)\b",
        rf"^\W*(?P<how>will) (?:\w+\.? ){{0,2}}{who}\b(?:(?!.*\b{SAY}\b)"
        r"| (?:ever |again )?(?:be|have|get|say|tell)\b)",
        rf"\b{SAY} (?:that )?(?:he|she) (?:had |has )?(?P<how>lied)\b",
        rf"\b{who} (?P<how>threaten(?:s|ed|ing)?)\b",
        rf"\b{who} (?P<how>ask(?:s|ed)?|wonder(?:s|ed)?) (?:\w+ ){{0,3}}?(?:if|whether) (?:he|she|they|it)\b",
        rf"\b{who} (?P<how>kept|keeps|honou?red|fulfilled) (?:his|her|the|that)\b",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def to_come(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What is asked to happen still, where the claim tells of what is or was: "Will Mexico pay for it?" """
    if not _OF_THE_ASKER.search(statement.text):
        yield from _first(_TO_COME, statement, unless=_MAY_COME, claim=claim)


def _first(
    pattern: re.Pattern[str], statement: Reading, *, unless: re.Pattern[str], claim: ClaimReading
) -> Iterator[Difference]:
    found = pattern.search(statement.text)
    if found and claim.language == "en" and not unless.search(claim.wordings[0]):
        yield Difference("unsure", found.group().strip(), "")


def how_much(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """All, or but some, of a thing of the claim's, where that says neither: "Did *all* the Amazon burn?" """
    if claim.language != "en" or not statement.is_short or claim.told_forms & _EVERY:
        return
    for found in _MORE_OR_LESS.finditer(statement.text):
        if {word.stem for word in words(found["what"], "en")} & claim.worded_stems:
            yield Difference("unsure", found.group(), "")
            return


def when_so(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Whether it is so still, now or always, or should be, where the claim says neither: "Does Coca-Cola
    *still* contain cocaine?" """
    found = _WHEN_SO.match(statement.text)
    when = found and (found["should"] or found["when"])
    if when and claim.language == "en" and statement.is_short and when.lower() not in claim.told_forms:
        yield Difference("unsure", when, "")


def forged(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Whether a picture is doctored is not whether what it shows is so: a verdict would be read the wrong way
    round. Of what somebody said, it is asked whether they did."""
    asks = not claim.is_of_saying and _IS_FORGED.fullmatch(statement.text)
    if asks and not _TELLS_OF_FORGERY.search(claim.told_text):
        yield Difference("unsure", statement.text, claim.claim.text)


def beside(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What is told besides of which the claim does not know: "The Amazon was burning, and Greenpeace set the
    fires"."""
    first, *_ = _SENTENCE_END.split(statement.text)
    told, *parts = _BESIDE.split(first)
    if claim.language != "en" or len(told.split()) < _FEWEST_BEFORE:
        return
    if not parts or len(parts[-1].split()) < _FEWEST_BESIDE:
        return
    telling = Reading(parts[-1]).content("en")
    own = [word.form for word in telling if _is_own(word, parts[-1], claim)]
    none_shared = not any(map(claim.has_word, telling))
    if own and (none_shared or len(own) > _OWN_SHARE * len(telling) > _OWN_SHARE):
        yield Difference("unsure", own[0], "")


def _is_own(word: Word, clause: str, claim: ClaimReading) -> bool:
    """Whether a word of a clause tells of something that nothing known of the claim does."""
    if len(word.form) < _SHORTEST or word.form.endswith("ly") or is_of_chat(word) or claim.has_word(word):
        return False
    named = word.form.title() in clause or word.form.upper() in clause
    return is_english_word(word.form) or (named and not places.of_text(clause))
