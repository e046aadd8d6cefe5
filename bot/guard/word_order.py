"""Nearly the same words, with two of them changing places or one exchanged: what that makes different."""

import difflib
import itertools
import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from ..language import places
from ..language.names import Name, place, same, same_as_any, shown
from ..language.quantities import Quantity
from ..language.reading import Reading
from ..model import Difference
from .claim_reading import ClaimReading

# Looser than elsewhere: in the place of a claim's word, what is hardly like it may be it, misspelt.
_SLIP_RATIO = 60
# Up to so many telling words, a statement can be the claim with one word exchanged.
_SHORT = 14
_NEARLY_ALL_WORDS = 0.6
_BEFORE_NOUNS = frozenset("in at from near to of by for with on into the a an over under as than".split())
_AT_WORK = re.compile(
    r"\b(?:at|from|in) (?:work|home|school|class|church|all|least|most|once)\b"
    r"|\bthe (?:end|start|beginning|middle) of\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|get|gets|got)\b(?: (?!\w+ing\b)\w+){0,2}? (?:by|from)\b",
    re.IGNORECASE,
)
# "Was Bergdahl promoted by Obama?"
_IS = re.compile(r"(?:was|were|is|are) ")
_TELLING = re.compile(r"\b(?:telling|assuring|informing|promising)\s*$")
_BY = re.compile(r" (?:\w+ly )?(?!\w+ing\b)\w+ (?:by|from) ")
_SAYS_THAT = re.compile(
    r"\W+(?:\w+ )?(?:say|says|said|claim|claims|claimed|think|thinks|thought)(?: that)? ", re.I
)
_SAYS_OF_ANOTHER = re.compile(rf"{_SAYS_THAT.pattern}(?!(?:he|she|they|it)\b)\w", re.I)
_THAN = re.compile(
    r" than | as (?:many|much)(?: \w+){0,3}? as | (?:twice|double|half|three times) (?:the )?\w+ of "
    r"| (?:out(?:spend|number|sell|rank|weigh|perform|last|live)|exceed|surpass)\w* "
)
_STOP = re.compile(r"[,;:!?](?!\d)|\.(?<![. ]\w\.)(?!\S)")
_THAN_SO_MANY = re.compile(r"\b(?:more|less|fewer) than (?=\w+ (?:times|percent)\b)")
_OF_NO_SIDE = frozenset("us american america".split())
_BACK = re.compile(r" (?P<deed>(?:\w+ ){1,2})(?:him|her|his)\b", re.IGNORECASE)
_ALONGSIDE = re.compile(r"\b(?:and|or|with|while|as|than)\b|[,;:.!?&]", re.IGNORECASE)
# "Arrested in South Africa" was done to nobody there.
_SOMEWHERE = re.compile(r"\b(?:in|near|inside|outside) (?:(?:the|south|north|west|east|new|saudi) )?$")
_SIDES = re.compile(r"\b(?:while|whereas|and|but|with|versus|vs|than|although)\b|[,;:.!?]", re.IGNORECASE)
# By so many words more than straight, two sides are swapped.
_SWAPPED = 2
_BEFORE_AGENT = 3  # words
# So many words in small letters, or more, without one of these, are keywords: "russia reset mic obama".
_KEYWORDS = 3
_NO_KEYWORD = re.compile(
    r"\b(?:the|an?|to|of|was|is|are|were|did|has|had|his|her|its|by|that|for|from|on|in|at|with|about|into|will"
    r"|would|more|not|never)\b"
)
_SAYS = frozenset("tell tells told telling call calls called ask asks asked say says said".split())


def turned_round(statement: Reading, claim: ClaimReading) -> Difference | None:
    """ "Did Germany attack France?" where the claim is that France attacked Germany: who does what the
    claim says, and to whom, the other way round. Passives are read as what they mean."""
    language = claim.language
    told = claim.wordings[0].lower()
    if any(map(claim.speaker_of, statement.quotations)):
        return None  # a quote is its speaker's
    asked = _deeds(statement.text, statement.actors, language) if len(claim.actors) > 1 else []
    own_deeds = _deeds(claim.wordings[0], claim.actors, language) if asked else []
    for one, other, deeds in asked:
        for first, second, own in own_deeds:
            done_to = same(one, second) or -1 < place(told, first) < place(told, one)
            if _is_one(deeds, own) and done_to and same(other, first) and not same(one, first):
                return Difference("speaker", shown(one), shown(first))
    return None


