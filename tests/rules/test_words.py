import pickle
from collections import defaultdict

import pytest

from services.model import access, languages, lists, slots
from services.model.errors import CourseFull, WrongLayout
from services.model.lists import Paper, Result, Topic, Urgency
from services.model.record import columns
from services.model.records import RECORDS
from services.model.words import N_, Sentence, Word

LISTS = [
    found
    for module in (access, languages, lists, slots)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Word) and found is not Word
]


def test_labels_have_one_german_word_each():
    german = defaultdict(set)
    for word in (word for words in LISTS for word in words):
        german[word.label].add(word.value)
    for kept in (kept for kind in RECORDS for kept in columns(kind).values()):
        german[kept.column.label].add(kept.column.header)
    assert {label: words for label, words in german.items() if len(words) > 1} == {}


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("spelling", [str, str.upper, str.lower, str.title, "  {}\n".format])
def test_word_is_read_in_any_case_in_german(words, spelling):
    assert [words(spelling(word.value)) for word in words] == list(words)


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("spelling", [str, str.upper, str.lower, str.title, "  {}\n".format])
def test_word_is_read_in_any_case_in_english(words, spelling):
    assert [words(spelling(word.label)) for word in words] == list(words)


@pytest.mark.parametrize("words", LISTS)
def test_word_of_no_list_is_refused(words):
    with pytest.raises(ValueError, match="quatsch"):
        words("quatsch")


@pytest.mark.parametrize("words", LISTS)
def test_words_have_no_separator(words):
    assert [word for word in words if {";", ","} & set(word.value + word.label)] == []


@pytest.mark.parametrize("words", LISTS)
def test_words_have_a_label(words):
    assert [word for word in words if not word.label] == []


@pytest.mark.parametrize("words", LISTS)
def test_words_have_no_spaces_around_them(words):
    assert [word for word in words if word.value != word.value.strip() or word.label != word.label.strip()] == []


@pytest.mark.parametrize("words", LISTS)
def test_words_rank_in_the_order_of_their_list(words):
    assert [word.rank for word in words] == list(range(len(words)))


def test_word_is_its_german_text():
    assert f"{Topic.PARENTING}" == "Erziehung"


def test_word_survives_a_process_boundary():
    assert pickle.loads(pickle.dumps(Urgency.TODAY)) is Urgency.TODAY  # noqa: S301 - its own bytes


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            Sentence("All {places} places of “{course}” are taken.", places=2, course="Kurs"),
            "All 2 places of “Kurs” are taken.",
        ),
        (Sentence("It is {result}.", result=Result.SOLVED), "It is Solved."),
        (
            Sentence("{papers} missing", papers=(Paper.CERTIFICATE, Paper.BRIEFING)),
            "Certificate, Data-protection briefing missing",
        ),
        (Sentence("{missing}", missing=(Sentence("a topic"), Sentence("a language"))), "a topic, a language"),
        (Sentence("{text}", text="{not a gap}"), "{not a gap}"),
    ],
)
def test_sentence_is_readable_in_a_log(sentence, expected):
    assert str(sentence) == expected


def test_sentence_shows_itself():
    assert repr(Sentence("{n} left", n=2)) == "Sentence('2 left')"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Sentence("{n} left", n=2), True),
        (Sentence("{n} left", n=3), False),
        (Sentence("{n} gone", n=2), False),
        ("2 left", False),
    ],
)
def test_sentence_equals_the_same_wording_and_values(other, expected):
    assert (Sentence("{n} left", n=2) == other) is expected


def test_sentences_that_are_equal_are_one_in_a_set():
    assert len({Sentence("{n} left", n=2), Sentence("{n} left", n=2), Sentence("{n} gone", n=2)}) == 2


def test_message_is_marked_without_being_changed():
    assert N_("Hello {name}") == "Hello {name}"


def test_refusal_is_readable_in_a_log():
    assert str(CourseFull(places=2, course="Kurs")) == "All 2 places of “Kurs” are taken."


def test_wrong_layout_says_what_is_missing():
    assert str(WrongLayout(Sentence("The tab {tab} is missing.", tab="Kurse"))) == "The tab Kurse is missing."
