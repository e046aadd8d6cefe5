"""People who wanted to hear are told once, as a reply, through both platforms' servers; also after a crash."""

import asyncio
import datetime
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from adapters import run
from adapters.notifying import Notifying
from adapters.quiet import QuietHours, quiet_hours
from adapters.slack.sender import SlackSender
from adapters.slack.web_api import api_url
from adapters.telegram.sender import TelegramSender
from bot.conversation import Conversation, Who
from bot.inbox import Editor, Inbox
from bot.memory.catalogue import Catalogue
from bot.memory.installations import Installations
from bot.memory.outbox import Outbox
from bot.model import Claim, Message, Verdict
from bot.sources import curating

from .askers import ANSWER, QUESTION
from .fake_slack import TOKEN as SLACK_TOKEN
from .fake_telegram import TOKEN, FakeTelegram, Refused
from .slack_driver import ASKER, ids, plain
from .slack_fixtures import running
from .telegram_chat import ANNA, BERT, message, pressed, until, webhook

ADA = Editor("cli", "Ada")
HEAR = ("Ask the editors", "Yes, pass it on", "Tell me when there is an answer")


def notifying(
    conversation: Conversation, *senders: Any, clock: Any = None, quiet: QuietHours | None = None
) -> Notifying:
    outbox = Outbox(conversation.engine.store.file, owner=conversation.ledger.owner)
    return Notifying(outbox, senders, conversation, quiet=quiet, clock=clock or conversation.clock)


def to_telegram(server: FakeTelegram) -> TelegramSender:
    return TelegramSender(TOKEN, api_url=server.url, pace=0.0)


async def asked(
    server: FakeTelegram, labels: tuple[str, ...] = HEAR, user: dict[str, Any] = ANNA, text: str = QUESTION
) -> dict[str, Any]:
    """Somebody asks, and presses these buttons one after the other; the question."""
    question = message(text, user=user)
    await server.post(server.update(message=question))
    for label in labels:
        press = pressed(server.sent[-1], label, question, user=user)
        await server.post(server.update(callback_query=press))
    return question


def waiting(conversation: Conversation, people: int) -> int:
    """So many people who want to hear of one question; its group."""
    for at in range(people):
        who = Who("telegram", str(1000 + at), str(1000 + at))
        shown = conversation.ask(who, Message(QUESTION)).id
        assert conversation.pass_on(who, shown, QUESTION) == "new"
        assert conversation.hear(who, shown, {"chat": 1000 + at, "message": at + 1, "shown": shown})
    (group,) = Inbox(conversation).open()
    return group.id


async def test_whoever_asked_on_telegram_is_told_once_as_a_reply_and_can_stop_it(
    conversation: Conversation, server: FakeTelegram
) -> None:
    async with webhook(conversation, server):
        anna, bert = await asked(server), await asked(server, HEAR[:2], BERT, QUESTION.upper())
        assert [b["text"] for b in server.now(server.sent[-1]["message_id"])["buttons"]] == [HEAR[2]]
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        act = inbox.answer(group.id, group.version, ANSWER, by=ADA)
        assert act.told == 1
        before = len(server.sent)
        service = notifying(conversation, to_telegram(server))
        await service.send_due()
        await service.send_due()
        (told,) = server.sent[before:]
        assert (told["chat_id"], told["to"]) == (ANNA["id"], anna["message_id"])
        assert told["text"].startswith("You wanted to hear of this question. Here is the answer:\n\n✘ False")
        assert "Entenhausen Check" in told["text"]
        by_another = pressed(told, "Stop", bert, user=BERT)
        await server.post(server.update(callback_query=by_another))
        assert server.calls[-1][1]["text"].startswith("That button belongs to whoever asked.")
        await server.post(server.update(callback_query=pressed(told, "Stop", anna)))
        assert server.calls[-1][1]["text"] == "You will hear no more of this question."
        assert server.now(told["message_id"])["buttons"] == []
        inbox.undo(group.id, by=ADA)
        await service.send_due()
        assert server.sent[-1]["method"] == "editMessageReplyMarkup"
        await service.finish()


