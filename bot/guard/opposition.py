"""What a statement denies of a claim, or a claim of a statement, and what is the opposite."""

import re
from collections.abc import Iterator

from ..language import framing
from ..language.negation import kinds, opposed, opposites
from ..language.reading import Reading
from ..language.speakers import denies_saying
from ..language.spelling import is_slip_of_any
from ..language.text import in_a_row, words
from ..model import Difference
from .claim_reading import ClaimReading

_NOT = re.compile(r"\b(?:not|never|cannot|\w+n't)\b", re.IGNORECASE)
_WAS = r"\b(?:is|are|was|were|be|been|being|has|have|had|will|would|can|could)"
_DONE = re.compile(rf"(?:{_WAS}|\ban?|'s|'re) (?P<deed>\w{{4,}})", re.IGNORECASE)
_NOT_DONE = re.compile(rf"{_WAS}(?:n't| not| never) (?:\w+ly |an? )?(?P<deed>\w{{4,}})", re.IGNORECASE)
_NO_THING = re.compile(r"\b(?:no|zero|without(?: any)?) (?:more )?(?P<thing>\w{4,})", re.IGNORECASE)
_MORE_THINGS = re.compile(r"\b(?:more|greater|some|many|much) (?P<thing>\w{4,})", re.IGNORECASE)
# The share of the claim's words from which on a statement that lacks its denial is its double.
_SOME_WORDS = 0.4
# With so many words of the claim in its clause, a denial is of the claim, whatever it covers.
_SURELY_ABOUT = 3
_FEW_WORDS = 9
# What is not to be done is not denied.
_FORBIDS = re.compile(r"\W*(?:(?:please|so|but|always|just) )?(?:never|don'?t|do not)\b", re.IGNORECASE)
_DENIED = re.compile(r"(?<= )(?P<before>\S+) (?:no|not|never) (?P<denied>\S+)(?= )")
_CANNOT = re.compile(r"\b(?:cannot|can't|can not)\b")
_CAN = re.compile(r"\bcan\b", re.IGNORECASE)


