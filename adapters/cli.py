"""The `factcheck` command: options in, text or JSON out; every failure is one sentence. What does the work is
loaded when used."""

import dataclasses
import datetime
import errno
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from bot import __version__, as_json
from bot.errors import FactCheckError, UsageError
from bot.model import Message

from .terminal import claims_cli, inbox_cli, opened
from .terminal.options import DAY, database_option
from .terminal.output import echo, echo_json

if TYPE_CHECKING:
    from bot.engine import Engine

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# What the system says where something cannot be written to a file or a device that is open.
_NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_NOT_UTF8 = "is not in UTF-8: convert it, as by iconv -f WINDOWS-1252 -t UTF-8, or set the terminal to UTF-8."
_MOST_TOLD = 20
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, "--version", "-V", prog_name="factcheck")
def cli() -> None:
    """Ask whether something is true, and read what fact-checkers published about it.

    \b
    Examples:
      factcheck ask "Did Obama say he'd have more flexibility?"
      factcheck chat
      factcheck doctor
    """


@cli.command()
@click.argument("text", required=False)
@click.option("--json", "as_json_", is_flag=True, help="Print JSON instead of text.")
@click.option("--explain", is_flag=True, help="Also say why the claim was found, feature by feature.")
@click.option("--forwarded", is_flag=True, help="The text is a post that somebody else wrote.")
@click.option("--author", metavar="NAME", help="Who wrote the post.")
@click.option("--date", type=DAY, metavar="YYYY-MM-DD", help="When the post was written.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help='Ask every line of a JSONL file ({"id", "text"[, "author", "date", "forwarded"]}) and print one JSON'
    " answer a line.",
)
@database_option
def ask(
    text: str | None,
    as_json_: bool,
    explain: bool,
    forwarded: bool,
    author: str | None,
    date: datetime.datetime | None,
    batch: str | None,
    path: Path,
) -> None:
    """Answer one question, or say what is known about a post. TEXT may be - for standard input.

    \b
    Examples:
      factcheck ask "Did Obama say he'd have more flexibility?"
      factcheck ask --json "garlic lowers blood pressure"
      pbpaste | factcheck ask - --forwarded --author "Jane Doe" --date 2020-03-01
      factcheck ask --batch questions.jsonl > answers.jsonl
    """
    if batch is not None:
        if text is not None or as_json_ or explain or forwarded or author or date:
            raise UsageError(
                "--batch takes no text and no other option but --db: each line says it for itself."
            )
        _ask_batch(opened.engine(path), batch)
        return
    if text is None:
        raise UsageError('Nothing was asked: factcheck ask "Did Obama say he\'d have more flexibility?"')
    said = sys.stdin.buffer.read().decode("utf-8") if text == "-" else text
    day = date.date().isoformat() if date else None
    engine, message = opened.engine(path), Message(said, author=author, date=day, forwarded=forwarded)
    answer = engine.ask(message)
    why = engine.explain(message) if explain else None
    if as_json_:
        told = {"explain": dataclasses.asdict(why) if why else None} if explain else {}
        echo_json(as_json.answer(answer) | told)
        return
    from .terminal import printing

    hint = "Ask about one of them, or choose by number in 'factcheck chat'."
    words = printing.spoken(message)
    printing.print_answer(_console(), answer, words, today=datetime.date.today(), hint=hint)
    if explain:
        printing.print_explanation(_console(), why)


@cli.command()
@database_option
def chat(path: Path) -> None:
    """Have a conversation: ask, choose among near matches by number, ask again.

    \b
    Examples:
      factcheck chat
      factcheck chat --db newsroom.db
    """
    from .terminal.chat import converse

    # What is typed is kept beside the database, under its name.
    converse(opened.engine(path), _console(), history=path.with_name(f"{path.name}.history"))


