"""Which pages of a site a program may fetch, and how often: robots.txt (RFC 9309), asked for once a site."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from ..errors import FetchFailed
from .fetching import NAME, Fetcher

_LONGEST = 500 << 10
_LONGEST_DELAY = 30.0


@dataclass(slots=True)
class Robots:
    """What sites allow us, as far as they were asked; a delay that one wishes is told to the fetcher."""

    fetcher: Fetcher
    _sites: dict[str, RobotFileParser | FetchFailed] = field(default_factory=dict)

    def allow(self, url: str) -> bool:
        """Whether a page may be fetched. Raises `FetchFailed` where the site does not say: then none may."""
        site = urljoin(url, "/robots.txt")
        if site not in self._sites:
            self._sites[site] = self._ask(site)
        rules = self._sites[site]
        if isinstance(rules, FetchFailed):
            raise rules
        return rules.can_fetch(NAME, url)

    def _ask(self, site: str) -> RobotFileParser | FetchFailed:
        rules = RobotFileParser()
        try:
            body = self.fetcher.fetch(site).body
        except FetchFailed as error:
            if error.status not in range(400, 500) or error.status == 429:
                return error
            body = None  # no such file: everything is allowed
        told = b""
        if body is not None:
            with body:
                told = body.read(_LONGEST)
        rules.parse(told.decode("utf-8", "replace").splitlines())
        delay = rules.crawl_delay(NAME)
        if delay:
            self.fetcher.pauses[urlsplit(site).netloc] = min(float(delay), _LONGEST_DELAY)
        return rules