def denial(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """What only one of the two denies, and words of the one whose opposites the other has."""
    language = claim.language
    stems = {word.form: word.stem for word in statement.content(language)}
    turned = opposed(set(stems.values()), claim.stems)
    # "Unvaccinated" is "who do not get vaccinated".
    settled = turned is not None and any(turned[1] in wording for wording in claim.nearly_denied)
    asks = statement.asks_for_denial and not any(claim.denied)
    denies = any(_denies(each, statement, claim) for each in statement.denials(language))
    unsaid = _denies_that_it_was_said(statement, claim)
    if _FORBIDS.match(statement.text) and not any(claim.denied):
        denies = False
    if asks or denies or unsaid or _denies_double(statement, claim) or contradicts(statement, claim):
        yield Difference("negation", "not", "")
    elif (
        claim.text_denied
        and not (settled or statement.denies(language))
        and (_leaves_denial_out(statement, claim) or _asserts_what_is_denied(statement, claim))
    ):
        yield Difference("negation", "", "not")
    if statement.is_brief:
        covered = {stem for denied, _ in statement.denials(language) for stem in denied}
        yield from _opposite_words(statement, claim, stems, covered)
        if turned and not settled and turned[0] not in covered:
            yield Difference("negation", *turned)


def _opposite_words(
    statement: Reading, claim: ClaimReading, stems: dict[str, str], covered: set[str]
) -> Iterator[Difference]:
    """Words of a statement, given its stems, whose opposites the claim has; not those that a denial covers:
    "not strong" is no opposite of "weak"."""
    for asked in sorted(statement.free_forms & opposites().keys()):
        if stems.get(asked) in covered:
            continue
        for same, opposite in opposites()[asked]:
            there = {word for word in claim.free_forms & opposite if not _is_denied(word, claim)}
            if not there or statement.forms & opposite:
                continue
            # What the claim says too ("banning") is none, nor what is otherwise told of it, if only that
            # has the opposite.
            worded = there & claim.worded_forms
            told = claim.worded_forms if worded else claim.free_forms
            known = claim.worded_stems if worded else claim.stems
            if not told & same and stems.get(asked) not in known:
                theirs = min(worded, default="")
                yield Difference("negation", asked.replace("_", " "), theirs.replace("_", " "))


def _leaves_denial_out(statement: Reading, claim: ClaimReading) -> bool:
    """Whether the words on either side of a claim's "no" stand there side by side ("47 percent pay income
    tax"), or what cannot be is stated to be possible."""
    if claim.language != "en" or not statement.is_brief:
        return False
    run = in_a_row(statement.text)
    for found in _DENIED.finditer(claim.text_run):
        if f" {found['before']} {found['denied']} " in run:
            return any(word.stem in claim.text_denied for word in words(found["denied"], "en"))
    states = not framing.asks_anything(statement.text) and _CAN.search(statement.text)
    return bool(states) and bool(_CANNOT.search(claim.text_run))


def _asserts_what_is_denied(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a statement has all that a claim denies; of its double any of it is enough, and of a question
    what stands next to the denial."""
    if not statement.asserts:
        return False
    said = {word.stem for word in statement.content(claim.language)}
    shared = {stem for stem in claim.text_denied if stem in said or is_slip_of_any(stem, said)}
    double = statement.is_brief and claim.doubled_by(statement, _SOME_WORDS)
    enough = claim.text_denied if double else claim.first_denied if statement.asks else set()
    return claim.text_denied == shared or bool(enough & shared)


def _is_denied(word: str, claim: ClaimReading) -> bool:
    """Whether a claim's text denies a word of its own: "refused to allow" is "banned"."""
    return any(read.stem in claim.nearly_denied[0] for read in words(word, claim.language))


def other_kind(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """A thing that the claim does not have where one of its own of that kind is missing: "Is the wall
    visible from Mars?" """
    for asked in sorted(statement.free_forms & kinds().keys()):
        for same, others in kinds()[asked]:
            there = claim.worded_forms & others - statement.forms
            if there and not claim.forms & same:
                yield Difference("unsure", asked.replace("_", " "), min(there).replace("_", " "))


def _denies_double(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a short statement that is nearly the claim's double has a verb denied, whatever that covers,
    where the claim denies nothing."""
    language = claim.language
    if (
        not statement.is_brief
        or any(claim.nearly_denied)
        or _FORBIDS.match(statement.text)
        or not _NOT.search(statement.text)
    ):
        return False
    return bool(statement.denials(language)) and claim.doubled_by(statement)


def _denies_that_it_was_said(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a brief statement denies that something was said, where the claim, whatever else it denies,
    does not."""
    sayers = [name for name in (claim.main_speaker, claim.claimant) if name]
    if claim.language != "en" or not statement.is_brief or not any(map(statement.mentions, sayers)):
        return False
    return statement.denies_saying and not denies_saying(claim.wordings[0])


def contradicts(statement: Reading, claim: ClaimReading) -> bool:
    """Whether the very deed or thing that the claim has after "was", "has" or "a" stands there after "was
    not": in a long text too."""
    if claim.language != "en":
        return False
    denied = {match["deed"].lower() for match in _NOT_DONE.finditer(statement.text)}
    none = {thing.lower() for thing in _NO_THING.findall(statement.text)} if statement.is_brief else set()
    if none & {thing.lower() for wording in claim.wordings for thing in _MORE_THINGS.findall(wording)}:
        return True
    if not denied:
        return False
    told = {match["deed"].lower() for wording in claim.wordings for match in _DONE.finditer(wording)}
    contradicted = {word.stem for word in statement.content("en") if word.form in denied & told}
    return not contradicted <= set().union(*claim.nearly_denied)


def _denies(denial: tuple[list[str], list[str]], statement: Reading, claim: ClaimReading) -> bool:
    """Whether a denial is of something that the claim says, and the claim does not deny it too. What
    a sentence of a long text denies must be the claim's by more than one word."""
    covered, clause = denial
    matter, shared = set(covered) & claim.worded_stems, len(set(clause) & claim.worded_stems)
    if statement.length > _FEW_WORDS and shared < 2:
        return False
    if statement.is_short and covered and not matter and shared >= _SURELY_ABOUT:
        return not any(claim.nearly_denied)
    if any(matter & wording for wording in claim.denied):
        return False
    return bool(matter) and not any(matter <= wording for wording in claim.nearly_denied)
