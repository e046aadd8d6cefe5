"""Links made comparable, so that a message with the address of a fact-check finds it exactly."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

# A host has labels of so many signs, and few of them: without these bounds "1.1.1..." would take long.
_LINK = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\"]+|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/[^\s<>\"]+", re.IGNORECASE
)
_AFTER = ".,;:!?'\"*_)]}>…»"
_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.+\.)")
# What needs no taking apart: https, a host, and a path without anything odd in it.
_PLAIN = re.compile(
    r"https?://(?:www\.)?((?!(?:www\d?|m|mobile|amp)\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w.~-]+)+)/*",
    re.ASCII | re.IGNORECASE,
)
# What leads to another page, or is its copy.
_LEADS = frozenset(["u", "url", "q", "target"])
_WHOLE = re.compile(r"https?://[^/?#]+/.", re.IGNORECASE)
_COPIES = "cdn.ampproject.org"
_COPIED = re.compile(r"/[a-z]/(?:s/)?(.+)")
_MOST_PASSES = 3
# What need not be written in another way in an address.
SAFE = "/:?#[]@!$&'()*+,;=%~-._"
# With these Python's IDNA, of 2003, leads to another site than browsers do:
# https://unicode.org/reports/tr46/#Table_Deviation_Characters
_DEVIATING = re.compile("[ßς\u200c\u200d]")
# The words of the last part of an address, without numbers and the ending of a file; how many are a title.
_SLUG = re.compile(r"[^\W\d_]+(?=[-_+.]|$)")
_ENDING = re.compile(r"\.\w{2,5}$")
_TITLE_WORDS = 5  # fewer are a topic, which asks nothing
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|igshid|igsh|mc_[ce]id|_ga|ref|ref_src|ref_url|s|si|cmpid|amp|"
    r"outputType|smid|share|feature|fb_.*|spm|yclid)$",
    re.IGNORECASE,
)


def links(text: str) -> list[str]:
    """The links in a text, in the form in which they are compared, once each."""
    found = (canonical(link.group().rstrip(_AFTER)) for link in _LINK.finditer(text))
    return list(dict.fromkeys(filter(None, found)))


def beside(text: str) -> str:
    """What a text says beside its links."""
    return _LINK.sub(" ", text)


def title(text: str) -> str:
    """The words that the links of a text end with ("/2012/03/obama-more-flexibility.html"), most often an
    article's title; "" if none has any."""
    paths = (re.split(r"[?#]", link.group().rstrip(_AFTER))[0] for link in _LINK.finditer(text))
    parts = (_ENDING.sub("", part) for path in paths for part in path.split("/")[1:])
    titles = (" ".join(_SLUG.findall(part)) for part in parts)
    return max((found for found in titles if len(found.split()) >= _TITLE_WORDS), key=len, default="")


def canonical(url: str) -> str:
    """An address without scheme, mobile host, tracking parameters, fragment and trailing slash; ""
    if it has no host, or nothing but a host."""
    plain = _PLAIN.fullmatch(url)
    if plain and "/amp" not in plain[2] and not plain[1].endswith(_COPIES):
        return (plain[1] + plain[2]).lower()
    try:
        parts = urlsplit(_passed_on(url if "://" in url else f"https://{url}"))
        host = in_ascii(_HOST.sub("", (parts.hostname or "").rstrip(".")))
        path = parts.path if parts.path.isascii() else quote(parts.path, safe=SAFE)
    except ValueError:
        return ""
    path = re.sub(r"(?:/amp)?/*$", "", path.replace("/amp/", "/", 1))
    query = urlencode(sorted(p for p in parse_qsl(parts.query) if not _TRACKING.match(p[0])))
    if not host or not (path or query):
        return ""
    return f"{host}{path}{'?' + query if query else ''}".lower()


def in_ascii(site: str) -> str:
    """A site's name as every program takes it, "xn--prfung-4ya.example". Raises `ValueError` for none."""
    if _DEVIATING.search(site):
        return quote(site, safe=SAFE)
    return site if site.isascii() else site.encode("idna").decode("ascii")


def _passed_on(url: str) -> str:
    """The address to which one that only counts or copies leads ("l.facebook.com/l.php?u=https%3A//..."):
    itself if it is none."""
    for _ in range(_MOST_PASSES):
        parts = urlsplit(url)
        copied = _COPIED.fullmatch(parts.path) if (parts.hostname or "").endswith(_COPIES) else None
        if copied:
            url = f"https://{copied[1]}"
            continue
        led = (value for key, value in parse_qsl(parts.query) if key in _LEADS and _WHOLE.match(value))
        found = next(led, None)
        if not found:
            break
        url = found
    return url
