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


def test_an_answer_is_dated_today_if_no_other_day_is_given(conversation: Conversation) -> None:
    conversation.clock = lambda: 1_790_000_000.0  # 21 September 2026
    inbox = Inbox(conversation)
    for given, dated in (({}, "2026-09-21"), ({"review_date": "2026-09-01"}, "2026-09-01")):
        group = passed_on(conversation, f"Is the mayor made of marzipan since {dated}?")
        url = f"https://example.org/{dated}"
        act = inbox.answer(group.id, group.version, {**ANSWER, "url": url, **given}, by=ADA)
        (review,) = conversation.engine.store.claims([str(act.detail)])[0].reviews
        assert review.date == dated


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


def test_what_was_merged_is_found_by_its_text_again_when_that_is_undone_days_later(
    conversation: Conversation,
) -> None:
    inbox, now = Inbox(conversation), conversation.clock()
    one, other = passed_on(conversation, QUESTION), passed_on(conversation, "Do ducks fly to Mars?")
    inbox.merge(one.id, other.id, by=ADA)
    conversation.clock = lambda: now + 2 * 86_400
    conversation.expire(90)
    inbox.undo(one.id, by=BEN)
    assert {group.id: group.text for group in inbox.open()} == {one.id: QUESTION, other.id: other.text}
    assert conversation.questions.group_of(f"{QUESTION} Really?") == one.id


def test_the_figures_of_a_week_count_what_was_asked_and_list_what_is_open(
    conversation: Conversation,
) -> None:
    passed_on(conversation, QUESTION)
    found = stats(conversation.engine.store, 0.0, time.time() + 1)
    assert (found.questions, found.none) == (1, 1)
    assert found.platforms == {"telegram": 1}
    assert [group.text for group in found.open] == [QUESTION]


# Opening again


@pytest.fixture
def refused(conversation: Conversation) -> tuple[Inbox, int]:
    """A question that was dismissed, of which its asker is to be told."""
    inbox, seen = Inbox(conversation), passed_on(conversation, QUESTION, hears=True)
    assert inbox.dismiss(seen.id, None, "", tell=True, by=ADA).told == 1
    return inbox, seen.id


def test_opening_again_stops_a_refusal_that_was_not_sent_and_undo_sends_it_after_all(
    refused: tuple[Inbox, int],
) -> None:
    inbox, question = refused
    assert inbox.reopen(question, by=BEN).told == 1
    assert inbox.outbox.take("telegram", time.time() + 1) is None
    inbox.undo(question, by=BEN)
    notice = inbox.outbox.take("telegram", time.time() + 1)
    assert notice is not None
    assert notice.kind == "dismissed"


def test_who_is_sent_a_refusal_while_the_question_is_opened_again_can_still_be_told(
    refused: tuple[Inbox, int],
) -> None:
    inbox, question = refused
    notice = inbox.outbox.take("telegram", time.time() + 1)
    assert notice is not None
    inbox.reopen(question, by=BEN)
    inbox.outbox.sent(notice, None, now=time.time())
    assert inbox.answer(question, None, ANSWER, by=ADA).told == 1


def test_a_refusal_that_could_not_be_sent_is_not_sent_once_the_question_is_opened_again(
    refused: tuple[Inbox, int],
) -> None:
    inbox, question = refused
    notice = inbox.outbox.take("telegram", time.time() + 1)
    assert notice is not None
    inbox.reopen(question, by=BEN)
    inbox.outbox.later(notice, time.time())
    assert inbox.outbox.take("telegram", time.time() + 1) is None


def test_of_two_editors_at_once_one_saves_the_claim(conversation: Conversation) -> None:
    inbox = Inbox(conversation)
    first, second = passed_on(conversation, QUESTION), passed_on(conversation, "Do ducks fly to Mars?")
    claim = inbox.answer(first.id, None, ANSWER, by=ADA).detail
    with pytest.raises(BadAnswer, match="This claim is there already"):
        inbox.answer(second.id, None, ANSWER, by=BEN)
    inbox.undo(first.id, by=ADA)
    assert inbox.answer(second.id, None, ANSWER, by=BEN).detail == claim
    assert conversation.engine.show(claim) is not None
