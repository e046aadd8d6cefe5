"""Who is asked to have said something, of whom and to whom, or to have done what they only said of another,
and who does in a claim."""

import re
from collections.abc import Iterator

from .. import ratings
from ..language import asking, places
from ..language import names as naming
from ..language.names import CAPITAL, Name, shown
from ..language.reading import Reading
from ..language.speakers import SAY, SLIPPED, TELLS_OF_SAYING
from ..language.text import forms
from ..model import Difference
from .claim_reading import ClaimReading

_SLIPPED = rf"(?:{SLIPPED}|signal\w*)"
# "US" is none.
_WE = re.compile(r"\b(?:I|My|Me|Mine|We|Our|Us|Ours|my|me|mine|we|our|us|ours)\b")
_ASKED_WHAT_WAS_DONE = re.compile(r"\W*(?:was|were|is|has|have)\s", re.IGNORECASE)
_ASKED_OF = re.compile(r"\W*(?:did|does|do|has|have|had)\s", re.IGNORECASE)
_DONE = re.compile(r"\b(?:was|were|been|being)\b", re.IGNORECASE)
_IS_RIGHT = re.compile(
    r"\b(?:right|wrong|correct\w*|accurate\w*|lie[ds]?|lying|true|truth|mistaken)\b", re.IGNORECASE
)
_WOULD = "(?:would|will|could|can|should|shall|may|might)\\b"
_SIGNED = re.compile(r"(?:\"| - ) ?(?:- ?)?(?P<who>[\w.]+(?: [\w.]+){0,2})$")
_SAID_SO = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|call(?:s|ed)|claim(?:s|ed)|wrote|tweeted|stated|reported"
    r"|acknowledged|admitted)\b"
)
_OF_SPEAKER = re.compile(r"\bthat (?:he|she)\b", re.IGNORECASE)
# Those who are not whom they are somebody's, or belong to.
_ROLE = (
    r"(?:actor|aide|adviser|advisor|ambassador|anchor|attorney|brother|campaign|chef|chief of staff"
    r"|comedian|congressman|congresswoman|cousin|daughter|diplomat|doctor|double|envoy|ex-wife|father|friend"
    r"|host|husband|impersonator|interpreter|journalist|lawyer|lookalike|mother|nephew|niece|official|opponent"
    r"|pastor|predecessor|press secretary|reporter|rival|secretary|senator|sister|soldier|son|speechwriter"
    r"|spokes(?:man|woman|person)|spouse|spy|staffer|strategist|student|successor|translator|uncle"
    r"|vice president|wife|(?:\w+ )(?:adviser|advisor|chief|director|minister|secretary))s?"
)
_THAT_WHO = re.compile(
    rf"\bthat (?P<who>(?:the )?{CAPITAL}(?: {CAPITAL})?|(?:his|her|the|a) {_ROLE}) {_WOULD}"
)
_SAYS_WHO = re.compile(
    rf"\b{SAY}(?: to)?(?: (?!if|when|after|once)[\w'()-]+){{0,5}}?"
    rf" (?P<who>(?:the )?[^\W\d_][\w.]+) {_WOULD} (?:have|get|be)\b",
    re.IGNORECASE,
)
_SAYS_WE = re.compile(
    rf"\b{SAY}(?: to)?(?: (?!if|when|after|once)[\w'()-]+){{0,4}}?(?: that)?"
    rf" (?P<who>we|they|you)(?:'d|'ll| {_WOULD})",
    re.IGNORECASE,
)
_OFFICE = r"(?P<office>\b(?P<of>[^\W\d_]+)(?:'s)? (?:president|leader|premier|prime minister|chancellor))"
_OFFICE_SAYS = re.compile(
    rf"{_OFFICE}(?: (?:who|that))?(?: \w+ly)? (?:to (?=(?-i:[A-Z])|\w+: )|{SAY}\b)", re.IGNORECASE
)
# Whom a message begins with, or whose it says that the words are.
_OF_OFFICE = re.compile(
    rf"(?:^\W*(?:(?:did|was|is|has|it was|was it|according to|so|the)\W+){{0,3}}|[-\"] (?:said )?(?:the )?"
    rf"|\b(?:from|by|said) (?:the )?){_OFFICE}\b(?P<next>\W*\w*)",
    re.IGNORECASE,
)
_TO_GROUP = re.compile(
    rf"\b(?:{SAY}|{_SLIPPED})(?: to)? (?:\w+ ){{0,2}}?(reporters|journalists"
    r"|voters|donors|supporters|aides|staffers|advis[eo]rs|lawmakers|senators|democrats|republicans"
    r"|congress|nato|allies|generals|bankers|students|his wife|activists|executives|bosses|pastors|rabbis"
    r"|teachers|veterans|troops|soldiers|workers|farmers|unions|immigrants"
    r"|(?<!world )(?<!foreign )(?<!ian )leaders"
    r"|the (?:press|media|crowd|audience|nation|country|public|pope|(?:american )?people))\b",
    re.IGNORECASE,
)
_CAUGHT = (
    r"(?: (?:\w+ly|once|just|also))?(?: (?:was|were|is|has|had|got|gets))?"
    r"(?: (?:caught|heard|overheard|recorded|taped|filmed|picked up)(?: (?:on|in|by)(?: \w+){1,3}?)?)?"
)
_ROLE_SAYS = re.compile(
    rf"(?<!by )\b(?P<role>{_ROLE}){_CAUGHT} (?:{SAY}|{_SLIPPED})\b(?: to)?"
    r" (?P<whom>(?:[\w'-]+ ){0,4}[\w'-]+)",
    re.IGNORECASE,
)
_TO_OFFICE = re.compile(
    rf"\b(?:{SAY}|{_SLIPPED})(?: to)? (?:the )?(?:south |north )?{_OFFICE}", re.IGNORECASE
)
_DETERMINED = re.compile(r"\b(?:an?|the|his|her|my|some) $", re.IGNORECASE)
_TO_US = re.compile(r"(?:me|us|my|our|that|about)\b", re.IGNORECASE)
_MRS = re.compile(r"\b(?:Mrs|Ms|Miss|First Lady|Lady)\.? (?P<who>[A-Z]\w+)")
_MR = re.compile(r"\bMr\.? (?P<who>[A-Z]\w+)")
_SHE = re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:his|her|my|their|our)\s+(?:\w+\s+)?(?P<what>\w+)", re.IGNORECASE)
_WHEN_WHOSE = re.compile(
    r"\b(?:after|before|until|till?|following)\s+(?:the\s+)?(?P<who>[^\W\d_]+?)(?:'s|s)?\s+"
    r"(?:(?:own|next|presidential|re)\W)*(?P<what>\w+)",
    re.IGNORECASE,
)
_BY_WAY = re.compile(r"\b(?:via|through|by way of) ((?:[\w.]+ ?){1,4})")
_WITH = re.compile(r"\b(?:with|w/?|to|beside|alongside|at) (?:the )?$")
_RECORDERS = frozenset("mic mike mics microphone microphones tape video recording camera".split())
# Characters from the beginning of a name to the next: only "said that" stands between them.
_NEXT_TO = 25


