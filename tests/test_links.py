"""Links as people paste them, compared as addresses."""

import pytest

from bot.engine import Engine
from bot.links import canonical, links, title
from bot.model import Message

URL = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "http://snopes.com/fact-check/obama-more-flexibility-russia",
        "HTTPS://M.Snopes.com/fact-check/Obama-More-Flexibility-Russia/?utm_source=x&fbclid=1#top",
        "www.snopes.com/fact-check/obama-more-flexibility-russia/amp/",
        "snopes.com/fact-check/obama-more-flexibility-russia/",
        "https://snopes.com/amp/fact-check/obama-more-flexibility-russia//",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.snopes.com%2Ffact-check%2Fobama-more-flexibility-russia%2F&h=A1",
        "https://www.google.com/url?sa=t&q=https://www.snopes.com/fact-check/obama-more-flexibility-russia/&ved=2",
        "https://www-snopes-com.cdn.ampproject.org/c/s/www.snopes.com/fact-check/obama-more-flexibility-russia/",
    ],
)
def test_one_address_has_one_form(url: str, engine: Engine) -> None:
    assert canonical(url) == "snopes.com/fact-check/obama-more-flexibility-russia"
    finding = engine.ask(Message(f"Is this true? ({url}).")).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", "obama-more-flexibility-russia")


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://prüfung.example/1", "xn--prfung-4ya.example/1"),
        ("https://xn--prfung-4ya.example/1", "xn--prfung-4ya.example/1"),
        ("https://straße.example/1", "stra%c3%9fe.example/1"),
        ("https://facts.example/ü-1/", "facts.example/%c3%bc-1"),
        ("https://facts.example/%C3%BC-1", "facts.example/%c3%bc-1"),
        ("https://ü..example/1", ""),
    ],
)
def test_letters_beyond_ascii_are_written_in_one_way(url: str, form: str) -> None:
    assert canonical(url) == form


@pytest.mark.parametrize(
    "text", ["https://", "http://[::1", "www.", "a.b", "https://snopes.com/", "1.5/2", "and/or"]
)
def test_what_is_no_address_of_a_page_is_no_link(text: str) -> None:
    assert [link for link in links(text) if "snopes" in link or "[" in link] == []
    assert canonical("https://snopes.com/") == ""


def test_an_address_that_leads_on_for_ever_ends() -> None:
    assert canonical("https://a.example/?u=" * 2_000 + "https://b.example/c").startswith("a.example")


def test_parameters_that_tell_pages_apart_are_kept() -> None:
    assert canonical("https://example.org/check?b=2&id=7&utm_medium=x") == "example.org/check?b=2&id=7"


def test_a_link_beside_another_statement_does_not_answer_it(engine: Engine) -> None:
    text = f"The mayor of Springfield closed every public library in town last Tuesday {URL}"
    assert engine.ask(Message(text)).outcome != "match"


def test_a_hidden_claim_is_not_found_by_its_link(engine: Engine) -> None:
    answer = engine.ask(Message(URL), without={"obama-more-flexibility-russia"})
    assert answer.outcome != "match"
    assert "obama-more-flexibility-russia" not in [found.claim.id for found in answer.findings if found.claim]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "https://a.example/2012/03/obama-told-medvedev-more-flexibility",
            "obama told medvedev more flexibility",
        ),
        ("a.example/Obama_Told_Medvedev_So_Much-123.html?x=a-b-c-d", "Obama Told Medvedev So Much"),
        ("https://a.example/b-c", ""),
        ("https://t.example/x1y2", ""),
        ("no link-at-all-to-be-seen", ""),
    ],
)
def test_the_last_words_of_an_address_are_a_title(url: str, said: str) -> None:
    assert title(url) == said


def test_a_link_that_is_all_of_a_message_is_asked_by_its_title(engine: Engine) -> None:
    link = "https://news.example/2012/03/{}-told-medvedev-hed-have-more-flexibility-after-the-election.html"
    (finding,) = engine.ask(Message(f"is this true? {link.format('obama')}")).findings
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", "obama-more-flexibility-russia")
    assert engine.ask(Message(link.format("putin"))).outcome != "match"


def test_what_is_asked_beside_a_link_must_be_its_claim(engine: Engine) -> None:
    link = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"
    for asked, outcome in {
        "": "match",
        "Is this true?": "match",
        "Did Obama say this?": "match",
        "Did Putin say this?": "related",
        "Did Putin say he had more flexibility?": "related",
    }.items():
        finding = engine.ask(Message(f"{asked} {link}")).findings[0]
        assert (finding.outcome, finding.claim and finding.claim.id) == (
            outcome,
            "obama-more-flexibility-russia",
        )


def test_a_topic_as_address_asks_nothing(engine: Engine) -> None:
    assert engine.ask(Message("https://en.wikipedia.org/wiki/Great_Wall_of_China")).outcome != "match"
