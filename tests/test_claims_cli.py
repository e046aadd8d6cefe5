"""The commands for claims: their output and their exit status, each also from a process."""

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.model import Claim, Quote, Review
from bot.sources import tables
from bot.store import Store

from .command import process, run
from .conftest import ROOT


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    nodes = [
        node(1),
        node(2, reviewRating={"alternateName": "Blorp"}, claimReviewed="Frogs bark"),
        node(3, claimReviewed=""),
    ]
    (home / "feed.json").write_text(json.dumps(nodes), "utf-8")
    (home / "template.csv").write_text(tables.template(), "utf-8")
    return home


def node(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "url": f"https://facts.example/{number}",
        "claimReviewed": f"The mayor has {number} golden bathtubs at home",
        "author": {"@type": "Organization", "name": "Example Facts"},
        "reviewRating": {"alternateName": "False"},
        **changes,
    }


def test_an_import_says_what_it_did_and_what_it_left_out_and_why(home: Path) -> None:
    feed, db = str(home / "feed.json"), str(home / "a.db")
    dry = process(home, "import", "--db", db, "--dry-run", feed)
    assert dry.stdout.startswith("Would be: 2 new, 0 updated, 0 unchanged, 1 left out.\n")
    done = process(home, "import", "--db", db, feed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2 new, 0 updated, 0 unchanged, 1 left out.",
        "  1 left out because it has no claim (claimReviewed):",
        f"    {feed}, item 3",
    ]
    again = json.loads(run(home, "import", "--db", db, "--json", feed).stdout)
    assert (again["new"], again["unchanged"], again["left_out"]) == (0, 2, 1)
    unknown = process(home, "ratings", "--db", db, "--unknown").stdout
    assert "Example Facts: Blorp" in unknown
    answer = json.loads(
        run(home, "ask", "--db", db, "--json", "The mayor has 1 golden bathtubs at home").stdout
    )
    assert (answer["outcome"], answer["findings"][0]["verdict"]) == ("match", "false")


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["import"], 2, "Name a file, a folder or an address"),
        (["import", ""], 2, "Name a file, a folder or an address"),
        (["import", "feed.json", "--language", "klingon"], 2, "klingon is no language"),
        (["import", "feed.json", "--language", "zz"], 2, "zz is no language"),
        (["import", "missing.json"], 1, "Nothing usable was found"),
        (["import", "http://127.0.0.1:9/feed"], 1, "Nothing usable was found"),
        (["show", "nothing"], 2, "There is no claim nothing"),
        (["edit", "nothing", "--place", "x"], 2, "There is no claim nothing"),
        (["restore", "nothing"], 2, "No claim nothing was removed"),
        (["split", "7"], 2, "There is no merge 7"),
        (["sync"], 2, "There are no sources yet"),
        (["sources", "add", "feed.xml"], 2, "feed.xml is no address"),
        (["sources", "remove", "9"], 2, "There is no source 9"),
        (["sources", "add", "https://x.org/", "--language", "klingon"], 2, "klingon is no language"),
        (
            [*"add --claim x --publisher p --url https://x.org/ --rating False --language".split(), "zz"],
            2,
            "zz is no language",
        ),
        (["add", "--claim", "Only this"], 2, "A claim needs --publisher, --url, --rating"),
        (
            ["add", "--claim", "x y", "--publisher", "p", "--url", "javascript:x", "--rating", "False"],
            2,
            "no address",
        ),
        (["export", "-o", "/no/such/folder/file"], 1, "cannot be written"),
    ],
)
def test_a_failure_is_one_sentence(home: Path, arguments: list[str], status: int, sentence: str) -> None:
    done = run(home, *arguments, FACTCHECK_DB=str(home / "errors.db"))
    assert done.returncode == status
    assert sentence in done.stderr
    assert done.stderr.startswith("factcheck: ")
    assert done.stderr.count("\n") == 1


