"""Near misses by rule: one name, number, year, place or denial that a message shares with its claim is
changed in the message, or the two sides of a deed are turned round."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.language import names, places, text
from bot.language.people import persons
from bot.model import Claim, Message

KNOWN_PERSON = 3
A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
A_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})+|(?<![\w.,:/-])\d+(?:\.\d+)?(?![\w/-])(?!\.\d)")
SPELLED = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
)
A_WORD_NUMBER = re.compile(rf"\b(?:{'|'.join(SPELLED)})\b", re.IGNORECASE)
A_NEGATION = re.compile(r"\b(?:not|never)\s|(?<=\w)n't\b", re.IGNORECASE)
DENIABLE = re.compile(r"(?<=\w )(?P<verb>is|was|are|were|will|can|could|has|should|would|must) (?=[a-z])")
ASKED = re.compile(r"^(?P<verb>[Dd]id|[Dd]oes|[Hh]as|[Ww]ill) (?P<who>(?:[A-Z][\w.'-]+ ){1,2})(?=\w)")
DEED = """
    told tell tells telling sued sue sues asked ask asks called call calls endorsed endorse endorses attacked
    attack attacks fired fire fires beat beats paid pay pays accused accuse accuses criticized criticize
    blamed blame blames arrested arrest arrests killed kill kills praised praise praises helped help helps
    invited defeated insulted mocked mock mocks supported support supports threatened warned warn invaded
    invade bought buy bribed hired hire hugged kissed married marry shot shoot slapped bombed banned ban
"""
A_DEED = re.compile(rf"\b(?:{'|'.join(DEED.split())})\b(?!\s+by\b)", re.IGNORECASE)
# Surnames that are words or places, and second words of what is named after people.
NO_SURNAMES = set(places.own_names()) | set(
    """
    hook alert fox white lee washington world foundation day university luther disney lemon west rose rice
    law long love young page hill stone brown green black gray price james jobs parks gates street
    """.split()
)


# Surnames of people whom few claims name, of which each set has the ones that none of its claims has.
UNKNOWN = """
    macron trudeau scholz orban erdogan bolsonaro milei petro tusk meloni starmer kishida lukashenko zuma ruto
    tinubu boric noboa fermi bohr planck voltaire aristotle kepler pasteur goethe kafka tolstoy zidane federer
    maradona bezos zuckerberg nadella pichai thunberg lagarde guterres rutte sanchez modi duterte widodo
    hollande
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A message and the claim that it is about."""

    message: Message
    claim: Claim


@dataclass(frozen=True, slots=True)
class NearMiss:
    kind: str
    text: str
    pair: Pair
    change: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Who and what can stand in for another: people and places of one claim set, and surnames that no
    claim of it has."""

    people: list[tuple[str, str]]
    places: list[str]
    unknown: list[str]


def corpus_of(claims: Iterable[Claim]) -> Corpus:
    """The people that several claims name by first name and surname, the places that they know, and the
    surnames that none of them has."""
    counts: Counter[tuple[str, str]] = Counter()
    named: Counter[str] = Counter()
    unknown = set(UNKNOWN.split())
    for claim in claims:
        unknown -= _words(f"{claim.text} {claim.context} {_told(claim)}")
        found = {name for name in persons(text.clean(claim.text)) if len(name) == 2}
        found |= {name for name in [names.as_name(claim.claimant or "")] if len(name) == 2}
        counts.update(found)
        named.update(places.known(text.clean(claim.text)))
    people = [name for name, count in sorted(counts.items()) if count >= KNOWN_PERSON and _is_person(name)]
    places_ = [place for place, count in sorted(named.items()) if count >= KNOWN_PERSON]
    return Corpus(people, places_, sorted(unknown))


def _is_person(name: tuple[str, str]) -> bool:
    return min(map(len, name)) > 2 and names.starts_as_person(name) and not set(name) & NO_SURNAMES


def near_misses(pairs: Iterable[Pair], corpus: Corpus, *, seed: int) -> Iterator[NearMiss]:
    """The near misses of some pairs, at most one of a kind each, the same for the same seed."""
    for pair in pairs:
        rng = random.Random(f"{seed} {pair.message.text}")  # noqa: S311 - for choice, not for secrets
        told = _told(pair.claim)
        for kind, changes in (
            ("speaker", _other_speakers(pair.message.text, told, corpus, rng)),
            ("stranger", _unknown_speakers(pair.message.text, told, corpus, rng)),
            (
                "place",
                itertools.chain(
                    _other_places(pair.message.text, told, corpus, rng),
                    _other_places_in_signs(pair.message.text, told, rng),
                ),
            ),
            ("number", _other_numbers(pair.message.text, told, rng)),
            ("year", _other_years(pair.message.text, told, rng)),
            ("negation", _negated(pair.message.text, told)),
            ("role", _turned(pair.message.text, told, corpus)),
        ):
            for change, changed in changes:
                yield NearMiss(kind, changed, pair, change)
                break