def speaker(statement: Reading, claim: ClaimReading, author: Name) -> Iterator[Difference]:
    """Another one who says it, or is told, than in the claim, or whose the quoted words are."""
    told = statement.listener
    if not claim.tells_who_says:
        return
    if naming.same_as_any(author, [claim.subject, claim.claimant]):
        return
    asked = [_in_headline(name, statement, claim) for name in statement.speakers]
    asked = [name for name in asked if _is_somebody(name, statement)]
    asked = [name for name in asked if not _is_misspelt(name, statement, claim)]
    asked = [name for name in asked if not claim.names_in_passing(name, statement)]
    if asked and not _may_have_said(asked, statement, claim):
        yield Difference("speaker", shown(asked[-1]), shown(claim.main_speaker))
    elif told and claim.listeners and not (_is_listener(told, claim) or _is_passed_on(statement, claim)):
        yield Difference("speaker", shown(told), shown(claim.listeners[0]))
    elif statement.is_brief and (asked := _quoting(asked, statement)):
        quoted = (claim.speaker_of(quotation) for quotation in statement.quotations)
        reports = naming.same_as_any(asked[-1], claim.text_speakers)
        before = statement.text.lower().partition('"')[0]
        for own in filter(None, quoted):
            told_of = reports and naming.same(own, claim.claimant)
            nearer = naming.place(before, own) > naming.place(before, asked[-1])
            if not told_of and not nearer and not any(set(own) & set(name) for name in asked):
                yield Difference("speaker", shown(asked[-1]), shown(own))


