"""How fast Slack's commands are acknowledged and answered, beside a bare bolt app on the same server.

In one run, with the same signed deliveries over keep-alive connections: acknowledgements a second of a
bare `AsyncApp` whose handler only acknowledges, and of ours, which also writes each delivery down and
answers it; the time from command to answer at its response_url at a quarter of our load; and a burst with
repetitions, each of which is to be answered once.
"""

import argparse
import asyncio
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.telegram_chat import free_port

SECRET = "bench" + "mark"
TOKEN = "xoxb-" + "benchmark"
CONNECTIONS = 32
QUESTIONS = (
    "Did Obama say he'd have more flexibility?",
    "Does garlic cure covid?",
    "Is the moon made of cheese?",
    "Did the pope endorse Donald Trump?",
)
LEAST_SHARE, MOST_P95 = 0.6, 60.0


class Answers:
    """A Web API that says yes, and response_urls that note when each was answered."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.count: Counter[str] = Counter()

    async def start(self) -> str:
        app = web.Application(client_max_size=2**22)
        app.router.add_post("/respond/{id}", self._respond)
        app.router.add_post("/api/{method}", self._api)
        self.runner = web.AppRunner(app, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.runner.addresses[0][1]}"

    async def _respond(self, request: web.Request) -> web.Response:
        await request.read()
        id_ = request.match_info["id"]
        self.at.setdefault(id_, time.perf_counter())
        self.count[id_] += 1
        return web.Response(text="ok")

    async def _api(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "user_id": "U0", "bot_id": "B0", "team_id": "T0"})


@contextlib.asynccontextmanager
async def server(*command: str, **environ: str) -> AsyncIterator[str]:
    """A server of its own process, once it answers; its address."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TELEGRAM_"))}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env={**kept, **environ, "PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession() as session:
            for _ in range(600):
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"{url}/healthz"):
                        break
                await asyncio.sleep(0.05)
        yield url
    finally:
        process.terminate()
        await process.wait()


def delivery(answers_url: str, id_: str) -> tuple[bytes, dict[str, str]]:
    """A signed slash command, with the headers that prove it."""
    fields = {
        "command": "/factcheck",
        "text": QUESTIONS[hash(id_) % len(QUESTIONS)],
        "team_id": "T0",
        "channel_id": "C0",
        "user_id": "U1",
        "trigger_id": id_,
        "response_url": f"{answers_url}/respond/{id_}",
    }
    body, moment = urlencode(fields), str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=body)
    return body.encode(), {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": moment,
        "x-slack-signature": str(signature),
    }


async def flood(session: aiohttp.ClientSession, url: str, deliveries: list[Any]) -> tuple[float, float]:
    """All deliveries as fast as they are acknowledged: how many a second, and the longest wait."""
    waiting = list(reversed(deliveries))
    longest = 0.0

    async def send() -> None:
        nonlocal longest
        while waiting:
            body, headers = waiting.pop()
            started = time.perf_counter()
            async with session.post(f"{url}/slack/events", data=body, headers=headers) as response:
                assert response.status == 200, response.status
                await response.read()
            longest = max(longest, time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
    return len(deliveries) / (time.perf_counter() - started), longest


async def paced(
    session: aiohttp.ClientSession, url: str, answers: Answers, answers_url: str, rate: float, count: int
) -> list[float]:
    """Commands at a steady rate; the milliseconds from each to its answer."""
    sent: dict[str, float] = {}

    async def send(id_: str) -> None:
        body, headers = delivery(answers_url, id_)
        sent[id_] = time.perf_counter()
        async with session.post(f"{url}/slack/events", data=body, headers=headers) as response:
            await response.read()

    begin, tasks = time.perf_counter(), []
    for number in range(count):
        await asyncio.sleep(max(0.0, begin + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(send(f"paced{number}")))
    await asyncio.gather(*tasks)
    await until(lambda: all(id_ in answers.at for id_ in sent), 60)
    return [(answers.at[id_] - at) * 1000 for id_, at in sent.items()]


async def until(condition: Any, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while not condition():
        assert time.perf_counter() < end, "not everything was answered"
        await asyncio.sleep(0.05)


async def measure(deliveries: int, burst: int, load: float | None = None) -> dict[str, Any]:
    answers = Answers()
    answers_url = await answers.start()
    rates: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "FACTCHECK_DB": str(Path(folder) / "factcheck.db"),
            "SLACK_API_URL": f"{answers_url}/api/",
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
        }
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS)) as session,
            server("-m", "benchmarks.bare_bolt", **environ) as bare,
            server("-m", "adapters", "run", "web", **environ) as ours,
        ):
            longest = 0.0
            for turn in range(3):
                for name, url in (("bare", bare), ("ours", ours)):
                    ids = [f"{name}{turn}.{number}" for number in range(deliveries)]
                    rate, waited = await flood(session, url, [delivery(answers_url, id_) for id_ in ids])
                    rates[name].append(rate)
                    if name == "ours":
                        longest = max(longest, waited)
                        await until(lambda ids=ids: all(id_ in answers.at for id_ in ids), 300)
            rate = statistics.median(rates["ours"])
            load = load or rate / 4
            count = max(200, int(4 * load))
            times = sorted(await paced(session, ours, answers, answers_url, load, count))
            ids = [f"burst{number}" for number in range(burst)]
            twice = [each for id_ in ids for each in [delivery(answers_url, id_)] * 2]
            _, waited = await flood(session, ours, twice)
            await until(lambda: all(id_ in answers.at for id_ in ids), 300)
            await asyncio.sleep(0.5)
    await answers.runner.cleanup()
    return {
        "bare_acknowledged_a_second": round(statistics.median(rates["bare"])),
        "acknowledged_a_second": round(rate),
        "share": round(rate / statistics.median(rates["bare"]), 2),
        "load_a_second": round(load),
        "p50_ms": round(times[len(times) // 2], 1),
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "burst": burst,
        "burst_answered_once": sum(answers.count[id_] == 1 for id_ in ids),
        "longest_acknowledgement_s": round(max(longest, waited), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=1500, help="for each of three turns")
    parser.add_argument("--burst", type=int, default=5000)
    parser.add_argument("--load", type=float, help="commands a second, instead of a quarter of our rate")
    options = parser.parse_args()
    found = asyncio.run(measure(options.deliveries, options.burst, options.load))
    print(json.dumps(found, indent=1))
    good = (
        found["share"] >= LEAST_SHARE
        and found["p95_ms"] < MOST_P95
        and found["burst_answered_once"] == found["burst"]
        and found["longest_acknowledgement_s"] < 3
    )
    print("Slack: within its bars" if good else "Slack: NOT within its bars")


if __name__ == "__main__":
    main()
