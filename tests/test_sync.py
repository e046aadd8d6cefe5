"""Fetching from real servers on loopback: pages, feeds, conditional requests, and all that a server can do."""

import asyncio
import datetime
import gzip
import http.server
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.syncing import Syncing
from bot.errors import FetchFailed
from bot.memory.catalogue import Catalogue, Page
from bot.sources import fetching, gathering, importing, sync
from bot.sources.fetching import Fetcher
from bot.sources.importing import Item, LeftOut
from bot.sources.incoming import Defaults
from bot.sources.robots import Robots

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
DEFAULTS = Defaults(NOW.date())
Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


class Site:
    """A web server on loopback; each path is bytes, or a function that answers."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Answer] = {}
        self.asked: list[tuple[str, Any]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers))
                page = site.pages.get(self.path, site.pages.get(self.path.split("?")[0]))
                if callable(page):
                    page(self)
                else:
                    answer(self, page if page is not None else b"", 200 if page is not None else 404)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


def answer(handler: Any, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fetcher, "_wait", lambda self, url: None)


def node(number: int = 1) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"/checks/{number}",
        "datePublished": "2024-05-03",
        "claimReviewed": f"The mayor has {number} golden bathtubs",
        "author": {"@type": "Organization", "name": "Example Facts"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
    }


ARTICLE = """
<p>The claim has been shared thousands of times since the spring, mostly in groups of the city.</p>
<p>“I never owned a golden bathtub in my life,” said Jane Doe, the mayor of Springfield, on Monday.</p>
<p>Reporters visited her house and found two bathtubs, both of them white and made of plain steel.</p>
"""


def html(number: int = 1) -> bytes:
    script = f'<script type="application/ld+json">{json.dumps(node(number))}</script>'
    head = f"<title>No golden bathtubs</title><meta name='description' content='The mayor’s bathtubs are white.'>{script}"
    return f"<!doctype html><html lang=en><head>{head}</head><body><article>{ARTICLE}</article></body></html>".encode()


def fetched(address: str, **options: Any) -> list[importing.Part]:
    return list(
        sync.fetched(address, DEFAULTS, environ=options.pop("environ", {}), allow_private=True, **options)
    )


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1251", "cp1251"), ('"KOI8-R"', "koi8-r"), ("windows-1251", "utf-8"), ("hex", "utf-8")],
)
def test_a_table_is_read_in_the_encoding_that_its_server_tells_unless_it_is_utf_8(
    site: Site, charset: str, encoding: str
) -> None:
    said = "Мэр продал городскую библиотеку"
    table = f"claim,publisher\n{said},Проверка\n".encode(encoding)
    site.pages["/a.csv"] = lambda handler: answer(handler, table, Content_Type=f"text/csv; charset={charset}")
    [item] = fetched(f"{site.url}/a.csv")
    assert isinstance(item, Item)
    assert item.node["claimReviewed"] == said


def imported(catalogue: Catalogue, address: str) -> importing.Summary:
    return importing.run(catalogue, fetched(address), now=NOW)


def test_a_page_gives_its_claim_with_quote_and_the_publishers_own_words(
    catalogue: Catalogue, site: Site
) -> None:
    site.pages["/checks/1"] = html()
    assert imported(catalogue, f"{site.url}/checks/1").new == 1
    [claim] = catalogue.find()
    assert claim.reviews[0].url == f"{site.url}/checks/1"
    assert claim.reviews[0].title == "No golden bathtubs"
    assert claim.context == "“The mayor’s bathtubs are white.”"
    [quote] = claim.quotes
    assert (quote.text, quote.speaker) == ("I never owned a golden bathtub in my life", "Jane Doe")
    assert quote.text in ARTICLE


def test_microdata_is_read_like_json_ld(catalogue: Catalogue, site: Site) -> None:
    site.pages["/m"] = b"""<html><body><div itemscope itemtype="https://schema.org/ClaimReview">
      <meta itemprop="datePublished" content="2024-05-03"><a itemprop="url" href="/m">x</a>
      <span itemprop="claimReviewed">The moon is made of cheese</span>
      <div itemprop="author" itemscope itemtype="https://schema.org/Organization"><span itemprop="name">Example</span></div>
      <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
        <span itemprop="alternateName">Mostly false</span></div></div></body></html>"""
    assert imported(catalogue, f"{site.url}/m").new == 1
    [claim] = catalogue.find()
    assert (claim.text, claim.verdict, claim.reviews[0].url) == (
        "The moon is made of cheese",
        "mostly-false",
        f"{site.url}/m",
    )


def test_a_broken_script_costs_itself(catalogue: Catalogue, site: Site) -> None:
    site.pages["/p"] = html().replace(b"<head>", b"<head><script type='application/ld+json'>{broken</script>")
    assert imported(catalogue, f"{site.url}/p").new == 1


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version='2.0'><channel><link>{0}/</link><item><link>{0}/1</link></item><item><link>{0}/2</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><link href='{0}/'/><entry><link href='{0}/1'/></entry><entry><link rel='alternate' href='/2'/></entry></feed>",
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{0}/1</loc></url><url><loc>{0}/2</loc></url></urlset>",
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{0}/inner.xml</loc></sitemap></sitemapindex>",
    ],
    ids=["rss", "atom", "sitemap", "index"],
)
def test_feeds_and_sitemaps_lead_to_their_pages(catalogue: Catalogue, site: Site, feed: str) -> None:
    site.pages |= {"/feed": feed.format(site.url).encode(), "/1": html(1), "/2": html(2)}
    site.pages["/inner.xml"] = (
        f"<urlset><url><loc>{site.url}/1</loc></url><url><loc>{site.url}/2</loc></url></urlset>".encode()
    )
    assert imported(catalogue, f"{site.url}/feed").new == 2


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
def test_a_feed_is_read_in_any_encoding(catalogue: Catalogue, site: Site, encoding: str) -> None:
    feed = f"<?xml version='1.0' encoding='{encoding}'?><rss><channel><item><title>Да</title><link>{site.url}/1</link></item></channel></rss>"
    site.pages |= {"/feed": feed.encode(encoding), "/1": html(1)}
    assert imported(catalogue, f"{site.url}/feed").new == 1


def test_a_page_that_is_gone_costs_that_page(catalogue: Catalogue, site: Site) -> None:
    site.pages |= {
        "/feed": f"<rss><channel><item><link>{site.url}/1</link></item><item><link>{site.url}/gone</link></item></channel></rss>".encode(),
        "/1": html(1),
    }
    summary = imported(catalogue, f"{site.url}/feed")
    assert (summary.new, summary.left_out) == (1, 1)
    assert "answers 404" in next(iter(summary.reasons))


def test_entities_in_a_feed_read_no_file_and_do_not_grow(site: Site) -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;&a;'>]>"
    site.pages["/feed"] = (
        f"<?xml version='1.0'?>{bomb}<rss><channel><item><link>{site.url}/&b;</link></item></channel></rss>".encode()
    )
    [only] = fetched(f"{site.url}/feed")
    assert isinstance(only, LeftOut)
    assert {path for path, _ in site.asked} <= {"/feed", "/robots.txt", "/"}


def _by_address(results: Iterator[sync.Result]) -> list[sync.Result]:
    """Results come as they are done, whichever is first."""
    return sorted(results, key=lambda result: result.address)


def test_what_has_not_changed_is_not_fetched_again(catalogue: Catalogue, site: Site) -> None:
    def page(handler: Any) -> None:
        if handler.headers.get("If-None-Match") == '"1"':
            answer(handler, b"", 304)
        else:
            answer(
                handler,
                json.dumps([node(1)]).encode(),
                ETag='"1"',
                Last_Modified="Fri, 03 May 2024 10:00:00 GMT",
            )

    site.pages["/feed.json"] = page
    catalogue.put_feed(f"{site.url}/feed.json", publisher="", language="")
    catalogue.put_feed(f"{site.url}/gone", publisher="", language="")
    first, gone = _by_address(sync.run(catalogue, now=NOW, environ={}, allow_private=True))
    assert first.summary.new == 1
    assert "404" in gone.problem
    again, gone = _by_address(sync.run(catalogue, now=NOW, environ={}, allow_private=True))
    assert again.not_changed
    assert not again.problem
    headers = [headers for path, headers in site.asked if path == "/feed.json"][1]
    assert headers["If-Modified-Since"] == "Fri, 03 May 2024 10:00:00 GMT"
    assert headers["User-Agent"] == fetching.USER_AGENT
    assert [bool(feed.problem) for feed in catalogue.feeds()] == [False, True]
    assert not list(sync.run(catalogue, now=NOW, environ={}, older_than=datetime.timedelta(hours=1)))


def versioned(handler: Any, number: int, version: str) -> None:
    """A page as a server has it that knows its version."""
    if handler.headers.get("If-None-Match") == version:
        answer(handler, b"", 304)
    else:
        answer(handler, html(number), ETag=version)


def sitemap(site: Site, *pages: str, changed: str = "") -> bytes:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<urlset>{''.join(f'<url><loc>{site.url}{page}</loc>{lastmod}</url>' for page in pages)}</urlset>".encode()


def times_asked(site: Site, path: str) -> int:
    return [asked for asked, _ in site.asked].count(path)


def test_a_page_of_a_feed_that_has_not_changed_is_not_sent_again(catalogue: Catalogue, site: Site) -> None:
    versions = {1: '"a"', 2: '"a"'}
    site.pages["/1"] = lambda handler: versioned(handler, 1, versions[1])
    site.pages["/2"] = lambda handler: versioned(handler, 2, versions[2])
    site.pages["/map"] = sitemap(site, "/1", "/2")
    catalogue.put_feed(f"{site.url}/map")
    [first] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert (first.summary.new, first.unchanged) == (2, 0)
    versions[2] = '"b"'
    [again] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert (again.summary.unchanged, again.unchanged, again.problem) == (1, 1, "")
    catalogue.remove_feed(catalogue.feeds()[0].id)
    catalogue.put_feed(f"{site.url}/map")
    [anew] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert (anew.summary.unchanged, anew.unchanged) == (2, 0)


def test_a_page_that_its_sitemap_calls_unchanged_is_not_even_asked_for(
    catalogue: Catalogue, site: Site
) -> None:
    site.pages |= {"/1": html(1), "/map": sitemap(site, "/1", changed="2024-05-03T10:00:00Z")}
    catalogue.put_feed(f"{site.url}/map")
    for asked in (1, 1):
        [result] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
        assert times_asked(site, "/1") == asked
    assert result.unchanged == 1
    for changed, asked in (("2024-05-04T10:00:00Z", 2), ("2024-05-05", 3), ("2024-05-05", 4)):
        site.pages["/map"] = sitemap(site, "/1", changed=changed)
        [result] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
        assert times_asked(site, "/1") == asked


def test_a_page_that_failed_is_tried_again_also_if_its_sitemap_has_not_changed(
    catalogue: Catalogue, site: Site
) -> None:
    inner = f"<sitemapindex><sitemap><loc>{site.url}/map</loc></sitemap></sitemapindex>".encode()
    site.pages |= {"/1": html(1), "/2": lambda handler: answer(handler, b"", 500)}
    site.pages["/map"] = lambda handler: answer(handler, sitemap(site, "/1", "/2"), ETag='"m"')
    site.pages["/index"] = lambda handler: answer(handler, inner, ETag='"i"')
    catalogue.put_feed(f"{site.url}/index")
    [first] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert (first.summary.new, first.summary.left_out) == (1, 1)
    site.pages["/2"] = html(2)
    [again] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert again.summary.new == 1


def test_what_stops_an_import_before_a_page_is_in_lets_it_be_read_again(
    catalogue: Catalogue, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages |= {"/1": lambda handler: versioned(handler, 1, '"a"'), "/map": sitemap(site, "/1")}
    catalogue.put_feed(f"{site.url}/map")

    def stop(self: Any, db: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(importing._Batch, "_write", stop)
        with pytest.raises(KeyboardInterrupt):
            list(sync.run(catalogue, now=NOW, environ={}, allow_private=True))
    [again] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert again.summary.new == 1


def test_pages_that_a_sites_robots_txt_closes_are_left_alone(site: Site) -> None:
    site.pages |= {"/1": html(1), "/private/2": html(2), "/map": sitemap(site, "/1", "/private/2")}
    site.pages["/robots.txt"] = (
        b"User-agent: *\nDisallow: /\n\nUser-agent: factcheck-bot\nDisallow: /private\nCrawl-delay: 2\n"
    )
    item, left_out = fetched(f"{site.url}/map")
    assert isinstance(item, Item)
    assert left_out == LeftOut(f"{site.url}/private/2", "the site's robots.txt does not let programs in")
    assert times_asked(site, "/robots.txt") == 1
    assert not times_asked(site, "/private/2")


def test_a_site_whose_robots_txt_fails_is_left_alone_and_asked_once(site: Site) -> None:
    site.pages |= {"/1": html(1), "/2": html(2), "/map": sitemap(site, "/1", "/2")}
    site.pages["/robots.txt"] = lambda handler: answer(handler, b"", 500)
    found = fetched(f"{site.url}/map")
    assert [each.reason for each in found if isinstance(each, LeftOut)] == [
        "it answers 500: try again later"
    ] * 2
    assert times_asked(site, "/robots.txt") == 1


def test_a_crawl_delay_is_kept_for_its_host_alone(site: Site) -> None:
    site.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 2\n"
    fetcher = Fetcher(allow_private=True)
    assert Robots(fetcher).allow(f"{site.url}/1")
    assert fetcher.pauses == {site.url.removeprefix("http://"): 2.0}


def test_who_asks_to_wait_is_waited_for(site: Site) -> None:
    refusals = iter([(429, {"Retry-After": "7"}), (503, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})])

    def busy(handler: Any) -> None:
        status, headers = next(refusals, (200, {}))
        answer(handler, b"[]", status, **headers)

    site.pages["/feed"] = busy
    waited: list[float] = []
    found = Fetcher(allow_private=True, sleep=waited.append).fetch(f"{site.url}/feed")
    assert found.body is not None
    found.body.close()
    assert waited == [7.0, 0.0]


def test_who_asks_to_wait_for_long_is_left_alone_and_the_rest_is_told(site: Site) -> None:
    site.pages |= {"/map": sitemap(site, "/1", "/2", "/3"), "/1": html(1), "/3": html(3)}
    site.pages["/2"] = lambda handler: answer(handler, b"", 429, Retry_After="600")
    item, *left_out = fetched(f"{site.url}/map")
    assert isinstance(item, Item)
    reason = "it has had enough of requests: try again in 10 minutes"
    assert left_out == [LeftOut(f"{site.url}/2", reason), LeftOut(f"{site.url}/3", reason)]
    assert not times_asked(site, "/3")


def test_requests_to_one_host_keep_apart_and_others_do_not_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    site.pages["/a"] = b"[]"
    waited: list[float] = []
    fetcher = Fetcher(allow_private=True, pause=1000.0, sleep=waited.append)
    for url in (site.url, site.url, site.url.replace("127.0.0.1", "localhost")):
        found = fetcher.fetch(f"{url}/a")
        assert found.body is not None
        found.body.close()
    assert [round(seconds, -2) for seconds in waited] == [1000.0]


@pytest.mark.parametrize("kind", ["rss", "sitemap"])
def test_a_feed_saved_as_a_file_works_like_its_address(
    catalogue: Catalogue, site: Site, tmp_path: Path, kind: str
) -> None:
    rss = f"<rss><channel><item><link>{site.url}/1</link></item><item><link>{site.url}/2</link></item></channel></rss>"
    site.pages |= {"/1": html(1), "/2": html(2)}
    (tmp_path / "saved.xml").write_bytes(rss.encode() if kind == "rss" else sitemap(site, "/1", "/2"))

    def follow(xml: bytes, where: str, defaults: Defaults) -> gathering.Found:
        return sync.followed(xml, where, defaults, allow_private=True)

    found = gathering.files(tmp_path / "saved.xml", DEFAULTS, follow=follow)
    assert importing.run(catalogue, found, now=NOW).new == 2


def test_a_saved_feed_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<rss><channel><item><link>/only-a-path</link></item></channel></rss>")
    assert list(gathering.files(path, DEFAULTS, follow=sync.followed)) == [
        LeftOut(str(path), "the feed names no pages")
    ]


def test_the_api_is_read_page_by_page_and_its_key_is_told_to_nobody(site: Site) -> None:
    def api(handler: Any) -> None:
        first = "pageToken" not in handler.path
        reviews = [
            {
                "publisher": {"name": "One"},
                "url": f"https://one.example/{int(first)}",
                "textualRating": "False",
            }
        ]
        page = {"claims": [{"text": f"A claim of page {int(first)}", "claimReview": reviews}]}
        answer(handler, json.dumps({**page, **({"nextPageToken": "n"} if first else {})}).encode())

    site.pages["/api"] = api
    environ = {"GOOGLE_FACTCHECK_API_KEY": "the" + "key", "GOOGLE_FACTCHECK_API_URL": f"{site.url}/api"}
    assert len(fetched("google:site:one.example", environ=environ)) == 2
    assert "reviewPublisherSiteFilter=one.example" in site.asked[0][0]
    for status, said in ((400, "check GOOGLE_FACTCHECK_API_KEY"), (403, "is enabled"), (500, "later")):
        site.pages["/api"] = lambda handler, status=status: answer(handler, b"", status)
        [left_out] = fetched("google:vaccines", environ=environ)
        assert isinstance(left_out, LeftOut)
        assert f"{status}: " in left_out.reason
        assert said in left_out.reason
        assert "the" + "key" not in left_out.reason
    [left_out] = fetched("google:vaccines")
    assert isinstance(left_out, LeftOut)
    assert "GOOGLE_FACTCHECK_API_KEY is not set" in left_out.reason


async def test_the_worker_fetches_sources_by_itself_and_stops_when_told(
    catalogue: Catalogue, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda address: True)
    site.pages["/feed.json"] = json.dumps([node(1)]).encode()
    catalogue.put_feed(f"{site.url}/feed.json", publisher="", language="")
    service = Syncing(catalogue.store, {})
    await service.start()
    while not catalogue.feeds()[0].checked:
        await asyncio.sleep(0.05)
    service.stop_taking()
    await service.finish()
    assert catalogue.store.count() == 1


def test_a_source_with_many_pages_holds_up_no_other(catalogue: Catalogue, site: Site) -> None:
    other_read = threading.Event()

    def slow(handler: Any) -> None:
        assert other_read.wait(60)
        answer(handler, html(1))

    site.pages |= {"/map": sitemap(site, "/1"), "/1": slow, "/feed.json": json.dumps([node(2)]).encode()}
    addresses = [f"{site.url}/map", f"{site.url.replace('127.0.0.1', 'localhost')}/feed.json"]
    for address in addresses:
        catalogue.put_feed(address, publisher="", language="")
    done = []
    for result in sync.run(catalogue, now=NOW, environ={}, allow_private=True):
        done.append((result.address, result.summary.new, result.problem))
        other_read.set()
    assert done == [(addresses[1], 1, ""), (addresses[0], 1, "")]


def test_one_site_is_asked_one_thing_at_a_time_however_many_sources_it_has(
    catalogue: Catalogue, site: Site
) -> None:
    asking, most = 0, 0

    def page(handler: Any) -> None:
        nonlocal asking, most
        asking += 1
        most = max(most, asking)
        time.sleep(0.02)
        asking -= 1
        answer(handler, json.dumps([node(int(handler.path[1:]))]).encode())

    for number in range(1, 5):
        site.pages[f"/{number}"] = page
        catalogue.put_feed(f"{site.url}/{number}", publisher="", language="")
    assert len(list(sync.run(catalogue, now=NOW, environ={}, allow_private=True))) == 4
    assert (most, catalogue.store.count()) == (1, 4)


def test_whoever_stops_listening_stops_the_sync(catalogue: Catalogue, site: Site) -> None:
    site.pages |= {"/map": sitemap(site, *(f"/{n}" for n in range(1, 9))), "/feed.json": b"[]"}
    site.pages |= {f"/{n}": html(n) for n in range(1, 9)}
    site.pages["/2"] = lambda handler: answer(handler, b"", 503, Retry_After="50")
    for path in ("/map", "/feed.json"):
        catalogue.put_feed(f"{site.url}{path}", publisher="", language="")
    running = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert not times_asked(site, "/8")


def test_a_sync_that_is_stopped_fetches_the_source_again_the_next_time(
    catalogue: Catalogue, site: Site
) -> None:
    site.pages["/feed.json"] = lambda h: answer(h, json.dumps([node(1), node(2)]).encode(), ETag='"1"')
    catalogue.put_feed(f"{site.url}/feed.json", publisher="", language="")
    asked = iter([False, *[True] * 9])
    assert not list(sync.run(catalogue, now=NOW, environ={}, allow_private=True, stopped=lambda: next(asked)))
    assert (catalogue.store.count(), catalogue.feeds()[0].etag) == (1, None)
    [result] = sync.run(catalogue, now=NOW, environ={}, allow_private=True)
    assert (result.summary.new, result.summary.unchanged) == (1, 1)


def test_a_sync_that_was_stopped_goes_on_behind_the_pages_that_it_has_read(
    catalogue: Catalogue, site: Site
) -> None:
    pages = [f"/{n}" for n in range(1, 9)]
    site.pages |= {"/map": sitemap(site, *pages), **{f"/{n}": html(n) for n in range(1, 9)}}
    site.pages["/inner"] = (
        f"<sitemapindex><sitemap><loc>{site.url}/map</loc></sitemap></sitemapindex>".encode()
    )
    catalogue.put_feed(f"{site.url}/inner")
    later = NOW + datetime.timedelta(minutes=5)

    def stopped() -> bool:
        return times_asked(site, "/5") > 0

    assert not list(sync.run(catalogue, now=NOW, environ={}, allow_private=True, stopped=stopped))
    assert catalogue.store.count() == 5
    site.asked.clear()
    [result] = sync.run(catalogue, now=later, environ={}, allow_private=True)
    assert [times_asked(site, page) for page in pages] == [0] * 4 + [1] * 4
    assert (result.summary.new, result.read_before, result.problem) == (3, 4, "")
    site.asked.clear()
    [result] = sync.run(catalogue, now=later, environ={}, allow_private=True)
    assert [times_asked(site, page) for page in pages] == [1] * 8
    assert (result.summary.unchanged, result.read_before) == (8, 0)


@pytest.mark.parametrize(
    ("changed", "days", "asked"), [("2024-05-03T10:00:00Z", 0, 1), ("", 2, 1), ("", 0, 0)]
)
def test_a_page_that_a_stopped_sync_has_read_is_asked_for_if_it_has_changed_or_that_was_long_ago(
    catalogue: Catalogue, site: Site, changed: str, days: int, asked: int
) -> None:
    site.pages |= {"/1": html(1), "/map": sitemap(site, "/1", changed=changed)}
    catalogue.put_feed(f"{site.url}/map")
    catalogue.put_pages([Page(f"{site.url}/1", catalogue.feeds()[0].id, read=NOW.isoformat())])
    later = NOW + datetime.timedelta(days=days, hours=1)
    list(sync.run(catalogue, now=later, environ={}, allow_private=True))
    assert times_asked(site, "/1") == asked


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_what_a_sync_has_fetched_is_in_when_it_is_stopped(
    catalogue: Catalogue, site: Site, sent: signal.Signals
) -> None:
    site.pages |= {"/map": sitemap(site, *(f"/{n}" for n in range(1, 41)))}
    site.pages |= {f"/{n}": html(n) for n in range(1, 41)}
    catalogue.put_feed(f"{site.url}/map")
    command = [sys.executable, "-m", "adapters", "sync", "--allow-private", "--db", str(catalogue.store.path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    end = time.monotonic() + 60
    while not times_asked(site, "/4") and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(sent)
    _, told = process.communicate()
    assert told == "factcheck: Stopped. What was read so far is in; run it again, and it goes on.\n"
    assert process.returncode == 1
    assert catalogue.page(f"{site.url}/3", catalogue.feeds()[0].id)
    assert len([each for each in catalogue.find(limit=500) if each.reviews[0].url.startswith(site.url)]) >= 3
    assert not times_asked(site, "/40")


def test_what_comes_slowly_is_in_soon(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_LONGEST_BATCH_SECONDS", -1.0)

    def slowly() -> Iterator[Item]:
        for number in range(3):
            assert catalogue.store.count() == number
            yield Item(node(number), "", DEFAULTS)

    assert importing.run(catalogue, slowly(), now=NOW).new == 3


# What a server can do to us


def test_private_addresses_are_refused_however_they_are_reached(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"):  # noqa: S104
        with pytest.raises(FetchFailed):
            Fetcher().fetch(f"http://{host}:{site.server.server_port}/")
    assert not site.asked
    # A public name whose second answer is a private address: what was checked is what is connected to.
    real, answers = socket.getaddrinfo, iter(["93.184.216.34", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **more: real(next(answers), port, **more))
    tried: list[str] = []

    def connect(self: Any, host: str, *rest: Any, **more: Any) -> None:
        tried.append(host)
        raise fetching.httpcore.ConnectError("unreachable")

    monkeypatch.setattr(fetching.httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchFailed):
        Fetcher().fetch("http://rebinding.example/")
    assert tried == ["93.184.216.34"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_an_address_of_a_private_network_is_not_public(address: str) -> None:
    assert not fetching.is_public(address)


def test_addresses_of_the_internet_are_public() -> None:
    assert fetching.is_public("93.184.216.34")
    assert fetching.is_public("2606:2800:220:1:248:1893:25c8:1946")


def test_each_hop_of_a_redirect_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/hop"] = lambda handler: answer(handler, b"", 302, Location="http://10.0.0.1/secret")
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(FetchFailed, match=r"10\.0\.0\.1 is an address of a private network"):
        Fetcher().fetch(f"{site.url}/hop")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(site: Site, target: str) -> None:
    site.pages["/hop"] = lambda handler: answer(handler, b"", 302, Location=target)
    with pytest.raises(FetchFailed, match="no web address"):
        Fetcher(allow_private=True).fetch(f"{site.url}/hop")


def test_a_redirect_is_followed_and_one_without_end_is_not(site: Site) -> None:
    site.pages |= {"/a": lambda handler: answer(handler, b"", 301, Location="/b"), "/b": b"[]"}
    site.pages["/loop"] = lambda handler: answer(handler, b"", 302, Location="/loop")
    found = Fetcher(allow_private=True).fetch(f"{site.url}/a")
    assert found.body is not None
    with found.body as body:
        assert (found.url, body.read()) == (f"{site.url}/b", b"[]")
    with pytest.raises(FetchFailed, match="without end"):
        Fetcher(allow_private=True).fetch(f"{site.url}/loop")


def test_a_body_that_is_cut_off_too_large_or_too_slow_is_refused(site: Site) -> None:
    def cut(handler: Any) -> None:
        answer(handler, b"[1", Content_Length="1000")

    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    site.pages |= {"/cut": cut, "/drip": drip, "/large": b" " * 3000}
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        Fetcher(allow_private=True).fetch(f"{site.url}/cut")
    with pytest.raises(FetchFailed, match="larger than"):
        Fetcher(allow_private=True, most_bytes=2000).fetch(f"{site.url}/large")
    with pytest.raises(FetchFailed, match="too slowly"):
        Fetcher(allow_private=True, seconds=0.3).fetch(f"{site.url}/drip")
    with pytest.raises(FetchFailed, match=r"cannot be fetched \(Connection refused\): check"):
        Fetcher(allow_private=True).fetch("http://127.0.0.1:1/")


def test_a_huge_feed_holds_up_no_other(catalogue: Catalogue, site: Site) -> None:
    huge, begun = json.dumps([node(n) for n in range(4000)]).encode(), threading.Event()

    def large(handler: Any) -> None:
        begun.set()
        answer(handler, huge)

    def small(handler: Any) -> None:
        assert begun.wait(10)
        time.sleep(0.2)
        answer(handler, json.dumps(node(4001)).encode())

    site.pages |= {"/large": large, "/small": small}
    for path in site.pages:
        catalogue.put_feed(f"{site.url}{path}")
    done = [result.address for result in sync.run(catalogue, now=NOW, environ={}, allow_private=True)]
    assert done == [f"{site.url}/small", f"{site.url}/large"]
    assert len(catalogue.find(limit=5000)) == 4001


def test_gzip_on_the_way_is_undone_and_a_bomb_is_not(catalogue: Catalogue, site: Site) -> None:
    site.pages["/zipped"] = lambda h: answer(
        h, gzip.compress(json.dumps([node(1)]).encode()), Content_Encoding="gzip"
    )
    bomb = gzip.compress(b"[" + b" " * (80 << 20))
    site.pages["/bomb"] = lambda h: answer(h, bomb, Content_Encoding="gzip")
    assert imported(catalogue, f"{site.url}/zipped").new == 1
    assert "gzip bomb" in next(iter(imported(catalogue, f"{site.url}/bomb").reasons))


def test_html_where_json_was_promised_is_told(site: Site) -> None:
    site.pages["/feed.json"] = lambda h: answer(
        h, b"<html><body>Log in</body></html>", Content_Type="application/json"
    )
    assert fetched(f"{site.url}/feed.json") == [
        LeftOut(f"{site.url}/feed.json", "the page has no ClaimReview markup")
    ]
