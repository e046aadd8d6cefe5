"""What the README and the docs show, made by the program itself (run by cog)."""

import datetime
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from adapters.cli import cli
from adapters.terminal import printing
from bot import ratings, settings
from bot.engine import open_engine
from bot.model import Message
from bot.sources import tables

FIGURES = Path(__file__).parents[1] / "benchmarks" / "figures.json"
SCALE_FIGURES = FIGURES.with_name("figures-scale.json")
# The exchange in the README stays as it is when a year passes.
TODAY = datetime.date(2016, 12, 31)


def exchange(question: str) -> None:
    """Print a question and its answer as a terminal shows them."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "factcheck.db")
        console = Console(file=io.StringIO(), width=80, highlight=False)
        printing.print_answer(console, engine.ask(Message(question)), today=TODAY)
        engine.close()
    text = console.file.getvalue()  # type: ignore[attr-defined]
    print(f'```console\n$ make ask Q="{question}"\n{text}```')


# On which claims what is sent, and the kinds of messages, and of near misses of these, that it is.
SENT = (
    (
        "220 starter claims",
        "questions",
        ("question", "typo", "plain question", "retold question", "founding question"),
        ("near-miss", "plain near-miss", "retold near-miss", "founding near-miss"),
    ),
    ("", "questions, hard to tell apart", ("varied question",), ("varied near-miss",)),
    (
        "",
        "questions, written freely",
        ("free question", "free founding question"),
        ("free near-miss", "free founding near-miss"),
    ),
    ("", "questions in thirty languages", ("question abroad",), ("near-miss abroad",)),
    ("", "the same, as people chat", ("chat abroad",), ("chat near-miss abroad",)),
    ("", "posts", ("forward", "post", "founding post"), ("post near-miss", "founding post near-miss")),
    ("", "posts, nearly word for word", ("copied post",), ("copied post near-miss",)),
    ("", "pasted, dictated, read off a screen", ("told",), ("told near-miss",)),
    ("", "about nothing that was checked", (), ("none",)),
    ("14,231 imported ones", "questions", ("imported question",), ("imported near-miss",)),
    ("", "posts", ("imported post",), ("imported post near-miss",)),
    ("", "posts, nearly word for word", ("imported copied post",), ("imported copied post near-miss",)),
    ("", "pasted, dictated, read off a screen", ("imported told",), ("imported told near-miss",)),
    (
        "5,167 in eleven languages",
        "questions",
        ("imported question abroad",),
        ("imported near-miss abroad",),
    ),
    ("", "posts", ("post abroad",), ("post near-miss abroad",)),
    ("", "posts, nearly word for word", ("copied post abroad",), ("copied post near-miss abroad",)),
)


def accuracy() -> None:
    """Print what the last `make bench` measured, kinds of messages together."""
    print(
        "| claims | what is sent | right | wrong | near misses with a verdict |\n| --- | --- | --- | --- | --- |"
    )
    for claims, sent, asked, missed in SENT:
        shares = (_share(asked, "right"), _share(asked, "wrong"), _share(missed, "wrong"))
        print(f"| {claims} | {sent} | {' | '.join(shares)} |")


def _share(kinds: tuple[str, ...], outcome: str) -> str:
    rows = [_measured()[kind] for kind in kinds]
    count = sum(row["messages"] for row in rows)
    found = sum(row["messages"] * row[outcome] for row in rows)
    return f"{found / count:.1%} of {count:,}" if rows else ""


def every_kind() -> None:
    """Print the same by kind of message."""
    print("| message | how many | right | wrong | related | none | verdict limited |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, row in _measured().items():
        shares = " | ".join(f"{row[name]:.1%}" for name in ("right", "wrong", "related", "none", "limited"))
        print(f"| {kind} | {row['messages']} | {shares} |")


def _measured() -> dict[str, dict[str, float]]:
    """The figures of what nobody looked at, by kind of message."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    return {
        kind: row for split, kinds in figures.items() if split.endswith("test") for kind, row in kinds.items()
    }


def comparison() -> None:
    """Print what `python -m benchmarks.scale` measured last."""
    print("| claims | | MAP@5, dated / not | hidden | median ms | 95 % ms | built in s | memory MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size, systems in json.loads(SCALE_FIGURES.read_text("utf-8")).items():
        most = max(row["posts"] for row in systems.values())
        for name, row in systems.items():
            few = f" ({row['posts']} posts)" if row["posts"] < most else ""
            hidden = "always" if row["hidden_answered"] is None else f"{row['hidden_answered']:.1%}"
            times = " | ".join(_short(row[each]) for each in ("p50_ms", "p95_ms", "build_seconds"))
            found = f"{row['map5']:.3f} / {row['map5_undated']:.3f}{few}"
            print(f"| {int(size):,} | {name} | {found} | {hidden} | {times} | {row['memory_mb']:,} |")


def _short(number: float) -> str:
    return f"{number:,.1f}" if number < 10 else f"{number:,.0f}"


def commands() -> None:
    """Print the help of every command."""
    for name, command in _commands():
        context = click.Context(
            command, info_name=f"factcheck {name}".strip(), max_content_width=90, terminal_width=90
        )
        print(
            f"## factcheck {name}\n\n```text\n{command.get_help(context)}\n```\n".replace(
                "## factcheck \n", "## factcheck\n"
            )
        )


def _commands() -> Iterator[tuple[str, click.Command]]:
    yield "", cli
    for name, command in sorted(cli.commands.items()):
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {each}", found) for each, found in sorted(command.commands.items()))


def settings_table() -> None:
    """Print every setting with its default."""
    print("| setting | what it does | default |\n| --- | --- | --- |")
    for setting in settings.SETTINGS:
        print(f"| `{setting.name}` | {setting.help} | {setting.default} |")


def csv_columns() -> None:
    """The columns of a CSV file."""
    print("| column | what it holds | example |")
    print("| --- | --- | --- |")
    for column in tables.COLUMNS:
        print(f"| `{column.name}` | {column.help} | {column.example.replace('|', chr(92) + '|')} |")


def rating_labels() -> None:
    """Print how many labels each language's table has, the largest first."""
    labels = {
        name: len(set(ratings._pairs(verdicts))) for name, verdicts in ratings._table()["labels"].items()
    }
    largest = sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))
    print(", ".join(f"{language} {number}" for language, number in largest) + ".")