def test_a_claim_of_ones_own_is_added_edited_removed_and_restored(home: Path) -> None:
    db = str(home / "own.db")
    typed = ["Frogs can bark", "", "", "", "Example Facts", "facts", "https://facts.example/frogs"]
    typed += ["Mostly False", "the day before", "", "", ""]
    added = process(home, "add", "--db", db, stdin="\n".join(typed) + "\n")
    assert added.returncode == 0, added.stderr
    # What will not do is asked for again.
    told = added.stdout + added.stderr
    assert all(
        what in told for what in ("A claim needs this.", "facts is no address", "the day before is no day")
    )
    id_ = added.stdout.split("Added ")[1].split(":")[0]
    run(
        home,
        "edit",
        id_,
        "--db",
        db,
        "--place",
        "Springfield",
        "--quote",
        "I heard them bark",
        "--speaker",
        "Jane Doe",
    )
    edited = process(home, "edit", id_, "--db", db, "--title", "No, frogs croak", "--speaker", "").stdout
    assert "\n  quote     “I heard them bark”\n" in edited
    assert "\n  title     No, frogs croak\n" in edited
    assert "  claim  " not in edited  # what stays is told by `show`
    run(home, "edit", id_, "--db", db, "--speaker", "Jane Doe")
    run(home, "edit", id_, "--db", db, "--place", "Bern")
    back = run(home, "edit", id_, "--db", db, "--undo").stdout
    assert back == f"Took back the last change of {id_}:\n  place     Springfield\n"
    both = run(home, "edit", id_, "--db", db, "--undo", "--place", "x")
    assert (both.returncode, both.stderr) == (
        2,
        "factcheck: --undo goes by itself: leave the other options out.\n",
    )
    row = json.loads(run(home, "show", "--db", db, "--json", id_).stdout)
    assert (row["verdict"], row["claim"]["place"]) == ("mostly-false", "Springfield")
    assert row["quotes"][0]["speaker"] == "Jane Doe"
    assert process(home, "remove", id_, "--db", db, stdin="y\n").returncode == 0
    assert run(home, "show", id_, "--db", db).returncode == 2
    assert id_ in process(home, "restore", "--db", db).stdout
    run(home, "restore", id_, "--db", db)
    assert json.loads(run(home, "show", "--db", db, "--json", id_).stdout) == row
    assert (
        run(home, "list", "--db", db, "--text", "Frogs can").stdout
        == f"{id_}  [mostly-false]  Frogs can bark\n"
    )


def test_what_may_be_empty_is_taken_away_one_by_one_and_what_is_needed_is_not(home: Path) -> None:
    db = ("--db", str(home / "emptied.db"))
    given = ("--claimant", "Jane Doe", "--date", "2024-05-01", "--quote", "Woof.", "--context", "By a pond.")
    of = ("--publisher", "Example Facts", "--url", "https://facts.example/dogs", "--rating", "False")
    added = run(home, "add", *db, "--claim", "Frogs are dogs", *given, *of, "--review-date", "2024-05-02")
    id_ = added.stdout.split("Added ")[1].split(":")[0]
    typed = ["-", "", "-", "", "", "", " - ", "False", "-", "-", "-"]
    changed = run(home, "edit", *db, id_, stdin="\n".join(typed) + "\n")
    assert "Press Enter to keep a value, or type - to take it away where it may be empty." in changed.stdout
    assert (changed.stdout + changed.stderr).count("A claim needs this.") == 2
    row = json.loads(run(home, "show", *db, "--json", id_).stdout)
    claim, (review,) = row["claim"], row["reviews"]
    assert (claim["text"], claim["claimant"], claim["date"]) == ("Frogs are dogs", None, "2024-05-01")
    assert (review["rating"], review["date"], row["quotes"], row["context"]) == ("False", None, [], "")