@cli.command(name="eval")
@click.option(
    "--claims",
    type=_FILE,
    required=True,
    help="ClaimReview nodes, or claims of 'factcheck export', one a line (may be .gz).",
)
@click.option("--queries", type=_FILE, help='{"id", "text"[, "author", "date"]}, one a line.')
@click.option("--qrels", type=_FILE, help="Which claim is relevant to which query (TREC qrels).")
@click.option(
    "--nomatch", type=_FILE, help="Queries to which no claim is relevant, instead of the other two."
)
@click.option("--hide-relevant", is_flag=True, help="Leave each query's relevant claims out of its search.")
@click.option("--no-dates", is_flag=True, help="Drop the dates and authors of the queries.")
@click.option("--limit", type=click.IntRange(min=1), help="Ask only so many queries.")
@click.option("--run", "run", type=click.Path(dir_okay=False, path_type=Path), help="Write a TREC run file.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON instead of a table.")
def evaluate(**options: Any) -> None:
    """Measure accuracy and speed on labelled data, with the same engine as the chat.

    \b
    Examples:
      factcheck eval --claims claims.jsonl --queries queries.jsonl --qrels qrels.tsv
      factcheck eval --claims claims.jsonl --queries queries.jsonl --qrels qrels.tsv --hide-relevant
      factcheck eval --claims claims.jsonl --nomatch small-talk.jsonl --json
    """
    from .terminal.evaluate import evaluate

    evaluate(**options)


@cli.command()
@database_option
def doctor(path: Path) -> None:
    """Check the settings, the database and the index, and say what to do.

    \b
    Examples:
      factcheck doctor
      factcheck doctor --db newsroom.db
    """
    from .terminal.doctor import diagnose

    healthy = True
    for finding in diagnose(path, os.environ):
        healthy = healthy and finding.good
        echo(f"{'ok  ' if finding.good else 'FAIL'}  {finding.what}: {finding.sentence}")
    if not healthy:
        sys.exit(1)


@cli.command()
@click.argument("what", type=click.Choice(["telegram", "slack", "web", "worker"]))
@database_option
def run(what: Literal["telegram", "slack", "web", "worker"], path: Path) -> None:
    """Run the bot until it is told to stop.

    \b
    telegram  polls Telegram          slack   listens to Slack in Socket Mode
    web       takes webhooks of every platform whose settings are there, on $PORT
    worker    polls and listens for every platform whose settings are there

    \b
    Examples:
      TELEGRAM_BOT_TOKEN=... factcheck run telegram
      PUBLIC_URL=https://bot.example.org PORT=8000 factcheck run web
    """
    from .run import start

    start(what, path, os.environ)


@cli.command(name="slack-manifest")
@click.option("--url", metavar="URL", help="Where 'factcheck run web' is reached. [default: $PUBLIC_URL]")
@click.option("--socket-mode", is_flag=True, help="For 'factcheck run slack', which needs no address.")
def slack_manifest(url: str | None, socket_mode: bool) -> None:
    """Print the manifest from which Slack makes the app (api.slack.com/apps, "From a manifest").

    \b
    Examples:
      factcheck slack-manifest --socket-mode
      factcheck slack-manifest --url https://bot.example.org
    """
    from .slack.manifest import PLACEHOLDER, as_yaml, manifest

    address = (url or os.environ.get("PUBLIC_URL", "")).strip().rstrip("/")
    if not address.startswith("https://") and not socket_mode:
        raise UsageError(
            "Slack takes only an https address: --url https://bot.example.org, or --socket-mode for"
            " 'factcheck run slack', which needs none."
        )
    click.echo(as_yaml(manifest(address or PLACEHOLDER, socket_mode=socket_mode)), nl=False)


claims_cli.register(cli)
inbox_cli.register(cli)


