"""Text that nobody would write, for what has to take any."""

from hypothesis import settings
from hypothesis import strategies as st

wild = settings(max_examples=150)


def wild_text(pieces: str) -> st.SearchStrategy[str]:
    """Any text; and some of these pieces, which stand apart by single spaces, in a row or run together."""
    some = st.lists(st.sampled_from(pieces.split(" ")))
    return st.one_of(st.text(), some.map(" ".join), some.map("".join))
