"""What stands around a question is taken away, and nothing that is part of it."""

import re

import pytest

from bot.engine import Engine
from bot.language import framing
from bot.language.text import clean
from bot.model import Message

from .test_founding_example import CLAIM

ASKED = "Did Obama say he'd have more flexibility?"
FRAMES = [
    "Good morning, {}",
    "hey anna, {}",
    "Dear sir or madam, {}",
    "Hope this finds you well. I am writing to enquire whether {}",
    "I wish to enquire as to the truth of the statement that {}",
    "I would be grateful if you could establish whether {}",
    "Kindly do the needful and tell if {}",
    "Vaguely recall that {}",
    "I refuse to believe that {}",
    "Which is it, real or fabricated: {}",
    "quick question, {}",
    "Noob question: {}",
    "Salam, {}",
    "Q. {}",
    "Caption: {}",
    "Sorry if this was asked before: {}",
    "{} or did i dream that",
    "Question: {}",
    "so um {}",
    "FWD: {}",
    "I want to know {}",
    "Could you please tell me if {}",
    "I saw this on Facebook: {}",
    "Saw on TikTok yesterday - {}",
    "someone on whatsapp says {}",
    "My friend Marie sent me this. {}",
    "my mom keeps telling me {}",
    "My teacher asked us: {}",
    "My brother in law says {}",
    "my hairdresser told me that {}",
    "{} - grandpa says so",
    "{} he says so",
    "Is it safe to say {}",
    "what about this: {}",
    "Please verify. {} Thank you so much for your work!",
    "{} thx Marie",
    "{} Thank you, Marie",
    "{}\n\nBest regards,\nPeter Smith",
    "{} asking for a friend",
    "{} I need to know",
    "{} Just curious.",
    "{} I read it on Facebook",
    "{} My uncle says so.",
    "{} yes or no",
    "{} any source?",
    "{} or is that fake news",
    "{} or did he not",
    "{} Sent from my iPhone",
    "{} wtf",
    "{} (urgent)",
    "WAKE UP!! {}",
    "BREAKING: {}",
    "Wait what?? {}",
    "Serious question: {}",
    "Dear fact-checkers, {}",
    "According to CNN, {}",
    "apparently {}",
    "I was told that {}",
    "Anyone else hear that {}",
    "what's the deal with {}",
    "any truth to the rumor that {}",
    "Need a fact check on this: {}",
    "What's the verdict on {}",
    "Explain like I'm five: {}",
    "gimme the tl;dr on {}",
    "Not trolling, {}",
    "debunk {}",
    "Got anything on {}",
    "On a scale from 0 to 10, how true is {}",
    "I could swear that {}",
    "Excuse my bad English. {}",
    "To whom it may concern: {}",
    "[22/07, 07:15] Ravi: {}",
    ":eyes: {}",
    "!fc {}",
    "no cap {}",
    "Would love to know if {}",
    "uhh {}",
    "Not a fan of Trump but {}",
    "I'm no friend of the Democrats, but {}",
    "I can't stand Donald Trump, but {}",
    "I remember hearing on the radio that {}",
    "Abeg confirm this one: {}",
    "{} Am I remembering right?",
    "{} real or AI",
    "{} according to the Guardian",
    "{} cap or no cap",
    "{} #factcheck #help",
    "{} politifact rating",
    "{} true/false/mixture?",
    "{} or has someone edited it?",
    "{} Or was he misquoted?",
    "{} or has it been taken from a satire site?",
    "{} backed up by evidence?",
    "{} cc @maria @dev-ops",
    "{} Not sure if it's real.",
    "{} Not sure what to make of it",
    "Hola, {} Muchas gracias",
    "Mi tía me ha mandado esto: {}",
    "Bonjour, {} Merci d'avance !",
    "Mon oncle m'a dit que {}",
    "Hallo zusammen, {} Danke!",
    "Meine Tante hat mir das geschickt: {}",
]
WORDINGS = [
    ASKED,
    "did obama say hed have more flexibility",
    "Obama said he would have more flexibility after the election",
]
# These stand in a sentence of their own.
AFTER = [
    "Share before they delete this!!!",
    "Please RT",
    "Spread the word!",
    "The media won't tell you this!",
    "They don't want you to know this.",
    "Seems fishy to me.",
    "I need this for class tomorrow.",
    "Disgusting.",
    "Wake up people!!!",
    "Prove me wrong.",
    "Please tell me that's not true.",
    "Was it for real?",
    "Did he really say that?",
    "Just want to make sure it's accurate before I post it again.",
]
WHOLE = [
    "They don't share it with all",
    "Did Obama refuse to share this now",
    "Breaking Bad was cancelled",
    "Wait for Obama to say so",
    "Did Obama say he was tired of thanks?",
    "Is it true that good morning America was cancelled?",
    "My uncle says so",
    "I am a Muslim",
    "Thanks to Trump, unemployment fell",
    "Dear Obama letter to Medvedev",
    "Hey Obama said that",
    "Obama, did he say he'd have more flexibility?",
    "Trump: is it true?",
    "someone says",
    "?",
]


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_taken_away(frame: str, wording: str) -> None:
    left = framing.bare(clean(frame.format(wording)))
    assert re.sub(r"\W+", " ", left).strip() == re.sub(r"\W+", " ", wording).strip()


