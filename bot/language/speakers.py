"""Who, according to a text, says something, and to whom: found by its verbs of saying."""

import re
from collections.abc import Callable

from .names import BROADCASTER, CAPITAL, CAPITALISED, TITLES, Name, as_name, given_names
from .negation import denying
from .text import WORD

_GENERIC_SPEAKERS = frozenset(
    """
    news watch breaking correction update twitter youtube instagram insta liberals dear photo
    scientists scientist doctors doctor experts expert researchers study studies government media
    police article officials reports report video president politicians politician website someone
    anyone people numbers data figures polls facts science record records americans meme post posts
    quote letter everybody everyone they he she it who i we you anybody nobody this that there evidence
    proof neighbor neighbour colleague coworker roommate buddy friend uncle aunt grandma grandpa cousin
    boss teacher mom dad brother sister subtitles caption captions headline team administration camp
    """.split()
)
# "Obama asked Medvedev to tell ...", "in the White House we said": the last word says that it is another one.
_NO_SAYERS = frozenset("to i we you they he she it mic mike microphone tape camera must should".split())
_BEFORE_COMMON = frozenset("my our your his her their a an some".split())
# What follows a verb where it is of saying ("that he ...", "to Medvedev that", "Medvedev he'd").
_REPORTED = (
    r"(?: out)?(?: (?:to|in|with) (?:the )?[\w'()-]+(?: [\w'()-]+){0,3}? (?:(?:that|he|she|they|it)\b|\")"
    r"|(?: \w+)? (?:that|he|she|they|it)\b)"
)
# Verbs that say no more than that something was said: by themselves, and only before what it was.
_SAYING = (
    r"(?:(?:mutter|murmur|mumbl|blurt|confid|disclos|acknowledg|conced|utter|confess|explain|divulg|relay"
    r"|proclaim|remark|comment|reassur|assert|announc|declar|pledg)(?:e[sd]?|s|ed|ing)?|note[sd]?|noting)"
)
_SHOWING = (
    r"(?:(?:reveal|express|voic|observ|convey|communicat|stat|indicat|hint|impl|advis|mouth|argu|alleg"
    r"|contend|brag+|boast|telegraph)"
    r"(?:e[sd]?|s|y|ies|ied|ed|ing)?)"
)
_SAYING_THAT = rf"(?:{_SHOWING}|let(?:s|ting)? (?:it )?slip|let(?:s|ting)? \w+ know)(?={_REPORTED})"
REPORTING = rf"(?:{_SAYING}(?={_REPORTED})|{_SAYING_THAT})"
SAY = (
    r"(?:sa(?:y|ys|id|ying)|tell(?:s|ing)?|told|claim(?:s|ed|ing)?|promis(?:e|es|ed|ing)|tweet(?:s|ed|ing)?|"
    r"admit(?:s|ted|ting)?|vow(?:s|ed|ing)?|call(?:s|ed|ing)?|w[ro]{2}te|write(?:s)?|"
    r"warn(?:s|ed|ing)?|stat(?:ed|ing)|suggest(?:s|ed|ing)?|mention(?:s|ed|ing)?|"
    r"assur(?:e|es|ed|ing)|whisper(?:s|ed|ing)?|argu(?:e|es|ed|ing)|ask(?:s|ed|ing)?|boast(?:s|ed|ing)?|"
    r"brag(?:s|ged|ging)?|quip(?:s|ped)?|insist(?:s|ed)?|signal(?:s|led|ed)?|joke[sd]?|"
    r"predict(?:s|ed|ing)?|threaten(?:s|ed|ing)?|offer(?:s|ed|ing)?|propos(?:e|es|ed)|"
    r"confirm(?:s|ed)?|den(?:y|ies|ied)|post(?:s|ed)?(?!-)|inform(?:s|ed|ing)?|"
    r"beg(?:s|ged|ging)?|plead(?:s|ed|ing)?|pled|urg(?:e[sd]?|ing)|request(?:s|ed|ing)?|implor(?:e[sd]?|ing)|"
    rf"{_SAYING}|{_SAYING_THAT})"
)
# What is said in passing, to somebody.
SLIPPED = r"(?:let(?:s|ting)? slip|(?:hint|confid)\w*)"
OF_SAYING = re.compile(f"{SAY}|{_SHOWING}")
# That something is said, or heard by chance.
TELLS_OF_SAYING = re.compile(
    rf"\b(?:{SAY}|quot\w+|tweets?|speech|words|remarks?|statements?|according|letter|lyrics|debate|interview"
    r"|claims?|mic|mike|microphone|tape\w*|caught|heard)\b|\"",
    re.IGNORECASE,
)
# "Never said that ...": that it was said is denied, whatever was.
_NEVER_SAID = re.compile(
    rf"(?<!\bi )(?<!\bwe )(?<!will )(?<!would )(?<!'ll )\b(?:never|(?:did|has|have|had|does)(?:n't| not|nt))"
    rf"(?: (?:ever|even|actually|really|once|publicly|just))? {SAY}\b"
    r"(?! (?:it|that|this),? (?:right|correct)\b)"
    rf"|\bden(?:y|ies|ied|ying) (?:ever |having )?(?:that|{SAY})\b|\b(?:refus|declin)\w+ to {SAY}\b"
)
# What it needs, to be quick.
_MAY_NEVER_SAY = re.compile(r"never|not|n't|(?:did|has|have|had|does)nt|den[yi]|refus|declin")
_ADVERB = (
    r"(?:really|ever|actually|just|also|once|truly|literally|publicly|secretly|not|never|then|again|even"
    r"|(?:him|her|it)self|themselves|fr|rly|lowkey|deadass|supposedly|allegedly|reportedly)"
)
# What follows if somebody was caught, rather than caught somebody.
_HOW = r"(?:on|in|by|at|with|during|while|live|via|over|from|off|up|as|when|after|before|again)"
_WHO = r"(?P<who>[^\W\d_][\w.'-]{0,40}(?: [^\W\d_][\w.'-]{0,40}){0,3}?)"
# "Obama, the US president, said", "Obama (then president) said"
_APPOSITION = re.compile(r" \([^()]{1,40}\) ?|, (?:the|an?|then) (?:[\w-]+ ){0,3}[\w-]+, ")
_FEW_KEYWORDS = 8
_NOUNS = re.compile(
    r" (?:claim|promise|tweet|remark|comment|pledge|quip|joke|boast|brag|whisper|quote|vow|request|offer)$"
)
# "At the mere request"
_NOUN_AFTER = re.compile(r"\b(?:at|on|in|by|for|with|of|after|upon) (?:the|an?|his|her|their|its)(?: \w+)?$")
# These look at text in lower case: that is several times quicker than to ignore case.
_SAYS = re.compile(rf"\b{SAY}\b")
_ASKED = re.compile(
    r"(?:\b(?:did|does|would|could|didn't|doesn't)"
    r"|(?:^|[.!?,:\"] ?)(?:was|is|were|has|have|had|wasn't|hasn't))"
    rf"\s+{_WHO}"
    rf"(?:\s+{_ADVERB}){{0,6}}"
    r"(?:\s+(?:get |got |been )?(?:caught|heard|overheard|recorded|filmed|taped)"
    rf"(?:\s+{_HOW}(?:\s+\w+){{0,5}}?)?)?"
    rf"\s+(?:on \w+ ?\w* )?{SAY}\b"
)
# A name is not looked for from the middle of a word: it would be the same one, and take long.
_SAID = re.compile(
    rf"(?<![^\W\d_]){_WHO}"
    rf"(?:\s+(?:has|had|was|is|have|been|being|gets?|got|keeps?|kept|used to|who|{_ADVERB})){{0,6}}"
    rf"(?:\s+(?:caught|heard|overheard|recorded|filmed|taped|picked up)(?:\s+{_HOW}(?:\s+\w+){{0,5}}?)?)?"
    rf"\s+{SAY}\b"
)
# "Was Medvedev told ...?", "Medvedev was told": to whom something is said, not by whom.
_PASSIVE = re.compile(
    r"^(?:was|is|were)\b(?!.*(?:ing|caught \w+)$)|\b(?:was|is|were|been|got|gets?) \w+(?<!ing)$"
)
_IS = re.compile(r"^(?:was|is|were) ")
_BY = re.compile(
    r"\b(?:sa(?:ys|id|y)|according to|(?:said|told|promised) by|words of|(?:quote|statement) (?:by|from))\b"
    r"|\"(?<=[\w.!?,]\") ?(?:-|(?:from|by)\b)| -(?<=[.!?] -)(?= [a-z]+(?: [a-z]+)?$)"
)
_TO = re.compile(
    r"\b(?:tell|tells|telling|told|(?:assur|inform)(?:e|ed|es|s|ing)?|ask(?:s|ed|ing)?)\b(?: the\b)?"
    rf"|\b(?:{SAY}|{SLIPPED}) to\b(?: the\b)?"
    r"|\bpromis(?:e|ed|es|ing)\b(?: the\b)?"
)
# "Told the Republican convention": what it was told is no name.
_OF_A_THING = re.compile(
    r" (?!(?:that|he|she|it|they|we|i|you|about|to|in|on|at|how|why|when|if|there)\b)[a-z]+"
)
_COLON = re.compile(rf"^({CAPITAL}(?: {CAPITAL}){{0,2}})(?: (?:on|in|to) [^:,.]{{1,40}})?:(?= )")
_FROM_TO = re.compile(
    rf"^(?P<who>{CAPITAL}(?: {CAPITAL})?|[a-z]+) to (?P<whom>{CAPITAL}(?: {CAPITAL})?|[a-z]+)\b"
)
_LONGEST_ABBREVIATION = 5
_SENTENCE_END = re.compile(r"(?<=\w{5})\. ")
_INITIALS = re.compile(r"^(?:[a-zA-Z]\. ?)+(?=[a-zA-Z]{2})")
_OWNER = re.compile(rf"^{CAPITAL}'s ")


