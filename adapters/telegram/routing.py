"""Telegram: which update goes to which handler, and the service that polls or takes webhooks."""

import asyncio
import contextlib
import hashlib
import hmac
import os
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, Literal, TypeVar

import telegram
from starlette.routing import BaseRoute
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot import settings
from bot.conversation import Conversation, Who
from bot.errors import ServiceError

from .. import logs
from ..editors.newsroom import Newsroom, newsroom
from ..service import think
from . import read
from .answers import Answers
from .buttons import Buttons
from .cards import EDITORS
from .commands import IN_PRIVATE, Commands, publish
from .desk import Desk
from .editors import Editors
from .html import escape
from .inline import Inline
from .intake import MOST_IN_HAND, UPDATES, Intake, Polling, Webhook
from .later import Later
from .request import LONGEST_WAIT, NotSent, Request, Sending, seconds_to_wait

_LONGEST_PAUSE = 30.0
# What has to wait longer is kept where it is in nobody's way. A webhook hands it back to Telegram instead.
_LONGEST_WAIT_IN_HAND = 1.0
_MEMBER = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)
T = TypeVar("T")
Context = ContextTypes.DEFAULT_TYPE


def service(
    conversation: Conversation, environ: Mapping[str, str], how: Literal["polling", "webhook"]
) -> "Telegram":
    """The service, from settings. Raises `MissingSettings`."""
    settings.need(environ, ["TELEGRAM_BOT_TOKEN"])
    return Telegram(
        conversation,
        environ["TELEGRAM_BOT_TOKEN"].strip(),
        how=how,
        api_url=environ.get("TELEGRAM_API_URL", "").strip().rstrip("/"),
        public_url=settings.public_url(environ),
        secret=settings.webhook_secret(environ),
        days=settings.retention_days(environ),
        editors=newsroom(environ, "EDITORS_TELEGRAM_CHAT"),
    )


