"""A running server of ours with a fake Slack and people, for the tests of the Slack adapter."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn

from adapters import web
from adapters.slack.routing import Slack
from adapters.slack.web_api import api_url
from bot.conversation import Conversation
from bot.engine import Engine
from bot.identity import Identities
from bot.memory.ledger import Ledger
from tests.fake_slack import TOKEN, FakeSlack
from tests.slack_driver import SECRET, People


@dataclass(slots=True)
class Running:
    slack: FakeSlack
    service: Slack
    people: People
    conversation: Conversation
    url: str
    inbox: Any = None


def conversation_of(engine: Engine) -> Conversation:
    return Conversation(engine, Ledger(engine.store.file), Identities("a secret"))


@pytest.fixture
async def slack_bot(engine: Engine) -> AsyncIterator[Running]:
    """The bot on Slack, which has refused nothing of it in the end."""
    async with running(engine) as found:
        yield found
        assert found.slack.problems == []


@contextlib.asynccontextmanager
async def running(over: Engine | Conversation, **options: Any) -> AsyncIterator[Running]:
    """Our server over HTTP, in front of a fake Slack that must not have refused anything in the end."""
    slack = FakeSlack()
    await slack.start()
    conversation = over if isinstance(over, Conversation) else conversation_of(over)
    settings = {"token": TOKEN, "signing_secret": SECRET, "api_url": api_url(slack.url), **options}
    service = Slack(conversation, **settings)
    service._desk.pause = 0.01
    server = uvicorn.Server(
        uvicorn.Config(web.app([service]), port=0, log_config=None, lifespan="off", access_log=False)
    )
    await service.start()
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    people = People(slack, url)
    try:
        yield Running(slack, service, people, conversation, url)
    finally:
        await people.close()
        service.stop_taking()
        server.should_exit = True
        await serving
        await service.finish()
        await slack.stop()