Changes = Iterator[tuple[tuple[str, str], str]]


def _told(claim: Claim) -> str:
    """The claim as it is put, where what is changed must stand too, else the change changes nothing."""
    titles = [review.title or "" for review in claim.reviews]
    return text.untagged(text.clean("\n".join([claim.text, claim.claimant or "", *titles])))


def _other_speakers(said: str, told: str, corpus: Corpus, rng: random.Random) -> Changes:
    """One person for another of the corpus, by full name, surname or handle, wherever they are named."""
    words, own = _words(said), _words(told)
    for last in _people_of_both(said, told, corpus, rng):
        strangers = [name for name in corpus.people if not set(name) & (own | words)]
        if not strangers:
            return
        first, other = rng.choice(strangers)
        changed = _with_another(said, last, first, other)
        if changed != said and last not in changed.lower():
            yield (last, f"{first} {other}"), changed


def _unknown_speakers(said: str, told: str, corpus: Corpus, rng: random.Random) -> Changes:
    """The same, by the surname alone of somebody whom no claim names."""
    for last in _people_of_both(said, told, corpus, rng) if corpus.unknown else ():
        other = rng.choice(corpus.unknown)
        changed = _with_another(said, last, "", other)
        if changed != said and last not in changed.lower():
            yield (last, other), changed


def _people_of_both(said: str, told: str, corpus: Corpus, rng: random.Random) -> list[str]:
    """The surnames of people whom a message and its claim name, in any order."""
    words = _words(said)
    here = sorted({last for _, last in corpus.people if last in words and _full_name(last).search(told)})
    if said != said.lower():
        here = [last for last in here if re.search(rf"\b{last.title()}\b", said)]
    rng.shuffle(here)
    return here


def _with_another(said: str, last: str, first: str, other: str) -> str:
    """A message with one person for another, wherever that one is named."""
    changed = _replaced(_full_name(last), f"{first} {other}".strip(), said)
    changed = re.sub(rf"(?i)[@#]\w*{last}\w*", f"@{first.capitalize()}{other.capitalize()}", changed)
    return _replaced(re.compile(rf"(?i)\b{last}(?='s\b|s?\b)"), other, changed)


def _full_name(last: str) -> re.Pattern[str]:
    """A given name before a surname, with or without an initial or a title."""
    return re.compile(
        rf"\b(?:{'|'.join(sorted(names.given_names()))})\.?,? (?:\w\.? ?)?{last}\b"
        r"(?! (?:house|news|foundation))",
        re.I,
    )


def _other_places(said: str, told: str, corpus: Corpus, rng: random.Random) -> Changes:
    options = [place for place in corpus.places if _has(said, place) and _has(told, place)]
    rng.shuffle(options)
    for place in options:
        here = places.known(told) | places.known(said)
        others = [other for other in corpus.places if not places.near(other, here)]
        if not others:
            return
        other = rng.choice(others)
        changed = _replaced(re.compile(rf"(?i)\b{re.escape(place)}\b"), other, said)
        if not places.known(place) & places.known(text.untagged(changed)):
            yield (place, other), changed


def _other_places_in_signs(said: str, told: str, rng: random.Random) -> Changes:
    """The same in scripts without capitals."""
    said = text.clean(said)
    there = places.known(told)
    here = there | places.known(said)
    for block in sorted({ord(sign) >> 7 for sign in said}):
        listed = places.names_of_signs().get(block, [])
        both = [(name, place) for name, place in listed if name in said and place in there]
        for name, place in both:
            other = rng.choice([other for other, its in listed if its not in here])
            changed = said.replace(name, other)
            if place not in places.known(changed):
                yield (name, other), changed


def _other_numbers(said: str, told: str, rng: random.Random) -> Changes:
    own = {number.replace(",", "") for number in A_NUMBER.findall(told)}
    own |= {word.lower() for word in A_WORD_NUMBER.findall(told)}
    for pattern in (A_NUMBER, A_WORD_NUMBER):
        for found in pattern.finditer(said):
            number = found.group().replace(",", "").lower()
            if number not in own or A_YEAR.fullmatch(number):
                continue
            other = _other_number(number, rng)
            shown = f"{int(other):,}" if "," in found.group() else other
            if other not in own:
                yield (number, shown), _everywhere(pattern, found.group(), shown, said)