def test_of_several_reviews_the_editor_changes_the_one_that_is_named(home: Path) -> None:
    db = ("--db", str(home / "several.db"))
    other = node(8, url="https://other.example/8", author={"name": "Other Facts"}, datePublished="2024-05-03")
    (home / "two.json").write_text(json.dumps([node(8), other]), "utf-8")
    run(home, "import", *db, str(home / "two.json"))
    [row] = [row for row in _listed(home, db) if "8 golden" in row["claim"]["text"]]
    id_ = row["claim"]["id"]
    shown = run(home, "show", *db, id_).stdout
    assert "  review 1  Other Facts, 2024-05-03: " in shown
    assert "  review 2  Example Facts: " in shown
    refused = run(home, "edit", *db, id_, "--rating", "True")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "has 2 reviews: say which with --review NUMBER" in refused.stderr
    # Asked one by one, without a review and with one.
    kept = run(home, "edit", *db, id_, stdin="\n\n\n\nIn the bath.\n")
    assert "It has 2 reviews: --review NUMBER changes one of them." in kept.stdout
    run(home, "edit", *db, id_, "--review", "2", stdin="\n" * 5 + "Satire\n" + "\n" * 3)
    run(home, "edit", *db, id_, "--keywords", "gold, tubs")
    changed = run(home, "show", *db, id_).stdout
    assert "  keywords  gold, tubs\n" in changed
    needed = run(home, "edit", *db, id_, "--essentials", "tub|bath tub; gold").stdout
    assert "  essential tub|bath tub; gold\n" in needed
    assert "  context   In the bath.\n" in changed
    assert "  review 1  Other Facts, 2024-05-03: False [false] " in changed
    assert "  review 2  Example Facts: Satire [satire] " in changed


def test_a_database_that_is_made_anew_is_told_for_it_may_be_misspelt(home: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "misspelt.db")
    told = f"A new database is made, with the claims that come with the bot: {db}\n"
    assert [run(home, "list", "--db", db).stderr for _ in range(2)] == [told, ""]


def test_an_export_goes_into_a_pipe_and_not_into_its_place(home: Path) -> None:
    pipe = home / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as thread:
        read = thread.submit(pipe.read_text, "utf-8")
        done = run(home, "export", "--db", str(home / "a.db"), "-o", str(pipe))
    assert (done.returncode, pipe.is_fifo()) == (0, True)
    assert read.result().count("\n") > 200


@pytest.mark.parametrize(
    ("command", "unbuffered"),
    [("export", ""), ("export", "1"), ("list", "1"), ("sources", ""), ("ask frogs", "")],
)
def test_an_output_that_is_full_is_one_sentence(home: Path, command: str, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "adapters", *command.split(), "--db", str(home / "a.db")],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONUNBUFFERED": unbuffered},
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 1
    sentence = "The output cannot be written (No space left on device): make room, or send it elsewhere."
    assert done.stderr == f"factcheck: {sentence}\n"


def test_what_is_no_date_is_told_by_its_row_below_whatever_stands_above_the_columns(
    home: Path, tmp_path: Path
) -> None:
    table = tmp_path / "claims.csv"
    rows = "a;Frogs sing in the hall;P;01.05.24;45413\nb;Newts sing there;P;someday;03/04/2024\n"
    table.write_text(f"Our checks;;;;\n\nid;claim;publisher;date;review_date\n{rows}", "utf-8")
    db = str(tmp_path / "a.db")
    told = " ".join(run(home, "import", "--db", db, str(table)).stdout.split())
    assert told == (
        "2 new, 0 updated, 0 unchanged, 0 left out."
        f" 2 dates left out, being in the future or not understood: first “45413” in {table}, row 4"
    )
    assert json.loads(run(home, "show", "a", "--json", "--db", db).stdout)["claim"]["date"] == "2024-05-01"


