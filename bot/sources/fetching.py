"""Fetching what an operator named, and nothing of the operator's own network: every address on the way
is checked, and the checked one is connected to, so that a name cannot point elsewhere by then."""

import email.utils
import functools
import ipaddress
import re
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

import httpcore

from ..errors import FetchFailed
from . import fields

NAME = "factcheck-bot"
USER_AGENT = f"{NAME} (reads published fact-checks)"
_MOST_BYTES = 1 << 30
_MOST_REDIRECTS = 8
_IN_MEMORY = 8 << 20
_TRIES = 3
_LONGEST_WAIT = 60.0
_PATIENCE = 20.0
_WAIT_UNTOLD = 10.0
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:-]{2,30})""", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `url` after redirects, `body` as it came (perhaps gzip), to be closed; None where it has
    not changed; `charset` as the server tells it."""

    url: str
    body: IO[bytes] | None
    etag: str | None = None
    modified: str | None = None
    charset: str = ""


@dataclass(slots=True)
class Fetcher:
    """Fetches politely: one request at a time to one host, `pause` seconds between two, or more where
    `pauses` says so; waits as long as a host asks for, or leaves it alone from then on. Safe to use from
    several threads; `aside` is entered while one waits for the network."""

    allow_private: bool = False
    seconds: float = 120.0
    most_bytes: int = _MOST_BYTES
    pause: float = 0.5
    pauses: dict[str, float] = field(default_factory=dict)
    sleep: Callable[[float], object] = time.sleep
    aside: Callable[[], AbstractContextManager[object]] = nullcontext
    _hosts: dict[str, threading.Lock] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What is at an address. Raises `FetchFailed`."""
        headers = [("User-Agent", USER_AGENT), ("Accept-Encoding", "gzip"), ("Accept", "*/*")]
        headers += [("If-None-Match", etag)] if etag else []
        headers += [("If-Modified-Since", modified)] if modified else []
        with self.aside():
            return self._patiently(url, headers)

    def _patiently(self, url: str, headers: list[tuple[str, str]]) -> Fetched:
        for tried in range(1, _TRIES + 1):
            try:
                return self._once(url, headers)
            except _AskedToWait as asked:
                if tried == _TRIES or asked.seconds > _LONGEST_WAIT:
                    self._closed[asked.host] = _later(asked.seconds)
                    raise _failed(url, self._closed[asked.host], asked.status) from None
                self._last[asked.host] = time.monotonic() + asked.seconds
                self.sleep(asked.seconds)
        raise AssertionError  # the last try returns or raises

    def _once(self, url: str, headers: list[tuple[str, str]]) -> Fetched:
        try:
            with httpcore.ConnectionPool(
                network_backend=_Guarded(self.allow_private), ssl_context=_ssl()
            ) as pool:
                return self._follow(pool, url, headers)
        except FetchFailed:
            raise
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise _failed(url, "answers too slowly: try again later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise _failed(url, f"cannot be fetched ({_why(error)}): check the address") from error

    def _follow(self, pool: Any, url: str, headers: list[tuple[str, str]]) -> Fetched:
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), _PATIENCE)
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(url)
            with (
                self._alone(url),
                pool.stream(
                    "GET", fields.link(url), headers=headers, extensions={"timeout": timeout}
                ) as response,
            ):
                end = time.monotonic() + self.seconds
                told = {name.lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status in (301, 302, 303, 307, 308) and b"location" in told:
                    url = urljoin(url, told[b"location"])
                    continue
                if response.status == 304:
                    return Fetched(url, None)
                if response.status == 429 or (response.status == 503 and b"retry-after" in told):
                    wait = _retry_after(told.get(b"retry-after", ""))
                    raise _AskedToWait(urlsplit(url).netloc, response.status, wait)
                if response.status != 200:
                    what = f"answers {response.status}: {_advice(response.status)}"
                    raise _failed(url, what, response.status)
                body = self._body(url, response.iter_stream(), end)
                charset = _CHARSET.search(told.get(b"content-type", ""))
                said = charset[1] if charset else ""
                return Fetched(url, body, told.get(b"etag"), told.get(b"last-modified"), said)
        raise _failed(url, "leads from one address to the next without end: use another address")

    def _body(self, url: str, chunks: Iterable[bytes], end: float) -> IO[bytes]:
        body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - given to the caller
        try:
            for chunk in chunks:
                body.write(chunk)
                if body.tell() > self.most_bytes:
                    raise _failed(url, f"is larger than {self.most_bytes >> 20} MB: split it")
                if time.monotonic() > end:
                    raise _failed(url, "answers too slowly: try again later")
        except BaseException:
            body.close()
            raise
        body.seek(0)
        return body

    def _check(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            good = parts.scheme in ("http", "https") and parts.hostname and not parts.username
            _ = parts.port
        except ValueError:
            good = False
        if not good:
            raise _failed(url, "is no web address: use one that begins with https://")
        if urlsplit(url).netloc in self._closed:
            raise _failed(url, self._closed[urlsplit(url).netloc])

    @contextmanager
    def _alone(self, url: str) -> Iterator[None]:
        """While nobody else asks this host, once it is time."""
        with self._hosts.setdefault(urlsplit(url).netloc, threading.Lock()):
            self._wait(url)
            yield

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        pause = max(self.pause, self.pauses.get(host, 0))
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < pause:
            self.sleep(pause - since)
        self._last[host] = time.monotonic()


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's, also where it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class _AskedToWait(Exception):
    """A host asks to be left alone for so many seconds."""

    def __init__(self, host: str, status: int, seconds: float) -> None:
        super().__init__(host)
        self.host, self.status, self.seconds = host, status, seconds


class _Guarded(httpcore.NetworkBackend):
    """Connects to addresses that it has checked itself."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise FetchFailed(
                f"{host} is an address of a private network: --allow-private fetches from there all the same."
            )
        for place, address in enumerate(addresses):
            try:
                return self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(addresses) - 1:
                    raise
        raise FetchFailed(f"{host} has no address: check how it is written.")


@functools.cache
def _ssl() -> ssl.SSLContext:
    """Made once: it reads every certificate authority."""
    return ssl.create_default_context()


def _failed(url: str, what: str, status: int = 0) -> FetchFailed:
    return FetchFailed(f"{url} {what}.", f"it {what}", status=status)


def _retry_after(told: str) -> float:
    """Seconds to wait, of a Retry-After that gives seconds or a date.
    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"""
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - time.time())
    except ValueError:
        return _WAIT_UNTOLD


def _later(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"has had enough of requests: try again in {minutes} {'minute' if minutes == 1 else 'minutes'}"


def _advice(status: int) -> str:
    if status in (401, 403):
        return "it does not let this program in"
    if status in (404, 410):
        return "check the address"
    return "try again later"


def _why(error: BaseException) -> str:
    """In the system's words, without its number for them."""
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__
