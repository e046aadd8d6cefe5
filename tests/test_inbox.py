"""What editors do with questions, over a real database: groups, acts, who was first, and taking back."""

import time

import pytest

from bot.conversation import Conversation
from bot.errors import BadAnswer, TooLate, UsageError
from bot.inbox import Editor, Inbox
from bot.stats import stats

from .askers import ANSWER, QUESTION, passed_on

ADA, BEN = Editor("slack", "Ada"), Editor("telegram", "Ben")


def test_the_same_question_in_other_words_is_one_and_one_about_another_number_is_not(
    conversation: Conversation,
) -> None:
    first = passed_on(conversation, "Did the mayor of Entenhausen spend 5 million on marzipan?")
    same = passed_on(conversation, "did the MAYOR of Entenhausen spend 5 million on marzipan ??")
    other = passed_on(conversation, "Did the mayor of Entenhausen spend 9 million on marzipan?")
    assert same.id == first.id
    assert same.demand == 2
    assert other.id != first.id


def test_that_more_people_ask_costs_no_editor_the_answer_and_the_second_editor_hears_who_was_first(
    conversation: Conversation,
) -> None:
    inbox, seen = Inbox(conversation), passed_on(conversation, QUESTION, hears=True)
    passed_on(conversation, QUESTION)
    act = inbox.answer(seen.id, seen.version, ANSWER, by=ADA)
    assert (act.what, act.who, act.told) == ("answered", "Ada", 1)
    with pytest.raises(TooLate, match=r"^Ada was first and answered it at "):
        inbox.dismiss(seen.id, seen.version, "not serious", tell=False, by=BEN)


def test_an_answer_that_no_import_would_take_saves_nothing_and_says_at_which_field(
    conversation: Conversation,
) -> None:
    inbox, seen = Inbox(conversation), passed_on(conversation, QUESTION)
    with pytest.raises(BadAnswer, match="is no address") as caught:
        inbox.answer(seen.id, seen.version, {**ANSWER, "url": "javascript:x"}, by=ADA)
    assert caught.value.field == "url"
    now = inbox.group(seen.id)
    assert now is not None
    assert now.state == "open"
    with pytest.raises(UsageError):
        inbox.link(seen.id, seen.version, "no-such-claim", by=ADA)


def test_undo_opens_the_question_again_and_puts_the_claim_aside(conversation: Conversation) -> None:
    inbox, seen = Inbox(conversation), passed_on(conversation, QUESTION, hears=True)
    claim = inbox.answer(seen.id, seen.version, ANSWER, by=ADA).detail
    assert inbox.outbox.counts() == {"waiting": 1}
    inbox.undo(seen.id, by=BEN)
    now = inbox.group(seen.id)
    assert now is not None
    assert (now.state, now.claim) == ("open", None)
    assert conversation.engine.show(claim) is None
    assert inbox.outbox.counts() == {}


def test_the_figures_of_a_week_count_what_was_asked_and_list_what_is_open(
    conversation: Conversation,
) -> None:
    passed_on(conversation, QUESTION)
    found = stats(conversation.engine.store, 0.0, time.time() + 1)
    assert (found.questions, found.none) == (1, 1)
    assert found.platforms == {"telegram": 1}
    assert [group.text for group in found.open] == [QUESTION]
