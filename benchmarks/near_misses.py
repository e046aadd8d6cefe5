"""How often a near miss gets the claim's verdict: `python -m benchmarks.near_misses --split dev`.

Near misses are made by rule from messages whose claim is known: one name, number, year, place or
denial that the claim has too is changed, or the two sides of a deed are turned round. Two measures:

- guard: of each message with its own claim, whether something is seen to differ. It should not for
  the message as it was written (false alarm), and should for its near misses (caught).
- asked: whether the engine gives the claim's verdict, for the message and for its near misses.

Rules and word lists were looked over with `--split train`; `--split dev` is for reporting.
"""

import argparse
import contextlib
import itertools
import random
import re
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks import datasets
from bot import evaluation, match, names, places, text
from bot.engine import Engine, open_engine
from bot.index import Index
from bot.model import Claim, Message
from bot.people import persons
from bot.reading import ClaimReading, Reading
from bot.store import Store

KINDS = ("speaker", "place", "number", "year", "negation", "role")
SETS = ("snopes", "politifact", "questions", "starter", "multilingual")
# The one split that each of these has: half of it is for `train`, half for `dev`.
HALVED = {"questions": "dev", "multilingual": "train"}
MOST_PAIRS = 1500
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
    """Who and what can stand in for another: people and places of one claim set."""

    people: list[tuple[str, str]]
    places: list[str]


@dataclass(slots=True)
class Count:
    pairs: int = 0
    fired: int = 0
    missed: list[NearMiss] = field(default_factory=list)


# Making them


