"""Where, by what means and on what somebody is asked to have said or done something, and what else is
asked of it."""

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from ..language import places
from ..language.negation import acts
from ..language.reading import Reading
from ..language.spelling import is_slip_of_any
from ..language.text import Word, forms, sentences, telling_stems, telling_words, words
from ..model import Difference
from .claim_reading import ClaimReading

_AT = re.compile(
    r"\b(?:in|at|from|inside|near) (?:the )?(?P<where>[^\W\d_][\w-]+(?-i: [A-Z][\w-]+)?)"
    r"(?!,? (?:we|i|people|here|my|our)\b)",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"\b(?:in|at|from|inside) (?:the )?(?P<where>white house|oval office|capitol|pentagon|camp david|un"
    r"|united nations)\b",
    re.IGNORECASE,
)
_SHORTEST_PLACE = 4  # shorter ones are initials
_MORE = re.compile(r"\bmore (\w{3,})\b(?! than\b)", re.IGNORECASE)
_HAVE_MORE = re.compile(r"\b(?:have|has|had|get|gets|got|give|gives|gave) more (\w{3,})\b", re.IGNORECASE)
# "More flexibility than Medvedev", "more flexibility until the election"
_MORE_BUT = re.compile(
    r"\bmore (?P<what>\w{3,}) (?P<but>(?:until|till?)(?! after)|during"
    r"|than (?!(?:before|ever|now|he|she|they|usual|what|that|in|last|first)\b)\w+)\b",
    re.IGNORECASE,
)
_LITTLE = re.compile(r"\b(?:little|limited|reduced|less|no|zero) (?P<what>\w{3,})\b", re.IGNORECASE)
_RECORDED = re.compile(
    r"\b(?:recordings?|tape[ds]?|recorded|videos?|clips?|footage|audio"
    r"|caught(?! (?:in|by|via|over|on|through) (?:an?|the|his|her)\b))\b",
    re.IGNORECASE,
)
# By what means something is said: for each, the words that tell.
_MEANS = [
    re.compile(rf"\b(?:{means})\b", re.IGNORECASE)
    for means in (
        r"(?:micro(?:phone)?|mic|mike)s?|hot-?mic|overheard",
        r"(?:in|by|via|over|through|from) (?:\w+ ){0,3}?(?:letters?|notes?|memos?|fax|cables?|e-?mails?)"
        r"|(?:letter|memo|note|e-?mail)s? (?:by|from|to)"
        r"|(?:wr[io]te|sen[dt])s? (?:\w+ ){0,3}(?:letter|memo|note)"
        r"|(?:hand)?written|in writing|texted|text message|e-?mailed|faxed|e-?mails? to",
        r"(?:in|by|via|over|through|on) (?:\w+ ){0,3}?(?:phone(?: calls?)?|telephone|skype|zoom)|phone call",
        r"in (?:[\w']+ ){0,3}?(?:books?|memoirs?|autobiography|biography)",
        r"(?:in|on|at|during) (?:(?!ahead|before|after|prior)\w+ ){0,5}?"
        r"(?:interview|speech|address|press conference|debate|podium|state of the union)",
        r"tweeted (?:at|to)|in a tweet to|facebook post to",
        r"(?:leaked|hacked) e-?mails?|wikileaks|whistle-?blowers?|wire-?tap\w*|hidden cameras?",
    )
]
_NOT_BY = re.compile(
    r"\b(?:not (?:on|over|by|through|into)|without) (?:any|an?) (?:\w+ )?(?:mic(?:rophone)?|mike)\b",
    re.IGNORECASE,
)
# At the end of a clause, what something is to be after: "after the next election".
_AFTER = re.compile(
    r"\bafter (?:the|his|her|their|a) (?:[\w-]+ ){0,2}?([a-z]{3,})"
    r"(?=[?.!,;]|$| (?:\w+ ){0,2}ago\b)",
    re.IGNORECASE,
)
_ELECTIONS = frozenset("reelection campaign polls vote race contest ballot voting fact".split())
_LATER = re.compile(
    r"\b(?:next (?:week|month|year|spring|summer|fall|autumn|winter)|tomorrow|tonight)\b", re.IGNORECASE
)
_IF = re.compile(
    r"\bif (?P<matter>(?:he|she|i(?= lose)|congress|(?:the )?(?:republican|democrat)s|(?-i:[A-Z]\w+))"
    r" (?:\w+ ?){1,4})",
    re.IGNORECASE,
)
_WINS = frozenset("win wins won elected reelected got gets becomes".split())
_EVENT = re.compile(
    r"\bat (?:an?|the|\w+'s) (?P<which>(?:[\w'-]+ ){0,3}?)"
    r"(?P<event>summit|ceremony|funeral|inauguration|dinner|party|wedding|games|olympics|match|rally|banquet|reception|talks)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:G-?(?:7|8|20)|APEC|ASEAN|Davos|COP-?\d+|general assembly)\b", re.IGNORECASE)
