"""Hashtags and handles are taken apart where no claim has them as one word."""

import pytest

from bot.engine import Engine
from bot.language.tags import apart
from bot.model import Message

KNOWN = {
    "ted": 5,
    "cruz": 5,
    "tent": 1,
    "city": 9,
    "weather": 3,
    "fore": 1,
    "cast": 1,
    "forecast": 1,
    "house": 2,
}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("#tedcruz and @tedcruz", "#TedCruz and @TedCruz"),
        ("#TENTCITY", "#TentCity"),
        ("#Weatherforecast", "#WeatherForecast"),
        ("tedcruz", "tedcruz"),
        ("#TedCruz", "#TedCruz"),
        ("#forecast", "#forecast"),
        ("#jabberwocky", "#jabberwocky"),
        ("#ted", "#ted"),
        ("a@tedcruz.org", "a@TedCruz.org"),
        ("", ""),
        ("#" + "tedcruz" * 1000, "#" + "tedcruz" * 1000),
    ],
)
def test_a_tag_is_taken_apart_into_two_words_that_claims_have(text: str, parts: str) -> None:
    assert apart(text, lambda word: KNOWN.get(word, 0)) == parts


def test_a_handle_is_read_as_whoever_it_names(engine: Engine) -> None:
    assert engine.ask(Message("@barackobama said hed have more flexibility")).outcome == "match"
    assert engine.ask(Message("@vladimirputin said hed have more flexibility")).outcome != "match"
    assert engine.ask(Message("#obamaflexibility")).outcome == "match"
