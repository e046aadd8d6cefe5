"""The engine as adapters use it: outcomes, posts with several statements, what is offered instead."""

import concurrent.futures
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import learnt, match
from bot.engine import Engine, open_engine
from bot.index import Index
from bot.model import Claim, Message, Review
from bot.ranking import Question
from bot.store import Store

from .claims import make_claim

POST = """Good morning everyone!! Share this with all your friends!
In 2012 a hot mic caught Obama telling Medvedev he'd have more flexibility after the election.
Also, did you know that coffee was invented on a Tuesday? Nobody told me.
And garlic can be used to lower high blood pressure, my doctor never said so.
#WakeUp #Truth"""


def test_each_statement_of_a_post_gets_its_own_finding_best_first(engine: Engine) -> None:
    answer = engine.ask(Message(POST, forwarded=True))
    found = {finding.claim.id: finding.statement for finding in answer.findings if finding.claim}
    assert found.keys() == {"obama-more-flexibility-russia", "garlic-lowers-high-blood-pressure"}
    assert found["garlic-lowers-high-blood-pressure"].startswith("And garlic")
    probabilities = [finding.probability for finding in answer.findings]
    assert probabilities == sorted(probabilities, reverse=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("392-year-old-shark-arctic", "perry-social-security-ponzi-scheme"),
        ("einstein-world-war-iv-sticks-and-stones", "obama-more-flexibility-russia"),
    ],
)
def test_of_two_claims_that_are_passed_on_word_for_word_each_has_its_verdict(
    engine: Engine, one: str, other: str
) -> None:
    first, second = (claim.text for claim in engine.store.claims([one, other]))
    answer = engine.ask(Message(f"Wow. {first} And that is not all! {second} Share!", forwarded=True))
    given = {each.claim.id for each in answer.findings if each.claim and each.outcome == "match"}
    assert given == {one, other}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Have the 12 hottest years ever recorded all come in the last 15?\ndid putin call trump brilliant?",
            {"obama-12-hottest-years", "trump-putin-calls-me-brilliant"},
        ),
        (
            "Eating poppy seeds can make a pregnancy test positive?\nDid Putin call Trump brilliant?",
            {"trump-putin-calls-me-brilliant"},
        ),
        (
            "Did Putin say it? Did he tell Medvedev that he'd have more flexibility after the election?",
            set(),
        ),
    ],
)
def test_each_of_several_questions_is_asked_by_itself(engine: Engine, text: str, claims: set[str]) -> None:
    findings = engine.ask(Message(text)).findings
    assert {each.claim.id for each in findings if each.claim and each.outcome == "match"} == claims


def test_the_same_claim_twice_in_a_post_is_one_finding(engine: Engine) -> None:
    sentence = "Obama told Medvedev on a hot mic that he'd have more flexibility after the election. "
    answer = engine.ask(Message(sentence * 3, forwarded=True))
    assert [finding.claim and finding.claim.id for finding in answer.findings] == [
        "obama-more-flexibility-russia"
    ]


def test_a_post_gets_at_most_five_findings(engine: Engine) -> None:
    claims = engine.store.claims(["512-year-old-greenland-shark", "coca-cola-used-to-contain-cocaine"])
    claims += engine.latest(30)
    answer = engine.ask(Message("\n".join(f"{claim.text}" for claim in claims if claim.language == "en")))
    assert len(answer.findings) == 5
    assert len({finding.claim and finding.claim.id for finding in answer.findings}) == 5
    assert answer.note == "many"


def test_of_more_questions_than_are_answered_it_says_so(engine: Engine) -> None:
    questions = [
        "Did Obama say he'd have more flexibility?",
        "Did Al Gore say the ice caps would be gone by 2014?",
        "Did Trump invite Putin to hack emails?",
        "Did Mitt Romney call Russia America's No. 1 enemy?",
        "Did Putin call Trump brilliant?",
        "Did Coca-Cola use to contain cocaine?",
    ]
    answer = engine.ask(Message(" ".join(questions)))
    assert (answer.outcome, answer.note, answer.only_note) == ("match", "many", False)
    assert engine.ask(Message(" ".join(questions[:5]))).note is None


