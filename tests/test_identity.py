"""Codes instead of names, and what is sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import MissingSettings, SealBroken
from bot.identity import Identities

OURS = Identities("a long random text")


def test_the_same_person_has_the_same_code_and_nobody_else_has_it() -> None:
    codes = {OURS.hash("telegram", "user", str(number)) for number in range(500)}
    assert len(codes) == 500
    assert OURS.hash("telegram", "user", "7") in codes
    assert Identities("a long random text").hash("telegram", "user", "7") in codes


def test_a_code_is_another_on_another_platform_in_another_role_and_with_another_secret() -> None:
    code = OURS.hash("telegram", "user", "7")
    assert code != "7"
    assert OURS.hash("slack", "user", "7") != code
    assert OURS.hash("telegram", "chat", "7") != code
    assert Identities("another").hash("telegram", "user", "7") != code
    assert OURS.hash("telegram", "user7", "") != OURS.hash("telegram", "user", "7")


def test_without_a_secret_the_databases_own_key_is_used_and_nothing_can_be_sealed() -> None:
    one, other = Identities("", fallback="a"), Identities("", fallback="b")
    assert one.hash("slack", "user", "U1") != other.hash("slack", "user", "U1")
    assert not one.can_seal
    with pytest.raises(MissingSettings, match="FACTCHECK_SECRET is not set"):
        one.seal("x")
    with pytest.raises(SealBroken):
        one.unseal(OURS.seal("x"))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_can_be_read_with_the_same_secret_only(text: str) -> None:
    sealed = OURS.seal(text)
    assert Identities("a long random text").unseal(sealed) == text
    with pytest.raises(SealBroken, match="FACTCHECK_SECRET"):
        STRANGER.unseal(sealed)


def test_what_is_sealed_does_not_show_what_it_is() -> None:
    assert b"xoxb" not in OURS.seal("xoxb-token")
    assert OURS.seal("x") != OURS.seal("x")


STRANGER = Identities("another")
