from datetime import date, time
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from services.model.assignment_forms import ResultForm
from services.model.course_forms import CourseForm, InterestForm, RegistrationForm
from services.model.fields import (
    MULTILINE,
    Clock,
    Count,
    Day,
    Email,
    Hours,
    Line,
    Lines,
    Maybe,
    Name,
    Phone,
    Reference,
    Text,
    YesNo,
)
from services.model.forms import Contact, PersonForm, ProgrammeForm
from services.model.languages import Language, LanguageSkill, Level
from services.model.lists import Gender, Topic
from services.model.record import columns, empty_of
from services.model.records import RECORDS, Assignment, Organisation, Person
from services.model.request_forms import RequestForm
from services.model.slots import Slot, slot_of
from tests.rules.cast import (
    NEXT_WEEK,
    assignment,
    cap,
    course,
    interest,
    journal,
    logged,
    offer,
    organisation,
    person,
    person_form,
    refused,
    registration,
    registration_form,
    request,
    request_form,
)

FORMS = (CourseForm, InterestForm, PersonForm, ProgrammeForm, RegistrationForm, RequestForm, ResultForm)
PLAIN_TEXTS = (
    '=IMPORTXML("http://x.example";"//a")',
    "+49 2362 123456",
    "-1+1",
    "@SUM(1)",
    "'quoted",
    "<script>alert(1)</script>",
    "<b>fett</b> &amp; & &lt;",
    "**fett** _kursiv_ [Link](http://x.example) `code` # Titel",
    ":material/home: :red[rot] $x^2$",
    "{name} %s $1 {{x}}",
    "Ümläute ßáçñ Україна العربية",
    "👩🏽‍🏫 🇺🇦",
    "ja",
    "007",
    "null",
    '"',
    "\\",
)


def read(kind, typed):
    return TypeAdapter(kind).validate_python(typed)


def error_of(kind, typed):
    with pytest.raises(ValidationError) as caught:
        read(kind, typed)
    return caught.value.errors()[0]["type"]


# Days ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "03.09.2026",
        "3.9.2026",
        "3.9.26",
        "03.09.26",
        "2026-09-03",
        " 3. 9. 2026 ",
        "3. 09.2026",
        date(2026, 9, 3),
    ],
)
def test_day_reads_german_spellings(typed):
    assert read(Day, typed) == date(2026, 9, 3)


@pytest.mark.parametrize(
    "typed",
    ["31.02.2026", "03/09/2026", "3. September 2026", "3.9.", "heute", "2026", "03.09.20266", "45903", "9" * 10_000],
)
def test_day_refuses_what_is_no_date(typed):
    assert error_of(Day, typed) == "day"


def test_day_reads_the_leap_day():
    assert read(Day, "29.02.2028") == date(2028, 2, 29)


# Times ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("14.30 Uhr", time(14, 30)),
        ("14:30 uhr", time(14, 30)),
        ("14Uhr", time(14)),
        ("9", time(9)),
        ("9:05", time(9, 5)),
        ("0:00", time(0)),
        (" 23:59 ", time(23, 59)),
        ("14:30:00", time(14, 30)),
        (time(8, 15), time(8, 15)),
    ],
)
def test_clock_reads_german_spellings(typed, expected):
    assert read(Clock, typed) == expected


@pytest.mark.parametrize("typed", ["24:00", "25", "14:60", "1430", "halb drei", "2:30 pm", "-1", "9" * 10_000])
def test_clock_refuses_what_is_no_time(typed):
    assert error_of(Clock, typed) == "clock"


# Hours and counts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1:30", "1.5"),
        ("0:45", "0.75"),
        ("1:20", "1.33"),
        (",5", "0.5"),
        ("2", "2"),
        ("2h", "2"),
        ("2 Std.", "2"),
        ("2 Std", "2"),
        ("1 Stunde", "1"),
        ("2,25 Stunden", "2.25"),
        ("1:30 h", "1.5"),
        ("0", "0"),
        ("10000", "10000"),
        (Decimal("2.5"), "2.5"),
    ],
)
def test_hours_read_german_spellings(typed, expected):
    assert read(Hours, typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("zwei", "hours"),
        ("1:60", "hours"),
        ("1:-30", "hours"),
        ("-0:30", "hours"),
        ("-2", "hours"),
        (":30", "hours"),
        ("1.000,5", "hours"),
        ("nan", "hours"),
        ("inf", "hours"),
        ("1e3", "hours"),
        ("1_0", "hours"),
        ("½", "hours"),
        ("9" * 10_000 + ":30", "hours"),
        ("9" * 10_000, "less_than_equal"),
        ("10000,01", "less_than_equal"),
        ("1,555", "decimal_max_places"),
        (Decimal(-1), "greater_than_equal"),
    ],
)
def test_hours_refuse_what_is_no_number_of_hours(typed, error):
    assert error_of(Hours, typed) == error