HEARD = (
    "President Obama was caught on a live microphone telling Medvedev that he would have more flexibility"
    " after the election on missile defense"
)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (HEARD, None),
        (f"{HEARD}. Share this with everybody!", None),
        (
            f"{HEARD}, and then Putin sent him a golf cart and two crates of champagne as a gift for it",
            "more",
        ),
        (f"Is this true? {HEARD}. The judge ordered the tape destroyed on Monday, his lawyers say.", "more"),
    ],
)
def test_what_a_message_says_besides_its_claims_is_told_to_be_unchecked(
    engine: Engine, text: str, note: str | None
) -> None:
    answer = engine.ask(Message(text, forwarded=True))
    assert (answer.outcome, answer.note) == ("match", note)


def test_nothing_found_says_so_without_a_claim(engine: Engine) -> None:
    answer = engine.ask(Message("Is the library in Springfield open on public holidays?"))
    assert [(finding.outcome, finding.claim) for finding in answer.findings] == [("none", None)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("¿Fue Lula arrestado en 1980 por lavado de dinero?", "lula-arrestado-1980-lavado-de-dinero"),
        ("Ist das Alte Rathaus in Leipzig im Boden versunken?", "leipzig-altes-rathaus-versunken"),
        ("美國大買俄羅斯石油轉賣他國賺差價", "us-buys-russian-oil-resells-taiwan"),
        ("هل بدأ بشار الأسد حياة التقاعد في شوارع موسكو؟", "assad-retired-in-moscow-photo"),
        (
            "Le Mali a-t-il rompu ses relations diplomatiques avec la France ?",
            "mali-rupture-relations-france",
        ),
    ],
)
def test_a_question_is_matched_in_its_own_language(engine: Engine, text: str, claim: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", claim)


def test_of_two_claims_in_the_same_words_with_different_verdicts_none_is_chosen(engine: Engine) -> None:
    finding = engine.ask(Message("women make 77 cents for every dollar a man makes")).findings[0]
    claims = [finding.claim, *(other.claim for other in finding.others)]
    assert {"obama-women-77-cents", "raimondo-women-77-cents"} <= {claim.id for claim in claims if claim}
    assert len({claim.verdict for claim in claims if claim}) > 1
    assert finding.outcome == "related"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("is the photo of biden with a kkk grand wizard real", {"mostly-false", "misleading"}),
        ("Did Biden say people not vaccinated by 2022 will be put in camps?", {"satire", "false"}),
        ("is biden banning fracking", {"mostly-true"}),  # the other check is of what he had planned
    ],
)
def test_two_checks_of_one_claim_are_both_shown_where_they_say_the_same(
    engine: Engine, text: str, verdicts: set[str]
) -> None:
    answer = engine.ask(Message(text))
    assert answer.outcome == ("match" if len(verdicts) > 1 else "related")
    assert {finding.claim.verdict for finding in answer.findings if finding.claim} == verdicts


@pytest.mark.parametrize(
    "text", ['"can you hear me" scam real?', "can you hear me scam", '"Look for the helpers"']
)
def test_all_of_a_quote_is_enough_though_it_has_few_telling_words(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize("text", ["can you hear me on this phone line", "can you hear me?", "look for the"])
def test_some_words_of_a_quote_are_not(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("Did Obama say he'd have more flexibility? Did Putin say he'd have more flexibility?", True),
        ("Is Obama's birth certificate forged? Is Trump's birth certificate forged?", True),
        ("Did Obama say he'd have more flexibility? Did Putin say it?", True),
        ("did obama say he'd have more flexibility? and did putin?", True),
        ("Did Obama say he'd have more flexibility? Did he say it on a hot mic?", False),
        ("Is it true that Obama said he'd have more flexibility? Did he really say that to Medvedev?", False),
        ("My uncle says Obama told Medvedev he'd have more flexibility. Is that true?", False),
    ],
)
def test_a_match_of_one_question_out_of_more_is_not_taken_for_the_other_too(
    engine: Engine, text: str, partial: bool
) -> None:
    answer = engine.ask(Message(text))
    assert (answer.outcome, len(answer.findings)) == ("match", 1)
    assert answer.names_statements is partial


@pytest.mark.parametrize(
    "text",
    [
        "https://youtu.be/dQw4w9WgXcQ",
        "Is this true? https://x.com/somebody/status/123456",
        "www.a.bc/d 🤔",
        "look t.me/foo/12",
    ],
)
def test_a_link_that_no_check_has_is_not_called_too_short(engine: Engine, text: str) -> None:
    answer = engine.ask(Message(text))
    assert (answer.outcome, answer.note) == ("none", "link")