def test_what_is_no_verdict_or_language_is_told_once_with_its_first_row(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    rows = [
        "a,Frogs sing in the town hall,P,False,maybe,English,,",
        "b,Newts sing in the town hall,P,False,False,en,Los tritones cantan,Spanish",
        "c,Toads sing in the town hall,P,False,perhaps,zz,,",
    ]
    head = "id,claim,publisher,rating,verdict,language,translation,translation_language"
    table.write_text("\n".join([head, *rows]), "utf-8")
    db = str(tmp_path / "a.db")
    told = " ".join(run(home, "import", "--dry-run", "--db", db, str(table)).stdout.split())
    assert told == (
        "Would be: 3 new, 0 updated, 0 unchanged, 0 left out."
        f" 2 unknown verdicts, read from the rating instead: first “maybe” in {table}, row 2"
        f" 2 unknown languages, --language or a guess instead: first “English” in {table}, row 2"
        f" 1 translation left out, the language being unknown: “Spanish” in {table}, row 3"
    )
    assert json.loads(run(home, "import", "--json", "--db", db, str(table)).stdout)["ignored"][0] == {
        "what": "verdict", "count": 2, "first": "maybe", "where": f"{table}, row 2",
    }  # fmt: skip
    assert json.loads(run(home, "show", "c", "--json", "--db", db).stdout)["claim"]["language"] == "en"


def test_what_is_no_link_is_told_with_its_first_row(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "claims.csv"
    links = ("n/a", "https://p.example/2", "siehe unten", "", "p.example/5")
    rows = [f"{number},Frogs sing in hall {number},P,{link}" for number, link in enumerate(links)]
    table.write_text("\n".join(["id,claim,publisher,url", *rows]), "utf-8")
    db = str(tmp_path / "a.db")
    told = " ".join(run(home, "import", "--db", db, str(table)).stdout.split())
    assert told == (
        "5 new, 0 updated, 0 unchanged, 0 left out."
        f" 2 links left out, being no web address: first “n/a” in {table}, row 2"
    )


def test_every_place_of_what_was_left_out_is_in_the_json(home: Path, tmp_path: Path) -> None:
    table, db = tmp_path / "claims.csv", str(tmp_path / "a.db")
    table.write_text("\n".join(["claim,publisher", "Frogs sing,P", *(f"{n},P" for n in range(190))]), "utf-8")
    places = [f"{table}, row {n}" for n in range(3, 193)]
    assert run(home, "import", "--db", db, str(table)).stdout.splitlines() == [
        "1 new, 0 updated, 0 unchanged, 190 left out.",
        "  190 left out because its claim (claimReviewed) has no words:",
        *(f"    {place}" for place in places[:3]),
        "    and 187 more",
        "  --json names every place of what was left out.",
    ]
    [reason] = json.loads(run(home, "import", "--dry-run", "--json", "--db", db, str(table)).stdout)[
        "reasons"
    ]
    assert (reason["count"], reason["places"]) == (190, places)


def test_a_label_that_is_not_known_is_told_with_how_to_give_its_verdict(
    home: Path, empty: Path, tmp_path: Path
) -> None:
    db = shutil.copyfile(empty, str(tmp_path / "a.db"))
    given = ["--claim", "Frogs sing in the hall", "--publisher", "P", "--url", "https://p.example/1"]
    added = run(home, "add", "--db", db, *given, "--rating", "Blorp")
    assert added.stderr.startswith("What “Blorp” means is not known here: 'factcheck edit p-example-")
    assert added.stderr.endswith(" --verdict false', or another, tells it.\n")
    id_ = added.stdout.split()[1].rstrip(":")
    assert run(home, "edit", "--db", db, id_, "--verdict", "false").stderr == ""
    assert "“Blorp 2” means" in run(home, "edit", "--db", db, id_, "--rating", "Blorp 2").stderr


def test_a_list_of_unknown_labels_without_any_says_so(home: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "a.db")
    assert run(home, "ratings", "--unknown", "--db", db).stdout == "The verdict of every label is known.\n"
    assert run(home, "ratings", "--unknown", "--json", "--db", db).stdout == ""


def test_what_was_read_as_windows_1252_is_told(home: Path, tmp_path: Path) -> None:
    db, table = str(tmp_path / "coded.db"), tmp_path / "table.csv"
    rows = "claim,publisher,url,rating\nМэр купил ванну,Facts,https://facts.example/1,False\n"
    table.write_bytes(rows.encode("cp1251"))
    told = " ".join(run(home, "import", "--db", db, str(table)).stdout.split())
    assert told.endswith(
        "1 file is not in UTF-8 and was read as Windows-1252: what is in another encoding must be converted"
        " to UTF-8."
    )
    table.write_bytes(rows.encode() + b"Z\xfcrich,Facts,https://facts.example/2,False\n")
    told = " ".join(run(home, "import", "--db", db, str(table)).stdout.split())
    assert "1 row is not in UTF-8 and was read as Windows-1252" in told
    assert "Мэр купил ванну" in run(home, "list", "--db", db, "--text", "купил").stdout
    assert json.loads(run(home, "import", "--db", db, "--json", str(table)).stdout)["windows_1252"] == {
        "files": 0,
        "rows": 1,
    }


@pytest.mark.parametrize(
    ("dry", "sentence"),
    [
        ((), "The disk is full. What was read so far is in; make room and run it again, and it goes on."),
        (
            ("--dry-run",),
            "The disk is full, where --dry-run makes a copy of the database. Nothing was changed.",
        ),
    ],
)
def test_a_disk_that_is_full_in_the_midst_of_an_import_is_told_as_it_is(
    home: Path, tmp_path: Path, dry: tuple[str, ...], sentence: str
) -> None:
    path, feed = tmp_path / "full.db", tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps(node(n)) + "\n" for n in range(1500)), "utf-8")
    store = Store(path)
    with store.file.writing() as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON claims WHEN (SELECT count(*) FROM claims) > 1400"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    done = run(home, "import", "--db", str(path), *dry, str(feed))
    assert (done.returncode, done.stderr) == (1, f"factcheck: {sentence}\n")
    assert (store.count() > 0) != bool(dry)
    store.close()


