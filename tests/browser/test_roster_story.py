"""A guide on screen: nobody is asked without papers; the own entry, what is stored about them, being forgotten."""

import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from services.certificates import certify
from services.figures import headline
from services.links import own_address
from services.model.access import Actor, Role
from services.model.errors import MayNotBeAsked
from services.model.lists import Channel, OfferStatus
from services.model.records import RECORDS, JournalEntry, Offer, Request
from services.offers import ask
from tests.browser.places import PLAYED, place
from tests.browser.steps import (
    choose,
    fill,
    form,
    heading,
    newest,
    open_page,
    open_row,
    press,
    ready,
    section,
    tick,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

GUIDE, NUMBER = "Tesfay Gebrenas", "P-0008"  # the only one who speaks Tigrinya, without a certificate so far
COURSE, REGISTERED = "K-0004", "T-0016"
REQUEST = "A-0009"
UTE = Actor(Role.COORDINATOR, "Ute Büro")


@pytest.mark.parametrize("played", PLAYED)
def test_guide_gets_ready_keeps_the_entry_and_is_forgotten(visitors, tmp_path, played):
    kind, machine = played.split("-")
    with place(kind, tmp_path / "data") as (url, office):
        desk = visit(visitors(machine), url, "Koordination")
        without_papers_nobody_is_proposed(desk, office)
        the_papers_are_noted(desk, office)
        now_they_are_proposed_and_asked(desk, office)
        the_guide_keeps_the_own_entry(desk, visitors("phone"), url)
        what_is_stored_is_handed_over(desk)
        they_leave_and_are_forgotten(desk, office)


def find_somebody(desk):
    """Open the request in the matching."""
    open_page(desk, "vermittlung", "Vermittlung")
    newest(desk)
    field = desk.get_by_label("Anfrage", exact=True)
    if not re.match(REQUEST, field.input_value()):
        title = f"{REQUEST} · Orientierung in der neuen Umgebung, Alltagsfragen · Tigrinya · normal"
        choose(desk, field, title)
    expect(heading(desk, "Wer am besten passt")).to_be_visible()


def open_guide(desk):
    open_page(desk, "lotsen", "Lots:innen")
    desk.get_by_label("Suche", exact=True).fill(GUIDE)
    expect(desk.get_by_text(re.compile(r"^1 von \d+ Lots:innen"))).to_be_visible()
    ready(desk)
    if not heading(desk, GUIDE).is_visible():  # still open from before
        open_row(desk, "roster", GUIDE)


def without_papers_nobody_is_proposed(desk, office):
    find_somebody(desk)
    told(desk, "Niemand erfüllt alle Bedingungen.")
    expect(unfold(desk, "Nicht vorgeschlagen")).to_contain_text(
        f"{GUIDE}: ist im Moment „In Ausbildung“; hat noch nicht alle Unterlagen: Zertifikat, Verschwiegenheit"
    )
    with pytest.raises(MayNotBeAsked):
        office.perform(UTE, ask, REQUEST, NUMBER, Channel.EMAIL, "kennt die Familie")


def the_papers_are_noted(desk, office):
    """The certificate comes from the course, the others on the person's page."""
    office.perform(UTE, certify, COURSE, (REGISTERED,), {REGISTERED: "hat alles nachgeholt"})
    newest(desk)  # else the entry opens as it was before the certificate, and saving it is refused
    open_guide(desk)
    told(desk, re.compile("Die Unterlagen reichen noch nicht für Einsätze: .*Verschwiegenheitserklärung"))
    section(desk, "Eintrag ändern")
    filled = form(desk, "Speichern")
    today = f"{office.now:%d.%m.%Y}"
    fill(filled, {"Verschwiegenheit erklärt am": today, "Vereinbarung unterschrieben am": today})
    fill(filled, {"Ausweis gültig bis": "31.12.2099"})
    press(filled, "Speichern")
    told(desk, f"Der Eintrag von {GUIDE} ist gespeichert.")
    told(desk, "Alle Unterlagen liegen vor.")
    section(desk, "Stand")
    press(desk, "Auf „Einsatzbereit“ setzen")
    told(desk, f"{GUIDE} ist jetzt: Einsatzbereit.")


def now_they_are_proposed_and_asked(desk, office):
    find_somebody(desk)
    tick(desk, GUIDE)
    press(desk, "Ausgewählte fragen")
    told(desk, f"Gefragt: {GUIDE}.")
    asked = office.read(UTE).where(Offer, request=REQUEST)
    assert [(one.person, one.status) for one in asked] == [(NUMBER, OfferStatus.ASKED)]


def the_guide_keeps_the_own_entry(desk, phone, url):
    """By a link, on the phone: what the office keeps is only shown, and what changes the office sees, old and new."""
    open_guide(desk)
    section(desk, "Persönlicher Link")
    press(desk, "Link erstellen")
    told(desk, re.compile(f"Der Link von {GUIDE} gilt bis"))
    phone.goto(own_address(url, "example", "Z-0001"))
    expect(heading(phone, "Mein Eintrag")).to_be_visible()
    ready(phone)
    for kept in ("Stand", "Zertifikat vom", "Verschwiegenheit erklärt am", "E-Mail"):
        expect(phone.get_by_label(kept, exact=True)).to_have_count(0)
    expect(phone.get_by_text(re.compile("Stand: *Einsatzbereit"))).to_be_visible()
    expect(phone.get_by_text("Sorenko")).to_have_count(0)
    fill(phone.locator(".st-key-own"), {"Telefon": "02362 909090", "Pausiert bis": "31.12.2099"})
    press(phone, "Speichern")
    told(phone, "Ihr Eintrag ist gespeichert")
    newest(desk)
    changed = desk.locator(".st-key-own_changes")
    expect(changed).to_contain_text("Vorher: +49 30 23125011")
    expect(changed).to_contain_text("Nachher: +49 2362 909090")
    expect(changed).to_contain_text("Nachher: 2099-12-31")
    press(desk, "Gesehen, alles in Ordnung")
    told(desk, f"Die Änderungen von {GUIDE} sind erledigt.")


def what_is_stored_is_handed_over(desk):
    section(desk, "Auskunft")
    with desk.expect_download() as download:
        press(desk, re.compile(r"Als Daten herunterladen \(JSON\)"))
    found = json.loads(download.value.path().read_bytes())
    assert found["Personen"][0]["Telefon"] == "+49 2362 909090"
    assert [row["Nr."] for row in found["Anmeldungen"]] == [REGISTERED]
    assert {"Angefragt", "Nachrichten", "Persönliche Links", "Selbst geändert", "Protokoll"} <= found.keys()
    assert "Auskunft erteilt" in [row["Was"] for row in found["Protokoll"]]
    assert "Sorenko" not in json.dumps(found, ensure_ascii=False)
    with desk.expect_download() as download:
        press(desk, re.compile(r"Zum Lesen herunterladen \(PDF\)"))
    assert GUIDE in PdfReader(download.value.path()).pages[0].extract_text()


def they_leave_and_are_forgotten(desk, office):
    section(desk, "Stand")
    press(unfold(desk, "Scheidet aus"), "Ausscheiden speichern")
    told(desk, f"{GUIDE} ist ausgeschieden.")
    before = [one.value for one in headline(office.read(UTE))]
    fold = unfold(desk, "Anonymisieren")
    tick(fold, "Ich habe geprüft")
    ready(desk)
    press(fold, "Endgültig anonymisieren")
    told(desk, f"Der Eintrag {NUMBER} ist anonymisiert.")
    book = office.read(UTE)
    assert [one.value for one in headline(book)] == before
    left = [one for kind in RECORDS for one in book.all(kind) if kind is not JournalEntry]
    assert [one.id for one in left if re.search("Gebrenas|909090|23125011", repr(one))] == []
    assert book.get(Request, REQUEST).status.value == "In Vermittlung"
