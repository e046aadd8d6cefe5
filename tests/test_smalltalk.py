"""Small talk, told apart from what asks for a check."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import smalltalk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hi", "greeting"),
        ("hello there!!", "greeting"),
        ("Good morning, bot 🙂", "greeting"),
        ("hi hi hello", "greeting"),
        ("¡Hola! ¿Qué tal?", "greeting"),
        ("Привет", "greeting"),
        ("你好！", "greeting"),
        ("السلام عليكم", "greeting"),
        ("Thanks a lot!", "thanks"),
        ("thank you so much for your help", "thanks"),
        ("Vielen Dank", "thanks"),
        ("धन्यवाद", "thanks"),
        ("ขอบคุณมากค่ะ", "thanks"),
        ("สวัสดีครับ ทุกคน", "greeting"),
        ("Terima kasih banyak kak", "thanks"),
        ("cảm ơn bạn nhiều", "thanks"),
        ("ありがとうございました！", "thanks"),
        ("Nasıl çalışıyor?", "about"),
        ("Who are you?", "about"),
        ("Hi! What can you do?", "about"),
        ("help", "about"),
        ("are you biased?", "about"),
        ("Wow, amazing!", "thanks"),
        ("source?", "follow-up"),
        ("Are you sure?", "follow-up"),
        ("ok and who says so", "follow-up"),
        ("and what did he say exactly?", "follow-up"),
        ("¿Quién lo dijo?", "follow-up"),
        ("Das ist falsch!", "follow-up"),
        ("Can you check images?", "about"),
        ("stop", "erase"),
        ("Can you check this one please", "vague"),
        ("¿Por qué?", "follow-up"),
        ("Wer sagt das?", "follow-up"),
        ("Is this true??", "vague"),
        ("hey, is it true?", "vague"),
        ("good morning dear friend, god bless you", "greeting"),
        ("thank you so much, you're a star", "thanks"),
        ("are you human or a bot", "about"),
        ("are you a robot or a real person?", "about"),
        ("what's 12 times 15", "about"),
        ("12*15=", "about"),
        ("how do i delete my data", "erase"),
        ("Meine Daten löschen bitte", "erase"),
        ("unsubscribe", "erase"),
        ("Stimmt das?", "vague"),
        ("क्या यह सच है?", "vague"),
        ("fact check this please", "vague"),
        ("Kya ye sach hai??", "vague"),
        ("ye news sahi hai kya", "vague"),
        ("Stemmer det?", "vague"),
        ("Este adevărat?", "vague"),
        ("کیا یہ سچ ہے؟", "vague"),
    ],
)
def test_small_talk_is_known_by_its_words_alone(text: str, kind: str) -> None:
    assert smalltalk.kind(text) == kind


def test_every_phrase_is_known_by_itself() -> None:
    table = json.loads(Path(smalltalk.__file__).with_suffix(".json").read_text("utf-8"))
    phrases = {phrase for kind in table if kind != "fill" for each in table[kind].values() for phrase in each}
    assert [phrase for phrase in sorted(phrases) if smalltalk.kind(phrase) is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Hi, did Obama say he'd have more flexibility?",
        "Is it true that garlic cures covid?",
        "thanks obama",
        "9/11",
        "12 times 15 people",
        "did obama delete my data",
        "hello kitty was a demon",
        "Did the good morning message contain a virus?",
        "Obama",
        "Who are you voting for?",
        "is this true: the earth is flat",
        "why did Obama say it",
        "who says the earth is flat",
        "are you sure Obama said it",
        "",
        "?!",
        "🙂",
        "hi " * 100,
    ],
)
def test_whatever_says_more_is_not_small_talk(text: str) -> None:
    assert smalltalk.kind(text) is None


@given(st.text(max_size=130))
def test_any_text_has_one_kind_or_none(text: str) -> None:
    assert smalltalk.kind(text) in ("greeting", "thanks", "about", "follow-up", "erase", "vague", None)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I think we need clean coal.", True),
        ("But we ought to have clean coal", True),
        ("We're going to make America great.", True),
        ("I think we need clean coal?", False),
        ("I think Obama said we need clean coal", False),
        ("We have clean coal", False),
        ("Coal is clean, I think", False),
    ],
)
def test_what_somebody_wants_is_told_from_what_is_so(text: str, wish: bool) -> None:
    assert smalltalk.is_wish(text) is wish
