"""What can be counted of answers, questions and messages, without a text or a person. The only SQL for it."""

from ..database import DatabaseFile

# What people asked; a list that was offered, or a claim that was opened, is no question.
_ASKED = "outcome IN ('match', 'related', 'none') AND milliseconds > 0"


class Figures:
    """Every method raises `DatabaseError`. Times are seconds since 1970, `until` not included."""

    def __init__(self, file: DatabaseFile) -> None:
        self._file = file

    def outcomes(self, since: float, until: float) -> dict[str, int]:
        return self._shown("outcome", since, until)

    def platforms(self, since: float, until: float) -> dict[str, int]:
        return self._shown("platform", since, until)

    def languages(self, since: float, until: float) -> dict[str, int]:
        return self._shown("language", since, until)

    def feedback(self, since: float, until: float) -> dict[str, int]:
        sql = "SELECT feedback, count(*) FROM shown WHERE feedback NOT NULL AND at >= ? AND at < ? GROUP BY 1"
        return dict(self._file.rows(sql, [since, until]))

    def median(self, since: float, until: float) -> float:
        """The median of how many milliseconds an answer took; 0 where nothing was asked."""
        where = f"{_ASKED} AND at >= ? AND at < ?"
        sql = (
            f"SELECT milliseconds FROM shown WHERE {where} ORDER BY milliseconds LIMIT 1"  # noqa: S608
            f" OFFSET (SELECT count(*) / 2 FROM shown WHERE {where})"
        )
        return next((float(row[0]) for row in self._file.rows(sql, [since, until, since, until])), 0.0)

    def top_claims(self, since: float, until: float, limit: int) -> list[tuple[str, int]]:
        """The claims that answered most questions."""
        sql = (
            f"SELECT value, count(*) FROM shown, json_each(shown.claims) WHERE {_ASKED}"  # noqa: S608
            " AND outcome = 'match' AND at >= ? AND at < ? GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?"
        )
        return [(row[0], row[1]) for row in self._file.rows(sql, [since, until, limit])]

    def answers(self) -> list[tuple[str, str, str, int, float]]:
        """(platform, language, outcome, how many, milliseconds in all) of what is remembered."""
        sql = (
            f"SELECT platform, language, outcome, count(*), sum(milliseconds) FROM shown WHERE {_ASKED}"  # noqa: S608
            " GROUP BY 1, 2, 3"
        )
        return [tuple(row) for row in self._file.rows(sql)]

    def groups(self) -> dict[str, int]:
        """How many groups of questions are in which state."""
        return dict(self._file.rows("SELECT state, count(*) FROM topics GROUP BY 1"))

    def messages(self) -> list[tuple[str, str, int]]:
        """(platform, state, how many) of the outbox."""
        return self._file.rows("SELECT platform, state, count(*) FROM outbox GROUP BY 1, 2")

    def _shown(self, column: str, since: float, until: float) -> dict[str, int]:
        sql = (
            f"SELECT {column}, count(*) FROM shown WHERE {_ASKED} AND at >= ? AND at < ?"  # noqa: S608
            " GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(self._file.rows(sql, [since, until]))
