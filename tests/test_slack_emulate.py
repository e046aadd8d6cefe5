"""Against npm's `emulate`, a Slack that somebody else made: installing by OAuth, and scopes to the letter."""

import asyncio
import contextlib
import re
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from adapters.slack.manifest import SCOPES
from adapters.slack.web_api import api_url
from bot.engine import Engine, open_engine
from tests.fake_slack import FakeSlack
from tests.slack_driver import People
from tests.slack_fixtures import running

EMULATE = shutil.which("emulate")
pytestmark = [
    pytest.mark.skipif(
        EMULATE is None, reason="npm's emulate is not on this machine (npm install -g emulate)"
    ),
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]
CLIENT = ("1.2", "client " + "secret")
PUBLIC = "https://bot.example.org"


@pytest.fixture
async def emulated(tmp_path: Path) -> AsyncIterator[str]:
    """The address of the emulator."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        f"""
slack:
  strict_scopes: true
  oauth_apps:
    - client_id: "{CLIENT[0]}"
      client_secret: "{CLIENT[1]}"
      name: Fact-check bot
      redirect_uris: ["{PUBLIC}/slack/oauth_redirect"]
      scopes: {list(SCOPES)}
""".replace("'", '"')
    )
    command = [str(EMULATE), "--service", "slack", "--port", str(port), "--seed", str(seed)]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient() as client:
        for _ in range(200):
            with contextlib.suppress(httpx.ConnectError):
                await client.post(f"{url}/api/auth.test")
                break
            await asyncio.sleep(0.05)
    yield url
    process.kill()
    await process.wait()


@pytest.fixture
def own_engine(tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "factcheck.db")


async def test_it_is_installed_and_answers_with_the_scopes_that_it_asked_for(
    emulated: str, own_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "a " + "secret"
    options = {
        "token": "",
        "client": CLIENT,
        "secret": secret,
        "public_url": PUBLIC,
        "api_url": api_url(emulated),
    }
    async with running(own_engine, **options) as bot:
        client = bot.people.client
        begun = await client.get(f"{bot.url}/slack/install")
        assert begun.headers["location"].startswith(f"{emulated}/oauth/v2/authorize?")
        cookie = begun.headers["set-cookie"].partition(";")[0]
        page = (await client.get(begun.headers["location"])).text
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.partition("</form>")[0]))
        agreed = await client.post(f"{emulated}/oauth/v2/authorize/callback", data=fields)
        query = urlsplit(agreed.headers["location"]).query
        done = await client.get(f"{bot.url}/slack/oauth_redirect?{query}", headers={"cookie": cookie})
        assert done.status_code == 200
        again = await client.get(f"{bot.url}/slack/oauth_redirect?{query}", headers={"cookie": cookie})
        assert again.status_code == 401
        (team,) = _teams(own_engine)
        people = People(FakeSlack(), bot.url, team)
        user = fields["user_id"]
        question = "Did Obama say he'd have more flexibility?"
        with caplog.at_level("INFO", "factcheck"):
            await people.happens({"type": "app_home_opened", "user": user, "tab": "home"})
            await people.happens(people.direct_event(question, user=user, channel=user))
            await bot.service.intake._idle()
        assert "slack.refused" not in caplog.text
        await people.close()


def _teams(engine: Engine) -> list[str]:
    return [row["workspace"] for row in engine.store.file.db.query("SELECT workspace FROM installations")]
