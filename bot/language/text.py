"""Text as people write it, made comparable: cleaned, cut into statements and words.

Pure functions. Stemming, folding and stopword lists are tantivy's, so that the index and the
features see the same words; same_words.json has the irregular forms that its stemmer does not know, and
peoples for their countries, in English, frame_words.json the words that frame what is said, by language,
aside_words.json those that say nothing beside it, words_against.json those that deny or lessen it,
asking_words.json (for framing) those that ask.
"""

import functools
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.entities import html5
from pathlib import Path
from typing import Any, TypeVar

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_Of = TypeVar("_Of")

READ_CHARACTERS = 20_000
_LONGEST_HELD = 500
_MOST_KNOWN = 200_000

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
# Without a stemmer: words are told by their beginnings, since endings change with the case.
_CUT = dict.fromkeys(("bg", "cs", "hr", "pl", "sk", "sl", "sr", "uk"), 6)
_STOPWORD_LISTS = ("da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ru", "sv")

# Signs of words for a pattern, marks among them, which \w lacks.
SIGNS = r"\w\u0300-\u036f\u064b-\u065f\u0900-\u0dff"
# A word for a pattern: letters, digits and combining marks, with an apostrophe inside.
WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0fff]+(?:'[^\W\d_]+)?")
_NO_TEXT = re.compile(
    r"(?=[hwptbyr])(?:(?:https?://|\bwww\.)\S+|(?:pic\.twitter\.com|\bt\.co|\bbit\.ly|\byoutu\.be)/\S+"
    r"|\bRT @\w+:?)",
    re.IGNORECASE,
)
# Also of text that was escaped more than once: "&amp;#39;" is an apostrophe. Hostile ones are written with
# others so deeply that to read them all would take long.
_ENTITY = re.compile(r"&(?:(?:amp|#38|#x26);)*(?P<name>#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_MOST_ESCAPED = 5
_MARKUP = re.compile(
    r"</?(?:b|i|u|s|p|br|hr|em|del|div|li|ol|ul|pre|code|span|small|strong|sub|sup|td|tr|blockquote|h[1-6])/?>",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[^\W\d_](?:\.[^\W\d_]\b)+\.?")
_DOTTED = re.compile(r"\.\w\b")
_TAG = re.compile(r"[#@](\w+)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|_+")
HIRAGANA = re.compile(r"[\u3040-\u309f]+")
# Names and other foreign words, each of which is a claim's only as a whole.
KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3,}")
_SHORTEST_UNACCENTED = 3
_ACCENT = re.compile(r"[\u0300-\u036f]")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_GROUPED = re.compile(r"[,\u202f\u00a0](?<=\d.)(?=\d{3}\b)")
# What may end a sentence comes first: a search for a set of letters is quick.
_SENTENCE_END = re.compile(
    "[.!?\u2026\u3002\uff01\uff1f\u061f\u0964\n]"
    r"(?:(?<=[.!?\u2026])[\"')\]]*\s+|(?<=[\u3002\uff01\uff1f\u061f\u0964])\s*|(?<=\n)\n*)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Prof|St|Jr|Sr|vs|No|Inc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|"
    r"Sept|Oct|Nov|Dec|approx|etc)|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
# What `clean` leaves as it is, apart from spaces.
_PLAIN = frozenset(map(chr, [10, *range(32, 127)])) - {"`", "^"}
_KNOWN_PLAIN = re.compile(r"[\n -_a-~]*")
_MARKED = re.compile("=[^ \n]* ?")
# What each sign of ASCII is in words: a letter is small, and all but letters, digits and line ends a space.
_IN_WORDS = bytes(
    ord(sign.lower()) if sign == "\n" or (sign.isascii() and sign.isalnum()) else ord(" ")
    for sign in map(chr, range(256))
)
_WORD_IN_RUST = r"[\p{L}\p{M}\p{N}]+"
_WORD_OR_LINE = rf"{_WORD_IN_RUST}|\n"
# The scripts of northern India are laid out alike (https://www.unicode.org/charts/, from ISCII): read as
# Devanagari, names and many words are the same in Hindi, Bengali, Punjabi, Gujarati and Odia. Two marks
# of Gurmukhi have no place there: a nasal, and the sign of a double letter.
_AS_DEVANAGARI: dict[int, int | None] = {
    **{block + at: 0x0900 + at for block in (0x0980, 0x0A00, 0x0A80, 0x0B00) for at in range(0x80)},
    0x0A70: 0x0902,
    0x0A71: None,
}
_NORTH_INDIAN = re.compile(r"[\u0980-\u0b7f]")
_SAME = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written (folded to lower case, without accents) and its stem in some language."""

    form: str
    stem: str


def clean(text: str) -> str:
    """The text without control and invisible characters and simple tags and entities of HTML, with plain
    quotes and dashes, one space between words, lines kept. Unicode is composed by NFKC (https://unicode.org/reports/tr15/)."""
    text = _composed(text)
    for _ in range(_MOST_ESCAPED):
        if "&" not in text or (plain := _composed(_ENTITY.sub(_unescaped, text))) == text:
            break
        text = plain
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if "\n" not in text:
        return _spaced(text)
    return "\n".join(line for line in map(_spaced, text.split("\n")) if line)


def _unescaped(entity: re.Match[str]) -> str:
    name = f"{entity['name']};"
    return html.unescape(f"&{name}") if name[0] == "#" or name in html5 else entity.group()


def _spaced(line: str) -> str:
    line = line.strip()
    return " ".join(line.split()) if "  " in line or not line.isprintable() else line


def _composed(text: str) -> str:
    """Composed by NFKC, and each of its characters as `_kept` has it."""
    if text.isascii():
        if _KNOWN_PLAIN.fullmatch(text):
            return text
    else:
        # An acute accent by itself is an apostrophe ("he\u00b4d"): NFKC would make two characters of it.
        text = unicodedata.normalize("NFKC", text.replace("\u00b4", "'"))
    # A text has few kinds of characters, and fewer that change: that is quicker than `str.translate`.
    for character in set(text) - _PLAIN:
        kept = _KEPT[character]
        if kept != character:
            text = text.replace(character, kept)
    return text


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if character in "\n\r\u2028\u2029":
        return "\n"
    if category in ("Cf", "Cn", "Co", "Cs") or character in "\ufe0e\ufe0f":
        return ""
    return " " if category in ("Cc", "So", "Sk", "Zs") else character


class _Kept(dict[str, str]):
    """What `_kept` makes of each character, worked out once."""

    def __missing__(self, character: str) -> str:
        self[character] = _kept(_SAME.get(character, character))
        return self[character]


_KEPT = _Kept()


def unaccented(text: str) -> str:
    """Cleaned text without accents on Latin, Greek or Cyrillic letters."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))


def unaccented_words(listed: Iterable[str]) -> list[str]:
    """Words without accents, those that are long enough to be hardly another word so ("ne" is no "né")."""
    return [word for word in map(unaccented, listed) if len(word) >= _SHORTEST_UNACCENTED]


def plain(text: str, *, as_one: bool = True) -> str:
    """Untagged text with its digits ungrouped, the scripts of northern India as one (if `as_one`), and
    scripts without spaces cut into pairs of characters."""
    text = _ungrouped(untagged(text))
    if text.isascii():
        return text
    if as_one and _NORTH_INDIAN.search(text):
        text = text.translate(_AS_DEVANAGARI)
    return UNSPACED.sub(lambda run: f" {' '.join(_pairs(run.group()))} ", text)


def _ungrouped(text: str) -> str:
    return _GROUPED.sub("", text) if "," in text or not text.isascii() else text


def untagged(text: str) -> str:
    """Cleaned text without links and retweet marks, its hashtags and handles split into words, its
    dotted acronyms closed up ("U.S." and "U.S" -> "US")."""
    if "/" in text or "@" in text or ("." in text and "www." in text.lower()):
        text = _NO_TEXT.sub(" ", text)
    if "#" in text or "@" in text:
        text = _TAG.sub(lambda tag: _CAMEL.sub(" ", tag.group(1)), text)
    if not _DOTTED.search(text):
        return text
    return _ACRONYM.sub(lambda acronym: acronym.group().replace(".", ""), text)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def words(text: str, language: str = "en") -> list[Word]:
    """The words of cleaned text, in order, stemmed as this language is."""
    return list(map(_known_words(language).__getitem__, forms(text)))


def forms(text: str) -> list[str]:
    """The words of cleaned text as written, in lower case, without accents."""
    text = plain(text)
    return _ascii_words(text).split() if text.isascii() else analyzer(None).analyze(text)


def in_a_row(text: str) -> str:
    """The same, parted by spaces and with one at either end, to look for some that stand side by side."""
    return f" {' '.join(forms(text))} "


def _ascii_words(text: str) -> str:
    """The words of a text in ASCII, in lower case, with nothing but spaces and line ends between them."""
    return text.encode("ascii").translate(_IN_WORDS).decode("ascii")


def stems(forms: Iterable[str], language: str) -> list[str]:
    """The stems of forms, in order, none of which is kept: for many that are of no text."""
    same = _same_words(language)
    found = analyzer(language).analyze(" ".join(same.get(form, form) for form in forms))
    return [stem[: _CUT.get(language)] for stem in found]


def content(found: Sequence[Word], language: str = "en", also: str | None = None) -> list[Word]:
    """Those words that say something, without the ones that only frame it ("did", "really", "the"), in
    this language, or `also` in another."""
    frames = _known_frames(language)
    if also is None or also == language:
        return [word for word in found if not frames[word.form]]
    framing = _known_frames(also)
    return [word for word in found if not frames[word.form] and not framing[word.form]]


def telling_words(text: str, language: str = "en") -> list[Word]:
    """The words of cleaned text that say something, stemmed as this language is."""
    return content(words(text, language), language)


def telling_stems(text: str, language: str = "en") -> list[str]:
    """Their stems."""
    return [word.stem for word in telling_words(text, language)]


def stem_lines(lines: Sequence[str], language: str) -> tuple[list[str], list[str]]:
    """Of each text the stems of all its words, and of those that say something: what `words` and
    `content` of the cleaned texts give, but for many texts at once."""
    text = _composed("\n".join(lines))
    if text.count("\n") >= len(lines):
        text = "\n".join([clean(line).replace("\n", " ") for line in lines])
    text = plain(text)
    told = _ascii_words(text) if text.isascii() else " ".join(analyzer(None, _WORD_OR_LINE).analyze(text))
    marked = _known_marked(language).__getitem__
    found = "\n".join([" ".join(map(marked, line.split())) for line in told.split("\n")])
    return found.replace("=", "").split("\n"), _MARKED.sub("", found).split("\n")


class _Known(dict[str, _Of]):
    """What is known of each form in one language, worked out once: that costs more than looking it up."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, form: str) -> _Of:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        of = self[form] = self._work_out(form)
        return of

    def _work_out(self, form: str) -> _Of:
        raise NotImplementedError


class _Words(_Known[Word]):
    """The word for each form."""

    def _work_out(self, form: str) -> Word:
        found = stems([form], self._language)
        return Word(form, found[0] if len(found) == 1 else form[: _CUT.get(self._language)])


class _Frames(_Known[bool]):
    """Whether each form only frames what is said."""

    def _work_out(self, form: str) -> bool:
        return _is_frame(form, self._language)


class _Marked(_Known[str]):
    """The stem of each form, with a mark before it if the form only frames."""

    def _work_out(self, form: str) -> str:
        return ("=" if _known_frames(self._language)[form] else "") + _known_words(self._language)[form].stem


@functools.cache
def _framing(language: str) -> frozenset[str]:
    """The words that frame a question or a share in a language, and say nothing of what is asked about:
    also those for saying something, by whatever verb."""
    return listed_words("frame_words", language)


@functools.cache
def aside_words(language: str) -> frozenset[str]:
    """The words that may stand beside a claim in a question, in another language than English, without being
    of it (see `listed_words`); some of them in any."""
    listed = listed_words("aside_words", language)
    return listed | listed_words("aside_words", "any") if listed else listed


@functools.cache
def listed_words(name: str, language: str) -> frozenset[str]:
    """The words of a language in one of the lists by language (see `word_set`)."""
    return word_set(" ".join(lists(name).get(language, ())))


def word_set(listed: str) -> frozenset[str]:
    """Listed words as `forms` has them, or in scripts without spaces as they are written."""
    return frozenset(listed.split() if UNSPACED.search(listed) else forms(clean(listed)))


@functools.cache
def _same_words(language: str) -> dict[str, str]:
    """The form that stands for each that no stemmer knows to be of the same word ("told", "men"), or is of
    the same place ("Russians")."""
    if language != "en":
        return {}
    groups = (group.split() for groups in lists("same_words").values() for group in groups)
    return {form: first for first, *others in groups for form in others}


@functools.cache
def lists(name: str) -> dict[str, Any]:
    """One of the tables of words beside this module, most of them lines by language, read once."""
    table: dict[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf-8"))
    return table


_known_words = functools.cache(_Words)
_known_marked = functools.cache(_Marked)
_known_frames = functools.cache(_Frames)


def has_stopwords(language: str) -> bool:
    """Whether all the words of a language are known that only frame what is said, not only some of them."""
    return language in _STOPWORD_LISTS


def _is_frame(form: str, language: str) -> bool:
    if form in _framing(language):
        return True
    return language in _STOPWORD_LISTS and not _stopword_filter(language).analyze(form)


def statements(text: str) -> list[str]:
    """The sentences of cleaned text that could hold a claim: at least two words that say something."""
    return [sentence for sentence in sentences(text) if _says_something(sentence)]


def sentences(text: str) -> list[str]:
    """Cleaned text cut into its sentences."""
    found = []
    held = ""
    for piece in _split_keeping(text):
        held = f"{held} {piece}".strip()
        if held[-1] == "." and len(held) < _LONGEST_HELD and _ABBREVIATION.search(held, len(held) - 8):
            continue
        found.append(held)
        held = ""
    return [*found, held] if held else found


def _split_keeping(text: str) -> list[str]:
    pieces = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        pieces.append(text[start : end.end()].strip())
        start = end.end()
    return [piece for piece in [*pieces, text[start:].strip()] if piece]


def _says_something(sentence: str) -> bool:
    return len(content(words(sentence, ""))) >= 2


def aside_shares(text: str, languages: Sequence[str]) -> dict[str, float]:
    """By language, the share of the words of cleaned text that say nothing beside a claim."""
    found = forms(text)
    listed = {code: listed_words("aside_words", code) for code in languages}
    return {code: sum(word in listed[code] for word in found) / (len(found) or 1) for code in languages}


def framing_shares(text: str, languages: Sequence[str]) -> dict[str, float]:
    """By language, the share of the words of cleaned text that only frame what is said in it."""
    found = analyzer(None).analyze(text)
    return {code: sum(map(_known_frames(code).__getitem__, found)) / (len(found) or 1) for code in languages}


@functools.cache
def analyzer(language: str | None, word: str = _WORD_IN_RUST) -> TextAnalyzer:
    """tantivy's analyzer for text that `plain` has prepared: words, folded, and stemmed if asked."""
    builder = (
        TextAnalyzerBuilder(Tokenizer.regex(word)).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    )
    if language in STEMMERS:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()


@functools.cache
def _stopword_filter(language: str) -> TextAnalyzer:
    return (
        TextAnalyzerBuilder(Tokenizer.regex(_WORD_IN_RUST))
        .filter(Filter.lowercase())
        .filter(Filter.stopword(STEMMERS[language]))
        .filter(Filter.ascii_fold())
        .build()
    )
