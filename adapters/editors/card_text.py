"""What a card says of a group of questions, as plain lines that every platform shows in its own way."""

from collections.abc import Mapping, Sequence

from bot.errors import FactCheckError
from bot.inbox import Act, Group
from bot.memory.inbox_store import SOMEBODY
from bot.model import Claim
from bot.wording import Wording

from .. import logs

MOST_NEAR = 3
# What people pressed under the near misses.
_REACTIONS = {"none": "none of these", "wrong": "not meant", "right": "that's it"}


def headline(group: Group, words: Wording) -> str:
    """What has become of it, and by whom."""
    if group.state == "open":
        return words("editors open")
    act = closing(group)
    return _naming(f"editors {group.state}", words, who=act.who if act else words("editors nobody"))


def closing(group: Group) -> Act | None:
    """The act that made it what it is; None if something else was done since."""
    return group.last_act if group.last_act and group.last_act.what == group.state else None


def reason(group: Group) -> str:
    """Why it was dismissed, in an editor's words; "" if it was not, or for no reason given."""
    act = closing(group)
    return act.detail if act and group.state == "dismissed" else ""


def facts(group: Group, words: Wording) -> list[str]:
    """Who asks: how often, since when, where and in which languages, and who looks after it."""
    first, last = words.moment(group.first_at), words.moment(group.last_at)
    times = "one" if group.demand == 1 else "day" if first == last else "many"
    asked = words(f"editors asked {times}", count=words.number(group.demand), first=first, last=last)
    platforms = {name.capitalize(): count for name, count in group.platforms.items()}
    where = words.joined((counted(each, words) for each in (platforms, group.languages)), by="semicolon")
    number = "one" if group.waiting == 1 else "many"
    people = words.number(group.waiting)
    waiting = words(f"editors waiting {number}", count=people) if group.waiting else ""
    reactions = {words(name): group.reactions.get(key, 0) for key, name in _REACTIONS.items()}
    reacted = counted({name: count for name, count in reactions.items() if count}, words)
    keeper = _naming("editors assigned", words, who=group.assigned) if group.assigned else ""
    return [line for line in (asked, where, reacted, waiting, keeper) if line]


def counted(counts: Mapping[str, int], words: Wording) -> str:
    """Counts, the largest first: "telegram 10, slack 2"."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return words.joined(f"{name} {words.number(count)}" for name, count in ordered)


def listed(claims: Sequence[Claim], words: Wording) -> list[str]:
    """Claims, each with its verdict."""
    return [f"{words.verdict(claim.verdict)}: {claim.text}" for claim in claims[:MOST_NEAR]]


def told(number: int, words: Wording) -> str:
    """What follows from an act: how many hear of it."""
    name = "none" if number == 0 else "one" if number == 1 else "many"
    return words("editors done", told=words(f"editors told {name}", count=words.number(number)))


def refused(error: FactCheckError, words: Wording) -> str:
    """Why nothing was done, for the editor who tried. What only whoever runs the bot can mend is logged, and
    the editor is given its number."""
    if error.phrase:
        return _naming(error.phrase, words, **error.values)
    return words("editors failed", id=logs.problem("editors.failed", error))


def _naming(phrase: str, words: Wording, **values: object) -> str:
    """A sentence with an editor's name; with "somebody" in the sentence's own language for one who was
    forgotten."""
    if values.get("who") != SOMEBODY:
        return words(phrase, **values)
    said = words(phrase, **{**values, "who": words("editors somebody")})
    return said[:1].upper() + said[1:]
