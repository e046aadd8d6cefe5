"""What Slack delivers, as what was asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import read

_NAMES = st.sampled_from(
    "text blocks attachments elements type ts files mimetype author_name user team id event message_blocks"
    " message fields title fallback bot_profile".split()
)
_PAYLOADS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["rich_text", "section"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=25,
)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Tom &amp; Jerry &lt;3", "Tom & Jerry <3"),
        ("&amp;lt;", "&lt;"),
        ("<@U1> is it true?", "is it true?"),
        ("<!here> <!subteam^S1|@team> look", "look"),
        ("in <#C1|general>", "in #general"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("see <https://example.org|this page>", "see this page"),
        ("write to <mailto:a@example.org|a@example.org>", "write to a@example.org"),
        (":scream::+1: Obama:ru: said *it* :wave::skin-tone-2:!", "Obama said it !"),
        (":flag-us:Obama at 10:30:15, Gen 1:2: so; a:b:c", "Obama at 10:30:15, Gen 1:2: so; a:b:c"),
        ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("&gt; a quote\n&gt; of two lines", "a quote\nof two lines"),
        ("", ""),
    ],
)
def test_text_is_read_as_it_was_written(marked: str, plain: str) -> None:
    assert read.unmarked(marked) == plain


def test_a_shared_message_is_asked_about_with_its_author_and_day() -> None:
    shared = {"text": "They banned &lt;it&gt;", "author_name": "Ann", "ts": "1700000000.000100"}
    found = read.asked({"text": "is this true?", "attachments": [shared]})
    assert (found.text, found.author, found.date, found.forwarded) == (
        "They banned <it>",
        "Ann",
        "2023-11-14",
        True,
    )
    long = "The mayor of the city of Zurich has banned pineapple pizza from all of its canteens"
    assert read.asked({"text": long, "attachments": [shared]}).text == f"{long}\n\nThey banned <it>"
    assert not read.asked({"text": "typed"}).forwarded


def test_a_message_of_an_app_is_read_from_its_blocks_and_attachments() -> None:
    message = {
        "username": "News",
        "ts": "1700000000.000100",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Breaking:* a &amp; b"}},
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "more"}]}],
            },
        ],
        "attachments": [{"title": "A page", "text": "its words", "fallback": "x"}],
    }
    found = read.post(message)
    assert found.text == "Breaking: a & b\nmore\n\nA page\nits words"
    assert (found.author, found.date, found.forwarded) == ("News", "2023-11-14", True)
    assert read.post(message, "Ada").author == "Ada"


@pytest.mark.timeout(20)
def test_many_marks_that_open_and_never_close_hold_nobody_up() -> None:
    for marks in ("*a ", "_a ", "~a ", "`a ", "**a ", "***a ", "*a _b ~c `d ", "* ", "<a "):
        text = (marks * 39_000)[:39_000]
        assert read.unmarked(text) == text.strip()


def test_a_style_may_go_on_for_as_long_as_a_message() -> None:
    long = "Obama said so, 2 * 3 times in snake_case, " * 900
    assert read.unmarked(f"*{long}really*") == f"{long}really"


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ({"user_id": "U1", "team_id": "T1"}, "T1:U1"),
        ({"user": {"id": "U1"}, "team": {"id": "T1"}}, "T1:U1"),
        ({"event": {"user": "U1"}, "team_id": "T1"}, "T1:U1"),
        ({"event": {"assistant_thread": {"user_id": "U1"}}, "team_id": "T1"}, "T1:U1"),
        ({"user": {"id": "U1"}, "team": None, "enterprise": {"id": "E1"}}, "E1:U1"),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": None, "enterprise": {"id": "E1"}}, "T1:U1"),
        ({}, ":"),
    ],
)
def test_who_it_is_from(payload: dict[str, Any], name: str) -> None:
    assert read.who(payload).user == name


ORGANISATION = {"enterprise_id": "E1", "team_id": "T1", "is_enterprise_install": True}
OURS = {"enterprise_id": None, "team_id": "T1", "is_enterprise_install": False}


@pytest.mark.parametrize(
    "payload",
    [
        {"user_id": "U1", "team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"},
        {"event": {"user": "U1"}, "team_id": "T2", "authorizations": [ORGANISATION]},
        {
            "user": {"id": "U1", "team_id": "T1"},
            "team": None,
            "enterprise": {"id": "E1"},
            "is_enterprise_install": True,
        },
    ],
)
def test_in_an_organisation_somebody_is_the_same_in_each_delivery(payload: dict[str, Any]) -> None:
    assert read.who(payload).user == "E1:U1"


@pytest.mark.parametrize(
    "payload",
    [
        {"event": {"user": "U2", "user_team": "T2"}, "team_id": "T2", "authorizations": [OURS]},
        {"user": {"id": "U2", "team_id": "T2"}, "team": {"id": "T1"}},
        {"user": {"id": "U2"}, "team": {"id": "T2"}, "view": {"app_installed_team_id": "T1"}},
    ],
)
def test_in_a_channel_shared_with_another_company_its_people_are_the_same_in_each_delivery(
    payload: dict[str, Any],
) -> None:
    assert read.who(payload).user == "T1:U2"


@pytest.mark.parametrize("ts", [None, "", "soon", "1e400", "nan", {}, "-1", "99999999999999999999"])
def test_a_timestamp_that_is_none_gives_no_day(ts: object) -> None:
    assert read.day(ts) is None


@given(_PAYLOADS)
def test_no_payload_is_too_odd_to_be_read(payload: Any) -> None:
    given_ = (
        payload if isinstance(payload, dict) else {"text": payload, "attachments": payload, "blocks": payload}
    )
    for found in (read.asked(given_), read.post(given_)):
        assert isinstance(found.text, str)
    assert isinstance(read.who(given_).user, str)
    assert all(read.is_picture(file) in (True, False) for file in read.files(given_))
