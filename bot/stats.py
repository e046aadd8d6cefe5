"""What happened in some time: how much was asked and answered, where, how quickly, and what most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .memory.figures import Figures
from .memory.inbox_reading import Group, InboxReading
from .model import Claim
from .store import Store

_LISTED = 5


@dataclass(frozen=True, slots=True)
class Stats:
    """`milliseconds` is the median time to an answer; `open` the open questions asked most."""

    questions: int = 0
    match: int = 0
    related: int = 0
    none: int = 0
    milliseconds: float = 0.0
    claims: tuple[tuple[Claim, int], ...] = ()
    open: tuple[Group, ...] = ()
    platforms: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    feedback: Mapping[str, int] = field(default_factory=dict)


def stats(store: Store, since: float, until: float) -> Stats:
    """Raises `DatabaseError`."""
    figures = Figures(store.file)
    outcomes = figures.outcomes(since, until)
    top = dict(figures.top_claims(since, until, _LISTED))
    return Stats(
        questions=sum(outcomes.values()),
        match=outcomes.get("match", 0),
        related=outcomes.get("related", 0),
        none=outcomes.get("none", 0),
        milliseconds=figures.median(since, until),
        claims=tuple((claim, top[claim.id]) for claim in store.claims(list(top))),
        open=tuple(InboxReading(store.file).groups(now=until, limit=_LISTED)),
        platforms=figures.platforms(since, until),
        languages=figures.languages(since, until),
        feedback=figures.feedback(since, until),
    )
