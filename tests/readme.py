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


def accuracy() -> None:
    """Print the table of the last `make bench`."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    splits = (
        "test",
        "plain-test",
        "retold-test",
        "founding-test",
        "abroad-test",
        "posts-test",
        "told-test",
        "varied-test",
        "copied-test",
        "imported-test",
        "imported-copied-test",
        "imported-abroad-test",
        "posts-abroad-test",
        "copied-abroad-test",
    )
    rows = {kind: row for split in splits for kind, row in figures[split].items()}
    print("| message | how many | right | wrong | related | none |\n| --- | --- | --- | --- | --- | --- |")
    for kind, row in rows.items():
        shares = " | ".join(f"{row[name]:.1%}" for name in ("right", "wrong", "related", "none"))
        print(f"| {kind} | {row['messages']} | {shares} |")


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