def test_a_chosen_claim_is_shown_as_its_own_answer(engine: Engine) -> None:
    finding = engine.show("obama-more-flexibility-russia")
    assert finding is not None
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.verdict == "true"
    assert engine.show("no-such-claim") is None


def test_a_new_claim_is_found_at_once_and_a_removed_one_no_more(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "factcheck.db")
    question = Message("Did the mayor of Zurich ban pineapple pizza?")
    assert engine.ask(question).outcome == "none"
    review = Review("Example Check", "https://example.org/1", "False", "False", "false", "2026-01-02")
    engine.store.put([Claim("zurich-pizza", "The mayor of Zurich banned pineapple pizza.", (review,))])
    assert engine.ask(question).findings[0].claim == engine.store.get("zurich-pizza")
    engine.store.remove(["zurich-pizza"])
    assert engine.ask(question).outcome == "none"
    engine.close()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("did cocacola use to contain cocane", "coca-cola-used-to-contain-cocaine"),
        ("was mlk a republican", "mlk-was-a-republican"),
        # In another language's stemmer it would be another word, which claims have.
        ("Did Obamaa say he'd have more flexibility?", "obama-more-flexibility-russia"),
    ],
)
def test_a_word_that_no_claim_has_is_read_as_what_stands_there_in_a_claim(
    engine: Engine, text: str, id_: str
) -> None:
    (finding,) = engine.ask(Message(text)).findings
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.id == id_


def test_many_threads_ask_at_once(engine: Engine) -> None:
    texts = ["Did Obama say he'd have more flexibility?", "garlic lowers high blood pressure", POST] * 20
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: engine.ask(Message(text)), texts))
    assert answers == [engine.ask(Message(text)) for text in texts]


@pytest.mark.parametrize("times", [1, 50])
def test_a_database_of_one_claim_or_many_times_that_does_not_answer_everything(
    path: Path, times: int
) -> None:
    store = Store(path)
    store.put(make_claim(f"pizza-{number}") for number in range(times))
    engine = Engine(store, Index(store))
    assert engine.ask(Message("Did the mayor of Zurich ban pineapple pizza?")).findings[0].claim
    for text in (
        "Did the president of Peru resign?",
        "Is there a mayor?",
        "What is the best pizza in Naples?",
    ):
        assert engine.ask(Message(text)).outcome != "match", text
    engine.close()


def test_who_said_it_counts_for_every_sentence_of_a_quote(engine: Engine) -> None:
    said = "I freed a thousand slaves. I could have freed a thousand more if only they knew they were slaves"
    assert engine.ask(Message(f'Did Harriet Tubman say "{said}"?')).outcome == "match"
    assert engine.ask(Message(f'Did Frederick Douglass say "{said}"?')).outcome == "related"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Are you wearing a mask?", "none"),
        ("Are you a shark?", "none"),
        ("I play the trumpet", "none"),
        ("Can we dance in the White House?", "none"),
        ("my doctor says garlic helps", "related"),
        ("you flexibility obama", "match"),
        ("I think sharks swim down a highway", "match"),
    ],
)
def test_what_is_of_us_and_says_little_else_is_answered_with_no_claim(
    engine: Engine, text: str, outcome: str
) -> None:
    assert engine.ask(Message(text)).outcome == outcome


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Does Coca-Cola own Fanta?", "Coca-Cola cocaine"),
        ("Is Alexandria Ocasio-Cortez a lawyer?", "Ocasio-Cortez daylight saving"),
        ("Did Kanye West buy a farm?", "Kanye Harriet Tubman"),
        ("Does Dominion Voting Systems belong to China?", "Dominion erased 2.7 million votes"),
    ],
)
def test_where_claims_are_few_a_name_alone_is_none_of_them(engine: Engine, asked: str, named: str) -> None:
    assert engine.ask(Message(asked)).outcome != "match"
    assert engine.ask(Message(named)).outcome == "match"


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("obama flexibility yoga", "related"),
        ("is obama's flexibility a yoga thing", "related"),
        ("Obama likes pizza", "none"),
        ("is obama muslim", "none"),
        ("the flexibility of yoga teachers", "none"),
    ],
)
def test_where_claims_are_few_whom_one_is_about_and_something_of_it_is_enough_to_show_it(
    engine: Engine, asked: str, outcome: str
) -> None:
    assert engine.ask(Message(asked)).outcome == outcome


