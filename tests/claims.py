"""A claim to put in a store. Apart from the fixtures, which take processes that tests start seconds to load."""

from bot.model import Claim, Quote, Review


def make_claim(id_: str = "zurich-pizza", text: str = "The mayor of Zurich banned pineapple pizza.") -> Claim:
    review = Review(
        publisher="Example Check",
        url=f"https://example.org/{id_}",
        rating="False",
        label="False",
        verdict="false",
        date="2026-01-02",
        title="No, there is no ban",
    )
    quote = Quote("I never banned it", "Corine Mauch", "2026-01-01", "Zurich", "quoted by Example Check")
    return Claim(
        id=id_,
        text=text,
        reviews=(review,),
        claimant="Facebook posts",
        date="2025-12-24",
        place="Switzerland",
        context="The city said so.",
        keywords=("topping",),
        quotes=(quote,),
    )
