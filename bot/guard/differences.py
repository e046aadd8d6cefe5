"""In what a statement and a claim that look alike are not the same.

A name in the statement that nothing known of the claim has counts as a difference only where one of
the claim's own is missing from the statement: it stands in that one's place. So does a place, and a
number where the claim gives one. A statement that differs is never given the claim's verdict.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from ..language import names as naming
from ..language import places
from ..language.names import Name, shown
from ..language.reading import Reading
from ..model import Difference
from . import (
    abroad,
    amounts,
    as_written,
    circumstances,
    copies,
    deeds,
    essentials,
    modality,
    opposition,
    own_words,
    strangers,
    who_said,
)
from .claim_reading import ClaimReading
from .word_order import exchanged, mispaired, swapped_sides, turned_comparison, turned_round

_Look = Callable[[Reading, ClaimReading], Iterator[Difference]]

_FIRST_PERSON = frozenset("i my mine".split())
# In a message of up to so many words, one sentence may give the words and the next who said them.
_SHORT_MESSAGE = 45
# What differs in a brief statement, the most telling first.
_IN_BRIEF = (
    who_said.topic,
    who_said.of_listener,
    who_said.of_another,
    who_said.by_office,
    who_said.whose,
    who_said.doer,
    who_said.by_role,
    who_said.by_title,
    strangers.other_names,
    strangers.added,
    strangers.in_its_place,
    opposition.other_kind,
    circumstances.told_where,
    circumstances.by_what_means,
    circumstances.more_of_what,
    circumstances.extent,
    circumstances.share_of_whom,
    circumstances.by_whom,
)
# The same where the claim is that somebody said something.
_OF_SAYING = (
    who_said.to_whom,
    who_said.to_another,
    circumstances.at_what_event,
    circumstances.in_what_words,
    circumstances.after_what,
    circumstances.on_condition,
    circumstances.on_what,
    circumstances.about_what,
    circumstances.act,
)
_LIKE_A_POST = re.compile(r"https?://|pic\.twitter|[@#]\w")
# In what is no post, which tells rather than asks.
_AS_WHAT = (
    modality.wished,
    modality.unsaid,
    modality.judged,
    modality.to_come,
    modality.how_much,
    modality.when_so,
    modality.forged,
    modality.beside,
    who_said.by_nobody,
    deeds.done,
)
# In what is no post, of a claim that somebody said something.
DEEDS = (
    deeds.deed,
    deeds.only_said,
    deeds.intended,
    deeds.free_to,
    deeds.after_what_else,
    deeds.to_somebody,
    deeds.said_otherwise,
    deeds.consequence,
    deeds.denial,
)
# Of these, what is looked for in longer messages too.
_WHO_AND_WHAT = (
    who_said.by_office,
    who_said.by_role,
    who_said.to_whom,
    who_said.of_another,
    circumstances.more_of_what,
    deeds.said_otherwise,
    deeds.free_to,
)
_TURNS = (turned_round, turned_comparison, mispaired, swapped_sides, exchanged)


def message_differences(
    message: Reading, statement: Reading, claim: ClaimReading, *, author: str | None, date: str | None
) -> list[Difference]:
    """What differs in the statement of a message that the claim was found for, and of who, where and how
    many in all of it, given who wrote it and when (ISO), if it is a post; of a short message all is
    compared."""
    short = message.length <= _SHORT_MESSAGE
    told, name = message if short else statement, naming.as_name(author or "")
    found = differences(told, claim, name, post=bool(author or date), part=not short)
    if not found and not abroad.tells(told, claim):
        found = [*strangers.strangers(message, claim, name)]
    if not short and not found:
        found = differences_around(message, claim, name)
    found = found or [*copies.otherwise(message, claim)]
    if not found and not author and not date:
        found = [*own_words.untold(message, claim)] or [*essentials.left_out(message, claim)]
    found = [*found, *_post(told, claim, author=author, date=date)]
    return [as_written.as_written(each, message, claim) for each in found]


def differences(
    statement: Reading, claim: ClaimReading, author: Name = (), *, post: bool = False, part: bool = False
) -> list[Difference]:
    """What differs, the most telling first; empty if nothing was seen to differ. Who wrote a post is in
    it without being named; a part of a long message says less exactly what it means."""
    words_alone = abroad.tells(statement, claim)
    if words_alone:
        found = list(abroad.by_words_alone(statement, claim))
    else:
        found = [*who_said.speaker(statement, claim, author), *strangers.persons(statement, claim, author)]
        found += [*_of_two_languages(statement, claim), *abroad.by_another(statement, claim)]
    found += abroad.other_make(statement, claim)
    found += () if part else abroad.told_otherwise(statement, claim)
    found += circumstances.elsewhere(statement, claim)
    found += [*amounts.amounts(statement, claim), *opposition.denial(statement, claim)]
    for look in () if words_alone else _looks(statement, claim, post=post, part=part):
        found += look(statement, claim)
    # A long statement turns its sentences otherwise.
    if statement.is_brief:
        found += [difference for turn in _TURNS if (difference := turn(statement, claim))]
    return list({(difference.kind, difference.asked): difference for difference in found}.values())


def _looks(statement: Reading, claim: ClaimReading, *, post: bool, part: bool) -> Sequence[_Look]:
    """What to look for in a statement, which is a `post` or not: a long one names things of its own."""
    if not statement.is_brief:
        chat = claim.is_of_saying and not post and statement.length <= _SHORT_MESSAGE
        return _WHO_AND_WHAT if chat else ()
    of_saying = _OF_SAYING if claim.is_of_saying else ()
    if post:
        return _IN_BRIEF + of_saying
    as_what = () if part or _LIKE_A_POST.search(statement.text) else _AS_WHAT
    return _IN_BRIEF + of_saying + as_what + (DEEDS if claim.is_of_saying else ())


def differences_around(message: Reading, claim: ClaimReading, author: Name = ()) -> list[Difference]:
    """What differs in the whole of a long message, of which one statement is the claim's: who, where, how
    many and that it is not so may stand in another one."""
    who = [*who_said.speaker(message, claim, author), *strangers.persons(message, claim, author)]
    denied = [Difference("negation", "not", "")] if opposition.contradicts(message, claim) else []
    return [
        *who,
        *circumstances.elsewhere(message, claim),
        *amounts.amounts(message, claim, by_words=True),
        *denied,
    ]


def _post(
    statement: Reading, claim: ClaimReading, *, author: str | None, date: str | None
) -> Iterator[Difference]:
    """ "I" in a post is its author, unless it names the claim's speaker, and it cannot be about what was
    said later."""
    own = [speaker for speaker in (claim.claimant, claim.subject) if speaker]
    name = naming.as_name(author or "")
    if (
        name
        and claim.text_speakers
        and not naming.same_as_any(name, own)
        and _FIRST_PERSON & statement.forms
        and not any(map(statement.mentions, own))
        and claim.doubled_by(statement)
    ):
        yield Difference("speaker", author or "", shown(claim.main_speaker))
    said = claim.claim.date
    if date and said and len(said) == len(date) and date < said:
        yield Difference("date", date, said)


def _of_two_languages(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Whatever may differ in another language than the claim's, where who says what to whom is not known:
    any name that the claim does not have, a second one of somebody, and a denial."""
    language = statement.language
    if not language or not statement.is_foreign(claim.language) or not statement.is_brief:
        return
    for name in statement.names:
        if not claim.knows(name, aside=False) and not places.known(" ".join(name)):
            yield Difference("speaker", shown(name), shown(claim.main_speaker))
    if claim.text_speakers and len({name[-1] for name in statement.persons}) > 1:
        yield Difference("unsure", statement.text, claim.claim.text)
    if statement.denies(language):
        if not any(claim.denied):
            yield Difference("negation", "not", "")
    elif claim.denied[0] and statement.asserts:
        yield Difference("negation", "", "not")
