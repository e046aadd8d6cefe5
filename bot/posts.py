"""How sure to be that a long post says what a claim says. What is said of the same people, in the same days,
shares their names and little else: the less a post says of what the claim says, the surer it must be."""

import math

from .features import Features
from .learnt import linear, logistic, thresholds
from .sketch import Sketch

BELIEF = "belief"
_MOST = 25  # words: a longer post is sure to tell of something else too
_SHORTEST = 3  # words: all of a text or quote that is shorter proves little


def shares(stems: set[str], claim: Sketch) -> Features:
    """Of the words of a post, given as stems, that are no names, the share that the claim and its quotes
    have (`said`); of those of the claim's text, or of a quote, the share that the post has (`told`)."""
    said = stems - claim.names
    runs = [frozenset(run) - claim.names for run in (claim.text, *claim.quotes)]
    return {
        "said": len(said & claim.spoken) / min(len(said) or 1, _MOST),
        "told": max(len(run & stems) / max(len(run), _SHORTEST) for run in runs),
    }


def belief(probability: float) -> float:
    """A probability, in log-odds."""
    sure = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(sure / (1 - sure))


def least(kind: str, measured: Features) -> float:
    """The least probability with which a post of this kind, so measured, is a match."""
    model = linear("long post", kind)
    by_belief = model({BELIEF: 1.0}) - model({})
    enough = thresholds()["same post abroad" if kind == "abroad" else "same post"]
    return logistic((belief(enough) - model(measured)) / by_belief)
