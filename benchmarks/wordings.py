"""The founding question, put together from parts: `python -m benchmarks.wordings [--show N]`.

Every verb of saying with Obama, and with somebody else; what he said, when, where and how in other words,
or another place, time, means or listener; a slip of the pen at every letter; whole sentences of who told
whom what, when, where and on what, drawn by lot, and the same with another speaker, listener or other
words. And of every starter claim that somebody said something, that they said so, in many frames, and that
they never did. The parts are in wordings.json; the matcher was looked over with them, so that these are no
measure of what is unseen.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.near_misses import is_answered
from bot import starter
from bot.engine import open_engine
from bot.model import Message

SENTENCES = 1000
_SAID = re.compile(
    r"((?:[A-Z][\w.'-]+ ){1,4})(?:said|says|claimed|claims|stated|told \w+)(?: that)?:? (.*)\.?"
)


def questions() -> Iterator[tuple[str, str, bool, str]]:
    """Each question: what it is an example of, the claim, whether it is to be answered with its verdict,
    and its text."""
    parts: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    founding, people = parts["claim"], parts["people"]
    for own, named in ((True, people["own"]), (False, people["others"])):
        whose = "Obama" if own else "another"
        for who in named:
            for frame in parts["with a verb"]:
                for verb in parts["verbs"]:
                    yield f"a verb, {whose}", founding, own, frame.format(who=who, what=verb)
            for frame in parts["with a name"]:
                # Of keywords with the listener's name nobody can tell who is meant.
                if own or who != "Medvedev" or "Medvedev" not in frame:
                    yield f"a name, {whose}", founding, own, frame.format(who=who)
    for right in (True, False):
        for what, filled in parts["right" if right else "wrong"].items():
            for frame in filled["frames"]:
                for words in filled["what"]:
                    yield what, founding, right, frame.format(what=words)
    yield from _at_length(founding, parts["at length"], parts["others at length"])
    for text in parts["typed"]:
        for slip in _slips(text):
            yield "a slip of the pen", founding, True, slip
    for claim in starter.claims():
        if told := _SAID.fullmatch(claim.text):
            who, said = told[1].strip(), told[2].rstrip(".")
            for right, frames in ((True, parts["said"]), (False, parts["unsaid"])):
                for frame in frames:
                    text = frame.format(who=who, what=said)
                    yield "any claim, said" if right else "any claim, never said", claim.id, right, text


def _at_length(
    founding: str, parts: dict[str, list[str]], others: dict[str, list[str]]
) -> Iterator[tuple[str, str, bool, str]]:
    """Sentences of a part of each kind, drawn by lot; and those with another speaker, listener or words."""
    lot = random.Random(1)  # noqa: S311
    for other in ("", *others):
        kinds = parts | {other: others[other]} if other else parts
        for _ in range(SENTENCES):
            drawn = (lot.choice(kinds[kind]) for kind in parts)
            text = re.sub(r" (?=[?!.,])", "", " ".join(filter(None, drawn)))
            yield f"at length, another {other}" if other else "at length", founding, not other, text


def _slips(text: str) -> list[str]:
    """A text with each letter in turn left out, twice, or after the next one; in small letters too."""
    slips = dict.fromkeys(
        slip
        for at in range(len(text))
        for slip in (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        )
        if slip != text
    )
    return [*slips, *(slip.lower().rstrip("?") for slip in slips)]


def main() -> None:
    parser = argparse.ArgumentParser(description="The founding question, put together from parts.")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of each that went wrong")
    show = parser.parse_args().show
    counts: dict[tuple[str, bool], int] = {}
    failed: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "starter.db")
        for what, claim, right, text in questions():
            counts[what, right] = counts.get((what, right), 0) + 1
            if is_answered(engine, Message(text), claim) != right:
                failed.setdefault(what, []).append(text)
        engine.close()
    for (what, right), asked in counts.items():
        wrong = failed.get(what, [])
        told = "answered" if right else "kept from the verdict"
        print(f"{what:24}{asked:6}{1 - len(wrong) / asked:8.1%} {told}")
        for text in wrong[:show]:
            print(f"    {text}")


if __name__ == "__main__":
    main()
