"""What a message says, or one statement in it, read once: its words, names, numbers, and what it denies."""

import functools
import re

from . import names as naming
from . import people, places
from . import speakers as speaking
from .lexicon import NO_LEXICON, Lexicon, is_english_word
from .names import Name
from .negation import asks_for_denial, denials, denies, in_set_phrases, phrases, without_idioms
from .quantities import Quantity, quantities
from .text import (
    WORD,
    Word,
    aside_words,
    content,
    forms,
    sentences,
    telling_stems,
    telling_words,
    untagged,
    words,
)

# A shared post's own signature, a link to a picture, and whom a reply or a credit names.
_NOT_SAID = re.compile(
    r"pic\.twitter\.com/\w+|\(@\w+\)(?: \w+ \d{1,2}, \d{0,4})?"
    r"|^(?:\.?@\w+ )+(?=[A-Z\"])|\b(?:via|h/t|cc) @\w+",
    re.MULTILINE,
)
_QUESTION = re.compile(r"(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would)\b", re.IGNORECASE)
_TAG = re.compile(r"[#@]\w+")
# A tag before another: each is a name of its own.
_TAGS = re.compile(r"([#@]\w+)\s*(?=[#@])")
# A tag by which a post is found denies nothing that it says.
_DENYING_TAG = re.compile(r"#(?:No|Not|Never)(?=[A-Z])\w+")
_SHORTEST_IN_TAG = 4
_LONGEST_NAME_IN_TAG = 2
# Initials, what says when, or where, somebody holds an office, seldom said of them otherwise, and that
# somebody says something.
_ASIDE = re.compile(
    r"[A-Z](?<![\w.].)\. (?=[A-Z]\w)"
    r"|\b(?i:(?:former|ex|then|sitting|current|us|american)[ -](?=(?:us |american |vice |first )?"
    r"(?:president|senator|governor|mayor|congressman|congresswoman|representative|secretary|minister|lady)\b)"
    r"|(?:out|over) there\b|talk(?:s|ed|ing) about|talk about(?= \w+ing\b)|mean(?:s|t)? by"
    r"|(?:confirm|admit|signal|suggest)(?= (?:that|he|she|they|it)\b)"
    r"|(?:indicat|hint|signal|suggest|confid)(?:es?|s|l?ed|l?ing)?(?= to (?:the )?[A-Z])|while president"
    r"|(?:lying|joking|serious|honest|right|wrong)(?= when (?:he|she|they)\b)"
    r"|(?:recorded|filmed|on (?:video|tape|camera|film|record))(?= (?:saying|telling)\b)"
    rf"|(?:him|her)self(?= (?:(?:really|ever|actually) )?(?:{speaking.SAY}|who|was|is|has|had|did)\b)"
    r"|(?:(?<=\bsay )|(?<=\bsaid )|(?<=\bsays ))(?:him|her)self"
    r"|s?hell(?= (?:have|be|do|get|make|take|give|never|not)\b))"
)
# The same in a brief text, verbs of saying among it: how and when something was said.
_BRIEF_ASIDE = re.compile(
    rf"\b(?:{speaking.REPORTING}(?: out)?"
    r"|(?:quietly|privately|by (?:mistake|accident)|later|behind (?:closed doors|the scenes)"
    r"|in (?:a )?(?:private )?(?:conversation|chat|talk|meeting)|during a meeting"
    r"|on (?:video|camera|film|record))(?=[?.!,]|$)"
    r"|when (?:s?he|they) (?:thought|believed) (?:that )?"
    r"(?:no ?(?:one|body) (?:was|were|could)|the mics? w(?:as|ere)) "
    r"(?:listening|hear(?:ing)?(?: (?:him|her|them))?|recording|watching|off)"
    r"|(?:unaware|not (?:knowing|realizing|aware)|without (?:knowing|realizing|noticing))"
    r"(?= (?:that |of )?(?:the|he|she|his|her|a|it)\b)"
    r"|(?:gain|enjoy|show)(?:s|ed|n)?(?= (?:more|greater|extra)\b)"
    r"|(?:way|even|far|a (?:bit|little))(?= more\b)|plenty of"
    r"|(?:following|upon)(?= (?:the|his|her|their|re-?election)\b)|regarding|concerning"
    r"|utter(?:s|ed|ing)?(?: (?:the|those|these))?(?: exact)? words?|(?:full )?context (?:of|for)"
    r"|(?<=\" )(?:videos?|clips?|audio|footage|recordings?)"
    r"(?= (?:real|fake|authentic|legit|genuine|true|doctored|edited|ai)\b)"
    r"|(?:(?:a few|some|many|several) )?(?:years|decades|months) ago"
    r"|context(?=[?.!]|$)|(?<=\bmic )(?:gaffe|moment|incident|episode|exchange))",
    re.IGNORECASE,
)
_RELATIVES = (
    "uncle aunt auntie cousin friend brother sister mother father mom mum dad son daughter nan".split()
)
# Where people, or theirs, say that they are: "I'm from Ukraine", "In Poland we remember".
_WHERE_FROM = re.compile(
    rf" (?=in |from )(?:{'|'.join(f'(?<={relative} )' for relative in _RELATIVES)})(?:in|from) (?:the )?"
    r"(?-i:[A-Z])\w+"
    r"|\b(?:(?:I|we)(?:'m| am| are|'re| live| come)?(?: (?:an? )?\w+| here)? (?:in|from) (?:the )?"
    r"(?-i:[A-Z])\w+"
    r"|in (?:the )?(?-i:[A-Z])\w+,? (?:we|people|they|everyone|everybody|folks|I)\b"
    r"|(?:(?:here|greetings|hello|hi|hey|writing|good (?:morning|afternoon|evening|day|night)) (?:in|from)"
    r"|^from(?= (?:the )?\w+[!,.])) (?:the )?(?-i:[A-Z])\w+"
    r"|as an? (?-i:[A-Z])\w+ (?=(?:I|we)\b)|(?:as|from) an? non-(?-i:[A-Z])\w+"
    r"|I(?:'m| am) not (?:an? )?(?-i:[A-Z])\w+)",
    re.IGNORECASE,
)
# Where somebody tells of themselves, outside of quotes.
_PERSONAL = re.compile(
    r"\b(?:i'm|im|i am|i was|i've|i had|i bet|i run|i read|i saw|i heard|i live|i remember|me and|we're"
    r"|we were|we have|my (?!last|election|hands?)\w+|our (?!allies|troops|own)\w+|here\b(?! is| are)"
    r"|(?:a|some) (?:friend|guy|woman|man))\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"(?:^|(?<=[.!?:¿¡\"\n«„] )|(?<=[¿¡\"\n«„]))[^\W\d_]+")
_SAID = re.compile(r"\b(?:say|says|said|saying):? (?:that )?([^\"?]+)", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]+)"')
_CLAUSE_END = re.compile(r"[,;:()\n] | - ")
# In words.
_WORDS_QUOTED = 4
_TELLING_QUOTED = 2
_KEYWORDS = 5
_FEW_ASKED = 3  # after "did"
_SHORT = 14
_BRIEF = 25
_LONG = 35


def _without_first_capitals(text: str, asides: frozenset[str]) -> str:
    """Text whose sentences begin in small letters where they begin with words that are no names."""

    def small(first: re.Match[str]) -> str:
        word = first.group()
        return word.lower() if asides.issuperset(forms(word.lower())) else word

    return _FIRST_WORD.sub(small, text)


class Reading:
    """A cleaned text, with whatever is asked of it worked out once."""

    def __init__(self, text: str, lexicon: Lexicon = NO_LEXICON, language: str | None = None) -> None:
        self.text = text
        self.language = language
        self._placeless = _WHERE_FROM.sub(" ", text)
        said = _TAGS.sub(r"\1 , ", _NOT_SAID.sub(" ", self._placeless))
        if language not in (None, "en"):
            said = _without_first_capitals(said, aside_words(language))
        # Without whom a post names in passing and where people say that they are, its tags as words.
        self.said = untagged(said)
        self._tagged = said
        self._lexicon = lexicon
        self._content: dict[str, list[Word]] = {}
        self._without_idioms: dict[str, str] = {}
        self._denials: dict[str, list[tuple[list[str], list[str]]]] = {}

    @functools.cached_property
    def length(self) -> int:
        """How many words it has, as spaces part them."""
        return len(self.text.split())

    @property
    def asserts(self) -> bool:
        """Whether it is more than keywords, which assert nothing."""
        return self.length > (_FEW_ASKED if _QUESTION.match(self.text) else _KEYWORDS)

    @property
    def is_long(self) -> bool:
        """Whether it has so many words that it may name people and places that it is not about."""
        return self.length > _LONG

    @property
    def is_brief(self) -> bool:
        """Whether it is so short that most of it is about one thing."""
        return self.length <= _BRIEF

    @property
    def is_short(self) -> bool:
        """Whether it is one sentence at most."""
        return self.length <= _SHORT

    def content(self, language: str) -> list[Word]:
        """Its telling words, once each, in order, stemmed as this language is: those that frame what is
        said neither in that nor in its own."""
        found = self._content.get(language)
        if found is None:
            telling = content(words(self._without_asides, language), language, self.language)
            found = self._content[language] = list({word.stem: word for word in telling}.values())
        return found

    def without_idioms(self, language: str) -> str:
        """Its text in lower case, without what only looks like a denial in this language."""
        found = self._without_idioms.get(language)
        if found is None:
            found = self._without_idioms[language] = without_idioms(self.text.lower(), language)
        return found

    @functools.cached_property
    def _without_asides(self) -> str:
        said = _ASIDE.sub("", self._placeless)
        said = _BRIEF_ASIDE.sub("", said) if self.is_brief else said
        return people.without_middle_names(said, self._lexicon)

    @property
    def is_question(self) -> bool:
        """Whether it is short, or asks something in few words, rather than a post that tells of more."""
        return self.is_short or self.text.endswith("?") or (self.is_brief and "?" in self.text)

    @functools.cached_property
    def quoted(self) -> list[str]:
        """Whatever it has in quotation marks."""
        return _QUOTED.findall(self.text)

    @functools.cached_property
    def quotations(self) -> list[str]:
        """What may be somebody's very words, as they are written, parted by spaces: all of it, whatever it
        has in quotation marks or beside a dash, and what somebody says in it; only with words enough."""
        said = [*self.quoted, *_SAID.findall(self.text), *self.text.split(" - ")]
        runs = [self.text, *said]
        spoken = [run for run in runs if len(telling_words(run)) >= _TELLING_QUOTED]
        return [" ".join(found) for run in spoken if len(found := forms(run)) >= _WORDS_QUOTED]

    @functools.cached_property
    def forms(self) -> set[str]:
        """Every word as written, in lower case, and the phrases that have an opposite ("give_up")."""
        return {word.form for word in words(self.said, "")} | phrases(self.said)

    @functools.cached_property
    def free_forms(self) -> set[str]:
        """The same, but for words that it only has in set phrases."""
        return self.forms - in_set_phrases(self.text)

    @functools.cached_property
    def names(self) -> list[Name]:
        """The names in it; in text without capitals, the words that are names of known people."""
        if not self.capitals_tell:
            lower = map(str.lower, WORD.findall(self.said))
            return [(word,) for word in lower if len(word) > 2 and self._lexicon.is_name(word)]
        return naming.names(self.said, self._lexicon.may_be_name)

    @functools.cached_property
    def mentioned(self) -> set[Name]:
        """Every word in it as if it were a name, to look for a name in; not a first name that stands
        before a surname, for it may be another's."""
        first: set[Name] = {(name[0],) for name in self.persons if len(name) > 1}
        every: set[Name] = {(form,) for form in self.forms}
        return every - first

    @functools.cached_property
    def persons(self) -> list[Name]:
        """Who in it is surely a person, in its hashtags and handles only those whom claims know."""
        known = self._lexicon.is_person
        tags = (untagged(tag) for tag in _TAG.findall(self._tagged))
        tagged = (naming.as_name(tag) for tag in tags if len(tag.split()) <= _LONGEST_NAME_IN_TAG)
        return [
            *people.persons_of(_TAG.sub(" , ", self._tagged), self._lexicon),
            *(self._without_word(name) for name in tagged if any(map(known, name))),
        ]

    def _without_word(self, name: Name) -> Name:
        """A person's name without a word before it: "#FireFauci" is of Fauci."""
        word = len(name) > 1 and is_english_word(name[0]) and not naming.starts_as_person(name)
        return name[1:] if word and self._lexicon.is_person(name[-1]) else name

    @property
    def capitals_tell(self) -> bool:
        """Whether it has capitals that mark names."""
        return not (naming.shouted(self.said) or self.said == self.said.lower())

    @functools.cached_property
    def actors(self) -> list[Name]:
        """The people, places and other names in it, each once."""
        return people.actors(self.said, self._lexicon)

    @functools.cached_property
    def places(self) -> set[str]:
        return places.of_text(self.said)

    def place_of(self, name: Name) -> int:
        """Where a name stands in the text, in characters; -1 if its last word does not."""
        return naming.place(self.said.lower(), name)

    def knows_person(self, name: Name) -> bool:
        """Whether claims have this name, rather than that it only looks like a person's."""
        return self._lexicon.is_person(name[-1])

    @functools.cached_property
    def tags(self) -> str:
        """Its hashtags and handles in lower case, to look for a name in "#donaldtrump"."""
        return " ".join(_TAG.findall(self.text)).lower()

    def mentions(self, name: Name) -> bool:
        """Whether some word of it may be this name's last, or its first, or it is part of a tag."""
        if name[-1:] in self.mentioned:
            return True
        full = {name, naming.in_full(name)}
        if any(naming.same(one, other) for one in full for other in self.mentioned):
            return True
        return any(len(word) >= _SHORTEST_IN_TAG and word in self.tags for word in name)

    @functools.cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(_TAG.sub(" ", self._tagged), self.language)

    @functools.cached_property
    def people(self) -> list[Name]:
        return naming.people(self.said)

    @functools.cached_property
    def speakers(self) -> list[Name]:
        return [self._without_word(name) for name in speaking.speakers(self.said, self._lexicon.may_speak)]

    @functools.cached_property
    def listener(self) -> Name:
        return speaking.asked_listener(self.said, self._lexicon.may_speak)

    def denials(self, language: str) -> list[tuple[list[str], list[str]]]:
        """What each denial in it covers, and the clause around that, in stems: only a short text denies
        more than what stands next to the word of denial."""
        if language not in self._denials:
            scope = 2 if self.is_short else 1
            self._denials[language] = denials(
                untagged(_DENYING_TAG.sub(" ", self._tagged)), language, scope=scope
            )
        return self._denials[language]

    def tells(self, name: Name, language: str, stems: set[str]) -> bool:
        """Whether a sentence of it that has this name has one of these stems too; so does its only one."""
        with_name = [one for one in self._sentences if naming.place(one.lower(), name) >= 0]
        told = (stem for one in with_name for stem in telling_stems(one, language))
        return len(self._sentences) < 2 or not with_name or any(stem in stems for stem in told)

    @functools.cached_property
    def _sentences(self) -> list[str]:
        return sentences(self.said)

    @functools.cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text)

    @functools.cached_property
    def clauses(self) -> list[str]:
        """The parts of its sentences, as commas and the like part them."""
        return [clause for sentence in self.sentences for clause in _CLAUSE_END.split(sentence)]

    @functools.cached_property
    def is_personal(self) -> bool:
        """Whether somebody tells of themselves in it, and may name places and people in passing."""
        return _PERSONAL.search(_QUOTED.sub(" ", self.text)) is not None

    def is_foreign(self, language: str) -> bool:
        """Whether its language is known and another than this."""
        return self.language not in (None, language)

    @functools.cached_property
    def asks(self) -> bool:
        """Whether it is one short question."""
        return self.is_short and _QUESTION.match(self.text) is not None

    @functools.cached_property
    def denies_saying(self) -> bool:
        return speaking.denies_saying(self.said)

    @functools.cached_property
    def asks_for_denial(self) -> bool:
        return asks_for_denial(self.said)

    def denies(self, language: str) -> bool:
        """Whether it has any word of denial."""
        return denies(self.said, language)

    def is_named(self, name: Name) -> bool:
        """Whether a name is more than common words with capitals ("Article II, Section 4") or a hashtag or
        handle, as it is in a short question."""
        if self.asks:
            return True
        telling = any(map(self._lexicon.may_name, name))
        return telling and naming.place(_TAG.sub(" ", self._tagged).lower(), name) >= 0

    @functools.cached_property
    def strange_names(self) -> list[Name]:
        """Its names that are more than common words (see `is_named`); in English without capitals also words
        that no claim has and that are not common."""
        if self.capitals_tell:
            return [name for name in self.names if len("".join(name)) > 1 and self.is_named(name)]
        english = self.language in (None, "en")
        words = ((word.form,) for word in self.content("en") if english and word.form.isalpha())
        return [*self.names, *(word for word in words if self.is_strange(word[0]))]

    def may_be_person(self, name: Name) -> bool:
        """Whether a name in it is no group's, and not in all capitals, as initials are."""
        initials = self.capitals_tell and self._written & {word.upper() for word in name if len(word) > 1}
        return not initials and not naming.NO_PERSONS & set(name)

    def shown(self, name: Name) -> str:
        """A name as people write it, in capitals if it has them here ("FBI")."""
        capitals = {word for word in self._written if word.isupper()} if self.capitals_tell else set()
        return " ".join(word.upper() if word.upper() in capitals else naming.shown((word,)) for word in name)

    @functools.cached_property
    def _written(self) -> set[str]:
        return set(WORD.findall(self.said))

    def is_common(self, word: str) -> bool:
        return self._lexicon.is_common(word)

    def is_strange(self, word: str) -> bool:
        return self._lexicon.is_strange(word)
