"""What every platform promises, written once: the terminal, Telegram and Slack answer alike."""

import io
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
from rich.console import Console

from adapters.terminal import printing
from bot.conversation import Conversation
from bot.model import Message, Quote, Review

from .claims import make_claim
from .fake_telegram import FakeTelegram
from .slack_fixtures import running
from .telegram_chat import message, webhook

Ask = Callable[[str], Awaitable[str]]
TODAY = __import__("datetime").date(2026, 1, 1)
HOSTILE = (
    '<b>bold</b> <!channel> <@U1> *x* </blockquote> & "quoted" [link](http://evil.example) \x1b[31m\u202e'
)


def _on_terminal(conversation: Conversation) -> Ask:
    async def ask(text: str) -> str:
        console = Console(file=io.StringIO(), width=80, highlight=False)
        asked = Message(text)
        printing.print_answer(console, conversation.engine.ask(asked), printing.spoken(asked), today=TODAY)
        return str(console.file.getvalue())  # type: ignore[attr-defined]

    return ask


def _on_telegram(server: FakeTelegram) -> Ask:
    async def ask(text: str) -> str:
        before = len(server.sent)
        assert (await server.post(server.update(message=message(text))))[0] == 200
        (sent,) = server.sent[before:]
        return str(sent["text"])

    return ask


@pytest.fixture(params=["terminal", "telegram", "slack"])
async def ask(request: pytest.FixtureRequest, conversation: Conversation) -> AsyncIterator[Ask]:
    """Asks on a platform; what the person then reads."""
    if request.param == "terminal":
        yield _on_terminal(conversation)
        return
    if request.param == "slack":
        async with running(conversation) as bot:
            yield bot.people.ask
            assert bot.slack.problems == []
        return
    async with FakeTelegram().running() as server, webhook(conversation, server):
        yield _on_telegram(server)


def _words(text: str) -> str:
    """What is read, without the line breaks and bars of a platform's layout."""
    return re.sub(r"[\s│]+", " ", text)


@pytest.mark.parametrize(
    "text",
    [
        "Did Obama say he'd have more flexibility?",
        "obama hot mic medvedev",
        "Did Obma say he'd have more flexibility?",
        "RT @patriot: Obama told Medvedev he'd have MORE FLEXIBILITY after the election!!! Share this",
    ],
)
async def test_the_founding_question_is_answered_true_with_quote_context_and_source(
    ask: Ask, text: str
) -> None:
    answer = _words(await ask(text))
    assert answer.startswith("✔ True President Barack Obama was caught on a live microphone")
    assert "“This is my last election. After my election, I have more flexibility.”" in answer
    assert "Barack Obama, 26 March 2012, Seoul, South Korea" in answer
    assert "NATO's planned missile shield" in answer
    assert "Checked by Snopes, 13 December 2016: True" in answer


@pytest.mark.parametrize(
    ("text", "verdict", "claimed"),
    [
        ("Обама говорил, что у него будет больше гибкости?", "✔ True ", "Барак Обама, "),
        ("هل قال أوباما إنه سيكون لديه مرونة أكبر؟", "✔ صحيح ", "باراك أوباما، "),
        ("क्या ओबामा ने कहा कि उनके पास ज़्यादा लचीलापन होगा?", "✔ सही ", "बराक ओबामा, "),
        ("奥巴马说过他会有更多灵活性吗？", "✔ True ", "巴拉克·奥巴马, "),
    ],
)
async def test_the_founding_question_is_answered_in_other_scripts(
    ask: Ask, text: str, verdict: str, claimed: str
) -> None:
    answer = _words(await ask(text))
    assert answer.startswith(verdict)
    assert claimed in answer
    assert "This is my last election. After my election, I have more flexibility." in answer
    assert "Snopes" in answer
    assert ": True" in answer


async def test_what_putin_said_is_not_answered_with_what_obama_said(ask: Ask) -> None:
    answer = _words(await ask("Did Putin say he'd have more flexibility?"))
    assert answer.startswith(
        "Not the same claim, but related You asked about Putin; this claim is about Barack Obama."
    )
    assert "True" not in answer


async def test_of_two_questions_it_says_which_the_only_verdict_is_of(ask: Ask) -> None:
    answer = _words(await ask("Is Obama's birth certificate forged? Is Trump's birth certificate forged?"))
    assert answer.startswith("“Is Obama's birth certificate forged?” ✘ False Barack Obama's")


async def test_nothing_found_never_reads_as_true(ask: Ask) -> None:
    answer = _words(await ask("Zebras wear pyjamas at night"))
    assert answer.startswith("Nothing found")
    assert "Not found does not mean that it is true." in answer
    assert "How to check for yourself:" in answer


@pytest.mark.parametrize(
    ("text", "words"),
    [("hello", "Hello!"), ("thanks", "You are welcome."), ("?!", "nothing in that to check")],
)
async def test_what_asks_nothing_gets_a_kind_line(ask: Ask, text: str, words: str) -> None:
    assert words in _words(await ask(text))


async def test_hostile_text_in_every_field_is_shown_as_text(ask: Ask, conversation: Conversation) -> None:
    review = Review(HOSTILE, "javascript:alert(1)", HOSTILE, HOSTILE, "false", "2026-01-02", HOSTILE)
    quote = Quote(HOSTILE, HOSTILE, "2026-01-01", HOSTILE, HOSTILE)
    claim = replace(
        make_claim(text=f"The mayor of Zurich banned pineapple pizza {HOSTILE}"),
        claimant=HOSTILE, place=HOSTILE, context=HOSTILE, reviews=(review,), quotes=(quote,),
    )  # fmt: skip
    conversation.engine.store.put([claim])
    answer = await ask("Did the mayor of Zurich ban pineapple pizza?")
    assert _words(answer).startswith(
        "✘ False The mayor of Zurich banned pineapple pizza <b>bold</b> <!channel> <@U1> *x*"
    )
    assert "\x1b" not in answer
    assert "\u202e" not in answer


async def test_a_huge_message_is_answered_and_told_that_only_its_beginning_was_read(ask: Ask) -> None:
    answer = _words(await ask("Obama told Medvedev he'd have more flexibility. " + "blah " * 5000))
    assert "Only the first 20,000 characters were read." in answer
