"""The comparison by the number of claims, small: real libraries, our own claims in the public sets' form."""

import gzip
import json
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from benchmarks import datasets, scale
from bot import starter
from bot.sources import exporting
from tests import readme

SIZE = 300


@pytest.fixture(autouse=True)
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Public sets with the starter claims and some of our own questions."""
    folder = tmp_path / "bench" / "snopes"
    folder.mkdir(parents=True)
    with gzip.open(folder / "claims.jsonl.gz", "wt", encoding="utf-8") as lines:
        for claim in starter.claims():
            lines.write(json.dumps(exporting.node(claim, claim.reviews[0])) + "\n")
    asked = [row for row in datasets.questions("dev") if row["kind"] == "keywords"][:12]
    queries = [json.dumps({"id": row["id"], "text": row["text"], "date": "2026-01-01"}) for row in asked]
    (folder / "queries-dev.jsonl").write_text("\n".join(queries), "utf-8")
    qrels = [f"{row['id']}\t0\t{row['claim']}\t1" for row in asked]
    (folder / "qrels-dev.tsv").write_text("\n".join(qrels), "utf-8")
    monkeypatch.setenv("FACTCHECK_BENCH", str(folder.parent))
    monkeypatch.setattr(datasets, "BENCH", folder.parent)
    monkeypatch.setattr(scale, "FIGURES", tmp_path / "figures-scale.json")
    return folder.parent


@pytest.mark.parametrize("system", scale.SYSTEMS)
def test_every_system_finds_claims_in_their_own_keywords(system: str) -> None:
    figures = scale.measure(system, SIZE)
    assert figures["posts"] == 12
    assert figures["map5"] is not None
    assert figures["map5"] > 0.6
    # The others rank and do not decide.
    assert (figures["hidden_answered"] is None) == (system != scale.OURS)
    assert figures["memory_mb"] >= figures["harness_mb"]  # type: ignore[operator]


def test_made_claims_are_of_the_parts_of_claims_that_are_not_asked_for() -> None:
    apart = {claim.id for claim in starter.claims()[50:60]}
    claims = list(scale.recombined(SIZE, apart=apart))
    made = claims[len(starter.claims()) :]
    assert len(claims) == len({claim.id for claim in claims}) == SIZE
    assert {claim.id for claim in claims[:10]} == apart
    assert len({review.url for claim in claims for review in claim.reviews}) == SIZE
    beginnings = {" ".join(claim.text.split()[:4]) for claim in claims[:10]}
    assert not any(claim.text.startswith(tuple(beginnings)) for claim in made)


def test_one_size_and_system_measured_again_leaves_the_rest_of_the_figures_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"posts": 199, "map5": 0.5}
    scale.FIGURES.write_text(json.dumps({"86000": {"bm25s": kept}, "230": {"rapidfuzz": kept}}), "utf-8")
    scale.main(["230", "--system", "SQLite FTS5"])
    figures = json.loads(scale.FIGURES.read_text("utf-8"))
    assert list(figures) == ["230", "86000"]
    assert list(figures["230"]) == ["SQLite FTS5", "rapidfuzz"]
    assert figures["86000"]["bm25s"] == figures["230"]["rapidfuzz"] == kept
    assert "230 claims  SQLite FTS5" in capsys.readouterr().out


def test_a_process_that_is_ended_costs_its_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(system: str, size: int) -> scale.Figures:
        if system == "bm25s":
            raise BrokenProcessPool
        return {"posts": 12}

    monkeypatch.setattr(scale, "_in_its_own_process", ended)
    scale.main(["230", "--system", "bm25s", "--system", "rapidfuzz"])
    assert json.loads(scale.FIGURES.read_text("utf-8")) == {"230": {"rapidfuzz": {"posts": 12}}}
    assert "bm25s        was ended" in capsys.readouterr().out


def test_without_the_public_sets_it_says_where_they_are_from_and_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(datasets, "BENCH", tmp_path / "nowhere")
    scale.main([])
    assert "CheckThat! 2022, task 2A (https://gitlab.com/" in capsys.readouterr().out
    assert not scale.FIGURES.exists()


def test_the_readme_says_that_the_others_always_answer_and_who_was_asked_less(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"posts": 199, "map5": 0.964, "map5_undated": 0.936, "hidden_answered": 0.005, "p50_ms": 8.04}
    row |= {"p95_ms": 21.6, "build_seconds": 1234.5, "memory_mb": 170}
    slow = {**row, "posts": 20, "hidden_answered": None}
    scale.FIGURES.write_text(json.dumps({"14000": {"this engine": row, "rapidfuzz": slow}}), "utf-8")
    monkeypatch.setattr(readme, "SCALE_FIGURES", scale.FIGURES)
    readme.comparison()
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| 14,000 | this engine | 0.964 / 0.936 | 0.5% | 8.0 | 22 | 1,234 | 170 |",
        "| 14,000 | rapidfuzz | 0.964 / 0.936 (20 posts) | always | 8.0 | 22 | 1,234 | 170 |",
    ]