def test_what_somebody_is_reported_to_have_said_is_shown_where_the_message_says_more(engine: Engine) -> None:
    asked = (
        "I drove a bus for 31 years and a passenger with a parrot once told me that Mr Obama told the Russian "
        "fella he could be more flexible when the vote was over"
    )
    finding = engine.ask(Message(asked)).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == (
        "related",
        "obama-more-flexibility-russia",
    )


def test_what_somebody_wants_must_be_surer_to_be_a_claim(store: Store) -> None:
    store.put([make_claim("coal", "Clean coal technologies make coal a clean source of energy.")])
    engine = Engine(store, Index(store))

    def least(asked: str) -> float:
        question = engine._read(asked, Message(asked))
        first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
        return match.threshold(question, first)

    assert least("I think we need clean coal technologies.") == learnt.weights()["thresholds"]["open match"]
    assert least("Do we need clean coal technologies?") < learnt.weights()["thresholds"]["open match"]


def test_a_thing_that_is_named_is_no_statement_about_it(store: Store) -> None:
    rhyme = (
        "The nursery rhyme 'Sing a Song of Sixpence' was a message used to recruit crew members for pirates."
    )
    store.put([make_claim("rhyme", rhyme), make_claim("other", "Pirates recruited crew members in Nassau.")])
    engine = Engine(store, Index(store))
    question = engine._read("Can you sing me a song?", Message(""))
    first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
    assert first.features["subject named in all"]
    assert first.features["all asked of wording in all"]
    assert match.threshold(question, first) == learnt.weights()["thresholds"]["brief match"]


def test_the_more_is_said_the_less_sure_it_must_be(store: Store) -> None:
    said = "pirates sailors captains harbours islands cannons treasure parrots ropes storms anchors".split()
    store.put([make_claim("one", "A rhyme was used to recruit pirates."), make_claim("other", "Nassau.")])
    engine = Engine(store, Index(store))
    enough = []
    for length in (3, 6, 10, 11):
        question = engine.read(Message(" ".join(said[:length]) + "?"))
        first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
        enough.append(match.threshold(question, first))
    assert enough == sorted(set(enough), reverse=True)
    assert match.threshold(replace(question, language="de"), first) == enough[2]


def test_a_long_post_in_a_language_of_few_claims_must_be_surer(store: Store) -> None:
    store.put([make_claim("one", "A rhyme was used to recruit pirates."), make_claim("other", "Nassau.")])
    engine = Engine(store, Index(store))
    long = " ".join(f"pirates{'abcdefghijklmnopqrstuvwxyzabcdefghij'[n]}{n}" for n in range(36))
    question = engine.read(Message(f"pirates rhyme {long}?"))
    first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
    thresholds = learnt.weights()["thresholds"]
    assert match.threshold(question, first) == thresholds["long match"]
    assert match.threshold(replace(question, foreign=True), first) == thresholds["open match"]


def test_keywords_that_deny_nothing_are_of_a_claim_that_does_in_any_language(engine: Engine) -> None:
    for keywords, foreign in (("nyt 1922 hitler bait", False), ("lula preso 1980 lavado dinero", True)):
        assert engine._read(keywords, Message("")).foreign is foreign
        assert engine.ask(Message(keywords)).outcome == "match"


def test_what_is_said_again_is_said_once(engine: Engine) -> None:
    said = "Barack Obama told Medvedev that he would have more flexibility. The senator is from Ohio."
    once, again = engine._read(said, Message("")), engine._read(f"{said} {said}", Message(""))
    assert [part.text for part in again.statements] == [part.text for part in once.statements]


