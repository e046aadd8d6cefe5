"""How numbers are written: in the digits and words of many languages, with scales, grouped, shortened or
misspelt. What `quantities` reads is written plainly first.

number_words.json has the scales and the words for "percent" of other languages than English, those that may
have an ending with "…".
"""

import functools
import math
import re
import unicodedata

from rapidfuzz.distance import OSA

from .text import UNSPACED, clean, lists, unaccented

# By what each word scales a number.
_SCALED = {
    12.0: "dozen",
    1e2: "hundred",
    1e3: """
        thousand k mil mille mila tausend duizend ribu tys tysięcy tysiące тысяч тысячи тыс тисяч ألف
        آلاف الف هزار ہزار हजार हज़ार হাজার ਹਜ਼ਾਰ હજાર ஆயிரம் వేల వేలు
    """,
    1e5: "lakh lakhs लाख লাখ লক্ষ ਲੱਖ લાખ லட்சம் லட்ச లక్ష లక్షల లక్షలు لاکھ",
    1e6: """
        million millions mn m millones millón milhões milhão millionen milion miyones milioni juta
        miljoen milyon mln milionów miliony млн миллион миллиона миллионов мільйон мільйона мільйонів
        مليون ملايين میلیون
    """,
    1e7: "crore crores करोड़ करोड कोटी কোটি ਕਰੋੜ કરોડ கோடி కోటి కోట్ల కోట్లు کروڑ",
    1e9: """
        billion bn b bilion billon milliard milliards milliarde milliarden miliardi miliardo miliar
        milyar miljard mld miliardów miliardy bilhões bilhão млрд миллиард миллиарда миллиардов мільярд
        мільярдів مليار ميليارد میلیارد
    """,
    1e12: "trillion tn trilion",
}
SCALES = {clean(word): scale for scale, listed in _SCALED.items() for word in listed.split()}
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MISSPELT = {"fourty": 40.0, "ninty": 90.0}
WORDS = (
    {word: float(value) for value, word in enumerate(UNITS)}
    | {word: 10.0 * value for value, word in enumerate(_TENS, start=2)}
    | _MISSPELT
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
SPELLED = "|".join(sorted(WORDS, key=len, reverse=True))
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))

