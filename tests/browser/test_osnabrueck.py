"""The Osnabrück programme on screen: one request for each of its topics, from the call to the town's figures."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from services.appointments import move
from services.assignments import end
from services.figures import headline, topics_wanted
from services.intake import assignments_of, take_in
from services.links import address
from services.model.access import Actor, Role
from services.model.assignment_forms import EndForm, MoveForm, VisitForm
from services.model.assignment_lists import Experience
from services.model.clock import now_in_germany
from services.model.course_lists import MessageKind
from services.model.languages import Language
from services.model.letters import Message
from services.model.lists import Channel, Consent, RequestKind, RequestStatus, Topic
from services.model.records import Person, Request
from services.model.request_forms import RequestForm
from services.offers import accept, ask, offers_of
from services.office import Office
from services.programme import programme
from services.visits import approve, enter, hours_of
from tests.browser.places import EVERYWHERE, PLAYED, place
from tests.browser.steps import (
    card,
    choose,
    fill,
    form,
    heading,
    metric,
    newest,
    open_page,
    open_row,
    play,
    press,
    ready,
    row_of,
    section,
    tick,
    told,
    unfold,
    visit,
)

pytestmark = pytest.mark.browser

LEITSTELLE = Actor(Role.COORDINATOR, "Leitstelle")
MONDAY, TUESDAY, WEDNESDAY = range(3)
HOURS = Decimal("1.5")


@dataclass(frozen=True)
class Stage:
    """Who plays: the office at its machine, a volunteer on a phone; the app's address, the office behind its store."""

    desk: Page
    guide: Page
    url: str
    office: Office


@dataclass(frozen=True)
class Call:
    """One call for help: what it is about, in which language, who will say yes; with a weekday it is an appointment."""

    topic: Topic
    language: Language
    guide: str
    kind: RequestKind = RequestKind.ONGOING
    weekday: int | None = None
    second: str = ""
    by_form: bool = False
    by_link: bool = True

    @property
    def day(self) -> date | None:
        """Give the appointment: that weekday of next week, at ten."""
        if self.weekday is None:
            return None
        today = now_in_germany().date()
        return today + timedelta(days=7 + (self.weekday - today.weekday()) % 7)


DATED = RequestKind.APPOINTMENT
CALLS = (
    Call(Topic.AUTHORITIES, Language.POLISH, "Tomasz Odrzanek", DATED, MONDAY),
    Call(Topic.SCHOOL, Language.TURKISH, "Gülşen Ovakent", DATED, TUESDAY, by_form=True),
    Call(Topic.INSTITUTIONS, Language.ARABIC, "Semhar Okbazgi", DATED, WEDNESDAY, by_link=False),
    Call(Topic.ORIENTATION, Language.UKRAINIAN, "Kateryna Dniprenko", by_form=True),
    Call(Topic.CONFLICT, Language.RUSSIAN, "Ljudmila Kamowa", RequestKind.MEDIATION, second="Aigerim Saltanowa"),
    Call(Topic.GERMAN, Language.GERMAN, "Annegret Hasetal", RequestKind.LANGUAGE),
    Call(Topic.HEALTH, Language.VIETNAMESE, "Huong Tranhai", DATED, WEDNESDAY, by_link=False),
    Call(Topic.EVERYDAY, Language.ROMANIAN, "Ion Codrulescu"),
    Call(Topic.FAMILY, Language.POLISH, "Grażyna Wisłocznik", by_link=False),
    Call(Topic.PARENTING, Language.KURMANJI, "Berivan Zagrosi"),
    Call(Topic.HOUSING, Language.ALBANIAN, "Arben Drenovaj"),
    Call(Topic.TENANCY, Language.GERMAN, "Friedhelm Osterkapp", by_link=False),
    Call(Topic.CULTURE, Language.CHINESE, "Mei Lianhu"),
    Call(Topic.OTHER, Language.UKRAINIAN, "Bohdan Karpatyn", by_link=False),
)


