"""What is known of a claim, read once: its words, names, numbers, and what it denies."""

import functools
import itertools
import re

from rapidfuzz import fuzz, process

from ..language import names as naming
from ..language import people, places
from ..language import speakers as speaking
from ..language.lexicon import NO_LEXICON, Lexicon
from ..language.names import Name
from ..language.negation import denials, denied, in_set_phrases, nearly_denied, phrases
from ..language.quantities import Quantity, date_quantities, quantities
from ..language.reading import Reading
from ..language.spelling import is_slip_of_any, may_be_slip
from ..language.text import Word, clean, forms, in_a_row, telling_stems, untagged, words
from ..model import Claim

_SLIP = 78
_KNOWN_SLIP = 85
_OFFICE = re.compile(
    r"\b(?P<of>[A-Z]\w+)(?:'s)? (?:(?:Prime|Vice|Foreign) )?"
    r"(?:President|Minister|Chancellor|Premier|King|Queen|Leader|leader) "
    r"(?P<who>[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_NOT_BUT = re.compile(r"\bnot (?P<what>(?:an?|the) \w+)\b[^.;]{0,200}\bbut (?P=what)\b", re.IGNORECASE)
_OF_RUN = re.compile(r"\b[A-Z]\w+(?: (?:of|for|and|the|[A-Z]\w+)){0,8} [A-Z]\w+")
_WITH_A_NOUN = 2  # words: a name and what is somebody's
_WORDS_OF_QUOTE = 4
_MUCH_TOLD = 35  # telling words
# The share of the claim's words from which on a statement is taken for its double.
_SAME_WORDS = 0.5


class ClaimReading:
    """A claim, with its words, names and numbers as features and differences need them."""

    def __init__(self, claim: Claim, lexicon: Lexicon = NO_LEXICON, translation: int = 0) -> None:
        self.claim = claim.translated(translation)
        self.language = self.claim.language
        self.is_translated = translation > 0
        # Whoever is in it, the claimant first, each by the names that they may have in its language.
        told_in = [claim.translations[translation - 1]] if translation else claim.translations
        self._abroad = [name for each in told_in for name in each.people]
        told = self._abroad if translation else []
        self._essentials_abroad = told_in[0].essentials if translation else ()
        made = [(*told[:1], claim.claimant)] if claim.claimant else []
        self.who: list[tuple[str, ...]] = [*made, *((name,) for name in told[len(made) :])]
        self.lexicon = lexicon
        titles = [review.title for review in claim.reviews if review.title and not translation]
        quotes = [quote.text for quote in claim.quotes]
        makers = [name for name in [claim.claimant, *(quote.speaker for quote in claim.quotes)] if name]
        # Each way in which the claim is put, to be compared with the message as a whole: its text first.
        self.wordings = [untagged(clean(text)) for text in [self.claim.text, *titles]]
        self._aside = clean("\n".join([*self.claim.keywords, *makers, *self._abroad, claim.place or ""]))
        # All that is told of it, without its context.
        self.told_text = clean("\n".join([*self.wordings, *quotes, self._aside]))

    @functools.cached_property
    def wording_stems(self) -> list[list[str]]:
        return [telling_stems(wording, self.language) for wording in self.wordings]

    @functools.cached_property
    def quote_stems(self) -> list[list[str]]:
        return [telling_stems(clean(quote.text), self.language) for quote in self.claim.quotes]

    @functools.cached_property
    def text_stems(self) -> set[str]:
        return set(self.wording_stems[0])

    @functools.cached_property
    def worded_stems(self) -> set[str]:
        return set().union(*self.wording_stems)

    @functools.cached_property
    def stems(self) -> set[str]:
        """Those of all that is told of it, without its context."""
        aside = telling_stems(self._aside, self.language)
        return set(aside).union(*self.wording_stems, *self.quote_stems)

    @functools.cached_property
    def plain_stems(self) -> set[str]:
        """The same, but for those of its people's names."""
        named = " ".join(word for name in [*self.people, *self.text_speakers] for word in name)
        return self.stems - {word.stem for word in words(named, self.language)}

    @functools.cached_property
    def context_stems(self) -> set[str]:
        return set(telling_stems(clean(self.claim.context), self.language))

    @functools.cached_property
    def known_stems(self) -> set[str]:
        """Those of all that is known of it, its context too."""
        return self.stems | self.context_stems

    @property
    def is_well_known(self) -> bool:
        """Whether so much is told of it that what is not told is of something else."""
        return len(self.known_stems) >= _MUCH_TOLD

    @property
    def joined(self) -> str:
        """Its text, in stems."""
        return " ".join(self.wording_stems[0])

    @property
    def known_text(self) -> str:
        """All that is known of it, its context too."""
        return f"{self.told_text}\n{self.claim.context}"

    @property
    def is_of_saying(self) -> bool:
        """Whether it is that somebody said something, in English."""
        return self.language == "en" and bool(self.text_speakers)

    @property
    def tells_who_says(self) -> bool:
        """Whether anybody is known to have said, or been told, anything in it."""
        return bool(self.text_speakers or self.claimant or self.claim.quotes or self.listeners)

    @functools.cached_property
    def told_forms(self) -> set[str]:
        """Every word of the claim as written, in lower case, without its context."""
        return {word.form for word in words(self.told_text, "")} | phrases(self.told_text)

    @functools.cached_property
    def free_forms(self) -> set[str]:
        """The same, but for words that it only has in set phrases."""
        return self.told_forms - in_set_phrases(self.told_text)

    @functools.cached_property
    def text_words(self) -> set[str]:
        """Every word of its text as written, in lower case."""
        return {word.form for word in words(self.wordings[0], "")}

    @functools.cached_property
    def text_run(self) -> str:
        """The words of its text as written, in lower case, parted by spaces."""
        return in_a_row(self.wordings[0])

    @functools.cached_property
    def worded_forms(self) -> set[str]:
        """Every word of its text and titles as written, in lower case, and the phrases in these."""
        found = {word.form for wording in self.wordings for word in words(wording, "")}
        return found.union(*map(phrases, self.wordings))

    @functools.cached_property
    def forms(self) -> set[str]:
        """Every word of the claim and its context as written, in lower case."""
        return self.told_forms | {word.form for word in words(clean(self.claim.context), "")}

    @functools.cached_property
    def text_names(self) -> list[Name]:
        """The names in its text."""
        return naming.names(self.wordings[0], self.lexicon.may_be_name)

    @functools.cached_property
    def essentials(self) -> list[list[list[Word]]]:
        """For each thing that nobody who asks about it leaves out, the words and phrases for it."""
        language = self.language
        return [[words(one, language) for one in each.split("|")] for each in self.claim.essentials]

    @functools.cached_property
    def essentials_abroad(self) -> list[list[str]]:
        """The same of a translation: the words and parts of words, parted by spaces."""
        return [[in_a_row(clean(one)).strip() for one in each.split("|")] for each in self._essentials_abroad]

    @property
    def first_name(self) -> Name:
        """The name with which its text begins, if it does."""
        first = self.text_names[0] if self.text_names else ()
        begins = self.text_run.lstrip().removeprefix("the ").startswith(" ".join(first))
        return first if begins else ()

    @functools.cached_property
    def worded_names(self) -> list[Name]:
        """The names in its text and titles."""
        return [name for wording in self.wordings for name in naming.names(wording)]

    @functools.cached_property
    def names(self) -> list[Name]:
        """The names in all that is told of it, without those in its context."""
        runs = [*self.claim.keywords, *(quote.text for quote in self.claim.quotes)]
        told = (name for run in runs for name in naming.names(clean(run)))
        return [*self.text_names, *self._speakers, *self.worded_names, *told]

    @functools.cached_property
    def persons(self) -> list[Name]:
        """Who in its text and titles is surely a person, each by the fullest name."""
        found = [name for text in self.wordings for name in people.persons_of(text, self.lexicon)]
        full = {word for name in found if len(name) > 1 for word in name}
        return list(dict.fromkeys(name for name in found if len(name) > 1 or name[0] not in full))

    @functools.cached_property
    def places(self) -> set[str]:
        """The places that it is put with, in its text and titles."""
        return places.of_text("\n".join(self.wordings))

    @functools.cached_property
    def offices(self) -> list[tuple[set[str], Name]]:
        """The places that only say whose office somebody has, and who that is: "Russia's President Dmitri
        Medvedev"."""
        found = (match for wording in self.wordings for match in _OFFICE.finditer(wording))
        return [(places.known(match["of"]), naming.as_name(match["who"])) for match in found]

    @functools.cached_property
    def told_places(self) -> set[str]:
        """The places in its wordings and quotes, and where it was said."""
        quotes = (quote.text for quote in self.claim.quotes)
        return self.places | places.known("\n".join([*self.wordings, *quotes, self.claim.place or ""]))

    @functools.cached_property
    def known_places(self) -> set[str]:
        """Every place in whatever is known of it."""
        return self.told_places | places.known(self.known_text)

    @functools.cached_property
    def people(self) -> list[Name]:
        """Its persons, and whoever made it."""
        made = [self.claimant] if len(self.claimant) == 2 and naming.starts_as_person(self.claimant) else []
        return [*self.persons, *made]

    def knows(self, name: Name, *, aside: bool = True) -> bool:
        """Whether this person may be somebody in its wordings and quotes or who made it, or (`aside`) in
        its keywords and context; only a name that no claim has can be a slip of another."""
        own = self.forms if aside else self._own_forms
        if not naming.starts_as_person(name) and set(name) & own:
            return True
        if name[0] in self._initials:
            return True
        if (full := naming.in_full(name)) != name:
            return naming.same_as_any(full, [*self.names, *(self.context_names if aside else ())])
        is_name = self.lexicon.is_person(name[-1]) or name[-1] in naming.given_names()
        least = _KNOWN_SLIP if is_name else _SLIP
        word = name[-1]
        # A first name that is only quoted is not told to be theirs: "transmit this to Vladimir".
        told = self.names if aside else [*self.worded_names, *self._speakers]
        if len(name) > 1 and name[0] in own and naming.same_as_any(name, told):
            return True
        return word in own or bool(process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=least))

    def has_word(self, word: Word) -> bool:
        """Whether a word, or one that it may be a slip of, is anywhere in what is known of it; numbers are
        looked at elsewhere."""
        if word.stem in self.known_stems or word.form.isdigit():
            return True
        return may_be_slip(word.stem) and is_slip_of_any(word.form, self.forms)

    def has_name(self, name: Name, *, capitals: bool) -> bool:
        """Whether any word of a name is anywhere in what is known of it, or its last is a slip of a word in a
        name there, or of any word, where capitals do not tell that it is a name; a common noun beside one
        ("Wolanski Rally") is not enough."""
        if name[-1] in self._compounds:
            return True
        name = naming.telling(name)
        own = name
        if len(name) == _WITH_A_NOUN:
            own = tuple(filter(self.lexicon.may_name, name)) or name
        known = {*own, *map(naming.formal, own)} & self.forms
        if known or name[0] in self._initials or naming.in_full(name) != name:
            return True
        return is_slip_of_any(own[-1], self._every_name_word if capitals else self.forms)

    @functools.cached_property
    def _every_name_word(self) -> set[str]:
        return self.name_words | {word for name in self.context_names for word in name}

    @functools.cached_property
    def _compounds(self) -> set[str]:
        """Each two words that follow one another, as one: "icecaps"."""
        told = forms(self.told_text)
        return {one + other for one, other in itertools.pairwise(told)}

    @functools.cached_property
    def _initials(self) -> set[str]:
        """Those of its longer names ("American Health Care Act": "ahca", "Department of Justice": "doj")."""
        runs = (run.lower().split() for run in _OF_RUN.findall(self.told_text))
        joined = (
            [word for word in run if word not in ("the", small)] for run in runs for small in ("", "of")
        )
        return {"".join(word[0] for word in name) for name in [*self.names, *joined] if len(name) > 2}

    @functools.cached_property
    def _own_forms(self) -> set[str]:
        quotes = (quote.text for quote in self.claim.quotes)
        own = {word.form for word in words(clean("\n".join([*self.wordings, *quotes, *self._abroad])), "")}
        return own | {word for name in self._speakers for word in name}

    @functools.cached_property
    def name_words(self) -> set[str]:
        return {word for name in self.names for word in name}

    @functools.cached_property
    def context_names(self) -> list[Name]:
        return naming.names(clean(self.claim.context))

    @functools.cached_property
    def claimant(self) -> Name:
        return naming.speaker_name(self.claim.claimant or "")

    def is_made_by(self, name: Name) -> bool:
        """Whether this is who made it, by any of the names that they have in its language and its own."""
        made = self.who[0] if self.claim.claimant else ()
        return any(naming.same(name, naming.speaker_name(one)) for one in made)

    @functools.cached_property
    def subject(self) -> Name:
        """Whom the claim is about: who speaks in its text, else the first name in it; of a translation, of
        whose grammar nothing is known, who made it."""
        if self.is_translated and self.claimant:
            return self.claimant
        return next(iter([*self.text_speakers, *self.text_names]), ())

    @functools.cached_property
    def text_speakers(self) -> list[Name]:
        """Everybody who says something in its text."""
        return speaking.speakers(self.wordings[0])

    @property
    def main_speaker(self) -> Name:
        return self.subject or self.claimant or next(iter(self._speakers), ())

    @functools.cached_property
    def _speakers(self) -> list[Name]:
        people = [self.claim.claimant, *(quote.speaker for quote in self.claim.quotes)]
        return [name for person in people if person and (name := naming.speaker_name(person))]

    @functools.cached_property
    def listeners(self) -> list[Name]:
        """To whom, in its wordings, something is said."""
        return [name for wording in self.wordings if (name := speaking.asked_listener(wording))]

    @functools.cached_property
    def wording_quantities(self) -> list[Quantity]:
        return quantities("\n".join(self.wordings), self.language)

    @functools.cached_property
    def told_quantities(self) -> list[tuple[str, list[Quantity]]]:
        """Each wording, and its quantities."""
        return [(wording, quantities(wording, self.language)) for wording in self.wordings]

    @functools.cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.told_text, self.language)

    @functools.cached_property
    def context_quantities(self) -> list[Quantity]:
        return quantities(clean(self.claim.context), self.language)

    @functools.cached_property
    def dates(self) -> list[Quantity]:
        """When it was said, as years and days."""
        said = [self.claim.date, *(quote.date for quote in self.claim.quotes)]
        return [quantity for date in said if date for quantity in date_quantities(date)]

    @functools.cached_property
    def checked(self) -> list[Quantity]:
        """The years in which it was checked, and those before them: when it was about."""
        years = {int(review.date[:4]) for review in self.claim.reviews if review.date}
        return [Quantity(float(year), "year", str(year)) for year in years | {year - 1 for year in years}]

    @functools.cached_property
    def known_quantities(self) -> list[Quantity]:
        """Those in all that is told of it, and when it was said; when it was checked tells when it was about,
        unless it says so itself."""
        dated = self.dates or any(quantity.kind == "year" for quantity in self.wording_quantities)
        return [*self.quantities, *self.dates, *(() if dated else self.checked)]

    @functools.cached_property
    def denied(self) -> list[set[str]]:
        """For each of its wordings and quotes, the stems that a negation covers."""
        quotes = (clean(quote.text) for quote in self.claim.quotes)
        return [denied(text, self.language) for text in (*self.wordings, *quotes)]

    @functools.cached_property
    def text_denied(self) -> set[str]:
        """The stems that a denial in its text covers, but for what it says all the same: "not a disease of
        ... but a disease of ..." """
        said = " ".join(found["what"] for found in _NOT_BUT.finditer(self.wordings[0]))
        return self.denied[0].difference(telling_stems(said, self.language))

    @functools.cached_property
    def first_denied(self) -> set[str]:
        """Those of them that stand next to the denial."""
        found = denials(self.wordings[0], self.language)
        return {covered[0] for covered, _ in found if covered} & self.text_denied

    @functools.cached_property
    def nearly_denied(self) -> list[set[str]]:
        """The same, with what words cover that can stand for a denial ("declined")."""
        quotes = (clean(quote.text) for quote in self.claim.quotes)
        return [nearly_denied(text, self.language) for text in (*self.wordings, *quotes)]

    @functools.cached_property
    def actors(self) -> list[Name]:
        """The people, places and other names in its text, each once."""
        return people.actors(self.wordings[0], self.lexicon)

    def names_in_passing(self, name: Name, statement: Reading) -> bool:
        """Whether a statement that names whom the claim is about names somebody else only in a sentence of
        its own: "My buddy Tyrone says no way"."""
        about = self.main_speaker
        may = naming.same_as_any(about, self.people) and (self.text_speakers or statement.is_personal)
        if not may or set(name) & set(about) or not statement.mentions(about):
            return False
        return not statement.tells(name, self.language, self.plain_stems)

    def doubled_by(self, statement: Reading, share: float = _SAME_WORDS) -> bool:
        """Whether a statement has so large a share of its text's words, names aside."""
        plain = self.text_stems - {word for name in self.text_names for word in name}
        said = {word.stem for word in statement.content(self.language)}
        return len(plain & said) >= share * (len(plain) or 1)

    def speaker_of(self, quotation: str) -> Name | None:
        """Who is quoted to have said, word for word, one of `Reading.quotations`: () if that is not known,
        None if nobody is."""
        for quote, run in zip(self.claim.quotes, self._quote_runs, strict=True):
            if f" {quotation} " in run:
                return naming.speaker_name(quote.speaker or "")
        return None

    def is_quoted_by(self, statement: Reading) -> bool:
        """Whether what a statement has as somebody's very words stands in one of its quotes."""
        return any(self.speaker_of(each) is not None for each in statement.quotations)

    def is_quote(self, text: str) -> bool:
        """Whether a text is all of one of its quotes, word for word."""
        return in_a_row(text) in self._quote_runs

    def is_quoted_in(self, text: str) -> bool:
        """Whether all of one of its quotes, of some words, stands in a text, word for word."""
        run = in_a_row(text)
        return any(quote in run for quote in self._quote_runs if len(quote.split()) >= _WORDS_OF_QUOTE)

    @functools.cached_property
    def _quote_runs(self) -> list[str]:
        return [in_a_row(clean(quote.text)) for quote in self.claim.quotes]

    def quoted(self, speaker: Name) -> set[str]:
        """The stems of what this person is quoted to have said."""
        spoken = zip(self.claim.quotes, self.quote_stems, strict=True)
        said = [s for q, s in spoken if q.speaker and naming.same(naming.speaker_name(q.speaker), speaker)]
        return set().union(*said)
