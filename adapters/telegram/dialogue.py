"""What an editor is asked on Telegram, one thing after the other, until an act is ready: no I/O here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton

from bot.memory.editors import Draft
from bot.model import VERDICTS, Claim
from bot.sources.typed import LEFT_OUT
from bot.wording import Wording

from ..editors.editing import ANSWER_FIELDS, NEEDED, problem
from .cards import ANSWER, DISMISS, EDITORS, LINK, as_text
from .desk import button
from .html import escape

Rows = list[list[InlineKeyboardButton]]
# What the buttons of a dialogue do.
VERDICT, CHOOSE, SAVE, TELL, QUIET = "v", "c", "s", "k", "q"
_CHECK = "check"
_LINE = 400


def first(act: str, group: int, version: int, publisher: str) -> Draft:
    """The beginning of an answer, a link or a dismissal. Who checked it is asked only if it is not known."""
    step = {ANSWER: "claim", LINK: "search", DISMISS: "reason"}[act]
    return Draft(
        group, version, act, step, 0, {"publisher": publisher} if publisher and act == ANSWER else {}
    )


def goes_on(draft: Draft, first: Draft) -> bool:
    """Whether what would begin anew is being filled in, and waits for a reply or its last button. Where there
    are claims to choose from, other words can be looked for."""
    same = (draft.group, draft.version, draft.act) == (first.group, first.version, first.act)
    return same and draft.step != "choose"


def given(draft: Draft, value: str, words: Wording) -> tuple[Draft, str]:
    """What comes next after a value has been given for what was asked, and what is wrong with it, if
    anything is: then the same is asked again."""
    value = "" if value.strip() == LEFT_OUT and draft.step not in NEEDED else value.strip()
    if draft.act != ANSWER:
        wrong = "" if value else words("editors needed")
    else:
        wrong = problem(draft.step, value, words)
    if wrong:
        return draft, wrong
    values = {**draft.values, draft.step: value}
    return replace(draft, step=_next(draft, values), values=values), ""


def asks_by_button(draft: Draft) -> bool:
    """Whether what is asked now is answered with a button, not with a reply."""
    return draft.step in ("verdict", _CHECK, "choose")


def asked(draft: Draft, words: Wording) -> str:
    """What is asked now, as HTML."""
    if draft.step == _CHECK:
        return f"<b>{escape(words('editors check'))}</b>\n\n{_summary(draft, words)}"
    name = "editors search reply" if draft.step == "search" else f"editors field {draft.step}"
    return f"<b>{escape(words(name))}</b>\n{escape(words(_how(draft)))}"


def rows(draft: Draft, words: Wording) -> Rows:
    """The buttons under what is asked now."""
    if draft.step == "verdict":
        buttons = [button(words.verdict(each), EDITORS, VERDICT, each) for each in VERDICTS]
        return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    if draft.step != _CHECK:
        return []
    if draft.act == DISMISS:
        return [
            [button(words("editors dismiss tell"), EDITORS, TELL)],
            [button(words("editors dismiss quiet"), EDITORS, QUIET)],
        ]
    return [[button(words("editors save"), EDITORS, SAVE)]]


def found(draft: Draft, claims: Sequence[Claim]) -> Draft:
    """The claims that a search has found, to choose from by their places."""
    places = {str(place): claim.id for place, claim in enumerate(claims)}
    return replace(draft, step="choose", values=places)


def _next(draft: Draft, values: Mapping[str, str]) -> str:
    if draft.act == DISMISS:
        return _CHECK
    if draft.act == LINK:
        return "choose"
    for name in ANSWER_FIELDS:
        unneeded = name == "speaker" and not values.get("quote")
        if name not in values and not unneeded:
            return name
    return _CHECK


def _how(draft: Draft) -> str:
    if draft.step == "verdict":
        return "editors choose"
    optional = draft.act == ANSWER and draft.step not in NEEDED
    return "editors reply optional" if optional else "editors reply"


def _summary(draft: Draft, words: Wording) -> str:
    lines = []
    for name, value in draft.values.items():
        if value:
            shown = words.verdict(value) if name == "verdict" else value  # type: ignore[arg-type]
            lines.append(f"{escape(words(f'editors field {name}'))}:\n{as_text(shown, _LINE)}")
    return "\n\n".join(lines)
