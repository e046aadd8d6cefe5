"""Linear models, fitted by Newton's method with an L2 penalty: what `make train` learns (see train.py)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.features import Features

# A message's features, whether what it found is right, and how much it counts.
Row = tuple[Features, bool, float]
# By feature, and "bias".
Weights = dict[str, float]

RANKING_PENALTY = 6.0
PENALTY = 3.0


def conditional_logit(
    names: Sequence[str], table: Any, *, right: Any, sizes: Sequence[int], weight: Any, near: Weights
) -> Weights:
    """The likeliest weights if the right claim is drawn among a message's candidates by the exponential of
    its score, drawn to the weights `near`.

    table: a row of features (`names`) for each candidate, message by message; right: of each candidate,
    whether it is; sizes: how many candidates each message has; weight: how much each message counts.
    """
    starts = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)
    scale = table.std(axis=0)
    scale[scale < 1e-3] = np.inf
    table = table / scale
    drawn_to = np.array([near.get(name, 0.0) for name in names]) * np.where(scale < np.inf, scale, 0.0)

    def surprise(fitted: Any) -> tuple[float, Any, Any]:
        """How unlikely the right claims are, penalty included; each candidate's chance, and among the
        right ones."""
        score = table @ fitted
        chance = np.exp(score - np.maximum.reduceat(score, starts)[of])
        chance /= np.add.reduceat(chance, starts)[of]
        both = np.add.reduceat(chance * right, starts)
        apart = fitted - drawn_to
        loss = RANKING_PENALTY / 2 * apart @ apart - weight @ np.log(both + 1e-12)
        return loss, chance, chance * right / (both[of] + 1e-12)

    fitted = drawn_to
    loss, chance, among = surprise(fitted)
    for _ in range(40):
        slope = RANKING_PENALTY * (fitted - drawn_to) + table.T @ ((chance - among) * weight[of])
        mean = np.add.reduceat(table * chance[:, None], starts, axis=0)
        bend = (table * (chance * weight[of])[:, None]).T @ table - (mean * weight[:, None]).T @ mean
        step = np.linalg.solve(bend + RANKING_PENALTY * np.eye(len(names)), slope)
        new = surprise(fitted - step)
        while new[0] >= loss and np.abs(step).max() >= 1e-4:
            step /= 2
            new = surprise(fitted - step)
        if loss - new[0] < 1e-3:
            break
        fitted, (loss, chance, among) = fitted - step, new
    return {"bias": 0.0} | _named(names, fitted / scale)


def logistic(names: Sequence[str], rows: Sequence[Row]) -> Weights:
    """The likeliest weights of these features, and a bias that is drawn to nothing, if a row is right by a
    logistic model."""
    matrix = np.array([[row[name] for name in names] for row, _, _ in rows])
    scale = matrix.std(axis=0)
    scale[scale < 1e-3] = np.inf
    padded = np.hstack([matrix / scale, np.ones((len(matrix), 1))])
    right = np.array([float(right) for _, right, _ in rows])
    weight = np.array([weight for _, _, weight in rows])
    fitted = _fit(padded, right, weight, penalty=np.append(np.full(len(names), PENALTY), 0.0))
    return {"bias": round(float(fitted[-1]), 4)} | _named(names, fitted[:-1] / scale)


def _fit(matrix: Any, target: Any, weight: Any, *, penalty: Any) -> Any:
    fitted = np.zeros(matrix.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ fitted, -30, 30)))
        slope = matrix.T @ (weight * (chance - target)) + penalty * fitted
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty + 1e-6)
        step = np.linalg.solve(bend, slope)
        fitted -= step * min(1.0, 3.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return fitted


def _named(names: Sequence[str], fitted: Any) -> Weights:
    return {name: round(float(value), 4) for name, value in zip(names, fitted, strict=True) if value}
