"""Numbers as quantities: "5 million", "5,000,000" and "five million" are one number; years are dates."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Literal

from .numerals import (
    MONTHS,
    NO_YEAR,
    SCALE,
    SCALES,
    SPELLED,
    UNITS,
    WORDS,
    in_digits,
    in_english,
    multiples,
    plainly_written,
    scaled,
    scales,
)
from .text import SIGNS, clean, plain

_DAYS = {
    "hour": 1 / 24,
    "hr": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4,
    "year": 365.0,
    "yr": 365.0,
    "decade": 3650.0,
    "century": 36500.0,
    "centurie": 36500.0,
    "millennium": 365000.0,
    "millennia": 365000.0,
}
_MEASURES: dict[str, tuple[Literal["length", "mass"], float]] = {
    **dict.fromkeys(["km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"], ("length", 1.0)),
    **dict.fromkeys(["mile", "miles"], ("length", 1.609)),
    **dict.fromkeys(["meter", "meters", "metre", "metres"], ("length", 0.001)),
    **dict.fromkeys(["foot", "feet", "ft"], ("length", 0.0003048)),
    **dict.fromkeys(["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"], ("mass", 1.0)),
    **dict.fromkeys(["lb", "lbs", "pound", "pounds"], ("mass", 0.4536)),
    **dict.fromkeys(["ton", "tons", "tonne", "tonnes"], ("mass", 1000.0)),
}
_WITH_AND_WITHOUT_UNIT = (
    {"number", "length"},
    {"number", "mass"},
    {"number", "year"},
    {"number", "duration"},
)
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_NEAR = 0.15
_FIRST_YEAR, _NO_MORE_YEARS = 1500, 2100
_ROMAN = re.compile(r"\b(?P<word>[A-Z]\w+) (?P<numeral>I{1,3}|IV|VI{0,3}|IX|XI{0,2})\b(?!['-])")
# "WW2", "world war two", "the First World War"
_WORLD_WAR = re.compile(
    r"\b(?:ww ?(?P<short>[12]|i{1,2})|(?P<before>first|second|1st|2nd) world war"
    r"|world war (?P<after>[12]|one|two|i{1,2}))\b",
    re.IGNORECASE,
)
_MAY_WAR = re.compile("[Ww][Ww]|[Ww]ar|WAR")
_SECOND = frozenset("2 ii second 2nd two".split())
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
_SAME = {"percent": 0.015, "duration": 0.03, "length": 0.04, "mass": 0.12}
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH})\b",
    re.IGNORECASE,
)
_IN_MONTH = re.compile(
    r"\b(?i:in|of|since|by|late|early|mid|this|last|until) (?P<month>January|February|March"
    r"|April|May|June|July|August|September|October|November|December)\b"
)
_NOT_NUMBERS = re.compile(
    r"\b\d{1,2}:\d\d(?: ?[ap]\.?m\b)?|\b\d{1,2} ?[ap]m\b|(?<!\S)\S{1,80}?\.(?:com|org|net)/\S*"
    r"|\b[24] (?=(?:me|u|ya|him|her|them|us|dat|dis|this|that|the|my|his|real|sure|space)\b)"
    rf"|\b(?:tell|tells|told|asks?|asked) \w+ 2 (?!(?:{SCALE}|per|percent|year|day|men|women)\b)"
    r"(?=[a-z]+\b(?<!s))"
    r"|\b\d{1,5} (?=(?-i:(?:[A-Z]\w+ ){1,2}(?:Ave(?:nue)?|St(?:reet)?|R(?:oa)?d|Blvd|Dr(?:ive)?|Lane)\b))"
    r"|\b24/7\b|\b9/11\b|\(\d{1,3}\)"
    r"|(?:,|\band) not [$\u20ac\u00a3]?\d[\d.,]{0,12}(?: ?(?:%|percent\b))?"
    r"|\btop \d+\b(?! ?(?:%|percent|per cent))"
    r"|(?<![\d.,])\d[\d.,]{0,12}[km]? (?:likes|views|shares|retweets|reposts|comments|followers|upvotes)\b"
    r"|\b(?:bet|owes?|wager\w*)(?: \w+){0,2} [$\u20ac\u00a3]?\d+\b(?![,.]\d)"
    r"|[$\u20ac\u00a3]\d+ (?:bet|wager)\b"
    r"|\b100 ?(?:%|percent) (?:right|true|sure|certain|correct|real|fake|false|legit|agree|serious)\b",
    re.IGNORECASE,
)
# "150 mil", which are thousands in Spanish
_MIL = re.compile(r"(?<=\d) mil\b", re.IGNORECASE)
_PERCENT = (
    # 77 cents to the dollar are 77 %.
    r"%|¢|(?:percent|pct|cents?|precent|pecent|persent|per cent|por ciento|por cento|pour cent|per cento"
    r"|prozent|procent)\b|प्रतिशत"
)
_ABOUT = re.compile(
    r"\b(?:nearly|almost|about|around|approx\.?|approximately|roughly|over|some|at least|up to|upwards of"
    r"|(?:more|less|fewer) than|close to|unos|casi|environ|etwa|fast|cerca de|quase|circa) $",
    re.IGNORECASE,
)
# "360-some", "ninety-odd", "30+"
_OR_SO = re.compile(r"[ -](?:some|odd|something|ish|plus|or so)\b|\+|ish\b", re.IGNORECASE)
_LONGEST_ABOUT = 15
# What it may begin with comes first: a search for a set of letters is quick.
_NUMBER = re.compile(
    rf"(?=[\d$€£u{''.join({word[0] for word in WORDS})}])(?<![\w.-])(?P<sign>[$€£]|us\$)?"
    rf"(?:(?P<digits>\d+(?:\.\d+)?)|(?P<tens>{SPELLED})(?:[ -](?P<units>{'|'.join(UNITS[1:10])}))?\b)"
    rf"(?:(?! [mbk]\b)[ \n-]?(?P<scale>(?:{SCALE})(?: (?:{SCALE}))?)(?![{SIGNS}])"
    r"|(?=$|[^\w]|st\b|nd\b|rd\b|th\b|s\b))"
    rf"(?P<decade>s\b)?(?P<percent>[ -]?(?:{_PERCENT}))?"
    rf"(?:[ -](?:(?P<time>{'|'.join(_DAYS)})(?:s|ly)?|(?P<unit>{'|'.join(_MEASURES)}))\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:(?P<many>one|two|three|four|nine|\d\d?) (?:in|out of)(?: every)?"
    r" (?P<all>two|three|four|five|six|ten|100|\d\d?)"
    rf"|(?P<count>a|{'|'.join(UNITS[1:10])})?[ -]?(?P<part>hal(?:f|ves)|(?:third|quarter|fifth|tenth)s?))\b",
    re.IGNORECASE,
)
_MAY_SHARE = re.compile(r"hal[fv]|third|quarter|fifth|tenth|(?:in|out of)(?: every)? [\dtfs]")
_DIGIT = re.compile(r"\d")
# "one-tenth of one percent", "half a percent"
_SHARE_OF_PERCENT = re.compile(
    rf"(?:{_SHARE.pattern})(?: of)? (?:one |1 ?|an? )(?:{_PERCENT})", re.IGNORECASE
)
# What stands after a number that is of nothing that follows.
_ALONE = re.compile(
    r"\+?\s*(?:$|[.,;:!?)\"]|(?:of|to|in|under|at|by|and|or|for|from|on|is|was|now)\b)", re.IGNORECASE
)
# "2000 people" and "Rs 2000" are no years; but "1998 people" may be.
_COUNTED = re.compile(
    r"\s*(?:people|persons?|men|women|children|kids|soldiers|troops|civilians|workers|victims|migrants|refugees"
    r"|immigrants|doctors|nurses|students|pages|personas|pessoas|personnes|menschen|leute|orang)\b",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    r"\s*(?:(?:dollars?|euros?|rupees?|rupias?|rupiah|pounds|bucks|pesos?|reais|reales|yuan|baht|liras?"
    r"|z[łl]|złot\w+|kč|kr|tl|ft|forint\w*|руб\w*|грн|гривен\w*|долл?ар\w*|е[ву]ро|ευρώ)\b"
    r"|[€£₺₽₴₹₩฿](?! ?\d)|يورو|دولار\w*|جنيه|ليرة|درهم|دينار|یورو|دلار|تومان|डॉलर|यूरो|ドル|ユーロ|美元|欧元"
    r"|달러|유로"
    r"|रूपये|रुपये|रुपए|रूपए|টাকা|ਰੁਪਏ|રૂપિયા|రూపాయ|ரூபா|روپے|روپئے|ريال|ریال|บาท|元|円|원)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:in|since|by|until|before|after|during|year|en|im|seit|desde|em|depuis)\s*$", re.IGNORECASE
)
_MONEY = re.compile(r"(?:\b(?:rs\.?|inr|rp\.?|usd|eur|gbp)|[\u20b9\u20a8\u09f3\u00a5])\s*$", re.IGNORECASE)
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "ten": 10}
_ORDINAL = re.compile(r"\b(?:" + "|".join(_ORDINALS) + r")\b", re.IGNORECASE)
_AROUND = re.compile(rf"(?:(?![\d_])[{SIGNS}]){{4,}}")
_WORDS_AFTER = 60
_WORDS_BEFORE = 25
_STEM = 5

# So many of a text: more would take long to compare.
_MOST = 200

Kind = Literal["number", "percent", "year", "month", "day", "duration", "length", "mass", "numeral"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: `shown` is how it stands there. Only value and kind are compared. The value
    of a day is a hundred times the month and the day of the month; durations are in days, lengths in
    kilometres, masses in kilograms. One that is `loose` ("half", "first") can be the same as another,
    but says little by itself. `bare` is the number without its unit, `mantissa` without its
    scale, or "percent", which one that stands `alone` leaves out ("the bottom 90", "from 10 to 20");
    `around` are the beginnings of the words near it."""

    value: float
    kind: Kind
    shown: str
    about: bool = False
    loose: bool = False
    bare: float | None = None
    mantissa: float | None = None
    alone: bool = False
    around: frozenset[str] = field(default=frozenset(), compare=False)

    def same(self, other: "Quantity") -> bool:
        """Whether they can be one quantity; "nearly three million" can be 2.7 million."""
        if {self.kind, other.kind} == {"month", "day"}:
            month, day = (self, other) if self.kind == "month" else (other, self)
            return day.value // 100 == month.value
        if self.kind == other.kind == "year" and (self.about or other.about):
            return self.value // 10 == other.value // 10
        if self.alone != other.alone and self._without_unit(other):
            return True
        kinds = {self.kind, other.kind}
        near = _NEAR if (self.about or other.about) and "year" not in kinds else _SAME.get(self.kind, 1e-6)
        if kinds in _WITH_AND_WITHOUT_UNIT:
            one, two = self.bare or self.value, other.bare or other.value
        elif self.kind == other.kind:
            one, two = self.value, other.value
        else:
            return False
        return abs(one - two) <= near * max(one, two)

    def _without_unit(self, other: "Quantity") -> bool:
        """Whether one of them, alone, is the other without its scale or "percent"."""
        alone, whole = (self, other) if self.alone else (other, self)
        return whole.kind in ("number", "percent") and whole.mantissa == alone.value


