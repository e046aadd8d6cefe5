"""ClaimReview in HTML pages, completed by what the page says of itself: title, date, publisher, opening,
quotes. And the addresses of pages in feeds and sitemaps. What it needs is heavy and loaded when used."""

import html as html_entities
import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from . import articles, documents, fields, streams

_WRAPPING = re.compile(r"^\s*(?:(?:<!--|//.*|/\*.*?\*/|<!\[CDATA\[)\s*)+|(?:(?:-->|//|/\*|\*/|\]\]>|;)\s*)+$")
_LAST_COMMA = re.compile(r",(\s*[}\]])")
# A string, kept, or a comment.
_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|/\*.*?\*/|//[^\n]*', re.DOTALL)
# A quotation mark, and what it would stand between if it began or ended a string.
_MARK = re.compile(
    r"(?P<before>[{\[,:]\s*)?(?<!\\)\"(?P<after>(?=\s*(?:[:}\]]|,\s*(?:[\"{\[\d-]|true|false|null)|$)))?"
)
_NO_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
_IN_RDFA = re.compile(r"""typeof\s*=\s*["']?[^"'>]*ClaimReview""", re.IGNORECASE)
_SCRIPT = re.compile(r"<script[^>]*application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)


class Link(NamedTuple):
    """An address in a feed or a sitemap, and when it was changed to the second, if the feed says so."""

    url: str
    changed: str | None = None


def nodes(html: bytes, base: str) -> Iterator[dict[str, Any] | str]:
    """Every ClaimReview in a page. Where its markup lacks something that the page has, that is put in. For
    markup that cannot be read, why not."""
    found = list(_marked(html, base))
    marked = {
        json.dumps(node, sort_keys=True, default=str): node for node in found if not isinstance(node, str)
    }
    about = _about(html, base) if marked else {}
    for node in marked.values():
        yield _completed(node, about, base)
    yield from (problem for problem in found if isinstance(problem, str))


def links(xml: bytes, base: str) -> list[Link]:
    """The pages of an RSS or Atom feed or a sitemap. Raises `ValueError` for what is none."""
    from lxml import etree

    # `streams` has made it UTF-8, whatever the feed still says that it is in.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("the feed is broken") from error
    if root is None:
        raise ValueError("the feed is broken")
    found: dict[str, Link] = {}
    for element in root.iter("{*}loc", "{*}link"):
        parent = element.getparent()
        if parent is None or etree.QName(parent).localname not in ("url", "sitemap", "item", "entry"):
            continue
        relation = element.get("rel", "alternate")
        url = fields.link(element.get("href") or element.text or "", base)
        if url and relation == "alternate":
            changed = (parent.findtext("{*}lastmod") or parent.findtext("{*}updated") or "").strip()
            found.setdefault(url, Link(url, changed if "T" in changed else None))
    return list(found.values())


def _marked(html: bytes, base: str) -> Iterator[dict[str, Any] | str]:
    import extruct

    logging.getLogger("extruct").setLevel(logging.CRITICAL)
    text = html.decode("utf-8", "replace").replace("\0", "")
    syntaxes = ["json-ld", "microdata", *(["rdfa"] if _IN_RDFA.search(text) else [])]
    try:
        found = extruct.extract(text, base_url=base or None, syntaxes=syntaxes, uniform=True, errors="ignore")
    except Exception:  # extruct stumbles over some pages as a whole; their scripts may be good
        found = {}
    for kind in found.values():
        yield from documents.nodes(kind)
    yield from _of_scripts(text)


def _of_scripts(text: str) -> Iterator[dict[str, Any] | str]:
    """The JSON-LD scripts one by one, so that a broken one costs itself; also those that extruct cannot
    read: in CDATA, with entities, comments, a comma too many or bare quotation marks in it, several
    objects one after the other."""
    for script in _SCRIPT.findall(text):
        bare = _WRAPPING.sub("", script)
        plain = html_entities.unescape(bare)
        best: list[Any] = []
        for written in (bare, plain, *map(_mended, (bare, plain)), _requoted(bare)):
            found = list(streams.values(io.BytesIO(written.encode("utf-8", "replace"))))
            values = [each.value for each in found if isinstance(each, streams.Value)]
            best = best or values
            if values and len(values) == len(found):
                best = values
                break
        read = list(documents.nodes(best))
        yield from read
        if not read and len(best) < len(found) and "ClaimReview" in script:
            yield "its ClaimReview markup is broken JSON"


def _mended(script: str) -> str:
    """JSON without what JavaScript would allow: comments, a comma after the last, needless backslashes."""
    bare = _COMMENT.sub(lambda match: match[1] or " ", script)
    return _NO_ESCAPE.sub("", _LAST_COMMA.sub(r"\1", bare))


def _requoted(script: str) -> str:
    """JSON in whose strings quotation marks stand bare: those that neither begin nor end a string."""
    return _MARK.sub(
        lambda mark: mark[0] if mark["before"] or mark["after"] is not None else '\\"', _mended(script)
    )


def _about(html: bytes, base: str) -> dict[str, str]:
    """What the page says of itself, and its main text."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        meta = trafilatura.extract_metadata(html, default_url=base or None)
        text = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
    except Exception:  # whatever it stumbles over, the markup stands by itself
        return {}
    names = ("title", "date", "sitename", "description", "url")
    known = {name: getattr(meta, name, None) or "" for name in names}
    return {**known, "text": text}


def _completed(node: dict[str, Any], about: dict[str, str], base: str) -> dict[str, Any]:
    said = fields.text(node.get("claimReviewed"))
    opening = about.get("description") or about.get("text", "").partition("\n")[0]
    quoted = [
        {"@type": "Quotation", "text": quote.text, "spokenByCharacter": {"name": quote.speaker}}
        for quote in articles.quotes(about.get("text", ""), said)
    ]
    added = {
        "headline": about.get("title"),
        "datePublished": about.get("date"),
        "publisher": {"@type": "Organization", "name": about.get("sitename")}
        if about.get("sitename")
        else None,
        "description": opening,
        "citation": quoted,
    }
    missing = {name: value for name, value in added.items() if value and not node.get(name)}
    if node.get("name") or node.get("title"):
        missing.pop("headline", None)
    if _organization(node.get("author")) or node.get("publisher"):
        missing.pop("publisher", None)
    if not base and about.get("url"):  # a page saved as a file, which says where it was
        missing["url"] = fields.link(node.get("url"), about["url"]) or about["url"]
    return {**node, **missing}


def _organization(author: Any) -> bool:
    return any(
        documents.is_organization(each) and each.get("name")
        for each in (author if isinstance(author, list) else [author])
    )
