"""Ways to write to the bot on Telegram, as the tests need them: real payloads, built up from few words."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import uvicorn

from adapters import web
from adapters.service import WebService
from adapters.telegram.routing import Telegram
from bot.conversation import Conversation

from .fake_telegram import TOKEN, FakeTelegram

ANNA = {"id": 11, "is_bot": False, "first_name": "Anna"}
BERT = {"id": 22, "is_bot": False, "first_name": "Bert"}
GROUP = {"id": -100, "type": "supergroup", "title": "Readers"}
CHANNEL = {"id": -200, "type": "channel", "title": "Patriot News"}
_numbers = iter(range(1, 10_000_000))


def message(
    text: str | None = None, *, user: dict[str, Any] = ANNA, chat: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A message as Telegram delivers it; commands and mentions get their entities."""
    made: dict[str, Any] = {
        "message_id": next(_numbers),
        "date": 1_700_000_000,
        "chat": chat or {"id": user["id"], "type": "private", "first_name": user["first_name"]},
        "from": user,
        **more,
    }
    if text is not None:
        made["text"] = text
        if text.startswith("/"):
            made["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        elif "@factcheck_bot" in text:
            made["entities"] = [{"type": "mention", "offset": text.index("@factcheck_bot"), "length": 14}]
    return made


def forwarded(text: str | None, origin: dict[str, Any], **more: Any) -> dict[str, Any]:
    return message(text, forward_origin={"date": 1_480_000_000, **origin}, **more)


def pressed(
    sent: dict[str, Any], label: str, asked: dict[str, Any], *, user: dict[str, Any] = ANNA
) -> dict[str, Any]:
    """The callback query for the button with this label under a message of the bot's."""
    data = next(button["callback_data"] for button in sent["buttons"] if button["text"] == label)
    own = {
        "message_id": sent["message_id"],
        "date": 1_700_000_001,
        "chat": asked["chat"],
        "text": sent["text"] or "x",
    }
    own |= {"from": {"id": 77, "is_bot": True, "first_name": "F"}, "reply_to_message": asked}
    if sent.get("quote"):
        own["quote"] = {"text": sent["quote"], "position": 0, "is_manual": True}
    return {"id": str(next(_numbers)), "from": user, "chat_instance": "1", "data": data, "message": own}


async def say(server: FakeTelegram, said: dict[str, Any], kind: str = "message") -> list[dict[str, Any]]:
    """Deliver something to the webhook; what the bot sent because of it."""
    before = len(server.sent)
    status, _ = await server.post(server.update(**{kind: said}))
    assert status == 200
    return server.sent[before:]


def last(server: FakeTelegram, method: str) -> dict[str, Any]:
    """What the bot sent with its last call of a method."""
    return next(values for name, values in reversed(server.calls) if name == method)


async def until(met: Any, *, seconds: float = 8.0) -> None:
    """Wait until something is so; fail if it does not come about."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def polling(conversation: Conversation, server: FakeTelegram) -> AsyncIterator[Telegram]:
    """The bot, polling this server."""
    async with _started(Telegram(conversation, TOKEN, how="polling", api_url=server.url)) as bot:
        yield bot


@contextlib.asynccontextmanager
async def webhook(
    conversation: Conversation, server: FakeTelegram, **options: Any
) -> AsyncIterator[Telegram]:
    """The bot in a web process of its own port, registered with this server."""
    listening = socket.create_server(("127.0.0.1", 0))
    bot = Telegram(
        conversation,
        TOKEN,
        how="webhook",
        api_url=server.url,
        public_url=f"http://127.0.0.1:{listening.getsockname()[1]}",
        **options,
    )
    async with serving([bot], listening), _started(bot):
        yield bot


@contextlib.asynccontextmanager
async def _started(bot: Telegram) -> AsyncIterator[Telegram]:
    await bot.start()
    try:
        yield bot
    finally:
        bot.stop_taking()
        await bot.finish()


@contextlib.asynccontextmanager
async def serving(services: list[WebService], listening: socket.socket) -> AsyncIterator[None]:
    config = uvicorn.Config(web.app(services), log_config=None, lifespan="off")
    running = uvicorn.Server(config)
    with listening:
        task = asyncio.create_task(running.serve([listening]))
        await until(lambda: running.started)
        try:
            yield
        finally:
            running.should_exit = True
            await task


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
