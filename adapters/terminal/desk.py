"""What `factcheck inbox` and `factcheck stats` do in a terminal."""

import contextlib
import datetime
import functools
import getpass
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from bot.errors import UsageError
from bot.inbox import Act, Editor, Group, Inbox
from bot.memory.inbox_store import InboxStore
from bot.memory.ledger import Ledger
from bot.memory.personal_data import PersonalData
from bot.model import Claim
from bot.stats import stats
from bot.store import Store

from ..editors.card_text import counted, facts, headline, reason
from ..editors.digest import WEEK_SECONDS
from . import desk_json, printing
from .output import echo_json

if TYPE_CHECKING:
    from bot.conversation import Conversation

_BARS = "▁▂▃▄▅▆▇█"
_NEAR = 3
_WATCH_SECONDS = 1.0
_SHORT = 200
_ERASED = "(its text is not kept any more)"
_CODE = re.compile(r"[A-Za-z0-9_-]{22}")
_NEXT = "'factcheck inbox show NUMBER' shows one whole, 'factcheck inbox --help' says what to do with it."
_DID = {
    "answered": "answered question {group} with {detail}",
    "linked": "linked question {group} to {detail}",
    "dismissed": "dismissed question {group}: {detail}",
    "merged": "merged question {group} into question {detail}",
    "reopened": "opened question {group} again",
    "assigned": "assigned question {group} to {detail}",
    "notified": "had people told about question {group}",
    "undo": "took back what was done with question {group} ({detail})",
}
_SAID = {
    "right": "that's it",
    "wrong": "not what was meant",
    "chosen": "another was meant",
    "none": "none of those offered",
}
_IDS = {"telegram": re.compile(r"\d+|chat -\d+"), "slack": re.compile(r"[TE][A-Z0-9]+:[UW][A-Z0-9]+")}
_EXAMPLE_IDS = {"telegram": "123456789", "slack": "T0123456789:U0123456789, workspace and member"}
_TELLING = ("answered", "linked", "dismissed", "notified")
Line = tuple[str, str, str]


def open_desk(path: Path, environ: Mapping[str, str], by: str | None) -> "Desk":
    """The desk of whoever sits at this terminal."""
    return Desk(path, environ, Editor("terminal", by.strip() if by and by.strip() else _me()))