# How much, or how little, of what a claim is about: "built entirely by slaves", "even one alligator".
_EXTENT = re.compile(
    r"\b(?:the only|alone|personal(?:ly)?|exclusively|solely|entire(?:ly)?|(?:at least|even) one|every single"
    r"|unlimited|limitless|infinite|endless|tiny bit|twice|(?:total|complete|full) (?:freedom|control|power)"
    r"|(?:two|three|four|five|six|ten|many|several|multiple|countless) (?:different |separate )?times"
    r"|even a single|still\b(?=[^?.!]*\btoday))\b",
    re.IGNORECASE,
)
_ALSO_ALL = frozenset("completely wholly fully totally whole".split())
# What sets a message apart from a claim where it is written in capitals: "FOR invading Iraq".
_STRESSED = re.compile(
    r"(?<![A-Z] )\b(?:ONLY|STILL|FOR|AGAINST|UP|DOWN|MORE|LESS|MOST|ALL|WHOLE|ENTIRE|EVERY|WITHOUT|BEFORE"
    r"|AFTER|NOW|TODAY|ALONE|BOTH)\b(?! [A-Z]{2})"
)
# "47 percent of American companies"
_SHARE_OF = re.compile(
    r"(?:%|\bper ?cent) of (?:(?:all|the|every|its|our|their|us|u\.s\.|american?) )*([a-z]\w+)",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\b(?:caused|started|triggered|staged|planned|planted|ordered|paid for|funded|leaked|faked|made) by "
    r"(?:(?:an?|the|his|her|their|its) )?((?!my\b)[\w-]+(?: \w+)?)",
    re.IGNORECASE,
)
_EVERYBODY = frozenset("population country nation people citizens americans public adults time".split())
# What stands after "on" or "more" and is not what is talked about.
_NO_MATTER = frozenset(
    """
    mic mike microphone tape video camera film record air tv television radio facebook fb twitter x instagram
    insta tiktok whatsapp youtube reddit telegram internet web online social media news cnn fox snopes
    politifact page site blog channel show stage purpose fire monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december
    top side behalf average earth own
    """.split()
)
_MATTER = (
    r"(?P<matter>(?:(?!(?:https?|years?|months|ago|after|before|once|when|if|in|at|to|and|but|because|so|that"
    r"|while|during|is|was|as|from|with|by|for)\b)[\w'-]+ ?){1,4})"
)
# What asks at the end, and is no matter.
_ASKED_BESIDE = re.compile(
    r"(?<=\w)\W+(?:right|true|correct|real|really|legit|pls|please|lol)\W*$", re.IGNORECASE
)
_ON = re.compile(
    rf"\b(?P<of>[\w']{{1,40}}) (?=(?:on|about|regarding|concerning|over|with|in (?:his|her)) {_MATTER})",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:(?:was|is|were|it|that|this|mic|really|all|actually|just|talking with \w+) (?:it )?about"
    rf"|concern(?:s|ed|ing)?) {_MATTER}",
    re.IGNORECASE,
)