@pytest.mark.parametrize(
    ("typed", "expected"), [("12", 12), (" 7 ", 7), ("0", 0), ("007", 7), (3, 3), ("100000", 100_000)]
)
def test_count_reads_whole_numbers(typed, expected):
    assert read(Count, typed) == expected


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "count"),
        (" ", "count"),
        ("-3", "count"),
        ("1,5", "count"),
        ("zwölf", "count"),
        ("²", "count"),
        ("12 Plätze", "count"),
        ("9" * 10_000, "count"),
        ("100001", "less_than_equal"),
        (-1, "greater_than_equal"),
    ],
)
def test_count_refuses_everything_else(typed, error):
    assert error_of(Count, typed) == error


# Mail and phone ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("anna@example.org", "anna@example.org"),
        (" anna@example.org\n", "anna@example.org"),
        ("Anna.Maria@EXAMPLE.org", "Anna.Maria@example.org"),
        ("info@müller.example", "info@müller.example"),
        ("o'neill+x@example.org", "o'neill+x@example.org"),
        ("Anna Beispiel <anna@example.org>", "anna@example.org"),
    ],
)
def test_email_reads_addresses(typed, expected):
    assert read(Email, typed) == expected


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "email"),
        ("anna", "email"),
        ("anna@example", "email"),
        ("anna @example.org", "email"),
        ("anna@example.org; bea@example.org", "email"),
        ("@example.org", "email"),
        ("x" * 10_000 + "@example.org", "string_too_long"),
    ],
)
def test_email_refuses_what_is_no_address(typed, error):
    assert error_of(Email, typed) == error


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("02362 123456", "+49 2362 123456"),
        ("02362/12 34 56", "+49 2362 123456"),
        ("(02362) 123456", "+49 2362 123456"),
        ("02362-123456", "+49 2362 123456"),
        ("0049 2362 123456", "+49 2362 123456"),
        ("+49 (0) 2362 123456", "+49 2362 123456"),
        ("+380 44 123 45 67", "+380 44 123 4567"),
        ("0170 1234567", "+49 170 1234567"),
    ],
)
def test_phone_reads_german_and_foreign_spellings(typed, expected):
    assert read(Phone, typed) == expected


@pytest.mark.parametrize("number", ["+49 2362 123456", "+380 44 123 4567", "+49 2362 123456 ext. 5"])
def test_phone_stays_as_it_was_stored(number):
    assert read(Phone, number) == number


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "phone"),
        ("abc", "phone"),
        ("1", "phone"),
        ("+999 1", "phone"),
        ("9" * 60, "phone"),
        ("9" * 10_000, "string_too_long"),
    ],
)
def test_phone_refuses_what_is_no_number(typed, error):
    assert error_of(Phone, typed) == error


# Yes and no, lists, references ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ja", True),
        ("Ja", True),
        (" JA ", True),
        ("x", True),
        ("X", True),
        ("wahr", True),
        ("WAHR", True),
        ("yes", True),
        ("1", True),
        ("nein", False),
        ("Nein", False),
        ("FALSCH", False),
        ("", False),
        ("  ", False),
        ("no", False),
        ("0", False),
        (True, True),
        (False, False),
    ],
)
def test_yes_no_reads_german_and_english(typed, expected):
    assert read(YesNo, typed) is expected


@pytest.mark.parametrize("typed", ["vielleicht", "ja, gerne", "?", "9" * 10_000])
def test_yes_no_refuses_everything_else(typed):
    assert error_of(YesNo, typed) == "bool_parsing"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        (" ; , ", ()),
        ("Altstadt", ("Altstadt",)),
        ("Altstadt; Hervest", ("Altstadt", "Hervest")),
        ("Altstadt, Hervest;", ("Altstadt", "Hervest")),
        ("Altstadt; Altstadt ;Hervest", ("Altstadt", "Hervest")),
        ("Alt  stadt; Alt stadt", ("Alt stadt",)),
        (["Altstadt", "Hervest"], ("Altstadt", "Hervest")),
        (("Altstadt; Hervest", "Wulfen"), ("Altstadt", "Hervest", "Wulfen")),
    ],
)
def test_lines_come_apart_at_semicolons_and_commas(typed, expected):
    assert read(Lines, typed) == expected


