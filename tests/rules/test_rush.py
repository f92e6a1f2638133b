from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.model.public_errors import TooManyAtOnce
from services.rush import MOST_OF_ALL, MOST_OF_ONE, SPAN, Rush, origin_of
from tests.rules.cast import NOW

HOME = "93.184.216.34"


def let_through(rush, count, address="", now=NOW, prefix=""):
    """How many of so many entries are let through."""
    done = 0
    for number in range(count):
        try:
            rush.enter(now, address, f"{prefix}{number}")
            done += 1
        except TooManyAtOnce:
            pass
    return done


def test_one_connection_gets_through_as_often_as_a_room_full_of_people():
    rush = Rush()
    assert (let_through(rush, 50, HOME), let_through(rush, 5, "93.184.216.35", prefix="b")) == (MOST_OF_ONE, 5)


def test_refusal_says_when_to_try_again():
    rush = Rush()
    let_through(rush, MOST_OF_ONE, HOME)
    with pytest.raises(TooManyAtOnce) as refusal:
        rush.enter(NOW, HOME, "one more")
    assert refusal.value.sentence.values == {"minutes": 10}


def test_waiting_helps():
    rush = Rush()
    let_through(rush, 50, HOME)
    assert let_through(rush, 1, HOME, NOW + SPAN - timedelta(seconds=1), "b") == 0
    assert let_through(rush, 1, HOME, NOW + SPAN, "b") == 1


def test_three_clicks_of_one_operation_count_once():
    rush = Rush()
    for _click in range(100):
        rush.enter(NOW, HOME, "the same")
    assert let_through(rush, 50, HOME) == MOST_OF_ONE - 1


def test_operation_let_through_is_let_through_again_when_it_is_full():
    rush = Rush()
    let_through(rush, 50, HOME)
    rush.enter(NOW, HOME, "0")


@pytest.mark.parametrize("address", ["", "127.0.0.1", "10.1.2.3", "192.168.178.20", "::1", "fe80::1", "unknown"])
def test_address_behind_a_proxy_or_of_the_house_counts_only_for_the_whole(address):
    assert let_through(Rush(), 500, address) == MOST_OF_ALL


@given(st.integers(0, 2**64 - 1))
def test_household_is_one_origin_however_its_machines_are_numbered(machine):
    assert origin_of(f"2a02:8108:1:2::{machine >> 16 & 0xFFFF:x}:{machine & 0xFFFF:x}") == "2a02:8108:1:2::/64"
