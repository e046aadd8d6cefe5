"""What must be set for a chat platform to be served: by the web process, and by the worker."""

from collections.abc import Mapping

from bot import settings

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
    return min((settings.unset(environ, names) for names in ways), key=len)


def begun(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether something of its own is set."""
    own = {name for ways in WAYS[platform].values() for names in ways for name in names} - {
        "FACTCHECK_SECRET"
    }
    return len(settings.unset(environ, own)) < len(own)


def in_words(what: str) -> str:
    """All the ways for a process to have something to serve."""
    return ", or ".join(" and ".join(names) for ways in WAYS.values() for names in ways[what])
