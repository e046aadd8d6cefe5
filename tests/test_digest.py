"""When the weekly digest is due and what it says."""

import datetime

import pytest

from adapters.editors.digest import Part, digest, due
from bot.stats import Stats
from bot.wording import Wording

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