async def test_whoever_writes_stop_on_telegram_hears_of_nothing_any_more_and_the_others_do(
    conversation: Conversation, server: FakeTelegram
) -> None:
    async with webhook(conversation, server):
        await asked(server)
        await asked(server, text="Do ducks fly to Mars in winter?")
        await asked(server, user=BERT)
        await server.post(server.update(message=message("/help")))
        assert "/stop - Hear no more news" in server.sent[-1]["text"]
        await server.post(server.update(message=message("/stop")))
        assert server.sent[-1]["text"].startswith("You will hear no more news, of no question.")
        assert "“Tell me when there is an answer”" in server.sent[-1]["text"]
        inbox = Inbox(conversation)
        acts = [
            inbox.answer(group.id, None, {**ANSWER, "claim": group.text}, by=ADA) for group in inbox.open()
        ]
        assert sorted(act.told for act in acts) == [0, 1]
        assert conversation.my_data(Who("telegram", "11", "11")).hearing == 0


async def test_whoever_writes_stop_on_slack_hears_of_nothing_any_more(conversation: Conversation) -> None:
    async with running(conversation) as bot:
        shown = await bot.people.mention(QUESTION)
        passed = await bot.people.seen(await bot.people.press(shown, "editors", ephemeral=False))
        await bot.people.seen(await bot.people.press(passed, "hear"))
        told = await bot.people.command("Stop")
        assert plain(told).startswith("You will hear no more news, of no question.")
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        assert inbox.answer(group.id, None, ANSWER, by=ADA).told == 0


async def test_whoever_has_passed_the_same_on_before_can_still_choose_to_hear_of_it_once(
    conversation: Conversation, server: FakeTelegram
) -> None:
    async with webhook(conversation, server):
        await asked(server, HEAR[:2])
        again = await asked(server, text=QUESTION.upper())
        assert "The editors have this question already." in str(server.calls)
        third = await asked(server, HEAR[:2])
        assert server.now(server.sent[-1]["message_id"])["buttons"] == []
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        assert inbox.answer(group.id, None, ANSWER, by=ADA).told == 1
        service = notifying(conversation, to_telegram(server))
        await service.send_due()
        assert server.sent[-1]["to"] == again["message_id"] != third["message_id"]
        await service.finish()


async def test_on_slack_too_whoever_has_passed_the_same_on_before_can_still_choose_to_hear(
    conversation: Conversation,
) -> None:
    async with running(conversation) as bot:
        for number in range(3):
            shown = await bot.people.mention(QUESTION)
            passed = await bot.people.seen(await bot.people.press(shown, "editors", ephemeral=False))
            if number == 1:
                assert plain(passed).startswith("The editors have this question already.")
                await bot.people.seen(await bot.people.press(passed, "hear"))
        assert ids(passed) == []
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        assert inbox.answer(group.id, None, ANSWER, by=ADA).told == 1


async def test_whoever_was_told_hears_when_the_verdict_changes_and_when_it_is_taken_back(
    conversation: Conversation, server: FakeTelegram
) -> None:
    group, inbox = waiting(conversation, 1), Inbox(conversation)
    claim = inbox.answer(group, None, ANSWER, by=ADA).detail
    service = notifying(conversation, to_telegram(server))
    await service.send_due()
    store = conversation.engine.store
    (found,) = store.claims([claim])
    with store.writing() as db:
        store.write(db, [rated(found, "true")])
    await service.send_due()
    await service.send_due()
    assert len(server.sent) == 2
    assert server.sent[1]["text"].startswith("The verdict that you were told has changed.")
    assert "✔ True" in server.sent[1]["text"]
    inbox.undo(group, by=ADA)
    await service.send_due()
    await service.send_due()
    assert [sent["text"] for sent in server.sent[2:]] == [
        "The answer that you were told has been taken back. Please do not rely on it any more."
    ]
    await service.finish()


async def test_whoever_heard_that_a_claim_is_gone_hears_once_that_it_is_there_again_or_was_taken_back(
    conversation: Conversation, server: FakeTelegram
) -> None:
    group, inbox = waiting(conversation, 2), Inbox(conversation)
    claim = inbox.answer(group, None, ANSWER, by=ADA).detail
    service = notifying(conversation, to_telegram(server))
    catalogue, today = Catalogue(conversation.engine.store), datetime.datetime(2026, 1, 1)
    await service.send_due()
    curating.remove(catalogue, claim, today)
    await service.send_due()
    curating.restore(catalogue, claim)
    await service.send_due()
    await service.send_due()
    back, again = server.sent[2:4], server.sent[4:]
    assert all(sent["text"].startswith("The answer that you were told has been taken back.") for sent in back)
    assert [sent["text"].split("\n")[0] for sent in again] == [
        "The answer that was taken back stands after all:"
    ] * 2
    curating.remove(catalogue, claim, today)
    await service.send_due()
    curating.restore(catalogue, claim)
    inbox.undo(group, by=ADA)
    await service.send_due()
    assert [sent["text"] for sent in server.sent[6:]] == [sent["text"] for sent in back]
    await service.finish()


