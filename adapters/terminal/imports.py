"""What `import`, `export`, `sources` and `sync` do in a terminal: progress, summaries, exit status."""

import contextlib
import datetime
import functools
import os
import re
import shutil
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from bot.engine import Engine, open_engine
from bot.errors import DatabaseFull, FactCheckError, UsageError
from bot.memory.catalogue import Catalogue
from bot.model import Claim
from bot.sources import exporting, gathering, importing
from bot.sources.importing import LeftOut, Summary
from bot.sources.incoming import Defaults
from bot.store import Store

from . import opened
from .output import echo, echo_json, written
from .printing import shortened

if TYPE_CHECKING:
    from bot.sources import sync

_MOST_REASONS, _MOST_PLACES = 20, 3
_IGNORED = {
    "verdict": "unknown verdict{}, read from the rating instead",
    "language": "unknown language{}, --language or a guess instead",
    "translation": "translation{} left out, the language being unknown",
    "link": "link{} left out, being no web address",
    "date": "date{} left out, being in the future or not understood",
}


def import_sources(
    path: Path,
    sources: tuple[str, ...],
    *,
    dry_run: bool,
    publisher: str,
    language: str,
    since: str,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Read the sources and print what was done. Exit status 1 if nothing in them was usable."""
    now = datetime.datetime.now(datetime.timezone.utc)
    defaults = Defaults(now.date() + datetime.timedelta(days=1), publisher, language)
    with _database(path, copy=dry_run) as engine, _counter() as count:
        found = _gathered(sources, defaults, allow_private)
        with _stopping(dry_run=dry_run):
            summary = importing.run(Catalogue(engine.store), found, now=now, since=since, progress=count)
        engine.index.refresh()
    if as_json:
        echo_json(_as_json(summary))
    else:
        _echo_lines(_in_words(summary, dry_run))
    if not summary.usable and not summary.older:
        raise FactCheckError("Nothing usable was found: see above what was left out and why.")


def export_claims(path: Path, format_: Any, output: Path | None) -> None:
    lacking: Counter[str] = Counter()
    claims = _watched(opened.store(path).all_claims(), lacking)
    with _output(output) as file:
        file.writelines(exporting.lines(claims, format_))
    if format_ == "claimreview":
        for what, number in lacking.items():
            reviews = "1 review has" if number == 1 else f"{number:,} reviews have"
            echo(f"{reviews} no {what}, which Google requires: 'factcheck edit ID' adds it.", err=True)


def change_sources(
    path: Path, what: str, address: str | None, *, publisher: str, language: str, as_json: bool
) -> None:
    catalogue = Catalogue(opened.store(path))
    if what == "list":
        _list_sources(catalogue, as_json=as_json)
        return
    if not address:
        raise UsageError(f"Say which: factcheck sources {what} https://example.org/feed.xml")
    if what == "add":
        if not address.startswith(("https://", "http://", "google:")):
            raise UsageError(f"{address} is no address: begin it with https://")
        known = any(feed.address == address for feed in catalogue.feeds())
        told = {name: value for name, value in (("publisher", publisher), ("language", language)) if value}
        catalogue.put_feed(address, **told)
        done = "Added" if not known else "Changed" if told else "Known already:"
        echo(f"{done} {address}. 'factcheck sync' fetches it.")
        return
    feeds = [feed for feed in catalogue.feeds() if address in (str(feed.id), feed.address)]
    if not feeds:
        raise UsageError(f"There is no source {address}: 'factcheck sources' lists them.")
    catalogue.remove_feed(feeds[0].id)
    echo(f"Removed {feeds[0].address}. What came from it stays.")


def sync_sources(path: Path, *, allow_private: bool, as_json: bool) -> None:
    """Fetch every source once. Exit status 1 if none of them could be."""
    from bot.sources import sync

    engine = opened.engine(path)
    catalogue = Catalogue(engine.store)
    if not catalogue.feeds():
        raise UsageError("There are no sources yet: factcheck sources add https://example.org/feed.xml")
    now = datetime.datetime.now(datetime.timezone.utc)
    found = sync.run(catalogue, now=now, environ=os.environ, allow_private=allow_private)
    order = [feed.address for feed in catalogue.feeds()]
    with _stopping():
        results = sorted(found, key=lambda result: order.index(result.address))
    engine.index.refresh()
    for result in results:
        if as_json:
            row = {"source": result.address, "problem": result.problem, "pages_unchanged": result.unchanged}
            echo_json({**row, "pages_read_before": result.read_before, **_as_json(result.summary)})
        else:
            _echo_lines(_outcome(result))
    if all(result.problem for result in results):
        raise FactCheckError("None of the sources could be fetched: see above why.")


def _gathered(sources: tuple[str, ...], defaults: Defaults, allow_private: bool) -> gathering.Found:
    def follow(xml: bytes, where: str, defaults: Defaults) -> gathering.Found:
        from bot.sources import sync

        return sync.followed(xml, where, defaults, allow_private=allow_private)

    for source in sources:
        if source.startswith(("http://", "https://", "google:")):
            from bot.sources import sync

            yield from sync.fetched(source, defaults, environ=os.environ, allow_private=allow_private)
        elif source == "-":
            yield from gathering.contents(sys.stdin.buffer, "standard input", defaults, follow=follow)
        elif re.match(r"[a-z]+://|(?:javascript|data|mailto):", source, re.IGNORECASE):
            yield LeftOut(source, "it is no web address: use one that begins with https://")
        else:
            yield from gathering.files(Path(source), defaults, follow=follow)


@contextlib.contextmanager
def _database(path: Path, *, copy: bool) -> Iterator[Engine]:
    """The database, or a copy of it that is thrown away."""
    with contextlib.ExitStack() as stack:
        if copy:
            copied = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "copy.db"
            if path.exists():
                with contextlib.closing(Store(path)) as store:
                    store.file.copy_to(copied)
            path = copied
        yield stack.enter_context(contextlib.closing(open_engine(path)))


def _output(path: Path | None) -> contextlib.AbstractContextManager[IO[Any]]:
    """That file, or standard output."""
    if path is None or str(path) == "-":
        return click.open_file("-", "w", encoding="utf-8")
    return written(path)


@contextlib.contextmanager
def _stopping(*, dry_run: bool = False) -> Iterator[None]:
    """Ctrl-C and a full disk say what has become of what was read."""
    try:
        yield
    except KeyboardInterrupt:
        raise FactCheckError(
            "Stopped. What was read so far is in; run it again, and it goes on."
            if not dry_run
            else "Stopped. Nothing was changed."
        ) from None
    except DatabaseFull as error:
        raise FactCheckError(
            "The disk is full. What was read so far is in; make room and run it again, and it goes on."
            if not dry_run
            else "The disk is full, where --dry-run makes a copy of the database. Nothing was changed."
        ) from error


@contextlib.contextmanager
def _counter() -> Iterator[Callable[[int], None]]:
    """A moving count on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed:,} read"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda number: progress.advance(task, number)


