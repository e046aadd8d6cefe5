"""The text of a screenshot, or of what was copied from a page: what was posted, without what the screen has
around it ("9:41 LTE 63%", "2.3K Likes Reply Share"), and with the letters that were read wrong mended."""

import re
from collections.abc import Callable

# Words of buttons, menus and notices.
_SCREEN_WORDS = frozenset(
    """
    3g 4g 5g a a.m about accept account add ads advertisement ago agree alerts all allow am and android
    answer answers apr april at&t attachment attachments aug august award best blackberry bookmark
    bookmarks breaking browser business by cancel chat choices close comment comments community compose
    contact contacts continue conversation cookie cookies d date day days dec december delivered
    discover dislike donate download edit edited edt email embed entertainment est et experience explore
    facebook fan favorite favorites feb february feed fi flag follow followed follower followers
    following for forward forwarded fri friday friends ft get gmt got group h health hide history home
    hour hours hr hrs i improve inbox instagram install ipad iphone it jan january join jul july jun
    june k latest learn leave like liked likes live local log login lte m manage many mar march may
    member menu message messages min mins minute minutes mon monday more most mute my need newest news
    newsletters next no notes notice nov november now oct october of off ok oldest on online open
    opinion options original others our p p.m partners password permalink photo photos pin pinned play
    pm points policy political politics post posted posts preferences previous print privacy profile
    promoted pst public quote quoted quotes rated read reblog reels refresh register reject related
    relevant repins replies reply replying report repost reposts responses retweet retweeted retweets s
    sat saturday save saved saves science screenshot search sections security see seen send sender sent
    sep sept september settings share shared shares shop show sign site skip sort sorted sound sponsored
    sports staff start stories story subject subscribe subscribed subscriber subscribers suggested sun
    sunday talk tap terms text thanked this thread thu thursday tiktok time times to today top topic
    topics translate translated translation trending tue tuesday tweet twitter type typing unfollow
    unmute unsubscribe up updated upvote upvoted upvotes use uses using utc verified via video videos
    view views visit w watch watching we weather web website wed wednesday week weeks whatsapp wi-fi
    wifi with world write x yes yesterday you your youtube zoom
    """.split()
)
# Of these a line that is of the screen has one, or a number, and nothing that is in no list.
_SURELY = frozenset(
    """
    3g 4g 5g accept advertisement answers attachment bookmark bookmarks comment comments cookie cookies
    delivered dislike favorites follow following forwarded inbox like likes log login lte menu
    newsletters permalink promoted quotes reels replies reply repost reposts retweet retweets saves send
    share shares sign subscribe subscribers thread translate translation tweet unsubscribe upvote
    upvoted upvotes view views watching wi-fi wifi
    """.split()
)
_WORD = re.compile(r"[^\W\d_][\w&-]*|\d[\w.,:%]*")
_COUNT = re.compile(r"\d[\d.,:]*(?:[KMB%]|hrs?|[hmdws]|min|am|pm|st|nd|rd|th)?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?: ?[AP]M)?\b(?!,)", re.IGNORECASE)
# Who posted it, and by what handle, or when, or a button to follow: all of a line.
_NAMED = r"[^\W\d_a-z][\w.'-]*"
_PART = r"[^\w\s.,:;!?@#'\"-]"
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
_IN_TEXT = re.compile(r"(?<![\w@#/.&])[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?![\w@/&])")


def posted(text: str, is_known: Callable[[str], bool], is_name: Callable[[str], bool]) -> str:
    """Cleaned text without the lines that only a screen has around a post, its words read right where
    `is_known` knows only that (given in lower case); any other text, as it is. Who posted it stays, as who
    says it, if claims tell of somebody of that name."""
    lines = text.split("\n")
    if len(lines) < _LEAST_LINES or not any(map(_is_of_screen, lines)):
        return text
    kept = "".join(_kept(line, is_name) for line in lines).strip()
    if sum(map(str.isalpha, kept)) < _LEAST_LETTERS:
        return text
    return _IN_TEXT.sub(lambda word: _read_right(word.group(), is_known), kept)


def _kept(line: str, is_name: Callable[[str], bool]) -> str:
    """What is to be kept of a line, with what parts it from the next."""
    if not _is_of_screen(line) and any(map(str.isalpha, line)):
        return f"{line}\n"
    poster = _POSTER.fullmatch(line)
    name = (poster["name"] or poster["named"] or poster["page"]).split() if poster else []
    return f"{' '.join(name)}: " if name and is_name(name[-1].lower()) else ""


def _is_of_screen(line: str) -> bool:
    """Whether a line of cleaned text has nothing but what a screen has around a post."""
    if _POSTER.fullmatch(line):
        return True
    words = [_unmistaken(word) for word in _WORD.findall(line) if not _COUNT.fullmatch(word.strip(".,:%"))]
    if any(word not in _SCREEN_WORDS for word in words):
        return False
    return bool(_CLOCK.match(line)) or any(word in _SURELY for word in words)


def _unmistaken(word: str) -> str:
    """A word in lower case, read as one of the screen's if its letters were read wrong."""
    tried = (word, word.replace("I", "l"), word.replace("0", "o").replace("rn", "m"))
    return next((each.lower() for each in tried if each.lower() in _SCREEN_WORDS), word.lower())


def _read_right(word: str, is_known: Callable[[str], bool]) -> str:
    """A word of a screenshot as it was meant, if it is no word and exchanging what looks alike makes it
    one."""
    if word.isdigit() or (is_known(word.lower()) and word[1:] in (word[1:].lower(), word[1:].upper())):
        return word
    for wrong, right in _READ_WRONG:
        if right == "I" and not word.replace(wrong, "").isupper():
            continue
        for tried in (word.replace(wrong, right), word.replace(wrong, right, 1)):
            if tried != word and is_known(tried.lower()):
                return tried
    return word