class Desk:
    """Prints to standard output; every method raises `FactCheckError`. What only reads does without the
    engine, which is slow to load."""

    def __init__(self, path: Path, environ: Mapping[str, str], me: Editor) -> None:
        self._path = path
        self._environ = environ
        self._claims = Store(path)
        click.get_current_context().call_on_close(self._claims.close)
        self._store = InboxStore(self._claims.file)
        self._publisher = environ.get("PUBLISHER", "").strip()
        self._me = me

    def list(self, state: str, limit: int, *, as_json: bool) -> None:
        groups = self._store.groups(now=time.time(), state=state, limit=limit)
        if as_json:
            _print_json(map(desk_json.group, groups))
        else:
            _print(self._listed(groups, state))

    def watch(self, state: str, limit: int) -> None:
        """The list, drawn anew as it changes, until Ctrl-C."""
        from rich.live import Live

        console = Console(highlight=False)
        if not console.is_terminal:
            raise UsageError("--watch draws on a terminal: leave it out here.")
        with contextlib.suppress(KeyboardInterrupt), Live(console=console, screen=True) as live:
            while True:
                groups = self._store.groups(now=time.time(), state=state, limit=limit)
                live.update(printing.block(console, self._listed(groups, state)))
                time.sleep(_WATCH_SECONDS)

    def show(self, number: int, *, as_json: bool) -> None:
        group = self._group(number)
        if as_json:
            _print_json([desk_json.group(group) | {"askers": list(group.askers)}])
        else:
            _print(self._whole(group))

    def answer(self, number: int, given: Mapping[str, str | None]) -> None:
        from .curation import asked

        group = self._group(number)
        if not any(value is not None for value in given.values()):
            _print(self._short(group))
        elif given.get("publisher") is None and self._publisher:
            given = {**given, "publisher": self._publisher}
        # Nobody types an answer to a question that is closed: the inbox says who was first.
        said = asked(given) if group.state == "open" else given
        values = {name: value for name, value in said.items() if value is not None}
        _print_act(self._inbox.answer(number, group.version, values, by=self._me))

    def link(self, number: int, claim: str) -> None:
        _print_act(self._inbox.link(number, None, claim, by=self._me))

    def dismiss(self, number: int, reason: str, *, tell: bool) -> None:
        _print_act(self._inbox.dismiss(number, None, reason, tell=tell, by=self._me))

    def notify(self, number: int) -> None:
        _print_act(self._inbox.notify(number, by=self._me))

    def merge(self, number: int, into: int) -> None:
        _print_act(self._inbox.merge(number, into, by=self._me))

    def reopen(self, number: int) -> None:
        _print_act(self._inbox.reopen(number, by=self._me))

    def assign(self, number: int, to: str | None) -> None:
        _print_act(self._inbox.assign(number, (to and to.strip()) or None, by=self._me))

    def undo(self, number: int | None) -> None:
        _print_act(self._inbox.undo(number, by=self._me))

    def log(self, number: int | None, limit: int, *, as_json: bool) -> None:
        acts = self._store.acts(group=number, limit=limit)
        if as_json:
            _print_json(map(desk_json.act, acts))
            return
        _print((f"{_minute(act.at)}  ", _did(act), "dim" if act.undone else "") for act in acts)
        if not acts:
            _say("Nothing was done.")

    def block(self, code: str | None, *, remove: bool) -> None:
        if code is None:
            banned = self._store.banned()
            _print([("", each, "") for each in banned] or [("", "Nobody is blocked.", "")])
            return
        if not _CODE.fullmatch(code):
            raise UsageError(
                f"“{code[:40]}” is no code: 'factcheck inbox show NUMBER' gives those who asked."
            )
        if remove and not self._store.is_banned(code):
            raise UsageError(f"{code} is not blocked: 'factcheck inbox block' lists who is.")
        self._store.ban(code, now=time.time(), banned=not remove)
        taken = "Questions are taken again from" if remove else "No more questions are taken from"
        _say(f"{taken} {code}.")

    def feedback(self, limit: int, *, as_json: bool) -> None:
        ledger = Ledger(self._claims.file)
        found = ledger.feedback(limit)
        if as_json:
            _print_json(map(desk_json.feedback, found))
            return
        for each in found:
            yes = each.meant
            named = [*each.claims, *([yes] if yes and yes not in each.claims else [])]
            _say(_SAID[each.feedback or ""], before=f"{_minute(each.at)}  ")
            _say(printing.shortened(each.text or "", _SHORT), before="  ", style="bold")
            for claim in self._claims.claims(named):
                before = "  right  " if claim.id == yes else "  wrong  "
                _say(f"{printing.shortened(claim.text, _SHORT)} ({claim.id})", before=before)
        counts = ledger.count_feedback()
        said = ", ".join(f"{counts[name]:,} {words}" for name, words in _SAID.items() if counts.get(name))
        kept = "the question is kept with those above" if found else "no question is kept with them"
        _say(f"In all: {said}; {kept}." if said else "Nobody has said anything of an answer.")

    def export_feedback(self, folder: Path) -> None:
        from bot.feedback import export

        right, negative = export(self._claims, Ledger(self._claims.file).feedback(), folder)
        said = f"{right:,} questions with the right claim, {negative:,} without one."
        _say(f"{folder} has {said} They are what people wrote: erase them when you are done.")

    def stats(self, since: datetime.datetime | None, *, as_json: bool) -> None:
        now = time.time()
        start = since.replace(tzinfo=datetime.timezone.utc).timestamp() if since else now - WEEK_SECONDS
        found = stats(self._claims, start, now)
        if as_json:
            _print_json([{"since": desk_json.moment(start)} | desk_json.stats(found)])
            return
        answered = f"{found.match:,} answered, {found.related:,} with near misses, {found.none:,} without any"
        lines: list[Line] = [("", f"Since {_minute(start)}: {found.questions:,} questions, {answered}.", "")]
        if found.questions:
            lines.append(("", f"The median time to an answer was {found.milliseconds:,.0f} ms.", ""))
        for name in ("platforms", "languages", "feedback"):
            if counts := getattr(found, name):
                lines.append((f"{name + ':':<11}", counted(counts, printing.wording), ""))
        if found.claims:
            lines += [("", "", ""), ("", "Claims that answered most:", "bold")]
            lines += [(f"{count:>6,}  ", _claim(claim), "") for claim, count in found.claims]
        if found.open:
            lines += [("", "", ""), ("", "Open questions asked most:", "bold")]
            lines += [
                (f"{group.demand:>6,}  ", f"{printing.shortened(group.text, _SHORT)} (#{group.id})", "")
                for group in found.open
            ]
        _print(lines)

    def forget(self, platform: str, id_: str, *, ask: bool) -> None:
        from bot.conversation import Who

        if not _IDS[platform].fullmatch(id_):
            raise UsageError(
                f"“{id_[:40]}” is nobody's id on {platform}: it is like {_EXAMPLE_IDS[platform]}."
            )
        if not self._conversation.knows_people():
            raise UsageError(
                "FACTCHECK_SECRET is not the one with which the bot ran last, so that nobody can be found:"
                " set it here as it is there."
            )
        who = Who(platform, id_, id_)
        kept = _kept(self._conversation.my_data(who))
        if kept and ask:
            click.confirm(f"Erase for good what is kept of {platform} {id_} ({kept})?", abort=True)
        self._conversation.forget(who)
        _say(f"Erased: {kept}." if kept else f"Nothing is kept of {platform} {id_}.")

    @functools.cached_property
    def _conversation(self) -> "Conversation":
        from ..opening import open_conversation

        conversation = open_conversation(self._path, self._environ)
        click.get_current_context().call_on_close(conversation.engine.close)
        return conversation

    @functools.cached_property
    def _inbox(self) -> Inbox:
        """For what changes something."""
        return Inbox(self._conversation)

    def _group(self, number: int) -> Group:
        group = self._store.group(number, now=time.time())
        if group is None:
            raise UsageError(f"There is no question {number}: 'factcheck inbox list' shows what there is.")
        return group

    def _listed(self, groups: Sequence[Group], state: str) -> Iterator[Line]:
        for group in groups:
            yield from self._short(group)
        count = self._store.count(state)
        if not groups:
            yield "", f"There is no question in the inbox that is {state}.", ""
        elif count > len(groups):
            yield "", f"{len(groups):,} of {count:,}: --limit shows more. {_NEXT}", "dim"
        else:
            yield "", _NEXT, "dim"

    def _short(self, group: Group) -> Iterator[Line]:
        number = f"#{group.id}  "
        space = " " * len(number)
        about, *more = facts(group, printing.wording)
        yield number, f"{_bars(group.days)}  {about}", ""
        yield space, printing.shortened(group.text, _SHORT) or _ERASED, "bold"
        for line in more:
            yield space, line, "dim"
        yield from self._near(group, space)
        yield "", "", ""

    def _whole(self, group: Group) -> Iterator[Line]:
        yield f"#{group.id}  ", group.text or _ERASED, "bold"
        yield "  state     ", headline(group, printing.wording), ""
        if why := reason(group):
            yield "  reason    ", why, ""
        if group.claim:
            yield "  claim     ", group.claim, ""
        yield "  14 days   ", f"{_bars(group.days)}  {', '.join(map(str, group.days))}", ""
        for line in facts(group, printing.wording):
            yield "            ", line, ""
        for other in group.others:
            yield "  also      ", printing.shortened(other, _SHORT), ""
        yield from self._near(group, "  ")
        for code in group.askers:
            yield "  asker     ", code, "dim"
        for act in self._store.acts(group=group.id, limit=10):
            yield "  done      ", f"{_minute(act.at)} {_did(act)}", "dim" if act.undone else ""

    def _near(self, group: Group, space: str) -> Iterator[Line]:
        for claim in self._claims.claims(group.near[:_NEAR]):
            yield f"{space}near      ", f"{_claim(claim)} ({claim.id})", ""


