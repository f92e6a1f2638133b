import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.model.language_names import bare, folded, language_called, names_of
from services.model.languages import Language
from services.spellings import languages_like, searchable, seeker


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("ukrainisch", Language.UKRAINIAN),
        ("Ukrainian", Language.UKRAINIAN),
        ("uk", Language.UKRAINIAN),
        ("українська", Language.UKRAINIAN),
        ("Turkisch", Language.TURKISH),
        ("TÜRKÇE", Language.TURKISH),
        ("Farsi", Language.PERSIAN),
        ("Sorani", Language.SORANI),
        ("DGS", Language.GERMAN_SIGN),
        ("Tigrigna", Language.TIGRINYA),
        ("Tigrinisch", Language.TIGRINYA),
        ("Weißrussisch", Language.BELARUSIAN),
        ("Paschtunisch", Language.PASHTO),
        ("Somalisch", Language.SOMALI),
        ("Azeri", Language.AZERBAIJANI),
        ("Kurdisch", None),  # Kurmanji or Sorani
        ("Serbokroatisch", None),
        ("etwas Polnisch", None),
        ("", None),
    ],
)
def test_language_is_known_in_any_spelling(typed, language):
    assert language_called(typed) is language


@given(st.sampled_from(Language), st.data())
def test_every_name_of_a_language_leads_to_it_alone(language, data):
    assert language_called(data.draw(st.sampled_from(names_of(language)))) is language


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kurd", {Language.KURMANJI, Language.SORANI}),
        ("uk", {Language.UKRAINIAN}),
        ("hebr", {Language.HEBREW}),
        ("gebaerden", {Language.GERMAN_SIGN}),
        ("klingonisch", set()),
    ],
)
def test_languages_are_found_while_their_name_is_typed(typed, found):
    assert languages_like(typed) == found


@pytest.mark.parametrize(
    ("text", "typed", "there"),
    [
        ("Jörg Müller", "mueller", True),
        ("Jörg Müller", "muller", True),
        ("Jörg Müller", "ülle", True),
        ("Marta Żółkiewska", "zolk", True),
        ("Anna-Lena Groß", "lena", True),
        ("Anna-Lena Groß", "le", True),
        ("Olena Hnatiuk", "le", False),
        ("Olena Hnatiuk", "len", True),
        ("Olena Hnatiuk", "samir", False),
    ],
)
def test_text_is_searched_in_both_spellings_and_short_words_begin_one(text, typed, there):
    assert seeker(typed)(searchable("P-0001", text)) is there


@given(st.text("abcäöüßÄÖÜéłŁñ -", max_size=40))
def test_spellings_are_plain_letters_and_stay_as_they_are_when_spelled_again(text):
    for spell in (folded, bare):
        assert spell(spell(text)) == spell(text)
        assert spell(text).isascii()
