"""/metrics of the web process: figures in Prometheus' text format, and nothing that anybody wrote or is."""

import httpx
from prometheus_client.parser import text_string_to_metric_families

from adapters import web
from adapters.metrics import Metrics
from bot.conversation import Conversation, Who
from bot.model import Message

from .askers import passed_on

QUESTION = "Is the mayor of Entenhausen made of marzipan?"


async def _page(metrics: Metrics) -> httpx.Response:
    transport = httpx.ASGITransport(app=web.app([], metrics))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        return await client.get("/metrics")


def _samples(page: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(f"{name}={value}" for name, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def test_figures_are_told_in_prometheus_format(conversation: Conversation) -> None:
    conversation.ask(Who("slack", "Ulla", "C1"), Message("Did Obama say he'd have more flexibility?"))
    passed_on(conversation, QUESTION, hears=True)
    found = await _page(Metrics(conversation))
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/plain; version=")
    samples = _samples(found.text)
    assert samples["factcheck_claims",] == conversation.engine.store.count()
    match = ("language=en", "outcome=match", "platform=slack")
    assert samples[("factcheck_answers", *match)] == 1
    assert samples[("factcheck_answers_seconds", *match)] > 0
    assert samples["factcheck_answers", "language=en", "outcome=none", "platform=telegram"] == 1
    assert samples["factcheck_inbox_groups", "state=open"] == 1


async def test_no_text_and_nobody_is_in_the_figures(conversation: Conversation) -> None:
    who = Who("slack", "Ulla", "C1")
    conversation.ask(who, Message(QUESTION))
    group = passed_on(conversation, QUESTION)
    page = (await _page(Metrics(conversation))).text
    for private in ("marzipan", "Ulla", "C1", conversation.person(who), *group.askers):
        assert private not in page
    labels = {
        label for family in text_string_to_metric_families(page) for s in family.samples for label in s.labels
    }
    assert labels <= {"platform", "language", "outcome", "state"}


async def test_whoever_asks_all_the_time_does_not_make_the_database_count_all_the_time(
    conversation: Conversation,
) -> None:
    now = [1_000.0]
    metrics = Metrics(conversation, clock=lambda: now[0])
    before = (await _page(metrics)).text
    passed_on(conversation, QUESTION)
    assert (await _page(metrics)).text == before
    now[0] += 10
    assert _samples((await _page(metrics)).text)["factcheck_inbox_groups", "state=open"] == 1


async def test_without_figures_there_is_no_such_page(conversation: Conversation) -> None:
    transport = httpx.ASGITransport(app=web.app([]))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        assert (await client.get("/metrics")).status_code == 404
        assert (await client.get("/healthz")).json() == {"status": "ok"}
