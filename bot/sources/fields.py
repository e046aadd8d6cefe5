"""What a field of foreign markup holds, made honest: text without markup, links that are links, ISO dates.

Everything here gives the same again for its own result, so that what was exported is imported unchanged.
"""

import datetime
import html
import html.entities
import re
import unicodedata
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from ..links import SAFE, in_ascii

LONGEST = 20_000
_TAG = re.compile(r"<(?:!--.*?--|/([a-zA-Z][\w:-]*)[^<>]*|![^<>]*|([a-zA-Z][\w:-]*)([^<>]*))>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w:@.-])[\w:@.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+)""")
# With these as its only words, something in angle brackets is a tag: those of HTML, and attributes that
# have no value.
_TAG_NAMES = frozenset(
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div"
    " dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head"
    " header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math"
    " menu meta meter nav nobr noframes noscript object ol optgroup option output p param path picture pre"
    " progress q rp rt ruby s samp script section select slot small source span strike strong style sub"
    " summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var"
    " video wbr xml".split()
)
# Those that may stand inside a word; what is raised is no part of one: "10<sup>6</sup>".
_INSIDE_WORDS = frozenset(
    "a abbr acronym b bdi bdo big cite code dfn em font i kbd mark nobr q s samp small span strike strong sub"
    " tt u var wbr".split()
)
_BARE = frozenset(
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden inert"
    " ismap itemscope loop multiple muted nohref nomodule noshade novalidate nowrap open playsinline readonly"
    " required reversed selected".split()
)
_ENTITY = re.compile(r"&(?:#?\w+;|#?\w+(?![\w=]))")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff]"
)
_MARKS = re.compile(r"[<&]|  ")
_SPACES = re.compile(r"\s+")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?=$|[T\s]).*)?)?$", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[/. ]\s?(\d{1,2})[/. ]\s?(\d{1,2})\.?(?:[T\s].*)?$")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T?\d{4,6}Z?)?$")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?:[,T\s].*)?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})$")
_EPOCH = re.compile(r"(\d{9,10})(\d{3})?$")
_MONTHS = (
    "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,"
    "oct october,nov november,dec december"
)
_MONTH = {name: number for number, names in enumerate(_MONTHS.split(","), 1) for name in names.split()}
_DAY_MONTH = re.compile(r"(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?,? (\d{4})\b")
_MONTH_DAY = re.compile(r"(?:[a-z]{3,9}\.?,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_WORD_YEAR = re.compile(r"[^\d,]+ \d{4}")
_TONGUE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
# Of ISO 639. Those of three letters are too many to list.
_OF_TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de"
    " dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id"
    " ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu"
    " lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu"
    " rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to"
    " tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
_NUMBER = re.compile(r"([+-]?\d{1,12}(?:[.,]\d{1,12})?)\s*(?:%|\(.*\))?")


def text(value: Any) -> str:
    """The words where text belongs, on one line; of a list or of several languages, the first; "" for
    anything else."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = next(filter(None, (text(each) for each in value if isinstance(each, (str, dict)))), "")
    if isinstance(value, dict):
        value = value["@value"] if "@value" in value else _of_languages(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    words: str = value[:LONGEST]
    if words.isascii() and words.isprintable() and not _MARKS.search(words):
        return words.strip()
    return _SPACES.sub(" ", _unmarked(words)).strip()


def _of_languages(value: dict[Any, Any]) -> Any:
    """The first text of a map from languages to texts; None for any other object."""
    tagged = value and all(_TONGUE.fullmatch(str(tag)) and isinstance(value[tag], str) for tag in value)
    return next((each for each in value.values() if not link(each)), None) if tagged else None


def link(value: Any, base: str = "") -> str:
    """An http(s) address, whole; of a list, its first; "" for what is none (`javascript:`) or is a path of
    an unknown site."""
    if isinstance(value, list):
        return next(filter(None, (link(each, base) for each in value)), "")
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    address = text(value) if value else ""
    if not address or len(address) > 4_000:
        return ""
    try:
        address = urljoin(base or "https://", address) if base or address.startswith("//") else address
        if re.match(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+/\S", address):
            address = f"https://{address}"
        parts = urlsplit(address)
        if parts.scheme.casefold() not in ("http", "https") or not parts.hostname or parts.username:
            return ""
        _ = parts.port
        site = in_ascii(parts.netloc.lower())
    except ValueError:
        return ""
    address = parts._replace(scheme=parts.scheme.lower(), netloc=site).geturl()
    return address if address.isascii() and " " not in address else quote(address, safe=SAFE)


def date(value: Any, *, latest: datetime.date) -> str | None:
    """An ISO date, shortened to the year where day and month cannot be told apart; None for none, or
    for one after `latest`."""
    written = text(value).translate(_ASCII_DIGITS)
    if not written or len(written) > 100:
        return None
    found = _numeric(written) or _worded(written.casefold())
    if not found:
        return None
    year, month, day = found
    try:
        whole = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if whole > latest or year < 1000:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def number(value: Any) -> float | None:
    """A number, also where it stands as text, as a share, or with a remark: "4,5", "20%", "1 (False)";
    None for a blank and anything else."""
    match = _NUMBER.fullmatch(text(value))
    return float(match[1].replace(",", ".")) if match else None


def language(value: Any) -> str:
    """An ISO 639 code of a language tag: "en" of "en-US"; "" for anything else."""
    value = value.get("alternateName") if isinstance(value, dict) else value
    match = re.match(r"([a-z]{2,3})(?:$|[-_])", text(value).casefold())
    found = match.group(1) if match else ""
    return "" if len(found) == 2 and found not in _OF_TWO_LETTERS else found


def _unmarked(value: str) -> str:
    """Without tags and entities, also where these were encoded twice."""
    for _ in range(5):
        bare = _TAG.sub(_without_tag, value) if "<" in value else value
        bare = _ENTITY.sub(_character, bare) if "&" in bare else bare
        bare = _UNWANTED.sub("", bare) if not bare.isprintable() else bare
        if bare == value:
            break
        value = bare
    return unicodedata.normalize("NFC", value)


def _without_tag(found: re.Match[str]) -> str:
    """Nothing in place of a tag that may stand inside a word, a space for another; what only looks like one
    as it is: "a<b and c>d", "My <News>"."""
    closed, name, rest = found[1], found[2], (found[3] or "").rstrip("/")
    between = "" if (name or closed or "").casefold() in _INSIDE_WORDS else " "
    if name is None:
        return between
    left = set(_ATTRIBUTE.sub(" ", rest).casefold().split()) - _BARE
    told = name.casefold() in _TAG_NAMES or ":" in name or _ATTRIBUTE.search(rest)
    return between if told and not left else found[0]


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; "&section=2" in an address is none."""
    known = entity[0].endswith(";") or entity[0].startswith("&#") or entity[0][1:] in html.entities.html5
    return html.unescape(entity[0]) if known else entity[0]


def _numeric(written: str) -> tuple[int, int | None, int | None] | None:
    for pattern in (_ISO, _YEAR_FIRST, _COMPACT):
        match = pattern.match(written)
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            return (year or 0, month, day)
    match = _YEAR_LAST.match(written)
    if match:
        return _year_last(int(match[1]), match[2], int(match[3]), match[4])
    match = _MONTH_YEAR.match(written)
    if match:
        return (int(match[2]), int(match[1]), None)
    match = _EPOCH.match(written)
    if match:
        when = datetime.datetime.fromtimestamp(int(match[1]), datetime.timezone.utc)
        return (when.year, when.month, when.day)
    return None


def _year_last(first: int, between: str, second: int, year: str) -> tuple[int, int | None, int | None] | None:
    """Of 01.05.24 the day comes first, of 05/13/24 the month; 24-05-01 may have the year in front."""
    day_first = between == "." or first == second
    if len(year) == 2 and not day_first and (first > 12 or between == "-"):
        return None
    whole = int(year) + (2000 if len(year) == 2 else 0)
    if day_first or first > 12:
        return (whole, second, first)
    return (whole, first, second) if second > 12 else (whole, None, None)


def _worded(written: str) -> tuple[int, int | None, int | None] | None:
    for pattern, day, month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        match = pattern.match(written)
        if match and match[month] in _MONTH:
            return (int(match[3]), _MONTH[match[month]], int(match[day]))
    if not any(map(str.isdecimal, written)) or not any(map(str.isalpha, written)):
        return None  # of figures alone it would guess which is the day
    import dateparser  # heavy, and seldom needed

    settings: Any = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    month_alone = _WORD_YEAR.fullmatch(written) is not None
    try:
        found = dateparser.parse(f"1 {written}" if month_alone else written, settings=settings)
    except Exception:  # whatever it stumbles over is not a date
        return None
    return (found.year, found.month, None if month_alone else found.day) if found else None


_ASCII_DIGITS = {
    ord(chr(start + digit)): str(digit) for start in (0x660, 0x6F0, 0x966, 0x9E6) for digit in range(10)
}