def speakers(text: str, is_name: Callable[[str], bool] = lambda word: False) -> list[Name]:
    """Everybody who, according to cleaned text, says something, in order: "Clinton says that Comey
    called ..." has two. Outside of a question a name in lower case counts if `is_name` knows it."""
    found: list[tuple[int, Name]] = []
    text = _APPOSITION.sub(" ", text)
    lowered = _lowered(text)
    if text.isupper():
        text = lowered
    for pattern, question in ((_ASKED, True), (_SAID, False)) if _SAYS.search(lowered) else ():
        for match in pattern.finditer(lowered):
            who = text[match.start("who") : match.end("who")]
            if who.split()[-1].lower().partition("'")[0].rpartition("-")[2] in _NO_SAYERS:
                continue
            if not _may_speak(who.split(), match.group(), question, is_name):
                continue
            if not question and _is_noun(match, lowered, is_name):
                continue
            who = _subject(re.split(" on | in | at ", _SENTENCE_END.split(who)[-1])[0])
            name = as_name(who)
            if who.islower() and len(name) == 2 and name[0] not in given_names() and is_name(name[1]):
                name = name[1:]  # "my mentions claims obama told ..."
            if _is_told(match, name):
                continue
            sure = question or who.split()[-1][:1].isupper() or is_name(name[-1] if name else "")
            if name and sure and not set(name) & _GENERIC_SPEAKERS:
                found.append((match.end(), name))
    if not found:
        said_by = [_name_after(_BY, text, is_name), as_name("".join(_COLON.findall(text)[:1]))]
        found = [(place, name) for place, name in enumerate([*said_by, _from_to(text, is_name)[0]]) if name]
    return list(dict.fromkeys(name for _, name in sorted(found)))


