"""Importing: idempotent, one bad item costs itself, one claim for several publishers, nothing half-written."""

import datetime
import functools
import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.memory.catalogue import Catalogue
from bot.model import Claim, Quote, Review, Translation, Verdict
from bot.sources import curating, exporting, fields, gathering, importing
from bot.sources.importing import Summary
from bot.sources.incoming import Defaults
from bot.sources.sync import followed
from bot.store import Store
from bot.workers import mapped

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
DEFAULTS = Defaults(NOW.date())


def node(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "url": f"https://facts.example/{number}",
        "datePublished": "2024-05-03",
        "claimReviewed": f"The mayor has {number} golden bathtubs at home",
        "author": {"@type": "Organization", "name": "Example Facts"},
        "reviewRating": {"alternateName": "False"},
        **changes,
    }


def read(
    catalogue: Catalogue, tmp_path: Path, *nodes: Any, name: str = "feed.json", **options: Any
) -> Summary:
    path = tmp_path / name
    path.write_text(json.dumps(list(nodes)), "utf-8")
    return importing.run(catalogue, gathering.files(path, DEFAULTS, follow=followed), now=NOW, **options)


def counts(summary: Summary) -> tuple[int, int, int, int, int, int]:
    s = summary
    return (s.new, s.updated, s.unchanged, s.merged, s.repeated, s.left_out)


def every(catalogue: Catalogue) -> list[Claim]:
    return list(catalogue.store.all_claims())


def test_importing_twice_is_importing_once(catalogue: Catalogue, tmp_path: Path) -> None:
    nodes = [node(n) for n in range(1200)]
    assert counts(read(catalogue, tmp_path, *nodes)) == (1200, 0, 0, 0, 0, 0)
    version = catalogue.store.version()
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 0, 1200, 0, 0, 0)
    assert catalogue.store.version() == version


def test_what_the_publisher_changed_replaces_what_was_there(catalogue: Catalogue, tmp_path: Path) -> None:
    read(catalogue, tmp_path, node(1), node(2))
    changed = node(
        1, reviewRating={"alternateName": "True"}, claimReviewed="The mayor has 1 golden bathtub at home"
    )
    assert counts(read(catalogue, tmp_path, changed, node(2))) == (0, 1, 1, 0, 0, 0)
    [claim] = catalogue.find(text="1 golden bathtub at")
    assert (claim.verdict, len(claim.reviews)) == ("true", 1)
    assert counts(read(catalogue, tmp_path, node(1), node(2))) == (0, 1, 1, 0, 0, 0)
    assert catalogue.store.count() == 2


def test_two_versions_in_one_source_are_one_claim_and_stay_so(catalogue: Catalogue, tmp_path: Path) -> None:
    nodes = [node(1, dateModified=day, keywords=[day]) for day in ("2024-05-04", "2024-05-05", "2024-05-04")]
    assert counts(read(catalogue, tmp_path, *nodes)) == (1, 0, 0, 0, 2, 0)
    version = catalogue.store.version()
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 0, 3, 0, 0, 0)
    assert catalogue.store.version() == version


def test_alike_claims_checked_on_one_page_stay_two(catalogue: Catalogue, tmp_path: Path) -> None:
    nodes = [node(1, claimReviewed=f"Unemployment rose by {n} percent last year") for n in (4, 5)]
    assert counts(read(catalogue, tmp_path, *nodes)) == (2, 0, 0, 0, 0, 0)
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 0, 2, 0, 0, 0)


def test_in_a_list_a_place_is_the_number_of_its_element(catalogue: Catalogue, tmp_path: Path) -> None:
    two = {"@graph": [node(2), node(3, claimReviewed="")]}
    listed = [{"@type": "WebSite"}, node(1), two, node(4, claimReviewed="")]
    summary = run_bytes(catalogue, tmp_path, json.dumps(listed, indent=1).encode())
    assert counts(summary)[0] == 2
    [places] = summary.places.values()
    assert [place.rpartition(", ")[2] for place in places] == ["item 3", "item 4"]


