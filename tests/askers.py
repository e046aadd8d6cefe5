"""People who pass a question on, without a chat platform, for the tests of the editors' side."""

import itertools

from bot.conversation import Conversation, Who
from bot.inbox import Group, Inbox

# A question that nobody has checked, and how an editor answers it.
QUESTION = "Is the mayor of Entenhausen made of marzipan?"
ANSWER = {
    "claim": "The mayor of Entenhausen is made of marzipan.",
    "verdict": "false",
    "rating": "False",
    "publisher": "Entenhausen Check",
    "url": "https://example.org/mayor",
}
_people = itertools.count(1)


def passed_on(
    conversation: Conversation, text: str, *, near: tuple[str, ...] = (), hears: bool = False
) -> Group:
    """Somebody new passes this on, after these claims were offered; the group that it is in."""
    name = f"asker {next(_people)}"
    who = Who("telegram", name, name)
    shown = conversation.ledger.show(
        who.platform,
        conversation.person(who),
        conversation.person(who),
        now=conversation.clock(),
        language="en",
        outcome="related" if near else "none",
        milliseconds=5.0,
        claims=near,
        others=(),
    )
    assert conversation.pass_on(who, shown, text) == "new"
    assert not hears or conversation.hear(who, shown, {"chat": 1})
    inbox = Inbox(conversation)
    (group,) = (group for group in inbox.open() if group.version == inbox.last_change())
    return group
