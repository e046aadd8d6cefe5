"""Reading items into the database: in batches, each whole or not at all, and the same again for nothing.

An item that was read before is known by a digest and costs a look-up. What changed replaces what its
publisher said; what is another publisher's review of a known claim is added to it, with the reason.
"""

import datetime
import hashlib
import itertools
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import BadClaim
from ..memory.catalogue import Catalogue, Page, Seen
from ..model import Claim, Quote, Review
from ..workers import mapped, plainly_sent
from . import incoming, merging
from .incoming import Defaults, Incoming
from .streams import Guess

_BATCH = 1000
_LONGEST_BATCH_SECONDS = 5.0
_REASONS_KEPT, _PLACES_KEPT = 100, 10_000
_as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


@dataclass(frozen=True, slots=True)
class Item:
    """A ClaimReview node and where it stood."""

    node: dict[str, Any]
    where: str
    defaults: Defaults


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that cannot be read, and why, in words that follow "left out because"."""

    where: str
    reason: str


# What a source has in it, one after the other.
Part = Item | LeftOut | Page | Guess


@dataclass(slots=True)
class Summary:
    """What an import did. `places` are where something was left out for each reason, the first 10,000;
    `files` and `rows` were read as Windows-1252; `ignored` counts what is no verdict, language, link or date,
    `ignored_first` has the first of each and where it stood."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    repeated: int = 0
    older: int = 0
    files: int = 0
    rows: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    ignored_first: dict[str, tuple[str, str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        return sum(self.reasons.values())

    @property
    def usable(self) -> int:
        return self.new + self.updated + self.unchanged + self.merged + self.repeated

    def leave_out(self, where: str, reason: str) -> None:
        self.reasons[reason] += 1
        if len(self.places) < _REASONS_KEPT or reason in self.places:
            kept = self.places.setdefault(reason, [])
            if len(kept) < _PLACES_KEPT:
                kept.append(where)

    def ignore(self, where: str, what: str, words: str) -> None:
        self.ignored[what] += 1
        self.ignored_first.setdefault(what, (words, where))


@dataclass(frozen=True, slots=True)
class _Known:
    """An item with what makes it recognizable: the same key, another version; the same digest, the same."""

    item: Item
    key: str
    digest: str
    repeats: bool = False

    @property
    def version(self) -> "_Version":
        return (self.key, self.digest)


@dataclass(frozen=True, slots=True)
class _Read:
    """What an item says, and the keys under which its claim is found; or why it is left out."""

    arrived: Incoming | None = None
    keys: Sequence[str] = ()
    left_out: str = ""


plainly_sent(Item, Defaults, Incoming, Claim, Review, Quote, _Read)
_Version = tuple[str, str]
_Batched = list[Part]


def run(
    catalogue: Catalogue,
    found: Iterable[Part],
    *,
    now: datetime.datetime,
    since: str = "",
    progress: Callable[[int], None] = lambda number: None,
) -> Summary:
    """Read all that is found into the database. Whatever stops it, the batches before are in, and the
    next run goes on from there. Reviews before `since` (ISO) are passed over. A page that comes after its
    items is noted as read once they are in."""
    summary = Summary()
    catalogue.store.file.hold_more()
    _complete_keys(catalogue)
    run_ = catalogue.next_run()
    taken: deque[tuple[_Batched, list[_Known], list[_Version]]] = deque()

    def unread() -> Iterator[list[Item]]:
        """The items of each batch that are not known to be what an earlier run has read."""
        for batch in _batches(found):
            items = [_known(each) for each in batch if isinstance(each, Item)]
            seen = catalogue.seen(known.key for known in items)
            fresh = {known.version: known.item for known in items if not _is_seen(known, seen)}
            taken.append((batch, items, list(fresh)))
            yield list(fresh.values())

    for read in mapped(_read, unread()):
        batch, items, fresh = taken.popleft()
        for each in batch:
            if isinstance(each, LeftOut):
                summary.leave_out(each.where, each.reason)
            elif isinstance(each, Guess):
                summary.files += each.files
                summary.rows += each.rows
        _Batch(catalogue, summary, run_, now, since).take(items, dict(zip(fresh, read, strict=True)))
        catalogue.put_pages(each for each in batch if isinstance(each, Page))
        progress(len(batch))
    return summary


class _Batch:
    """Some items on their way into the database."""

    def __init__(
        self, catalogue: Catalogue, summary: Summary, run_: int, now: datetime.datetime, since: str
    ) -> None:
        self.catalogue, self.summary, self.run, self.since = catalogue, summary, run_, since
        self.now = now.isoformat(timespec="seconds")
        self.claims: dict[str, Claim] = {}
        self.by_key: dict[str, list[str]] = {}
        self.by_url: dict[str, list[str]] = {}
        self.changed: dict[str, None] = {}
        self.merges: list[tuple[str, str, Claim]] = []
        self.keys: list[tuple[str, str]] = []
        self.rows: list[tuple[str, str, str, int]] = []
        self.outdated: set[str] = set()
        self.reworded: set[str] = set()
        self.removed: set[str] = set()
        self.edited: set[str] = set()
        self.edited_reviews: set[tuple[str, str]] = set()
        self.became: dict[str, list[str]] = {}
        self.met: set[str] = set()
        self.apart: set[str] = set()

    def take(self, items: list[_Known], read: dict[_Version, _Read]) -> None:
        """Take in these items, most of which were `read`; what was known then may not be any more. What is
        there is looked up in the transaction that writes, so that nothing done meanwhile is undone."""
        with self.catalogue.store.file.writing() as db:
            news = [
                (known, each.arrived, each.keys)
                for known in self._unseen(items)
                if self._is_wanted(known.item, each := read.get(known.version) or _of_item(known.item))
                and each.arrived
            ]
            if not news:
                return
            self._look_up([(arrived, keys) for _, arrived, keys in news])
            for known, arrived, keys in news:
                self._take(known, arrived, keys)
            self._write(db)

    def _unseen(self, items: list[_Known]) -> Iterator[_Known]:
        """Those that are not what an earlier run has read already. Another version of an item within one
        run does not replace the first: it `repeats` it."""
        seen = self.catalogue.seen(known.key for known in items)
        self.became = {key: [each.claim for each in before] for key, before in seen.items()}
        here: set[str] = set()
        for known in items:
            before = seen.get(known.key, [])
            if _is_seen(known, seen):
                self.met.update(self.became[known.key])
                if any(each.run == self.run for each in seen[known.key]):
                    self.summary.repeated += 1
                else:
                    self.summary.unchanged += 1
            elif known.key in here or any(each.run == self.run for each in before):
                yield replace(known, repeats=True)
            else:
                if before:
                    self.outdated.add(known.key)
                yield known
            here.add(known.key)

    def _is_wanted(self, item: Item, read: _Read) -> bool:
        if not read.arrived:
            self.summary.leave_out(item.where, read.left_out)
            return False
        if self.since and (read.arrived.claim.reviews[0].date or "9999") < self.since:
            self.summary.older += 1
            return False
        for what, words in read.arrived.ignored:
            self.summary.ignore(item.where, what, words)
        return True

    def _look_up(self, news: list[tuple[Incoming, Sequence[str]]]) -> None:
        """Everything that these claims could belong to, in a few queries."""
        claims = [arrived.claim for arrived, _ in news]
        urls = {review.url for claim in claims for review in claim.reviews if review.url}
        self.by_url = self.catalogue.claims_of_reviews(urls)
        self.by_key = self.catalogue.claims_of_keys({key for _, keys in news for key in keys})
        ids = {claim.id for claim in claims} | {_other_id(claim) for claim in claims}
        self.removed = self.catalogue.removed_ids(ids)
        self.apart = self.catalogue.kept_apart(urls)
        for more in (self.by_url, self.by_key, self.became):
            ids.update(itertools.chain.from_iterable(more.values()))
        self.claims = {claim.id: claim for claim in self.catalogue.store.claims(sorted(ids))}
        self.met |= self.catalogue.claims_of_run(self.run, self.claims)
        self.edited = self.catalogue.edited_ids(self.claims)
        self.edited_reviews = self.catalogue.edited_reviews(self.edited)

    def _take(self, known: _Known, arrived: Incoming, keys: Sequence[str]) -> None:
        claim = arrived.claim
        own = self._own(claim, known.key, named_apart=arrived.settled)
        if own is None and claim.id in self.claims:
            claim = replace(claim, id=_other_id(claim))
            own = self.claims.get(claim.id)
        if claim.id in self.removed and own is None:
            where = f"{known.item.where}: {claim.id}"
            self.summary.leave_out(where, "you removed it ('factcheck restore' lists what you removed)")
            return
        if own is not None:
            self._complete(own, claim) if known.repeats else self._renew(own, claim)
            claim = own
        elif (found := self._other_publishers(arrived, claim, keys)) is not None:
            other, why = found
            self.merges.append((other.id, why, claim))
            self._put(self._merged(other, claim))
            self.summary.merged += 1
            claim = other
        else:
            self._put(claim)
            self.summary.new += 1
        self.rows.append((known.key, known.digest, claim.id, self.run))
        for key in keys:
            self.keys.append((key, claim.id))
            self.by_key.setdefault(key, []).append(claim.id)

    def _own(self, claim: Claim, key: str, *, named_apart: bool) -> Claim | None:
        """The claim that this same item became before, perhaps in other words; of a source that names each
        of its claims (`named_apart`) never one of another name in other words."""
        named = self.claims.get(claim.id)
        url = claim.reviews[0].url
        if url not in self.apart and (ours := self.edited.intersection(self.became.get(key, ()))):
            return self.claims[min(ours)]
        split_off = url in self.apart and named and url not in {review.url for review in named.reviews}
        if named and not split_off and merging.same_item(named, claim):
            return named
        near = [self.claims[id_] for id_ in self.by_url.get(url, []) if id_ in self.claims]
        if not near:
            return None
        said = merging.said(claim.text)
        same = [each for each in near if merging.said(each.text) == said]
        if same or named_apart:
            return same[0] if same else None
        # Alike claims that one page checks side by side are two; one that only came before was reworded.
        before = (each for each in near if each.id not in self.changed and each.id not in self.met)
        return next((each for each in before if merging.same_item(each, claim)), None)

    def _renew(self, own: Claim, claim: Claim) -> None:
        if own.id in self.edited:
            theirs = (each for each in claim.reviews if (own.id, each.url) not in self.edited_reviews)
            claim = replace(claim, reviews=tuple(theirs))
            now = self._merged(own, claim)
        else:
            now = merging.renewed(own, claim)
        if now == own:
            self.summary.unchanged += 1
            return
        urls = {review.url for review in own.reviews}
        if merging.said(own.text) != merging.said(now.text):
            self.reworded.add(own.id)
        if any(each.url not in urls for each in claim.reviews):
            self.merges.append((own.id, "the same identifier", claim))
            self.summary.merged += 1
        else:
            self.summary.updated += 1
        self._put(now)

    def _merged(self, own: Claim, claim: Claim) -> Claim:
        """What the operator has edited takes in reviews alone: what it lacks may have been taken away."""
        return (merging.with_reviews if own.id in self.edited else merging.merged)(own, claim)

    def _complete(self, own: Claim, claim: Claim) -> None:
        """What stands in a source twice is one claim: the first, with what it lacked from the second."""
        self.summary.repeated += 1
        now = merging.with_reviews(self._merged(own, claim), own)
        if now != own:
            self._put(now)

    def _other_publishers(
        self, arrived: Incoming, claim: Claim, keys: Sequence[str]
    ) -> tuple[Claim, str] | None:
        url = claim.reviews[0].url
        if arrived.settled or not url or url in self.apart:
            return None
        addresses = set(keys[2:])
        for key in keys:
            for id_ in self.by_key.get(key, []):
                known = self.claims.get(id_)
                why = known and merging.reason(claim, known, at_same_address=key in addresses)
                if known and why:
                    return known, why
        return None

    def _put(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        self.changed[claim.id] = None
        for review in claim.reviews:
            ids = self.by_url.setdefault(review.url, [])
            if review.url and claim.id not in ids:
                ids.append(claim.id)

    def _write(self, db: Any) -> None:
        catalogue = self.catalogue
        if not self.changed and not self.rows:
            return
        if self.changed:
            catalogue.store.write(db, [self.claims[id_] for id_ in self.changed])
            catalogue.store.sign(db)
        catalogue.forget(db, self.outdated, of_claims=self.reworded)
        catalogue.remember(db, self.rows)
        catalogue.add_keys(db, self.keys)
        for id_, why, original in self.merges:
            catalogue.add_merge(db, id_, why, original, self.now)


def _complete_keys(catalogue: Catalogue) -> None:
    """Make claims findable that came in by another way."""
    more = True
    while more:
        with catalogue.store.file.writing() as db:
            claims = catalogue.without_keys()
            catalogue.add_keys(db, [(key, claim.id) for claim in claims for key in merging.keys(claim)])
        more = bool(claims)


def _read(items: Sequence[Item]) -> list[_Read]:
    """What each of these items says."""
    return [_of_item(item) for item in items]


def _of_item(item: Item) -> _Read:
    try:
        arrived = incoming.read(item.node, item.defaults)
    except BadClaim as error:
        return _Read(left_out=str(error))
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        return _Read(left_out=f"it cannot be read ({type(error).__name__})")
    return _Read(arrived, merging.keys(arrived.claim, arrived.appearances))


def _known(item: Item) -> _Known:
    node = item.node
    reviewed = node.get("itemReviewed")
    named = reviewed.get("identifier") if isinstance(reviewed, dict) else None
    defaults = item.defaults
    what = [node.get("url"), node.get("claimReviewed"), named, node.get("author"), defaults.base]
    return _Known(item, _digest(what), _digest([node, defaults.publisher, defaults.language]))


def _is_seen(known: _Known, seen: dict[str, list[Seen]]) -> bool:
    return any(each.digest == known.digest for each in seen.get(known.key, ()))


def _digest(what: Any) -> str:
    try:
        text = _as_json(what)
    except (ValueError, RecursionError):
        text = repr(type(what))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _other_id(claim: Claim) -> str:
    """An id for a claim whose own identifier is taken by another claim."""
    review = claim.reviews[0]
    return f"{claim.id[:100]}~{incoming.derived_id('', '', review.publisher + review.url + claim.text)[-8:]}"


def _batches(found: Iterable[Part]) -> Iterator[_Batched]:
    """So many at a time, fewer where they come slowly: whatever ends the process costs a few seconds."""
    batch: _Batched = []
    begun = 0.0
    for each in found:
        begun = begun if batch else time.monotonic()
        batch.append(each)
        if len(batch) == _BATCH or time.monotonic() - begun > _LONGEST_BATCH_SECONDS:
            yield batch
            batch = []
    if batch:
        yield batch