def test_a_claim_is_told_in_other_languages_and_no_longer(home: Path) -> None:
    db = ("--db", str(home / "told.db"))
    run(home, "import", *db, str(home / "feed.json"))
    (id_,) = [row["claim"]["id"] for row in _listed(home, db) if "1 golden" in row["claim"]["text"]]
    words = ("La sindaca ha una vasca d'oro a casa", "--people", "Ada Rossi|Leo", "--keywords", "oro|bagno")
    words += ("--essentials", "vasc | bagn; oro")
    done = process(home, "translate", *db, id_, "it", *words)
    assert (done.returncode, done.stdout) == (0, f"{id_} is told in en, it.\n")
    shown = json.loads(run(home, "show", *db, "--json", id_).stdout)["translations"]
    told = {"text": words[0], "people": ["Ada Rossi", "Leo"], "keywords": ["oro", "bagno"]}
    told["essentials"] = ["vasc|bagn", "oro"]
    assert shown == [{"language": "it", **told}]
    assert (
        f"in it     {words[0]} (2 other words)\n  essential vasc|bagn; oro\n"
        in run(home, "show", *db, id_).stdout
    )
    asked = run(home, "ask", *db, "La sindaca ha davvero una vasca d'oro a casa?").stdout
    assert asked.startswith(f"✘ False\n{words[0]}\n")
    run(home, "import", *db, str(home / "feed.json"))  # keeps what was done by hand
    run(home, "translate", *db, id_, "it-IT", "Ha una vasca d'oro", "--also")
    assert len(json.loads(run(home, "show", *db, "--json", id_).stdout)["translations"]) == 2
    assert run(home, "translate", *db, id_, "it", "--remove").stdout == f"{id_} is told in en.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("c-9", "it", "Una vasca"), "There is no claim c-9: 'factcheck list' shows what there is."),
        (("obama-more-flexibility-russia", "Italian", "Una"), "Italian is no language: give an ISO 639 code"),
        (
            ("obama-more-flexibility-russia", "en", "A mic"),
            "That is the claim's own language: 'factcheck edit",
        ),
        (("obama-more-flexibility-russia", "it", " "), "A translation needs words: give the claim in that"),
        (("obama-more-flexibility-russia", "it"), "Give the claim in that language: factcheck translate"),
        (("obama-more-flexibility-russia", "eo", "--remove"), "This claim is not told in eo, but in es, fr,"),
        (
            ("trump-windmills-eagles", "es", "--remove"),
            "This claim has no translations: there is nothing to take away.",
        ),
    ],
)
def test_a_translation_that_will_not_do_is_explained(
    home: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    failed = run(home, "translate", "--db", str(home / "told.db"), *arguments)
    assert failed.returncode == 2
    assert sentence in failed.stderr


def test_a_list_on_a_terminal_says_that_there_are_more_and_one_that_is_piped_does_not(home: Path) -> None:
    more = "These are the first 20, and there are more: --limit shows more."
    assert _on_a_terminal(home, "list").endswith(f"{more}\r\n")
    assert "there are more" not in _on_a_terminal(home, "list", "--limit", "500")
    assert "there are more" not in _on_a_terminal(home, "list", "--json")
    assert run(home, "list", "--db", str(home / "a.db")).stdout.count("\n") == 20


def test_a_claim_is_wrapped_on_a_terminal_but_for_its_links_and_a_line_a_thing_where_it_is_read_on(
    home: Path,
) -> None:
    asked = ("show", "garlic-lowers-high-blood-pressure")
    piped = run(home, *asked, "--db", str(home / "a.db")).stdout.splitlines()
    shown = _on_a_terminal(home, *asked).splitlines()
    link = f"{' ' * 12}https://africacheck.org/fact-checks/fbchecks/no-dont-use-garlic-lower-blood-pressure"
    assert link in shown
    assert max(len(line) for line in shown if line != link) <= 80
    assert " ".join(" ".join(shown).split()) == " ".join(" ".join(piped).split())
    assert max(map(len, piped)) > 300


def _on_a_terminal(home: Path, *arguments: str) -> str:
    ours, its = pty.openpty()
    with ThreadPoolExecutor(1) as thread:
        read = thread.submit(_read_all, ours)
        subprocess.run(
            [sys.executable, "-m", "adapters", *arguments, "--db", str(home / "a.db")],
            stdout=its,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "dumb", "COLUMNS": "80"},
            cwd=ROOT,
            check=True,
        )
        os.close(its)
        return read.result()