def test_list_keeps_a_word_that_stands_there_twice_once():
    assert request_form(topics="Erziehung; erziehung; Upbringing; Schule und Kita").topics == (
        Topic.PARENTING,
        Topic.SCHOOL,
    )


def test_list_keeps_two_levels_of_one_language():
    assert person_form(languages="Arabisch (B1); Arabisch (C1)").languages == (
        LanguageSkill(language=Language.ARABIC, level=Level.B1),
        LanguageSkill(language=Language.ARABIC, level=Level.C1),
    )


def test_list_of_words_reads_what_a_cell_holds():
    assert person_form(free_times="Mo vormittags; fr abends").free_times == (Slot.MO_AM, Slot.FR_EV)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (";".join(str(number) for number in range(101)), "too_long"),
        ("x" * 201, "string_too_long"),
        (5, "tuple_type"),
    ],
)
def test_lines_refuse_too_much(typed, error):
    assert error_of(Lines, typed) == error


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("P-0012", "P-0012"),
        ("P-0012 Olena Hnatiuk", "P-0012"),
        (" P-0012\tOlena", "P-0012"),
        ("P-0012\nOlena", "P-0012"),
        ("", ""),
    ],
)
def test_reference_keeps_the_number_alone(typed, expected):
    assert read(Reference, typed) == expected


def test_reference_refuses_what_is_too_long():
    assert error_of(Reference, "P" * 21) == "string_too_long"


@pytest.mark.parametrize("kind", [Day, Clock, Hours, Count, Email, Phone])
@pytest.mark.parametrize("typed", ["", "  ", None])
def test_optional_value_is_none_when_blank(kind, typed):
    assert read(Maybe[kind], typed) is None


# Text ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Line, Name, Text])
@pytest.mark.parametrize("typed", PLAIN_TEXTS)
def test_text_stays_exactly_as_typed(kind, typed):
    assert read(kind, typed) == typed


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Line, "  Anna \t Maria\n", "Anna Maria"),
        (Line, "eins\nzwei", "eins zwei"),
        (Line, "\x00An\x1bna\x7f", "Anna"),
        (Line, "An\ud800na", "Anna"),
        (Line, "\x00", ""),
        (Name, "Anna\x00", "Anna"),
        (Text, "eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        (Text, "eins\n\n  zwei\tdrei\n", "eins\n\n  zwei\tdrei"),
        (Text, "An\x00\x08\x0b\x0c\x0e\x1fna", "Anna"),
    ],
)
def test_text_drops_control_characters(kind, typed, expected):
    assert read(kind, typed) == expected


def test_text_spells_each_letter_in_one_way():
    assert read(Line, "Mu\u0308ller") == "M\u00fcller"


@pytest.mark.parametrize("typed", ["", "  ", "\x00"])
def test_name_refuses_nothing(typed):
    assert error_of(Name, typed) == "string_too_short"


@pytest.mark.parametrize("kind", [Line, Name, Text])
def test_text_refuses_what_is_no_text(kind):
    assert error_of(kind, 5) == "string_type"


@pytest.mark.parametrize(("kind", "most"), [(Line, 200), (Name, 100), (Text, 4000)])
def test_text_may_be_as_long_as_its_limit(kind, most):
    assert read(kind, "x" * most) == "x" * most


@pytest.mark.parametrize(("kind", "most"), [(Line, 200), (Name, 100), (Text, 4000)])
def test_text_one_character_longer_is_refused(kind, most):
    assert error_of(kind, "x" * (most + 1)) == "string_too_long"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, name, id=f"{kind.__name__}.{name}")
        for kind in FORMS
        for name, kept in columns(kind).items()
        if kept.kind is str
    ],
)
def test_form_refuses_10000_characters_in_every_text(kind, name):
    assert refused(kind, **{name: "x" * 10_000})[name] == "string_too_long"


@pytest.mark.parametrize("kind", FORMS)
def test_form_refuses_unknown_fields(kind):
    assert refused(kind, surprise="x")["surprise"] == "extra_forbidden"


# Rules over several fields --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Contact, PersonForm])
def test_contact_needs_a_way_to_be_reached(kind):
    assert refused(kind, first_name="Anna", last_name="Beispiel") == {"*": "unreachable"}