def test_an_element_of_a_list_that_is_no_fact_check_is_left_out_but_no_other_node_of_a_page(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    page = [{"@type": "WebSite"}, {"@id": "https://facts.example/#us"}, {"@graph": [node(1), {"name": "x"}]}]
    listed = [{"claim": "Frogs sing"}, *page, "Newts sing", node(2), None]
    summary = run_bytes(catalogue, tmp_path, json.dumps(listed, indent=1).encode())
    assert (summary.new, dict(summary.reasons)) == (2, {"there is no ClaimReview in it": 3})
    [places] = summary.places.values()
    assert [place.rpartition(", ")[2] for place in places] == ["item 1", "item 5", "item 7"]


def test_a_bad_item_costs_that_item_and_leaves_a_reason(catalogue: Catalogue, tmp_path: Path) -> None:
    bad = [node(2, claimReviewed=None), node(3, claimReviewed={"deep": 1}), node(4, url=None, author=None)]
    summary = read(catalogue, tmp_path, node(1), *bad, node(5))
    assert counts(summary) == (2, 0, 0, 0, 0, 3)
    assert summary.reasons["it has no claim (claimReviewed)"] == 2
    assert all(place.startswith(str(tmp_path)) for places in summary.places.values() for place in places)


def test_the_same_identifier_for_different_claims_is_not_one_claim(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    nodes = [node(n, itemReviewed={"identifier": "42"}) for n in (1, 2)]
    nodes[1]["claimReviewed"] = "Garlic soup cures every cold within an hour"
    assert counts(read(catalogue, tmp_path, *nodes)) == (2, 0, 0, 0, 0, 0)
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 0, 2, 0, 0, 0)
    assert {claim.id.split("~")[0] for claim in every(catalogue)} == {"42"}


def other_publisher(**changes: Any) -> dict[str, Any]:
    author = {"@type": "Organization", "name": "Other Facts"}
    return node(
        1, url="https://other.example/1", author=author, reviewRating={"alternateName": "Falso"}, **changes
    )


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"claimReviewed": "“The mayor has 1 golden bathtubs at home!”"},
        {"itemReviewed": {"author": {"name": "Facebook posts"}}},
        {"itemReviewed": {"datePublished": "2023-12-01"}},
    ],
)
def test_the_same_claim_checked_by_two_publishers_is_one_with_two_reviews(
    catalogue: Catalogue, tmp_path: Path, changes: dict[str, Any]
) -> None:
    read(catalogue, tmp_path, node(1, itemReviewed={"author": {"name": "Viral posts"}}))
    assert counts(read(catalogue, tmp_path, other_publisher(**changes))) == (0, 0, 0, 1, 0, 0)
    [claim] = every(catalogue)
    assert {review.publisher for review in claim.reviews} == {"Example Facts", "Other Facts"}
    [merge] = catalogue.merges()
    assert merge.reason == "the same text"


@pytest.mark.parametrize(
    "changes",
    [
        {"claimReviewed": "The mayor has 2 golden bathtubs at home"},
        {"claimReviewed": "The mayor has no golden bathtubs at home"},
        {"claimReviewed": "The mayor has 1 golden bathtub at work"},
        {"itemReviewed": {"author": {"name": "John Smith"}}},
        {"itemReviewed": {"datePublished": "2012-01-01"}},
        {"inLanguage": "es"},
    ],
)
def test_a_claim_that_differs_is_never_merged(
    catalogue: Catalogue, tmp_path: Path, changes: dict[str, Any]
) -> None:
    read(
        catalogue,
        tmp_path,
        node(1, itemReviewed={"author": {"name": "Jane Doe"}, "datePublished": "2024-05-01"}),
    )
    assert counts(read(catalogue, tmp_path, other_publisher(**changes))) == (1, 0, 0, 0, 0, 0)


def test_short_captions_are_never_merged(catalogue: Catalogue, tmp_path: Path) -> None:
    read(catalogue, tmp_path, node(1, claimReviewed="Viral photo"))
    assert counts(read(catalogue, tmp_path, other_publisher(claimReviewed="Viral photo")))[0] == 1


def test_the_address_of_a_claim_merges_only_what_says_nearly_the_same(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    at = {"itemReviewed": {"appearance": [{"url": "https://social.example/9"}]}}
    read(
        catalogue,
        tmp_path,
        node(1, claimReviewed="A photo shows a shark swimming on a flooded street in Houston", **at),
    )
    same = other_publisher(
        claimReviewed="Photo shows a big shark swimming on a flooded street in Houston", **at
    )
    speech = other_publisher(claimReviewed="The governor closed every beach in Texas", **at)
    speech["url"] = "https://other.example/2"
    assert counts(read(catalogue, tmp_path, same, speech)) == (1, 0, 0, 1, 0, 0)
    assert "same address" in catalogue.merges()[0].reason


def test_a_split_gives_each_review_its_own_claim_for_good(catalogue: Catalogue, tmp_path: Path) -> None:
    nodes = [node(1), other_publisher()]
    read(catalogue, tmp_path, *nodes)
    own, _ = curating.split(catalogue, catalogue.merges()[0].id)
    assert [len(claim.reviews) for claim in every(catalogue)] == [1, 1]
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 0, 2, 0, 0, 0)
    nodes[1]["reviewRating"] = {"alternateName": "Verdadero"}
    assert counts(read(catalogue, tmp_path, *nodes)) == (0, 1, 1, 0, 0, 0)
    assert catalogue.store.claims([own.id])[0].verdict == "true"
    assert not catalogue.merges()


def test_what_the_operator_removed_stays_away_until_restored(catalogue: Catalogue, tmp_path: Path) -> None:
    read(catalogue, tmp_path, node(1))
    [claim] = every(catalogue)
    curating.remove(catalogue, claim.id, NOW)
    assert counts(read(catalogue, tmp_path, node(1))) == (0, 0, 1, 0, 0, 0)
    summary = read(catalogue, tmp_path, node(1, headline="New"))
    assert counts(summary) == (0, 0, 0, 0, 0, 1)
    [(reason, places)] = summary.places.items()
    assert reason == "you removed it ('factcheck restore' lists what you removed)"
    assert places[0].endswith(f": {claim.id}")
    assert every(catalogue) == []
    assert curating.restore(catalogue, claim.id) == claim
    assert every(catalogue) == [claim]


