"""What editors do in their group on Telegram, with a strict fake Bot API server."""

import asyncio
import datetime
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.editors.digest import digest
from adapters.editors.newsroom import Newsroom
from bot.conversation import Conversation
from bot.inbox import Editor, Inbox
from bot.model import Claim, Review
from bot.stats import Stats
from bot.wording import Wording

from .askers import passed_on
from .fake_telegram import FakeTelegram, entities
from .telegram_chat import ANNA, BERT, message, until, webhook

ROOM = {"id": -500, "type": "supergroup", "title": "Newsroom"}
QUESTION = "Is the mayor of Entenhausen made of <b>marzipan</b>? https://evil.example @someone /cancel"
NEWSROOM = Newsroom("-500", Wording("en"), publisher="Entenhausen Check")


class Room:
    """The editors' group: its cards, and what editors press and reply there."""

    bot: Any = None

    def __init__(self, server: FakeTelegram, conversation: Conversation) -> None:
        self.server = server
        self.conversation = conversation
        self.inbox = Inbox(conversation)

    async def carded(self, text: str = QUESTION) -> dict[str, Any]:
        passed_on(self.conversation, text, near=("obama-more-flexibility-russia",), hears=True)
        await until(lambda: any(text in each["text"] for each in self.server.sent))
        return next(each for each in self.server.sent if text in each["text"])

    async def press(self, sent: dict[str, Any], label: str, user: dict[str, Any] = ANNA) -> dict[str, Any]:
        """Press a button; the answer to that."""
        data = next(each["callback_data"] for each in sent["buttons"] if each["text"] == label)
        own = {"message_id": sent["message_id"], "date": 1_700_000_001, "chat": ROOM, "text": "x"}
        own |= {"from": {"id": 77, "is_bot": True, "first_name": "F"}}
        query = {"id": str(len(self.server.calls)), "from": user, "chat_instance": "1", "data": data}
        await self.deliver(callback_query={**query, "message": own})
        return next(values for name, values in reversed(self.server.calls) if name == "answerCallbackQuery")

    async def reply(self, text: str, user: dict[str, Any] = ANNA) -> dict[str, Any]:
        """Reply to what the bot asked last; what it says then."""
        to = {"message_id": self.last["message_id"], "date": 1, "chat": ROOM, "text": "x"}
        to |= {"from": {"id": 77, "is_bot": True, "first_name": "F"}}
        await self.deliver(message=message(text, user=user, chat=ROOM, reply_to_message=to))
        return self.last

    async def deliver(self, **update: Any) -> None:
        assert (await self.server.post(self.server.update(**update)))[0] == 200

    @property
    def last(self) -> dict[str, Any]:
        """What the bot said last here; cards are also edited by themselves, at any time."""
        said = (each for each in reversed(self.server.sent) if each["method"] == "sendMessage")
        return next(each for each in said if each["chat_id"] == ROOM["id"])

    async def now(self, card: dict[str, Any], words: str) -> dict[str, Any]:
        """A card, once it says these words."""
        await until(lambda: words in self.server.now(card["message_id"])["text"])
        return self.server.now(card["message_id"])