def denies_saying(text: str) -> bool:
    """Whether untagged English text denies that something was said: "Kanye never said that ..." """
    return bool(_MAY_NEVER_SAY.search(text.lower()) and _NEVER_SAID.search(denying(text)))


def reported(sentence: str, is_name: Callable[[str], bool] = lambda word: False) -> str:
    """The part of a cleaned sentence from whoever says something in it on, the last of more: "Obama telling
    Medvedev ..." of "My dad won't shut up about Obama telling Medvedev ..."; "" if nobody does, or first."""
    who = speakers(sentence, is_name)[-1:]
    at = sentence.lower().find(" ".join(who[0])) if who else 0
    return sentence[at:] if at > 0 else ""


def _may_speak(words: list[str], whole: str, question: bool, is_name: Callable[[str], bool]) -> bool:
    """Whether the words before a verb of saying can be who says it: not one of two ("Reagan or Marx"), whom
    somebody turns to ("to Medvedev saying"), nor the end of a sentence, or whose it is ("Obama's
    Medvedev whisper"), nor a common noun ("my physio")."""
    before = words[:-1]
    told = whole.endswith("ing") and not {"to", "with", "at"}.isdisjoint(before)
    ends = words[-1].endswith(".") and len(words[-1]) > _LONGEST_ABBREVIATION
    owned = bool(before) and before[-1].endswith("'s") and words[-1].isalpha() and is_name(words[-1].lower())
    common = bool(before) and before[-1].lower() in _BEFORE_COMMON and words[-1].islower()
    if "or" in words or told or ends or owned or common:
        return False
    return question or not _are_keywords(words, is_name)


