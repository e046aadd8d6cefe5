"""Items from addresses: pages, feeds of pages, the Fact Check Tools API; and the operator's list of them,
fetched again when it is due. `run` is what `factcheck sync` and the worker call."""

import contextlib
import datetime
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import urlencode

from ..errors import FetchFailed
from ..memory.catalogue import Catalogue, Feed
from . import documents, importing, streams
from .crawling import Crawl
from .fetching import Fetcher
from .gathering import Found
from .importing import Item, LeftOut, Summary
from .incoming import Defaults

GOOGLE = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
_PAGE_SIZE = 100
_MOST_PAGES = 20_000
_AT_ONCE = 8
_IN_A_TURN = 100
# Pages that a stopped sync has read are asked for again after this time.
_STOPPED_LATELY = datetime.timedelta(days=1)
_PAUSE = 0.001


@dataclass(slots=True)
class Result:
    """What became of one source; `problem` is a sentence. `unchanged` counts its pages that have not
    changed since they were read, `read_before` those that a sync that was stopped has read."""

    address: str
    summary: Summary = field(default_factory=Summary)
    not_changed: bool = False
    unchanged: int = 0
    read_before: int = 0
    problem: str = ""


def run(
    catalogue: Catalogue,
    *,
    now: datetime.datetime,
    environ: Mapping[str, str],
    allow_private: bool = False,
    older_than: datetime.timedelta = datetime.timedelta(0),
    stopped: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], object] | None = None,
) -> Iterator[Result]:
    """Fetch each source that was not fetched within `older_than`, whichever is done first; one that fails
    costs itself. A few are fetched at once, so that one with many pages holds up no other; what they
    bring is read by turns. Once `stopped`, what was read is kept, and the rest is left to the next time."""
    halted, turn = threading.Event(), threading.Lock()

    @contextlib.contextmanager
    def aside() -> Iterator[None]:
        turn.release()
        try:
            yield
        finally:
            turn.acquire()

    def ended() -> bool:
        return halted.is_set() or stopped()

    fetcher = Fetcher(allow_private=allow_private, sleep=sleep or halted.wait, aside=aside)

    def one(feed: Feed) -> Result | None:
        with turn:
            return None if ended() else _run_one(catalogue, feed, fetcher, now, environ, ended)

    since = now - older_than
    due = [
        feed
        for feed in catalogue.feeds()
        if not feed.checked or datetime.datetime.fromisoformat(feed.checked) <= since
    ]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        try:
            for done in as_completed([threads.submit(one, feed) for feed in due]):
                if result := done.result():
                    yield result
        finally:
            halted.set()


def fetched(
    address: str, defaults: Defaults, *, environ: Mapping[str, str], allow_private: bool = False
) -> Found:
    """The items at an address, or the reason that there are none."""
    fetcher = Fetcher(allow_private=allow_private)
    try:
        if address.startswith("google:"):
            yield from _of_google(address, defaults, fetcher, environ)
            return
        answer = fetcher.fetch(address)
        yield from Crawl(fetcher).body(answer, defaults)
    except FetchFailed as error:
        yield LeftOut(address, error.reason)


def followed(xml: bytes, where: str, defaults: Defaults, *, allow_private: bool = False) -> Found:
    """The items in the pages of a feed or a sitemap that was saved as a file."""
    yield from Crawl(Fetcher(allow_private=allow_private)).follow(xml, where, defaults)