def quantities(text: str, language: str | None = None) -> list[Quantity]:
    """The quantities of a text, in English unless a language is told, days first; times, and numbers that are
    part of a name ("COVID-19", "5G"), are none."""
    text = clean(in_digits(text))
    wars = [_world_war(found) for found in _WORLD_WAR.finditer(text)] if _MAY_WAR.search(text) else []
    text = _WORLD_WAR.sub(" ", text) if wars else text
    # Most patterns need a digit, or one of a few words: to be quick.
    has_digits = _DIGIT.search(text) is not None
    if has_digits:
        text = plainly_written(text if language in (None, "en") else in_english(text, language))
        text = _MIL.sub(" million", text) if language == "en" else text
    lowered = text.lower()
    text = multiples(text, lowered)
    may_share = _MAY_SHARE.search(lowered) is not None
    if may_share:
        text = _SHARE_OF_PERCENT.sub(lambda found: f" {_share(found).value / 100:g} percent", text)
    if has_digits:
        text = _NOT_NUMBERS.sub(" ", scaled(text))
    text = rest = plain(text, as_one=False)
    found: list[Quantity] = []
    if has_digits:
        found = [_day(match) for match in _DAY.finditer(text)]
        rest = _DAY.sub(" ", text)
    found += [
        Quantity(1.0 + _NUMERALS.index(match["numeral"]), "numeral", match.group())
        for match in _ROMAN.finditer(text)
        if match["numeral"] != "I" or match["word"] == "War"
    ]
    found += [
        Quantity(1.0 + MONTHS.index(match["month"][:3].lower()), "month", match["month"])
        for match in _IN_MONTH.finditer(rest)
    ]
    shares = [_share(match) for match in _SHARE.finditer(text)] if may_share else []
    ordinals = [
        Quantity(2.0 + _ORDINALS.index(match.group().lower()), "number", match.group(), loose=True)
        for match in _ORDINAL.finditer(text)
    ]
    rest = _SHARE.sub(" ", rest) if may_share else rest
    numbers = (_quantity(match) for match in itertools.islice(_NUMBER.finditer(rest), _MOST))
    return [*found, *wars, *(number for number in numbers if number), *shares, *ordinals][:_MOST]