def test_whoever_has_not_heard_that_a_claim_was_gone_hears_nothing_of_it(conversation: Conversation) -> None:
    group, inbox = waiting(conversation, 1), Inbox(conversation)
    outbox, now = inbox.outbox, conversation.clock() + 60
    claim = inbox.answer(group, None, ANSWER, by=ADA).detail
    told = outbox.take("telegram", now)
    assert told
    outbox.sent(told, "false", now=now)
    catalogue = Catalogue(conversation.engine.store)
    curating.remove(catalogue, claim, datetime.datetime(2026, 1, 1))
    assert inbox.correct() == 1
    curating.restore(catalogue, claim)
    assert inbox.correct() == 0
    assert outbox.take("telegram", now) is None
    assert outbox.told() == [(claim, "false")]


def test_an_answer_that_is_restored_and_taken_back_again_is_taken_back_once(
    conversation: Conversation,
) -> None:
    group, inbox = waiting(conversation, 1), Inbox(conversation)
    outbox, now = inbox.outbox, conversation.clock() + 60
    claim = inbox.answer(group, None, ANSWER, by=ADA).detail
    catalogue = Catalogue(conversation.engine.store)
    for kind in ("answered", "withdrawn", "restored"):
        if kind == "withdrawn":
            curating.remove(catalogue, claim, datetime.datetime(2026, 1, 1))
        elif kind == "restored":
            curating.restore(catalogue, claim)
        inbox.correct()
        notice = outbox.take("telegram", now)
        assert notice
        assert notice.kind == kind
        outbox.sent(notice, "false", now=now)
    inbox.undo(group, by=ADA)
    left = [outbox.take("telegram", now) for _ in range(2)]
    assert [notice and notice.kind for notice in left] == ["withdrawn", None]


def rated(claim: Claim, verdict: Verdict) -> Claim:
    return replace(claim, reviews=tuple(replace(review, verdict=verdict) for review in claim.reviews))


async def test_whoever_has_blocked_the_bot_is_written_to_no_more_and_everybody_else_is_told(
    conversation: Conversation, server: FakeTelegram
) -> None:
    def blocked(method: str, values: dict[str, Any]) -> None:
        if method == "sendMessage" and values["chat_id"] == 1001:
            raise Refused(403, "Forbidden: bot was blocked by the user")

    server.faults.append(blocked)
    inbox = Inbox(conversation)
    inbox.answer(waiting(conversation, 3), None, ANSWER, by=ADA)
    service = notifying(conversation, to_telegram(server))
    await service.send_due()
    assert [sent["chat_id"] for sent in server.sent] == [1000, 1002]
    assert inbox.outbox.counts() == {"sent": 2, "dropped": 1}
    assert conversation.my_data(Who("telegram", "1001", "1001")).hearing == 0
    await service.finish()


async def test_when_telegram_wants_us_to_wait_nothing_is_sent_until_then_and_nothing_is_lost(
    conversation: Conversation, server: FakeTelegram
) -> None:
    def too_many(method: str, values: dict[str, Any]) -> None:
        if method == "sendMessage" and len(server.sent) == 1:
            raise Refused(429, "Too Many Requests: retry after 40", retry_after=40)

    server.faults.append(too_many)
    now = [conversation.clock() + 1]
    inbox = Inbox(conversation)
    inbox.answer(waiting(conversation, 3), None, ANSWER, by=ADA)
    service = notifying(conversation, to_telegram(server), clock=lambda: now[0])
    await service.send_due()
    assert inbox.outbox.counts() == {"sent": 1, "waiting": 2}
    server.faults.clear()
    now[0] += 41
    await service.send_due()
    assert Counter(sent["chat_id"] for sent in server.sent) == {1000: 1, 1001: 1, 1002: 1}
    await service.finish()