def _read_all(terminal: int) -> str:
    said = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 65536):
            said += part
    os.close(terminal)
    return said.decode("utf-8", "replace")


def _listed(home: Path, db: tuple[str, str]) -> list[dict[str, Any]]:
    lines = run(home, "list", *db, "--json", "--limit", "500").stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_the_template_imports_and_an_export_changes_nothing(home: Path) -> None:
    db = str(home / "trip.db")
    assert process(home, "import", "--csv-template").stdout == tables.template()
    assert run(home, "import", "--db", db, str(home / "template.csv")).stdout.startswith("1 new,")
    for format_ in ("claimreview", "csv", "jsonl"):
        written = process(home, "export", "--db", db, "--format", format_).stdout
        (home / "export").write_text(written, "utf-8")
        summary = json.loads(run(home, "import", "--db", db, "--json", str(home / "export")).stdout)
        assert (summary["new"], summary["updated"], summary["merged"], summary["left_out"]) == (0, 0, 0, 0)
        assert run(home, "export", "--db", db, "--format", format_).stdout == written


def test_a_source_that_is_added_again_keeps_what_was_told_of_it(home: Path) -> None:
    add = ("sources", "add", "https://facts.example/feed", "--db", str(home / "again.db"))
    assert run(home, *add, "--publisher", "Example Facts").stdout.startswith("Added https://")
    assert run(home, *add).stdout.startswith("Known already: https://")
    assert run(home, *add, "--language", "fr-FR").stdout.startswith("Changed https://")
    assert "  Example Facts  fr  (not fetched" in run(home, "sources", "--db", add[-1]).stdout
    assert json.loads(run(home, "sources", "--db", add[-1], "--json").stdout)["language"] == "fr"


