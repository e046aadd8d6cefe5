"""Fields of foreign markup: text, links, dates, numbers, languages."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources import fields

LATEST = datetime.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-07-05", "2020-07-05"),
        ("2020-06-23 20:02", "2020-06-23"),
        ("2020-03-18T14:00:00+0200", "2020-03-18"),
        ("2023-01-24T13:32:06.838Z", "2023-01-24"),
        ("2020-7-5", "2020-07-05"),
        ("2020/07/05", "2020-07-05"),
        ("20200705", "2020-07-05"),
        ("31.12.2020", "2020-12-31"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("July 4, 2020", "2020-07-04"),
        ("4th of July 2020", "2020-07-04"),
        ("Sat, 04 Jul 2020 10:00:00 GMT", "2020-07-04"),
        ("4 de julio de 2020", "2020-07-04"),
        ("4. Juli 2020", "2020-07-04"),
        ("2020年7月5日", "2020-07-05"),
        ("٢٠٢٠-٠٧-٠٥", "2020-07-05"),
        ("1593907200", "2020-07-05"),
        (1593907200000, "2020-07-05"),
        ("2020-07", "2020-07"),
        ("2020", "2020"),
        ("03/04/2020", "2020"),
        ("01.05.24", "2024-05-01"),
        ("3. 5. 2024", "2024-05-03"),
        ("2024. 5. 3.", "2024-05-03"),
        ("5/13/24", "2024-05-13"),
        ("05/06/24", "2024"),
        ("05/2024", "2024-05"),
        ("Mai 2024", "2024-05"),
    ],
)
def test_a_date_is_read_in_any_usual_form_and_no_further_than_it_is_certain(
    written: object, date: str
) -> None:
    assert fields.date(written, latest=LATEST) == date


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        "-1",
        "yesterday",
        "2020-13-45",
        "0000-00-00",
        "2099-01-01",
        "9" * 500,
        {},
        "3 apples",
        "24-05-01",
        "01-05-24",
        "13/5/24",
        "45413",
        "spring 2020",
    ],
)
def test_what_is_no_date_or_lies_in_the_future_is_no_date(written: object) -> None:
    assert fields.date(written, latest=LATEST) is None


@pytest.mark.parametrize(
    ("address", "base", "link"),
    [
        ("https://example.org/a", "", "https://example.org/a"),
        ("/a", "https://example.org/b/c", "https://example.org/a"),
        ("example.org/a", "", "https://example.org/a"),
        ("https://example.org/ü b", "", "https://example.org/%C3%BC%20b"),
        ("https://Prüfung.example:8443/ü", "", "https://xn--prfung-4ya.example:8443/%C3%BC"),
        ("https://ü..example/", "", ""),
        ("https://straße.example/1", "", "https://stra%C3%9Fe.example/1"),
        ("/a", "", ""),
        ("javascript:alert(1)", "https://example.org", ""),
        ("data:text/html,x", "", ""),
        ("ftp://example.org/a", "", ""),
        ("https://user:word@example.org/", "", ""),
        ("https://[broken", "", ""),
        ("https://example.org:port/", "", ""),
    ],
)
def test_a_link_is_a_whole_web_address_or_none(address: str, base: str, link: str) -> None:
    assert fields.link(address, base) == link


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>It&#39;s <b>false</b></p>\r\n", "It's false"),
        ("<em>a bishop</em>, drank H<sub>2</sub>O.", "a bishop, drank H2O."),
        ("10<sup>6</sup> people", "10 6 people"),
        ("&lt;b&gt;Fal&lt;/b&gt;se<BR/>or<p>not", "False or not"),
        ("<li>one</li><li>two</li><h1>Three</h1>four", "one two Three four"),
        ("<a href='x'>Fal</a><span class=y>s</span>e<wbr>", "False"),
        ("&amp;quot;Quoted&amp;quot;", '"Quoted"'),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt; words", "alert(1) words"),
        (["", "first", "second"], "first"),
        ({"@value": "with a language", "@language": "en"}, "with a language"),
        ({"en": "in English", "fr-FR": "en français"}, "in English"),
        ({"id": "https://facts.example/1"}, ""),
        ({"url": "an address", "en": "words"}, ""),
        ("If a<b then c>d holds, My <News> & Co", "If a<b then c>d holds, My <News> & Co"),
        ("<a href=x target='_blank'>one</a> <input disabled/><o:p>two</o:p><x-y z=1>", "one two"),
        ("AT&T, &copy 2020, R&D; &lt;b&gt;", "AT&T, © 2020, R&D;"),
        ("https://example.org/?a=1&section=2&copy=3", "https://example.org/?a=1&section=2&copy=3"),
        ("zero\0 \ud800width\u200b", "zero width"),
        (None, ""),
        (True, ""),
        (3, "3"),
    ],
)
def test_text_is_plain_words_on_one_line(value: object, text: str) -> None:
    assert fields.text(value) == text


@given(st.text())
def test_cleaning_text_again_changes_nothing(value: str) -> None:
    assert fields.text(fields.text(value)) == fields.text(value)
