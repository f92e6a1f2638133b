"""The Dorsten programme on screen: an autumn course without a date becomes a cohort of 28 with certificates."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from services.attendance import attendees, mark, marks_of
from services.cohorts import cohorts
from services.interests import take
from services.invitations import accept, invitees
from services.links import address
from services.model.access import Actor, Role
from services.model.clock import now_in_germany
from services.model.course_forms import CallForm
from services.model.course_lists import Presence, RegistrationStatus
from services.model.course_records import Course, Registration
from services.model.letters import Message
from services.sessions import move_sessions, sessions
from tests.browser.places import PLAYED, place
from tests.browser.steps import (
    fill,
    form,
    heading,
    newest,
    open_page,
    open_row,
    press,
    ready,
    row_of,
    section,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

AUTUMN = "K-0007"
TITLE = "Vorbereitungskurs für Ehrenamtliche im Herbst"
COHORT = 28
UTE = Actor(Role.COORDINATOR, "Ute Büro")


def somebody(number):
    return CallForm(first_name=f"Lotsin{number}", last_name="Herbst", email=f"herbst{number}@example.org")


@pytest.mark.parametrize("played", PLAYED)
def test_announced_course_without_a_date_becomes_a_cohort_of_28(visitors, tmp_path, played):
    kind, machine = played.split("-")
    with place(kind, tmp_path / "data") as (url, office):
        desk = visit(visitors(machine), url, "Koordination")
        somebody_calls(desk)
        everybody_else_calls(office)
        the_course_gets_a_date(desk)
        everybody_is_invited(desk, office)
        one_answers_by_link(visitors("phone"), url, office)
        the_others_say_yes(office)
        the_course_takes_place(desk, office)
        all_are_certified(desk, office)


def somebody_calls(desk):
    """A name and a phone number are enough."""
    open_page(desk, "interessierte", "Interessierte")
    fold = unfold(desk, "Anruf oder Besuch notieren")
    fill(fold, {"Nachname *": "Abendroth", "Telefon": "02362 123456"})
    press(fold, "Speichern")
    told(desk, re.compile(r"Abendroth ist notiert \(I-\d{4}\)"))


def everybody_else_calls(office):
    """Until as many wait as the course will have places."""
    book = office.read(UTE)
    waiting = len(invitees(book, book.get(Course, AUTUMN), office.now.date()))
    for number in range(COHORT - waiting):
        office.perform(UTE, take, somebody(number))


def the_course_gets_a_date(desk):
    open_page(desk, "kurse", "Kurse")
    open_row(desk, "courses", TITLE)
    today = now_in_germany().date()
    section(desk, "Kurs ändern")
    filled = form(desk, "Speichern")
    fill(filled, {"Beginnt am": f"{today:%d.%m.%Y}", "Jahrgang": "Herbst", "Plätze": str(COHORT)})
    press(filled, "Speichern")
    told(desk, f"„{TITLE}“ ist gespeichert.")
    section(desk, "Termine")
    fold = unfold(desk, "Eine ganze Reihe von Terminen planen")
    fill(fold, {"Tag *": f"{today:%d.%m.%Y}", "Von": "18", "Bis": "21", "Thema": "Rolle und Grenzen"})
    press(fold, "Diese Termine planen")
    told(desk, "Geplante Termine: 4")
    press(desk, "Anmeldung öffnen")
    told(desk, "ist jetzt: Anmeldung offen.")


def everybody_is_invited(desk, office):
    section(desk, "Einladen")
    expect(desk.get_by_text(re.compile(rf"^Angekreuzt: {COHORT}\."))).to_be_visible()
    press(desk, "Angekreuzte einladen")
    told(desk, f"Eingeladen: {COHORT}.")
    invited = office.read(UTE).where(Registration, course=AUTUMN)
    assert {one.status for one in invited} == {RegistrationStatus.INVITED}
    assert len({one.interest for one in invited}) == COHORT


def one_answers_by_link(guest, url, office):
    """The link stands only in the mail; it works once."""
    book = office.read(UTE)
    message = next(one for one in book.all(Message) if one.email == "herbst0@example.org" and one.about[0] == "T")
    link = address(url, "example", message.id)
    guest.goto(link)
    expect(heading(guest, "Ihre Antwort")).to_be_visible()
    press(guest, "Ja, ich nehme teil")
    told(guest, "Vielen Dank! Sie haben einen Platz.")
    guest.goto(link)
    expect(heading(guest, "Ihre Antwort")).to_be_visible()
    ready(guest)
    expect(guest.get_by_role("button", name="Ja, ich nehme teil")).to_have_count(0)


def the_others_say_yes(office):
    for one in office.read(UTE).where(Registration, course=AUTUMN):
        if one.status is RegistrationStatus.INVITED:
            office.perform(UTE, accept, one)


def the_course_takes_place(desk, office):
    """Four weeks go by; the first evening is ticked on the screen."""
    book = office.read(UTE)
    office.perform(UTE, move_sessions, book.get(Course, AUTUMN), office.now.date() - timedelta(days=28))
    newest(desk)
    section(desk, "Teilnehmende")
    expect(heading(desk, f"0 von {COHORT} Plätzen frei")).to_be_visible()
    press(desk, "Kurs beginnen")
    told(desk, "ist jetzt: Läuft.")
    section(desk, "Anwesenheit")
    press(desk, "Alle übrigen sind anwesend")
    press(desk, "Anwesenheit speichern")
    told(desk, f"Die Anwesenheit ist gespeichert. Neue Einträge: {COHORT}.")
    book = office.read(UTE)
    others = [one.id for one in sessions(book, AUTUMN)][1:]
    present = {one.id: dict.fromkeys(others, Presence.PRESENT) for one in attendees(book, AUTUMN)}
    office.perform(UTE, mark, AUTUMN, marks_of(book, AUTUMN), present)
    newest(desk)
    press(desk, "Kurs beenden")
    told(desk, "ist jetzt: Beendet.")


def all_are_certified(desk, office):
    section(desk, "Zertifikate")
    press(desk, f"Zertifizieren und in die Lotsenliste aufnehmen: {COHORT}")
    told(desk, f"Zertifiziert und jetzt auf der Lotsenliste: {COHORT}.")
    expect(heading(desk, f"Mit Zertifikat: {COHORT}")).to_be_visible()
    with desk.expect_download() as download:
        press(desk, re.compile(rf"Alle Zertifikate \(PDF\): {COHORT}"))
    pages = PdfReader(BytesIO(download.value.path().read_bytes())).pages
    assert len(pages) == COHORT
    numbers = [one.certificate for one in office.read(UTE).where(Registration, course=AUTUMN)]
    assert len(set(numbers)) == COHORT
    assert sorted(re.search(r"20\d\d-\d{3}", page.extract_text())[0] for page in pages) == sorted(numbers)
    open_page(desk, "zahlen", "Zahlen")
    # A phone's table holds only the columns in sight.
    expect(row_of(desk, "cohorts", "Herbst").first).to_be_attached()
    assert [one.certified for one in cohorts(office.read(UTE)) if one.cohort == "Herbst"] == [COHORT]
