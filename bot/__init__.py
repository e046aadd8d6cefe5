"""The engine of the fact-check bot: it knows claims and messages, and no chat platform.

    from pathlib import Path
    from bot.engine import open_engine
    from bot.model import Message

    engine = open_engine(Path("factcheck.db"))
    answer = engine.ask(Message("Did Obama say he'd have more flexibility?"))

Reading order: `model` (what is passed around), `engine` (ask), `parts` (a message and its parts),
`deciding` (one statement), `searching` and `index` with `index_files` and `schema` (candidates), `ranking`
with `features` and `sketch`, `match` with `posts` and `quoting`, all with `learnt` (scores and outcomes),
`guard` (what differs), `language` (what a text says), `store` with `database` and `migrations` (the
claims), `starter`, `ratings` and `sources` (where claims come from), `conversation`, `questions` and
`inbox` with `memory` (what people and editors do), `wording` and `as_json` (what people and programs get),
`evaluation` (how good it is), `settings`, `errors`.
"""

__version__ = "0.1.0"