def main() -> None:
    """The entry point: 0 answered or not, 2 wrong usage, 1 anything that failed."""
    try:
        _prepare()
        cli.main(prog_name="factcheck", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UsageError as error:
        _fail(str(error), status=2)
    except FactCheckError as error:
        _fail(str(error))
    except (click.Abort, KeyboardInterrupt):
        _fail("Stopped.")
    except UnicodeDecodeError:
        _fail(f"The input {_NOT_UTF8}")
    except BrokenPipeError:  # whoever read our output has had enough
        _drop_output()
        sys.exit(1)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NOT_WRITTEN and not error.filename:
            _drop_output()
            _fail(f"The output cannot be written ({error.strerror}): make room, or send it elsewhere.")
        _fail(f"Something went wrong ({type(error).__name__}: {error}). FACTCHECK_DEBUG=1 shows where.")


def _prepare() -> None:
    """The settings of a file .env, streams that take any text and give UTF-8 alone, and SIGTERM as Ctrl-C, so
    that nothing half written is left behind."""
    if threading.current_thread() is threading.main_thread():  # no other may
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process runs
    if sys.stdout is None:
        raise FactCheckError("There is nowhere to print to: standard output is closed.")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="strict")
    for argument in sys.argv[1:]:
        # The name of a file may have any bytes.
        if not _is_utf8(argument) and not os.path.exists(argument):  # noqa: PTH110 - of any length
            raise UsageError(f"“{argument[:60]}” {_NOT_UTF8}")
    if Path(".env").is_file():  # a folder of that name is a virtual environment
        from dotenv import load_dotenv
        from dotenv.parser import parse_stream

        try:
            with Path(".env").open(encoding="utf-8") as lines:
                bad = next((each.original for each in parse_stream(lines) if each.error), None)
            if bad:
                blank = len(bad.string) - len(bad.string.lstrip())
                line = bad.line + bad.string[:blank].count("\n")
                raise FactCheckError(
                    f".env, line {line} is no setting: write NAME=value, or mend its quotes."
                )
            load_dotenv(Path(".env"))
        except UnicodeDecodeError as error:
            raise FactCheckError(".env is not UTF-8 text: save it as that.") from error
        except OSError as error:
            raise FactCheckError(
                f".env here cannot be read ({error.strerror}): let this account read it, or start in another"
                " folder."
            ) from error


def _is_utf8(text: str) -> bool:
    """Whether there is nothing in it that Python could not decode."""
    return text.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in text)


def _drop_output() -> None:
    """Keep Python from complaining at exit of output that could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(sentence: str, *, status: int = 1) -> None:
    if os.environ.get("FACTCHECK_DEBUG"):
        raise
    echo(f"factcheck: {sentence}", err=True)
    sys.exit(status)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _ask_batch(engine: "Engine", name: str) -> None:
    """Answer each line; a bad line costs that line, leaves a sentence if it is one of the first, and makes
    the status 1."""
    failed = 0
    with click.open_file(name, encoding="utf-8-sig", errors="surrogateescape") as lines:
        for number, line in enumerate(_with_progress(lines), 1):
            if not line.strip():
                continue
            try:
                id_, message = _batch_row(line)
            except ValueError as error:
                failed += 1
                if failed <= _MOST_TOLD:
                    echo(f"factcheck: {name}:{number}: {error}", err=True)
                continue
            echo_json({"id": id_} | as_json.answer(engine.ask(message)))
    if failed:
        which = f" (above are the first {_MOST_TOLD})" if failed > _MOST_TOLD else ""
        lines_ = "line" if failed == 1 else "lines"
        raise FactCheckError(f"{failed:,} {lines_} of {name} could not be read{which}; the rest was asked.")


def _batch_row(line: str) -> tuple[Any, Message]:
    if not _is_utf8(line):
        raise ValueError("this line is not in UTF-8")
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError(f"this line is not JSON ({error})") from error
    if not isinstance(row, dict) or "id" not in row or "text" not in row:
        raise ValueError('this line is not an object with "id" and "text"')
    return row["id"], as_json.message(row)


def _with_progress(lines: Any) -> Iterator[str]:
    """The lines, with a counter on standard error if that is a terminal and the output is not."""
    show = sys.stderr.isatty() and not sys.stdout.isatty()
    for number, line in enumerate(lines, 1):
        yield line
        if show and number % 100 == 0:
            click.echo(f"\r{number:,} asked", nl=False, err=True)
    if show:
        click.echo("\r", nl=False, err=True)
