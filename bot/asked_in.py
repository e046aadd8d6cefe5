"""In which language of ours somebody asks, which is the one to answer in."""

import unicodedata

from .language import framing, text
from .language.languages import language as language_of
from .model import Message
from .wording import languages

# By so many letters, of which so many words frame what is asked, and so many more than in another language
# of ours, it is sure in which of them; what is longer may be somebody else's.
_LEAST_LETTERS = 20
_MOST_LETTERS = 200
_LETTERS_AND_MARKS = "LM"  # the vowels of many scripts are marks
_LEAST_FRAMING = 0.3
_AHEAD = 0.15
# Others that share words with ours.
_OTHERS = "ca gl ro sv da no cs sk sl hr az ms tl vi fi et hu lv lt sw af sq eu ur fa ckb ps mr ne".split()


def asked_in(message: Message | None) -> str | None:
    """The language of ours in which somebody asks something in a few words of their own; None where that is
    not sure."""
    said = text.clean(message.text) if message and len(message.text) <= _MOST_LETTERS else ""
    letters = sum(unicodedata.category(sign)[0] in _LETTERS_AND_MARKS for sign in said)
    if message is None or message.forwarded or letters < _LEAST_LETTERS:
        return None
    codes = list(languages())
    shares = text.framing_shares(said, codes)
    # Of a language whose words that frame are not listed, those that say nothing beside a claim are.
    shares |= text.aside_shares(said, [code for code in codes if not text.has_stopwords(code)])
    best, next_best = sorted(codes, key=lambda code: -shares[code])[:2]
    if shares[best] < max(_LEAST_FRAMING, _AHEAD + shares[next_best]):
        return None
    return best if language_of(said, codes, _OTHERS) == best and framing.asks_anything(said, best) else None
