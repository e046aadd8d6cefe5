"""When nobody is written to."""

import datetime

import pytest

from adapters.quiet import quiet_hours
from bot.errors import MissingSettings


def at(hour: int, minute: int, month: int = 1) -> float:
    return datetime.datetime(2026, month, 5, hour, minute, tzinfo=datetime.timezone.utc).timestamp()


@pytest.mark.parametrize(
    ("value", "quiet", "loud"),
    [
        ("22:00-07:00", [at(22, 0), at(23, 59), at(6, 59)], [at(21, 59), at(7, 0), at(12, 0)]),
        ("13:00-14:30", [at(13, 0), at(14, 29)], [at(12, 59), at(14, 30)]),
        # Berlin is an hour before UTC in winter, two in summer.
        ("22:00 - 7:00 Europe/Berlin", [at(21, 0), at(5, 59), at(20, 0, 7)], [at(20, 59), at(5, 0, 7)]),
    ],
)
def test_quiet_hours_are_those_of_the_place_that_is_named(
    value: str, quiet: list[float], loud: list[float]
) -> None:
    hours = quiet_hours({"QUIET_HOURS": value})
    assert hours is not None
    assert [hours.hold(now) for now in [*quiet, *loud]] == [True] * len(quiet) + [False] * len(loud)


@pytest.mark.parametrize(
    "value", ["22-7", "25:00-07:00", "22:00-07:00 Atlantis/Sunk", "22:00-07:00 ../x", "quiet"]
)
def test_what_is_no_such_thing_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(MissingSettings, match="22:00-07:00 Europe/Berlin"):
        quiet_hours({"QUIET_HOURS": value})


def test_without_the_setting_there_are_none() -> None:
    assert quiet_hours({}) is None
