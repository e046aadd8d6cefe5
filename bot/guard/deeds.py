"""What somebody is asked to have done, or to have said that they would do, where an English claim tells of
something else."""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from ..language import places
from ..language.names import shown
from ..language.negation import denies
from ..language.reading import Reading
from ..language.speakers import OF_SAYING, SAY, TELLS_OF_SAYING
from ..language.spelling import is_slip_of_any
from ..language.text import Word, forms, telling_words, words
from ..model import Difference
from .claim_reading import ClaimReading

_ADVERBS = (
    r"(?:(?:\w+ly|ever|even|just|once|also|in fact|then|again|still|soon|not|never|(?:him|her)self"
    r"|fr|rly|legit|lowkey|deadass)\s+)*"
)
# Verbs that say nothing of their own, beside those of saying, and what somebody asks for who wants time.
_NO_DEEDS = """
    speak spoke spoken talk talked let slip mean meant request want need needed think thought know knew
    get got getting give gave giving make made making use used go went gone going come came reply answer
    describe compare beg communicate quote caught catch hear heard overhear record recorded have had put
    do did happen discuss discussed repeat complain send sent sending pass passed lean leaned tip plead
    urge encourage recommend accuse criticize bash slam mock recall believe try tried plan intend like
    expect hope seem appear start keep kept take took taken see feel hold stay become be been being able
    tell told say said write wrote written lying pick picked pat patted name named eat bet word promise
    assurance retweet share shared publish decide decided picture imagine patience time space room
    understanding leeway pen penned condemn trash blast seek advocate advocated gain enjoy show praise
    praised hail hailed label labeled labelled dub dubbed tout touted supposed alleged purported rumored
    trapped busted exposed hang wait chill relax video clip film filmed tape taped videotaped broadcast
    televised capture captured nod nodded nodding sit sat sitting whisper smile smiled smiling via through hv
""".split()
# What may stand where a verb would, in a question.
_NO_VERBS = frozenset("out because after before in on at off up down with and or".split())
_DID = r"(?:did|does)\s+(?:\w+\.?\s+){0,3}?"
_PAST = (
    r"(?:[a-z]+(?:ed|ing)|flew|swore|sold|paid|pays|lost|won|threw|broke|drunk|hid|stole|bought|fought|hit|beat"
    r"|cut|shut|quit)\b"
)
_BEEN = rf"(?:(?:was|is|gets|got|has|had)\s+)?{_ADVERBS}"
_WOULD = re.compile(
    r"\b(?:he|she|they|i|it)(?:'?d| would|'?ll| will| could| can| might| may"
    r"| (?:plan|want|intend|aim|hope)(?:s|ned|ed)? to|(?: i|')s going to| was going to)\s+"
    rf"{_ADVERBS}(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:promis|pledg|vow|offer|agre|swear|swore|plan|intend|ask|begg|urg)\w*\s+(?:[\w'.]+\s+){0,8}?"
    rf"to\s+(?!(?-i:[A-Z])){_ADVERBS}(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_FREE_TO = re.compile(
    rf"\b(?:flexibility|leeway|room|freedom|latitude)\s+to\s+{_ADVERBS}"
    r"(?P<verb>(?!man(?:oeuv|euv)|move|act|deal|work|negotiat|breathe)[a-z]+)",
    re.IGNORECASE,
)
# "That he'd give them candy bars": the verb alone says nothing.
_WOULD_WHAT = re.compile(
    r"\b(?:that|,) (?:he|she)(?:'?d| would|'?ll| will) (?P<what>(?:(?!(?:after|once|when|while|if|as"
    r"|following|before|until|till|in|on|at|during|upon|post|because|so|or|and|but)\b)[\w'-]+ ?){3,10})",
    re.IGNORECASE,
)
# "Promised Medvedev money", "calling Medvedev an idiot", "told him he is a fool", "caught insulting Medvedev"
_TO_SOMEBODY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:promis\w+|offer\w*|gave|giving|paid|pay(?:s|ing)?|give|hand(?:s|ed|ing)?|slip(?:s|ped|ping)?"
        r"|ask\w*(?= \w+ for\b))\s+(?P<whom>\w+)\s+(?:for\s+)?"
        r"(?:(?:more|some|a|the|his|her|secret|free|any)\s+)*(?P<what>[a-z]+)",
        rf"\bcall(?:s|ed|ing)?\s+(?P<whom>\w+)\s+(?:(?:an?|the)\s+)?{_ADVERBS}(?P<what>[a-z]+)",
        r"\baccus\w+\s+(?P<whom>\w+)\s+of\s+(?P<what>[a-z]+)",
        r"\b(?:tell|tells|telling|told)\s+(?P<whom>\w+)\s+(?:that\s+)?s?he(?:'s|\s+is|\s+was)\s+an?\s+"
        r"(?P<what>[a-z]+)",
        r"\b(?:caught|heard|overheard|recorded|taped|filmed)\s+(?:(?:on|in|by)(?:\s+\w+){1,3}?\s+)?"
        r"(?P<what>[a-z]+ing)\s+(?P<whom>\w+)",
    )
)
# What somebody says, as far as when, where and on what; so many words of it count.
_SAID_WHAT = re.compile(
    rf"\b{SAY}(?: out)? (?P<what>(?:(?!(?:after|once|when|while|if|as|following|before|until|till|in|on|at"
    r"|during|upon|post|according|because|so|or|and|but)\b)[\w'()-]+ ?){1,14})",
    re.IGNORECASE,
)
# What only says something: who wrote an account of it, or admitted it, may well have done it.
_SAID = re.compile(r"\b(?:sa(?:id|ys?)|tell(?:s|ing)|told|claim(?:s|ed)|tweeted|stated)\b")
# What one does who says so.
_OF_MIND = frozenset("believe think feel want know need mean like love hate hope support oppose".split())
_LONGEST_SAID = 7
_NOUN = re.compile(
    r"(?:claim|promise|remark|comment|pledge|vow|joke|signal|post|offer|request)\b", re.IGNORECASE
)
_NEAR = 14
_SAYS_WHAT = frozenset("that about he she they it i we".split())
_TO_WHOM = frozenset(
    """
    to the his her their then ex former outgoing president pres leader counterpart of prime minister him them
    that about he she they it i stand with himself herself for one guy dude fella man something effect
    """.split()
)
_BECAUSE = re.compile(
    r"\b(?:because of|bc of|b/c of|due to|as a result of|result(?:s|ed)? in|lead to|led to|proof of"
    r"|pay ?back for|in (?:exchange|return) for|is what made|what made"
    r"|part of (?:an?|the|some) (?:\w+ ){0,2}(?:deal|plot|bargain|scheme|agreement|statement|treaty)"
    r"|prove[sd]?(?! (?:me|us|it|him|her|them)\b))\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(rf"{_BECAUSE.pattern}|\bbecause\b|\bcaus(?:e[sd]?|ing)\b", re.IGNORECASE)
_KEEPS_ON = re.compile(r"\b(?:won't|doesn't|never) shuts? up\b", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:refus\w+|unable|declin\w+)\b", re.IGNORECASE)


def deed(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody in the claim is asked to have done: "Did Obama bow to Medvedev?" """
    for name in dict.fromkeys([claim.main_speaker, *claim.listeners]):
        for pattern in _deeds_of(name[-1]) if name else ():
            yield from _own_word(_verbs(pattern, statement), claim)


def done(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody, or something, in a claim of which much is told is asked to have done, if nothing known
    of it tells of that: "Did Obama build the wall?" """
    if not claim.is_well_known:
        return
    for name in filter(None, dict.fromkeys([claim.main_speaker, *claim.people, *claim.text_names])):
        asked, _ = _deeds_of(name[-1])
        for found in _own_word(_verbs(asked, statement), claim):
            own, *_ = words(found.asked, "en")
            if not claim.has_word(own) and found.asked not in _NO_VERBS:
                yield found
                return


def only_said(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What the claim's speaker is asked to have done, where they only said something of it: "Did Trump drink
    bleach?" """
    said = _SAID.search(claim.wordings[0])
    if not said or not claim.main_speaker or TELLS_OF_SAYING.search(statement.text):
        return
    before, after = claim.wordings[0][: said.start()], claim.wordings[0][said.end() :]
    asked, _ = _deeds_of(claim.main_speaker[-1])
    for verb in _verbs(asked, statement):
        stems = {word.stem for word in words(verb, "en")}
        of_what_is_said = stems & {word.stem for word in words(after, "en")}
        if of_what_is_said - {word.stem for word in words(before, "en")} and verb not in _OF_MIND:
            yield Difference("speaker", "", shown(claim.main_speaker))
            return


def intended(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody is asked to have said that they would do, or to have asked for: "... that he would lift
    all sanctions" """
    for pattern in (_WOULD, _TO):
        yield from _own_word(_verbs(pattern, statement), claim)
    for found in _WOULD_WHAT.finditer(statement.text):
        plain = _that_tell(word for word in found["what"].split() if word.islower())
        if _are_untold([word for word in plain if word.form not in claim.name_words], claim):
            yield Difference("unsure", found["what"].strip(), "")
            return


def free_to(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What there would be more flexibility for: "... more flexibility to sell them uranium" """
    yield from _own_word(_verbs(_FREE_TO, statement), claim)


def after_what_else(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody else did about it: "Both parties cheered when Obama told Medvedev ..." """
    speaker = claim.main_speaker
    pattern = _about_it(speaker[-1]) if speaker else None
    if pattern and not statement.is_personal:
        yield from _own_word(_verbs(pattern, statement), claim)


def to_somebody(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody in the claim is asked to have been promised, given, called or done to."""
    for pattern in _TO_SOMEBODY:
        found = pattern.finditer(statement.text)
        things = (match["what"].lower() for match in found if match["whom"].lower() in claim.name_words)
        yield from _own_word((what for what in things if not is_slip_of_any(what, claim.told_forms)), claim)


def said_otherwise(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Something else that the claim's speaker is said to have told its listener, of which it has no word, but
    for names: "told Medvedev that he hates caviar"."""
    speaker = claim.main_speaker[-1:]
    for found in _SAID_WHAT.finditer(statement.text) if claim.listeners else ():
        told = found["what"].split()
        said = [] if _NOUN.match(found.group()) else _after_listener(told, claim)
        if not said or not set(speaker) & set(forms(statement.text[: found.start()])[-_NEAR:]):
            continue
        own = (word for word in said[:_LONGEST_SAID] if not (word.istitle() and _bare(word) in claim.forms))
        if _are_untold(_that_tell(own), claim):
            yield Difference("unsure", " ".join(said), "")
            return


def _after_listener(told: list[str], claim: ClaimReading) -> list[str]:
    """What stands after the claim's listener, of the words after a verb of saying; nothing if it is not told
    to that one."""
    listens = [_is_listener(word, claim) for word in told]
    first = listens.index(True) if True in listens else len(told)
    if any(_bare(word) in _SAYS_WHAT for word in told[:first]):
        return []
    rest = told[first + 1 :]
    to_whom = itertools.takewhile(lambda word: word[0].isupper() or _bare(word) in _TO_WHOM, rest)
    return rest[len(list(to_whom)) :]


def _is_listener(word: str, claim: ClaimReading) -> bool:
    own = any(_bare(word) in listener for listener in claim.listeners)
    return own or bool(places.known(_bare(word).title()) & claim.places)


def _bare(word: str) -> str:
    return word.lower().strip("()").partition("'")[0]


def consequence(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What came of it: "Did Obama lose because of the hot mic?" """
    found = _BECAUSE.search(statement.text)
    if found and not _CAUSE.search(claim.told_text):
        yield Difference("unsure", found.group(), "")


def denial(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Anything denied or refused in a clause that has a word of the claim's, where that denies nothing."""
    if denies(claim.told_text, "en") or _KEEPS_ON.search(statement.text):
        return
    if any(set(clause) & claim.worded_stems for _, clause in statement.denials("en")):
        yield Difference("negation", "not", "")
    elif (found := _REFUSES.search(statement.text)) and not _REFUSES.search(claim.told_text):
        yield Difference("negation", found.group(), "")


def _that_tell(spoken: Iterable[str]) -> list[Word]:
    """Those of some words that tell of a deed, or of anything."""
    return [word for word in telling_words(" ".join(spoken)) if word.stem not in _no_deeds()]


def _are_untold(told: Sequence[Word], claim: ClaimReading) -> bool:
    """Whether there are words, and nothing known of the claim has any of them."""
    return bool(told) and not any(map(claim.has_word, told))


def _verbs(pattern: re.Pattern[str], statement: Reading) -> Iterator[str]:
    return (match["verb"].lower() for match in pattern.finditer(statement.text))


def _own_word(found: Iterable[str], claim: ClaimReading) -> Iterator[Difference]:
    """The first of these words that nothing known of the claim has, and that is none of saying."""
    for word in found:
        telling = telling_words(word)
        known = telling and (telling[0].stem in claim.stems or telling[0].stem in _no_deeds())
        if telling and not known and not OF_SAYING.fullmatch(word):
            yield Difference("unsure", word, "")
            return


@functools.cache
def _no_deeds() -> frozenset[str]:
    return frozenset(word.stem for word in words(" ".join(_NO_DEEDS), "en"))


@functools.lru_cache(maxsize=1000)
def _about_it(name: str) -> re.Pattern[str]:
    before = r"\b(?P<verb>\w+ed) (?:\w+ )?(?:when|after|because|for|over|that) (?:\w+\.? ){0,2}"
    return re.compile(rf"{before}{re.escape(name)}\b", re.IGNORECASE)


@functools.lru_cache(maxsize=1000)
def _deeds_of(name: str) -> tuple[re.Pattern[str], ...]:
    who = rf"\b{re.escape(name)}(?:'s)?\s+{_ADVERBS}"
    asked = rf"\b{_DID}{re.escape(name)}\s+{_ADVERBS}(?P<verb>[a-z]+)"
    told = rf"{who}{_BEEN}(?P<verb>{_PAST})"
    return re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE)
