"""What happens in a chat, whatever the platform."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.conversation import Conversation, Who
from bot.errors import NotYours, StaleButton
from bot.model import Message
from bot.wording import Wording

ME, YOU = Who("telegram", "11", "11"), Who("telegram", "22", "22")
QUESTION = "Did Obama say he'd have more flexibility?"
NEAR_MISS = "Did Putin say he'd have more flexibility?"


def test_an_answer_comes_with_the_id_of_what_was_shown(conversation: Conversation) -> None:
    reply = conversation.ask(ME, Message(QUESTION))
    assert reply.answer.outcome == "match"
    assert [claim.id for claim in conversation.claims_of(reply.id)] == ["obama-more-flexibility-russia"]


def test_what_a_related_answer_offers_can_be_chosen_by_its_place(conversation: Conversation) -> None:
    reply = conversation.ask(ME, Message(NEAR_MISS))
    assert reply.answer.outcome == "related"
    offered = conversation.others(ME, reply.id)
    assert offered[0].id == "obama-more-flexibility-russia"
    chosen = conversation.choose(ME, reply.id, 0)
    assert chosen.answer.findings[0].claim == offered[0]
    shown = conversation.ledger.shown(reply.id)
    assert shown is not None
    assert (shown.feedback, shown.chosen) == ("chosen", offered[0].id)
    with pytest.raises(StaleButton):
        conversation.choose(ME, reply.id, 99)


def test_the_claim_that_was_matched_is_not_offered_as_what_was_meant_instead(
    conversation: Conversation,
) -> None:
    reply = conversation.ask(ME, Message(QUESTION))
    assert "obama-more-flexibility-russia" not in [claim.id for claim in conversation.others(ME, reply.id)]


def test_buttons_belong_to_whoever_asked_and_are_stale_once_forgotten(conversation: Conversation) -> None:
    reply = conversation.ask(ME, Message(QUESTION))
    with pytest.raises(NotYours):
        conversation.right(YOU, reply.id)
    conversation.right(ME, reply.id)
    conversation.forget(ME)
    with pytest.raises(StaleButton):
        conversation.right(ME, reply.id)


def test_the_text_of_a_question_is_in_the_database_only_once_its_asker_has_agreed(
    conversation: Conversation,
) -> None:
    reply = conversation.ask(ME, Message("Do zebras govern Ruritania in secret?"))
    assert b"Ruritania" not in _everything(conversation.engine.store.path)
    assert conversation.pass_on(ME, reply.id, "Do zebras govern Ruritania in secret?")
    assert b"Ruritania" in _everything(conversation.engine.store.path)
    conversation.forget(ME)
    assert conversation.my_data(ME).questions == []
    assert not conversation.questions.store.passed_on()


def test_neither_people_nor_chats_are_in_the_database_by_their_own_ids(
    conversation: Conversation,
) -> None:
    who = Who("telegram", "987654321", "-100123454321")
    conversation.change_settings(who, language="en")
    conversation.ask(who, Message(QUESTION))
    kept = _everything(conversation.engine.store.path)
    assert b"987654321" not in kept
    assert b"123454321" not in kept


def test_a_person_sees_all_that_is_kept_of_them_and_nothing_of_others(conversation: Conversation) -> None:
    reply = conversation.ask(ME, Message(NEAR_MISS))
    conversation.pass_on(ME, reply.id, NEAR_MISS)
    conversation.ask(YOU, Message(QUESTION))
    mine = conversation.my_data(ME)
    assert [shown.id for shown in mine.shown] == [reply.id]
    assert [question.text for question in mine.questions] == [NEAR_MISS]


def test_a_chat_speaks_the_language_that_was_chosen_in_it(conversation: Conversation) -> None:
    assert conversation.wording(ME).language == "en"
    conversation.change_settings(ME, language="xx")
    assert conversation.wording(ME).language == "en"


def test_a_claim_can_be_shown_by_its_id_until_it_is_gone(conversation: Conversation) -> None:
    reply = conversation.show(ME, "obama-more-flexibility-russia")
    assert reply is not None
    assert reply.answer.outcome == "match"
    conversation.engine.store.remove(["obama-more-flexibility-russia"])
    assert conversation.show(ME, "obama-more-flexibility-russia") is None


def _everything(path: Path) -> bytes:
    files = [path, path.with_name(path.name + "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists()) + json.dumps("").encode()


def test_what_many_send_is_looked_up_once_until_a_claim_changes(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Message] = []
    ask = conversation.engine.ask
    monkeypatch.setattr(conversation.engine, "ask", lambda message: asked.append(message) or ask(message))
    replies = [conversation.ask(who, Message(QUESTION)) for who in (ME, YOU, ME)]
    assert len(asked) == 1
    assert len({reply.id for reply in replies}) == 3
    conversation.engine.store.remove(["obama-more-flexibility-russia"])
    reply = conversation.ask(ME, Message(QUESTION))
    assert "obama-more-flexibility-russia" not in [f.claim.id for f in reply.answer.findings if f.claim]
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (QUESTION, "en"),
        ("¿Dijo Obama que tendría más flexibilidad con Irán?", "es"),
        ("Hat Obama gesagt, dass er flexibler sein werde?", "de"),
        ("Obama a-t-il dit qu'il aurait plus de flexibilité ?", "fr"),
        ("Obama ha detto che avrebbe avuto più flessibilità?", "it"),
        ("O Obama disse que teria mais flexibilidade?", "pt"),
        ("Heeft Obama gezegd dat hij flexibeler zou zijn?", "nl"),
        ("Czy Obama powiedział, że będzie bardziej elastyczny?", "pl"),
        ("Apakah benar Obama bilang dia akan lebih fleksibel?", "id"),
        ("Obama daha esnek olacağını söyledi mi?", "tr"),
        ("क्या ओबामा ने कहा था कि उनके पास ज़्यादा लचीलापन होगा?", "hi"),
        ("क्या ओबामा ज़्यादा लचीले होंगे?", "hi"),
        ("هل قال أوباما إنه سيكون أكثر مرونة؟", "ar"),
        ("Obama dijo que tendría más flexibilidad después de las elecciones", None),  # perhaps pasted
        ("¿Es verdad?", None),
        (f"¿Es verdad? {QUESTION * 6}", None),
    ],
)
def test_a_question_is_answered_in_its_language_where_that_is_sure_and_none_was_chosen(
    conversation: Conversation, said: str, language: str | None
) -> None:
    asked = Message(said)
    assert conversation.wording(ME, spoken="de", asked=asked).language == (language or "de")
    assert conversation.wording(ME, spoken="de", asked=replace(asked, forwarded=True)).language == "de"
    reply = conversation.ask(ME, asked)
    assert conversation.wording(ME, spoken="de", shown=reply.id).language == (language or "en")
    assert conversation.wording(YOU, spoken="de", shown=reply.id).language == "de"
    conversation.change_settings(ME, language="fr")
    assert conversation.wording(ME, spoken="de", asked=asked, shown=reply.id).language == "fr"


def test_a_claim_that_was_picked_is_told_in_the_language_of_whoever_picked_it(
    conversation: Conversation,
) -> None:
    reply = conversation.show(ME, "obama-more-flexibility-russia", Wording("es"))
    assert reply is not None
    (finding,) = reply.answer.findings
    assert finding.claim is not None
    assert (finding.claim.language, finding.statement) == ("es", finding.claim.text)
    lists = conversation.offer(ME, [finding.claim], Wording("de"))
    assert conversation.wording(ME, shown=lists).language == "de"
    (chosen,) = conversation.choose(ME, lists, 0).answer.findings
    assert chosen.claim is not None
    assert chosen.claim.language == "de"
