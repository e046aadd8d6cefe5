"""When the weekly digest is due and what it says."""

import datetime

import pytest

from adapters.editors.digest import Part, digest, due
from bot.inbox import Group
from bot.stats import Stats
from bot.wording import Wording

from .claims import make_claim

MONDAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-23T08:00", MONDAY),
        ("2026-11-23T07:59", MONDAY - datetime.timedelta(days=7)),
        ("2026-11-25T12:00", MONDAY),
        ("2026-11-29T23:59", MONDAY),
        ("2026-11-30T08:01", MONDAY + datetime.timedelta(days=7)),
    ],
)
def test_it_is_due_in_the_morning_of_its_day_and_until_the_next_one(now: str, day: datetime.date) -> None:
    moment = datetime.datetime.fromisoformat(now).replace(tzinfo=datetime.timezone.utc)
    assert due(moment, "monday") == day


def test_a_week_in_which_nobody_asked_is_said_to_be_one() -> None:
    assert digest(Stats(), MONDAY, Wording("en")) == [
        Part("The week up to 23 November 2026", ("Nobody asked anything.",))
    ]


@pytest.mark.parametrize(("language", "number"), [("en", "1,234"), ("de", "1.234"), ("pl", "1\u00a0234")])
def test_its_numbers_are_written_as_in_its_language(language: str, number: str) -> None:
    group = Group(1, "Is it so?", 1234, 0.0, 0.0, "open", 1)
    many = Stats(
        1234, 1234, 1234, 1234, 1234.4, ((make_claim(), 1234),), (group,), {"slack": 1234}, {"en": 1234}
    )
    (_, numbers), *lists = [(part.heading, part.lines) for part in digest(many, MONDAY, Wording(language))]
    assert [line.count(number) for line in numbers] == [4, 1, 1, 1]
    assert [lines[0].startswith(f"{number}× ") for _, lines in lists] == [True, True]
