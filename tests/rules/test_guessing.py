"""Links and operations cannot be guessed or altered into somebody else's."""

from math import log2
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from services.links import address, message_of

KEY = "at least 32 other random characters"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def token(message, key=KEY):
    return parse_qs(urlsplit(address("https://lotsen.example.org", key, message)).query)["t"][0]


def test_signature_of_a_link_is_too_long_to_be_tried_out():
    signature = token("N-0001").rpartition(".")[2]
    assert log2(len(LETTERS)) * len(signature) >= 128


@given(st.integers(0, 10_000), st.data())
def test_link_altered_in_any_letter_leads_nowhere(number, data):
    whole = token(f"N-{number:04}")
    signature = whole.rindex(".")
    place = data.draw(st.integers(0, len(whole) - 2))  # the last letter has bits to spare
    letter = data.draw(st.sampled_from(LETTERS).filter(lambda one: one != whole[place]))
    altered = whole[:place] + letter + whole[place + 1 :]
    assert message_of(KEY, altered) == ""
    assert message_of(KEY, whole[:signature]) == ""


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.text(min_size=1))
def test_signature_of_one_link_opens_no_other(one, other, key):
    signature = token(f"N-{one:04}").rpartition(".")[2]
    claimed = token(f"N-{other:04}", key).rpartition(".")[0]
    opened = message_of(KEY, f"{claimed}.{signature}")
    assert opened == ("" if one != other else f"N-{one:04}")