def _run_one(
    catalogue: Catalogue,
    feed: Feed,
    fetcher: Fetcher,
    now: datetime.datetime,
    environ: Mapping[str, str],
    stopped: Callable[[], bool],
) -> Result | None:
    """What became of a source; None if that was stopped."""
    result = Result(feed.address)
    defaults = Defaults(now.date() + datetime.timedelta(days=1), feed.publisher, feed.language)
    etag, modified = feed.etag, feed.modified
    checked = now.isoformat(timespec="seconds")
    # What was read since the source was done with last was read by a sync that was stopped.
    since = max(feed.checked or "", (now - _STOPPED_LATELY).isoformat(timespec="seconds"))
    crawl = Crawl(fetcher, feed.id, catalogue.page, checked, since)
    found: Found = iter(())
    try:
        if feed.address.startswith("google:"):
            found = _of_google(feed.address, defaults, fetcher, environ)
        else:
            answer = fetcher.fetch(feed.address, etag=feed.etag, modified=feed.modified)
            result.not_changed = answer.body is None
            if answer.body is not None:
                etag, modified = answer.etag, answer.modified
                found = crawl.body(answer, defaults)
        result.summary = importing.run(catalogue, _until(stopped, _by_turns(found, fetcher)), now=now)
    except FetchFailed as error:
        result.problem = str(error)
    if stopped():
        return None
    summary = result.summary
    result.unchanged, result.read_before = crawl.unchanged, crawl.read_before
    if summary.left_out and not summary.usable and not crawl.unchanged and not crawl.read_before:
        result.problem = f"Nothing usable: {summary.reasons.most_common(1)[0][0]}."
    if result.problem or crawl.failed:
        etag = modified = None  # its pages are gone through again, also if it does not change itself
    catalogue.put_feed(
        feed.address, etag=etag, modified=modified, checked=checked, problem=result.problem or None
    )
    return result


def _until(stopped: Callable[[], bool], found: Found) -> Found:
    """The same as far as the one during which it was stopped."""
    for each in found:
        yield each
        if stopped():
            return


def _by_turns(found: Found, fetcher: Fetcher) -> Found:
    """The same; every few of them the other sources have their turn, however much there is to read."""
    for number, each in enumerate(found, 1):
        if number % _IN_A_TURN == 0:
            with fetcher.aside():
                time.sleep(_PAUSE)
        yield each


def _of_google(address: str, defaults: Defaults, fetcher: Fetcher, environ: Mapping[str, str]) -> Found:
    """What the Fact Check Tools API has for words, or for a site, page by page.
    https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search"""
    key = environ.get("GOOGLE_FACTCHECK_API_KEY", "").strip()
    if not key:
        raise FetchFailed("GOOGLE_FACTCHECK_API_KEY is not set: get a key from Google and set it.")
    where = environ.get("GOOGLE_FACTCHECK_API_URL", "").strip() or GOOGLE
    asked = address.removeprefix("google:")
    site = asked.removeprefix("site:")
    query = {"reviewPublisherSiteFilter": site} if site != asked else {"query": asked}
    query |= {"languageCode": defaults.language} if defaults.language else {}
    token, number = "", 0
    for _ in range(_MOST_PAGES):
        paged = {**query, "pageSize": str(_PAGE_SIZE), **({"pageToken": token} if token else {}), "key": key}
        try:
            answer = fetcher.fetch(f"{where}?{urlencode(paged)}")
        except FetchFailed as error:
            if error.status in (400, 401, 403):  # 400 is what a key that is none gets
                raise FetchFailed(
                    f"Google answers {error.status}: check GOOGLE_FACTCHECK_API_KEY, and that the Fact Check"
                    " Tools API is enabled for it."
                ) from None
            raise FetchFailed(str(error).replace(key, "…")) from None
        page = _page(answer.body)
        for node in documents.nodes(page):
            number += 1
            yield Item(node, f"{address}, item {number}", defaults)
        token = str(page.get("nextPageToken") or "")
        if not token:
            return


def _page(body: IO[bytes] | None) -> dict[str, object]:
    if body is None:
        return {}
    try:
        with body:
            opened = streams.opened(body)
            page = json.loads(opened.stream.read()) if opened.kind != "empty" else {}
    except (ValueError, RecursionError) as error:
        raise FetchFailed("Google's answer is not JSON: try again later.") from error
    return page if isinstance(page, dict) else {}
