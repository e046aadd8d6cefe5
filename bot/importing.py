"""Reading items into the database: in batches, each whole or not at all, and the same again for nothing.

An item that was read before is known by a digest and costs a look-up. What changed replaces what its
publisher said; what is another publisher's review of a known claim is added to it, with the reason.
"""

import datetime
import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from . import incoming, merging
from .catalogue import Catalogue, Page
from .errors import BadClaim
from .incoming import Defaults, Incoming
from .model import Claim

_BATCH = 500
_REASONS_KEPT = 20


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


@dataclass(slots=True)
class Summary:
    """What an import did. `examples` are the first places for each reason."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    repeated: int = 0
    older: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        return sum(self.reasons.values())

    @property
    def usable(self) -> int:
        return self.new + self.updated + self.unchanged + self.merged + self.repeated

    def leave_out(self, where: str, reason: str) -> None:
        self.reasons[reason] += 1
        if len(self.examples) < _REASONS_KEPT or reason in self.examples:
            kept = self.examples.setdefault(reason, [])
            if len(kept) < 3:
                kept.append(where)


@dataclass(frozen=True, slots=True)
class _Known:
    """An item with what makes it recognizable: the same key, another version; the same digest, the same."""

    item: Item
    key: str
    digest: str
    repeats: bool = False


def run(
    catalogue: Catalogue,
    found: Iterable[Item | LeftOut | Page],
    *,
    now: datetime.datetime,
    since: str = "",
    progress: Callable[[int], None] = lambda number: None,
) -> Summary:
    """Read all that is found into the database. Whatever stops it, the batches before are in, and the
    next run goes on from there. Reviews before `since` (ISO) are passed over. A page that comes after its
    items is noted as read once they are in."""
    summary = Summary()
    _complete_keys(catalogue)
    run_ = catalogue.next_run()
    for batch in _batches(found):
        for each in batch:
            if isinstance(each, LeftOut):
                summary.leave_out(each.where, each.reason)
        items = [_known(each) for each in batch if isinstance(each, Item)]
        _Batch(catalogue, summary, run_, now, since).read(items)
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
        self.keys_of: dict[Incoming, list[str]] = {}
        self.rows: list[tuple[str, str, str, int]] = []
        self.outdated: set[str] = set()
        self.reworded: set[str] = set()
        self.removed: set[str] = set()
        self.edited: set[str] = set()
        self.apart: set[str] = set()

    def read(self, items: list[_Known]) -> None:
        news = [(known, arrived) for known in self._unseen(items) if (arrived := self._arrived(known.item))]
        if not news:
            return
        self._look_up([arrived for _, arrived in news])
        for known, arrived in news:
            self._take(known, arrived)
        self._write()

    def _unseen(self, items: list[_Known]) -> Iterator[_Known]:
        """Those that are not what an earlier run has read already. Another version of an item within one
        run does not replace the first: it `repeats` it."""
        seen = self.catalogue.seen(known.key for known in items)
        here: set[str] = set()
        for known in items:
            before = seen.get(known.key, [])
            if any(each.digest == known.digest for each in before):
                self.summary.unchanged += 1
            elif known.key in here or any(each.run == self.run for each in before):
                yield replace(known, repeats=True)
            else:
                if before:
                    self.outdated.add(known.key)
                yield known
            here.add(known.key)

    def _arrived(self, item: Item) -> Incoming | None:
        try:
            arrived = incoming.read(item.node, item.defaults)
        except BadClaim as error:
            self.summary.leave_out(item.where, str(error))
            return None
        except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
            self.summary.leave_out(item.where, f"it cannot be read ({type(error).__name__})")
            return None
        if self.since and (arrived.claim.reviews[0].date or "9999") < self.since:
            self.summary.older += 1
            return None
        return arrived

    def _look_up(self, arrived: list[Incoming]) -> None:
        """Everything that these claims could belong to, in a few queries."""
        urls = {review.url for each in arrived for review in each.claim.reviews if review.url}
        self.keys_of = {each: merging.keys(each.claim, each.appearances) for each in arrived}
        keys = set(itertools.chain.from_iterable(self.keys_of.values()))
        self.by_url = self.catalogue.claims_of_reviews(urls)
        self.by_key = self.catalogue.claims_of_keys(keys)
        ids = {each.claim.id for each in arrived} | {_other_id(each.claim) for each in arrived}
        self.removed = self.catalogue.removed_ids(ids)
        self.apart = self.catalogue.kept_apart(urls)
        for more in (self.by_url, self.by_key):
            ids.update(itertools.chain.from_iterable(more.values()))
        self.claims = {claim.id: claim for claim in self.catalogue.store.claims(sorted(ids))}
        self.edited = self.catalogue.edited_ids(self.claims)

    def _take(self, known: _Known, arrived: Incoming) -> None:
        claim = arrived.claim
        own = self._own(claim)
        if own is None and claim.id in self.claims:
            claim = replace(claim, id=_other_id(claim))
            own = self.claims.get(claim.id)
        if claim.id in self.removed and own is None:
            self.summary.leave_out(known.item.where, f"you removed it: 'factcheck restore {claim.id}'")
            return
        if own is not None:
            self._complete(own, claim) if known.repeats else self._renew(own, claim)
            claim = own
        elif (found := self._other_publishers(arrived, claim)) is not None:
            other, why = found
            self.merges.append((other.id, why, claim))
            self._put(merging.merged(other, claim))
            self.summary.merged += 1
            claim = other
        else:
            self._put(claim)
            self.summary.new += 1
        self.rows.append((known.key, known.digest, claim.id, self.run))
        for key in self.keys_of[arrived]:
            self.keys.append((key, claim.id))
            self.by_key.setdefault(key, []).append(claim.id)

    def _own(self, claim: Claim) -> Claim | None:
        """The claim that this same item became before, perhaps in other words."""
        named = self.claims.get(claim.id)
        url = claim.reviews[0].url
        split_off = url in self.apart and named and url not in {review.url for review in named.reviews}
        if named and not split_off and merging.same_item(named, claim):
            return named
        near = [self.claims[id_] for id_ in self.by_url.get(url, []) if id_ in self.claims]
        said = merging.said(claim.text)
        same = [each for each in near if merging.said(each.text) == said]
        # Alike claims that one page checks side by side are two; one that came before was reworded.
        reworded = (each for each in near if each.id not in self.changed and merging.same_item(each, claim))
        return same[0] if same else next(reworded, None)

    def _renew(self, own: Claim, claim: Claim) -> None:
        now = merging.merged(own, claim) if own.id in self.edited else merging.renewed(own, claim)
        if now == own:
            self.summary.unchanged += 1
            return
        urls = {review.url for review in own.reviews}
        if merging.said(own.text) != merging.said(claim.text):
            self.reworded.add(own.id)
        if claim.reviews[0].url not in urls:
            self.merges.append((own.id, "the same identifier", claim))
            self.summary.merged += 1
        else:
            self.summary.updated += 1
        self._put(now)

    def _complete(self, own: Claim, claim: Claim) -> None:
        """What stands in a source twice is one claim: the first, with what it lacked from the second."""
        self.summary.repeated += 1
        now = merging.merged(merging.merged(own, claim), own)
        if now != own:
            self._put(now)

    def _other_publishers(self, arrived: Incoming, claim: Claim) -> tuple[Claim, str] | None:
        url = claim.reviews[0].url
        if arrived.settled or not url or url in self.apart:
            return None
        keys = self.keys_of[arrived]
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

    def _write(self) -> None:
        catalogue = self.catalogue
        if not self.changed and not self.rows:
            return
        writing = catalogue.store.writing if self.changed else catalogue.store.file.writing
        with writing() as db:
            catalogue.store.write(db, [self.claims[id_] for id_ in self.changed])
            catalogue.forget(db, self.outdated, of_claims=self.reworded)
            catalogue.remember(db, self.rows)
            catalogue.add_keys(db, self.keys)
            for id_, why, original in self.merges:
                catalogue.add_merge(db, id_, why, original, self.now)


def _complete_keys(catalogue: Catalogue) -> None:
    """Make claims findable that came in by another way."""
    while claims := catalogue.without_keys():
        with catalogue.store.file.writing() as db:
            catalogue.add_keys(db, [(key, claim.id) for claim in claims for key in merging.keys(claim)])


def _known(item: Item) -> _Known:
    node = item.node
    reviewed = node.get("itemReviewed")
    named = reviewed.get("identifier") if isinstance(reviewed, dict) else None
    defaults = item.defaults
    what = [node.get("url"), node.get("claimReviewed"), named, node.get("author"), defaults.base]
    return _Known(item, _digest(what), _digest([node, defaults.publisher, defaults.language]))


def _digest(what: Any) -> str:
    try:
        text = json.dumps(what, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = repr(type(what))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _other_id(claim: Claim) -> str:
    """An id for a claim whose own identifier is taken by another claim."""
    review = claim.reviews[0]
    return f"{claim.id[:100]}~{incoming.derived_id('', '', review.publisher + review.url + claim.text)[-8:]}"


def _batches(found: Iterable[Item | LeftOut | Page]) -> Iterator[list[Item | LeftOut | Page]]:
    found = iter(found)
    while batch := list(itertools.islice(found, _BATCH)):
        yield batch
