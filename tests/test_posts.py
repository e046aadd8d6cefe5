"""Long posts: what is said of the same people in the same words, and is another claim, gets no verdict."""

from dataclasses import replace

import pytest

from benchmarks import datasets
from benchmarks.starter import outcomes, shares
from bot import learnt, match, posts
from bot.engine import Engine
from bot.index import Index
from bot.model import Message
from bot.sketch import Sketch, indexed
from bot.store import Store

from .claims import make_claim

BLEACH = "biden-trump-drink-bleach"
CHECKED = "2020-07-11"
SPREADS_IT = (
    "Never forget: at that briefing about COVID-19 Trump told the whole country that people may be okay if they "
    "drink bleach. Bleach! A nurse in my book club nearly fainted. This is what happens, folks"
)
SAYS_ELSE = (
    "Never forget: after Trump went on about disinfectant at that briefing, calls to poison control in my state "
    "TRIPLED overnight. People were swallowing cleaner because of him. A nurse in my book club told us so, and "
    "she would know. This is what happens, folks"
)


@pytest.mark.parametrize("date", [None, CHECKED])
@pytest.mark.parametrize(("text", "outcome"), [(SPREADS_IT, "match"), (SAYS_ELSE, "related")])
def test_a_post_must_say_what_the_claim_says(
    engine: Engine, text: str, outcome: str, date: str | None
) -> None:
    answer = engine.ask(Message(text, date=date, forwarded=True))
    first = answer.findings[0]
    assert first.claim
    assert (answer.outcome, first.claim.id) == (outcome, BLEACH)


def test_so_must_the_text_of_a_post_that_is_pasted(engine: Engine) -> None:
    assert engine.ask(Message(SPREADS_IT)).outcome == "match"
    assert engine.ask(Message(SAYS_ELSE)).outcome == "related"


def test_a_question_and_a_brief_message_are_no_long_post(engine: Engine) -> None:
    def is_long_post(text: str, **about: bool) -> bool:
        return match.is_long_post(engine.read(Message(text, **about)))

    assert is_long_post(SAYS_ELSE)
    for asking in (
        ". Is that so?",
        ", true?",
        ". Real or fake",
        ". I want to know if it is true.",
        ". Pls check",
    ):
        assert not is_long_post(SAYS_ELSE + asking), asking
    assert is_long_post(SAYS_ELSE + ". Is that so?", forwarded=True)
    assert is_long_post(SAYS_ELSE.replace("TRIPLED overnight.", "TRIPLED overnight. Does nobody care? Why?"))
    assert not is_long_post("Trump told people to drink bleach", forwarded=True)


def test_the_day_of_a_check_proves_nothing_for_one_sentence_of_a_post(engine: Engine) -> None:
    text = (
        "Shoot one eagle and you go to prison. Meanwhile the companies running those windmills in California have "
        "never paid a single dollar in fines for all the eagles their blades hit. Think about that next time"
    )
    answer = engine.ask(Message(text, date="2016-05-31"))
    assert answer.outcome == "related"
    assert answer.findings[0].claim
    assert answer.findings[0].claim.id == "trump-windmills-eagles"


def test_what_is_shared_is_counted_without_names(store: Store) -> None:
    store.put([make_claim(text="The mayor of Zurich banned pineapple pizza.")])
    ((_, told),) = next(store.told_since(0, until=store.revision()))
    assert told
    sketch = Sketch(indexed(told)[0].sketch)
    # "Mayor" is a title, and as little telling as the city's name.
    pizza = {"mayor", "zurich", "ban", "pizza", "tuesday", "rain"}
    assert posts.shares(pizza, sketch) == {"said": 2 / 4, "told": 2 / 3}
    # Its quote, "I never banned it", has but one telling word.
    assert posts.shares({"ban"}, sketch)["told"] == 1 / 3


@pytest.mark.parametrize("kind", ["question", "post"])
def test_the_less_is_shared_the_surer_it_must_be(kind: str) -> None:
    little, much = ({"said": share, "told": share, "few claims": 0.0} for share in (0.1, 0.6))
    assert posts.least(kind, much) < 0.6 < posts.least(kind, little) < 1.0
    enough = posts.least(kind, little)
    measured = little | {posts.BELIEF: posts.belief(enough)}
    assert learnt.logistic(learnt.linear("long post", kind)(measured)) == pytest.approx(
        learnt.thresholds()["same post"]
    )


def test_most_posts_get_the_right_verdict_and_few_that_say_something_else(engine: Engine) -> None:
    found = shares(outcomes(engine, datasets.questions("posts-train")))
    assert found["post"]["right"] >= 0.8
    assert found["post near-miss"]["wrong"] <= 0.15
    assert found["post near-miss"]["limited"] >= 0.75 * found["post near-miss"]["wrong"]


def test_so_must_a_post_in_another_language(store: Store) -> None:
    vaccine = "Vacina contra a gripe contém chip líquido que controla a mente dos idosos em Portugal"
    store.put([replace(make_claim("vaccine", vaccine), language="pt")])
    engine = Engine(store, Index(store))

    def least(text: str) -> float:
        question = engine.read(Message(text, forwarded=True))
        first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
        return match.threshold(question, first)

    says_else = (
        "Bom dia a todos! A vacina contra a gripe acabou nos centros de saúde e muitos idosos em Portugal vão "
        "passar o inverno sem ela, disse a minha prima que é enfermeira. Passem a todos"
    )
    thresholds = learnt.thresholds()
    assert least(f"Bom dia! {vaccine}, disse a minha prima que é enfermeira no Porto") < least(says_else)
    assert least(says_else) > thresholds["match"]
    assert least(f"{says_else}. É verdade?") > thresholds["match"]  # it was forwarded
