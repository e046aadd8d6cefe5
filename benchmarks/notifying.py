"""Whether everybody hears of an answer, however often the process is killed:
`python -m benchmarks.notifying 10000`.

Fills a database with so many people on Telegram who want to hear of one question, answers it, and lets the
real `factcheck run worker` tell them, against the strict server of the tests. The process is killed with
SIGKILL at random moments and started again. Prints how many were told never or twice.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from adapters.opening import open_conversation
from bot.conversation import Conversation, Who
from bot.inbox import Editor, Inbox
from tests.askers import ANSWER, QUESTION
from tests.fake_telegram import TOKEN, FakeTelegram

SECRET = "a " + "secret"
FIRST = 1000
LOOK_SECONDS = 0.01
KILLED_WITHIN_SECONDS = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description="Tell many people, and kill the process again and again.")
    parser.add_argument("people", type=int, nargs="?", default=1000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "factcheck.db"
        conversation = open_conversation(path, {"FACTCHECK_SECRET": SECRET})
        started = time.perf_counter()
        _fill(conversation, given.people)
        print(f"{given.people:,} people want to hear; {time.perf_counter() - started:.0f} s to write down")
        started = time.perf_counter()
        told = asyncio.run(_tell(path, given.people, given.kills, random.Random(given.seed)))  # noqa: S311
        left = {state: n for state, n in Inbox(conversation).outbox.counts().items() if state != "sent"}
        conversation.engine.close()
    counted = Counter(told)
    lost = sum(FIRST + at not in counted for at in range(given.people))
    twice = sum(number > 1 for number in counted.values())
    most = max(counted.values(), default=0)
    print(
        f"lost {lost}, twice {twice}, most for one person {most}, kills {given.kills}, left {left or 'none'}"
    )
    print(f"{time.perf_counter() - started:.0f} seconds")
    sys.exit(bool(lost or twice > given.kills or most > 2))


def _fill(conversation: Conversation, people: int) -> None:
    for at in range(people):
        who = Who("telegram", str(FIRST + at), str(FIRST + at))
        shown = conversation.ledger.show(
            who.platform,
            conversation.person(who),
            f"chat {at}",
            now=conversation.clock(),
            language="en",
            outcome="none",
            milliseconds=5.0,
            claims=(),
            others=(),
        )
        assert conversation.pass_on(who, shown, QUESTION) == "new"
        assert conversation.hear(who, shown, {"chat": FIRST + at, "message": at + 1, "shown": shown})
    inbox = Inbox(conversation)
    (group,) = inbox.open()
    assert inbox.answer(group.id, None, ANSWER, by=Editor("terminal", "Ada")).told == people


async def _tell(path: Path, people: int, kills: int, chance: random.Random) -> list[int]:
    """Who was written to, as often as they were."""
    async with FakeTelegram().running() as server:
        environ = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "FACTCHECK_SECRET": SECRET,
        }
        command = [sys.executable, "-m", "adapters", "run", "worker", "--db", str(path)]
        for seen in sorted(chance.sample(range(people), kills)):
            process = await asyncio.create_subprocess_exec(
                *command, env=environ, stderr=asyncio.subprocess.DEVNULL
            )
            await _until(lambda seen=seen: len(server.sent) > seen, process)
            await asyncio.sleep(chance.random() * KILLED_WITHIN_SECONDS)
            process.kill()
            await process.wait()
            print(f"killed after {len(server.sent):,} messages", flush=True)
        process = await asyncio.create_subprocess_exec(
            *command, env=environ, stderr=asyncio.subprocess.DEVNULL
        )
        await _until(lambda: len({sent["chat_id"] for sent in server.sent[:]}) >= people, process, every=1.0)
        await asyncio.sleep(5)  # whatever might come twice
        process.terminate()
        await process.wait()
        return [sent["chat_id"] for sent in server.sent]


async def _until(met, process: asyncio.subprocess.Process, *, every: float = LOOK_SECONDS) -> None:  # type: ignore[no-untyped-def]
    while not met():
        assert process.returncode is None, "the worker has stopped by itself"
        await asyncio.sleep(every)


if __name__ == "__main__":
    main()