def _watched(claims: Iterator[Claim], lacking: Counter[str]) -> Iterator[Claim]:
    for claim in claims:
        for review in claim.reviews:
            lacking.update(
                what for what, it in (("address", review.url), ("rating", review.rating)) if not it
            )
        yield claim


def _list_sources(catalogue: Catalogue, *, as_json: bool) -> None:
    for feed in catalogue.feeds():
        if as_json:
            names = ("id", "address", "publisher", "language", "checked", "problem")
            echo_json({name: getattr(feed, name) for name in names})
            continue
        state = (feed.problem or "").removeprefix(feed.address).strip() or (
            f"fetched {feed.checked[:16]}" if feed.checked else "not fetched yet"
        )
        told = [each for each in (feed.publisher, feed.language) if each]
        echo("  ".join([str(feed.id), feed.address, *told, f"({state})"]))
    if as_json:
        return
    echo("Publishers in the database:")
    for name, reviews, newest in catalogue.store.sources():
        echo(f"  {reviews:>7,}  {name}{f', newest {newest}' if newest else ''}")


def _echo_lines(text: str) -> None:
    for line in text.split("\n"):
        echo(line)


def _outcome(result: "sync.Result") -> str:
    width = shutil.get_terminal_size().columns
    fill = functools.partial(
        textwrap.fill, width=width, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )
    if result.problem:
        return fill(f"{result.address}: {result.problem.removeprefix(result.address).strip()}")
    if result.not_changed:
        return f"{result.address}: not changed"
    told = [_in_a_line(result.summary)]
    told += [_pages(result.unchanged, "not changed")] if result.unchanged else []
    told += [_pages(result.read_before, "read before it was stopped")] if result.read_before else []
    return "\n".join([fill(f"{result.address}: {', '.join(told)}"), *_reasons(result.summary)])