def test_what_the_operator_edited_is_kept_when_the_publisher_changes_something(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    read(catalogue, tmp_path, node(1))
    [claim] = every(catalogue)
    curating.edited(catalogue, claim.id, {"context": "Our own words.", "claimant": "Jane Doe"}, NOW.date())
    read(catalogue, tmp_path, node(1, reviewRating={"alternateName": "Satire"}, description="Theirs"))
    [now] = every(catalogue)
    assert (now.context, now.claimant, now.verdict) == ("Our own words.", "Jane Doe", "satire")


@pytest.mark.parametrize(
    "ours",
    [
        {"rating": "True"},
        {"verdict": "mixed"},
        {"url": "https://example.org/moved"},
        {"claim": "Whatever swims in the lake of Constance can take to the air."},
        {
            "claim": "Whatever swims can take to the air.",
            "url": "https://example.org/moved",
            "rating": "True",
        },
    ],
)
def test_a_review_and_a_claim_that_the_operator_edited_are_kept_as_they_are(
    catalogue: Catalogue, tmp_path: Path, ours: dict[str, str]
) -> None:
    read(catalogue, tmp_path, node(1))
    edited = curating.edited(catalogue, every(catalogue)[0].id, ours, NOW.date())
    theirs = [node(1, description="Theirs", headline="New"), node(1, headline="Newer")]
    for changed in theirs:
        read(catalogue, tmp_path, changed)
        [now] = every(catalogue)
        assert (now.text, now.verdict, now.reviews[0].url) == (
            edited.text,
            edited.verdict,
            edited.reviews[0].url,
        )
        assert len(now.reviews) == 1
    assert catalogue.merges() == []
    assert counts(read(catalogue, tmp_path, theirs[-1])) == (0, 0, 1, 0, 0, 0)


def test_publishers_of_a_claim_whose_text_the_operator_edited_stay_together(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    nodes = [node(1), other_publisher()]
    read(catalogue, tmp_path, *nodes)
    curating.edited(
        catalogue, every(catalogue)[0].id, {"claim": "Something else is said."}, NOW.date(), review="1"
    )
    for changed in nodes:
        changed["reviewRating"] = {"alternateName": "Satire"}
        read(catalogue, tmp_path, *nodes)
    [now] = every(catalogue)
    assert now.text == "Something else is said."
    assert [review.verdict for review in now.reviews] == ["satire", "satire"]


def test_an_edit_that_changes_nothing_leaves_a_claim_to_its_publisher(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    read(catalogue, tmp_path, node(1))
    [claim] = every(catalogue)
    assert curating.edited(catalogue, claim.id, {"claim": claim.text, "place": ""}, NOW.date()) == claim
    read(catalogue, tmp_path, node(1, claimReviewed=f"{claim.text} now"))
    assert every(catalogue)[0].text == f"{claim.text} now"


def test_reviews_before_a_day_are_passed_over(catalogue: Catalogue, tmp_path: Path) -> None:
    old = node(1, datePublished="2019-01-01")
    summary = read(catalogue, tmp_path, old, node(2), since="2020-01-01")
    assert (summary.new, summary.older) == (1, 1)
    assert read(catalogue, tmp_path, old).new == 1


# Broken and hostile files


def run_bytes(catalogue: Catalogue, tmp_path: Path, content: bytes, name: str = "feed.json") -> Summary:
    (tmp_path / name).write_bytes(content)
    return importing.run(catalogue, gathering.files(tmp_path / name, DEFAULTS, follow=followed), now=NOW)


def whole(number: int = 3) -> bytes:
    return json.dumps([node(n) for n in range(number)], ensure_ascii=False).encode()


NO_TABLE = (
    "it is neither JSON, HTML, a feed, nor a CSV file with a column 'claim' ('factcheck import --csv-template'"
    " prints one)"
)


@pytest.mark.parametrize(
    ("content", "new", "reason"),
    [
        (whole()[:-5], 2, "the JSON is broken or cut off after it"),
        (b"", 0, "it is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 0, "it is not text"),
        (
            b"PK\x03\x04\x14\0\x06\0xl/workbook.xml",
            0,
            "it is a spreadsheet or a zip archive: save the table as CSV, or unpack it",
        ),
        (b"<html><body>Please log in</body></html>", 0, "the page has no ClaimReview markup"),
        (b"{" * 100_000, 0, "it is not JSON, or cut off"),
        (b"[" * 100_000 + b"]" * 100_000, 0, "it is nested too deeply"),
        (b'{"a": 1}', 0, "there is no ClaimReview in it"),
        (b"just some words", 0, NO_TABLE),
        (b"x" * 300_000, 0, NO_TABLE),
        (b"\x1f\x8b\x08\0garbage garbage garbage", 0, "its gzip is damaged"),
        (
            gzip.compress(b"[" + b" " * (80 << 20), mtime=0),
            0,
            "it unpacks to far more than a feed has (a gzip bomb)",
        ),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_a_broken_file_tells_why_and_gives_what_is_whole(
    catalogue: Catalogue, tmp_path: Path, content: bytes, new: int, reason: str
) -> None:
    summary = run_bytes(catalogue, tmp_path, content)
    assert summary.new == new
    assert list(summary.reasons) == [reason]


def test_what_comes_before_the_end_of_a_cut_off_gzip_is_read(catalogue: Catalogue, tmp_path: Path) -> None:
    nodes = [
        node(n, claimReviewed=f"The lake is {n} feet deep, says {os.urandom(40).hex()}") for n in range(9)
    ]
    summary = run_bytes(catalogue, tmp_path, gzip.compress(json.dumps(nodes).encode())[:-100])
    assert 0 < summary.new < 9
    assert set(summary.reasons) == {"the JSON is broken or cut off after it", "its gzip is cut off"}


ROWS = [f"The lake is {n} feet deep,Facts,https://facts.example/{n}/{n:08},False\n" for n in range(1, 4)]


@pytest.mark.parametrize(
    ("text", "cut", "name"),
    [
        ("claim,publisher,url,rating\n" + "".join(ROWS), "/00000002", "t.csv.gz"),
        (
            "claim,publisher,url,rating\n" + '"A\nlake",Facts,https://facts.example/1,False\n' * 3,
            "",
            "t.csv.gz",
        ),
        ("".join(json.dumps(node(n)) + "\n" for n in (1, 2, 3)), "/2", "t.jsonl.gz"),
    ],
)
def test_a_row_in_which_a_gzip_is_cut_off_is_left_out(
    catalogue: Catalogue, tmp_path: Path, text: str, cut: str, name: str
) -> None:
    packer = zlib.compressobj(wbits=31)
    whole = text[: text.index(cut) + 5] if cut else text[: text.rindex("lake")]
    content = packer.compress(whole.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)
    summary = run_bytes(catalogue, tmp_path, content, name)
    assert "its gzip is cut off" in summary.reasons
    assert {claim.reviews[0].rating for claim in every(catalogue)} == {"False"}
    assert summary.new == 1


@pytest.mark.parametrize("separator", ["", "\n", ",\n", ";\n"])
def test_objects_one_after_the_other_are_read(catalogue: Catalogue, tmp_path: Path, separator: str) -> None:
    content = separator.join(json.dumps(node(n), indent=1) for n in range(3))
    assert run_bytes(catalogue, tmp_path, content.encode()).new == 3
    summary = run_bytes(catalogue, tmp_path, content.encode()[:-10], "cut.json")
    assert (summary.unchanged, list(summary.reasons)) == (2, ["it is not JSON, or cut off"])


def test_a_first_line_without_end_costs_that_line(catalogue: Catalogue, tmp_path: Path) -> None:
    lines = ['{"@type": "WebPage", "text": "' + "x" * (20 << 20) + '"}', json.dumps(node(1))]
    summary = run_bytes(catalogue, tmp_path, "\n".join(lines).encode())
    assert (summary.new, list(summary.reasons)) == (1, ["its line is longer than 16 MB"])


PAGE = "<!doctype html><html><head><title>The bathtubs</title>{}</head><body></body></html>"
SCRIPT = "<script {} type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    ("wrapped", "attributes"),
    [
        ("//<![CDATA[\n{}\n//]]>", ""),
        ("/*<![CDATA[*/ {} /*]]>*/", ""),
        ("<!-- {} -->", "id=x"),
        ("// made by a machine\n{};", "class='a b'"),
        ("{}\n{{}}", ""),
    ],
)
@pytest.mark.parametrize("change", ["entities", "comma", "newline", "comment", "backslash", "nothing"])
def test_json_ld_is_read_however_a_page_wraps_it(
    catalogue: Catalogue, tmp_path: Path, wrapped: str, attributes: str, change: str
) -> None:
    markup = json.dumps(node(1))
    if change == "entities":
        markup = markup.replace('"', "&quot;")
    if change == "newline":
        markup = markup.replace("golden bathtubs", "golden\nbathtubs")
    if change == "comma":
        markup = markup[:-1] + ",}"
    if change == "comment":
        markup = markup.replace("{", "{ // a review, https://schema.org\n /* of ours */", 1)
    if change == "backslash":
        markup = markup.replace("golden", "mayor\\'s")
    page = PAGE.format(SCRIPT.format(attributes, wrapped.format(markup)))
    assert run_bytes(catalogue, tmp_path, page.encode(), "page.html").new == 1


@pytest.mark.parametrize(
    "said",
    ['so-called "golden" bathtubs', 'He owns "gold", they say', '"gold"', 'it is \\"gold\\"', 'the "gold"'],
)
def test_quotation_marks_that_stand_bare_in_a_pages_markup_are_part_of_the_text(
    catalogue: Catalogue, tmp_path: Path, said: str
) -> None:
    markup = json.dumps({**node(1), "claimReviewed": "CLAIM"}, indent=1).replace("CLAIM", said)
    assert (
        run_bytes(catalogue, tmp_path, PAGE.format(SCRIPT.format("", markup)).encode(), "page.html").new == 1
    )
    assert [claim.text for claim in catalogue.find()] == [said.replace("\\", "")]


@pytest.mark.parametrize(
    "broken", [json.dumps(node(2))[:-9], json.dumps(node(2)).replace("golden", '"gold", "so"')]
)
def test_markup_that_is_broken_is_told_and_costs_itself(
    catalogue: Catalogue, tmp_path: Path, broken: str
) -> None:
    other = '{"@type": "NewsArticle",'
    page = PAGE.format("".join(SCRIPT.format("", each) for each in (broken, json.dumps(node(1)), other)))
    summary = run_bytes(catalogue, tmp_path, page.encode(), "page.html")
    assert (summary.new, dict(summary.reasons)) == (1, {"its ClaimReview markup is broken JSON": 1})


def test_rdfa_is_read_like_json_ld(catalogue: Catalogue, tmp_path: Path) -> None:
    page = PAGE.replace(
        "<body>",
        """<body><div vocab="https://schema.org/" typeof="ClaimReview">
      <meta property="datePublished" content="2024-05-03"><a property="url" href="https://facts.example/1">x</a>
      <h1 property="claimReviewed">The moon is made of cheese</h1>
      <div property="author" typeof="Organization"><b property="name">Example Facts</b></div>
      <div property="reviewRating" typeof="Rating"><b property="alternateName">False</b></div></div>""",
    )
    assert run_bytes(catalogue, tmp_path, page.format("").encode(), "page.html").new == 1
    [claim] = catalogue.find()
    assert (claim.text, claim.verdict) == ("The moon is made of cheese", "false")
    assert (claim.reviews[0].publisher, claim.reviews[0].url) == ("Example Facts", "https://facts.example/1")


def test_a_page_saved_as_a_file_tells_where_it_was(catalogue: Catalogue, tmp_path: Path) -> None:
    head = "<link rel='canonical' href='https://facts.example/checks/moon'>"
    page = PAGE.format(head + SCRIPT.format("", json.dumps({**node(1), "url": "/checks/1"})))
    run_bytes(catalogue, tmp_path, page.encode(), "page.html")
    assert catalogue.find()[0].reviews[0].url == "https://facts.example/checks/1"


TAGGED = "Nobody, <em>a bishop</em>, drank H<sub>2</sub>O."
TAGGED_TABLE = f'claim,publisher,url,rating\n"{TAGGED}",Facts,https://facts.example/1,<b>Fal</b>se\n'
TAGGED_NODE = node(1, claimReviewed=TAGGED, reviewRating={"alternateName": "<b>Fal</b>se"})
TAGGED_LINE = {
    "claim": {"text": TAGGED},
    "reviews": [{"publisher": "Facts", "url": "https://facts.example/1", "rating": "<b>Fal</b>se"}],
}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TAGGED_TABLE, "t.csv"),
        (json.dumps(TAGGED_LINE), "t.jsonl"),
        (json.dumps(TAGGED_NODE), "t.json"),
    ],
)
def test_a_tag_inside_a_word_parts_nothing(
    catalogue: Catalogue, tmp_path: Path, content: str, name: str
) -> None:
    run_bytes(catalogue, tmp_path, content.encode(), name)
    [claim] = every(catalogue)
    assert claim.text == "Nobody, a bishop, drank H2O."
    assert (claim.reviews[0].rating, claim.verdict) == ("False", "false")


NOT_CLOSED = "a quotation mark in it is never closed, and takes in what follows"
TOO_MANY = "it has more cells than there are columns: text with a separator in it needs quotation marks"


@pytest.mark.parametrize(
    ("table", "new", "reasons"),
    [
        ("sep=;\nclaim;rating;publisher\nThe lake has moved away;False;Facts\n", 1, []),
        ("sep=|\nclaim|rating|publisher\nThe lake has moved away|False|Facts\n", 1, []),
        ("Our checks;;\n;;\nclaim;rating;publisher\nThe lake has moved away;False;Facts\n", 1, []),
        ("Claim reviewed,Label,Organization\nThe lake has moved away,False,Facts\n", 1, []),
        ("claim\trating\tpublisher\r\nThe lake\tFalse\tFacts\r\n", 1, []),
        ("claim,rating,publisher\n", 0, ["the table has no rows"]),
        ("claim,rating,publisher\n,,\n\n,False,Facts\n", 0, ["it has no claim (claimReviewed)"]),
        ('claim,rating,publisher\nThe "lake",False,Facts\n"A\nlake",False,Facts\n', 2, []),
        ('claim,rating,publisher\nA lake,False,Facts\n"The lake,False,Facts', 1, [NOT_CLOSED]),
        ("claim,rating,publisher\nA lake,False,Facts,,\nA lake, they say,False,Facts\n", 1, [TOO_MANY]),
        (
            'claim,rating,publisher\nA lake,False,Facts\n"The lake,False,Facts\nA pond,False,Facts\n',
            1,
            [NOT_CLOSED],
        ),
        (
            'claim,rating,publisher\n"The lake,False,Facts\nA,False,Facts\n"A pond, here",False,Facts\n',
            0,
            [NOT_CLOSED],
        ),
    ],
)
def test_a_table_is_read_as_programs_write_it(
    catalogue: Catalogue, tmp_path: Path, table: str, new: int, reasons: list[str]
) -> None:
    summary = run_bytes(catalogue, tmp_path, table.encode(), "table.csv")
    assert (summary.new, list(summary.reasons)) == (new, reasons)


def test_how_many_lines_a_quotation_mark_that_is_never_closed_takes_along_is_told(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = ["claim,rating,publisher", *(f"Lake {n} has moved,False,Facts" for n in range(9))]
    rows[3] = '"' + rows[3]
    rows[6] = '"Lake 5 has moved",False,Facts'
    summary = run_bytes(catalogue, tmp_path, "\n".join(rows).encode(), "table.csv")
    assert (summary.new, list(summary.reasons)) == (5, [NOT_CLOSED])
    assert summary.places[NOT_CLOSED][0].endswith("table.csv, row 4 and the 3 lines below it")


def test_rows_with_ids_of_their_own_are_claims_of_their_own_also_where_one_address_checks_alike_ones(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 1)
    rows = ["id,claim,publisher,url,rating"]
    rows += [f"c-{year},The EU bans butter from {year} on,A,https://a.example/live,False" for year in (2, 3)]
    first = run_bytes(catalogue, tmp_path, "\n".join(rows).encode(), "table.csv")
    assert counts(first) == (2, 0, 0, 0, 0, 0)
    rows.append("c-4,The EU bans butter from 4 on,A,https://a.example/live,True")
    again = run_bytes(catalogue, tmp_path, "\n".join([*rows, rows[1]]).encode(), "table.csv")
    assert counts(again) == (1, 0, 3, 0, 0, 0)
    assert [(claim.id, claim.text.split()[5]) for claim in every(catalogue)] == [
        ("c-2", "2"),
        ("c-3", "3"),
        ("c-4", "4"),
    ]


def test_a_row_with_an_id_of_its_own_is_added_to_no_other_claim_as_the_documentation_says(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    def table(*rows: str) -> Summary:
        said = [f"{row.split()[0]},Frogs sing in the old town hall,{row.split()[1]}" for row in rows]
        lines = ["id,claim,publisher,url", *(f"{row},https://{row[-1]}.example/1" for row in said)]
        return run_bytes(catalogue, tmp_path, "\n".join(lines).encode(), f"{len(rows)}.csv")

    assert counts(table("c-1 A", "c-2 B")) == (2, 0, 0, 0, 0, 0)
    assert [(each.id, len(each.reviews)) for each in every(catalogue)] == [("c-1", 1), ("c-2", 1)]
    assert counts(table("c-3 A")) == (0, 0, 1, 0, 0, 0), "the same words and link"
    assert counts(table("c/4 C")) == (0, 0, 0, 1, 0, 0), "no id of ours"
    assert [(each.id, len(each.reviews)) for each in every(catalogue)] == [("c-1", 2), ("c-2", 1)]


def test_alike_claims_of_one_page_are_two_and_a_repetition_is_counted_as_one_however_far_apart_they_stand(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 1)
    one, other = (node(claimReviewed=f"The EU bans butter from {year} on") for year in (2025, 2026))
    assert counts(read(catalogue, tmp_path, one, other, one)) == (2, 0, 0, 0, 1, 0)
    assert counts(read(catalogue, tmp_path, one, other, one)) == (0, 0, 3, 0, 0, 0)


def test_a_page_that_checks_one_more_alike_claim_keeps_the_first(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    one, other = (node(claimReviewed=f"The EU bans butter from {year} on") for year in (2025, 2026))
    read(catalogue, tmp_path, one)
    assert counts(read(catalogue, tmp_path, one, other)) == (1, 0, 1, 0, 0, 0)


def test_rows_of_one_id_with_another_claim_give_the_first_no_verdict(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [
        "id,claim,publisher,url,rating",
        "c-1,The lake has moved away,A,https://a.example/1,False",
        "c-1,Ducks govern Norway,B,https://b.example/1,True",
        "c-1,,C,https://c.example/1,True",
        "c-1,the lake  has moved away,D,https://d.example/1,False",
        "c-1,,E,https://e.example/1,False",
        "c-2,Trains are made of soup,A,https://a.example/2,False",
    ]
    summary = run_bytes(catalogue, tmp_path, "\n".join(rows).encode(), "table.csv")
    assert counts(summary) == (2, 0, 0, 2, 0, 2)
    [(reason, places)] = summary.places.items()
    assert reason == "its id is that of the row above it, which has another claim"
    assert [place[-5:] for place in places] == ["row 3", "row 4"]
    [claim] = catalogue.store.claims(["c-1"])
    assert {review.publisher for review in claim.reviews} == {"A", "D", "E"}


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_names(
    catalogue: Catalogue, tmp_path: Path, encoding: str
) -> None:
    said = "Мэр купил три золотые ванны"
    markup = json.dumps(node(1, claimReviewed=said), ensure_ascii=False)
    meta = f"<meta charset={encoding}>"
    page = PAGE.format(meta + SCRIPT.format("", markup)).encode(encoding)
    assert run_bytes(catalogue, tmp_path, page, "page.html").new == 1
    assert every(catalogue)[0].text == said


def test_an_encoding_that_nobody_knows_is_passed_over(catalogue: Catalogue, tmp_path: Path) -> None:
    markup = json.dumps(node(1, claimReviewed="Über Zürich schneit es"), ensure_ascii=False)
    page = PAGE.format("<meta charset='x-martian'>" + SCRIPT.format("", markup)).encode("cp1252")
    assert run_bytes(catalogue, tmp_path, page, "page.html").new == 1
    assert every(catalogue)[0].text == "Über Zürich schneit es"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_wide_letters_are_read_without_a_mark(catalogue: Catalogue, tmp_path: Path, encoding: str) -> None:
    text = json.dumps([node(1, claimReviewed="Über Zürich schneit es")], ensure_ascii=False)
    assert run_bytes(catalogue, tmp_path, text.encode(encoding)).new == 1
    assert every(catalogue)[0].text == "Über Zürich schneit es"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("packed", [False, True])
def test_any_usual_encoding_is_read(
    catalogue: Catalogue, tmp_path: Path, encoding: str, packed: bool
) -> None:
    text = json.dumps([node(1, claimReviewed="Über Zürich schneit es grüne Würfel")], ensure_ascii=False)
    content = text.encode(encoding)
    assert run_bytes(catalogue, tmp_path, gzip.compress(content) if packed else content).new == 1
    assert every(catalogue)[0].text == "Über Zürich schneit es grüne Würfel"


HEADER = "claim,publisher,url,rating\n"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [("FALSE", "false"), ("Mostly True", "mostly-true"), ("mostly-true", "mostly-true"), ("?", "other")],
)
def test_a_verdict_in_a_table_may_be_written_as_a_spreadsheet_does(
    catalogue: Catalogue, tmp_path: Path, said: str, verdict: str
) -> None:
    row = f"It snows over Zurich,Facts,https://facts.example/1,Nope,{said}\n"
    run_bytes(catalogue, tmp_path, f"{HEADER.strip()},verdict\n{row}".encode(), "table.csv")
    assert every(catalogue)[0].verdict == verdict


def test_what_is_no_utf_8_is_told_and_costs_no_row_that_is(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = [f"Zürich hat {n} grüne Würfel,Facts,https://facts.example/{n},Falsch\n" for n in range(4000)]
    for encodings, guessed in (
        (("utf-8",), (0, 0)),
        ((*["utf-8"] * 1999, "cp1252"), (0, 2)),
        (("cp1252",), (1, 0)),
    ):
        coded = [row.encode(encodings[place % len(encodings)]) for place, row in enumerate(rows)]
        summary = run_bytes(catalogue, tmp_path, HEADER.encode() + b"".join(coded), "table.csv")
        assert (summary.files, summary.rows) == guessed
        assert (summary.new + summary.unchanged, catalogue.store.count()) == (4000, 4000)


def test_a_broken_byte_costs_no_other_letter_of_its_row(catalogue: Catalogue, tmp_path: Path) -> None:
    content = HEADER.encode() + "Zürich – Мэр,Facts,https://facts.example/1,Fal".encode() + b"\xe9\n"
    assert run_bytes(catalogue, tmp_path, content, "table.csv").rows == 1
    [claim] = every(catalogue)
    assert (claim.text, claim.reviews[0].rating) == ("Zürich – Мэр", "Falé")


def test_a_bad_line_of_json_lines_costs_that_line(catalogue: Catalogue, tmp_path: Path) -> None:
    lines = [json.dumps(node(1)), "{broken", "", "[" * 5000, json.dumps(node(2))]
    summary = run_bytes(catalogue, tmp_path, "\n".join(lines).encode(), "feed.jsonl")
    assert (summary.new, summary.left_out) == (2, 2)


def test_a_folder_is_read_with_its_folders(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "in" / "side").mkdir(parents=True)
    (tmp_path / "in" / "one.json").write_text(json.dumps(node(1)))
    (tmp_path / "in" / "side" / "two.jsonl.gz").write_bytes(gzip.compress(json.dumps(node(2)).encode()))
    (tmp_path / "in" / "THREE.JSON").write_text(json.dumps(node(3)))
    (tmp_path / "in" / "readme.md").write_text("no")
    assert (
        importing.run(catalogue, gathering.files(tmp_path / "in", DEFAULTS, follow=followed), now=NOW).new
        == 3
    )


def test_a_huge_document_is_read_in_a_stream(catalogue: Catalogue, tmp_path: Path) -> None:
    padding = {"@type": "WebPage", "text": "x" * 200_000}
    feed = {"@context": "x", "dataFeedElement": [node(1), *[padding] * 100, {"item": [node(2)]}, node(3)]}
    content = json.dumps(feed).encode()
    assert len(content) > 16 << 20
    summary = run_bytes(catalogue, tmp_path, content)
    assert (summary.new, dict(summary.reasons)) == (3, {"there is no ClaimReview in it": 100})


def test_an_enormous_item_is_not_taken_into_memory(catalogue: Catalogue, tmp_path: Path) -> None:
    feed = [node(1), {"@type": "WebPage", "text": "x" * (33 << 20)}, node(2)]
    summary = run_bytes(catalogue, tmp_path, json.dumps(feed).encode())
    assert summary.new == 1
    assert list(summary.reasons) == ["an item in it is larger than 32 MB"]


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_is_stopped_goes_on_where_it_was(
    path: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(node(n)) + "\n" for n in range(6000)), "utf-8")
    command = [sys.executable, "-m", "adapters", "import", "--db", str(path), str(feed)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    store = Store(path)
    end = time.monotonic() + 60
    while not 500 < store.count() < 5000 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(process.pid, sent)
    _, told = process.communicate()
    if sent == signal.SIGINT:
        assert told.strip() == "factcheck: Stopped. What was read so far is in; run it again, and it goes on."
    store.close()
    store = Store(path)
    there = [claim for claim in every(Catalogue(store)) if claim.id.startswith("facts")]
    assert 0 < len(there) < 6000
    assert len(there) % importing._BATCH == 0
    assert all(len(claim.reviews) == 1 for claim in there)
    summary = importing.run(Catalogue(store), gathering.files(feed, DEFAULTS, follow=followed), now=NOW)
    assert (summary.new, summary.unchanged) == (6000 - len(there), len(there))
    store.close()


def test_an_import_by_several_processes_does_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [node(n) for n in range(12)]
    # Claim 3 in other words makes what was read of it unknown again, after it has been looked up.
    reworded = node(3, claimReviewed="The mayor has 3 golden bathtubs at home now")
    changed = node(2, datePublished="2020-01-01")
    second = [
        *first[:3],
        reworded,
        first[3],
        node(20),
        *first[:7],
        {"@type": "ClaimReview"},
        changed,
        changed,
    ]
    done = []
    for most in (1, 2):
        store = Store(tmp_path / f"{most}.db")
        with monkeypatch.context() as context:
            context.setattr(importing, "_BATCH", 2)
            context.setattr(importing, "mapped", functools.partial(mapped, alone=0, most=most))
            summaries = [
                run_bytes(Catalogue(store), tmp_path, json.dumps(feed).encode()) for feed in (first, second)
            ]
        rows = store.file.db.execute("SELECT * FROM imported ORDER BY key, digest").fetchall()
        done.append((summaries, every(Catalogue(store)), rows))
        store.close()
    assert done[0] == done[1]


# Out and in again

CLEAN = st.text(min_size=1, max_size=40).map(fields.text)
WORDS = CLEAN.filter(lambda text: any(character.isalpha() for character in text))
MAYBE = st.none() | WORDS.filter(lambda text: not fields.link(text))
DAY = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 5, 1)).map(str)
LABEL = st.sampled_from(["False", "Pants on Fire!", "half-true", "مضلل", "a label of our own", "3 (1-5)", ""])
VERDICT = st.sampled_from(["true", "false", "mixed", "satire", "other"])
REVIEWS = st.lists(st.tuples(WORDS, LABEL, VERDICT, DAY, MAYBE), min_size=1, max_size=3)
QUOTES = st.lists(st.builds(Quote, WORDS, MAYBE, DAY, MAYBE, MAYBE), max_size=2)
KEYWORD = WORDS.filter(lambda text: "|" not in text)
NAME = KEYWORD.filter(lambda text: not fields.link(text))
NAMES = st.lists(NAME, max_size=2).map(tuple)
ESSENTIAL = st.lists(KEYWORD.filter(lambda text: ";" not in text), min_size=1, max_size=2).map("|".join)
TOLD = st.builds(
    Translation, st.sampled_from(["es", "ru"]), WORDS, NAMES, st.lists(KEYWORD, max_size=2).map(tuple)
)


def claims_of(draws: list[Any]) -> Iterator[Claim]:
    for number, (text, reviews, claimant, day, place, context, keywords, quotes, told, needed) in enumerate(
        draws
    ):
        made = [
            Review(publisher, f"https://facts.example/{number}/{place}", label, label, verdict, date, title)
            for place, (publisher, label, verdict, date, title) in enumerate(reviews)
        ]
        yield Claim(
            f"c-{number}",
            text,
            tuple(made),
            claimant,
            day,
            place,
            "en",
            context or "",
            tuple(keywords),
            tuple(quotes),
            tuple(told),
            tuple(needed),
        )


@pytest.mark.parametrize("format_", ["claimreview", "csv", "jsonl"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            *(WORDS, REVIEWS, MAYBE, DAY, MAYBE, MAYBE, st.lists(KEYWORD, max_size=2), QUOTES),
            st.lists(TOLD, max_size=2),
            st.lists(ESSENTIAL, max_size=2),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_exported_imports_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, format_: exporting.Format, draws: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    first, second = (Catalogue(Store(folder / name)) for name in ("one.db", "two.db"))
    first.store.put(claims_of(draws))
    written = folder / "export"
    written.write_text("".join(exporting.lines(every(first), format_)), "utf-8", newline="")
    for catalogue in (second, second, first):
        before = catalogue.store.version()
        summary = importing.run(catalogue, gathering.files(written, DEFAULTS, follow=followed), now=NOW)
        assert summary.left_out == 0
        assert every(catalogue) == every(first)
    assert catalogue.store.version() == before
    first.store.close()
    second.store.close()


@pytest.mark.parametrize("rating", ["False", ""])
def test_exported_claimreview_has_what_google_requires(rating: str) -> None:
    verdict: Verdict = "false" if rating else "other"
    review = Review("Example Facts", "https://facts.example/1", rating, rating, verdict, "2024-01-01", "No")
    [line] = [
        line
        for line in exporting.lines([Claim("c-1", "A claim", (review,))], "claimreview")
        if "ClaimReview" in line
    ]
    found = json.loads(line.strip().rstrip(","))
    assert found["claimReviewed"] == "A claim"
    assert found["url"] == review.url
    assert found["reviewRating"]["alternateName"] == (rating or "(no rating)")
    assert found["@context"] == "https://schema.org"
    assert "additionalProperty" not in found["reviewRating"]