def test_a_sentence_that_adds_nothing_is_not_looked_into(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    decide = engine._decider.decide

    def record(question: Question, *args: Any, **options: Any) -> Any:
        looked.append(question.whole.text)
        return decide(question, *args, **options)

    monkeypatch.setattr(engine._decider, "decide", record)
    claim = engine.show("obama-more-flexibility-russia")
    assert claim
    assert claim.claim
    engine.ask(Message(f"{claim.claim.text} The florble wexed a grimsical plovent."))
    assert len(looked) == 1
    looked.clear()
    engine.ask(Message(f"{claim.claim.text} Windmills kill hundreds and hundreds of eagles."))
    assert len(looked) == 2


def test_what_a_post_and_a_claim_differ_in_is_looked_for_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[tuple[str, str, str]] = []
    look = match.message_differences

    def counted(message: Any, statement: Any, claim: Any, **known: Any) -> Any:
        looked.append((message.text, statement.text, claim.claim.id))
        return look(message, statement, claim, **known)

    monkeypatch.setattr(match, "message_differences", counted)
    post = "Putin was caught on a hot mic saying he'd have more flexibility after his election."
    assert engine.ask(Message(post, "Patriot News", "2012-03-27")).outcome == "related"
    assert looked
    assert len(looked) == len(set(looked))


def test_what_differs_in_a_message_is_not_answered_by_a_part_of_it(engine: Engine) -> None:
    post = (
        "Dominion machines erased nearly three million votes?? {} tweeted it in all caps after the election"
    )
    assert engine.ask(Message(post.format("Trump"))).outcome == "match"
    assert engine.ask(Message(post.format("Scholz"))).outcome == "related"


def test_a_strangers_name_makes_no_keywords_foreign(engine: Engine) -> None:
    assert engine.ask(Message("trump real unemployment 18-20 percent")).outcome == "match"
    found = engine.ask(Message("tolstoy real unemployment 18-20 percent")).findings[0]
    assert [(d.kind, d.asked) for d in found.differs] == [("speaker", "Tolstoy")]


def test_small_talk_must_be_surer_though_it_is_in_the_words_of_a_claim(store: Store) -> None:
    store.put(
        [make_claim("ice", "To teach children about taxes, eat ice cream."), make_claim("other", "Nassau.")]
    )
    engine = Engine(store, Index(store))
    thresholds = learnt.weights()["thresholds"]
    for asked, least in (
        ("do you eat ice cream?", "brief match"),
        ("teach children about taxes", "verbatim match"),
    ):
        question = engine._read(asked, Message(""))
        first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
        assert match.threshold(question, first) == thresholds[least]


def test_a_phrase_that_is_shared_is_not_a_claim_that_has_it(store: Store) -> None:
    text = (
        "Old Ferdy Dunn started a programme to house single-parent families in honour of his mother, a baker in "
        "Nassau who was killed when he was a teenager and whose nine brothers raised him on their farm."
    )
    store.put([make_claim("families", text), make_claim("other", "Zinc heals a cold.")])
    engine = Engine(store, Index(store))
    thresholds = learnt.weights()["thresholds"]
    for said, least in (
        # In its words, but in few of them; two words in a row and others of its own; more than one phrase.
        ("It may be a single-parent family", "brief match"),
        ("Tulips bloom for single-parent families", "open match"),
        ("Do tulips bloom for single-parent families?", "short match"),
        ("Tulips bloom for a programme and single-parent families", "short match"),
    ):
        question = engine._read(said, Message(said))
        first, *_ = engine._decider.with_claims(engine._decider.rank(question, ()))
        assert match.threshold(question, first) == thresholds[least], said


def test_that_it_was_never_said_is_another_claim_though_what_was_said_denies_something(
    engine: Engine,
) -> None:
    said = 'Kanye West {} that Harriet Tubman "never actually freed the slaves"'
    assert engine.ask(Message(said.format("said"))).outcome == "match"
    for unsaid in ("never said", "hasn't said", "denied"):
        assert engine.ask(Message(said.format(unsaid))).outcome == "related"


def test_who_is_asked_to_have_said_it_counts_in_a_long_question_too(engine: Engine) -> None:
    asked = (
        "Did {} say that Hillary Clinton's answers about classified information in her email were truthful, and "
        "what she said is consistent with what she has told the American people?"
    )
    assert engine.ask(Message(asked.format("James Comey"))).outcome == "match"
    assert engine.ask(Message(asked.format("Macron"))).outcome == "related"


def test_each_of_several_questions_is_answered(engine: Engine) -> None:
    asked = "Did Obama say he'd have more flexibility?\nDo we only use 10% of our brains?\nDid Coca-Cola contain cocaine?"
    found = {finding.claim.id for finding in engine.ask(Message(asked)).findings if finding.claim}
    assert found == {
        "obama-more-flexibility-russia",
        "ten-percent-of-our-brains",
        "coca-cola-used-to-contain-cocaine",
    }
    # Of whom the question is may stand in another one.
    assert (
        engine.ask(Message("Putin was in Seoul in 2012. Did he say he'd have more flexibility?")).outcome
        != "match"
    )


@pytest.mark.parametrize("text", ["What is a Ponzi scheme?", "Who is Dean Koontz?", "0.1", "97%"])
def test_a_topic_or_a_figure_is_no_claim(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        "Mark Twain",
        "Did Mark Twain say that?",
        "Mark Twain quotes",
        "great wall of china",
        "Vladimir",
        "โอบามา",
        "バラク・オバマ",
        "巴拉克·奥巴马",
    ],
)
def test_a_name_alone_gets_no_verdict(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "related"


def test_some_words_of_a_claim_that_say_nothing_get_no_verdict(engine: Engine) -> None:
    assert engine.ask(Message("high blood pressure")).outcome == "related"
    assert engine.ask(Message("garlic high blood pressure")).outcome == "match"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Obama", "Obama"),
        ("what about obama?", "Obama"),
        ("do you have anything on Einstein", "Einstein"),
        ("tell me about the moon landing", "moon"),
        ("covid", "COVID"),
        ("Was ist mit Einstein?", "Einstein"),
    ],
)
def test_who_only_names_a_topic_may_choose_among_its_claims(engine: Engine, text: str, named: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, [each.kind for each in finding.differs]) == ("related", ["unsure"])
    assert finding.claim
    assert named in finding.claim.text
    assert all(
        named.lower() in other.claim.text.lower() + str(other.claim.keywords).lower()
        for other in finding.others
    )


