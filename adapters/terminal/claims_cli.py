"""The commands for the claims themselves: in, out, and by hand. What does the work is loaded when used."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bot.errors import UsageError
from bot.model import VERDICTS

from .options import DAY, F, claim_options, database_option, json_option


def register(group: click.Group) -> None:
    """Add these commands to the `factcheck` command."""
    for command in (
        import_,
        export,
        add,
        edit,
        translate,
        show,
        remove,
        restore,
        list_,
        sources,
        sync,
        ratings,
        merges,
        split,
    ):
        group.add_command(command)


def language_option(help_: str) -> Callable[[F], F]:
    """`--language`, as an ISO 639 code; "" if it is not given."""

    def checked(context: click.Context, option: click.Parameter, value: str) -> str:
        from bot.sources import typed

        return typed.language(value) if value else ""

    return click.option("--language", metavar="CODE", default="", callback=checked, help=help_)


def _iso(day: datetime.datetime | None) -> str:
    return day.date().isoformat() if day else ""


@click.command("import")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--publisher", metavar="NAME", default="", help="The publisher, where an item names none.")
@language_option("The language, where an item tells none.")
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="Pass over reviews from before this day.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@click.option("--csv-template", is_flag=True, help="Print a CSV file with every column and an example.")
@json_option
@database_option
def import_(sources: tuple[str, ...], csv_template: bool, path: Path, **options: Any) -> None:
    """Read fact-checks from files, folders and addresses into the database.

    \b
    A SOURCE is a file, a folder or an address of
      ClaimReview JSON-LD (an object, a list, a @graph, JSON Lines; also .gz),
      a DataFeed, an HTML page with JSON-LD or microdata,
      an RSS or Atom feed or a sitemap of such pages,
      a response of the Google Fact Check Tools API,
      or a CSV table (see --csv-template);
    or google:WORDS or google:site:DOMAIN, which asks that API
      with $GOOGLE_FACTCHECK_API_KEY.

    \b
    Examples:
      factcheck import claims.jsonl.gz
      factcheck import https://example.org/fact-checks/feed.xml --publisher "Example Facts"
      factcheck import google:site:politifact.com --since 2024-01-01
      factcheck import --dry-run our-claims.csv
    """
    if csv_template:
        from bot.sources import tables

        click.echo(tables.template(), nl=False)
        return
    if not all(map(str.strip, sources)) or not sources:
        raise UsageError("Name a file, a folder or an address: factcheck import claims.jsonl")
    from .imports import import_sources

    options["since"] = _iso(options["since"])
    import_sources(path, sources, **options)


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["claimreview", "csv", "jsonl"]),
    default="jsonl",
    show_default=True,
    help="What to write.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@database_option
def export(format_: str, output: Path | None, path: Path) -> None:
    """Write every claim, so that importing it again changes nothing.

    \b
    Examples:
      factcheck export > claims.jsonl
      factcheck export --format claimreview --output claims.json
    """
    from .imports import export_claims

    export_claims(path, format_, output)


@click.command()
@claim_options
@database_option
def add(path: Path, **given: str | None) -> None:
    """Add a claim of your own. Asks for what is needed and not given.

    \b
    Examples:
      factcheck add
      factcheck add --claim "The moon is made of cheese." --publisher "Example Facts" \\
        --url https://example.org/moon --rating False
    """
    from .curation import add_claim

    add_claim(path, given)


@click.command()
@click.argument("id_", metavar="ID")
@claim_options
@click.option(
    "--review",
    metavar="NUMBER",
    default="",
    help="Which review is changed, where there are several: its number in 'factcheck show', or its address.",
)
@click.option("--undo", is_flag=True, help="Take back the last change, also one by 'factcheck translate'.")
@database_option
def edit(id_: str, review: str, undo: bool, path: Path, **given: str | None) -> None:
    """Change a claim: the options given, or one thing after the other. A later import keeps the change.

    Of several quotes, the first is changed. An empty value takes the old one away, as does - where it is
    asked for.

    \b
    Examples:
      factcheck edit obama-more-flexibility-russia --place Seoul
      factcheck edit c-1
      factcheck edit c-1 --review 2 --rating "Mostly False"
      factcheck edit c-1 --undo
    """
    from .curation import edit_claim, undo_edit

    if undo:
        if review or any(value is not None for value in given.values()):
            raise UsageError("--undo goes by itself: leave the other options out.")
        undo_edit(path, id_)
        return
    edit_claim(path, id_, given, review=review.strip())


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("language", metavar="LANGUAGE")
@click.argument("text", required=False)
@click.option(
    "--people", metavar="NAMES", default="", help="Who is in it, the claimant first, separated by |."
)
@click.option("--keywords", metavar="WORDS", default="", help="Other words for it, separated by |.")
@click.option(
    "--essentials",
    metavar="WORDS",
    default="",
    help="What everybody who asks about it mentions, separated by ;, each by the words or parts of words for"
    " it, separated by |.",
)
@click.option("--also", is_flag=True, help="Keep what is there in that language, as for two scripts.")
@click.option("--remove", "removed", is_flag=True, help="Take away what is there in that language.")
@database_option
def translate(
    id_: str,
    language: str,
    text: str | None,
    people: str,
    keywords: str,
    essentials: str,
    path: Path,
    **how: bool,
) -> None:
    """Tell a claim in another language too, so that it is found by those who ask in it.

    \b
    Examples:
      factcheck translate moon-cheese es "La luna es de queso." --keywords "queso suizo|lunar"
      factcheck translate moon-cheese es "La luna es de queso." --essentials "luna|lunar;ques"
      factcheck translate moon-cheese ru "Луна сделана из сыра, сказала Джейн Доу." --people "Джейн Доу"
      factcheck translate moon-cheese es --remove
    """
    from bot.model import Translation
    from bot.sources import typed

    from .curation import translate_claim, untranslate_claim

    if how["removed"]:
        untranslate_claim(path, id_, language)
        return
    if not text:
        raise UsageError(f'Give the claim in that language: factcheck translate {id_} {language} "..."')
    lists = (tuple(people.split("|")), tuple(keywords.split("|")), typed.essentials(essentials))
    words = Translation(language, text, *lists)
    translate_claim(path, id_, words, also=how["also"])


@click.command()
@click.argument("id_", metavar="ID")
@json_option
@database_option
def show(id_: str, as_json: bool, path: Path) -> None:
    """Show everything about a claim.

    \b
    Examples:
      factcheck show obama-more-flexibility-russia
    """
    from .curation import show_claim

    show_claim(path, id_, as_json=as_json)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def remove(ids: tuple[str, ...], yes: bool, path: Path) -> None:
    """Remove claims; later imports leave them out. 'factcheck restore' brings them back.

    \b
    Examples:
      factcheck remove c-1
      factcheck remove --yes c-1 c-2
    """
    from .curation import remove_claims

    remove_claims(path, ids, ask=not yes)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@database_option
def restore(ids: tuple[str, ...], path: Path) -> None:
    """Bring removed claims back; without an ID, list what was removed.

    \b
    Examples:
      factcheck restore
      factcheck restore c-1
    """
    from .curation import restore_claims

    restore_claims(path, ids)


@click.command("list")
@click.option("--text", metavar="WORDS", default="", help="With all of these words in the claim.")
@click.option("--publisher", metavar="NAME", default="", help="Checked by a publisher of this name.")
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="With this verdict.")
@language_option("In this language.")
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="Checked on this day or later.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many.")
@json_option
@database_option
def list_(path: Path, as_json: bool, **filters: Any) -> None:
    """List claims, the latest checked first.

    \b
    Examples:
      factcheck list --publisher PolitiFact --verdict false
      factcheck list --language es --limit 100 --json
    """
    from .curation import list_claims

    filters |= {"since": _iso(filters["since"]), "verdict": filters["verdict"] or ""}
    list_claims(path, filters, as_json=as_json)


@click.command()
@click.argument("what", type=click.Choice(["list", "add", "remove"]), default="list")
@click.argument("address", required=False)
@click.option("--publisher", metavar="NAME", default="", help="The publisher, where an item names none.")
@language_option("The language, where an item tells none.")
@json_option
@database_option
def sources(what: str, address: str | None, publisher: str, language: str, as_json: bool, path: Path) -> None:
    """Keep a list of addresses for 'factcheck sync' to fetch.

    \b
    Examples:
      factcheck sources
      factcheck sources add https://example.org/feed.xml --publisher "Example Facts"
      factcheck sources remove 1
    """
    from .imports import change_sources

    change_sources(path, what, address, publisher=publisher, language=language, as_json=as_json)


@click.command()
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@json_option
@database_option
def sync(allow_private: bool, as_json: bool, path: Path) -> None:
    """Fetch what has changed at the addresses of 'factcheck sources'. Fit for cron.

    \b
    Examples:
      factcheck sync
      0 * * * *  factcheck sync --db /srv/factcheck.db
    """
    from .imports import sync_sources

    sync_sources(path, allow_private=allow_private, as_json=as_json)


@click.command()
@click.option("--unknown", is_flag=True, help="Only labels that no verdict is known for.")
@json_option
@database_option
def ratings(unknown: bool, as_json: bool, path: Path) -> None:
    """Count publishers' labels and the verdicts they are read as.

    \b
    Examples:
      factcheck ratings --unknown
    """
    from .curation import list_ratings

    list_ratings(path, unknown=unknown, as_json=as_json)


@click.command()
@json_option
@database_option
def merges(as_json: bool, path: Path) -> None:
    """List reviews that were put together as one claim, and why.

    \b
    Examples:
      factcheck merges
      factcheck split 12
    """
    from .curation import list_merges

    list_merges(path, as_json=as_json)


@click.command()
@click.argument("number", type=int)
@database_option
def split(number: int, path: Path) -> None:
    """Undo a merge, by its number in 'factcheck merges'. It is not merged again.

    \b
    Examples:
      factcheck split 12
    """
    from .curation import split_merge

    split_merge(path, number)