def test_what_google_requires_and_a_review_lacks_is_told_and_can_be_added(home: Path) -> None:
    db = str(home / "lacking.db")
    bare = node(9, url="/a-path", reviewRating=None)
    (home / "bare.json").write_text(json.dumps(bare), "utf-8")
    run(home, "import", "--db", db, str(home / "bare.json"))
    done = run(home, "export", "--db", db, "--format", "claimreview", "-o", str(home / "out.json"))
    assert done.stderr.splitlines() == [
        "1 review has no address, which Google requires: 'factcheck edit ID' adds it.",
        "1 review has no rating, which Google requires: 'factcheck edit ID' adds it.",
    ]
    assert run(home, "import", "--db", db, str(home / "out.json")).stdout.endswith(", 0 left out.\n")
    [row] = map(json.loads, run(home, "list", "--db", db, "--text", "9 golden", "--json").stdout.splitlines())
    assert (row["reviews"][0]["rating"], row["reviews"][0]["url"]) == ("", "")
    kept = run(home, "edit", row["claim"]["id"], "--db", db, stdin="\n" * 9)
    assert (kept.returncode, kept.stdout.endswith(f"Nothing was changed of {row['claim']['id']}.\n")) == (
        0,
        True,
    )
    run(home, "edit", row["claim"]["id"], "--db", db, "--place", "Springfield")
    taken = run(home, "edit", row["claim"]["id"], "--db", db, "--place", "")
    assert taken.stdout.endswith(":\n  place     (taken away)\n")


def test_sources_are_kept_and_a_failing_one_is_told(home: Path) -> None:
    db = str(home / "sources.db")
    assert run(home, "sources", "add", "http://127.0.0.1:9/feed", "--db", db).returncode == 0
    done = process(home, "sync", "--db", db)
    assert done.returncode == 1
    assert "address of a private network" in " ".join(done.stdout.split())
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "address of a private network" in run(home, "sources", "--db", db).stdout


def test_what_a_terminal_would_obey_is_printed_by_no_command(home: Path) -> None:
    db, bad = home / "hostile.db", "a\x1b]0;x\x07b\x9bc\r\nd\u202ee\u2066f\u200fg\x7fh"
    review = Review(f"P{bad}", f"https://x.org/{bad}", f"R{bad}", f"L{bad}", "other", "2020-01-01", bad)
    store = Store(db)
    id_, quotes = f"hostile-{bad}", (Quote(bad, bad),)
    store.put([Claim(id_, f"Frogs {bad} sing", (review,), bad, place=bad, context=bad, quotes=quotes)])
    store.close()
    for arguments in (
        ["show", id_],
        ["show", id_, "--json"],
        ["list", "--text", "Frogs"],
        ["edit", id_],
        ["remove", id_],
        ["restore"],
    ):
        done = run(home, *arguments, "--db", str(db), stdin="\n" * 9 if arguments[0] == "edit" else "y\n")
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert not set("\x1b\x07\x9b\r\x7f\u202e\u2066\u200f") & set(done.stdout), arguments
        if "--json" in arguments:
            assert json.loads(done.stdout)["claim"]["text"] == f"Frogs {bad} sing"
        else:
            assert "a ]0;x b c  defg h" in done.stdout, arguments
    refused = run(home, "show", bad, "--db", str(db)).stderr
    assert (
        refused == "factcheck: There is no claim a ]0;x b c  defg h: 'factcheck list' shows what there is.\n"
    )


def test_a_list_is_a_line_each_where_it_is_read_on_and_a_block_on_a_terminal(home: Path) -> None:
    asked = ["list", "--db", str(home / "listed.db"), "--text", "flexibility"]
    (line,) = run(home, *asked).stdout.splitlines()
    head, said = re.fullmatch(r"(\S+  \[true\])  (.{81,})", line).groups()  # type: ignore[union-attr]
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child
        os.environ.update(HOME=str(home), TERM="dumb", COLUMNS="80")
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "adapters", *asked])  # noqa: S606
    shown = b""
    with contextlib.suppress(OSError):  # how a terminal says that whoever wrote to it is gone
        while more := os.read(terminal, 4096):
            shown += more
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    first, *block = shown.decode().splitlines()
    assert first.split() == head.split()
    assert " ".join(each.strip() for each in block) == said
    assert max(map(len, block)) <= 80
    assert all(each.startswith("  ") for each in block)