@pytest.mark.parametrize(
    "text", ["spaghetti", "Obama spaghetti", "I love dogs", "tell me a joke", "did trump"]
)
def test_a_topic_of_no_claim_and_small_talk_find_nothing(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "none"


@pytest.mark.parametrize(
    "text",
    ["easier to fool someone than convince them theyve been fooled", "pennsylvania mail in voting"],
)
def test_a_word_in_text_without_capitals_is_nobody_if_it_is_but_a_word(engine: Engine, text: str) -> None:
    differs = engine.ask(Message(text)).findings[0].differs
    assert not [each for each in differs if each.kind == "speaker"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("what did palin say about russia", "match"),
        ("who said look for the helpers", "match"),
        ("what did Medvedev tell Obama?", "related"),
        ("what did biden say about taxes", "related"),
    ],
)
def test_who_asks_what_somebody_said_is_told_if_that_is_a_claim(
    engine: Engine, text: str, outcome: str
) -> None:
    assert engine.ask(Message(text)).outcome == outcome


@pytest.mark.parametrize(
    "text",
    [
        "Is it true or not that Social Security is a Ponzi scheme?",
        "Is Disneyland moving from California to Texas?",
        "Did Dominion machines really delete 2.7 million Trump votes and nobody noticed?",
        "trump said global warming was invented by the chinese",
        "Did the Clintons have the lowest net worth of any first family since Truman?",
        "Is Chicago the city with the strongest gun laws in America?",
        "white irish slaves were treated worse than the black ones in early america. true?",
        "Is the real unemployment rate 18 to 20 percent like trump says and not 5.6",
        "Dick Cheney claimed that Obama withdrew the missile defense plans from Poland and Czech Republic at the "
        "mere request of Putin. True?",
        "got email from nigerian prince 10 million dollars",
        "My wife lets the dog lick her face because \"a dog's mouth is cleaner than a human's\". Please tell her "
        "it isn't",
    ],
)
def test_plain_questions_are_neither_denied_nor_turned_round(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


def test_a_brief_question_that_lacks_a_denial_of_the_claim_asks_for_the_opposite(engine: Engine) -> None:
    finding = engine.ask(Message("did hillary send classified emails")).findings[0]
    assert (finding.outcome, finding.differs[0].kind) == ("related", "negation")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("uncle joe claimed in the debate that 150 mil people got killed by guns since 2007", "biden-150-million-killed-by-guns"),
        ("DOMINION DELETED 2.7 MILLION TRUMP VOTES NATIONWIDE!!!", "dominion-deleted-trump-votes"),
        ('fred rogers "look for the helpers" real quote or internet myth', "mister-rogers-look-for-the-helpers"),
        ("obamas last sotu: we outspend the next 8 militaries combined. facts or him flexing", "obama-military-next-eight-nations"),
        ("George Allen says Washington has taken over healthcare with Obama's health care reform law", "allen-government-takeover-healthcare"),
    ],
)  # fmt: skip
def test_it_is_answered_in_the_words_that_people_use(engine: Engine, text: str, id_: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", id_)
