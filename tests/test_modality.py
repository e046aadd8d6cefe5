"""As what something is asked of: wished, to come, all of it, forged, with more beside it; and what is none of
that."""

import pytest

from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.differences import differences
from bot.language.reading import Reading
from bot.model import Claim, Message


def _differs(asked: str, claim: str) -> list[str]:
    reading = ClaimReading(Claim("c", claim, ()))
    return [found.asked for found in differences(Reading(asked, language="en"), reading)]


@pytest.mark.parametrize(
    ("asked", "claim", "differs"),
    [
        (
            "Did Jane Doe want to grant amnesty to farmers?",
            "Jane Doe granted amnesty to farmers.",
            "want to grant",
        ),
        ("my uncle says Jane Doe tried to sell the bridge", "Jane Doe sold the bridge.", "tried to sell"),
        (
            "Jane Doe wanted to take bread to the moon",
            "Jane Doe said that she took bread to the moon.",
            "wanted to",
        ),
        ("Will Ohio pay for the bridge?", "Ohio paid for the bridge.", "Will"),
        ("Could the bridge fall down again?", "The bridge fell down.", "Could the bridge fall down again"),
        ("Ohio pays for the bridge next year", "Ohio paid for the bridge.", "next year"),
        ("Did all the bridges in Ohio fall?", "Bridges in Ohio fell.", "all the bridges"),
        ("some bridges in Ohio fell", "Bridges in Ohio fell.", "some bridges"),
        ("Bridges in Ohio sometimes fell", "Bridges in Ohio fell.", "sometimes fell"),
        (
            "Was the photo of the bridge photoshopped?",
            "A photo shows a bridge.",
            "Was the photo of the bridge photoshopped?",
        ),
        ("Does the bridge in Ohio still stand?", "The bridge in Ohio stands.", "still"),
        ("Is the bridge in Ohio open now?", "The bridge in Ohio is open.", "now"),
        ("Should Ohio pay for the bridge?", "Ohio paid for the bridge.", "Should"),
        ("Will Ohio pay for the bridge?", "The mayor of Ohio paid for the bridge against cancer.", "Will"),
        (
            "Did Jane Doe want to sell the bridge?",
            "Jane Doe sold the bridge of Prince William.",
            "want to sell",
        ),
        (
            "A bridge in Ohio fell and anarchists planted the dynamite",
            "A bridge in Ohio fell.",
            "anarchists",
        ),
    ],
)
def test_as_what_it_is_asked_of_differs(asked: str, claim: str, differs: str) -> None:
    assert _differs(asked, claim) == ([differs] if differs else [])


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ("I want to know: did Jane Doe grant amnesty?", "Jane Doe granted amnesty to farmers."),
        ("my sister wants to ban it, did Jane Doe grant amnesty?", "Jane Doe granted amnesty to farmers."),
        ("Does Jane Doe want to sell the bridge?", "Jane Doe plans to sell the bridge."),
        ("Did Jane Doe promise that she sold the bridge?", "Jane Doe said that she sold the bridge."),
        ("Will eating garlic lower my weight?", "Eating garlic can lower your weight."),
        ("will it cost me if I eat garlic?", "Eating garlic costs people a lot."),
        ("Did Prince William sell the bridge?", "Prince William sold the bridge."),
        ("In May Jane Doe sold the bridge", "Jane Doe sold the bridge."),
        ("After all bridges in Ohio fell, right?", "Bridges in Ohio fell."),
        ("Did all bridges in Ohio fall?", "Every bridge in Ohio fell."),
        ("Does the bridge in Ohio still stand?", "The bridge in Ohio is still there: it stands."),
        ("My uncle still says the bridge in Ohio stands", "The bridge in Ohio stands."),
        ("Is the photo of the bridge fake or real?", "A photo shows a bridge."),
        ("Is the photo of the bridge fake?", "A photo of a bridge was faked."),
        ("Was the tape of Jane Doe a deepfake?", "Jane Doe said that bridges fall."),
        ("A bridge in Ohio fell and was it the tall one?", "A bridge in Ohio fell."),
        ("A bridge in Ohio fell and people keep asking me", "A bridge in Ohio fell."),
    ],
)
def test_what_is_asked_of_as_it_is_told_does_not_differ(asked: str, claim: str) -> None:
    assert _differs(asked, claim) == []


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Did Reagan want to grant amnesty to illegal immigrants?", "related"),
        ("Did Reagan grant amnesty to illegal immigrants?", "match"),
        ("Will Amazon pay zero federal taxes next year?", "related"),
        ("Did Amazon pay zero federal taxes for 2017?", "match"),
        ("Was the Obama flexibility hot mic a hoax?", "match"),
    ],
)
def test_no_verdict_is_given_for_what_is_wished_or_to_come(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("we must act now", "none"),
        ("This is my last election", "match"),
        ("I will transmit this infomation to Vladimir", "match"),
        ("obama 2012", "related"),
        ("biden guns", "related"),
        ("obama flexibility", "match"),
        ("windmills cause cancer", "match"),
    ],
)
def test_few_words_get_a_verdict_only_if_they_tell(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("how do i make boiled garlic water", "related"),
        ("Who set the Amazon on fire in August 2019?", "related"),
        ("why did nasa spend millions on a pen", "related"),
        ("When did Obama say he'd have more flexibility?", "match"),
        ("What did Obama tell Medvedev?", "match"),
        ("What's the verdict on Obama telling Medvedev he'd have more flexibility?", "match"),
    ],
)
def test_what_else_somebody_wants_to_know_gets_no_verdict(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("my printer prints yellow dots", "related"),
        ("i got 5000 dollars from bill gates", "related"),
        ("i heard printers print yellow dots", "match"),
        ("my mom says printers print yellow tracking dots", "match"),
        ("i'll have more flexibility after my last election", "match"),
    ],
)
def test_what_somebody_tells_of_themselves_gets_no_verdict(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome
