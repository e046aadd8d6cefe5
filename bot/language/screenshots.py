"""The text of a screenshot, or of what was copied from a page: what was posted, without what the screen has
around it ("9:41 LTE 63%", "2.3K Likes Reply Share"), and with the letters that were read wrong mended."""

import re
from collections.abc import Callable

# Words of buttons and counters.
_SURELY = frozenset(
    """
    accept advertisement bookmark bookmarks comment comments favorites follow following like likes log
    login menu newsletters permalink promoted quotes reels replies reply repost reposts retweet retweets
    saves share shares sign subscribe subscribers translate translation tweet unsubscribe upvote upvoted
    upvotes view views
    """.split()
)
# Words of menus and notices beside these.
_SCREEN_WORDS = _SURELY | frozenset(
    """
    3g 4g 5g account add ads ago agree alerts and android answer apr april at&t attachments aug august
    award best blackberry breaking browser business cancel chat choices community compose contact
    contacts conversation d date day days dec december discover donate download edit edited edt email
    embed entertainment est et explore facebook fan favorite feb february feed fi flag followed follower
    followers forward fri friday friends ft gmt group h hide history home hour hours hr hrs instagram
    install ipad iphone jan january jul july jun june k latest liked live local lte m manage many mar
    march may member message messages min mins minute minutes mon monday more most mute newest news next
    notes notice nov november oct october ok oldest online open opinion options original others p
    partners password photo photos pin pinned pm points policy political politics post posted posts
    preferences previous print privacy profile pst public quote quoted rated read reblog refresh
    register reject related relevant repins replying report responses retweeted s sat saturday save
    saved science screenshot search sections security see seen send sender sent sep sept september
    settings shared shop show site skip sort sorted sound sponsored sports staff start stories story
    subject subscribed subscriber suggested sun sunday terms thread thu thursday tiktok times today top
    topic topics translated trending tue tuesday twitter typing unfollow unmute updated utc verified via
    video videos w watch watching weather web website wed wednesday week weeks whatsapp wi-fi wifi
    yesterday youtube zoom
    """.split()
)
# Beside the clock of a phone.
_STATUS = frozenset(
    "3g 4g 5g 5guc am at&t edge live lte pm sprint t-mobile verizon vodafone wi-fi wifi".split()
)
_WORD = re.compile(r"[^\W\d_][\w&-]*|\d[\w.,:%]*")
_COUNT = re.compile(r"\d[\d.,:]*(?:[KMB%]|hrs?|[hmdws]|min|am|pm|st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?: ?[AP]M)?\b(?!,)", re.IGNORECASE)
# Who posted it, and by what handle, or when, or a button to follow: all of a line.
_NAMED = r"[^\W\d_a-z][\w.'-]*"
_PART = "[·•]"
_POSTER = re.compile(
    rf"(?P<name>{_NAMED}(?: {_NAMED}){{1,4}}) @\w+(?: {_PART} .{{0,24}})?|"
    rf"(?P<named>{_NAMED}(?: {_NAMED}){{0,4}}) @\w+ {_PART} .{{0,24}}|"
    rf"(?P<page>(?:[^\s@]+ ){{1,5}}){_PART} "
    r"(?:[Ff]ollow(?:ing)?|[Ss]ponsored|\d+ ?(?:[hmdw]|hrs?|mins?|days?|weeks?)(?: ago)?)\W*"
)
_LEAST_LINES = 3
_LEAST_LETTERS = 20
# What is read for another letter, in the middle of a word or at its beginning.
_READ_WRONG = (("rn", "m"), ("0", "o"), ("I", "l"), ("l", "I"), ("1", "l"), ("vv", "w"))
_IN_TEXT = re.compile(r"(?<![\w@#/.&])(?=\d*[A-Za-z])[A-Za-z0-9]+(?![\w@/&])")
_SHORTEST = 3


def posted(text: str, is_known: Callable[[str], bool], is_person: Callable[[str], bool]) -> str:
    """Cleaned text without the lines that only a screen has around a post, its words read right where
    `is_known` knows only that (given in lower case); any other text, as it is. Who posted it stays, as who
    says it, if claims tell of somebody of that name."""
    lines = text.split("\n")
    if len(lines) < _LEAST_LINES:
        return text
    kept = "".join(_kept(line, is_person) for line in lines).strip()
    if kept == text or sum(map(str.isalpha, kept)) < _LEAST_LETTERS:
        return text
    return _IN_TEXT.sub(lambda word: _read_right(word.group(), is_known), kept)


def _kept(line: str, is_person: Callable[[str], bool]) -> str:
    """What is to be kept of a line, with what parts it from the next."""
    if poster := _POSTER.fullmatch(line):
        name = (poster["name"] or poster["named"] or poster["page"]).split()
        return f"{' '.join(name)}: " if is_person(name[-1].lower()) else ""
    return "" if _is_of_screen(line) else f"{line}\n"


def _is_of_screen(line: str) -> bool:
    """Whether a line of cleaned text has nothing but buttons, counters, menus or a phone's clock."""
    words = {_unmistaken(word) for word in _WORD.findall(line) if not _COUNT.fullmatch(word.strip(".,:%"))}
    if _CLOCK.match(line):
        return words <= _STATUS
    return words <= _SCREEN_WORDS and not words.isdisjoint(_SURELY)


def _unmistaken(word: str) -> str:
    """A word in lower case, read as one of the screen's if its letters were read wrong."""
    tried = (word, word.replace("I", "l"), word.replace("0", "o").replace("rn", "m"))
    return next((each.lower() for each in tried if each.lower() in _SCREEN_WORDS), word.lower())


def _read_right(word: str, is_known: Callable[[str], bool]) -> str:
    """A word of a screenshot as it was meant, if it is no word and exchanging what looks alike makes it
    one."""
    if len(word) < _SHORTEST or (word.isupper() and "I" in word):
        return word
    if is_known(word.lower()) and word[1:] in (word[1:].lower(), word[1:].upper()):
        return word
    for wrong, right in _READ_WRONG:
        if right == "I" and not word.replace(wrong, "").isupper():
            continue
        for tried in (word.replace(wrong, right), word.replace(wrong, right, 1)):
            if tried != word and is_known(tried.lower()):
                return tried
    return word
