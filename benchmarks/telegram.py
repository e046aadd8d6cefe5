"""Telegram under load, beside an echo bot on the same machine in the same run: `make bench`.

Both take webhooks in a process of their own and send to the same small Bot API server in this process,
which answers at once. The questions are the thousand of our own dev set, over and over; like any
message that many send, one that comes again is not looked up again. The echo bot is
python-telegram-bot's own example with its own webhook server.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import psutil
from aiohttp import web

from benchmarks import datasets
from bot import evaluation
from bot.engine import open_engine
from tests.telegram_chat import free_port

TOKEN = "123456:" + "bench" * 7
SECRET = "bench-secret"  # noqa: S105 - of a server on this machine
CONNECTIONS = 40
ECHO = """
import sys
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

app = Application.builder().token(sys.argv[1]).base_url(sys.argv[2] + "/bot").build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_webhook(listen="127.0.0.1", port=int(sys.argv[3]), url_path="hook", secret_token=sys.argv[4],
                webhook_url=f"http://127.0.0.1:{sys.argv[3]}/hook")
"""


class Server:
    """The Bot API as far as a load test needs it; notes when what was sent to which chat."""

    def __init__(self) -> None:
        self.sent: dict[int, float] = {}
        self.counts: Counter[int] = Counter()
        self.webhook = ""

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._receive)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        method, values = request.match_info["method"], await request.post()
        result: object = True
        if method == "getMe":
            result = {"id": 77, "is_bot": True, "first_name": "B", "username": "bench_bot"}
        elif method == "setWebhook":
            self.webhook = str(values["url"])
        elif method == "sendMessage":
            chat = int(str(values["chat_id"]))
            self.sent.setdefault(chat, time.perf_counter())
            self.counts[chat] += 1
            result = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
        return web.json_response({"ok": True, "result": result})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=8, help="of load for each figure")
    options.add_argument("--burst", type=int, default=10_000, help="updates of the burst")
    asyncio.run(_main(options.parse_args()))


async def _main(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        starter, large = Path(folder) / "starter.db", Path(folder) / "large.db"
        questions = [row["text"] for row in datasets.questions("dev") if row["kind"] != "forward"]
        _fill(large)
        print(f"{'':34}{'updates/s':>10}{'of echo':>9}{'p95 ms at a quarter':>21}{'most MB':>9}")
        echo = await _measure("echo bot", None, questions, options, 0.0)
        for name, path in (("this bot, 220 claims", starter), ("this bot, 14,000 claims", large)):
            if path is starter or path.exists():
                await _measure(name, path, questions, options, echo)
        await _burst(Path(folder) / "burst.db", questions, options.burst)


def _fill(path: Path) -> None:
    found = datasets.labelled("snopes", "train")
    if found:
        engine = open_engine(path)
        engine.store.put(evaluation.read_claims(found[0]))
        engine.index.refresh()
        engine.close()


@contextlib.asynccontextmanager
async def _bot(path: Path | None, server: Server, url: str) -> AsyncIterator[psutil.Process]:
    port = free_port()
    if path is None:
        command = [sys.executable, "-c", ECHO, TOKEN, url, str(port), SECRET]
    else:
        command = [sys.executable, "-m", "adapters", "run", "web", "--db", str(path)]
    environ = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    process = await asyncio.create_subprocess_exec(
        *command, env=environ, stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
    )
    server.webhook = ""
    while not server.webhook:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _measure(
    name: str, path: Path | None, questions: list[str], options: argparse.Namespace, echo: float
) -> float:
    server = Server()
    async with server.running() as url, _bot(path, server, url) as process:
        ids = itertools.count(1)
        await _load(server, ids, questions, seconds=1.0)
        done, memory = await _load(server, ids, questions, seconds=options.seconds, process=process)
        rate = done / options.seconds
        waits = await _paced(server, ids, questions, rate / 4, options.seconds)
        p95 = statistics.quantiles(waits, n=20)[-1] * 1000
    share = f"{rate / echo:.0%}" if echo else ""
    print(f"{name:34}{rate:10.0f}{share:>9}{p95:21.1f}{memory / 1e6:9.0f}", flush=True)
    return rate


async def _load(
    server: Server,
    ids: "itertools.count[int]",
    questions: list[str],
    *,
    seconds: float,
    process: psutil.Process | None = None,
) -> tuple[int, float]:
    """As many updates as the bot answers: how many it answered in this time, and its most memory."""
    before, end = len(server.sent), time.perf_counter() + seconds
    memory = 0.0

    async def work(client: aiohttp.ClientSession) -> None:
        nonlocal memory
        while time.perf_counter() < end:
            # The echo bot confirms before it answers: keep no more waiting there than here.
            if len(server.sent) + 2 * CONNECTIONS < _last(ids):
                await asyncio.sleep(0.001)
                continue
            await _post(client, server, next(ids), questions)
            if process:
                memory = max(memory, process.memory_info().rss)

    async with _client() as client:
        await asyncio.gather(*(work(client) for _ in range(CONNECTIONS)))
        done = len(server.sent) - before
        while len(server.sent) + 1 < _last(ids):
            await asyncio.sleep(0.01)
    return done, memory


async def _paced(
    server: Server, ids: "itertools.count[int]", questions: list[str], rate: float, seconds: float
) -> list[float]:
    """Seconds from webhook to sendMessage for updates that come at this rate."""
    starts: dict[int, float] = {}
    async with _client() as client:
        tasks = []
        for at in range(int(rate * seconds)):
            id_ = next(ids)
            starts[id_] = time.perf_counter()
            tasks.append(asyncio.create_task(_post(client, server, id_, questions)))
            await asyncio.sleep(max(0.0, starts[min(starts)] + (at + 1) / rate - time.perf_counter()))
        await asyncio.gather(*tasks)
        while any(id_ not in server.sent for id_ in starts):
            await asyncio.sleep(0.01)
    return [server.sent[id_] - at for id_, at in starts.items()]


async def _burst(path: Path, questions: list[str], number: int) -> None:
    """All at once, delivered again until confirmed, as Telegram does; the bot is stopped half way."""
    server = Server()
    async with server.running() as url:
        left = dict.fromkeys(range(1, number + 1))
        memory = longest = 0.0
        for upto in (number // 2, number):
            async with _bot(path, server, url) as process:
                stop = asyncio.create_task(_deliver(server, left, questions))
                while len(server.sent) < upto and not stop.done():
                    memory = max(memory, process.memory_info().rss)
                    await asyncio.sleep(0.05)
                if upto == number:
                    await stop
                started = time.perf_counter()
            longest = max(longest, time.perf_counter() - started)
            stop.cancel()
            await asyncio.gather(stop, return_exceptions=True)
        twice = sum(count > 1 for count in server.counts.values())
        print(
            f"burst of {number:,}, stopped with SIGTERM half way and started again: lost"
            f" {number - len(server.sent)}, answered twice {twice}, most memory {memory / 1e6:.0f} MB,"
            f" longest stop {longest:.1f} s"
        )


async def _deliver(server: Server, left: dict[int, None], questions: list[str]) -> None:
    async def work(worker: int, client: aiohttp.ClientSession) -> None:
        while mine := next((id_ for id_ in left if id_ % CONNECTIONS == worker), None):
            try:
                status = await _post(client, server, mine, questions)
            except aiohttp.ClientError:
                status = 0
            if status == 200:
                del left[mine]
            else:
                await asyncio.sleep(0.05)

    async with _client() as client:
        await asyncio.gather(*(work(worker, client) for worker in range(CONNECTIONS)))


async def _post(client: aiohttp.ClientSession, server: Server, id_: int, questions: list[str]) -> int:
    said = {
        "message_id": id_,
        "date": 1_700_000_000,
        "chat": {"id": id_, "type": "private", "first_name": "A"},
        "from": {"id": id_, "is_bot": False, "first_name": "A"},
        "text": questions[id_ % len(questions)],
    }
    body = json.dumps({"update_id": id_, "message": said})
    async with client.post(server.webhook, data=body) as response:
        return response.status


def _client() -> aiohttp.ClientSession:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS), headers=headers)


def _last(ids: "itertools.count[int]") -> int:
    """How many ids have been given out."""
    return int(re.findall(r"\d+", repr(ids))[0]) - 1


if __name__ == "__main__":
    main()