def _pages(number: int, what: str) -> str:
    return f"{number:,} {'page' if number == 1 else 'pages'} {what}"


def _in_a_line(summary: Summary) -> str:
    parts = [f"{summary.new:,} new", f"{summary.updated:,} updated", f"{summary.unchanged:,} unchanged"]
    parts += [f"{summary.merged:,} added to known claims"] if summary.merged else []
    parts += [f"{summary.repeated:,} said twice"] if summary.repeated else []
    parts += [f"{summary.older:,} older, passed over"] if summary.older else []
    return ", ".join([*parts, f"{summary.left_out:,} left out"])


def _in_words(summary: Summary, dry_run: bool) -> str:
    width = shutil.get_terminal_size().columns
    first = textwrap.fill(("Would be: " if dry_run else "") + _in_a_line(summary) + ".", width)
    more = any(number > _MOST_PLACES for number in summary.reasons.values())
    hint = ["  --json names every place of what was left out."] if more else []
    return "\n".join([first, *_reasons(summary), *hint])


def _reasons(summary: Summary) -> list[str]:
    """Lines that say what was left out, why, and where the first of it stood; and what was guessed."""
    width = shutil.get_terminal_size().columns
    fill = functools.partial(textwrap.fill, width=width, break_on_hyphens=False, break_long_words=False)
    lines = []
    for reason, number in summary.reasons.most_common(_MOST_REASONS):
        places = summary.places.get(reason, [])[:_MOST_PLACES]
        told = f"{number:,} left out because {reason}{':' if places else '.'}"
        lines.append(fill(told, initial_indent="  ", subsequent_indent="    "))
        lines += [f"    {place}" for place in places]
        lines += [f"    and {number - len(places):,} more"] if number > len(places) > 0 else []
    if len(summary.reasons) > _MOST_REASONS:
        lines.append(f"  ... and {len(summary.reasons) - _MOST_REASONS:,} more reasons; --json tells all.")
    for what, (words, where) in summary.ignored_first.items():
        number = summary.ignored[what]
        told = f"{number:,} {_IGNORED[what].format('' if number == 1 else 's')}:"
        told += f"{'' if number == 1 else ' first'} “{shortened(words, 40)}” in {where}"
        lines.append(fill(told, initial_indent="  ", subsequent_indent="    "))
    if summary.files or summary.rows:
        lines.append(fill(_guessed(summary), initial_indent="  ", subsequent_indent="  "))
    return lines


def _guessed(summary: Summary) -> str:
    counts = ((summary.files, "file"), (summary.rows, "row"))
    told = [f"{number:,} {what}{'' if number == 1 else 's'}" for number, what in counts if number]
    one = summary.files + summary.rows == 1
    return (
        f"{' and '.join(told)} {'is' if one else 'are'} not in UTF-8 and {'was' if one else 'were'} read as"
        " Windows-1252: what is in another encoding must be converted to UTF-8."
    )


def _as_json(summary: Summary) -> dict[str, Any]:
    return {
        "new": summary.new,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "merged": summary.merged,
        "repeated": summary.repeated,
        "older": summary.older,
        "left_out": summary.left_out,
        "ignored": [
            {"what": what, "count": summary.ignored[what], "first": words, "where": where}
            for what, (words, where) in summary.ignored_first.items()
        ],
        "windows_1252": {"files": summary.files, "rows": summary.rows},
        "reasons": [
            {"reason": reason, "count": number, "places": summary.places.get(reason, [])}
            for reason, number in summary.reasons.most_common()
        ],
    }
