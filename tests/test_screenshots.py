"""Screenshots: what the screen has around a post says nothing, and letters that were read wrong are mended."""

import pytest

from bot.engine import Engine
from bot.language import screenshots
from bot.language.text import clean
from bot.model import Message

FOUNDING = "obama-more-flexibility-russia"
POST = "Obama told Medvedev he'd have more flexibility"
KNOWN = frozenset(
    "obama told medvedev he'd have more flexibility from women himself the said all leave word image ai".split()
)


def _posted(text: str) -> str:
    return screenshots.posted(clean(text), KNOWN.__contains__, {"trump"}.__contains__)


@pytest.mark.parametrize(
    "line",
    [
        "9:41 ▪▪▪ LTE 63%",
        "11:07 PM   4G 38%",
        "412 Replies 2.3K Reposts 8.1K Likes",
        "FoIlow   Reply",
        "1.2K 👍 417 shares · 39 cornments",
        "Translate post",
        "Dana Kessler @dkess_blue",
        "Border Watch Daily @bwdaily_us · Apr 3",
        "hustle.mindset.daily  · Follow",
        "Jill Ambrose · 3 hrs",
        "▶ 1:02:17",
    ],
)
def test_what_the_screen_has_around_a_post_is_left_out(line: str) -> None:
    assert _posted(f"{line}\n{POST}\nReply  Share") == POST


@pytest.mark.parametrize(
    "text",
    [
        f"Reply  Share\n{POST}",
        f"Shame on @whoever\n{POST}\nAsk @somebody to share it",
        f"I like Obama\n{POST}\n5,000,000 people saw it",
        f"2012\n5.4\n{POST}",
        f"{POST}:\nIncubation time = 21 days\nNo comment\nI follow you",
        f"{POST}\n9:30 Home\n12:02 no",
        "9:41\nLTE 63%\nReply  Share",
    ],
)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert _posted(text) == clean(text)


def test_figures_stay() -> None:
    assert _posted(f"{POST} in\n1999\n$900\nLike and share\nReply") == f"{POST} in\n1999\n$900"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("frorn wornen", "from women"),
        ("alI Ieave hirnself", "all leave himself"),
        ("0bama t0ld", "obama told"),
        ("a11 vvord", "all word"),
        ("lMAGE", "IMAGE"),
        ("AI IL A1 Garner", "AI IL A1 Garner"),
        ("@frorn https://frorn.example frorn@frorn", "@frorn https://frorn.example frorn@frorn"),
    ],
)
def test_letters_that_were_read_wrong_are_mended(read: str, meant: str) -> None:
    assert _posted(f"Reply\n{POST} {read}\nShare") == f"{POST} {meant}"


def test_who_posted_it_says_it_where_claims_tell_of_somebody_of_that_name() -> None:
    post = f"{{}} @somebody · Jun 3\n{POST}\nReply"
    assert _posted(post.format("Donald J. Trump")) == f"Donald J. Trump: {POST}"
    assert _posted(post.format("Dana Kessler")) == POST


def test_a_long_word_is_read_at_once() -> None:
    hostile = f"Reply\n{'a' * 20_000}@\n{'Aa ' * 7_000}@\n{POST}"
    assert _posted(hostile) == clean(hostile.removeprefix("Reply\n"))


def test_a_screenshot_gets_the_verdict_of_what_was_posted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = (
        "6:30 AM   88%\nTeachers Lounge @teacherslounge_pod\nThis MLK Day: Dr. King wr0te that a chief purpose of "
        "education is to rescue people frorn the\nrnorass of propaganda, to help them sift truth from lies.\n"
        "Hard to believe he was a student then.\n1,140 Reposts  5.3K Likes\nTranslate post · Reply"
    )
    found = engine.ask(Message(read)).findings[0]
    assert found.claim
    assert (found.outcome, found.claim.id) == ("match", "mlk-purpose-of-education")
    monkeypatch.setattr(screenshots, "posted", lambda text, *_: text)
    assert engine.ask(Message(read)).outcome == "related"
