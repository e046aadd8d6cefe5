"""Many workspaces: installing, states that are good once, tokens sealed, uninstalling."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from adapters.notifying import Notifying
from adapters.slack import oauth
from adapters.slack.intake import MOST_OF_ONE
from adapters.slack.sender import SlackSender
from adapters.slack.web_api import api_url
from bot.conversation import Who
from bot.engine import Engine, open_engine
from bot.errors import SealBroken
from bot.identity import Identities
from bot.inbox import Editor, Inbox
from bot.memory.installations import Installations
from bot.store import Store
from tests.askers import ANSWER
from tests.askers import QUESTION as MAYOR
from tests.slack_driver import ASKER, FORM, People, plain
from tests.slack_fixtures import Running, running

QUESTION = "Did Obama say he'd have more flexibility?"
# slack_sdk's own use of aiohttp, which works up to aiohttp 4.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
SEALING = "a " + "secret"
CLIENT = ("1.2", "client " + "secret")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Running]:
    engine = open_engine(tmp_path / "factcheck.db")
    async with running(
        engine, token="", client=CLIENT, secret=SEALING, public_url="https://bot.example.org"
    ) as found:
        yield found
        assert found.slack.problems == []
    engine.close()


async def begin(bot: Running) -> tuple[str, str]:
    """Begin an installation; the state, and the cookie that belongs to it."""
    found = await bot.people.client.get(f"{bot.url}/slack/install")
    assert found.status_code == 302
    asked = parse_qs(urlsplit(found.headers["location"]).query)
    assert asked["client_id"] == [CLIENT[0]]
    assert set(asked["scope"][0].split(",")) == bot.slack.scopes
    assert asked["redirect_uri"] == ["https://bot.example.org/slack/oauth_redirect"]
    return asked["state"][0], found.headers["set-cookie"].partition(";")[0]


async def come_back(bot: Running, cookie: str, **query: str) -> httpx.Response:
    return await bot.people.client.get(
        f"{bot.url}/slack/oauth_redirect?{urlencode(query)}", headers={"cookie": cookie}
    )


async def install(bot: Running, team: str) -> People:
    state, cookie = await begin(bot)
    bot.slack.codes[f"code {team}"] = team
    found = await come_back(bot, cookie, code=f"code {team}", state=state)
    assert found.status_code == 200
    return People(bot.slack, bot.url, team)


async def test_several_workspaces_are_each_answered_with_their_own_token(
    bot: Running, tmp_path: Path
) -> None:
    for team in ("T1ONE", "T2TWO"):
        people = await install(bot, team)
        assert plain(await people.command(QUESTION)).startswith("✔ True")
        await people.direct(QUESTION)
        await people.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"xoxb-" not in stored


async def test_where_slack_limits_what_is_posted_no_other_workspace_and_no_command_waits(
    bot: Running,
) -> None:
    limited, other = await install(bot, "T1ONE"), await install(bot, "T2TWO")
    limit = (429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "60"})
    bot.slack.fail["chat.postMessage"] = [limit] * 2 * MOST_OF_ONE
    for _ in range(2 * MOST_OF_ONE):
        await limited.happens(limited.direct_event("help"))
    await bot.slack.until(lambda: len(bot.slack.of("chat.postMessage")) == MOST_OF_ONE)
    bot.slack.fail.clear()
    assert plain(await other.direct(QUESTION)).startswith("✔ True")
    assert plain(await limited.command(QUESTION)).startswith("✔ True")
    await limited.close()
    await other.close()


async def test_a_state_is_good_once_in_the_browser_that_began(bot: Running) -> None:
    state, cookie = await begin(bot)
    bot.slack.codes["c"] = "T1"
    assert (await come_back(bot, "", code="c", state=state)).status_code == 400
    assert (await come_back(bot, cookie, code="c", state="forged")).status_code == 400
    assert (await come_back(bot, "slack-app-oauth-state=forged", code="c", state="forged")).status_code == 401
    assert (await come_back(bot, cookie, code="c", state=state)).status_code == 200
    bot.slack.codes["d"] = "T2"
    assert (await come_back(bot, cookie, code="d", state=state)).status_code == 401
    assert "T2" not in bot.slack.tokens.values()


async def test_a_code_that_is_wrong_or_missing_and_a_refusal_are_explained(bot: Running) -> None:
    for query, status in (({"code": "unknown"}, 401), ({}, 401), ({"error": "access_denied"}, 200)):
        state, cookie = await begin(bot)
        found = await come_back(bot, cookie, state=state, **query)
        assert found.status_code == status
        assert "Traceback" not in found.text
    state, cookie = await begin(bot)
    hostile = await come_back(bot, cookie, state=state, error="<script>alert(1)</script>")
    assert "<script>alert" not in hostile.text
    bot.slack.problems.clear()


async def asks_to_hear(people: People, channel: str, **more: Any) -> None:
    """Somebody asks in a channel what nobody has checked, and wants to be told."""
    shown = await people.mention(MAYOR, channel=channel)
    where: dict[str, Any] = {"ephemeral": False, "channel": channel, **more}
    passed = await people.seen(await people.press(shown, "editors", **where))
    said = await people.seen(await people.press(passed, "hear", **where))
    assert plain(said).startswith("You will be told here")


def told(bot: Running, channel: str) -> list[str]:
    """What has been posted in a channel since the question was answered there."""
    return [plain(each) for each in bot.slack.of("chat.postMessage") if each["channel"] == channel][1:]


@pytest.mark.parametrize("refusal", ["account_inactive", "token_revoked", "invalid_auth"])
async def test_news_come_with_the_token_of_the_workspace_in_which_the_question_was_asked_while_it_is_good(
    bot: Running, refusal: str
) -> None:
    bot.slack.channels = {"C1ONE": "T1ONE", "C2TWO": "T2TWO", "C3THREE": "T3THREE"}
    teams = [await install(bot, team) for team in bot.slack.channels.values()]
    for people, channel in zip(teams, bot.slack.channels, strict=True):
        await asks_to_hear(people, channel)
    inbox = Inbox(bot.conversation)
    (group,) = inbox.open()
    assert inbox.answer(group.id, None, ANSWER, by=Editor("terminal", "Ada")).told == 3
    installations = Installations(bot.conversation.ledger.file, Identities(SEALING), "slack")
    sender = SlackSender(installations, "", api_url(bot.slack.url), pace=0.0)
    service = Notifying(inbox.outbox, [sender], bot.conversation)
    await service.send_due()
    for channel in bot.slack.channels:
        (news,) = told(bot, channel)
        assert news.startswith("You wanted to hear of this question.")
    # One workspace says that it has removed the app, of another we learn it by trying.
    await teams[0].happens({"type": "app_uninstalled"})
    while installations.find("T1ONE"):
        await teams[0].client.get(f"{bot.url}/healthz")
    bot.slack.revoked["xoxb-t2two"] = refusal
    inbox.undo(group.id, by=Editor("terminal", "Ada"))
    for _ in range(2):
        await service.send_due()
    assert [len(told(bot, channel)) for channel in bot.slack.channels] == [1, 2, 2]  # tried once, and taken
    assert inbox.outbox.counts() == {"sent": 4, "dropped": 2}
    assert bot.slack.problems == [f"chat.postMessage: {refusal}"]
    bot.slack.problems.clear()
    hearing = [
        bot.conversation.my_data(Who("slack", name, name)).hearing
        for name in (f"{people.team}:{ASKER}" for people in teams)
    ]
    assert hearing == [0, 0, 1]
    await service.finish()
    for people in teams:
        await people.close()


async def test_news_come_with_the_token_of_the_organisation_where_the_bot_is_installed_in_all_of_it(
    bot: Running,
) -> None:
    people = await install(bot, "T1ONE")
    installations = Installations(bot.conversation.ledger.file, Identities(SEALING), "slack")
    await asks_to_hear(people, "C1ONE", enterprise={"id": "E1ALL"})
    installations.save("E1ALL", installations.find("T1ONE") or "", now=1.0)
    installations.delete("T1ONE")
    inbox = Inbox(bot.conversation)
    (group,) = inbox.open()
    inbox.dismiss(group.id, None, "", tell=True, by=Editor("terminal", "Ada"))
    sender = SlackSender(installations, "", api_url(bot.slack.url), pace=0.0)
    service = Notifying(inbox.outbox, [sender], bot.conversation)
    await service.send_due()
    assert len(told(bot, "C1ONE")) == 1
    await service.finish()
    await people.close()


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_uninstalling_forgets_the_token_and_later_deliveries_do_no_harm(
    bot: Running, event: str
) -> None:
    people = await install(bot, "T1ONE")
    await people.command("help")
    more = {"tokens": {"oauth": [], "bot": ["U0BOT"]}} if event == "tokens_revoked" else {}
    assert (await people.happens({"type": event, **more})).status_code == 200
    installations = Installations(bot.conversation.ledger.file, Identities(SEALING), "slack")
    while installations.find("T1ONE"):
        await people.client.get(f"{bot.url}/healthz")
    fields = people.command_fields(QUESTION)
    bot.slack.dead.add(fields["response_url"].rsplit("/", 1)[1])
    assert (await people.deliver(urlencode(fields), FORM)).status_code == 200
    assert (await people.happens(people.direct_event(QUESTION))).status_code == 200
    assert (
        await people.deliver(json.dumps(people.event({"type": event, **more})), "application/json")
    ).is_success
    told = await people.command(QUESTION)
    assert told["text"].startswith("This app is not installed in this workspace any more.")
    assert bot.slack.of("chat.postMessage") == []
    await people.close()


async def test_an_organisation_that_uninstalls_is_forgotten(bot: Running) -> None:
    people = await install(bot, "T1ONE")
    installations = Installations(bot.conversation.ledger.file, Identities(SEALING), "slack")
    installations.save("E1ALL", installations.find("T1ONE") or "", now=1.0)
    whole = {"enterprise_id": "E1ALL", "team_id": "T2TWO", "is_enterprise_install": True}
    await people.happens({"type": "app_uninstalled"}, authorizations=[whole])
    await bot.slack.until(lambda: not installations.find("E1ALL"))
    assert installations.find("T1ONE")
    await people.close()


async def test_a_state_that_is_too_old_is_refused(path: Path) -> None:
    store = Store(path)
    now = [1000.0]
    states = oauth.States(Installations(store.file, Identities("a"), "slack"), clock=lambda: now[0])
    old, new = await states.async_issue(), await states.async_issue()
    now[0] += oauth.STATE_SECONDS - 1
    assert await states.async_consume(new)
    assert not await states.async_consume(new)
    now[0] += 2
    assert not await states.async_consume(old)
    store.close()


def test_an_installation_is_unreadable_with_another_secret(store: Store) -> None:
    Installations(store.file, Identities("one"), "slack").save("T1", "a token", now=1.0)
    assert Installations(store.file, Identities("one"), "slack").find("T1") == "a token"
    with pytest.raises(SealBroken):
        Installations(store.file, Identities("two"), "slack").find("T1")


async def test_without_oauth_nothing_is_installed(engine: Engine) -> None:
    async with running(engine) as bot:
        assert (await bot.people.client.get(f"{bot.url}/slack/install")).status_code == 404