def _quoting(asked: list[Name], statement: Reading) -> list[Name]:
    """Those who are said to have said it, or whose name alone stands behind it ("... - Obama")."""
    if asked:
        return [] if statement.text.startswith('"') else asked
    signed = _SIGNED.search(statement.text)
    who = naming.as_name(signed["who"]) if signed else ()
    return [who] if naming.same_as_any(who, statement.names) and _is_somebody(who, statement) else []


def by_nobody(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """That it is so, where the claim is that somebody said so: "150 million people have been killed by guns".
    Who speaks of themselves may be quoted; and of a saying that has been put into somebody's mouth, it is
    asked who said it."""
    if '"' in claim.wordings[0] and not ratings.finds_true(claim.claim.verdict):
        return
    said = _SAID_SO.search(claim.wordings[0]) and naming.same_as_any(claim.main_speaker, claim.text_names)
    if not said or TELLS_OF_SAYING.search(statement.text) or asking.is_of_oneself(statement):
        return
    told_of = [claim.main_speaker, claim.claimant, *claim.text_speakers, *claim.listeners]
    names_somebody = bool(statement.speakers) or any(map(statement.mentions, filter(None, told_of)))
    if statement.asserts and not names_somebody:
        yield Difference("speaker", "", shown(claim.main_speaker))


def doer(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Did Trump give Iran 150 billion?", where he only said that somebody did, or "Was Trump ridiculed?",
    where he said that Lincoln was; what "we" did may be his deed."""
    if not statement.asks or statement.speakers or not claim.claimant or _IS_RIGHT.search(statement.text):
        return
    done = _DONE.search(re.split("[,;]", claim.wordings[0])[0])
    if done and (not claim.subject or statement.mentions(claim.subject)):
        return
    asked = (_ASKED_WHAT_WAS_DONE if done else _ASKED_OF).match(statement.text)
    if not asked or _WE.search(claim.wordings[0]) or claim.text_words & set(claim.claimant):
        return
    first = statement.actors[0] if statement.actors else ()
    only_said = naming.same(first, claim.claimant) and not naming.same(first, claim.subject)
    if only_said and statement.place_of(first) <= asked.end() + _NEXT_TO:
        yield Difference("speaker", shown(claim.claimant), shown(claim.subject))


def of_listener(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Obama said Medvedev would have more flexibility", where he told Medvedev so of himself."""
    for listener in claim.listeners:
        who = re.escape(listener[-1])
        of_listener = re.compile(
            rf"\b{who}(?:'s|'d|'ll)?\s+{_WOULD}"
            rf"|\bsa(?:y|id|ys|ying) (?:that )?{who} ha[ds]\b"
            rf"|\b{who}\s+(?:to|should|must|needs to) (?:be|have|show) more\b"
            rf"|\b(?:ask|beg|press|push)\w*\s+{who}\s+for (?:more|greater)\b"
            rf"|\b{who} (?:goes|went|(?:is|was|be) like)(?: to \w+)?,? *\"",
            re.IGNORECASE,
        )
        of_speaker = re.compile(rf"\b{who}\W+(?:that\W+)?(?:he|she|they|it)\b", re.IGNORECASE)
        if of_listener.search(statement.text) and any(map(of_speaker.search, claim.wordings)):
            yield Difference("speaker", shown(listener), shown(claim.main_speaker))


def of_another(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Obama told Medvedev that Romney would have more flexibility", where he said so of himself."""
    speaker = claim.main_speaker
    if not speaker or not any(_OF_SPEAKER.search(wording) for wording in claim.wordings):
        return
    if not naming.same_as_any(speaker, statement.speakers):
        return
    others = [who for who in _THAT_WHO.findall(statement.text) if not _is_common_noun(who, claim)]
    says = _SAYS_WHO.findall(statement.text)
    others += [who for who in says if not who.islower() or places.known(who.title())]
    for name in map(naming.as_name, others):
        own = naming.same(name, speaker) or name in claim.listeners
        told = set(name) <= claim.told_forms and not places.known(" ".join(name).title())
        if name and not own and not told:
            yield Difference("speaker", shown(name), shown(speaker))
    if (found := _SAYS_WE.search(statement.text)) and found["who"].lower() not in claim.text_words:
        yield Difference("unsure", found["who"], shown(speaker))


def _is_common_noun(who: str, claim: ClaimReading) -> bool:
    """Whether it is nobody's name ("the campaign"), and of the claim."""
    return who.islower() and set(naming.as_name(who)) <= claim.told_forms


def whose(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "After Medvedev's election", or the Russian one, where it was the speaker's own."""
    texts = [*claim.wordings, *(quote.text for quote in claim.claim.quotes)]
    own = {found["what"].lower() for text in texts for found in _OWN.finditer(text)}
    speaker = claim.main_speaker
    others = [name for name in claim.listeners if not naming.same(name, speaker)]
    theirs = set().union(*(of for of, who in claim.offices if naming.same_as_any(who, others)))
    for found in _WHEN_WHOSE.finditer(statement.text):
        who = naming.as_name(found["who"])
        if found["what"].lower() not in own or not who or naming.same(who, speaker):
            continue
        if (
            naming.same_as_any(who, [*statement.persons, *others])
            or places.known(found["who"].title()) & theirs
        ):
            yield Difference("speaker", statement.shown(who), shown(speaker))
            return


def by_office(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Did the Russian president tell Obama ...?", where it was he who was told."""
    speaker = claim.main_speaker
    if not claim.listeners or not speaker or naming.same_as_any(speaker, claim.listeners):
        return
    alone = not statement.mentions(speaker)
    said = [each for each in _OFFICE_SAYS.finditer(statement.text) if not _told_to(each)]
    if alone:
        named = {listener[-1] for listener in claim.listeners}
        of = _OF_OFFICE.finditer(statement.text)
        said += [found for found in of if not named & set(forms(found["next"]))]
    for found in said:
        where = places.known(found["of"].title())
        another = alone and where and not where & (claim.known_places | {places.NEARLY_EVERYWHERE})
        if where & claim.places or another:
            yield Difference("speaker", f"the {found['office']}", shown(speaker))
            return


def _told_to(found: re.Match[str]) -> bool:
    """Whether it is somebody whom another one turns to: "with the Russian president saying he'd ..." """
    return _WITH.search(found.string, 0, found.start()) is not None and found.group().endswith("ing")


def to_whom(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Obama told voters that ...", where he told Medvedev so."""
    if not claim.listeners or any(map(statement.mentions, claim.listeners)):
        return
    if len(statement.speakers) == 1 and naming.same(statement.speakers[0], claim.main_speaker):
        for whom in _TO_GROUP.findall(statement.text):
            if whom.lower() not in claim.told_forms:
                yield Difference("speaker", whom, shown(claim.listeners[0]))
                return


def to_another(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Obama told the Korean president / Medvedev's wife / Medvedev and Merkel that ...", "Obama and Biden
    told Medvedev ...", where he told Medvedev alone."""
    speaker, listeners = claim.main_speaker, claim.listeners
    if not speaker or not listeners:
        return
    theirs = set().union(*(of for of, who in claim.offices if naming.same_as_any(who, listeners)))
    for found in _TO_OFFICE.finditer(statement.text):
        where = places.known(found["of"].title())
        if where and theirs and not where & theirs:
            yield Difference("speaker", f"the {found['office']}", shown(listeners[0]))
            return
    for listener in listeners:
        found_role = re.search(rf"\b{re.escape(listener[-1])}'s (?P<role>{_ROLE})\b", statement.text, re.I)
        if found_role and found_role["role"].lower() not in claim.told_text.lower():
            yield Difference("speaker", found_role.group(), shown(listener))
            return
    for who in _beside(statement.text, speaker, listeners):
        if statement.knows_person((who,)) and not claim.knows((who,)):
            yield Difference("speaker", shown((who,)), "")
            return


def _beside(text: str, speaker: Name, listeners: list[Name]) -> Iterator[str]:
    """Who is said to have said it too, or to have been told too, in lower case."""
    says = rf"\b{re.escape(speaker[-1])} and (?P<who>\w+) (?:both |also )?{SAY}\b"
    patterns = [
        says,
        *(rf"\b{SAY}(?: to)? (?:\w+ )?{re.escape(each[-1])} and (?P<who>\w+)" for each in listeners),
    ]
    for pattern in patterns:
        yield from (found["who"].lower() for found in re.finditer(pattern, text, re.IGNORECASE))


def by_role(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Did Obama's wife tell Medvedev ...?", "a reporter told Medvedev ...", where he did."""
    speaker = claim.main_speaker
    if not speaker:
        return
    of_speaker = rf"\b{re.escape(speaker[-1])}(?:(?:'s|s'|s) (?:[\w-]+ ){{0,3}}| )$"
    for found in _ROLE_SAYS.finditer(statement.text):
        role = found["role"].lower()
        theirs = re.search(of_speaker, statement.text[: found.start()], re.IGNORECASE)
        whom = found["whom"].lower().partition(f"{speaker[-1]} ")[0].split()
        listens = any(listener[-1] in whom for listener in claim.listeners)
        alone = not statement.mentions(speaker) and not _TO_US.match(found["whom"])
        if (theirs or listens or alone) and role not in claim.told_text.lower():
            whose = theirs or _DETERMINED.search(statement.text, 0, found.start())
            who = statement.text[whose.start() : found.end("role")] if whose else role
            yield Difference("speaker", who, shown(speaker))
            return


def by_title(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """ "Mrs. Obama", where the claim calls its speaker "he"; or the other way round."""
    speaker, text = claim.main_speaker, claim.wordings[0]
    for title, theirs, others in ((_MRS, _HE, _SHE), (_MR, _SHE, _HE)):
        called = [
            found.group() for found in title.finditer(statement.text) if found["who"].lower() in speaker[-1:]
        ]
        if called and theirs.search(text) and not others.search(text):
            yield Difference("speaker", called[0], shown(speaker))


def topic(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What somebody is asked to have said of another, where the claim says it of that somebody: "Did Obama
    say that Trump's birth certificate is a forgery?" """
    speaker, subject = (statement.speakers or [()])[0], claim.subject
    if claim.text_speakers or len(statement.speakers) != 1 or not naming.same(speaker, subject):
        return
    others = [
        name
        for name in statement.persons
        if not naming.same(name, speaker) and not naming.same(name, statement.listener)
    ]
    if not others:
        return
    between = statement.place_of(others[0]) - statement.place_of(speaker)
    own = {form for name in claim.persons for form in name} | claim.worded_forms
    # "Obama says Romney ...", of what Romney says of Obama.
    turned = (
        between < _NEXT_TO
        and naming.same(others[0], claim.claimant)
        and not set(others[0]) & claim.text_words
    )
    if between > 0 and (turned or not set(others[0]) & own):
        yield Difference("speaker", shown(others[0]), shown(subject))


def _is_listener(told: Name, claim: ClaimReading) -> bool:
    names = claim.worded_names if len(told) > 1 else claim.names
    if naming.same_as_any(told, names) or places.known(" ".join(told)) & claim.places:
        return True
    # "Obama Promising Medvedev Flexibility"
    return any(told[:1] == listener[-1:] for listener in claim.listeners) and claim.told_forms.issuperset(
        told
    )


def _is_passed_on(statement: Reading, claim: ClaimReading) -> bool:
    """Whether who is told in the claim only passes it on: "told Putin through Medvedev"."""
    by_way = _BY_WAY.findall(statement.text.lower())
    return any(listener[-1] in words.split() for words in by_way for listener in claim.listeners)


def _is_somebody(name: Name, statement: Reading) -> bool:
    """Whether a word before "said" is a person's name: known as one, or in a short question unknown."""
    if any(naming.same(name, person) for person in statement.persons):
        return True
    if places.known(" ".join(name)) or all(map(statement.is_common, name)):
        return False
    asked = statement.is_brief or _ASKED_OF.match(statement.text)
    if statement.capitals_tell and asked and shown(name) in statement.text:
        return True
    if not statement.is_short and not statement.is_strange(name[-1]):
        return False
    return not any(map(statement.is_common, name))


def _in_headline(name: Name, statement: Reading, claim: ClaimReading) -> Name:
    """Who it is in a run of capitals with common words beside: "Open Mic Catches Obama Promising ..." """
    surname = claim.main_speaker[-1:]
    beside = [word for word in name if word not in surname]
    if surname and len(beside) == len(name) - 1 and _RECORDERS.intersection(beside):
        return surname if all(map(statement.is_common, beside)) else name
    return name


def _is_misspelt(name: Name, statement: Reading, claim: ClaimReading) -> bool:
    """Whether it only seems to be a name, a word of the claim, misspelt ("chain emial says")."""
    if statement.capitals_tell and f" {shown(name)}" in statement.text:
        return False
    known: list[Name] = [(form,) for form in claim.told_forms]
    return statement.is_strange(name[-1]) and naming.same_as_any(name[-1:], known)


def _may_have_said(asked: list[Name], statement: Reading, claim: ClaimReading) -> bool:
    """Whether whoever is asked to have said it (the last, where one reports another) can be the
    claimant, or the one who says it in the claim."""
    last = asked[-1]
    own = claim.text_speakers[-1:] or [name for name in claim.text_names if name not in claim.listeners]
    if len(asked) == 1:
        told_of = [name for name in claim.text_speakers if not naming.same(name, claim.claimant)]
        alone = statement.asks and told_of and not any(map(statement.mentions, told_of))
        if alone and naming.same(last, claim.claimant):
            return False
        own = [*own, claim.subject, claim.claimant]
    own = [name for name in own if name]
    if not own or naming.same_as_any(last, own):
        return True
    quoted = claim.quoted(last)
    if quoted and not statement.is_brief and any(naming.same_as_any(name, own) for name in asked):
        return True
    if quoted:
        # Quoted in the claim, but are these their words, or those of the one whom the claim is about?
        stems = {word.stem for word in statement.content(claim.language)} - set(last)
        return len(stems & quoted) > len(stems & claim.text_stems - quoted)
    # Not a person as far as we can see: a word of the claim that happens to stand before the verb.
    return last[-1] in claim.forms and not naming.same_as_any(last, [*claim.names, *claim.context_names])