def _are_keywords(words: list[str], is_name: Callable[[str], bool]) -> bool:
    """Whether words before a verb are two names in small letters: "obama medvedev promise" """
    two = words[-2:]
    return (
        len(two) > 1 and all(word.islower() and is_name(word) for word in two) and two[0] not in given_names()
    )


def _is_noun(found: re.Match[str], text: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a verb is the noun of the same letters, after "at the" or among keywords ("obama seoul medvedev
    remark")."""
    if not _NOUNS.search(found.group()):
        return False
    told = text[: found.end("who")]
    few = len(told.split()) <= _FEW_KEYWORDS and len(set(filter(is_name, told.split()))) > 1
    return few or _NOUN_AFTER.search(told) is not None


def _is_told(found: re.Match[str], name: Name) -> bool:
    """Whether a passive verb has but this name before it, and "was": it is told, and tells nothing."""
    passive = _PASSIVE.search(found.group()) is not None
    words = [word for word in _IS.sub("", found["who"]).split() if word not in TITLES]
    return passive and len(name) >= len(words)


def _lowered(text: str) -> str:
    """A text in lower case, each character where it was."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join([sign.lower()[0] for sign in text])


def _subject(who: str) -> str:
    """The name at the end of the words before a verb: "the hot mic catch Barack Obama" -> "Barack Obama",
    "John Cornyn of Texas" -> "John Cornyn"."""
    before = who.partition(" of ")[0]
    name = as_name(before)
    who = before if len(name) > 1 and name[0] in given_names() else who
    words = BROADCASTER.sub("", who).split()
    while len(words) > 1 and words[-1].endswith("ly") and words[-1].islower():
        words.pop()
    capitals = len(words)
    while capitals and words[capitals - 1][:1].isupper():
        capitals -= 1
    if capitals < len(words):
        return " ".join(words[capitals:])
    return " ".join(words) if len(words) <= 2 else words[-1]


def asked_listener(text: str, is_name: Callable[[str], bool] = lambda word: False) -> Name:
    """To whom, according to cleaned text, something is said ("told X that"); () if nobody is named."""
    return _name_after(_TO, text, is_name) or _from_to(text, is_name)[1]


def _from_to(text: str, is_name: Callable[[str], bool]) -> tuple[Name, Name]:
    """Who says something to whom, as in a headline: "Medvedev to Obama: ..." """
    found = _FROM_TO.match(text)
    names = (as_name(found["who"]), as_name(found["whom"])) if found else ((), ())
    sure = all(name and is_name(name[-1]) for name in names)
    return names if sure else ((), ())


def _name_after(pattern: re.Pattern[str], text: str, is_name: Callable[[str], bool]) -> Name:
    if text.isupper():
        text = _lowered(text)
    for found in pattern.finditer(_lowered(text)):
        rest = _OWNER.sub("", _INITIALS.sub("", text[found.end() :].lstrip()))
        run = CAPITALISED.match(rest)
        word = WORD.match(rest)
        if run and found.group().endswith(" the") and _OF_A_THING.match(rest, run.end()):
            continue
        if run and (name := as_name(run.group())):
            return name
        if word and is_name(word.group().lower()):
            return (word.group().lower(),)
    return ()
