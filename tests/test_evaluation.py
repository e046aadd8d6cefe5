"""`factcheck eval`: the measures on cases worked out by hand, the files, and the whole command."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from adapters.cli import cli, main
from bot import evaluation, starter
from bot.errors import BadData, FactCheckError
from bot.evaluation import Query
from bot.model import Claim, Message, Quote, Review
from bot.sources import exporting

CLAIMS = [
    {"identifier": "pizza", "claimReviewed": "The mayor of Zurich banned pineapple pizza."},
    {"identifier": "bridge", "claimReviewed": "The old bridge in Lucerne was sold to a Texan oilman."},
    {"identifier": "cows", "claimReviewed": "Swiss cows pay a yearly road tax.", "inLanguage": "en"},
]
QUERIES = [
    {
        "id": "q1",
        "text": "did the mayor of zurich really ban pineapple pizza",
        "author": "Jane Doe",
        "date": "2026-01-01",
    },
    {"id": "q2", "text": "lucerne bridge sold to texan oilman"},
    {"id": "q3", "text": "do swiss cows pay road tax"},
]
QRELS = ["q1\t0\tpizza\t1", "q2 0 bridge 1", "q3\t0\tcows\t1", "q3\t0\tpizza\t0"]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    with gzip.open(tmp_path / "claims.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"@type": "ClaimReview", **claim}) + "\n" for claim in CLAIMS)
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)), "utf-8")
    (tmp_path / "qrels.tsv").write_text("\n".join(QRELS), "utf-8")
    return {name: tmp_path / file for name, file in
            (("claims", "claims.jsonl.gz"), ("queries", "queries.jsonl"), ("qrels", "qrels.tsv"))}  # fmt: skip


def evaluate(files: dict[str, Path], *options: str) -> Result:
    arguments = [
        "eval",
        *(part for name, path in files.items() for part in (f"--{name}", str(path))),
        *options,
    ]
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def measured(files: dict[str, Path], *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(evaluate(files, "--json", *options).stdout)
    return found


def result(ranked: str, outcome: str = "none", claim: str | None = None) -> evaluation.Result:
    query = Query("q", Message("?"))
    return evaluation.Result(query, [(id_, 1.0) for id_ in ranked], outcome, claim, 2.0)


@pytest.mark.parametrize(
    ("ranked", "relevant", "map5", "mrr"),
    [
        ("abc", "a", 1.0, 1.0),
        ("bac", "a", 0.5, 0.5),
        ("bcdefa", "a", 0.0, 0.1667),
        ("axb", "ab", 0.8333, 1.0),
        ("abcdefg", "abcdefg", 1.0, 1.0),
        ("", "a", 0.0, 0.0),
    ],
)
def test_average_precision_divides_by_the_relevant_but_at_most_five(
    ranked: str, relevant: str, map5: float, mrr: float
) -> None:
    found = evaluation.measures([result(ranked)], {"q": set(relevant)})
    assert (found["map5"], found["mrr"]) == (map5, mrr)


def test_an_answer_is_right_only_with_a_relevant_claim() -> None:
    results = [result("a", "match", "a"), result("a", "match", "b"), result("a", "related", "a"), result("a")]
    found = evaluation.measures(results, {"q": {"a"}})
    names = ("answered", "answered_right", "answered_wrong", "related", "none")
    assert [found[name] for name in names] == [0.5, 0.25, 0.25, 0.25, 0.25]


def test_every_query_finds_its_claim(files: dict[str, Path]) -> None:
    found = measured(files)
    assert (found["queries"], found["claims"]) == (3, 3)
    assert (found["map5"], found["mrr"], found["p1"], found["hit5"]) == (1.0, 1.0, 1.0, 1.0)
    assert found["answered_wrong"] == 0.0
    assert found.keys() == {
        *("queries", "claims", "map5", "mrr", "p1", "hit5", "answered", "answered_right", "answered_wrong"),
        *("related", "none", "p50_ms", "p95_ms", "index_seconds"),
    }


def test_claims_are_read_from_our_own_export_as_they_are(tmp_path: Path) -> None:
    reviews = (
        Review("Example Facts", "https://example.org/x", "Nope", "Nope", "false", "2026-01-02", "No"),
        Review("Other Facts", "https://other.example/x", "Half True", "Half True", "mixed", "2026-01-01"),
    )
    own = Claim("x", "The mayor banned pizza.", reviews, keywords=("a", "b"), quotes=(Quote("No.", "Jane"),))
    claims = [*starter.claims(), own]
    (tmp_path / "claims.jsonl").write_text("".join(exporting.lines(claims, "jsonl")), "utf-8")
    assert list(evaluation.read_claims(tmp_path / "claims.jsonl")) == claims


def test_hidden_claims_are_never_found(files: dict[str, Path]) -> None:
    found = measured(files, "--hide-relevant")
    assert (found["map5"], found["answered"]) == (0.0, 0.0)


def test_queries_without_a_match_need_no_judgements(files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "talk.jsonl").write_text('{"id": "t", "text": "good evening to you"}\n', "utf-8")
    found = measured({"claims": files["claims"], "nomatch": tmp_path / "talk.jsonl"})
    assert (found["queries"], found["answered"], found["none"]) == (1, 0.0, 1.0)


def test_a_run_can_be_scored_by_others(files: dict[str, Path], tmp_path: Path) -> None:
    evaluate(files, "--run", str(tmp_path / "run.txt"), "--limit", "2")
    lines = [line.split("\t") for line in (tmp_path / "run.txt").read_text().splitlines()]
    assert {line[0] for line in lines} == {"q1", "q2"}
    assert all(len(line) == 6 and line[1] == "Q0" for line in lines)
    assert [line[2] for line in lines if line[3] == "1"] == ["pizza", "bridge"]


def test_a_run_that_cannot_be_written_is_said_before_anything_is_asked(
    files: dict[str, Path], tmp_path: Path
) -> None:
    with pytest.raises(FactCheckError, match=r"written \(No such file or directory\): choose another"):
        evaluate(files, "--run", str(tmp_path / "nosuch" / "run.txt"))


def test_two_queries_with_the_same_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": 1, "text": "a"}\n\n{"id": "1", "text": "b"}\n', "utf-8")
    with pytest.raises(BadData, match=r"queries\.jsonl:3: there is a query 1 already"):
        evaluation.read_queries(path)


def test_the_table_names_what_was_measured(files: dict[str, Path]) -> None:
    assert "MAP@5                          1.0" in evaluate(files).stdout


def test_dates_and_authors_can_be_dropped(files: dict[str, Path]) -> None:
    dated, undated = (
        evaluation.read_queries(files["queries"], dates=dates)[0].message for dates in (True, False)
    )
    assert (dated.author, dated.date) == ("Jane Doe", "2026-01-01")
    assert (undated.author, undated.date, undated.text) == (None, None, dated.text)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("queries", "", "has no queries"),
        ("queries", '{"id": 1, "text": "x"}\n{"id": 2}', r":2: a query needs"),
        ("queries", "[]", r":1: this line is not a JSON object"),
        ("queries", "{oops", r":1: this line is not JSON"),
        ("qrels", "", "holds no relevant claim"),
        ("queries", '{"id": 1, "text": 5}', r':1: its "text", "author" or "date" is no text'),
        ("queries", '{"id": 1, "text": "x", "date": 2020}', r":1: its .* is no text"),
        ("queries", '{"id": 1, "text": "x", "date": "1.5.2024"}', r':1: its "date" is not as YYYY-MM-DD'),
        ("qrels", "q1 0 pizza", r":1: a line of qrels has four columns"),
        ("qrels", "q1 0 pizza 1\nq9 0 pizza 1", r":2: there is no query q9"),
        ("qrels", "q1 0 nothing 1", r":1: there is no claim nothing"),
        ("claims", '{"claimReviewed": "x"}', r":1: A claim needs an identifier"),
        ("claims", '{"claim": {"id": "x", "text": "y"}}', r":1: A claim of an export needs its reviews"),
        ("claims", '{"claim": {}, "reviews": []}', r":1: it has no claim"),
    ],
)
def test_a_bad_file_is_named_with_its_line(
    files: dict[str, Path], name: str, content: str, sentence: str, tmp_path: Path
) -> None:
    files[name] = tmp_path / "bad"
    files[name].write_text(content, "utf-8")
    with pytest.raises(BadData, match=sentence):
        evaluate(files)


def test_files_may_begin_with_a_byte_order_mark(files: dict[str, Path]) -> None:
    before = measured(files)
    for name in ("queries", "qrels"):
        files[name].write_text("\ufeff" + files[name].read_text("utf-8"), "utf-8")
    assert measured(files)["map5"] == before["map5"]


def test_half_of_the_options_is_wrong_usage(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["factcheck", "eval", "--claims", str(files["claims"])])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "either --queries and --qrels, or --nomatch" in capsys.readouterr().err