@pytest.mark.parametrize("played", PLAYED)
def test_one_request_of_each_topic_comes_from_the_call_to_the_figures(visitors, tmp_path, played):
    kind, machine = played.split("-")
    with place(kind, tmp_path / "data", "osnabrueck") as (url, office):
        stage = Stage(visit(visitors(machine), url, "Koordination"), visitors("phone"), url, office)
        before = office.read(LEITSTELLE)
        assert {one.topic for one in CALLS} == set(programme(before).topics)
        seen = CALLS if EVERYWHERE else CALLS[:1]
        for call in seen:
            on_screen(stage, call)
        if seen != CALLS:
            office.perform(LEITSTELLE, behind_the_screen, CALLS[len(seen) :])
        the_figures_show_it(stage, before)


def on_screen(stage, call):
    """Play one request in full."""
    number = by_form(stage, call) if call.by_form else by_phone(stage.desk, call)
    suggestions_are_looked_at(stage.desk, number, call)
    somebody_says_yes(stage, number, call)
    if call.second:
        the_second_says_yes(stage.desk, call)
    order_is_printed(stage, number, call)
    the_day_comes(stage.office, number, call)
    visit_is_logged(stage, number, call.guide)
    hours_are_approved(stage, number, call.guide)
    if call.second:
        the_office_closes(stage.desk, number)
    else:
        guide_ends_with_feedback(stage, number)
    closed_on_screen(stage, number)


def by_phone(desk, call):
    """Take the call; give the number of the request."""
    go_to(desk, "anfragen", "Anfragen")
    fold = unfold(desk, "Neue Anfrage aufnehmen")
    ready(desk)
    choose(desk, fold.get_by_label("Themen", exact=True), call.topic)
    if call.kind is not RequestKind.APPOINTMENT:
        choose(desk, fold.get_by_label("Art", exact=True), call.kind)
    choose(desk, fold.get_by_label("Sprachen", exact=True), call.language)
    if call.day:
        fill(fold, {"Termin am": f"{call.day:%d.%m.%Y}", "Uhrzeit": "10", "Treffpunkt": "Haupteingang"})
    fill(fold, {"Kürzel": code(call)})
    choose(desk, fold.get_by_label("Einwilligung", exact=True), Consent.VERBAL)
    press(fold, "Aufnehmen")
    text = told(desk, re.compile(r"als A-\d{4} aufgenommen \(In Vermittlung\)")).inner_text()
    return number_in(text)


def by_form(stage, call):
    """Ask for help on the public page, on a phone: a person for themselves; give the number of the request."""
    page = visit(stage.guide, stage.url)
    open_page(page, "hilfe", "Hilfe anfragen")
    card(page, call.topic)
    if call.kind is not RequestKind.APPOINTMENT:
        card(page, call.kind)
    press(page, "Weiter")
    expect(heading(page, "Schritt 2 von 3: Wann und wo?")).to_be_visible()
    if call.day:
        fill(page, {"An welchem Tag?": f"{call.day:%d.%m.%Y}", "Um wie viel Uhr?": "10"})
    choose(page, page.get_by_label("Welche Sprache wird gebraucht?", exact=True), call.language)
    press(page, "Weiter")
    expect(heading(page, "Schritt 3 von 3: Wie erreichen wir Sie?")).to_be_visible()
    fill(page, {"Ihr Name oder Ihre Stelle *": "Beispielperson", "Ihre Telefonnummer": "0221 4710099"})
    tick(page, "Ich bin einverstanden")
    press(page, "Anfrage senden")
    return number_in(told(page, re.compile(r"Ihre Anfrage hat die Nummer A-\d{4}\.")).inner_text())


def suggestions_are_looked_at(desk, number, call):
    """Open the request, find who fits and why, and ask by mail or on the phone."""
    open_request(desk, number)
    press(desk, "Passende Person finden")
    expect(heading(desk, "Wer am besten passt")).to_be_visible()
    ready(desk)
    for name in filter(None, (call.guide, call.second)):
        best = desk.get_by_test_id("stVerticalBlock").filter(has_text=re.compile(rf"{name} · \d+ von 100 Punkten")).last
        expect(best).to_contain_text(f"spricht {call.language}")
        tick(best, name)
        ready(desk)
    choose(desk, desk.get_by_label("Auf welchem Weg").first, Channel.EMAIL if call.by_link else Channel.PHONE)
    expect(desk.get_by_text("Die E-Mail:" if call.by_link else "Am Telefon zu sagen:")).to_be_visible()
    press(desk, "Ausgewählte fragen")
    told(desk, re.compile(rf"Gefragt: .*{call.guide}"))


