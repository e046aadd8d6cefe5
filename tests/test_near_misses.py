"""The near misses that the benchmark makes: each changes one thing that the claim says too."""

from benchmarks.near_miss_rules import Corpus, Pair, corpus_of, near_misses
from bot import starter
from bot.language.places import known
from bot.model import Claim, Message

CORPUS = Corpus(
    [("joe", "biden"), ("ted", "cruz"), ("sarah", "palin")], ["russia", "france", "kenya"], ["macron"]
)


def _made(said: str, told: str) -> dict[str, str]:
    pair = Pair(Message(said), Claim("x", told, ()))
    return {one.kind: one.text for one in near_misses([pair], CORPUS, seed=1)}


def test_each_kind_of_change_is_made_once() -> None:
    made = _made(
        "Did Joe Biden send 300 tanks to Kenya in 2015?",
        "In 2015, Joe Biden sent 300 tanks to the army of Kenya.",
    )
    assert set(made) == {"speaker", "stranger", "place", "number", "year", "negation"}
    assert "Biden" not in made["speaker"]
    assert made["stranger"] == "Did Macron send 300 tanks to Kenya in 2015?"
    assert known(made["place"]) != {"kenya"}
    assert "300" not in made["number"]
    assert "2015" not in made["year"]
    assert made["negation"] == "Did Joe Biden never send 300 tanks to Kenya in 2015?"


def test_what_the_claim_does_not_say_is_not_changed() -> None:
    assert _made("Joe Biden sells 300 boats in 2015", "A photograph shows a president with boats.") == {}


def test_who_does_it_to_whom_is_turned_round() -> None:
    made = _made("Is it true that Biden sued Cruz?", "Joe Biden sued Ted Cruz.")
    assert made["role"] == "Is it true that Cruz sued Biden?"


def test_the_same_seed_makes_the_same() -> None:
    pairs = [Pair(Message(claim.text), claim) for claim in starter.claims()]
    corpus = corpus_of(starter.claims())
    once = list(near_misses(pairs, corpus, seed=3))
    assert once == list(near_misses(pairs, corpus, seed=3))
    assert len(once) > 100
    assert all(one.text != one.pair.message.text for one in once)