# "5 000 000" and "5.000.000" are grouped, "1,5 million" is a decimal.
_GROUPED = re.compile(r"\b\d{1,3}(?: \d{3})+\b|\b\d{1,3}(?:\.\d{3}){2,}\b")
_DECIMAL_COMMA = re.compile(rf"(?<=\d),(?=\d{{1,2}} (?:{SCALE})\b)")
_TIMES = re.compile(r"(?<=\d)x\b")
# "26/3/2012", "03/26/2012": the day first, unless that cannot be.
_NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/-]|\.\d)")
# "2,000" is a number, 2000 a year.
_THOUSANDS = re.compile(r"(?<![\d,.])[12],\d{3}(?![\d,.]\d)")
NO_YEAR = ".0"
# "5 to 10 trillion" is from 5 trillion on.
_RANGE = re.compile(rf"\b\d+(?:\.\d+)?(?=(?: to | or |-)\d+(?:\.\d+)? (?P<scale>{SCALE})\b)", re.IGNORECASE)
# Scales of scripts that write them after the digits without a space, one after the other ("1億2000万").
_MYRIADS = {
    **dict.fromkeys("万萬만", 1e4),
    **dict.fromkeys("亿億억", 1e8),
    **{"千万": 1e7, "千萬": 1e7, "천": 1e3, "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6},
}
_MYRIAD = "|".join(sorted(_MYRIADS, key=len, reverse=True))
_WITH_MYRIADS = re.compile(rf"(\d+(?:\.\d+)?) ?((?:{_MYRIAD})+)")
_EAST_ASIAN = re.compile(rf"(?<![\d.])(?:{_WITH_MYRIADS.pattern} ?)+")
# In other languages than English: "1.200", "1 200" and "1.200,50" are grouped, "2,6" is a decimal.
_NUMBER_ABROAD = re.compile(
    r"(?<![\d.,])(?P<whole>[1-9]\d{0,2}(?:(?P<group>[. ])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?:,(?P<part>\d{1,2}))?(?!\d|[.,]\d)"
)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_MAY_END = "…"
_LONGEST_ENDING = 5
# "Five grand", but not "two grand juries".
_GRAND = re.compile(
    rf"\b(?P<many>{SPELLED}|\d+(?:\.\d+)?) grand\b(?!-? ?[a-z]*(?:jur|piano|slam|child|wizard|prix))"
)
_HALVES = re.compile(
    rf"\bhalf an? (?P<of>{SCALE})\b|\b(?P<tens>{SPELLED}|one|\d+) and a half (?P<scale>{SCALE})\b"
    rf"|\b(?:an?|one) (?P<one>hundred|thousand|million|billion|trillion|dozen)\b",
    re.IGNORECASE,
)
# What may be a scale after a number, misspelt; and those that people write.
_AFTER_DIGITS = re.compile(r"(?<=\d )[^\W\d_]{6,9}\b")
# "in '98", "November '16"
_APOSTROPHE_YEAR = re.compile(r"'(?<!\w')(?P<year>\d\d)\b(?!['%]|[.,]\d| [\w ]{1,30}')")
# "2.7 mil", "1.8 b"
_BRIEF_SCALE = re.compile(r"(?<=\d\.\d) ?(?:(?P<million>mil|mill|m)|bil|b)\b", re.IGNORECASE)
_DECADE = re.compile(r"\b((?:the|early|mid|late)[ -])'?([3-9]0)s\b")
_LAST_CENTURY = 40
_SPELT = ("million", "billion", "trillion", "thousand", "percent")
# "A hundred and fifty billion"
_HUNDRED = re.compile(
    rf"\b(?:(?P<many>an?|{'|'.join(UNITS[1:10])}) )?hundred (?:and )?(?P<tens>{SPELLED})"
    rf"(?:[ -](?P<units>{'|'.join(UNITS[1:10])}))?\b",
    re.IGNORECASE,
)
# "Two point seven million", "twenty-one point five percent"
_POINT = re.compile(
    rf"\b(?P<whole>(?:(?:{'|'.join(_TENS)})[ -])?(?:{SPELLED})|\d+) point"
    rf" (?P<tenths>(?:{'|'.join(UNITS[:10])}|\d)(?: (?:{'|'.join(UNITS[:10])}|\d))*)\b",
    re.IGNORECASE,
)
_OF_HALVES = ("half", "hundred", "thousand", "illion", "dozen")


def in_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, grouped as they are."""
    if text.isascii():
        return text
    digits: dict[str, str] = {
        c: str(unicodedata.decimal(c)) for c in set(text) if c.isdecimal() and not c.isascii()
    }
    return text.translate(
        {ord(c): other for c, other in (digits | {"\u066b": ".", "\u066c": ",", "\u066a": "%"}).items()}
    )


def in_english(text: str, language: str) -> str:
    """A text in another language with its numbers written, and the words around them said, as in English."""
    text = _NUMBER_ABROAD.sub(_with_point, text)
    before, after = _words_around(language)
    text = before.sub(r"\g<number>%", text) if before else text
    return after.sub(_said_in_english, text) if after else text


def _said_in_english(found: re.Match[str]) -> str:
    """A scale, or "percent", in English, if it is not known as it is."""
    said, name = found.group(), found.lastgroup or ""
    known = SCALES.get(said.strip(" -").lower())
    return said if known and known == SCALES.get(name) else f" {name} "


def scales(word: str, language: str) -> bool:
    """Whether a word scales a number, or says "percent"."""
    after = _words_around(language)[1]
    return word in SCALES or (after is not None and after.fullmatch(f"1 {word}", 1) is not None)


def _with_point(found: re.Match[str]) -> str:
    whole, part = re.sub(r"\D", "", found["whole"]), found["part"]
    if part:
        return f"{whole}.{part}"
    return whole + NO_YEAR if whole != found["whole"] else whole


@functools.cache
def _words_around(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """In a language, a number after a word for "percent", and the words after a number that scale it, or say
    that."""
    listed = dict(lists("number_words").get(language, {}))
    before = "|".join(listed.pop("percent before", "").split(", "))
    after = "|".join(f"(?P<{name}>{_either(words)})" for name, words in listed.items())
    return (
        re.compile(rf"(?:{before}) ?(?P<number>\d+(?:\.\d+)?)(?!\d| ?%)", re.IGNORECASE) if before else None,
        re.compile(rf"(?<=\d)[ -]?(?:{after})", re.IGNORECASE) if after else None,
    )


def _either(listed: str) -> str:
    """A pattern for any of these words, with their accents or without, the longest first."""
    words = {written for word in listed.split(", ") for written in (word, unaccented(word))}
    return "|".join(map(_with_end, sorted(words, key=len, reverse=True)))


def _with_end(word: str) -> str:
    if UNSPACED.search(word) or _HANGUL.search(word):
        return re.escape(word)
    ending = rf"\w{{0,{_LONGEST_ENDING}}}" if word.endswith(_MAY_END) else ""
    return rf"{re.escape(word.rstrip(_MAY_END))}{ending}(?!\w)"


def plainly_written(text: str) -> str:
    """A text with its numbers ungrouped, its misspelt scales right, and its years of two digits in full."""
    text = _NUMERIC_DATE.sub(_written_out, text)
    text = _TIMES.sub(" times", text)
    text = _BRIEF_SCALE.sub(lambda found: " million" if found["million"] else " billion", text)
    text = _DECADE.sub(r"\g<1>19\g<2>s", text)
    text = _APOSTROPHE_YEAR.sub(_in_full, _AFTER_DIGITS.sub(_respelt, text))
    text = _THOUSANDS.sub(lambda found: found.group().replace(",", "") + NO_YEAR, text)
    return _DECIMAL_COMMA.sub(".", _GROUPED.sub(_ungrouped, text))


def _written_out(found: re.Match[str]) -> str:
    """A date in words, or only its year, where it may be a day of two months."""
    one, other, year = int(found[1]), int(found[3]), found[4]
    day, month = (one, other) if one > len(MONTHS) else (other, one)
    known = one == other or len(MONTHS) < day
    return f"{day} {MONTHS[month - 1]} {year}" if known and 0 < month <= len(MONTHS) and day <= 31 else year


def multiples(text: str, lowered: str) -> str:
    """A text, in lower case too, with "five grand", "two point seven", "a hundred and fifty" and "half a
    million" in digits."""
    if " point " in lowered:
        text = _POINT.sub(_decimal, text)
    if " grand" in lowered:
        text = _GRAND.sub(r"\g<many> thousand", text)
    if any(word in lowered for word in _OF_HALVES):
        text = _HALVES.sub(_half, _HUNDRED.sub(_hundreds, text))
    return text


def scaled(text: str) -> str:
    """A text with the scale at both ends of a range, and those of East Asia in digits."""
    return _EAST_ASIAN.sub(_in_full_digits, _RANGE.sub(r"\g<0> \g<scale>", text))


def _respelt(found: re.Match[str]) -> str:
    word = found.group()
    known = word.lower() in SCALES
    return word if known else next((s for s in _SPELT if OSA.distance(word.lower(), s) == 1), word)


def _in_full(found: re.Match[str]) -> str:
    """A year of two digits, in the last century or in this one."""
    year = int(found["year"])
    return f"{1900 + year if year >= _LAST_CENTURY else 2000 + year}"


def _ungrouped(number: re.Match[str]) -> str:
    return re.sub(r"\D", "", number.group())


def _in_full_digits(found: re.Match[str]) -> str:
    value = 0.0
    for digits, scales in _WITH_MYRIADS.findall(found.group()):
        value += float(digits) * math.prod(_MYRIADS[scale] for scale in re.findall(_MYRIAD, scales))
    return f" {value:.0f}{NO_YEAR} "


def _half(found: re.Match[str]) -> str:
    if found["of"]:
        return f"0.5 {found['of']}"
    if found["one"]:
        return f"1 {found['one']}"
    whole = found["tens"].lower()
    value = 1.0 if whole == "one" else WORDS.get(whole) or float(whole)
    return f"{value + 0.5} {found['scale']}"


def _decimal(found: re.Match[str]) -> str:
    whole = sum(map(_value, re.split("[ -]", found["whole"])))
    tenths = "".join(f"{_value(word):.0f}" for word in found["tenths"].split())
    return f"{whole:.0f}.{tenths}"


def _value(word: str) -> float:
    """Of a number in digits, or in one word."""
    return float(word) if word.isdigit() else WORDS[word.lower()]


def _hundreds(found: re.Match[str]) -> str:
    value = 100 * WORDS.get((found["many"] or "one").lower(), 1.0)
    return f"{value + WORDS[found['tens'].lower()] + WORDS.get((found['units'] or '').lower(), 0):.0f}"
