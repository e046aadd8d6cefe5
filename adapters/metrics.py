"""/metrics: how much is asked, answered, open and to be sent, in Prometheus' text format; counts alone.

What is remembered is erased after `RETENTION_DAYS`, so that every figure can go down: all are gauges.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.conversation import Conversation
from bot.errors import DatabaseError
from bot.memory.figures import Figures

from .service import think

# Whoever asks more often gets the same figures: the address may be open to everybody.
REST_SECONDS = 10.0
_DAY = 86_400.0


class Metrics:
    """The figures of one database."""

    def __init__(self, conversation: Conversation, *, clock: Callable[[], float] = time.time) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(_Counts(conversation, clock))
        self._clock = clock
        self._lock = asyncio.Lock()
        self._counted_at = float("-inf")
        self._page = b""

    async def serve(self, _: Request) -> Response:
        """The figures, not older than `REST_SECONDS`."""
        async with self._lock:
            if self._clock() - self._counted_at >= REST_SECONDS:
                try:
                    self._page = await think(generate_latest, self._registry)
                except DatabaseError:
                    return PlainTextResponse("busy", 503, {"Retry-After": "1"})
                self._counted_at = self._clock()
        return Response(self._page, headers={"Content-Type": CONTENT_TYPE_LATEST})


class _Counts(Collector):
    def __init__(self, conversation: Conversation, clock: Callable[[], float]) -> None:
        self._store = conversation.engine.store
        self._figures = Figures(conversation.engine.store.file)
        self._clock = clock

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is counted before somebody asks."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("claims", "Claims in the database.", (), [((), self._store.count())])
        names = ("platform", "language", "outcome")
        answers = self._figures.answers()
        counts = [(row[:3], row[3]) for row in answers]
        yield _gauge("answers", "Questions answered, as long as they are remembered.", names, counts)
        seconds = [(row[:3], row[4] / 1000) for row in answers]
        yield _gauge("answers_seconds", "How long these answers took, added up.", names, seconds)
        now = self._clock()
        median = self._figures.median(now - _DAY, now) / 1000
        text = "The median time to an answer in the last day."
        yield _gauge("answer_median_seconds", text, (), [((), median)])
        groups = [((state,), count) for state, count in self._figures.groups().items()]
        yield _gauge("inbox_groups", "Groups of questions that were passed on.", ("state",), groups)
        messages = [(row[:2], row[2]) for row in self._figures.messages()]
        yield _gauge("outbox_messages", "News for people who asked.", ("platform", "state"), messages)


def _gauge(
    name: str, text: str, labels: tuple[str, ...], rows: Sequence[tuple[tuple[str, ...], float]]
) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"factcheck_{name}", text, labels=labels)
    for values, number in rows:
        family.add_metric([str(value) for value in values], number)
    return family
