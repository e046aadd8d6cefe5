"""What a person sees in a terminal, at any width, with and without colour."""

import datetime
import io

import pytest
from rich.console import Console

from adapters.terminal import printing
from bot.engine import Engine
from bot.model import Answer, Claim, Finding, Message, Quote, Review

TODAY = datetime.date(2026, 1, 1)
HOSTILE = "[bold red]<b>&amp;\x1b[31m{0} %s [/] [link=javascript:alert(1)]x[/link]"


def shown(answer: Answer, width: int = 80, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, highlight=False, force_terminal=colour, no_color=not colour
    )
    printing.print_answer(console, answer, today=TODAY, hint="Choose by number.")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three four", "one two …"),
        ("short", "short"),
        ("Is it so? " + "新" * 50, "Is it so? " + "新" * 40 + " …"),
        ("x" * 60, "x" * 50 + " …"),
    ],
)
def test_a_long_text_is_cut_between_words_and_within_where_there_are_none(text: str, shown: str) -> None:
    assert printing.shortened(text, 12 if " three" in text else 50) == shown


def test_a_match_shows_the_verdict_first_and_who_checked_it_last(engine: Engine) -> None:
    lines = shown(engine.ask(Message("Did Obama say he'd have more flexibility?"))).splitlines()
    assert lines[0] == "✔ True"
    places = [
        next(i for i, line in enumerate(lines) if text in line)
        for text in (
            "caught on a live microphone",
            "“This is my last election.",
            "On 26 March 2012",
            "Checked by Snopes",
        )
    ]
    assert places == sorted(places)
    assert "- Barack Obama, 26 March 2012, Seoul, South Korea" in "\n".join(lines)
    assert "  https://www.snopes.com/fact-check/obama-more-flexibility-russia/" in lines
    assert "Checked 10 years ago; things may have changed since." in lines


def test_a_related_claim_says_what_differs_and_no_verdict(engine: Engine) -> None:
    text = shown(engine.ask(Message("Did Putin say he'd have more flexibility?")))
    assert text.startswith(
        "Not the same claim, but related\nYou asked about Putin; this claim is about Barack Obama."
    )
    assert "  1. President Barack Obama was caught on a live microphone" in text
    assert "Choose by number." in text
    assert "true" not in text.lower()
    assert "✔" not in text


def test_nothing_found_says_that_this_does_not_mean_true_and_how_to_check(engine: Engine) -> None:
    text = shown(engine.ask(Message("Is the library in Springfield open on public holidays?")))
    assert text.startswith("Nothing found\n")
    assert "Not found does not mean" in text
    assert text.count("\n  - ") == 3


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_but_a_link_is_wider_than_the_terminal(engine: Engine, width: int) -> None:
    for question in (
        "Did Obama say he'd have more flexibility?",
        "putin flexibility",
        "nothing of the kind here",
    ):
        for line in shown(engine.ask(Message(question)), width).splitlines():
            assert len(line) <= min(width, printing.WIDEST) or line.strip().startswith("https://")
            assert line == line.rstrip()


def test_colour_is_only_used_where_the_console_has_it(engine: Engine) -> None:
    answer = engine.ask(Message("Did Obama say he'd have more flexibility?"))
    assert "\x1b[" in shown(answer, colour=True)
    assert "\x1b[" not in shown(answer)


def test_hostile_markup_is_shown_as_text() -> None:
    review = Review(HOSTILE, "https://example.org/[b]", HOSTILE, HOSTILE, "false", "2025-01-01", HOSTILE)
    claim = Claim(
        "x", HOSTILE, (review,), HOSTILE, "2025", HOSTILE, "en", HOSTILE, (), (Quote(HOSTILE, HOSTILE),)
    )
    text = shown(Answer((Finding("match", HOSTILE, 1.0, claim),)))
    assert "[bold red]<b>&amp;" in text
    assert "[link=javascript:alert(1)]" in text
    assert "\x1b" not in text


def test_disagreeing_publishers_are_pointed_out() -> None:
    reviews = (
        Review("One", "https://example.org/1", "True", "True", "true", "2025-02-01"),
        Review("Two", "https://example.org/2", "False", "False", "false", "2025-01-01"),
    )
    text = shown(Answer((Finding("match", "x", 1.0, Claim("x", "A claim.", reviews)),)))
    assert "The publishers that checked this do not agree." in text
    assert "Checked by One, 1 February 2025: True" in text
    assert "Checked by Two, 1 January 2025: False" in text
