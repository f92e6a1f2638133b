import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from pages.shared.language import LOCALE, stored_words
from services.model.record import columns
from services.model.records import RECORDS
from tests.texts.collect import messages

CONSENTS = {
    "I agree that the office keeps these details to reach me about the course.",
    "I agree that the office keeps these details to invite me to the next course.",
    "The training provider may get my name for the list of participants.",
}


@pytest.fixture(scope="module")
def german():
    with (LOCALE / "de" / "LC_MESSAGES" / "lotsenbuch.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file, locale="de") if entry.id}


def gaps(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def test_texts_are_all_translated(german):
    missing = {text: file for text, file in messages().items() if text not in german and text not in stored_words()}
    assert missing == {}


def test_texts_translated_are_all_used(german):
    assert set(german) - set(messages()) - CONSENTS == set()


def test_texts_translated_keep_their_gaps(german):
    assert {text: translated for text, translated in german.items() if gaps(text) != gaps(translated)} == {}


def test_texts_translated_are_not_empty(german):
    assert [text for text, translated in german.items() if not translated.strip()] == []


def test_texts_in_german_use_german_quotation_marks(german):
    assert [translated for translated in german.values() if re.search('["“]\\w', translated)] == []


def test_consent_is_asked_for_in_a_whole_sentence(german):
    asked = ("consent", "share")
    labels = {kept.column.label for kind in RECORDS for name, kept in columns(kind).items() if name in asked}
    assert {label for label in labels if label in CONSENTS} == CONSENTS
    assert set(german) >= CONSENTS


def test_column_help_is_translated(german):
    helps = {kept.column.help for kind in RECORDS for kept in columns(kind).values() if kept.column.help}
    assert helps - set(german) == set()