def _is_one(deeds: set[str], own: set[str]) -> bool:
    """Whether two deeds share a word, whatever its ending ("sue", "sued")."""
    return any(a.startswith(b) or b.startswith(a) for a in deeds for b in own if min(len(a), len(b)) > 1)


def _deeds(text: str, actors: list[Name], language: str) -> list[tuple[Name, Name, set[str]]]:
    """Who, to whom, and the stems of the words between them, for each two names that follow one another."""
    lowered = text.lower()
    found = sorted(_placed(lowered, actors))
    deeds = []
    for (_, end, one), (start, _, other) in itertools.pairwise(found):
        between = lowered[end:start].removeprefix("'s")
        words = _deed(between, language)
        reports = _SAYS_THAT.fullmatch(between) is not None
        few = lowered != text or len(between.split()) < _KEYWORDS
        keywords = not few and not _NO_KEYWORD.search(between)
        aside = _ALONGSIDE.search(between) or _SOMEWHERE.search(between) or lowered[end : end + 2] == "'s"
        if not words or reports or keywords or aside:
            continue
        passive = _PASSIVE.search(between) or (_IS.match(lowered) and _BY.match(between))
        # "Picked up by a microphone telling Medvedev": by something else.
        agent = between[passive.end() :] if passive else ""
        if len(agent.split()) > _BEFORE_AGENT or _TELLING.search(agent):
            passive = None
        # "Trump said that warming was made up by the Chinese": not Trump was.
        if passive and _SAYS_OF_ANOTHER.match(between[: passive.start()]):
            continue
        deeds.append((other, one, words) if passive else (one, other, words))
    return deeds + _done_to_speakers(text, found, language)


def _placed(lowered: str, actors: list[Name]) -> list[tuple[int, int, Name]]:
    """Where each name that stands in a text in lower case begins and ends, in characters, and the name."""
    return [(at, at + len(name[-1]), name) for name in actors if (at := place(lowered, name)) >= 0]


def _done_to_speakers(
    text: str, found: list[tuple[int, int, Name]], language: str
) -> list[tuple[Name, Name, set[str]]]:
    """Who, according to somebody, did something to that one: "Putin said that Trump calls him brilliant"."""
    for (_, end, one), (start, after, other) in itertools.pairwise(found):
        back = _BACK.match(text, after)
        if back and _SAYS_THAT.fullmatch(text, end, start):
            return [(other, one, _deed(back["deed"].lower(), language))]
    return []


def _deed(between: str, language: str) -> set[str]:
    """The stems of the words for a deed, in lower case; all words for saying are one."""
    words = {word.stem for word in Reading(between).content(language)}
    return words | {"says"} if set(between.split()) & _SAYS else words


def turned_comparison(statement: Reading, claim: ClaimReading) -> Difference | None:
    """ "Is a human's mouth cleaner than a dog's?" asks the opposite of "... a dog's ... than a human's"."""
    language = claim.language
    for wording in claim.wordings[:2]:
        asked, told = _around_than(statement.text), _around_than(wording)
        if asked and told:
            a, b, c, d = (
                [word.stem for word in Reading(part).content(language) if word.stem not in _OF_NO_SIDE]
                for part in (*asked, *told)
            )
            first = set(b[:1]) if not set(b[:1]) & set(d[:1]) else set()
            if (set(a) - set(c)) & set(d) and (first or set(b) - set(d)) & set(c):
                return Difference("unsure", statement.text, wording)
    return None


def _around_than(text: str) -> tuple[str, str] | None:
    """What is said to be more, and than what; "X outspends Y" and "as many X as Y" compare too."""
    parts = _THAN.split(_THAN_SO_MANY.sub("", text.lower()))
    return (" ".join(parts[:-1]), _STOP.split(parts[-1])[0]) if len(parts) > 1 else None


def swapped_sides(statement: Reading, claim: ClaimReading) -> Difference | None:
    """ "Did the Soviets develop a space pen while NASA used pencils?", where the claim has it the other way
    round: what is said of each of two in clauses of their own."""
    if len(statement.actors) < 2:
        return None
    language = claim.language
    asked = _sides(statement.text, statement.actors, language)
    told = _sides(claim.wordings[0], claim.actors, language)
    for one, other in itertools.combinations(asked, 2):
        for first, second in itertools.permutations(told, 2):
            if same(one, first) and same(other, second) and not same(one, other):
                a, b = asked[one] - asked[other], asked[other] - asked[one]
                c, d = told[first] - told[second], told[second] - told[first]
                if len(a & d) + len(b & c) >= len(a & c) + len(b & d) + _SWAPPED:
                    return Difference("speaker", shown(one), shown(other))
    return None