def counts(word: str, language: str) -> bool:
    """Whether a word after a number only says how many, or of what money, it is ("bin", "zł")."""
    return scales(word, language) or _MONEY_AFTER.fullmatch(word) is not None


def date_quantities(date: str) -> list[Quantity]:
    """The year and the day of an ISO date that may be shortened to a year or a month."""
    year = Quantity(float(date[:4]), "year", date[:4])
    return (
        [year, Quantity(float(date[5:7]) * 100 + float(date[8:10]), "day", date)]
        if len(date) >= 10
        else [year]
    )


def _share(found: re.Match[str]) -> Quantity:
    """A share as a percentage: "one in four", "two thirds", "half"."""
    if found["many"]:
        many, all_ = (WORDS.get(word.lower()) or float(word) for word in (found["many"], found["all"]))
        value = 100 * many / all_ if all_ else 0.0
    else:
        value = 100 * WORDS.get((found["count"] or "").lower(), 1.0) / _PARTS[found["part"].lower()[:3]]
    return Quantity(value, "percent", found.group(), about=True, loose=True)


def _world_war(found: re.Match[str]) -> Quantity:
    which = (found["short"] or found["before"] or found["after"]).lower()
    return Quantity(2.0 if which in _SECOND else 1.0, "numeral", found.group())


