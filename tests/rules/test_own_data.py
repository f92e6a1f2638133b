"""What is stored about somebody is told whole, to whoever may have it, and tells of nobody else."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from pages.shared.language import catalogue
from services.delivery.own_data import json_of, pdf_of
from services.model.access import Actor, Role
from services.model.errors import NotAllowed, NotFound, Problem
from services.model.records import RECORDS, JournalEntry, Offer, Programme, PutOff
from services.model.words import Sentence
from services.model.workbook import Workbook
from services.own_data import hand_out, own_data
from tests.rules.cast import (
    LEA,
    NOW,
    OLENA,
    RUTH,
    SAMIR,
    TODAY,
    UTE,
    assignment,
    course,
    draft,
    event,
    guest,
    interest,
    journal,
    letter,
    logged,
    mail,
    marta,
    offer,
    office,
    olena,
    other_request,
    own_change,
    own_link,
    registration,
    request,
    samir,
    workbook,
)

OURS = Programme(id="S-0001", name="Lotsen in Dorsten")
MINE = olena(buddy="Marta Żółkiewska", distinct_from=("P-0002",), apart=("KLI-99",))
SIGNED = "Guten Tag Olena Hnatiuk,\n\nIhr Büro"
PUT_OFF = PutOff(
    id="R-0001",
    line="Papiere P-0001",
    what="Olena Hnatiuk: Führungszeugnis",
    since=TODAY,
    until=TODAY + timedelta(days=3),
    put_off_by=UTE.name,
)
ABOUT_ME = (
    MINE,
    registration(name="Olena Hnatiuk", email=MINE.email, person="P-0001", interest="I-0001"),
    interest(
        first_name="Olena",
        last_name="Hnatiuk",
        email=MINE.email,
        phone=MINE.phone,
        received_by=UTE.name,
        owner="Ruth Winter",
        message="Kann samstags",
    ),
    guest(name="Olena Hnatiuk", email=MINE.email, person="P-0001", interest=""),
    own_change(),
    own_link(),
    offer(),
    assignment(),
    logged(person="P-0001", entered_by="Olena Hnatiuk (persönlicher Link)", approved_by=UTE.name),
    mail(name="Olena Hnatiuk", email=MINE.email, about="P-0001", text=SIGNED),
    mail("N-0002", name="Olena Hnatiuk", email=MINE.email, about="T-0001", text=SIGNED),
    PUT_OFF,
    journal("J-0001", actor=UTE.name, entries=("I-0001",), changed="I-0001 Zuständig: – → Ruth Winter; Stand: a → b"),
    journal("J-0002", actor=OLENA.name, entries=("P-0001",), changed="P-0001 Telefon: geändert"),
    journal("J-0003", actor=UTE.name, entries=("P-0001", "P-0002"), changed="P-0001 neu\nP-0002 Notiz: geändert"),
)
OTHERS = (
    OURS,
    samir(),
    marta(),
    course(),
    event(),
    request(),
    other_request(),
    registration("T-0002", "Irina Petrova", person="P-0003"),
    offer("V-0002", person="P-0002"),
    assignment("E-0002", person="P-0002"),
    logged("L-0002", person="P-0002"),
    own_link("Z-0002", person="P-0002"),
    mail("N-0003", about="T-0002"),
    journal("J-0004", actor=LEA.name, entries=("P-0002",), changed="P-0002 neu"),
)
FOREIGN = (
    "Alkhouri", "Żółkiewska", "Petrova", "Kaltenbach", "Winter", "Stadtmann", "Sommer", "Winkelmann", "KLI-",
    "222222", "333333", "555555", "666666", "samir", "marta", "brigitte", "torsten", "irina",
    "P-0002", "P-0003", "T-0002", "V-0002", "E-0002", "L-0002", "Z-0002", "N-0003", "J-0004",
)  # fmt: skip


def told(*records):
    return own_data(workbook(*records), "P-0001")


def test_everything_about_somebody_is_told():
    tabs = told(*ABOUT_ME, *OTHERS).tabs
    assert {tab: [row["Nr."] for row in rows] for tab, rows in tabs.items()} == {
        kind.tab: [one.id for one in ABOUT_ME if type(one) is kind]
        for kind in RECORDS
        if any(type(one) is kind for one in ABOUT_ME)
    }
    (me,) = tabs["Personen"]
    assert (me["E-Mail"], me["Notiz"], me["Sprachen"]) == (
        MINE.email,
        MINE.note,
        "Ukrainisch (Muttersprache); Deutsch (B2)",
    )
    assert (tabs["Anmeldungen"][0]["Worum es ging"], tabs["Besuche"][0]["Eingetragen von"]) == (
        course().caption,
        "Olena Hnatiuk (persönlicher Link)",
    )
    assert [row["Geändert"] for row in tabs["Protokoll"]] == [
        "I-0001 Stand: a → b",
        "P-0001 Telefon: geändert",
        "P-0001 neu",
    ]


@pytest.mark.parametrize("made", ["json", "pdf"])
def test_nobody_else_stands_in_the_file(made):
    found = told(*ABOUT_ME, *OTHERS)
    if made == "json":
        text = json_of(found, OURS, NOW).decode()
        assert json.loads(text)["Personen"][0]["Telefon"] == MINE.phone
    else:
        pages = PdfReader(BytesIO(pdf_of(found, OURS, NOW, catalogue("de").gettext))).pages
        text = "\n".join(page.extract_text() for page in pages)
    assert [one for one in FOREIGN if one in text] == []
    assert [one for one in (MINE.last_name, MINE.phone, "Kann samstags") if str(one) not in text] == []


def test_long_story_is_printed_to_its_end():
    letters = [
        letter(f"N-{number:04d}", about="P-0001", text=f"Zeile\n{'Wort ' * 700}Ende{number}") for number in range(20)
    ]
    pdf = pdf_of(told(olena(), *letters), OURS, NOW, catalogue("de").gettext)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert [number for number in range(20) if f"Ende{number}" not in text] == []


def test_registration_that_nobody_connected_with_the_entry_is_told_by_name_and_contact():
    hers = registration(name="Olena Hnatiuk", email=None, phone=MINE.phone)
    namesake = registration("T-0002", "Olena Hnatiuk", email="andere@example.org")
    called = interest("I-0001", first_name="Olena", last_name="Hnatiuk", phone=MINE.phone)
    came = guest(name="Olena Hnatiuk", interest="I-0001")
    tabs = told(MINE, hers, namesake, called, came).tabs
    assert {tab: [row["Nr."] for row in rows] for tab, rows in tabs.items()} == {
        "Interessierte": ["I-0001"],
        "Anmeldungen": ["T-0001"],
        "Gäste": ["B-0001"],
        "Personen": ["P-0001"],
    }


def test_colleague_whose_name_begins_alike_is_not_named():
    visits = [logged(entered_by="Olena Hnatiukova"), logged("L-0002", entered_by="Olena Hnatiuk")]
    tabs = told(MINE, *visits).tabs
    assert [row.get("Eingetragen von") for row in tabs["Besuche"]] == [None, "Olena Hnatiuk"]


def test_row_nobody_could_read_is_named():
    broken = Problem(Offer.tab, "5", "Stand", Sentence("?"), refers=("P-0001",))
    found = own_data(Workbook.of((olena(),), problems=(broken,)), "P-0001")
    assert found.unreadable == ("Angefragt, Zeile 5",)
    assert json.loads(json_of(found, OURS, NOW))["Nicht lesbare Zeilen"] == ["Angefragt, Zeile 5"]


def test_telling_is_noted_in_the_journal_which_is_told_next_time():
    ours = office(*ABOUT_ME, *OTHERS)
    ours.perform(UTE, hand_out, "P-0001")
    entry = ours.read(UTE).all(JournalEntry)[-1]
    assert (entry.actor, entry.deed, entry.entries, entry.changed) == (
        UTE.name,
        "Auskunft erteilt",
        ("P-0001",),
        "Auskunft heruntergeladen (Art. 15 DSGVO)",
    )
    assert ours.own_data(UTE, "P-0001").tabs["Protokoll"][-1]["Was"] == "Auskunft erteilt"


@pytest.mark.parametrize(
    "actor", [SAMIR, LEA, RUTH, Actor(Role.VOLUNTEER, "Olena Hnatiuk (persönlicher Link)", "P-0001", "Z-0001")]
)
def test_nobody_else_is_told(actor):
    ours = office(*ABOUT_ME, *OTHERS)
    for ask_for in (lambda: ours.perform(actor, hand_out, "P-0001"), lambda: ours.own_data(actor, "P-0001")):
        with pytest.raises(NotAllowed):
            ask_for()
    assert ours.own_data(OLENA, "P-0001").tabs == ours.own_data(UTE, "P-0001").tabs


def test_nothing_is_told_of_somebody_unknown():
    with pytest.raises(NotFound):
        hand_out(draft(olena()), "P-0009")