def somebody_says_yes(stage, number, call):
    """Answer by the link of the mail on a phone, or tell the office, which takes it down."""
    if not call.by_link:
        press(asked(stage.desk, call.guide), "Zugesagt")
        told(stage.desk, f"{call.guide} übernimmt")
        return
    book = stage.office.read(LEITSTELLE)
    offers = {one.id for one in offers_of(book, number) if one.person == person(book, call.guide).id}
    letter = next(one for one in book.all(Message) if one.kind is MessageKind.ASKED_TO_HELP and one.about in offers)
    stage.guide.goto(address(stage.url, "example", letter.id))
    expect(heading(stage.guide, "Ihre Antwort")).to_be_visible()
    press(stage.guide, "Ja, ich übernehme das")
    told(stage.guide, "Vielen Dank! Sie übernehmen den Einsatz.")


def the_second_says_yes(desk, call):
    newest(desk)
    press(asked(desk, call.second), "Zugesagt")
    told(desk, f"{call.second} hat zugesagt (zweite Person).")


def order_is_printed(stage, number, call):
    """Print the order from the request: it names the volunteer, the number and the task, never the person's code."""
    open_request(stage.desk, number)
    mandate = assignment(stage.office, number, call.guide)
    press(stage.desk, re.compile(rf"Einsatz {mandate.id} öffnen"))
    expect(heading(stage.desk, f"{call.guide} · {call.topic}")).to_be_visible()
    fold = unfold(stage.desk, "Beauftragung, Bestätigung und Stundenzettel (PDF)")
    with stage.desk.expect_download() as download:
        press(fold, re.compile("^Beauftragung"))
    text = PdfReader(BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    assert [word in text for word in (call.guide, number, call.topic, code(call))] == [True, True, True, False]


def the_day_comes(office, number, call):
    """Bring the appointment forward to today, so that nobody has to wait a week for the visit."""
    if call.day:
        request = office.read(LEITSTELLE).get(Request, number)
        office.perform(LEITSTELLE, move, request, MoveForm(day=office.now.date(), at=request.at, place=request.place))


def visit_is_logged(stage, number, name):
    """Enter the visit on the phone in Meine Einsätze."""
    visit(stage.guide, stage.url, "Lots:in", name)
    open_page(stage.guide, "einsaetze", "Meine Einsätze")
    mine = mine_on(stage.guide, assignment(stage.office, number, name))
    fold = unfold(mine, "Besuch eintragen")
    ready(stage.guide)
    fill(fold, {"Dauer *": "1:30", "Kilometer": "4,5"})
    press(fold, "Besuch speichern")
    told(stage.guide, re.compile(r"ist gespeichert \(1,5 h\)"))


def hours_are_approved(stage, number, name):
    go_to(stage.desk, "auftraege", "Einsätze")
    section(stage.desk, "Stunden freigeben")
    press(stage.desk, f"Alle von {name} freigeben: 1")
    told(stage.desk, f"Freigegebene Besuche von {name}: 1.")
    assert hours_of(stage.office.read(LEITSTELLE), assignment(stage.office, number, name)) == HOURS


def guide_ends_with_feedback(stage, number):
    """End the assignment on the phone, and say how it went."""
    ending = assignment(stage.office, number)
    fold = unfold(mine_on(stage.guide, ending), "Es ist geschafft: Einsatz beenden")
    ready(stage.guide)
    choose(stage.guide, fold.get_by_label("Wie ist es gelaufen?"), Experience.GOOD)
    fill(fold, {"Was sollen wir beim nächsten Mal wissen?": "Mehr Zeit einplanen"})
    press(fold, "Einsatz beenden")
    told(stage.guide, f"Vielen Dank! Der Einsatz {number} ist beendet: gelöst.")


def the_office_closes(desk, number):
    """Close the request of two volunteers at once; hours left empty are those of the visits."""
    open_request(desk, number)
    press(form(desk, "Anfrage abschließen"), "Anfrage abschließen")
    told(desk, f"Die Anfrage {number} ist abgeschlossen: gelöst.")


def closed_on_screen(stage, number):
    """Look at the request: it is closed, and its assignment holds hours and feedback."""
    open_request(stage.desk, number)
    expect(row_of(stage.desk, "requests", number).nth(1)).to_have_text("Abgeschlossen")
    book = stage.office.read(LEITSTELLE)
    assert book.get(Request, number).status is RequestStatus.CLOSED
    assert sum(hours_of(book, one) for one in assignments_of(book, number)) == HOURS


def behind_the_screen(draft, calls):
    """Let requests go the same way without a browser, and save them at once."""
    for call in calls:
        when = {"day": call.day, "at": time(10)} if call.day else {}
        task = RequestForm(
            kind=call.kind,
            topics=(call.topic,),
            languages=(call.language,),
            client=code(call),
            consent=Consent.VERBAL,
            **when,
        )
        number = take_in(draft, task).id
        accept(draft, ask(draft, number, person(draft.workbook, call.guide).id).id)
        (mandate,) = assignments_of(draft.workbook, number)
        approve(draft, (enter(draft, mandate.id, VisitForm(day=draft.today, hours=HOURS)),))
        done = end(draft, mandate, EndForm(experience=Experience.GOOD))
    return done


def the_figures_show_it(stage, before):
    """Read the figures as whoever leads: every topic once more, all placed, the hours of all visits; no names."""
    play(stage.desk, "Leitung (lesend)")
    open_page(stage.desk, "zahlen", "Zahlen")
    newest(stage.desk)
    _certified, _available, unanswered, placed, hours = (one.value for one in headline(before))
    expect(metric(stage.desk, "Vermittelte Anfragen")).to_have_text(str(placed + len(CALLS)))
    expect(metric(stage.desk, "Offene Anfragen")).to_have_text(str(unanswered))
    helped = f"{float(hours + HOURS * len(CALLS)):g}".replace(".", ",")
    expect(metric(stage.desk, "Stunden Hilfe")).to_have_text(helped)
    book = stage.office.read(LEITSTELLE)
    asked_before, asked_now = dict(topics_wanted(before)), dict(topics_wanted(book))
    assert asked_now == {**asked_before, **{one.topic: asked_before.get(one.topic, 0) + 1 for one in CALLS}}


def number_in(text):
    return re.search(r"A-\d{4}", text)[0]


def code(call):
    """Give the code of the accompanied person, another one for each call: the same one twice would be asked about."""
    return f"{call.topic.name[0]}. {call.topic.name[1]}."


def person(book, name):
    return next(one for one in book.all(Person) if one.full_name == name)


def assignment(office, number, name=""):
    """Give the assignment of a request, of two the one of this volunteer."""
    book = office.read(LEITSTELLE)
    return next(one for one in assignments_of(book, number) if not name or one.person == person(book, name).id)


def go_to(page, path, title):
    """Open a page, unless it stands there already: on a phone the menu would stay open before it."""
    if not heading(page, title).count():
        open_page(page, path, title)


def open_request(desk, number):
    go_to(desk, "anfragen", "Anfragen")
    newest(desk)
    if not heading_of(desk, number).count():
        open_row(desk, "requests", number)
    expect(heading_of(desk, number)).to_be_visible()


def heading_of(page, number):
    return page.get_by_role("heading", name=re.compile(number))


def asked(desk, name):
    """Give the part of the page with somebody who was asked."""
    return desk.get_by_test_id("stVerticalBlock").filter(has_text=re.compile(rf"{name}.*Angefragt")).last


def mine_on(guide, mandate):
    """Give the part of a volunteer's page with this assignment."""
    return guide.locator(f".st-key-mine-{mandate.id}")
