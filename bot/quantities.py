"""Numbers as quantities: "5 million", "5,000,000" and "five million" are one number; years are dates."""

import re
from dataclasses import dataclass
from typing import Literal

from .text import clean, plain

_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "millones": 1e6,
    "millón": 1e6,
    "milhões": 1e6,
    "milhão": 1e6,
    "mil": 1e3,
    "millionen": 1e6,
    "dozen": 12.0,
    "milion": 1e6,
    "bilion": 1e9,
    "billon": 1e9,
    "trilion": 1e12,
    "miyones": 1e6,
}
_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4,
    "year": 365.0,
    "decade": 3650.0,
    "century": 36500.0,
}
_NEAR = 0.15
_ROMAN = re.compile(r"\b(?P<word>[A-Z]\w+) (?P<numeral>I{1,3}|IV|VI{0,3}|IX|XI{0,2})\b(?!')")
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
_SAME = {"duration": 0.03}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MISSPELT = {"fourty": 40.0, "ninty": 90.0}
_WORDS = (
    {word: float(value) for value, word in enumerate(_UNITS)}
    | {word: 10.0 * value for value, word in enumerate(_TENS, start=2)}
    | _MISSPELT
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_SPELLED = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))

_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})\b",
    re.IGNORECASE,
)
# "5 000 000" and "5.000.000" are grouped, "1,5 million" is a decimal.
_GROUPED = re.compile(r"\b\d{1,3}(?: \d{3})+\b|\b\d{1,3}(?:\.\d{3}){2,}\b")
_DECIMAL_COMMA = re.compile(rf"(?<=\d),(?=\d{{1,2}} (?:{_SCALE})\b)")
_NOT_NUMBERS = re.compile(
    r"\b\d{1,2}:\d\d\b|\b(?:one|two|three|\d\d?) in (?:two|three|four|five|six|ten|\d\d?)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?P<about>\b(?:nearly|almost|about|around|roughly|over|some|upwards of|(?:more|less) than|close to) )?"
    rf"(?<![\w.-])(?P<sign>[$€£]|us\$)?"
    rf"(?:(?P<digits>\d+(?:\.\d+)?)|(?P<tens>{_SPELLED})(?:[ -](?P<units>{'|'.join(_UNITS[1:10])}))?\b)"
    rf"(?:(?! [mbk]\b)[ -]?(?P<scale>(?:{_SCALE})(?: (?:{_SCALE}))?)\b|(?=$|[^\w]|st\b|nd\b|rd\b|th\b|s\b))"
    rf"(?P<percent> ?(?:%|percent\b|per cent\b|por ciento\b|prozent\b))?"
    rf"(?:[ -](?P<time>{'|'.join(_DAYS)})(?:s|ly)?\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `shown` is how it stands there. Only value and kind are compared. The value
    of a day is a hundred times the month and the day of the month; durations are in days."""

    value: float
    kind: Literal["number", "percent", "year", "day", "duration"]
    shown: str
    about: bool = False

    def same(self, other: "Quantity") -> bool:
        """Whether they can be one quantity; "nearly three million" can be 2.7 million."""
        near = _NEAR if self.about or other.about else _SAME.get(self.kind, 1e-6)
        return self.kind == other.kind and abs(self.value - other.value) <= near * max(
            self.value, other.value
        )


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, days first; times, and numbers that are part of a name ("COVID-19",
    "5G"), are none."""
    text = _DECIMAL_COMMA.sub(
        ".", _GROUPED.sub(lambda number: re.sub(r"\D", "", number.group()), clean(text))
    )
    text = _NOT_NUMBERS.sub(" ", plain(text))
    found = [_day(match) for match in _DAY.finditer(text)]
    found += [
        Quantity(1.0 + _NUMERALS.index(match["numeral"]), "number", match.group())
        for match in _ROMAN.finditer(text)
        if match["numeral"] != "I" or match["word"] == "War"
    ]
    numbers = (_quantity(match) for match in _NUMBER.finditer(_DAY.sub(" ", text)))
    return [*found, *(number for number in numbers if number)]


def date_quantities(date: str) -> list[Quantity]:
    """The year and the day of an ISO date that may be shortened to a year or a month."""
    year = Quantity(float(date[:4]), "year", date[:4])
    return (
        [year, Quantity(float(date[5:7]) * 100 + float(date[8:10]), "day", date)]
        if len(date) >= 10
        else [year]
    )


def _day(found: re.Match[str]) -> Quantity:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    return Quantity(_MONTHS.index(month.lower()[:3]) * 100 + 100 + float(day), "day", found.group())


def _quantity(found: re.Match[str]) -> Quantity | None:
    digits, tens, scale = found["digits"], found["tens"], found["scale"]
    if tens and tens.lower() == "one" and not scale:
        return None
    value = float(digits) if digits else _WORDS[tens.lower()] + _WORDS.get((found["units"] or "").lower(), 0)
    for word in (scale or "").lower().split():
        value *= _SCALES[word]
    about = bool(found["about"])
    shown = found.group()[len(found["about"] or "") :].strip()
    if found["percent"]:
        return Quantity(value, "percent", shown, about)
    if found["time"]:
        return Quantity(value * _DAYS[found["time"].lower()], "duration", shown, about)
    if digits and len(digits) == 4 and not found["sign"] and not scale and 1500 <= value < 2100:
        return Quantity(value, "year", digits)
    return Quantity(value, "number", shown, about)
