"""The learnt numbers of weights.json, and the linear models that they make (`make train`)."""

import functools
import itertools
import json
import math
import operator
from pathlib import Path
from typing import Any

from .features import Features


class Linear:
    """A linear model: what it makes of features; those that there are not count as 0."""

    def __init__(self, model: dict[str, float]) -> None:
        self._names = [name for name in model if name != "bias"]
        self._weights = [model[name] for name in self._names]
        self._bias = model["bias"]

    def __call__(self, features: Features) -> float:
        values = map(features.get, self._names, itertools.repeat(0.0))
        return sum(map(operator.mul, self._weights, values), self._bias)


@functools.cache
def linear(*path: str) -> Linear:
    """The model at this place in the weights."""
    found = weights()
    for name in path:
        found = found[name]
    return Linear(found)


@functools.cache
def weights() -> Any:
    """The learnt numbers: "ranking" weights by kind and feature, "decision" and "relation" weights by
    feature, "long post" weights by kind and measure (see `posts`), "thresholds" by outcome."""
    return json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))


def thresholds() -> dict[str, float]:
    """From which probability on a candidate is what, by the kind of message or of outcome."""
    learnt: dict[str, float] = weights()["thresholds"]
    return learnt


def logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))
