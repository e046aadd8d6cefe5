"""`factcheck run` as a process of its own, on a strict server: killed, stopped and misled."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.database import DatabaseFile
from bot.memory.editors import EditorsChat

from .fake_telegram import TOKEN, FakeTelegram, Refused
from .telegram_chat import ANNA, free_port, message, until

QUESTION = "Did Obama say he'd have more flexibility?"


@contextlib.asynccontextmanager
async def running(
    what: str, path: Path, server: FakeTelegram, **environ: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`factcheck run WHAT`, killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "run", what, "--db", str(path),
        env={"PATH": os.environ["PATH"], "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, **environ},
        stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        server._new.set()  # nobody is there any more to wait for updates


async def _stopped(process: asyncio.subprocess.Process) -> str:
    """Send SIGTERM; the log, once it has stopped with 0 within 8 seconds."""
    process.send_signal(signal.SIGTERM)
    _, log = await asyncio.wait_for(process.communicate(), 8)
    assert process.returncode == 0, log.decode()
    return log.decode()


@pytest.mark.parametrize("what", ["telegram", "worker"])
async def test_polling_answers_and_stops_cleanly_with_nothing_secret_in_its_log(
    server: FakeTelegram, path: Path, what: str
) -> None:
    server.deliver(message=message(QUESTION))
    async with running(what, path, server) as process:
        await until(lambda: server.sent, seconds=20)
        log = await _stopped(process)
    assert server.sent[0]["text"].startswith("✔ True")
    assert "stopped" in log
    assert TOKEN not in log
    assert QUESTION not in log
    assert TOKEN.encode() not in path.read_bytes()


@pytest.mark.parametrize("what", ["telegram", "web"])
async def test_it_stops_at_once_while_it_waits_for_telegram_at_the_start(
    server: FakeTelegram, path: Path, what: str
) -> None:
    def wait(method: str, values: dict[str, object]) -> None:
        raise Refused(429, "Too Many Requests", retry_after=60)

    server.faults.append(wait)
    async with running(what, path, server, PORT=str(free_port())) as process:
        await until(lambda: server.calls, seconds=20)
        log = await _stopped(process)
    assert log.splitlines()[-1].endswith("stopped")


async def test_a_new_database_and_another_secret_than_before_are_told_in_the_log(
    server: FakeTelegram, tmp_path: Path
) -> None:
    path, logs = tmp_path / "new.db", []
    for secret in ("one secret", "one secret", "another secret"):
        calls = len(server.calls)
        async with running("telegram", path, server, FACTCHECK_SECRET=secret) as process:
            await until(lambda calls=calls: len(server.calls) > calls, seconds=20)  # type: ignore[misc]
            logs.append(await _stopped(process))
    assert ["secret.changed" in log for log in logs] == [False, False, True]
    assert [f"database.new path={path}" in log for log in logs] == [True, False, False]


async def test_the_web_process_registers_its_webhook_and_answers(server: FakeTelegram, path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with running("web", path, server, PORT=str(port), PUBLIC_URL=url) as process:
        await until(lambda: server.webhook, seconds=20)
        async with aiohttp.ClientSession() as client:
            await _reached(client, f"{url}/healthz")
        assert TOKEN.split(":")[1] not in server.webhook["url"]
        assert (await server.post(server.update(message=message(QUESTION))))[0] == 200
        await _stopped(process)
    assert server.sent[0]["text"].startswith("✔ True")


async def test_what_was_in_hand_when_it_was_killed_is_answered_after_the_restart(
    server: FakeTelegram, path: Path
) -> None:
    def hang(method: str, values: dict[str, object]) -> None:
        if method == "sendMessage":
            raise Refused(429, "Too Many Requests", retry_after=30)

    server.faults.append(hang)
    for at in range(20):
        server.deliver(message=message(QUESTION, user={**ANNA, "id": 100 + at}))
    async with running("telegram", path, server) as process:
        await until(lambda: any(method == "sendMessage" for method, _ in server.calls), seconds=20)
        process.kill()
    server.faults.clear()
    async with running("telegram", path, server) as process:
        await until(lambda: len(server.sent) >= 20, seconds=20)
        await _stopped(process)
    assert Counter(sent["chat_id"] for sent in server.sent) == {100 + at: 1 for at in range(20)}


async def test_a_burst_with_repeats_kills_and_a_stop_loses_nothing_and_answers_nothing_twice(
    server: FakeTelegram, path: Path
) -> None:
    """Deliveries go on, as Telegram's do, until each has been confirmed; the process is killed once and
    stopped once meanwhile. Only an answer that was on its way when it was killed may come twice."""
    port = free_port()
    updates = [server.update(message=message(QUESTION, user={**ANNA, "id": 1000 + at})) for at in range(150)]
    left = {update["update_id"]: update for update in updates}

    async def deliver(worker: int) -> None:
        while left:
            id_ = list(left)[worker % len(left)]
            try:
                status, _ = await server.post(left.get(id_) or updates[0])
            except (aiohttp.ClientError, KeyError):
                status = 0
            if status == 200:
                left.pop(id_, None)
            else:
                await asyncio.sleep(0.05)

    environ = {"PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    async with running("web", path, server, **environ) as process:
        await until(lambda: server.webhook, seconds=20)
        workers = [asyncio.create_task(deliver(worker)) for worker in range(20)]
        await until(lambda: len(server.sent) > 30, seconds=30)
        process.kill()
    at_kill = len(server.sent)
    async with running("web", path, server, **environ) as process:
        await until(lambda: len(server.sent) > at_kill + 30, seconds=30)
        await _stopped(process)
    async with running("web", path, server, **environ) as process:
        await asyncio.wait_for(asyncio.gather(*workers), 40)
        await _stopped(process)
    answered = Counter(sent["chat_id"] for sent in server.sent)
    assert answered.keys() == {1000 + at for at in range(150)}
    assert sum(count - 1 for count in answered.values()) <= 20, "more came twice than were on their way"
    assert max(answered.values()) <= 2


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN is not set"),
        (
            {"TELEGRAM_BOT_TOKEN": "bot 1/wrong"},
            "TELEGRAM_BOT_TOKEN is no such token: it is a number, a colon",
        ),
        ({"TELEGRAM_BOT_TOKEN": "1:wrong"}, "Telegram does not know this TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_WEBHOOK_SECRET": "with spaces"}, "TELEGRAM_WEBHOOK_SECRET may hold"),
        ({"TELEGRAM_API_URL": "notaurl"}, "TELEGRAM_API_URL is “notaurl”: set it to an address such as"),
        ({"RETENTION_DAYS": "many"}, "RETENTION_DAYS is “many”"),
    ],
)
async def test_wrong_settings_are_one_sentence(
    server: FakeTelegram, path: Path, environ: dict[str, str], sentence: str
) -> None:
    async with running("telegram", path, server, **environ) as process:
        _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert sentence in said.decode().splitlines()[-1]
    assert "Traceback" not in said.decode()


async def test_methods_that_only_adorn_may_fail(server: FakeTelegram, path: Path) -> None:
    def unknown(method: str, values: dict[str, object]) -> None:
        if method not in ("getMe", "getUpdates", "sendMessage", "deleteWebhook"):
            raise Refused(404, "Not Found: method not found")

    server.faults.append(unknown)
    server.deliver(message=message(QUESTION))
    async with running("telegram", path, server):
        await until(lambda: server.sent, seconds=20)


async def _reached(client: aiohttp.ClientSession, url: str) -> None:
    for _ in range(100):
        try:
            async with client.get(url) as response:
                assert response.status == 200
                return
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.05)
    raise AssertionError(f"{url} cannot be reached")


@pytest.mark.parametrize(("arrives", "kills", "times"), [(False, 1, 1), (True, 2, 2)])
async def test_a_digest_with_which_the_process_is_killed_is_not_lost_and_comes_at_most_once_more(
    server: FakeTelegram, path: Path, arrives: bool, kills: int, times: int
) -> None:
    file = DatabaseFile(path)
    EditorsChat(file, "telegram", "-500").begin(seen=0, digest="2000-01-03")
    for kill in range(kills + 1):
        file.db.execute("UPDATE editors_chats SET sending = max(sending - 61, 0)")  # a minute goes by
        async with running("worker", path, server, EDITORS_TELEGRAM_CHAT="-500") as process:
            if kill < kills:
                server.faults.append(_killing(process, arrives))
                await asyncio.wait_for(process.wait(), 30)
                server.faults.clear()
                assert process.returncode == -signal.SIGKILL
            else:
                await until(lambda: _digest(file) > "2026", seconds=30)
    file.close()
    digests = [sent["text"] for sent in server.sent if sent["chat_id"] == -500]
    assert len(digests) == times
    assert all(text.startswith("The week up to ") for text in digests)


def _killing(process: asyncio.subprocess.Process, arrives: bool) -> Callable[[str, dict[str, Any]], None]:
    """Kill the process while it sends to the editors, before or after the message has arrived."""

    def kill(method: str, values: dict[str, Any]) -> None:
        if method == "sendMessage" and values["chat_id"] == -500:
            process.kill()
            if not arrives:
                raise Refused(502, "Bad Gateway")

    return kill


def _digest(file: DatabaseFile) -> str:
    """The day of the last digest that is done with."""
    return str(file.db.execute("SELECT digest FROM editors_chats").fetchone()[0])
