"""What a message asks, read as the claims are, and the claims that share most with it."""

import functools
import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from .index import Hit, Index
from .language import (
    framing,
    languages,
    lexicon,
    names,
    presidents,
    sounds,
    speakers,
    spelling,
    synonyms,
    tags,
    text,
)
from .language.lexicon import Lexicon
from .language.reading import Reading
from .language.text import Word
from .model import Message
from .ranking import Question
from .sketch import Sketch, ordinal

# Twice as many as are compared (see `ranking`): a claim is found once in each language that it is told in.
CANDIDATES = 40
CANDIDATES_A_STATEMENT = 10
_CANDIDATES_NEAR_IN_TIME = 30
# A post is checked at most so many days before, or after, it is written.
_NEAR_IN_TIME = (-3, 45)
_NEAR_TRANSLATIONS = 10
_NEAR_IN_WORDS = 20
_NEAR_IN_SOUND = 10
# As so many of the claims' languages a word is stemmed, the most frequent ones.
_STEMMED_AS = 4
_MOST_COGNATES = 5
_NEAR_COGNATES = 3
# A sound of more consonants may have an ending.
_SHORTEST_SOUND = 3
_MOST_STATEMENTS = 40
_MOST_QUESTIONS = 3
# So many words may be but keywords.
_FEW_KEYWORDS = 8
# Somebody's words of some length.
_QUOTATION = re.compile(r'"[^"]{20,}"')
# Too few to tell a language by.
_FEW_CHARACTERS = 60
# A longer message has other words than those that are misspelt.
_FEW_TO_SPELL = 300
_MOST_SPELT = 4
_SHORTEST_PART = 2
# So many words that claims have and that are no names tell it, though there is one more that none has.
_FEW_WORDS = 2


