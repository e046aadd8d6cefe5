"""ClaimReview as publishers have it, untidily: what is read, and what is left out with which reason."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import BadClaim
from bot.sources import documents, incoming
from bot.sources.incoming import Defaults, Incoming

DEFAULTS = Defaults(datetime.date(2026, 6, 1))


def node(**changes: Any) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "url": "https://facts.example/moon",
        "datePublished": "2024-05-03T10:00:00Z",
        "claimReviewed": "The moon is made of cheese",
        "author": {"@type": "Organization", "name": "Example Facts"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Jane Doe"}},
        **changes,
    }


def read(**changes: Any) -> Incoming:
    return incoming.read(node(**changes), DEFAULTS)


@pytest.mark.parametrize(
    ("rating", "verdict", "shown"),
    [
        ({"alternateName": "Falso."}, "false", "Falso."),
        ({"alternateName": " Incorrect \r"}, "false", "Incorrect"),
        ({"ratingValue": "1", "bestRating": 5, "worstRating": 1}, "false", "1 (1-5)"),
        ({"ratingValue": 3, "bestRating": "5", "worstRating": "1"}, "mixed", "3 (1-5)"),
        ({"ratingValue": "2", "bestRating": "5", "worstRating": "1"}, "mostly-false", "2 (1-5)"),
        (
            {"ratingValue": 5, "bestRating": 5, "worstRating": 1, "alternateName": "Nonsense"},
            "true",
            "Nonsense",
        ),
        (
            {"ratingValue": 3, "bestRating": 5, "worstRating": 1, "alternateName": "Nonsense"},
            "other",
            "Nonsense",
        ),
        ({"ratingValue": "-1", "bestRating": "-1", "worstRating": "-1"}, "other", "-1 (-1--1)"),
        ({"ratingValue": "2", "bestRating": "2", "worstRating": "2"}, "other", "2 (2-2)"),
        ({"ratingValue": "", "bestRating": "", "worstRating": ""}, "other", ""),
        ({"ratingValue": "False", "bestRating": "5"}, "false", "False"),
        ({"ratingExplanation": "The claim is false."}, "false", "The claim is false."),
        ({"ratingValue": "4", "ratingExplanation": "The claim is false."}, "other", "4"),
        ({"ratingValue": "9", "bestRating": "5", "worstRating": "1"}, "other", "9 (1-5)"),
        (
            {"ratingValue": "5", "bestRating": "5", "worstRating": "1", "alternateName": "False"},
            "false",
            "False",
        ),
        ({"alternateName": "excitement"}, "other", "excitement"),
        ("Mostly false", "mostly-false", "Mostly false"),
        (None, "other", ""),
        ([{"alternateName": "Satire"}], "satire", "Satire"),
        (
            {
                "alternateName": [
                    {"@language": "es", "@value": "Falso"},
                    {"@language": "en", "@value": "False"},
                ]
            },
            "false",
            "Falso",
        ),
        (
            {"ratingValue": "1", "worstRating": "1 (False)", "bestRating": "5 (True)"},
            "false",
            "1 (1 (False)-5 (True))",
        ),
        ({"ratingValue": "4,5", "worstRating": "1,0", "bestRating": "5,0"}, "mostly-true", "4,5 (1,0-5,0)"),
        ({"ratingValue": "20%", "worstRating": "0%", "bestRating": "100%"}, "mostly-false", "20% (0%-100%)"),
        ({"ratingValue": "4 Pinocchios", "worstRating": "1", "bestRating": "4"}, "other", "4 Pinocchios"),
    ],
)
def test_a_rating_is_read_by_its_label_else_by_its_place_on_a_scale(
    rating: Any, verdict: str, shown: str
) -> None:
    review = read(reviewRating=rating).claim.reviews[0]
    assert (review.verdict, review.rating) == (verdict, shown)


@pytest.mark.parametrize(
    ("changes", "publisher"),
    [
        (
            {
                "author": {"@type": "Person", "name": "A. Writer"},
                "publisher": {"@type": "Organization", "name": "BOOM"},
            },
            "BOOM",
        ),
        ({"author": {"@type": "Person", "name": "A. Writer"}}, "A. Writer"),
        ({"author": [{"@type": "Organization", "name": ["Example Facts", "the site"]}]}, "Example Facts"),
        ({"author": "Example Facts"}, "Example Facts"),
        (
            {
                "author": [
                    {"@type": "Person", "name": "A. Writer"},
                    {"@type": ["NewsMediaOrganization", "Organization"], "name": "Example Facts"},
                ]
            },
            "Example Facts",
        ),
        (
            {
                "author": {"@type": "NewsMediaOrganization", "name": "Example Facts"},
                "publisher": {"@type": "Person", "name": "A. Writer"},
            },
            "Example Facts",
        ),
        ({"author": None}, "facts.example"),
        ({"author": {"url": "https://www.other.example/"}}, "other.example"),
    ],
)
def test_the_publisher_is_found_wherever_it_stands(changes: dict[str, Any], publisher: str) -> None:
    assert read(**changes).claim.reviews[0].publisher == publisher


@pytest.mark.parametrize(
    ("changes", "publisher"),
    [
        ({"author": None}, "Our Facts"),
        ({"author": {"url": "https://docs.example/"}, "publisher": {}}, "Our Facts"),
        ({"publisher": {"@type": "Organization", "name": "facts.example"}, "author": None}, "Our Facts"),
        ({"author": {"name": "Jane Doe"}}, "Jane Doe"),
    ],
)
def test_the_publisher_that_was_told_stands_in_where_none_is_named(
    changes: dict[str, Any], publisher: str
) -> None:
    found = incoming.read(node(**changes), replace(DEFAULTS, publisher="Our Facts"))
    assert found.claim.reviews[0].publisher == publisher


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"claimReviewed": " "}, "it has no claim (claimReviewed)"),
        ({"claimReviewed": "…!"}, "its claim (claimReviewed) has no words"),
        (
            {"author": None, "url": "javascript:x"},
            "it names no publisher, nor does --publisher, and no link tells",
        ),
    ],
)
def test_what_cannot_be_a_claim_is_left_out_with_the_reason(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadClaim) as error:
        read(**changes)
    assert str(error.value) == reason


def test_what_stands_in_unusual_places_is_found_and_nothing_is_made_up() -> None:
    item = {
        "author": {"name": ["Mzwandile Masina", "mayor of Ekurhuleni"]},
        "datePublished": "2099-01-01",
        "appearance": [{"url": "https://social.example/1"}, "https://social.example/2", "javascript:x"],
        "firstAppearance": {"url": "https://social.example/3"},
    }
    found = read(itemReviewed=item, claimReviewed="<b>Drink</b> bleach &amp; live")
    assert (found.claim.text, found.claim.claimant, found.claim.date) == (
        "Drink bleach & live",
        "Mzwandile Masina",
        None,
    )
    assert found.appearances == tuple(f"https://social.example/{n}" for n in (1, 2, 3))
    assert not found.claim.quotes


def test_a_review_without_date_link_or_claimant_is_still_used() -> None:
    claim = read(url="/a-path", datePublished="", itemReviewed={"author": {"name": ""}}).claim
    assert (claim.reviews[0].url, claim.reviews[0].date, claim.claimant) == ("", None, None)


@pytest.mark.parametrize(
    "item",
    [
        "The moon is made of cheese",
        {"name": "The moon is made of cheese"},
        [{"text": ["The moon is made of cheese"]}],
    ],
)
def test_the_claim_is_found_in_what_was_reviewed(item: Any) -> None:
    assert read(claimReviewed=None, itemReviewed=item).claim.text == "The moon is made of cheese"


def test_the_address_of_what_was_reviewed_is_no_claim() -> None:
    with pytest.raises(BadClaim, match="it has no claim"):
        read(claimReviewed=None, itemReviewed="https://social.example/1")


def test_a_description_is_context_in_quotation_marks_and_short() -> None:
    context = read(description="words " * 200).claim.context
    assert context.startswith("“words ")
    assert context.endswith(" …”")
    assert len(context) < 420


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("“All of it is quoted.”", "“All of it is quoted.”"),
        ('"All of it is quoted."', "“All of it is quoted.”"),
        ("“No,” said Jane Doe on Monday.", "“‘No,’ said Jane Doe on Monday.”"),
        ("“No,” said Jane, and “yes,” said Joe: “no”", "“‘No,’ said Jane, and ‘yes,’ said Joe: ‘no’”"),
    ],
)
def test_a_context_has_its_quotation_marks_in_pairs(told: str, shown: str) -> None:
    assert read(description=told).claim.context == shown


@pytest.mark.parametrize(
    "document",
    [
        node(),
        [node()],
        {"@context": "x", "@graph": [{"@type": "WebPage"}, node()]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [node()]}]},
        {"dataFeedElement": [{"item": node()}]},
        {k: v for k, v in node().items() if k != "@type"},
        node(**{"@type": ["NewsArticle", "https://schema.org/ClaimReview"]}),
        {"@type": "WebPage", "mainEntity": node()},
        node(**{"@type": "claimReview"}),
        node(**{"@type": "Claim Review"}),
    ],
)
def test_a_review_is_found_wherever_a_document_holds_it(document: Any) -> None:
    [found] = documents.nodes(document)
    assert incoming.read(found, DEFAULTS).claim.text == "The moon is made of cheese"


def test_a_response_of_the_api_is_one_review_for_each_publisher() -> None:
    reviews = [
        {
            "publisher": {"site": "one.example"},
            "url": "https://one.example/1",
            "textualRating": "زائف",
            "languageCode": "ar",
        },
        {
            "publisher": {"name": "Two"},
            "url": "https://two.example/2",
            "textualRating": "False",
            "reviewDate": "2024-01-02T00:00:00Z",
        },
        "nonsense",
    ]
    response = {
        "claims": [{"text": "A claim of some kind", "claimant": "Jane", "claimReview": reviews}],
        "nextPageToken": "x",
    }
    one, two, broken = documents.nodes(response)
    found = [incoming.read(each, DEFAULTS).claim for each in (one, two)]
    assert [(c.reviews[0].publisher, c.verdict, c.reviews[0].date) for c in found] == [
        ("one.example", "false", None),
        ("Two", "false", "2024-01-02"),
    ]
    with pytest.raises(BadClaim):
        incoming.read(broken, DEFAULTS)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "name", "url", "author", "identifier", "alternateName", "text"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([*node(), "publisher", "description", "keywords", "citation", "inLanguage"]), JSON
    )
)
def test_whatever_stands_in_the_fields_it_is_a_claim_or_a_reason(changes: dict[str, Any]) -> None:
    try:
        claim = read(**changes).claim
    except BadClaim:
        return
    assert claim.text
    assert claim.reviews[0].publisher
    assert claim.reviews[0].url.startswith(("http://", "https://")) or not claim.reviews[0].url


def test_an_organization_is_the_publisher_wherever_it_stands_in_a_list_of_authors() -> None:
    authors = [{"@type": "Person", "name": "Jane"}, {"@type": "Organization", "name": "Other Facts"}]
    assert read(author=authors).claim.reviews[0].publisher == "Other Facts"


def test_an_organization_in_a_list_may_stand_as_json_text_too() -> None:
    text = '{"@type": "Organization", "name": "Example Facts"}'
    for authors in ([text], [{"@type": "Person", "name": "Jane"}, text]):
        assert read(author=authors).claim.reviews[0].publisher == "Example Facts"


def test_what_turns_the_direction_of_writing_is_taken_out() -> None:
    assert read(claimReviewed="The \u202emoon\u202c is \u2066made\u2069 of cheese").claim.text == (
        "The moon is made of cheese"
    )


def test_an_address_without_its_scheme_is_whole() -> None:
    assert read(url="//facts.example/moon").claim.reviews[0].url == "https://facts.example/moon"


def test_an_address_is_the_same_in_capitals() -> None:
    assert read(url="HTTPS://Facts.Example/Moon").claim.reviews[0].url == "https://facts.example/Moon"


@pytest.mark.parametrize(
    "document",
    [
        {"@type": "NewsArticle", "hasPart": [node()]},
        {"@type": "Claim", "subjectOf": node()},
        {"data": {"rows": [{"markup": node()}]}},
        {"@graph": [{"@type": "WebPage", "@graph": [node()]}]},
        node(**{"@type": ["Article", "ClaimReview"]}),
        node(**{"@type": "schema:ClaimReview"}),
    ],
    ids=["part", "subject", "rows", "graph", "types", "prefix"],
)
def test_a_fact_check_is_found_wherever_it_stands_in_a_document(document: Any) -> None:
    assert [found["claimReviewed"] for found in documents.nodes(document)] == ["The moon is made of cheese"]


def test_what_a_node_points_to_in_its_document_stands_in_it() -> None:
    graph = [
        {"@type": "Organization", "@id": "#us", "name": "Graph Facts", "founder": {"@id": "#us"}},
        {"@type": "Claim", "@id": "#said", "author": {"@id": "#who"}, "publisher": {"@id": "#said"}},
        {"@type": "Person", "@id": "#who", "name": "Mary Major"},
        {"@type": "Rating", "@id": "#label", "alternateName": "Misleading"},
        {"@type": "WebPage", "mainEntity": {"@type": "ClaimReview", "@id": "#check"}},
        node(
            author={"@id": "#us"},
            itemReviewed=[{"@id": "#said"}],
            reviewRating={"@id": "#label"},
            publisher={"@id": "#lost"},
        ),
    ]
    [found] = documents.nodes({"@graph": graph})
    claim = incoming.read(found, DEFAULTS).claim
    assert (claim.reviews[0].publisher, claim.claimant, claim.verdict) == (
        "Graph Facts",
        "Mary Major",
        "misleading",
    )


@pytest.mark.parametrize("prefix", ["schema:", "http://schema.org/", "https://schema.org/"])
def test_names_are_read_with_their_vocabulary_before_them(prefix: str) -> None:
    def prefixed(value: Any) -> Any:
        if isinstance(value, dict):
            names = {name: name if name[0] == "@" else prefix + name for name in value}
            return {names[name]: prefixed(inner) for name, inner in value.items()}
        return [{"@value": value}]

    [found] = documents.nodes([{**prefixed(node()), "@type": [prefix + "ClaimReview"]}])
    claim = incoming.read(found, DEFAULTS).claim
    assert (claim.text, claim.claimant, claim.verdict) == ("The moon is made of cheese", "Jane Doe", "false")
    assert claim.reviews[0].publisher == "Example Facts"


def test_the_reviews_of_a_claim_in_a_document_come_together_newest_first() -> None:
    def review(publisher: str, date: str | None) -> dict[str, Any]:
        return node(
            url=f"https://example.org/{publisher}",
            author={"@type": "Organization", "name": publisher},
            datePublished=date,
            claimReviewed=f"As {publisher} puts it",
            itemReviewed={"identifier": "moon"},
        )

    document = {"@graph": [review("First", "2016-12-13"), review("Old", None), review("New", "2020-01-02")]}
    [claim] = incoming.claims(document, Defaults(datetime.date(2026, 1, 1)))
    assert [each.publisher for each in claim.reviews] == ["New", "First", "Old"]
    assert claim.text == "As First puts it"
