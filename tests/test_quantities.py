"""Numbers as quantities: different spellings of a number are one, years and days are dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.quantities import Quantity, date_quantities, quantities

from .wild import wild, wild_text

WILD = wild_text(
    "five twenty- 5 5,000 1.5 ½ ² ١٢ 10:30 99999999999999999999 million k % $ - nearly March 26 2012 26th of "
    "World War II weeks one in ten COVID-19 . \n \u00a0 \ud800 dozen hundred"
)


def _only(text: str) -> Quantity:
    [quantity] = quantities(text)
    return quantity


@pytest.mark.parametrize(
    "text", ["5 million", "5,000,000", "five million", "$5 million", "5M", "5000 thousand", "5 millino"]
)
def test_spellings_of_one_number_are_the_same(text: str) -> None:
    assert _only(text).value == 5_000_000
    assert _only(text).same(_only("5 million"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("twenty-five people", "number", 25),
        ("3.5 billion", "number", 3.5e9),
        ("2 dozen eggs", "number", 24),
        ("five grand", "number", 5000),
        ("two grand juries", "number", 2),
        ("2000 people", "number", 2000),
        ("in 2000 people", "year", 2000),
        ("1998 people", "year", 1998),
        ("2019 rupees", "number", 2019),
        ("Rs 2019", "number", 2019),
        ("2019 रुपये", "number", 2019),
        ("World War II", "numeral", 2),
        ("world war two", "numeral", 2),
        ("the Second World War", "numeral", 2),
        ("in WW2", "numeral", 2),
        ("WWI", "numeral", 1),
        ("in December", "month", 12),
        ("30 percent", "percent", 30),
        ("thirty per cent", "percent", 30),
        ("99.9%", "percent", 99.9),
        ("30 precent", "percent", 30),
        ("forty-seven pecent", "percent", 47),
        ("77 cents to the dollar", "percent", 77),
        ("a 5-cent tax", "percent", 5),
        ("97 out of 100 scientists", "percent", 97),
        ("nine tenths", "percent", 90),
        ("two point seven million", "number", 2.7e6),
        ("twenty point two five percent", "percent", 20.25),
        ("twenty-one point five percent", "percent", 21.5),
        ("told people 2 million", "number", 2e6),
        ("20 percent, not 5.6", "percent", 20),
        ("in '98", "year", 1998),
        ("since '16", "year", 2016),
        ("two millennia", "duration", 730_000),
        ("a '60 Minutes' show", "number", 60),
        ("3 minions", "number", 3),
        ("1 trillion", "number", 1e12),
        ("half of one percent", "percent", 0.5),
        ("one-tenth of 1%", "percent", 0.1),
        ("146\nmilhões", "number", 146e6),
        ("in 2012", "year", 2012),
        ("$2012", "number", 2012),
        ("three weeks", "duration", 21),
        ("12 hours", "duration", 0.5),
        ("on March 26th", "day", 326),
        ("on the 26th of March", "day", 326),
        ("on 26 March", "day", 326),
    ],
)
def test_a_number_is_of_its_kind(text: str, kind: str, value: float) -> None:
    assert (_only(text).kind, _only(text).value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19",
        "a 5G mast",
        "at 10:30",
        "10 pm",
        "one person",
        "an F-16",
        "he's 100% right",
        "told ppl 2 drink it",
        "the Nigerian (419) scam",
        "1600 Pennsylvania Ave",
        "no number",
        "",
    ],
)
def test_times_and_numbers_in_names_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_days_come_first_and_are_shown_as_written() -> None:
    found = quantities("In 2012, on 26 March, five million people watched")
    assert [(q.kind, q.shown) for q in found] == [
        ("day", "26 March"),
        ("year", "2012"),
        ("number", "five million"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("three weeks", "21 days", True),
        ("nearly three million", "2.7 million", True),
        ("three million", "2.7 million", False),
        ("nearly three million", "2 million", False),
        ("30%", "30 apples", False),
        ("30%", "the bottom 30", True),
        ("5 trillion", "up to 9", False),
        ("5 million", "5 people", False),
        ("5 million", "5 miles", False),
        ("1 million", "2 million", False),
        ("30%", "40%", False),
        ("2012", "2015", False),
        ("26 March", "March 26", True),
        ("26 March", "27 March", False),
        ("26 March", "in March", True),
        ("26 March", "in April", False),
        ("over 1,800", "2017", False),
    ],
)
def test_only_the_same_number_of_the_same_kind_is_the_same(one: str, other: str, same: bool) -> None:
    assert _only(one).same(_only(other)) is same
    assert _only(other).same(_only(one)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("half a million", "500,000"),
        ("a million", "1,000,000"),
        ("one and a half million", "1.5 million"),
        ("\u0665\u0660\u0660", "500"),
        ("\u096b\u0966", "50"),
        ("500\u4e07", "5 million"),
        ("2 lakh", "200,000"),
        ("100 km", "62 miles"),
        ("10 kg", "22 lbs"),
        ("13,000 miles", "13,000"),
        ("50 %", "fifty percent"),
        ("92 days", "92"),
        ("half", "50%"),
        ("one in four", "25 percent"),
        ("two thirds", "66%"),
        ("2,000", "2000"),
        ("the 1940s", "1947"),
        ("79%", "80 percent"),
        ("50 por ciento", "50%"),
        ("a hundred and fifty billion", "150 billion"),
        ("two hundred twenty-five people", "225"),
        ("360-some days", "367 days"),
        ("ninety-odd", "92"),
        ("30+ in seven years", "$33"),
        ("10 000x stronger", "10,000"),
        ("26/3/2012", "March 26"),
        ("03/26/2012", "March 26"),
        ("26.03.2012", "in 2012"),
        ("4/5/2012", "in 2012"),
    ],
)
def test_scripts_units_shares_and_roundings_are_the_same(one: str, other: str) -> None:
    assert any(a.same(b) for a in quantities(one) for b in quantities(other))
    assert any(b.same(a) for a in quantities(one) for b in quantities(other))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.38 ਲੱਖ ਕਰਮਚਾਰੀਆਂ", 138_000),
        ("30 करोड़ रुपये", 3e8),
        ("৫০ হাজার টাকা", 50_000),
        ("5 миллионов человек", 5e6),
        ("3 مليون شخص", 3e6),
        ("2 Millionen Menschen", 2e6),
        ("10 juta orang", 10e6),
    ],
)
def test_numbers_have_their_scale_in_many_languages_and_are_shown_as_written(text: str, value: float) -> None:
    assert _only(text).value == pytest.approx(value)
    assert _only(text).shown == text.translate(str.maketrans("৫০", "50")).rpartition(" ")[0]


def test_the_words_around_a_number_are_whole_where_signs_have_marks() -> None:
    assert _only("40 மாணவர்கள் மருத்துவமனையில்").around == {"மாணவர", "மருத்"}


def test_both_ends_of_a_range_have_its_scale() -> None:
    assert [each.value for each in quantities("from 5 to 10 trillion")] == [5e12, 10e12]


def test_what_says_little_by_itself_is_loose() -> None:
    found = {quantity.shown: quantity.loose for quantity in quantities("half of $33 mil went in 5 days")}
    assert found == {"half": True, "$33 mil": True, "5 days": False}


@pytest.mark.parametrize(
    ("date", "kinds"), [("2012-03-26", {"year", "day"}), ("2012-03", {"year"}), ("2012", {"year"})]
)
def test_a_date_is_the_quantities_that_its_words_would_be(date: str, kinds: set[str]) -> None:
    words = quantities("26 March 2012")
    found = date_quantities(date)
    assert {quantity.kind for quantity in found} == kinds
    assert all(any(quantity.same(word) for word in words) for quantity in found)


@wild
@given(WILD)
def test_any_text_gives_quantities_that_are_the_same_as_themselves(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.value >= 0
        assert quantity.shown == quantity.shown.strip() != ""
        assert quantity.same(quantity)


@wild
@given(st.integers(0, 999_999_999))
def test_a_grouped_number_is_the_number(number: int) -> None:
    assert _only(f"about {number:,} people").value == number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2.7 mil votes", "2.7 million votes"),
        ("1.8 b in cash", "1.8 billion in cash"),
        ("47 pct pay", "47 percent pay"),
    ],
)
def test_scales_as_people_shorten_them(written: str, meant: str) -> None:
    assert [q.value for q in quantities(written)] == [q.value for q in quantities(meant)]
    assert [q.kind for q in quantities(written)] == [q.kind for q in quantities(meant)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("es", "3.400 euros", "number", 3400),
        ("es", "250.000 personas", "number", 250_000),
        ("de", "1.750,50 Euro", "number", 1750.5),
        ("fr", "2 000 manifestants", "number", 2000),
        ("nl", "2000 €", "number", 2000),
        ("it", "4,7%", "percent", 4.7),
        ("cs", "30 procenty", "percent", 30),
        ("tr", "yüzde 12", "percent", 12),
        ("tr", "%12", "percent", 12),
        ("tr", "40 bin kişi", "number", 40_000),
        ("tr", "20 milyonluk", "number", 20e6),
        ("id", "15 persen", "percent", 15),
        ("id", "2,5 triliun", "number", 2.5e12),
        ("ru", "40 процентам", "percent", 40),
        ("pl", "12 milionow", "number", 12e6),
        ("pt", "12 milhoes", "number", 12e6),
        ("fi", "6 miljoonan", "number", 6e6),
        ("hu", "200 ezren", "number", 200_000),
        ("el", "7 δισ.", "number", 7e9),
        ("vi", "3 tỷ đồng", "number", 3e9),
        ("ar", "15 بالمئة", "percent", 15),
        ("ar", "2000 يورو", "number", 2000),
        ("ar", "4 مليارات", "number", 4e9),
        ("th", "ร้อยละ 70", "percent", 70),
        ("th", "2 พันล้านบาท", "number", 2e9),
        ("ko", "7만 5천명", "number", 75_000),
        ("ja", "1億3000万円", "number", 130e6),
        ("zh", "百分之40", "percent", 40),
        ("de", "seit 2010", "year", 2010),
        ("en", "1.234 percent", "percent", 1.234),
        ("en", "9 bin", "number", 9),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(
    language: str, text: str, kind: str, value: float
) -> None:
    [found] = quantities(text, language)
    assert (found.kind, found.value) == (kind, pytest.approx(value))
