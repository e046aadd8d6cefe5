"""Writes news to people on Telegram: as a reply to their own message, with a button that stops it."""

import datetime
from collections.abc import Mapping
from typing import Any

import telegram
from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from .. import logs
from ..notifying import News, NotNow, Refused, ShutOut
from .desk import NO_PREVIEW, button, keyboard
from .html import answer_html, escape
from .read import PLATFORM
from .request import Request, seconds_to_wait

STOP = "t"
_GONE = ("chat not found", "user is deactivated", "not enough rights", "chat_write_forbidden")
_WRONG_TOKEN_SECONDS = 300.0


def sender(environ: Mapping[str, str]) -> "TelegramSender":
    """The sender, from settings."""
    api_url = environ.get("TELEGRAM_API_URL", "").strip().rstrip("/")
    return TelegramSender(environ["TELEGRAM_BOT_TOKEN"].strip(), api_url=api_url)


class TelegramSender:
    """Telegram takes some thirty messages a second from a bot."""

    platform = PLATFORM

    def __init__(
        self,
        token: str,
        *,
        api_url: str = "",
        pace: float = 0.05,
    ) -> None:
        self.pace = pace
        self._requests = (Request(), Request())
        base: dict[str, Any] = {"base_url": f"{api_url}/bot"} if api_url else {}
        self._bot = telegram.Bot(
            token, request=self._requests[0], get_updates_request=self._requests[1], **base
        )

    async def send(self, address: Mapping[str, Any], news: News) -> None:
        try:
            await self._send(address, news)
        except RetryAfter as error:
            raise NotNow(seconds_to_wait(error)) from error
        except Forbidden as error:
            raise ShutOut from error
        except (BadRequest, ChatMigrated) as error:
            if any(each in error.message.lower() for each in _GONE):
                raise ShutOut from error
            logs.event("telegram.refused", reason=error.message.replace(" ", "_"))
            raise Refused from error
        except InvalidToken as error:
            logs.event("telegram.wrong_token")
            raise NotNow(_WRONG_TOKEN_SECONDS) from error
        except TelegramError as error:
            logs.event("telegram.unreachable", error=type(error).__name__)
            raise NotNow from error

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    async def _send(self, address: Mapping[str, Any], news: News) -> None:
        words = news.words
        html = escape(news.sentence)
        if news.answer:
            html = answer_html(news.answer, words, today=datetime.date.today(), above=news.sentence)
        await self._bot.send_message(
            chat_id=address["chat"],
            text=html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(address["message"], allow_sending_without_reply=True),
            message_thread_id=address.get("thread"),
            reply_markup=keyboard([[button(words("stop hearing"), STOP, news.shown)]]),
        )
