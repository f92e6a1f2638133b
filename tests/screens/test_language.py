import pytest
from babel.messages.pofile import read_po

from pages.shared.language import LOCALE, shown, stored_words
from services.model.access import Role
from tests.screens.visitor import PAGES, Visitor

# The same word in both languages.
BOTH = {"Name", "Status", "Art", "Text", "Filter"}
ROWS = {
    "office/interests.py": ("interests", "I-0001"),
    "office/courses.py": ("courses", "K-0005"),
    "office/roster.py": ("roster", "P-0001"),
    "office/intake.py": ("requests", "A-0005"),
    "office/organisations.py": ("organisations", "O-0007"),
}


@pytest.fixture(scope="module")
def texts():
    """English text to German one, of everything the screens can say without a gap to fill."""
    with (LOCALE / "de" / "LC_MESSAGES" / "lotsenbuch.po").open("rb") as file:
        catalogue = {entry.id: entry.string for entry in read_po(file, locale="de") if isinstance(entry.id, str)}
    pairs = {**stored_words(), **catalogue}
    return {english: german for english, german in pairs.items() if english and english != german}


def visit(file, language):
    visitor = Visitor(Role.COORDINATOR, language=language)
    if file in ROWS:
        table, number = ROWS[file]
        visitor.at.session_state[f"{table}.open"] = number
    return visitor.open(file)


OFFICE = [file for file in PAGES if not file.startswith("volunteer/")]


@pytest.mark.parametrize("file", OFFICE)
def test_english_page_shows_no_german_words_of_the_app(texts, file):
    german = set(texts.values()) - set(texts) - BOTH
    assert visit(file, "en").labels & german == set()


@pytest.mark.parametrize("file", OFFICE)
def test_german_page_shows_no_english_words_of_the_app(texts, file):
    english = set(texts) - set(texts.values()) - BOTH
    assert visit(file, "de").labels & english == set()


def test_language_is_switched_on_the_page_and_stays():
    visitor = Visitor()
    visitor.field("language.choice").set_value("en").run()
    assert visitor.title == "Become a guide"
    assert visitor.open("public/about.py").title == "Integrationslotsen Dorsten"
    assert "Contact" in [one.value for one in visitor.at.subheader]


def test_unknown_language_is_german():
    assert Visitor(language="xx").title == "Lots:in werden"


def test_phone_number_is_not_broken_at_the_end_of_a_line():
    footer = Visitor().at.markdown[-1].value
    assert "+49\N{NO-BREAK SPACE}2362\N{NO-BREAK SPACE}7770420" in footer


def test_large_numbers_are_read_in_groups_and_years_are_not():
    assert [shown(one) for one in (2009, 9_999, 20_000, 1_234_567)] == ["2009", "9999", "20.000", "1.234.567"]