def _kept(data: PersonalData) -> str:
    """How much is kept of a person, in words; "" for nothing."""
    counts = {
        "answers": len(data.shown),
        "questions passed on": len(data.questions),
        "messages with their answers": data.replies,
        "settings": len(data.settings),
        "drafts of answers": len(data.drafts),
        "acts as an editor": data.acts,
        "blocks": int(data.banned),
    }
    return counted({what: count for what, count in counts.items() if count}, printing.wording)


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a name for its user
        return "somebody"


def _bars(days: tuple[int, ...]) -> str:
    most = max(days, default=0) or 1
    return "".join(_BARS[-(-day * (len(_BARS) - 1) // most)] for day in days)


def _claim(claim: Claim) -> str:
    return f"{printing.wording.verdict(claim.verdict)}: {printing.shortened(claim.text, _SHORT)}"


def _minute(at: float) -> str:
    return datetime.datetime.fromtimestamp(at, datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")


def _did(act: Act) -> str:
    said = _DID.get(act.what, f"{act.what} {{group}}").format(group=act.group, detail=act.detail)
    told = f"; {_told(act)}" if act.told and act.what in _TELLING else ""
    return f"{act.who} {said.rstrip(': ')}{told}{' (taken back)' if act.undone else ''}"


def _told(act: Act) -> str:
    """How many have been told, of as many as are to be, or were before it was taken back."""
    of = "" if act.reached == act.told else f"{act.reached:,} of "
    return f"{of}{_people(act.told)} told"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"


def _print_act(act: Act) -> None:
    said = _DID[act.what].format(group=act.group, detail=act.detail).rstrip(": .")
    follows = ""
    if act.what in ("undo", "reopened"):
        follows = f" {_people(act.told)} will not be told after all." if act.told else ""
    elif act.what in _TELLING:
        follows = f" {_people(act.told)} will be told." if act.told else " Nobody waits to be told."
    _say(f"{act.who} {said}.{follows}")


def _say(text: str, *, before: str = "", style: str = "") -> None:
    _print([(before, text, style)])


def _print(lines: Iterable[Line]) -> None:
    printing.print_lines(Console(highlight=False), lines)


def _print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        echo_json(row)
