"""Publishers' rating labels: what each means on our scale, and how it is shown."""

import pytest

from bot import ratings, starter
from bot.model import VERDICTS, Review, Verdict
from bot.wording import SYMBOLS, Wording, languages

STARTER = {(r.publisher, r.rating): r for claim in starter.claims() for r in claim.reviews}


@pytest.mark.parametrize("review", STARTER.values(), ids=[": ".join(key) for key in STARTER])
def test_every_rating_in_the_starter_claims_has_a_verdict(review: Review) -> None:
    assert ratings.verdict(review.rating) in set(VERDICTS) - {"other"}
    assert review.verdict == ratings.verdict(review.rating)
    assert review.label == ratings.label(review.publisher, review.rating)


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("true", "true"),
        ("correct-attribution", "true"),
        ("mostly-true", "mostly-true"),
        ("half-true", "mixed"),
        ("barely-true", "mostly-false"),
        ("pants-fire", "false"),
        ("Pants on Fire!", "false"),
        ("FALSE", "false"),
        ("Falso", "false"),
        ("錯誤", "false"),
        ("misattributed", "misleading"),
        ("Labeled Satire", "satire"),
        ("legend", "unproven"),
        ("not true", "false"),
        ("ENGAÑOSO", "misleading"),
        ("Enganoso", "misleading"),
        ("مضلّل", "misleading"),
        ("صحيح جزئيًا", "mixed"),
        ("भ्रामक", "misleading"),
        ("YANLIŞ", "false"),
        ("大致正確", "mostly-true"),
        ("Grotendeels waar", "mostly-true"),
        ("нисенітниця", "other"),
        ("Verdict: False", "false"),
        ("Our ruling: This claim is misleading.", "misleading"),
        ("Conclusión: Falso", "false"),
        ("The verdict: nothing that we know", "other"),
        ("Verdict:", "other"),
        ("100% false", "false"),
    ],
)
def test_a_rating_means_its_verdict_however_it_is_spelled(rating: str, verdict: Verdict) -> None:
    assert ratings.verdict(rating) == verdict


@pytest.mark.parametrize(
    ("language", "rating", "verdict"),
    [
        ("en", "Not entirely true", "mixed"),
        ("en", "AI-Generated", "misleading"),
        ("en", "No basis", "unproven"),
        ("en", "Info", "other"),
        ("en", "Not false", "other"),
        ("fr", "INFO", "other"),
        ("fr", "Pas si simple", "mixed"),
        ("es", "Apresurado", "unproven"),
        ("es", "Discutible", "mixed"),
        ("es", "Verificado", "other"),
        ("pt", "Esticado", "misleading"),
        ("pt", "Contraditório", "other"),
        ("de", "Kontext", "other"),
        ("de", "Größtenteils richtig", "mostly-true"),
        ("hr", "Provjereno", "other"),
        ("hr", "Nije točno", "false"),
        ("pl", "Fałszywy kontekst", "misleading"),
        ("no", "Løgn", "false"),
        ("no", "Grunnløst", "unproven"),
        ("vi", "Đúng", "true"),
        ("vi", "Giả mạo", "false"),
        ("vi", "That", "other"),
        ("ja", "不正確", "mixed"),
        ("zh", "不正確", "false"),
        ("ja", "検証対象外", "other"),
        ("zh", "基本屬實", "mostly-true"),
        ("zh", "事實釐清", "other"),
        ("ko", "전혀 사실 아님", "false"),
        ("ko", "전혀 사실", "other"),
        ("id", "Konten yang salah", "false"),
        ("id", "Konteks yang salah", "misleading"),
        ("hi", "अधूरा सच", "mixed"),
        ("ar", "عارٍ عن الصحة", "false"),
        ("ar", "غير مُضلل", "other"),
    ],
)
def test_a_rating_means_what_it_says_in_its_own_language(
    language: str, rating: str, verdict: Verdict
) -> None:
    assert ratings.verdict(rating, language=language) == verdict


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [("Fake / False", "false"), ("Falso | Bulo", "false"), ("False / Misleading", "other")],
)
def test_labels_side_by_side_count_where_they_agree(rating: str, verdict: Verdict) -> None:
    assert ratings.verdict(rating) == verdict


@pytest.mark.parametrize(
    ("publisher", "rating", "shown"),
    [
        ("PolitiFact", "barely-true", "Mostly False"),
        ("PolitiFact", "pants-fire", "Pants on Fire"),
        ("Snopes", "correct-attribution", "Correct Attribution"),
        ("Somebody Else", "barely-true", "barely-true"),
    ],
)
def test_a_rating_is_shown_as_its_own_publisher_spells_it(publisher: str, rating: str, shown: str) -> None:
    assert ratings.label(publisher, rating) == shown


@pytest.mark.parametrize(
    "rating", ["Four Pinocchios", "trueish", "Très douteux", "excitement", "full-flop", "", "!"]
)
@pytest.mark.parametrize("publisher", ["PolitiFact", "Somebody Else"])
def test_an_unknown_rating_is_other_and_shown_unchanged(publisher: str, rating: str) -> None:
    assert ratings.verdict(rating) == "other"
    assert ratings.label(publisher, rating) == rating


def test_a_spelling_for_people_means_the_same_as_the_rating_it_stands_for() -> None:
    for review in STARTER.values():
        assert ratings.verdict(review.label) == review.verdict
    assert set(VERDICTS) == set(SYMBOLS)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("False. He never said so.", "false"),
        ("Falso: no hay registro de ello", "false"),
        ("Misleading, the video is from 2015", "misleading"),
        ("True, but much context is missing", "other"),
        ("This claim is false.", "false"),
        ("The claim that the photo is fake is false", "false"),
        ("The video is not misleading", "other"),
        ("The photo is real, though the caption is misleading", "misleading"),
        ("The photo is altered and the claim is false", "other"),
        ("C'est faux, la vidéo date de 2015", "false"),
        ("Das ist frei erfunden, sagt die Stadt", "false"),
        ("اتضح أن الادعاء مضلل لأن الفيديو قديم", "misleading"),
        ("He really did say so at a rally", "other"),
        ("This isn't true. The video is older.", "false"),
        ("There is no evidence that the claim is true", "unproven"),
        ("No es falso que lo dijera", "other"),
        ("Das ist nicht falsch", "other"),
        ("Rien ne prouve que la photo est vraie", "unproven"),
        ("The experts said that about 10% have no antibodies", "other"),
    ],
)
def test_a_sentence_is_read_for_the_verdict_that_it_says_and_for_nothing_else(
    sentence: str, verdict: Verdict
) -> None:
    assert ratings.verdict(sentence) == verdict


@pytest.mark.parametrize("code", languages())
def test_our_own_words_for_a_verdict_are_read_back_as_it(code: str) -> None:
    for value in set(VERDICTS) - {"other"}:
        label = Wording(code)(value)
        assert (ratings.verdict(label, language=code), ratings.verdict(label)) == (value, value), label


def test_a_publishers_own_scale_comes_before_everybody_elses() -> None:
    assert ratings.verdict("Four Pinocchios", publisher="The Washington Post") == "false"
    assert ratings.verdict("Three Pinocchios", publisher="Washington Post Fact Checker") == "mostly-false"
    assert ratings.verdict("Ni", publisher="Pagella Politica") == "mixed"


def test_no_language_contradicts_itself() -> None:
    known = set(VERDICTS)
    for language, verdicts in ratings._table()["labels"].items():
        pairs = list(ratings._pairs(verdicts))
        assert len(dict(pairs)) == len(set(pairs)), language
        assert {verdict for _, verdict in pairs} <= known


@pytest.mark.parametrize(
    ("value", "worst", "best", "verdict"),
    [
        (1, 1, 5, "false"),
        (5, 1, 5, "true"),
        (3, 1, 5, "mixed"),
        (4, 1, 5, "mostly-true"),
        (2, 1, 6, "mostly-false"),
    ],
)
def test_a_number_is_read_by_its_place_between_worst_and_best(
    value: float, worst: float, best: float, verdict: Verdict
) -> None:
    assert ratings.by_position(value, worst, best) == verdict


@pytest.mark.parametrize(
    ("value", "worst", "best"), [(-1, -1, -1), (2, 2, 2), (9, 1, 5), (0, 1, 5), (3, -1, 5)]
)
def test_a_number_off_its_scale_or_on_none_tells_nothing(value: float, worst: float, best: float) -> None:
    assert ratings.by_position(value, worst, best) is None