def elsewhere(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A place that the claim does not know, nor one in it or around it, where one of its own is missing; or
    in a short question one that is far from any in it."""
    long = statement.is_long
    known = claim.known_places if long or claim.is_translated else claim.told_places
    everywhere = {places.NEARLY_EVERYWHERE}
    in_passing = statement.is_personal or not statement.is_brief
    offices = [of for of, who in claim.offices if who and statement.mentions(who)] if in_passing else []
    named = set().union(*offices)
    pairs = []
    for missing in sorted(claim.places - statement.places - named - (everywhere if long else set())):
        for strange in sorted(statement.places - known - (set() if statement.is_short else everywhere)):
            apart = not places.near(strange, known - everywhere | {missing})
            apart = apart and not places.near(missing, statement.places - everywhere)
            if apart or places.siblings(strange, missing):
                pairs.append((strange, missing))
    if pairs:
        strange, missing = next((pair for pair in pairs if places.alike(*pair)), (pairs[0][0], ""))
        yield Difference("place", strange.title(), missing.title())
        return
    added = sorted(statement.places - claim.known_places - everywhere) if statement.asks else []
    for strange in added:
        if not places.near(strange, claim.known_places - everywhere):
            yield Difference("place", strange.title(), "")
            return


def told_where(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Another place than where it was said: "Did Obama tell Medvedev in Moscow ...?" """
    own = places.known(claim.claim.place or "")
    if not own or statement.places & own:
        return
    asked = {}
    for found in _AT.finditer(statement.said):
        where = found["where"]
        new = not {word.form for word in words(where, "")} & claim.worded_forms
        if new and len(where) >= _SHORTEST_PLACE:
            asked.update(dict.fromkeys(places.known(where), where))
    home = _AT_HOME.search(statement.text)
    if home and not set(forms(home["where"])) & claim.worded_forms:
        asked[places.NEARLY_EVERYWHERE] = home["where"]
    said = claim.is_of_saying or statement.speakers
    for place, where in asked.items():
        # "The strongest gun laws in America"
        if not places.near(place, own) and (said or place != places.NEARLY_EVERYWHERE):
            yield Difference("place", where, claim.claim.place or "")
            return


def at_what_event(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Another event than where it was said: a funeral, or a climate summit for one on nuclear security."""
    if (meeting := _MEETING.search(statement.text)) and not _MEETING.search(claim.known_text):
        yield Difference("unsure", meeting.group(), "")
        return
    for found in _EVENT.finditer(statement.text):
        which = telling_words(found["which"] or "")
        event = telling_words(found["event"])
        new = not all(_is_known(word, claim) for word in event)
        if new or (which and not _is_of_event(which, event, claim)):
            yield Difference("unsure", found.group(), "")
            return


def _is_of_event(which: Sequence[Word], event: Sequence[Word], claim: ClaimReading) -> bool:
    """Whether the claim, or a sentence of what is known of it that has an event, says which it is."""
    whose, event_stems = {word.stem for word in which}, {word.stem for word in event}
    if whose & claim.stems:
        return True
    told = (Reading(sentence).content("en") for sentence in sentences(claim.claim.context))
    stems = ({word.stem for word in each} for each in told)
    return any(event_stems & each and whose & each for each in stems)


def in_what_words(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Words in quotation marks of which the claim has few, where it is of what somebody said."""
    if not claim.claim.quotes:
        return
    for quotation in statement.quoted:
        told = telling_words(quotation)
        if len(told) > 1 and _is_mostly_new(told, claim):
            yield Difference("unsure", quotation, "")
            return


def by_what_means(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Other means than the claim has: a letter for a microphone."""
    own = [means for means in _MEANS if any(map(means.search, claim.wordings))]
    if own and (denied := _NOT_BY.search(statement.text)):
        yield Difference("negation", denied.group(), "")
        return
    if not own or _RECORDED.search(statement.text) or any(means.search(statement.text) for means in own):
        return
    for means in _MEANS:
        if means.search(statement.text) and not means.search(claim.claim.context):
            yield Difference("unsure", statement.text, claim.claim.text)
            return


def on_what(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Another matter than the claim's: "more flexibility on taxes"."""
    yield from _new_matter((found for found in _ON.finditer(statement.text) if _is_of(found, claim)), claim)


def about_what(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What it is asked to have been about: "Was that on the pipeline?" """
    yield from _new_matter(_ABOUT.finditer(statement.text), claim)


def _is_of(found: re.Match[str], claim: ClaimReading) -> bool:
    """Whether what is said to be on a matter is a word of the claim's, and nobody's name."""
    of = set(telling_stems(found["of"]))
    return bool(of) and of <= claim.worded_stems and found["of"].lower() not in claim.name_words


def _new_matter(found: Iterable[re.Match[str]], claim: ClaimReading) -> Iterator[Difference]:
    """The first of these matters that is mostly none of the claim's."""
    for match in found:
        if _is_mostly_new(telling_words(match["matter"]), claim):
            yield Difference("unsure", _ASKED_BESIDE.sub("", match["matter"]).strip(), "")
            return


def more_of_what(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "More money" for the claim's "more flexibility", or more of what the claim only tells of besides:
    "have more missiles"."""
    told = sorted(found.lower() for wording in claim.wordings for found in _HAVE_MORE.findall(wording))
    if not told:
        return
    for little in _LITTLE.finditer(statement.text):
        if little["what"].lower() in told:
            yield Difference("negation", little.group(), f"more {little['what']}")
            return
    for but in _MORE_BUT.finditer(statement.text):
        if but["what"].lower() in told and but["but"].lower().split()[0] not in claim.text_words:
            yield Difference("unsure", but.group(), f"more {but['what']}")
            return
    more = map(str.lower, _MORE.findall(statement.text))
    have = map(str.lower, _HAVE_MORE.findall(statement.text))
    own_stems = {each.stem for word in told for each in telling_words(word)}
    aside = claim.text_stems - own_stems | _election_stems()
    besides = {word for word in have if any(each.stem in aside for each in telling_words(word))}
    for asked, own in _instead(more, told, statement, claim, anyway=besides):
        yield Difference("unsure", f"more {asked}", f"more {own}")


@functools.cache
def _election_stems() -> frozenset[str]:
    return frozenset(telling_stems(" ".join(_ELECTIONS)))


def after_what(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """After something else than in the claim: "after the war" for "after his election"."""
    told = [what.lower() for wording in claim.wordings for what in _AFTER.findall(wording)]
    if not told or statement.forms.intersection(told):
        return
    if later := _LATER.search(statement.text):
        yield Difference("unsure", later.group(), f"after {told[0]}")
    asked = [what.lower() for what in _AFTER.findall(statement.text) if what.lower() not in _ELECTIONS]
    for what, own in _instead(asked, told, statement, claim, anyway=_not_told(asked, claim)):
        yield Difference("unsure", f"after {what}", f"after {own}")


def on_condition(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A condition that the claim does not give: "... if Romney won" """
    for found in _IF.findall(statement.text) if statement.asks else ():
        told = [word for word in telling_words(found) if word.form not in _WINS]
        if told and 2 * sum(word.stem in claim.stems for word in told) <= len(told):
            yield Difference("unsure", f"if {found.strip()}", "")
            return


def _not_told(asked: Iterable[str], claim: ClaimReading) -> set[str]:
    """Those of these words of which the claim only tells in its context, and that are no slips."""
    new = (what for what in asked if not any(word.stem in claim.stems for word in telling_words(what)))
    return {what for what in new if not is_slip_of_any(what, claim.told_forms)}


def act(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """An act, where the claim is that somebody said something, of which nothing known of it tells: "Was Obama
    impeached for telling Medvedev ...?" """
    for word in statement.content("en") if statement.is_question else ():
        if word.stem in acts() and word.stem not in claim.known_stems:
            yield Difference("unsure", word.form, "")
            return


def extent(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """All of what the claim is about, or hardly any of it, where it does not say so: "Was the White House
    built entirely by slaves?" Or a word that is stressed since the claim does not have it."""
    if claim.language != "en" or not statement.is_question:
        return
    stressed = _STRESSED.findall(statement.text) if statement.capitals_tell else []
    whole = [] if claim.told_forms & _ALSO_ALL else _EXTENT.findall(statement.text)
    for word in [*whole, *stressed]:
        if word.lower().split()[-1] not in claim.told_forms:
            yield Difference("unsure", word, "")
            return


def share_of_whom(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A share of others than in the claim: "47 percent of American companies" for 47 percent of Americans."""
    told = [whom for wording in claim.wordings for whom in _SHARE_OF.findall(wording)]
    others = (whom for whom in _SHARE_OF.findall(statement.text) if whom.lower() not in _EVERYBODY)
    for asked, own in _instead(others, told, statement, claim):
        yield Difference("unsure", asked, own)


def _instead(
    asked: Iterable[str],
    told: Sequence[str],
    statement: Reading,
    claim: ClaimReading,
    *,
    anyway: Collection[str] = (),
) -> Iterator[tuple[str, str]]:
    """The first of these words that an English claim does not have, or that counts `anyway`, and what it has
    there, if none of what it has there is in the statement."""
    if not told or statement.forms.intersection(map(str.lower, told)) or claim.language != "en":
        return
    for word in asked:
        if word in anyway or _is_all_new(telling_words(word), claim):
            yield word, told[0]
            return


def by_whom(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Who or what is asked to have caused or made it, where nothing known of the claim tells of that: "Was
    the flood caused by an anarchist's bomb?" """
    for who in _BY_WHOM.findall(statement.text) if statement.is_question else ():
        if claim.language == "en" and _is_all_new(telling_words(who), claim):
            yield Difference("unsure", who, "")
            return


def _is_all_new(told: Sequence[Word], claim: ClaimReading) -> bool:
    """Whether there are words, and the claim, and what is told of it, has none of them."""
    return bool(told) and not any(_is_known(word, claim) for word in told)


def _is_mostly_new(told: Sequence[Word], claim: ClaimReading) -> bool:
    """Whether the claim, and what is told of it, has less than half of these words."""
    known = sum(_is_known(word, claim) for word in told)
    return known < len(told) - known


def _is_known(word: Word, claim: ClaimReading) -> bool:
    """Whether the claim, or what is told of it, has a word, or one like it, or it is no matter."""
    return word.form in _NO_MATTER or claim.has_word(word)