@pytest.mark.parametrize("after", AFTER)
def test_a_sentence_after_it_that_only_wants_to_be_shared_is_taken_away(after: str) -> None:
    assert framing.bare(clean(f"{ASKED} {after}")) == ASKED
    assert framing.bare(clean(f"Obama did not {after}")) != "Obama did not"


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_asked_is_left_whole(text: str) -> None:
    assert framing.bare(text).removeprefix("Hey ") == text.removeprefix("Hey ")


def test_a_long_text_is_left_as_it_is() -> None:
    post = "Good morning! " + "Obama said it. " * 60
    assert framing.bare(post) == post


@pytest.mark.parametrize(
    "text", ["hello " * 90, "(" * 500, "my a " * 110, "thanks\n" * 80, "i saw it on x " * 40]
)
def test_hostile_repetition_ends(text: str) -> None:
    assert framing.bare(clean(text)) in clean(text)


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("frame", FRAMES)
def test_the_founding_question_is_answered_however_it_is_framed(
    engine: Engine, frame: str, wording: str
) -> None:
    finding = engine.ask(Message(frame.format(wording))).findings[0]
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.id == CLAIM
    putin = frame.format(wording.replace("Obama", "Putin").replace("obama", "putin"))
    assert engine.ask(Message(putin)).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        f"{ASKED} anna",
        f"{ASKED} @anna #factcheck",
        f"I am a student from Germany. {ASKED}",
        f"{ASKED} My neighbour is sure that he did, and we have a bet on it.",
        f"We had a quiz in Berlin last night. {ASKED}",
    ],
)
def test_a_question_that_says_who_is_answered_whatever_stands_beside_it(engine: Engine, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.id == CLAIM
    assert engine.ask(Message(text.replace("Obama", "Putin"))).outcome != "match"


def test_whom_a_question_is_about_may_stand_in_another_sentence(engine: Engine) -> None:
    said = "Did he say he'd have more flexibility?"
    assert engine.ask(Message(f"Putin was in Seoul in 2012. {said}")).outcome != "match"


@pytest.mark.parametrize(
    ("language", "asking", "telling"),
    [
        ("de", "Merkel ist nach Paraguay gezogen, stimmt das", "Das Wetter in Paraguay stimmt Merkel froh"),
        ("th", "ทรัมป์โดนจับ จริงไหม", "ทรัมป์โดนจับจริง"),
        ("ko", "트럼프가 체포됐다는 게 사실인가요", "트럼프가 체포됐다"),
        ("ms", "Trump kena tangkap, betul ke", "Trump memang kena tangkap"),
        ("hi", "मोदी जी ने ऐसा कहा, सच है क्या", "मोदी जी ने सच कहा"),
        ("pl", "czy Tusk to powiedział", "rzeczywiście Tusk to powiedział"),
    ],
)
def test_what_asks_without_a_question_mark_is_known_in_other_languages(
    language: str, asking: str, telling: str
) -> None:
    assert framing.asks_anything(clean(asking), language)
    assert not framing.asks_anything(clean(telling), language)
    assert not framing.asks_anything(clean(asking), "en")


@pytest.mark.parametrize(
    "text",
    [
        "{} , betul ke tidak?",
        "betul tak {}?",
        "{}, apo jo?",
        "{}, вярно или не?",
        "{}, istina ili nije?",
        "{}, o no?",
    ],
)
def test_or_not_denies_nothing_where_claims_are_only_imported_either(text: str) -> None:
    said = "Trump pergi ke Norway semalam"
    assert framing.bare(clean(text.format(said))).rstrip("?, ") == said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Laut Polizei stimmt das nicht."),
        ("nl", "Volgens de politie klopt dat niet"),
        ("pl", "psy czy koty wygrały"),
        ("hi", "उसने क्या-क्या कहा यह सब जानते हैं"),
    ],
)
def test_what_asks_in_the_midst_of_a_clause_asks_nothing(language: str, text: str) -> None:
    assert not framing.asks_anything(clean(text), language)
