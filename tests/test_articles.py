"""Quotes in articles: only with a speaker, only word for word, the one nearest to the claim first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.articles import quotes


@pytest.mark.parametrize(
    ("article", "words", "speaker"),
    [
        (
            "“We will build a wall and they pay,” said Donald Trump at a rally.",
            "We will build a wall and they pay",
            "Donald Trump",
        ),
        (
            '"The numbers are not right at all," Jane Doe told the Guardian.',
            "The numbers are not right at all",
            "Jane Doe",
        ),
        (
            'On Monday, Jane Doe told the Guardian: "The numbers are not right."',
            "The numbers are not right.",
            "Jane Doe",
        ),
        (
            "Jane Doe, a spokeswoman for the city, said: “Nothing of it is true.”",
            "Nothing of it is true.",
            "Jane Doe",
        ),
        (
            "„Das ist alles frei erfunden“, sagte Angela Merkel am Montag.",
            "Das ist alles frei erfunden",
            "Angela Merkel",
        ),
        (
            "« Nous avons gagné cette bataille », a déclaré Emmanuel Macron.",
            "Nous avons gagné cette bataille",
            "Emmanuel Macron",
        ),
        (
            "“No tenemos ninguna prueba de ello”, dijo Pedro de la Rosa.",
            "No tenemos ninguna prueba de ello",
            "Pedro de la Rosa",
        ),
    ],
)
def test_a_quote_is_found_with_its_speaker(article: str, words: str, speaker: str) -> None:
    [quote] = quotes(article, "")
    assert (quote.text, quote.speaker) == (words, speaker)


@pytest.mark.parametrize(
    "article",
    [
        "“This one has nobody to say it at all.”",
        "“Nobody knows who he is in this text,” he said.",
        "The so-called “Great Reset” said Jane Doe.",
        "Jane Doe went home. “Then somebody said this here,” a neighbour said.",
        "“It never ends, said Jane Doe.",
    ],
)
def test_words_without_a_named_speaker_are_no_quote(article: str) -> None:
    assert quotes(article, "") == []


def test_the_quote_nearest_to_the_claim_comes_first() -> None:
    article = (
        "“I like my garden in the summer,” said Jane Doe. “The wall will be paid by Mexico,” said John Smith."
    )
    assert [quote.speaker for quote in quotes(article, "Mexico will pay for the wall")] == [
        "John Smith",
        "Jane Doe",
    ]


@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "„", "«", "»", "said", "Jane Doe", " words of any kind ", ", ", "\n", ". "]
        )
    ).map("".join)
)
def test_a_quote_stands_in_the_article_exactly_so(article: str) -> None:
    for quote in quotes(article, "words"):
        assert quote.text in article
        assert (quote.speaker or "") in article