def _sides(text: str, actors: list[Name], language: str) -> dict[Name, set[str]]:
    """By name, the stems of the clauses that name nobody else, and of those after them that name nobody."""
    named = {word for name in actors for word in name}
    sides: dict[Name, set[str]] = {}
    last: Name = ()
    for clause in _SIDES.split(text):
        here = [name for name in actors if place(clause.lower(), name) >= 0]
        if here:
            last = here[0] if len(here) == 1 else ()
        if last:
            stems = {word.stem for word in Reading(clause).content(language)}
            sides.setdefault(last, set()).update(stems - named)
    return sides


def mispaired(statement: Reading, claim: ClaimReading) -> Difference | None:
    """ "Bush took 92 days of vacation, and Obama 367", or half of that, where the claim has it the other way
    round: of two quantities of both, each stands nearest to the other name."""
    if not statement.quantities or not statement.actors:
        return None
    asked = _nearest(statement.text, statement.actors, statement.quantities)
    for wording, quantities in claim.told_quantities:
        told = _nearest(wording, claim.actors, quantities)
        pairs = [(name, its) for value, name in asked for other, its in told if value.same(other)]
        turned = [
            (name, its)
            for name, its in pairs
            if any(same(name, one) and same(its, other) for other, one in pairs)
        ]
        if turned and not any(same(name, its) for name, its in pairs):
            return Difference("speaker", shown(turned[0][0]), shown(turned[0][1]))
        only = asked[0] if len(asked) == len(statement.actors) == 1 else None
        whose = _of_another(*only, told) if only else ()
        if only and whose and same_as_any(only[1], claim.people) and same_as_any(whose, claim.people):
            return Difference("speaker", shown(only[1]), shown(whose))
    return None


def _of_another(value: Quantity, name: Name, told: Sequence[tuple[Quantity, Name]]) -> Name:
    """Whose a quantity is that is asked of somebody who is told to have another one; () if nobody's."""
    theirs = [its for other, its in told if value.same(other)]
    has_another = any(same(name, its) and other.kind == value.kind for other, its in told)
    return theirs[0] if theirs and has_another and not same_as_any(name, theirs) else ()


def _nearest(text: str, actors: list[Name], quantities: list[Quantity]) -> list[tuple[Quantity, Name]]:
    """Each quantity, and the name that stands nearest to it."""
    lowered = text.lower()
    names = _placed(lowered, actors)
    found = []
    for quantity in quantities:
        start = lowered.find(quantity.shown.lower())
        if start < 0 or not names or quantity.kind in ("year", "month", "day"):
            continue
        end = start + len(quantity.shown)
        found.append((quantity, min(names, key=lambda each: max(each[0] - end, start - each[1]))[2]))
    return found


def exchanged(statement: Reading, claim: ClaimReading) -> Difference | None:
    """In a statement that is the claim nearly word for word, a thing that the claim does not have where
    one of its own is missing: "visible from Mars" for "... from the moon". A slip is no other word, and
    another verb may say the same."""
    telling = statement.content(claim.language)
    said = [word.stem for word in telling]
    if len(said) > _SHORT:
        return None
    known = claim.known_stems
    things = _things(statement.text)
    strange = {
        word.stem: word.form
        for word in telling
        if word.form in things
        and not word.stem.isdigit()
        and word.stem not in known
        and not _is_slip(word.stem, known)
        and not places.known(shown((word.form,))) & claim.told_places
    }
    for wording in [*claim.wording_stems, *claim.quote_stems] if strange else ():
        matcher = difflib.SequenceMatcher(None, said, wording, autojunk=False)
        if sum(block.size for block in matcher.get_matching_blocks()) < _NEARLY_ALL_WORDS * len(wording):
            continue
        for change, i, j, k, m in matcher.get_opcodes():
            other = set(wording[k:m]) - set(said)
            if change == "replace" and i > 0 and j - i == 1 and m - k == 1 and other and said[i] in strange:
                return Difference("unsure", strange[said[i]], "")
    return None


def _things(text: str) -> set[str]:
    """The words right after a preposition or an article."""
    words = [re.sub(r"\W+", "", word) for word in _AT_WORK.sub(" ", text.lower()).split()]
    return {word for before, word in itertools.pairwise(words) if before in _BEFORE_NOUNS}


def _is_slip(stem: str, known: set[str]) -> bool:
    """Whether a word could be one of the known ones, misspelt."""
    return process.extractOne(stem, known, scorer=fuzz.ratio, score_cutoff=_SLIP_RATIO) is not None