def _everywhere(pattern: re.Pattern[str], one: str, other: str, said: str) -> str:
    """The text with one of the things that a pattern finds as another, wherever it stands."""
    return pattern.sub(lambda found: other if found.group() == one else found.group(), said)


def _other_number(number: str, rng: random.Random) -> str:
    if number in SPELLED:
        return rng.choice([word for word in SPELLED if word != number])
    factor = rng.choice([0.3, 0.5, 2, 3, 5])
    value = float(number) * factor
    return (
        f"{value:.1f}" if "." in number else str(max(2, round(value)) + (round(value) == int(float(number))))
    )


def _other_years(said: str, told: str, rng: random.Random) -> Changes:
    for found in A_YEAR.finditer(said):
        if found.group() in told:
            other = str(int(found.group()) + rng.choice([-20, -10, -7, -4, -3, -2, 2, 3]))
            if other not in told and other not in said:
                yield (found.group(), other), said.replace(found.group(), other)


def _negated(said: str, told: str) -> Changes:
    """A denial taken out where the claim denies too, else one put in where it does not."""
    denied, own = A_NEGATION.search(said), A_NEGATION.search(told)
    if denied and own and len(said.split()) <= 30 and len(A_NEGATION.findall(said)) == 1:
        rest = said[: denied.start()]
        rest += "n" if rest.lower().endswith(" ca") else ""
        yield (denied.group(), ""), rest + said[denied.end() :]
    if (
        denied
        or own
        or re.search(r"(?i)\b(?:no|nobody|none|without|fake|false|denie\w+|hoax)\b", said + told)
    ):
        return
    asked = ASKED.search(said)
    who = asked["who"].split() if asked else []
    title = names.shouted(said)
    if (
        asked
        and "'" not in asked["who"]
        and (
            (not title and said[asked.end() :].split()[0].islower())
            or (len(who) == 2 and who[0].lower() in names.given_names())
        )
    ):
        verb = "never" if asked["verb"].lower() != "will" else "not"
        yield ("", verb), said[: asked.end()] + f"{verb} " + said[asked.end() :]
        return
    stems = {word.stem for word in text.content(text.words(told))}
    for found in DENIABLE.finditer(said):
        after = text.content(text.words(said[found.end() :]))[:1]
        if after and after[0].stem in stems:
            yield ("", "not"), said[: found.end()] + "not " + said[found.end() :]
            return


def _turned(said: str, told: str, corpus: Corpus) -> Changes:
    """Whoever does something and to whom, the other way round, where the claim has them in that order."""
    known = {last for _, last in corpus.people} | set(corpus.places)
    for deed in A_DEED.finditer(said):
        before = [
            m for m in re.finditer(r"\b[A-Z][\w-]+", said[: deed.start()]) if m.group().lower() in known
        ]
        rest = said[deed.end() : deed.end() + 60]
        after = [m for m in re.finditer(r"\b[A-Z][\w-]+", rest) if m.group().lower() in known]
        if not before or not after or deed.start() - before[-1].end() > 40:
            continue
        one, other = before[-1], after[0]
        there = told.find(one.group()), told.find(other.group())
        verb = A_DEED.search(told[there[0] : there[1]]) if -1 < there[0] < there[1] else None
        between = said[one.end() : deed.start()] + rest[: other.start()]
        if not verb or re.search(r"\b(?:and|or|by|with)\b|[,.;:]", between) or one.group() == other.group():
            continue
        at = deed.end() + other.start()
        yield (
            (one.group(), other.group()),
            (
                said[: one.start()]
                + other.group()
                + said[one.end() : at]
                + one.group()
                + said[at + len(other.group()) :]
            ),
        )


def _replaced(pattern: re.Pattern[str], other: str, said: str) -> str:
    return pattern.sub(lambda found: _cased(found.group(), other), said)


def _words(said: str) -> set[str]:
    return {word.form for word in text.words(said, "")}


def _has(said: str, place: str) -> bool:
    return re.search(rf"(?i)\b{re.escape(place)}\b", said) is not None


def _cased(model: str, other: str) -> str:
    return (
        other.upper()
        if model.isupper() and len(model) > 3
        else other.title()
        if model[0].isupper()
        else other
    )
