"""Which claims a message quotes word for word, and which ones only quote what another claim says."""

from collections.abc import Sequence

from . import match
from .features import Rarity
from .language import lexicon, text
from .ranking import Question, Ranked, Scored

_RIVALS = 4
_MORE_IN_OWN_WORDS = 0.4
_NEAR_RIVAL = 2.0
_FEW_BESIDE = 3  # telling words
_MANY_WORDS = 7
_SOME_WORDS = 5
_RARE_WORDS = 1.5


def quoted(question: Question, candidates: Sequence[Ranked], index: Rarity) -> list[str]:
    """The ids of those candidates whose claims quote the message, or what it has in quotation marks, word for
    word, first the one whose claimant said so; none if that is more than one."""
    own: list[str] = []
    others: list[str] = []
    for ranked in candidates:
        if match.is_but_named(question, ranked):
            continue
        speakers = ((each, ranked.claim.speaker_of(each)) for each in question.whole.quotations)
        said = {each: speaker for each, speaker in speakers if speaker is not None}
        made = any(ranked.claim.is_made_by(speaker) for speaker in said.values() if speaker)
        if any(not question.whole.is_short or _is_telling(each, index, made=made) for each in said):
            (own if made else others).append(ranked.id)
    return own + others if len(own) == 1 or len(own + others) == 1 else []


def may_be_around(question: Question, candidates: Sequence[Scored]) -> list[Scored]:
    """Those candidates that have the few words of a message, in their wordings if no quotation marks tell
    that it quotes: "can you hear me scam" has but one telling word."""
    telling, marked = question.telling(question.language), bool(question.whole.quoted)
    if not 0 < len(telling) <= _FEW_BESIDE:
        return []
    return [each for each in candidates if telling <= (each.sketch.told if marked else each.sketch.worded)]


def around(question: Question, candidates: Sequence[Ranked]) -> list[str]:
    """The id of the one among them of which a message has all of a quote, if that is no more than one."""
    found = [each.id for each in candidates if each.claim.is_quoted_in(question.whole.text)]
    return found if len(set(found)) == 1 else []


def in_own_words(question: Question, ranked: list[Scored]) -> list[Scored]:
    """Without a first claim that only quotes what another one, as near, says in words of its own: a date
    or an author that fits it too proves nothing. "After my election, I have more flexibility." is quoted
    in the check of what somebody made of it. A translation quotes in another language than it words."""
    if not ranked or ranked[0].sketch.translation:
        return ranked
    first, *rest = ranked
    asked = {word.stem for word in question.whole.content(first.sketch.language)}
    found, worded = len(asked & first.sketch.told), len(asked & first.sketch.worded)
    quoted = asked & first.sketch.spoken - first.sketch.worded
    for other in rest[:_RIVALS]:
        more = len(asked & other.sketch.worded) - worded
        lacking = found - len(asked & other.sketch.told)
        near = first.score - other.score < _NEAR_RIVAL and lacking <= 1 and quoted & other.sketch.worded
        if more > 0 and (near or (lacking <= 0 and more >= _MORE_IN_OWN_WORDS * len(asked))):
            return in_own_words(question, rest)
    return ranked


def _is_telling(quotation: str, index: Rarity, *, made: bool) -> bool:
    """Whether words are so many, or so rare, that they are hardly said by chance ("let me ask you a
    question"); of a quote of who made a claim fewer are enough."""
    telling, length = text.telling_words(quotation), len(quotation.split())
    if length >= _MANY_WORDS:
        return True
    if made and length >= _SOME_WORDS and not all(map(lexicon.is_of_chat, telling)):
        return True
    return sum(index.rarity(word.stem) for word in telling) >= _RARE_WORDS