@pytest.mark.parametrize("way", [{"email": "anna@example.org", "phone": ""}, {"email": "", "phone": "02362 123456"}])
def test_contact_needs_only_one_way_to_be_reached(way):
    assert refused(RegistrationForm, first_name="Anna", last_name="Beispiel", consent="ja", **way) == {}


@pytest.mark.parametrize("kind", [RegistrationForm, InterestForm])
@pytest.mark.parametrize("typed", [{}, {"consent": False}, {"consent": "nein"}, {"consent": ""}])
def test_form_of_the_public_needs_consent(kind, typed):
    assert refused(kind, first_name="Anna", last_name="Beispiel", email="anna@example.org", **typed) == {"*": "consent"}


def test_contact_has_a_full_name():
    assert registration_form("Anna Maria Beispiel").full_name == "Anna Maria Beispiel"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("03.09.2026", "02.09.2026", {"*": "order"}),
        ("03.09.2026", "03.09.2026", {}),
        ("03.09.2026", "", {}),
        ("", "02.09.2026", {}),
    ],
)
def test_course_ends_after_it_begins(starts_on, ends_on, expected):
    assert refused(CourseForm, title="Kurs", starts_on=starts_on, ends_on=ends_on) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (CourseForm, {"title": "missing"}),
        (RegistrationForm, {"first_name": "missing", "last_name": "missing"}),
        (RequestForm, {}),
        (ResultForm, {}),
        (ProgrammeForm, {}),
    ],
)
def test_form_asks_for_nothing_but_the_necessary(kind, expected):
    assert refused(kind) == expected


# Columns --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", RECORDS)
def test_columns_of_a_tab_have_different_headers(kind):
    headers = [kept.column.header for kept in columns(kind).values()]
    assert len(set(headers)) == len(headers)


def test_tabs_and_prefixes_are_all_different():
    assert (len({kind.tab for kind in RECORDS}), len({kind.prefix for kind in RECORDS})) == (len(RECORDS), len(RECORDS))


def test_columns_refer_to_tabs_that_exist():
    referred = {kept.column.refers for kind in RECORDS for kept in columns(kind).values()} - {""}
    assert referred - {kind.prefix for kind in RECORDS} == set()


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (Person, "id", (str, False, False, True)),
        (Person, "languages", (LanguageSkill, True, False, False)),
        (Person, "gender", (Gender, False, False, False)),
        (Person, "email", (str, False, True, False)),
        (Person, "police_check_until", (date, False, True, False)),
        (Assignment, "hours", (Decimal, False, True, False)),
        (Organisation, "name", (str, False, False, True)),
    ],
)
def test_column_knows_the_shape_of_its_values(kind, name, expected):
    kept = columns(kind)[name]
    assert (kept.kind, kept.many, kept.optional, kept.required) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("note", ""), ("origins", ()), ("police_check_until", None), ("gender", None), ("phone", None)],
)
def test_column_has_an_empty_value(name, expected):
    assert empty_of(columns(Person)[name]) == expected


def test_record_without_personal_columns_keeps_all_others():
    kept = person().without_personal()
    changed = {name for name in columns(Person) if getattr(kept, name) != getattr(person(), name)}
    assert changed == {"first_name", "last_name", "email", "phone", "gender", "origins", "note", "police_entry"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (person(), "Olena Hnatiuk"),
        (course(), "Basiskurs Herbst"),
        (registration(), "Irina Petrova"),
        (interest(), "Halina Wrona"),
        (organisation(), "Volkshochschule"),
        (request(), "KLI-77"),
        (offer(), "A-0001 P-0001"),
        (assignment(), "A-0002 P-0001"),
        (logged(), "01.09.2026 E-0001"),
        (cap(), "Stunden im Jahr ab 01.01.2026"),
        (journal(), ""),
    ],
)
def test_record_has_a_caption_for_whoever_refers_to_it(record, expected):
    assert record.caption == expected


def test_marker_of_long_texts_is_readable():
    assert repr(MULTILINE) == "MULTILINE"


# Slots ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 8, 31), time(0, 0), Slot.MO_AM),
        (NEXT_WEEK, time(11, 59), Slot.WE_AM),
        (NEXT_WEEK, time(12, 0), Slot.WE_PM),
        (NEXT_WEEK, time(16, 59), Slot.WE_PM),
        (NEXT_WEEK, time(17, 0), Slot.WE_EV),
        (date(2026, 9, 6), time(23, 59), Slot.SU_EV),
    ],
)
def test_slot_is_the_half_day_of_an_appointment(day, at, expected):
    assert slot_of(day, at) is expected
