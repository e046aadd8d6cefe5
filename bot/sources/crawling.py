"""From a feed or a sitemap to the items in the pages that it names: politely, and only what has changed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..errors import FetchFailed
from ..memory.catalogue import Page
from . import gathering, pages, streams
from .fetching import Fetched, Fetcher
from .importing import LeftOut
from .incoming import Defaults
from .robots import Robots

_MOST_PAGES = 20_000
_DEEPEST = 3


@dataclass(slots=True)
class Crawl:
    """One way through a feed. `known` tells what is remembered of a page's last version; pages are noted
    for `feed`, if it is not 0, as read at `now`. Those read after `since` were read on a way that was
    stopped, and are not asked for again. `unchanged`, `read_before` and `failed` count pages."""

    fetcher: Fetcher
    feed: int = 0
    known: Callable[[str, int], Page | None] = lambda address, feed: None
    now: str = ""
    since: str = ""
    unchanged: int = 0
    read_before: int = 0
    failed: int = 0
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self.robots = Robots(self.fetcher)

    def body(self, answer: Fetched, defaults: Defaults, depth: int = 0) -> gathering.Found:
        """The items in what was fetched, if it has changed; of a feed or a sitemap, those in its pages."""
        if answer.body is None:
            return
        defaults = replace(defaults, base=answer.url)

        def follow(xml: bytes, where: str, defaults: Defaults) -> gathering.Found:
            return self.follow(xml, where, defaults, depth)

        with answer.body as body:
            try:
                opened = streams.opened(body, charset=answer.charset)
                yield from gathering.of_kind(opened, defaults.base, defaults, follow=follow)
            except ValueError as error:
                yield LeftOut(defaults.base, str(error))

    def follow(self, xml: bytes, where: str, defaults: Defaults, depth: int = 0) -> gathering.Found:
        """The items in the pages of a feed or a sitemap. Raises `ValueError` for what is none."""
        links = pages.links(xml, defaults.base)
        if not links:
            yield LeftOut(where, "the feed names no pages")
        for link in links[:_MOST_PAGES]:
            if depth >= _DEEPEST:
                yield LeftOut(link.url, "sitemaps lead from one to the next too often")
                return
            yield from self._page(link, defaults, depth)
        if len(links) > _MOST_PAGES:
            yield LeftOut(where, f"a feed is read as far as its first {_MOST_PAGES:,} pages")

    def _page(self, link: pages.Link, defaults: Defaults, depth: int) -> gathering.Found:
        known = self.known(link.url, self.feed) or Page(link.url, self.feed)
        if link.changed and link.changed == known.changed:
            self.unchanged += 1
            return
        if known.read and known.read > self.since and link.changed == known.changed:
            self.read_before += 1
            return
        try:
            if not self.robots.allow(link.url):
                yield LeftOut(link.url, "the site's robots.txt does not let programs in")
                return
            answer = self.fetcher.fetch(link.url, etag=known.etag, modified=known.modified)
        except FetchFailed as error:
            self.failed += error.status not in (404, 410)
            yield LeftOut(link.url, error.reason)
            return
        failed = self.failed
        if answer.body is None:
            self.unchanged += 1
            now = replace(known, changed=link.changed, read=self.now)
        else:
            yield from self.body(answer, defaults, depth + 1)
            now = Page(link.url, self.feed, answer.etag, answer.modified, link.changed, self.now)
        # A sitemap inside one is only done with when all its pages are.
        if self.feed and self.failed == failed:
            yield now