async def test_nobody_is_told_in_quiet_hours_and_everybody_after(
    conversation: Conversation, server: FakeTelegram
) -> None:
    group = waiting(conversation, 3)
    Inbox(conversation).answer(group, None, ANSWER, by=ADA)
    now = [conversation.clock() + 1]
    begun = datetime.datetime.fromtimestamp(now[0], datetime.timezone.utc)
    over = begun + datetime.timedelta(hours=1)
    quiet = quiet_hours({"QUIET_HOURS": f"{begun:%H:%M}-{over:%H:%M}"})
    service = notifying(conversation, to_telegram(server), clock=lambda: now[0], quiet=quiet)
    await service.send_due()
    assert server.sent == []
    now[0] += 3600
    await service.send_due()
    assert len(server.sent) == 3
    await service.finish()


async def test_an_answer_that_was_taken_back_and_given_anew_is_told_anew(
    conversation: Conversation, server: FakeTelegram
) -> None:
    group, inbox = waiting(conversation, 1), Inbox(conversation)
    service = notifying(conversation, to_telegram(server))
    inbox.answer(group, None, ANSWER, by=ADA)
    await service.send_due()
    inbox.undo(group, by=ADA)
    inbox.answer(group, None, {**ANSWER, "verdict": "true", "rating": "True"}, by=ADA)
    await service.send_due()
    await service.send_due()
    first, back, anew = (sent["text"] for sent in server.sent)
    assert "✘ False" in first
    assert back.startswith("The answer that you were told has been taken back.")
    assert "✔ True" in anew
    await service.finish()


def test_an_answer_that_is_taken_back_while_it_is_on_its_way_is_not_tried_again_or_taken_back_twice(
    conversation: Conversation,
) -> None:
    group, inbox = waiting(conversation, 2), Inbox(conversation)
    outbox, now = inbox.outbox, conversation.clock() + 60
    inbox.link(group, None, conversation.engine.latest(1)[0].id, by=ADA)
    arrived, failed = outbox.take("telegram", now), outbox.take("telegram", now)
    assert arrived
    assert failed
    inbox.undo(group, by=ADA)
    outbox.sent(arrived, "true", now=now)
    outbox.later(failed, now)
    assert inbox.correct() == 0
    left = [outbox.take("telegram", now) for _ in range(3)]
    assert [notice and notice.kind for notice in left] == ["withdrawn", "withdrawn", None]
    assert {notice.question for notice in left if notice} == {arrived.question, failed.question}


async def test_of_two_processes_one_sends_and_the_other_goes_on_when_it_stops(
    conversation: Conversation, server: FakeTelegram
) -> None:
    Inbox(conversation).answer(waiting(conversation, 2), None, ANSWER, by=ADA)
    file = conversation.engine.store.file
    first = notifying(conversation, to_telegram(server))
    assert Outbox(file, owner=conversation.ledger.owner).lead("telegram", conversation.clock())
    other = Outbox(file, owner=conversation.ledger.owner + "0")
    second = Notifying(other, [to_telegram(server)], conversation)
    await second.send_due()
    assert server.sent == []
    await first.finish()
    await second.send_due()
    assert len(server.sent) == 2
    await second.finish()


