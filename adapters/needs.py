"""What must be set for a chat platform to be served: by the web process, and by the worker."""

from collections.abc import Mapping

Names = tuple[str, ...]

# One way or another.
WAYS: dict[str, dict[str, tuple[Names, ...]]] = {
    "telegram": {"worker": (("TELEGRAM_BOT_TOKEN",),), "web": (("TELEGRAM_BOT_TOKEN",),)},
    "slack": {
        "worker": (("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),),
        "web": (
            ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"),
            ("SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "FACTCHECK_SECRET"),
        ),
    },
}


def missing(platform: str, what: str, environ: Mapping[str, str]) -> list[str]:
    """What is not set of all that it needs, in the way of which the most is there."""
    ways = WAYS[platform]["web" if what == "web" else "worker"]
    return min(([name for name in names if not _set(environ, name)] for names in ways), key=len)


def begun(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether something of its own is set."""
    own = {name for ways in WAYS[platform].values() for names in ways for name in names}
    return any(_set(environ, name) for name in own - {"FACTCHECK_SECRET"})


def in_words(what: str) -> str:
    """All the ways for a process to have something to serve."""
    return ", or ".join(" and ".join(names) for ways in WAYS.values() for names in ways[what])


def _set(environ: Mapping[str, str], name: str) -> bool:
    return bool(environ.get(name, "").strip())