@pytest.fixture
async def room(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr("adapters.editors.cards.LOOK_SECONDS", 0.02)
    async with FakeTelegram().running() as server, webhook(conversation, server, editors=NEWSROOM) as bot:
        room = Room(server, conversation)
        room.bot = bot
        yield room


async def test_a_new_question_is_a_card_in_which_nothing_is_live(room: Room) -> None:
    card = await room.carded()
    assert card["text"].startswith("Open question\n\n" + QUESTION)
    assert "Asked once" in card["text"]
    found = entities(card["html"])["entities"]
    code = next(each for each in found if each["type"]["@type"] == "textEntityTypeCode")
    assert code["length"] == len(QUESTION)
    labels = [each["text"] for each in card["buttons"]]
    assert labels == ["Answer", "Link to a claim", "Dismiss", "Take it"]


@pytest.mark.parametrize("letters", ["🧀", "x", "<&>", "ab\u202e\x1b\n", "新型"])
async def test_however_long_and_strange_a_question_its_card_and_the_digest_fit(
    room: Room, letters: str
) -> None:
    text, store = f"Is it so? {letters * 3000}"[:3000], room.conversation.engine.store
    review = Review("P", "https://x.org/", "False", "False", "false", "2020-01-01")
    claims = [Claim(f"long-{n}", f"{n} {text}", (review,)) for n in range(5)]
    store.put(claims)
    ids = tuple(claim.id for claim in claims)
    first = passed_on(room.conversation, text, near=ids)
    for number in range(3):  # the same in one group, by hand
        other = passed_on(room.conversation, f"{number} {text}", near=ids)
        if other.id != first.id:
            room.inbox.merge(other.id, first.id, by=Editor("terminal", "Ada"))
    room.inbox.assign(first.id, f"Ada {text}", by=Editor("terminal", "Ada"))
    await until(
        lambda: any("looks after" in each["text"] or "Ada" in each["text"] for each in room.server.sent)
    )
    stats = Stats(9, 9, claims=tuple((claim, 1) for claim in claims), open=(first,) * 5)
    board = room.bot._editors.cards._board
    assert await board.tell(digest(stats, datetime.date(2026, 11, 23), Wording("de")))
    card = next(each["text"] for each in room.server.sent if "Ada" in each["text"])
    shown = card.partition("\n\n")[2].partition("\n\n")[0]
    assert len(shown.encode("utf-16-le")) > 1500
    sent = [each["text"].splitlines() for each in room.server.sent]  # a card may follow the digest
    assert any(sum(line.startswith("1× ") for line in lines) == 10 for lines in sent)


async def test_an_answer_is_given_in_a_dialogue_and_the_card_says_who_gave_it(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Answer")
    assert room.last["text"].startswith("Anna\nThe claim, as one statement")
    await room.reply("The mayor of Entenhausen is made of marzipan.")
    await room.press(room.last, "✘ False")
    for said in ("-", "I am flesh and blood.", "The mayor", "-"):
        await room.reply(said)
    assert "Source links" in room.last["text"]
    await room.reply("my own notes")
    assert "“my” is no address" in room.last["text"]
    await room.reply("https://example.org/mayor")
    assert "I am flesh and blood." in room.last["text"]
    told = await room.press(room.last, "Save and tell")
    assert told["text"] == "Done. 1 person is told."
    card = await room.now(card, "Answered by Anna")
    assert "✘ False: The mayor of Entenhausen is made of marzipan." in card["text"]
    assert [each["text"] for each in card["buttons"]] == ["Undo"]


async def test_a_button_that_is_pressed_twice_at_once_is_pressed_once(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Answer")
    await room.reply("The mayor of Entenhausen is made of marzipan.")
    asked = len(room.server.sent)
    await asyncio.gather(*(room.press(room.last, "✘ False") for _ in range(2)))
    said = [each for each in room.server.sent[asked:] if each["method"] == "sendMessage"]
    assert len(said) == 1
    for value in ("-", "-", "-", "https://example.org/mayor"):
        await room.reply(value)
    check, before = room.last, len(room.server.calls)
    await asyncio.gather(*(room.press(check, "Save and tell") for _ in range(2)))
    assert room.server.now(check["message_id"])["text"] == "Done. 1 person is told."
    told = [values for name, values in room.server.calls[before:] if name == "answerCallbackQuery"]
    assert [each.get("text") for each in told] == ["Done. 1 person is told.", None]


async def test_what_is_being_filled_in_does_not_begin_anew(room: Room) -> None:
    card = await room.carded()
    asked = len(room.server.sent)
    await asyncio.gather(*(room.press(card, "Answer") for _ in range(2)))
    said = [each for each in room.server.sent[asked:] if each["method"] == "sendMessage"]
    assert len(said) == 1
    await room.reply("The mayor of Entenhausen is made of marzipan.")
    told = await room.press(card, "Answer")
    assert told["text"].startswith("You are filling that in already")
    assert room.last["text"].startswith("Anna\nThe verdict")
    await room.deliver(message=message("/cancel", chat=ROOM))
    await room.press(card, "Answer")
    assert room.last["text"].startswith("Anna\nThe claim, as one statement")
    await room.press(card, "Dismiss")
    assert room.last["text"].startswith("Anna\nThe reason")


async def test_a_dialogue_survives_a_restart(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.editors.cards.LOOK_SECONDS", 0.02)
    async with FakeTelegram().running() as server:
        room = Room(server, conversation)
        async with webhook(conversation, server, editors=NEWSROOM):
            card = await room.carded()
            await room.press(card, "Dismiss")
        async with webhook(conversation, server, editors=NEWSROOM):
            await room.reply("Nobody can check that")
            await room.press(room.last, "Dismiss, tell nobody")
            card = await room.now(card, "Dismissed by Anna")
            assert "Reason: Nobody can check that" in card["text"]
            await room.press(card, "Undo", BERT)
            await room.now(card, "Open question")


async def test_a_claim_that_is_there_is_found_by_words_and_chosen_by_number(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Link to a claim")
    await room.reply("xyzzy")
    assert "No claim has these words" in room.last["text"]
    await room.reply("flexib")
    assert "1. " in room.last["text"]
    await room.press(card, "Link to a claim")
    await room.reply("marijuana")
    assert "1. " in room.last["text"]
    await room.press(card, "Link to a claim")
    await room.reply("flexib")
    await room.press(room.last, "1")
    await room.now(card, "Linked to a claim by Anna")


async def test_of_two_editors_the_second_is_told_who_was_first(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Dismiss", BERT)
    berts = room.last
    await room.press(card, "Dismiss")
    await room.reply("Not serious")
    told = await room.press(room.last, "Dismiss, tell kindly", BERT)
    assert told["text"] == "Somebody else is filling that in."
    await room.press(room.last, "Dismiss, tell kindly")
    told = await room.press(card, "Answer", BERT)
    assert told["text"] == "Dismissed by Anna"
    room.server.sent.append(berts)
    await room.reply("Too late", BERT)
    told = await room.press(room.last, "Dismiss, tell kindly", BERT)
    assert "Anna" in told["text"]


@pytest.mark.parametrize(
    ("language", "first", "nothing"),
    [
        ("en", "Bert was first and dismissed it at ", "There is nothing to undo."),
        ("es", "Bert se adelantó y la descartó a las ", "No hay nada que deshacer."),
        ("fr", "Bert a été plus rapide et l'a écartée à ", "Il n'y a rien à annuler."),
        ("de", "Bert war schneller und hat sie um ", "Es gibt nichts zurückzunehmen."),
    ],
)
async def test_what_is_refused_is_said_in_the_language_of_whoever_pressed(
    room: Room, language: str, first: str, nothing: str
) -> None:
    anna, words = ANNA | {"language_code": language}, Wording(language)
    card = await room.carded()
    await room.press(card, "Dismiss", anna)
    await room.reply("Not serious", anna)
    hers = room.last
    done = room.inbox.dismiss(1, None, "", tell=False, by=Editor("telegram", "Bert"))
    told = await room.press(hers, words("editors dismiss quiet"), anna)
    assert told["text"].startswith(first)
    undo = {"text": "Undo", "callback_data": f"E:u:1:{room.inbox.last_change()}"}
    room.inbox.undo(1, by=Editor("telegram", "Bert"))
    assert done.what == "dismissed"
    told = await room.press({**card, "buttons": [undo]}, "Undo", anna)
    assert told["text"] == nothing


async def test_whoever_is_not_in_the_group_can_do_nothing(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Answer")
    room.server.outsiders.add(ANNA["id"])
    told = await room.press(card, "Take it")
    assert told["text"] == "Only members of the editors' channel can do that."
    await room.reply("The mayor is made of marzipan.")
    assert "Only members" in room.last["text"]
    assert room.inbox.group(1).state == "open"


async def test_an_editor_can_stop_and_a_reply_to_anything_else_is_a_question(room: Room) -> None:
    card = await room.carded()
    await room.press(card, "Answer")
    asked = room.last
    await room.deliver(message=message("/cancel", chat=ROOM))
    assert room.last["text"] == "Stopped; nothing was saved."
    await room.deliver(message=message("/cancel", chat=ROOM))
    assert room.last["text"] == "There is nothing to stop."
    room.server.sent.append(asked)
    await room.reply("Did Obama say he'd have more flexibility?")
    assert room.last["text"].startswith("✔ True")
