"""The running command: what it needs, what it says, how it stops, and that a crash costs no answer."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from adapters import run
from bot.engine import open_engine
from bot.errors import MissingSettings
from tests.fake_slack import APP_TOKEN, TOKEN, FakeSlack
from tests.slack_driver import FORM, SECRET, People, plain
from tests.test_slack_socket import envelope

QUESTION = "Did Obama say he'd have more flexibility?"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    fake = FakeSlack()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("slack") / "factcheck.db"
    engine = open_engine(path)
    engine.index.refresh()
    engine.close()
    return path


def settings(slack: FakeSlack, database: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TELEGRAM_"))}
    return kept | {"FACTCHECK_DB": str(database), "SLACK_API_URL": f"{slack.url}/api/"} | more


@contextlib.asynccontextmanager
async def process(what: str, environ: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    found = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "run", what, env=environ, stderr=subprocess.PIPE
    )
    try:
        yield found
    finally:
        with contextlib.suppress(ProcessLookupError):
            found.kill()
        await found.communicate()


@contextlib.asynccontextmanager
async def web(
    slack: FakeSlack, database: Path, **more: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, People]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = settings(slack, database, PORT=str(port), SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET=SECRET)
    environ |= more
    people = People(slack, f"http://127.0.0.1:{port}")
    async with process("web", environ) as found:
        for _ in range(400):
            with contextlib.suppress(httpx.ConnectError):
                await people.client.get(f"{people.url}/healthz")
                break
            await asyncio.sleep(0.05)
        yield found, people
        await people.close()


async def test_on_sigterm_what_was_taken_is_answered_and_it_exits_with_0(
    slack: FakeSlack, database: Path
) -> None:
    async with web(slack, database) as (found, people):
        slack.held = asyncio.Event()
        fields = [people.command_fields(QUESTION) for _ in range(3)]
        for each in fields:
            assert (await people.deliver(urlencode(each), FORM)).status_code == 200
        await slack.until(lambda: len([1 for name, _ in slack.calls if name == "respond"]) == 3)
        found.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.2)
        slack.held.set()
        assert await asyncio.wait_for(found.wait(), 8) == 0
        for each in fields:
            assert plain(await people.seen(each["response_url"])).startswith("✔ True")


async def test_slack_is_served_while_telegram_cannot_be_reached(slack: FakeSlack, database: Path) -> None:
    nowhere = {"TELEGRAM_BOT_TOKEN": "12345:abc", "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    async with web(slack, database, **nowhere) as (found, people):
        fields = people.command_fields(QUESTION)
        assert (await people.deliver(urlencode(fields), FORM)).status_code == 200
        assert plain(await people.seen(fields["response_url"])).startswith("✔ True")
        health = (await people.client.get(f"{people.url}/healthz")).json()
        assert health == {"status": "waiting", "telegram": "waiting", "slack": "up"}
        found.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(found.wait(), 8) == 0
        _, said = await found.communicate()
        assert "telegram.unreachable" in said.decode()


async def test_it_stops_in_time_whatever_hangs(slack: FakeSlack, database: Path) -> None:
    async with web(slack, database) as (found, people):
        slack.held = asyncio.Event()
        response = await people.deliver(urlencode(people.command_fields(QUESTION)), FORM)
        assert response.status_code == 200
        reader, writer = await asyncio.open_connection("127.0.0.1", int(people.url.rsplit(":", 1)[1]))
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
        await slack.until(lambda: any(name == "respond" for name, _ in slack.calls))
        found.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(found.wait(), 8) == 0
        assert (await reader.readline()).startswith(b"HTTP/1.1 503")
        writer.close()
        _, said = await found.communicate()
        assert "Traceback" not in said.decode()
        assert "Unclosed" not in said.decode()
        slack.held.set()


@pytest.mark.parametrize("port", ["99999", "65536", "0", "9" * 5000])
async def test_a_port_that_there_is_not_is_said_in_one_sentence(
    slack: FakeSlack, database: Path, port: str
) -> None:
    environ = settings(slack, database, PORT=port, SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET=SECRET)
    async with process("web", environ) as found:
        _, said = await asyncio.wait_for(found.communicate(), 20)
        assert found.returncode == 1
        (sentence,) = said.decode().splitlines()
        assert sentence.startswith(f"factcheck: PORT is “{port[:30]}”: set it to a whole number from 1 to")


async def test_what_was_acknowledged_before_a_crash_is_answered_after_it_once(
    slack: FakeSlack, database: Path
) -> None:
    slack.held = asyncio.Event()
    async with web(slack, database) as (found, people):
        fields = people.command_fields(QUESTION)
        assert (await people.deliver(urlencode(fields), FORM)).status_code == 200
        await slack.until(lambda: any(name == "respond" for name, _ in slack.calls))
        assert b"Obama" not in b"".join(
            path.read_bytes().partition(b"jobs")[2] for path in database.parent.glob("*.db-wal")
        )
        found.kill()
        await found.wait()
    slack.held = None
    await asyncio.sleep(0.05)
    slack.responses.clear()
    async with web(slack, database) as (found, people):
        assert plain(await people.seen(fields["response_url"])).startswith("✔ True")
        assert (await people.deliver(urlencode(fields), FORM)).status_code == 200
        await people.command("help")
        assert len(people.responses(fields["response_url"].rsplit("/", 1)[1])) == 1


@pytest.mark.parametrize("what", ["slack", "worker"])
async def test_in_socket_mode_it_answers_and_stops_when_told(
    slack: FakeSlack, database: Path, what: str
) -> None:
    environ = settings(slack, database, SLACK_BOT_TOKEN=TOKEN, SLACK_APP_TOKEN=APP_TOKEN)
    people = People(slack, "")
    async with process(what, environ) as found:
        await slack.until(lambda: slack.sockets, 20)
        fields = people.command_fields(QUESTION)
        await slack.sockets[0].send_json(envelope(people, "slash_commands", fields))
        assert plain(await people.seen(fields["response_url"])).startswith("✔ True")
        found.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(found.wait(), 8) == 0
    await people.close()


@pytest.mark.parametrize(("name", "kind"), [("SLACK_BOT_TOKEN", "xoxb"), ("SLACK_APP_TOKEN", "xapp")])
async def test_a_wrong_token_is_said_in_one_sentence(
    slack: FakeSlack, database: Path, name: str, kind: str
) -> None:
    tokens = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, name: f"{kind}-wrong"}
    async with process("slack", settings(slack, database, **tokens)) as found:
        _, said = await asyncio.wait_for(found.communicate(), 20)
        assert found.returncode == 1
        assert said.decode().splitlines()[-1].startswith(f"factcheck: Slack does not take this {name}")
        assert "Traceback" not in said.decode()


def test_a_platform_of_which_something_is_missing_is_named(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    given = {"TELEGRAM_BOT_TOKEN": "1:x", "SLACK_BOT_TOKEN": "xoxb-1"}
    assert run.check("worker", given) == [run.PLATFORMS["telegram"]]
    assert caplog.messages == ["slack.left_out missing=SLACK_APP_TOKEN"]
    caplog.clear()
    assert run.check("web", {"TELEGRAM_BOT_TOKEN": "1:x"}) == [run.PLATFORMS["telegram"]]
    assert not caplog.messages


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MissingSettings, match="SLACK_BOT_TOKEN, SLACK_APP_TOKEN are not set"):
        run.check("slack", {})
    with pytest.raises(MissingSettings, match="SLACK_APP_TOKEN is not set"):
        run.check("slack", {"SLACK_BOT_TOKEN": "a"})
    with pytest.raises(MissingSettings, match="SLACK_APP_TOKN is set: is SLACK_APP_TOKEN meant"):
        run.check("slack", {"SLACK_BOT_TOKEN": "a", "SLACK_APP_TOKN": "b"})
    many = {"SLACK_SIGNING_SECRET": "a", "SLACK_CLIENT_ID": "b", "SLACK_CLIENT_SECRET": "c"}
    with pytest.raises(MissingSettings, match="SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN"):
        run.check("web", many)
    assert run.check("web", {**many, "FACTCHECK_SECRET": "d"}) == [run.PLATFORMS["slack"]]
