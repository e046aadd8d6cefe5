"""What a brief message says beyond a claim of which much is told: "Did Obama give away free cars?" """

import itertools
import re
from collections.abc import Iterator, Sequence

from ..language import framing
from ..language.common_words import is_frequent
from ..language.lexicon import is_english_word, is_of_chat
from ..language.reading import Reading
from ..language.speakers import OF_SAYING, SAY
from ..language.spelling import SHORTEST, is_slip_of_any
from ..language.text import Word, content, forms, words
from ..model import Difference
from .claim_reading import ClaimReading

# So many telling words are of something else, if the claim has none of them and but names are shared.
_NONE_SHARED = 2
# In a message of up to so many words, how many of its own are enough.
_ENOUGH = {14: 1, 20: 2, 25: 3}
_SHORTEST = 3
# Where a sentence says that it has from what it tells: "My brother in law swears", "Surgeon says:".
_SOURCE = re.compile(
    rf"(?:my|our|an?|some|one|this) (?:[\w'-]+ ){{1,5}}?(?=(?:{SAY}|swears?|swore|reckons?|thinks|believes"
    r"|insists)\b)|[^.,;:?!\"\n]{1,60}:(?!\w)",
    re.IGNORECASE,
)
# How something is so: "historically", "miraculously".
_MANNER = re.compile(r"\w{3,}(?:al|ful|less|ous|ive|ate|ent|ant|ing|ed|ic|ar)ly")
_FIRST = r"\W*(?:(?:so|and|but|then|ok|hey)\W+)*"  # before what asks
_ASKS_BESIDES = re.compile(
    rf"{_FIRST}(?:(?:did|was|were|had|has)\s+"
    r"(?!(?:this|that|these|those|i|we|you|my|our)\b"
    r"|(?:he|she|they|it) (?:really )?(?:right|wrong|real|true|fake|happen)\b)"
    r"|(?:is it )?(?:true|confirmed|proven|a fact) (?:that|about)\b)",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    rf"{_FIRST}(?!which of (?:us|them)){framing.ASKING_FOR}\b"
    r"(?!'s?\b| (?:about|if|do(?:es)? .* say)\b| is (?:true|right|lying|correct)\b)",
    re.IGNORECASE,
)
# Whether it was said is what the claim tells.
_SAYS_SO = re.compile(rf"\b{SAY} (?:it|this|that|so|these|those)\b", re.IGNORECASE)
# "Richer" is of "rich".
_DEGREE = re.compile(r"^(\w{3,})(?:er|est)$")


def untold(statement: Reading, claim: ClaimReading) -> Iterator[Difference]:
    """Its words that say something and that nothing known of the claim has: of a short message one is enough,
    where much is told of the claim; of what asks something, all that are no names ("Has Streep made a movie
    with Polanski?", whom she applauded). What is no English word may be a slip, or a name, which is looked at
    elsewhere."""
    enough = next((own for length, own in _ENOUGH.items() if statement.length <= length), 0)
    english = claim.language == "en" and not statement.is_foreign("en")
    if not enough or not english:
        return
    plain = [word for word in statement.content("en") if word.form not in claim.name_words]
    none_shared = not any(map(claim.has_word, plain))
    english_ones = sum(is_english_word(word.form) for word in plain)
    if none_shared and english_ones >= _NONE_SHARED and framing.asks_anything(statement.text):
        yield Difference("unsure", _most_telling(plain), "")
        return
    if not claim.is_well_known:  # what is not told of it may still be meant
        return
    asides = set().union(*(_source(sentence, claim) for sentence in statement.sentences))
    asides |= _halves(statement, claim)
    own = [word for word in statement.content("en") if word.form not in asides and _is_untold(word, claim)]
    if len(own) >= enough:
        yield Difference("unsure", _most_telling(own), "")


def asked_besides(question: str, claim: ClaimReading, *, alone: bool) -> Iterator[Difference]:
    """What a question that stands behind what tells of the claim asks besides, of which nothing known of the
    claim tells: "(Obama told Medvedev that ... .) Was he impeached for it?" Or, if it stands alone, what it
    asks for that the claim does not tell: "Which agency recorded Obama telling Medvedev that ...?" """
    asks = _ASKS_FOR.match(question) or (not alone and _ASKS_BESIDES.match(question))
    told = claim.language != "en" or _SAYS_SO.search(question)
    telling = Reading(question).content("en") if asks and not told else []
    if any(_is_untold(word, claim) for word in telling):
        yield Difference("unsure", question, "")


def _most_telling(own: Sequence[Word]) -> str:
    """The first of some words that few fact-checks have, if any."""
    return next((word for word in own if not is_frequent(word.stem)), own[0]).form


def _source(sentence: str, claim: ClaimReading) -> set[str]:
    """The words of where a sentence says that it has from what it tells, if the claim has none of them."""
    found = _SOURCE.match(sentence)
    said = words(found.group(), "en") if found else []
    return set() if any(map(claim.has_word, content(said, "en"))) else {word.form for word in said}


def _halves(statement: Reading, claim: ClaimReading) -> set[str]:
    """Those of its words that are one of the claim's together: "corona virus"."""
    pairs = itertools.pairwise(forms(statement.text))
    return {half for pair in pairs if "".join(pair) in claim.forms for half in pair}


def _is_untold(word: Word, claim: ClaimReading) -> bool:
    if len(word.form) < _SHORTEST or OF_SAYING.fullmatch(word.form) or not is_english_word(word.form):
        return False
    if _MANNER.fullmatch(word.form):
        return False
    same = [word, *words(" ".join(_DEGREE.findall(word.form)), "en")]
    if any(claim.has_word(one) or is_of_chat(one) for one in same):
        return False
    return len(word.form) < SHORTEST or not is_slip_of_any(word.form, claim.told_forms)