async def test_whoever_asked_on_slack_is_told_in_the_thread_or_alone_and_can_stop_it(
    conversation: Conversation,
) -> None:
    async with running(conversation) as bot:
        shown = await bot.people.mention(QUESTION)
        passed = await bot.people.seen(await bot.people.press(shown, "editors", ephemeral=False))
        said = await bot.people.seen(await bot.people.press(passed, "hear"))
        assert plain(said).startswith("You will be told here")
        alone = await bot.people.command(QUESTION, "U0OTHER")
        passed = await bot.people.seen(await bot.people.press(alone, "editors", "U0OTHER"))
        said = await bot.people.seen(await bot.people.press(passed, "hear", "U0OTHER"))
        assert plain(said).startswith("You will be told in a direct message")
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        assert inbox.answer(group.id, group.version, ANSWER, by=ADA).told == 2
        installations = Installations(conversation.ledger.file, conversation.identities, "slack")
        sender = SlackSender(installations, SLACK_TOKEN, api_url(bot.slack.url), pace=0.0)
        before = len(bot.slack.of("chat.postMessage"))
        bot.slack.fail["chat.postMessage"] = [
            (429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "30"}),
            (500, "", {}),
        ]
        now = [conversation.clock() + 1]
        service = notifying(conversation, sender, clock=lambda: now[0])
        await service.send_due()
        assert inbox.outbox.counts() == {"waiting": 2}
        for _ in range(2):
            now[0] += 31
            await service.send_due()
        await service.send_due()
        told = bot.slack.of("chat.postMessage")[before + 2 :]
        assert sorted((each["channel"], each.get("thread_ts", "")) for each in told) == [
            ("C0CHANNEL", "1700000000.000100"),
            ("U0OTHER", ""),
        ]
        (mine,) = (each for each in told if each["channel"] == "C0CHANNEL")
        assert plain(mine).startswith("You wanted to hear of this question.")
        assert "Entenhausen Check" in plain(mine)
        assert ids(mine) == ["stop_hearing"]
        stopped = await bot.people.seen(await bot.people.press(mine, "stop_hearing", ASKER, ephemeral=False))
        assert stopped["text"] == "You will hear no more of this question."
        await service.finish()
        bot.slack.fail["chat.postMessage"] = [(200, '{"ok": false, "error": "account_inactive"}', {})]
        inbox.undo(group.id, by=ADA)
        service = notifying(conversation, sender)
        await service.send_due()
        assert inbox.outbox.counts().get("dropped") == 1
        await service.finish()
        assert bot.slack.problems == []


async def test_in_a_form_on_slack_the_button_is_under_the_note_and_the_news_come_to_the_asker_alone(
    conversation: Conversation,
) -> None:
    async with running(conversation) as bot:
        await bot.people.shortcut({"text": QUESTION, "ts": "1700000000.000900", "user": "U0AUTHOR"})
        for number, action in enumerate(("editors", "hear"), 1):
            await bot.slack.until(lambda n=number: len(bot.slack.of("views.update")) == n)
            view = bot.slack.of("views.update")[-1]["view"]
            await bot.people.press(view, action, view=view)
        await bot.slack.until(lambda: len(bot.slack.of("views.update")) == 3)
        view = bot.slack.of("views.update")[-1]["view"]
        assert "You will be told in a direct message" in plain(view)
        assert ids(view)[-1] == "stop_hearing"
        assert "hear" not in ids(view)
        inbox = Inbox(conversation)
        (group,) = inbox.open()
        inbox.dismiss(group.id, None, "", tell=True, by=ADA)
        installations = Installations(conversation.ledger.file, conversation.identities, "slack")
        service = notifying(conversation, SlackSender(installations, SLACK_TOKEN, api_url(bot.slack.url)))
        await service.send_due()
        (told,) = bot.slack.of("chat.postMessage")
        assert told["channel"] == ASKER
        assert plain(told).startswith("The editors have looked at this question and will not check it.")
        assert inbox.outbox.counts() == {"sent": 1}
        await service.finish()
        assert bot.slack.problems == []


async def test_of_hundreds_that_a_killed_process_was_telling_none_is_lost_and_one_at_most_comes_twice(
    server: FakeTelegram, path: Path
) -> None:
    people, secret = 200, "a " + "secret"
    conversation = run.open_conversation(path, {"FACTCHECK_SECRET": secret})
    Inbox(conversation).answer(waiting(conversation, people), None, ANSWER, by=ADA)
    conversation.engine.close()
    environ = {"PATH": os.environ["PATH"], "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    command = [sys.executable, "-m", "adapters", "run", "telegram", "--db", str(path)]

    async def telling(seen: int) -> None:
        process = await asyncio.create_subprocess_exec(
            *command,
            env={**environ, "FACTCHECK_SECRET": secret},
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await until(lambda: len({sent["chat_id"] for sent in server.sent}) >= seen, seconds=60)
        finally:
            process.kill()
            await process.wait()

    for seen in (50, 110, people):
        await telling(seen)
    conversation = run.open_conversation(path, {"FACTCHECK_SECRET": secret})
    service = notifying(conversation, to_telegram(server))
    await service.send_due()
    await service.finish()
    assert Inbox(conversation).outbox.counts() == {"sent": people}
    conversation.engine.close()
    counted = Counter(sent["chat_id"] for sent in server.sent)
    assert set(counted) == set(range(1000, 1000 + people))
    assert sum(counted.values()) - people <= 3  # one in flight at each of three kills
    assert max(counted.values()) <= 2