class Search:
    """Reads messages, and looks in an index for what they may be about; `languages` are those of its claims,
    the most frequent first, and `told_in` those that some are only translated to."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self.languages: list[str] = ["en"]
        self.told_in: list[str] = []

    def read(self, cleaned: str, message: Message) -> Question:
        """What a cleaned message asks, its words spelt right; `message` has its author and date."""
        frequency = functools.partial(lexicon.frequency, self._index)
        cleaned = tags.apart(presidents.by_name(cleaned), frequency)
        language = self._language(cleaned)
        if language == "en" and len(cleaned) <= _FEW_TO_SPELL:
            cleaned = spelling.frames_right(cleaned, self.is_known)
            if not _is_post(message):
                cleaned = names.spelt_out(cleaned, frequency)
        whole = Reading(cleaned, self._lexicon, language)
        sentences = list(dict.fromkeys(text.statements(cleaned)))[:_MOST_STATEMENTS]
        parts = [Reading(sentence, self._lexicon, language) for sentence in sentences]
        parts = parts if len(parts) > 1 else [whole]
        foreign = language != self.languages[0]
        post = _is_post(message)
        asks = not post and framing.asks_anything(text.clean(message.text[: text.READ_CHARACTERS]), language)
        question = Question(whole, parts, language, message.author, message.date, asks=asks, foreign=foreign)
        question = self._spelt(question)
        if post:
            return question
        asked = [Reading(sentence, self._lexicon, language) for sentence in framing.questions(cleaned)]
        enough = [one for one in asked if len(one.content(language)) > 1][:_MOST_QUESTIONS]
        return replace(question, asked=enough, sentences=sentences)

    def is_known(self, word: str) -> bool:
        """Whether a word in lower case is one of English, or of a claim."""
        return lexicon.is_english_word(word) or lexicon.frequency(self._index, word) > 0

    def reported(self, question: Question) -> list[Reading]:
        """What somebody is reported to have said in a message that is no post."""
        told = (speakers.reported(one, self._lexicon.may_speak) for one in question.sentences)
        few = itertools.islice(filter(None, told), _MOST_QUESTIONS)
        return [Reading(one, self._lexicon, question.language) for one in few]

    def _language(self, cleaned: str) -> str:
        """The language of a message: of one that quotes in the most frequent language, of what it says around
        the quotation, if that is surely another."""
        found, quoted = self._language_of(cleaned), _QUOTATION.search(cleaned)
        around = _QUOTATION.sub(" ", cleaned).strip() if quoted else ""
        if not quoted or not around or self._language_of(quoted.group()) != self.languages[0]:
            return found
        asked_in = self._language_of(around)
        return asked_in if languages.frames(around, asked_in, self.languages[0]) else found

    def _language_of(self, cleaned: str) -> str:
        """The language of a text; of a few words that claims have in the most frequent one, that."""
        main = self.languages[0]
        if len(cleaned) < _FEW_CHARACTERS and languages.may_be_first(cleaned, self.languages):
            telling = text.telling_words(cleaned, main)
            known = [word for word in telling if word.form.isdigit() or self._index.frequency(word.stem)]
            plain = [word for word in known if word.form.isalpha() and not self._index.is_name(word.form)]
            if telling and len(telling) - len(known) <= (len(plain) >= _FEW_WORDS):
                return main
        return self._of_keywords(cleaned, languages.language(cleaned, self.languages, self.told_in))

    def _of_keywords(self, cleaned: str, likely: str) -> str:
        """The language of a few words that frame nothing: that of a translation that has them all, if none in
        the likely language has; by themselves names and loan words are of any."""
        words = text.forms(cleaned)
        if not self.told_in or not _FEW_WORDS < len(words) <= _FEW_KEYWORDS:
            return likely
        stems = {stem for code in (*self.languages, *self.told_in) for stem in text.stems(words, code)}
        telling = functools.cache(functools.partial(text.telling_stems, cleaned))
        hits = [hit.sketch for hit in self._index.translations([*stems], CANDIDATES)]
        having = [one.language for one in hits if one.told.issuperset(telling(one.language))]
        if not having or likely in having:
            return likely
        among = languages.language(cleaned, list(dict.fromkeys(having)))
        return among if among in having else having[0]

    def _spelt(self, question: Question) -> Question:
        """The question with what the words that no claim has seem to mean, stemmed as any of the claims'
        languages is: the likely spelling, or in another script the word that sounds the same."""
        telling = question.whole.content(question.language)
        unknown = {word.form: word.stem for word in telling if not self._index.frequency(word.stem)}
        slips = {form: stem for form, stem in unknown.items() if spelling.may_be_slip(stem)}
        meant = self._meant(question, slips) if slips else {}
        surely = self._heard_together(telling, unknown) if unknown else {}
        meant = {stem: right for stem, right in meant.items() if stem not in surely}
        heard = self._heard({form: stem for form, stem in unknown.items() if stem not in meant}) | surely
        unknown |= {word.form: word.stem for word in telling if word.stem in surely}
        spelt: dict[str, str] = {}
        for form, stem in unknown.items():
            right = meant.get(stem) or heard.get(stem)
            if right and right != stem:  # else a translation has it as it is
                others = (text.words(form, code)[0].stem for code in self.languages[:_STEMMED_AS])
                spelt.update(dict.fromkeys([stem, *others], right))
        if not spelt:
            return question
        return replace(question, spelling=spelt, heard=frozenset(heard.values()), stems={})

    def _meant(self, question: Question, unknown: Mapping[str, str]) -> dict[str, str]:
        """The likely spelling, by stem, of words given with their stems; in another language than most claims
        are, of words that are the same in both."""
        stems = self.stems(question, question.whole)
        hits = [*self.alike(question, stems, CANDIDATES)[:_NEAR_IN_WORDS]]
        begin_alike = question.foreign or question.whole.is_brief
        for stem in list(unknown.values())[:_MOST_COGNATES] if begin_alike else ():
            hits += self._index.find([], _NEAR_COGNATES, prefix=spelling.beginning(stem))
        if question.foreign:
            told = self._index.translations(stems, _NEAR_TRANSLATIONS)
            hits += [hit for hit in told if _has_most(hit.sketch, unknown.values())]
        sketches = (hit.sketch for hit in hits)
        near = [one for one in sketches if not one.translation or one.language == question.language]
        known = set().union(*(one.told for one in near))
        few = [*unknown.items()][:_MOST_SPELT]
        meant = {stem: two for form, stem in few if (two := _two_words(form, question.language, near))}
        if question.language != "en":
            alike = {form: synonyms.same(form, known, question.language) for form in unknown}
            meant |= {unknown[form]: stem for form, stem in alike.items() if stem}
        one_word = [stem for stem in unknown.values() if stem not in meant]
        meant |= spelling.corrected(one_word, known, cognates=question.foreign)
        for form, stem in few:
            stems = [] if stem in meant else text.stems(spelling.variants(form), question.language)
            if found := next(filter(known.__contains__, stems), None):
                meant[stem] = found
        return meant

    def _heard(self, unknown: Mapping[str, str]) -> dict[str, str]:
        """By stem, for words given with their stems, those of claims in other scripts than Latin that sound
        the same."""
        by_sound: dict[str, list[str]] = {}
        for form, stem in unknown.items():
            if (form.isascii() or sounds.may_sound(form)) and (sound := sounds.sound(form)):
                by_sound.setdefault(sound, []).append(stem)
        heard: dict[str, str] = {}
        for hit in self._index.sounding(list(by_sound), _NEAR_IN_SOUND) if by_sound else ():
            for word in sorted(filter(sounds.may_sound, hit.sketch.told)):
                for stem in by_sound.get(sounds.sound(word), ()):
                    heard.setdefault(stem, word)
        return heard

    def _heard_together(self, telling: Sequence[Word], unknown: Mapping[str, str]) -> dict[str, str]:
        """By stem, the words of a claim in another script than Latin that sound as most telling words of one
        do, the ending aside, one at least of which no claim has: then none is one of another language."""
        by_sound: dict[str, Word] = {}
        for word in telling:
            sound = sounds.sound(word.form) if word.form.isascii() else ""
            for heard in (sound, sound[:-1] if len(sound) > _SHORTEST_SOUND else ""):
                by_sound.setdefault(heard, word)
        by_sound.pop("", None)
        sounding = {word.form for word in by_sound.values()}
        if len(sounding) < _FEW_WORDS or sounding.isdisjoint(unknown):
            return {}
        for hit in self._index.sounding(list(by_sound), _NEAR_COGNATES):
            told = {sounds.sound(word): word for word in sorted(filter(sounds.may_sound, hit.sketch.told))}
            same = {by_sound[sound]: word for sound, word in told.items() if sound in by_sound}
            forms = {word.form for word in same}
            if len(forms) >= max(_FEW_WORDS, len(sounding) / 2) and not forms.isdisjoint(unknown):
                return {word.stem: right for word, right in same.items()}
        return {}

    def find(self, question: Question, limit: int) -> list[tuple[Hit, bool]]:
        """The claims that share most with a message, or with one of its statements, and, for a post,
        those that were checked soon after; with whether they were."""
        stems = self.stems(question, question.whole)
        searches = [self.alike(question, stems, limit)]
        if len(question.statements) > 1:
            searches += [
                self.alike(question, self.stems(question, statement), CANDIDATES_A_STATEMENT)
                for statement in question.statements
            ]
        if question.foreign:
            searches.append(self._index.translations(stems, _NEAR_TRANSLATIONS))
        timely: Sequence[Hit] = ()
        posted = ordinal(question.date)
        if posted:
            author = [word.stem for word in text.words(text.clean(question.author or ""), question.language)]
            days = (posted + _NEAR_IN_TIME[0], posted + _NEAR_IN_TIME[1])
            timely = self._index.find([*stems, *author], _CANDIDATES_NEAR_IN_TIME, days=days)
        best: dict[tuple[int, int, int], Hit] = {}
        for hit in itertools.chain(*searches, timely):
            place = hit.place
            if place not in best or best[place].score < hit.score:
                best[place] = hit
        soon = {hit.place for hit in timely}
        return [(hit, place in soon) for place, hit in best.items()]

    def alike(self, question: Question, stems: Sequence[str], limit: int) -> Sequence[Hit]:
        """At least so many claims, if there are as many, that share most with these words."""
        found = question.found.get(tuple(stems))
        if found is None or len(found) < limit:
            found = question.found[tuple(stems)] = self._index.find(stems, limit)
        return found

    def stems(self, question: Question, part: Reading) -> list[str]:
        """The words to search for, each stemmed as its language is, or, where no claim has that stem,
        as the other languages of the database are."""
        stems = question.stems.get(part.text)
        if stems is not None:
            return stems
        stems = question.stems[part.text] = []
        for word in part.content(question.language):
            stem = question.spelling.get(word.stem, word.stem)
            if " " in stem:
                stems += stem.split()
                continue
            if not self._index.has(stem):
                others = (
                    read.stem for code in self.languages[:_STEMMED_AS] for read in text.words(word.form, code)
                )
                stem = next(filter(self._index.frequency, others), stem)
            stems.append(stem)
        return stems


def _is_post(message: Message) -> bool:
    return bool(message.forwarded or message.date or message.author)


def _has_most(claim: Sketch, stems: Collection[str]) -> bool:
    return 2 * sum(stem in claim.told for stem in stems) >= len(stems)


def _two_words(form: str, language: str, near: Sequence[Sketch]) -> str:
    """The stems of the two words that one is put together from, which stand side by side in one of these
    claims ("singlepayer"); "" if there are none."""
    cuts = range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1)
    parts = text.stems((part for cut in cuts for part in (form[:cut], form[cut:])), language)
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    side_by_side = (pair for one in near for pair in [*one.pairs(pairs), *one.context_pairs(pairs)])
    return " ".join(next(side_by_side, ()))