def near_misses(pairs: Iterable[Pair], corpus: Corpus, *, seed: int) -> Iterator[NearMiss]:
    """The near misses of some pairs, at most one of a kind each, the same for the same seed."""
    for pair in pairs:
        rng = random.Random(f"{seed} {pair.message.text}")  # noqa: S311 - for choice, not for secrets
        told = _told(pair.claim)
        for kind, changes in (
            ("speaker", _other_speakers(pair.message.text, told, corpus, rng)),
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
    here = sorted({last for _, last in corpus.people if last in words and _full_name(last).search(told)})
    if said != said.lower():
        here = [last for last in here if re.search(rf"\b{last.title()}\b", said)]
    rng.shuffle(here)
    for last in here:
        strangers = [name for name in corpus.people if not set(name) & (own | words)]
        if not strangers:
            return
        first, other = rng.choice(strangers)
        changed = _replaced(_full_name(last), f"{first} {other}", said)
        changed = re.sub(rf"(?i)[@#]\w*{last}\w*", f"@{first.capitalize()}{other.capitalize()}", changed)
        changed = _replaced(re.compile(rf"(?i)\b{last}(?='s\b|s?\b)"), other, changed)
        if changed != said and last not in changed.lower():
            yield (last, f"{first} {other}"), changed


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
    here = places.known(said) | places.known(told)
    for block in sorted({ord(sign) >> 7 for sign in said}):
        listed = places.names_of_signs().get(block, [])
        both = [(name, place) for name, place in listed if name in said and place in places.known(told)]
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
                every = re.compile(rf"(?<![\w.,:/-]){re.escape(found.group())}(?![\w/-])(?!\.\d)")
                yield (number, shown), every.sub(shown, said)


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


# From what


def corpus_of(claims: Iterable[Claim]) -> Corpus:
    """The people that several claims name by first name and surname, and the places that they know."""
    counts: Counter[tuple[str, str]] = Counter()
    named: Counter[str] = Counter()
    for claim in claims:
        found = {name for name in persons(text.clean(claim.text)) if len(name) == 2}
        found |= {name for name in [names.as_name(claim.claimant or "")] if len(name) == 2}
        counts.update(found)
        named.update(places.known(text.clean(claim.text)))
    people = [name for name, count in sorted(counts.items()) if count >= KNOWN_PERSON and _is_person(name)]
    return Corpus(people, [place for place, count in sorted(named.items()) if count >= KNOWN_PERSON])


def _is_person(name: tuple[str, str]) -> bool:
    return min(map(len, name)) > 2 and names.starts_as_person(name) and not set(name) & NO_SURNAMES


def pairs_of(name: str, split: str, folder: Path) -> tuple[Engine, list[Pair]]:
    """The engine over a set's claims, and each message of the split with the claim that it is about."""
    if name == "starter":
        engine = open_engine(folder / "starter.db")
        rows = [row for row in datasets.questions(split) if row["expect"] == "match"]
        asked = [(Message(row["text"]), row["claim"]) for row in rows]
    else:
        labelled = datasets.labelled(name, HALVED.get(name, split))
        if labelled is None:
            raise SystemExit(f"The public set {name} is not at hand: set FACTCHECK_BENCH to its folder.")
        file, queries, qrels = labelled
        engine = _engine(file, folder / f"{name}.db")
        if name in HALVED:
            queries = [q for q in queries if zlib.crc32(q.id.encode()) % 2 == (split == "dev")]
        asked = [(q.message, min(qrels[q.id])) for q in queries if q.id in qrels]
    claims = {claim.id: claim for claim in engine.store.claims([id_ for _, id_ in asked])}
    found = [Pair(message, claims[id_]) for message, id_ in asked]
    random.Random(1).shuffle(found)  # noqa: S311
    return engine, found[:MOST_PAIRS]


def _engine(file: Path, database: Path) -> Engine:
    fresh = not database.exists()
    store = Store(database)
    if fresh:
        store.put(evaluation.read_claims(file))
    return Engine(store, Index(store))


def _all_claims(engine: Engine) -> Iterator[Claim]:
    for changes in engine.store.changed_since(0):
        yield from (claim for _, claim in changes if claim is not None)


# Measuring them


def fires(pair: Pair, said: str, engine: Engine) -> bool:
    """Whether the guard sees a difference between a message and its claim, as the engine would ask it."""
    cleaned = text.clean(said)
    lexicon = engine.lexicon
    claim = ClaimReading(pair.claim, lexicon)
    statement = Reading(cleaned, lexicon)
    if len(cleaned.split()) > match._SHORT_WORDS:
        sentences = text.statements(cleaned) or [cleaned]
        likest = max(sentences, key=lambda one: fuzz.token_set_ratio(one.lower(), pair.claim.text.lower()))
        statement = Reading(likest, lexicon)
    found = match.differences(statement, claim)
    if not found and statement.text != cleaned:
        found = match.differences_around(Reading(cleaned, lexicon), claim)
    message = pair.message
    return bool(found or match.post_differences(statement, claim, author=message.author, date=message.date))


def answered(pair: Pair, said: str, engine: Engine) -> bool:
    """Whether the engine gives the claim's verdict to the message."""
    answer = engine.ask(Message(said, pair.message.author, pair.message.date))
    return any(f.outcome == "match" and f.claim and f.claim.id == pair.claim.id for f in answer.findings)


def measure(
    engine: Engine, pairs: list[Pair], made: list[NearMiss], *, ask: bool
) -> tuple[dict[str, Count], dict[str, Count]]:
    guard: dict[str, Count] = defaultdict(Count)
    asked: dict[str, Count] = defaultdict(Count)
    every = [*(NearMiss("as written", pair.message.text, pair, ("", "")) for pair in pairs), *made]
    for one in every:
        count = guard[one.kind]
        count.pairs += 1
        fired = fires(one.pair, one.text, engine)
        count.fired += fired
        if fired == (one.kind == "as written"):
            count.missed.append(one)
        if ask:
            asked[one.kind].pairs += 1
            asked[one.kind].fired += answered(one.pair, one.text, engine)
    return guard, asked


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Near misses by rule: caught by the guard, answered by the engine."
    )
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", action="store_true", help="also ask the engine (slower)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of each that went wrong")
    parser.add_argument("--keep", type=Path, help="a folder for the databases, to be used again")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.sets:
            engine, pairs = pairs_of(name, options.split, folder)
            stack.callback(engine.close)
            engine.index.refresh()
            made = list(near_misses(pairs, corpus_of(_all_claims(engine)), seed=options.seed))
            started = time.perf_counter()
            guard, asked = measure(engine, pairs, made, ask=options.ask)
            took = (time.perf_counter() - started) * 1000 / (len(pairs) + len(made))
            print(f"\n{name} {options.split}: {len(pairs)} messages, {len(made)} near misses, {took:.2f} ms")
            _print(guard, asked)
            _show(guard, options.show)
    sys.stdout.flush()


def _print(guard: dict[str, Count], asked: dict[str, Count]) -> None:
    for kind in ("as written", *KINDS):
        count = guard[kind]
        if count.pairs:
            told = "false alarms" if kind == "as written" else "caught"
            line = f"  {kind:11}{count.pairs:6}{count.fired / count.pairs:9.1%} {told:13}"
            if asked:
                line += f"{asked[kind].fired / asked[kind].pairs:8.1%} answered"
            print(line)
    made = [guard[kind] for kind in KINDS]
    total = sum(count.pairs for count in made) or 1
    line = f"  {'near misses':11}{total:6}{sum(count.fired for count in made) / total:9.1%} {'caught':13}"
    if asked:
        line += f"{sum(asked[kind].fired for kind in KINDS) / total:8.1%} answered"
    print(line)


def _show(guard: dict[str, Count], most: int) -> None:
    for kind, count in guard.items():
        for one in count.missed[:most]:
            print(
                f"  [{kind}] {one.change[0]} > {one.change[1]}: {one.text!r}\n"
                f"      claim: {one.pair.claim.text!r}"
            )


if __name__ == "__main__":
    main()
