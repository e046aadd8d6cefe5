"""The engine of the fact-check bot: it knows claims and messages, and no chat platform.

    from pathlib import Path
    from bot.engine import open_engine
    from bot.model import Message

    engine = open_engine(Path("factcheck.db"))
    answer = engine.ask(Message("Did Obama say he'd have more flexibility?"))

Reading order: `model` (what is passed around), `engine` (ask), `match` and `differences` (deciding),
`reading` with `text`, `names` and `quantities` (what a text says), `index` (candidates), `store` with
`migrations` (the database), `starter`, `claimreview` and `ratings` (where claims come from), `wording`
and `as_json` (what people and programs get), `settings`, `errors`.
"""

__version__ = "0.1.0"
