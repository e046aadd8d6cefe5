"""Publishers' rating labels: what each means on our scale, and how its publisher spells it for people.

The table is data, in ratings.json: "labels" from a plain label to a verdict, "publishers" from a
label as it stands in a publisher's data to the publisher's own spelling.
"""

import functools
import json
import re
from pathlib import Path
from typing import Any

from .model import Verdict


def verdict(rating: str) -> Verdict:
    """The verdict on our scale, "other" for a label that the table does not hold."""
    found: Verdict = _table()["labels"].get(_plain(rating), "other")
    return found


def label(publisher: str, rating: str) -> str:
    """The rating as the publisher spells it for people; the rating itself where nothing else is known."""
    spelled: str = _table()["publishers"].get(publisher, {}).get(rating, rating)
    return spelled


def _plain(rating: str) -> str:
    return re.sub(r"[\W_]+", " ", rating).strip().casefold()


@functools.cache
def _table() -> Any:
    return json.loads(Path(__file__).with_name("ratings.json").read_text("utf-8"))
