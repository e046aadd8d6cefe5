"""What becomes of two things in one message: `python -m benchmarks.together`.

- questions: two of our dev questions, of which each alone has the right verdict, on a line each.
- claims: two starter claims word for word in one post.
- near misses: one that alone has no verdict, with a question on another claim, on a line each.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import datasets
from bot.engine import Engine, open_engine
from bot.model import Message

SPLITS = ("dev", "plain-dev")
PAIRS = 200


def main() -> None:
    chance = random.Random(1)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "factcheck.db")
        rows = [row for split in SPLITS for row in datasets.questions(split)]
        asked = [row for row in rows if row["expect"] == "match" and row["kind"] != "forward"]
        asked = [row for row in asked if row["claim"] in _given(engine, row["text"])]
        questions = [(_line(row["text"]), row["claim"]) for row in asked]
        claims = [(claim.text, claim.id) for claim in engine.store.all_claims() if claim.language == "en"]
        for name, found, form in (
            ("questions", questions, "{}\n{}"),
            ("claims", claims, "Wow. {} And that is not all! {} Share this!"),
        ):
            pairs = (chance.sample(found, 2) for _ in range(PAIRS))
            counts = Counter(_right(engine, pair, form) for pair in pairs)
            print(
                f"{name}: of {PAIRS} pairs {counts[2]} have both verdicts, {counts[1]} one, {counts[0]} none"
            )
        missed = [row for row in rows if row["expect"] != "match" and row.get("claim")]
        alone = [row for row in missed if row["claim"] not in _given(engine, row["text"])]
        wrong = sum(_wrong(alone, questions, engine, chance))
        print(f"near misses: of {len(alone)} without a verdict {wrong} have one beside another question")
        engine.close()


def _right(engine: Engine, pair: list[tuple[str, str]], form: str) -> int:
    """How many of two messages put into one form have the verdicts of their claims."""
    given = _given(engine, form.format(*(text for text, _ in pair)), forwarded=not form.startswith("{"))
    return len({claim for _, claim in pair} & given)


def _wrong(
    rows: list[dict[str, str]], questions: list[tuple[str, str]], engine: Engine, chance: random.Random
) -> Iterator[bool]:
    """Whether each near miss has its claim's verdict in one message with a question on another claim."""
    for row in rows:
        text = chance.choice([text for text, claim in questions if claim != row["claim"]])
        lines = [_line(row["text"]), text]
        chance.shuffle(lines)
        yield row["claim"] in _given(engine, "\n".join(lines))


def _line(text: str) -> str:
    return text.rstrip(" .?!") + "?"


def _given(engine: Engine, text: str, *, forwarded: bool = False) -> set[str]:
    return datasets.given(engine.ask(Message(text, forwarded=forwarded)))


if __name__ == "__main__":
    main()