def _day(found: re.Match[str]) -> Quantity:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    value = MONTHS.index(month.lower()[:3]) * 100 + 100 + float(day)
    return Quantity(value, "day", found.group(), around=_around(found))


def _quantity(found: re.Match[str]) -> Quantity | None:
    digits, tens, scale = found["digits"], found["tens"], found["scale"]
    if tens and tens.lower() == "one" and not scale:
        return None
    value = mantissa = (
        float(digits) if digits else WORDS[tens.lower()] + WORDS.get((found["units"] or "").lower(), 0)
    )
    for word in (scale or "").lower().split():
        value *= SCALES[word]
    roughly = _ABOUT.search(_just_before(found))
    about = roughly is not None or _OR_SO.match(found.string, found.end()) is not None
    around = _around(found, len(roughly.group()) if roughly else 0)
    shown = found.group().strip().replace(NO_YEAR, "")
    if found["percent"]:
        return Quantity(value, "percent", shown, about, mantissa=mantissa, around=around)
    if found["time"]:
        return Quantity(
            value * _DAYS[found["time"].lower()], "duration", shown, about, bare=value, around=around
        )
    if found["unit"]:
        kind, factor = _MEASURES[found["unit"].lower()]
        return Quantity(value * factor, kind, shown, about, bare=value, around=around)
    if digits and len(digits) == 4 and not found["sign"] and not scale and _is_year(value, found):
        return Quantity(value, "year", digits, bool(found["decade"]), around=around)
    # "$33 mil" is thousands in Spanish and Portuguese, millions elsewhere.
    loose = bool(found["sign"]) and (scale or "").lower() == "mil"
    alone = not scale and _ALONE.match(found.string, found.end()) is not None
    return Quantity(value, "number", shown, about, loose, mantissa=mantissa, alone=alone, around=around)


def _just_before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - _LONGEST_ABOUT) : found.start()]


def _is_year(value: float, found: re.Match[str]) -> bool:
    """Whether a number of four digits tells when something was, and not how much or how many."""
    before = _just_before(found)
    counted = value % 100 == 0 and _COUNTED.match(found.string, found.end()) and not _WHEN.search(before)
    much = _MONEY.search(before) or _MONEY_AFTER.match(found.string, found.end())
    return _FIRST_YEAR <= value < _NO_MORE_YEARS and not counted and not much


def _around(found: re.Match[str], more: int = 0) -> frozenset[str]:
    near = found.string[max(0, found.start() - more - _WORDS_BEFORE) : found.end() + _WORDS_AFTER].lower()
    return frozenset(word[:_STEM] for word in _AROUND.findall(near))
