"""How quick the inbox is with many open questions: `factcheck inbox list`, and finding the group of one more.

The questions are recombined from the starter claims; small vocabularies are the hard case, since every word
is in many groups. Prints the figures; `python -m benchmarks.inbox [NUMBER]`."""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from adapters.opening import open_conversation
from bot import starter
from bot.conversation import Conversation
from bot.grouping import folded
from bot.inbox import Inbox

NUMBER = 100_000
_ASKED = 300
_DAY = 86_400.0


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        conversation = open_conversation(path, {"FACTCHECK_SECRET": "bench"})
        started = time.perf_counter()
        texts = questions(number, seed=1)
        _fill(conversation, texts)
        print(f"{number:,} open questions, put in within {time.perf_counter() - started:.0f} s\n")
        inbox = Inbox(conversation)
        rng = random.Random(3)  # noqa: S311 - nobody's secret
        known = [f"Is it true that {text.lower()}??" for text in rng.sample(texts, min(_ASKED, number))]
        new = questions(_ASKED, seed=2)
        find = conversation.questions.group_of
        _measure("list the first 20, in the process", lambda _: inbox.open(20), known[:50])
        found = _measure("group one that is there in other words", find, known)
        strange = _measure("group one that is new", find, new)
        print(
            f"\nfound their group: {found} of {len(known)} that are there, {strange} of {len(new)} new ones"
        )
        conversation.engine.close()
        _measure("factcheck inbox list, a process of its own", lambda _: _list(path), known[:5])


def questions(number: int, seed: int) -> list[str]:
    """So many distinct questions: some words in a row of each of three claims, and a number."""
    rng = random.Random(seed)  # noqa: S311 - nobody's secret
    claims = [claim.text.split() for claim in starter.claims() if len(claim.text.split()) > 7]
    found: dict[str, None] = {}
    while len(found) < number:
        parts = []
        for words in rng.sample(claims, 3):
            start = rng.randrange(len(words) - 5)
            parts += words[start : start + 5]
        found[" ".join([*parts, str(rng.randrange(2, 10_000))])] = None
    return list(found)


def _fill(conversation: Conversation, texts: list[str]) -> None:
    """Put each in a group of its own, as `Questions.pass_on` does without looking for others."""
    asked, store, now = conversation.questions, conversation.questions.store, time.time()
    with store.file.writing() as db:
        for place, text in enumerate(texts):
            at = now - place % 14 * _DAY
            topic = store.new_topic(db, text, asked._words(text), now=at)
            row = {"shown": f"bench-{place}", "platform": "telegram", "person": f"p{place}", "chat": "c"}
            row |= {"language": "en", "text": text, "near": json.dumps([])}
            store.add_question(
                db, topic, conversation.identities.hash("text", folded(text)), row | {"at": at}
            )


def _measure(what: str, call: Callable[[str], object], texts: list[str]) -> int:
    """Print how long a call takes, and beside it how long the processor worked, which a busy machine
    changes less; how many returned something."""
    call(texts[0])
    times, cpu, some = [], [], 0
    for text in texts:
        started, spent = time.perf_counter(), _spent()
        some += call(text) is not None
        times.append((time.perf_counter() - started) * 1000)
        cpu.append((_spent() - spent) * 1000)
    figures = [
        f"{statistics.median(each):>8.1f} ms median {_p95(each):>8.1f} ms p95" for each in (times, cpu)
    ]
    print(f"{what:<44} {figures[0]}   processor {figures[1]}")
    return some


def _spent() -> float:
    """The processor's seconds until now, with those of processes that were started and have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _list(path: Path) -> int:
    command = [sys.executable, "-m", "adapters", "inbox", "list", "--db", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "COLUMNS": "80"})
    assert done.stdout
    return len(done.stdout)


if __name__ == "__main__":
    main()