class Telegram:
    """The bot on Telegram while the process runs."""

    name = "telegram"

    def __init__(
        self,
        conversation: Conversation,
        token: str,
        *,
        how: Literal["polling", "webhook"],
        api_url: str = "",
        public_url: str = "",
        secret: str = "",
        days: int = settings.RETENTION_DAYS,
        most: int = MOST_IN_HAND,
        editors: Newsroom | None = None,
    ) -> None:
        self.up = False
        self._requests = (Request(), Request())
        self.application = _application(token, api_url, *self._requests)
        self._how = how
        self._path = f"/telegram/{_derived(token, 'path')}"
        self._public_url = public_url
        self._secret = secret or _derived(token, "secret")
        self._sending = Sending(longest=_LONGEST_WAIT_IN_HAND if how == "polling" else LONGEST_WAIT)
        self._desk = Desk(conversation, self.application.bot, self._sending, read.Bot(0, ""), days)
        self._answers = Answers(self._desk)
        self._editors = editors and Editors(self._desk, editors)
        self._not_sent: dict[int, float] = {}
        self._commands: dict[str, Callable[[telegram.Message], Awaitable[None]]] = {}
        self._add_handlers()
        self._intake = Intake(conversation.ledger, self._answer, most=most)
        self._webhook = Webhook(self._intake, self.application.bot, path=self._path, secret=self._secret)
        self._later = Later(self._intake, conversation.ledger, self.application.bot, token)
        self._polling = Polling(self._intake, self.application.bot, self._later.keep)
        self._publishing: asyncio.Task[None] | None = None

    def routes(self) -> Sequence[BaseRoute]:
        return self._webhook.routes()

    async def start(self) -> None:
        """Introduce the bot to Telegram, and begin. Raises `ServiceError`."""
        await self._patiently(self.application.initialize)
        me = self.application.bot.bot
        self._desk.me = read.Bot(me.id, me.username or "")
        self._later.start()
        if self._how == "polling":
            await self._patiently(self.application.bot.delete_webhook)
            self._polling.start()
        elif self._public_url:
            await self._patiently(self._register)
        else:
            logs.event("telegram.not_registered", reason="PUBLIC_URL_is_not_set")
        # Nothing that anybody has to wait for.
        self._publishing = asyncio.create_task(publish(self._desk))
        if self._editors:
            self._editors.cards.start()
        self.up = True

    def stop_taking(self) -> None:
        self._intake.stop() if self._how == "webhook" else self._polling.stop()
        self._later.stop()
        self._sending.stop()

    async def finish(self) -> None:
        if self._publishing:
            self._publishing.cancel()
            await asyncio.gather(self._publishing, return_exceptions=True)
        await self._polling.finish()
        await self._later.finish()
        await self._intake.idle()
        if self._editors:
            await self._editors.cards.finish()
        await self.application.shutdown()
        await asyncio.gather(*(request.shutdown() for request in self._requests))

    async def _register(self) -> None:
        await self.application.bot.set_webhook(
            self._public_url + self._path,
            secret_token=self._secret,
            allowed_updates=UPDATES,
            max_connections=min(MOST_IN_HAND, 100),
        )

    async def _patiently(self, call: Callable[[], Awaitable[Any]]) -> None:
        """At the start, wait until Telegram can be reached, and as long as it asks us to wait."""
        pause = 0.5
        while True:
            try:
                await call()
                return
            except RetryAfter as error:
                logs.event("telegram.asked_to_wait", seconds=seconds_to_wait(error))
                await asyncio.sleep(seconds_to_wait(error))
            except InvalidToken as error:
                raise ServiceError(
                    "Telegram does not know this TELEGRAM_BOT_TOKEN: copy it again from @BotFather."
                ) from error
            except TelegramError as error:
                if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
                    raise ServiceError(f"Telegram refuses to start the bot: {error.message}.") from error
                logs.event("telegram.unreachable", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    # Which update goes where

    async def _answer(self, update: telegram.Update) -> float | None:
        """None if the update has been dealt with; if what it calls for could not be sent, or not yet, after
        how many seconds it is to be tried again."""
        if not self.up:
            return _LONGEST_WAIT_IN_HAND
        await self.application.process_update(update)
        return self._not_sent.pop(update.update_id, None)

    def _add_handlers(self) -> None:
        desk, answers = self._desk, self._answers
        commands, buttons, inline = Commands(desk, answers), Buttons(desk, answers), Inline(desk)
        add, said = self.application.add_handler, filters.UpdateType.MESSAGES
        for name in ("start", *IN_PRIVATE):
            self._commands[name] = getattr(commands, name)
        self._commands["language"] = commands.settings
        if self._editors:
            press = _on(lambda update: update.callback_query, self._editors.pressed)
            add(CallbackQueryHandler(press, pattern=f"^{EDITORS}:"))
            self._commands["cancel"] = self._editors.cancel
        add(CallbackQueryHandler(_on(lambda update: update.callback_query, buttons.pressed)))
        add(InlineQueryHandler(_on(lambda update: update.inline_query, inline.query)))
        add(ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER))
        add(MessageHandler(filters.StatusUpdate.MIGRATE, _on(_a_message, self._migrated)))
        add(MessageHandler(filters.UpdateType.GUEST_MESSAGE, _on(_a_message, inline.guest)))
        add(MessageHandler(said & ~filters.StatusUpdate.ALL, _on(_a_message, self._message)))
        self.application.add_error_handler(self._failed)

    async def _message(self, message: telegram.Message) -> None:
        """A private message of a person is answered; in a group only what is meant for the bot. One that was
        edited is read as if it were new; without a word, it is a place that moves on, or the like."""
        if read.is_of_bot(message, self._desk.me) or (read.is_edited(message) and not read.text_of(message)):
            return
        command = self._command(message)
        if command:
            await command(message)
        elif read.is_private(message):
            await self._in_private(message)
        elif not (self._editors and await self._editors.replied(message)):
            await self._in_group(message)

    def _command(self, message: telegram.Message) -> Callable[[telegram.Message], Awaitable[None]] | None:
        """The command that a message is, if it is one. In private an album is asked about as a whole; in a
        group only an answer follows what is edited."""
        name = read.command(message, self._desk.me)
        private = read.is_private(message)
        if private and read.is_album(message):
            return None
        if read.is_edited(message) and not private and name != "factcheck":
            return None
        return self._commands.get(name)

    async def _in_private(self, message: telegram.Message) -> None:
        plain, said = not read.is_forward(message) and not read.is_album(message), read.text_of(message)
        if plain and said.startswith("/"):
            words = await self._desk.wording(read.who(message), message.from_user)
            await self._desk.reply(message, escape(words("unknown command")))
        elif not (plain and said and await self._answers.called(message, said)):
            await self._answers.message(message)

    async def _in_group(self, message: telegram.Message) -> None:
        """What calls the bot: a mention, or a reply to it. A command that is not ours is another bot's."""
        if read.text_of(message).startswith("/"):
            return
        said = read.without_mention(message, self._desk.me)
        if said is None and not read.replies_to(message, self._desk.me):
            await self._overheard(message)
        elif said is None:
            await self._answers.message(message)
        elif not await self._answers.called(message, said):
            await self._answers.ask(message, read.asked(message, said))

    async def _overheard(self, message: telegram.Message) -> None:
        """Not meant for the bot: answered only if the group's admins want so, only with a match, and only if
        that can be sent now, as what does not call the bot is never written down."""
        kept = await think(self._desk.conversation.settings, read.who(message))
        if kept.get("when") == "matches" and read.text_of(message):
            with contextlib.suppress(NotSent):
                await self._answers.ask(message, read.asked(message), quiet=True)

    async def _migrated(self, message: telegram.Message) -> None:
        if message.migrate_to_chat_id:
            await self._desk.moved(message.chat.id, message.migrate_to_chat_id)

    async def _membership(self, update: telegram.Update, _: Context) -> None:
        """Added to a group: says once what it does and does not read."""
        change = update.my_chat_member
        if change is None:
            return
        old, new = change.old_chat_member.status, change.new_chat_member.status
        if change.chat.type in ("group", "supergroup") and new in _MEMBER and old not in _MEMBER:
            here = Who(read.PLATFORM, str(change.chat.id), str(change.chat.id))
            words = await self._desk.wording(here, change.from_user)
            await self._sending.sent(
                lambda: self.application.bot.send_message(change.chat.id, words("added to group"))
            )

    async def _failed(self, update: object, context: Context) -> None:
        """Nothing could be sent: hand the update back. Anything else: tell the person, with an id."""
        if not isinstance(update, telegram.Update):
            return
        if isinstance(context.error, NotSent):
            self._not_sent[update.update_id] = context.error.seconds
            return
        if isinstance(context.error, Forbidden):
            return
        id_ = logs.problem("telegram.handler", context.error)
        message = update.effective_message
        if message:
            words = await self._desk.wording(read.who(message), update.effective_user)
            await self._desk.reply(message, escape(words("failed", id=id_)))


def _application(token: str, api_url: str, sending: Request, polling: Request) -> Any:
    # Otherwise python-telegram-bot warns at every RetryAfter.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    builder = Application.builder().token(token).updater(None).job_queue(None)
    builder = builder.request(sending).get_updates_request(polling)
    if api_url:
        builder = builder.base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
    return builder.build()


def _on(
    pick: Callable[[telegram.Update], T | None], handle: Callable[[T], Awaitable[None]]
) -> Callable[[telegram.Update, Any], Coroutine[Any, Any, None]]:
    """A handler of what is picked from an update."""

    async def handler(update: telegram.Update, _: Any) -> None:
        picked = pick(update)
        if picked is not None:
            await handle(picked)

    return handler


def _a_message(update: telegram.Update) -> telegram.Message | None:
    return update.effective_message or update.guest_message


def _derived(token: str, purpose: str) -> str:
    """A secret that only whoever has the token can know."""
    return hmac.new(token.encode(), f"factcheck {purpose}".encode(), hashlib.sha256).hexdigest()[:40]
