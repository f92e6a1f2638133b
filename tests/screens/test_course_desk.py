"""The course desk on the screen: inviting, answers by link, places, the steps of a course, calling it off."""

from datetime import timedelta

import pytest

from services.courses import change
from services.invitations import invite
from services.model.access import Actor, Role
from services.model.clock import now_in_germany
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus, InterestStatus, MessageStatus, RegistrationStatus
from services.model.course_records import Course, Interest, Registration
from services.model.letters import Message
from services.office import Office
from services.storage.sql import SqlStore
from services.waiting_list import give_up_place, offer_place, proposed, waiting
from tests.rules.cast import form_of
from tests.screens.visitor import Visitor

UTE = Actor(Role.COORDINATOR, "Ute Büro")
SATURDAYS = "Vorbereitungskurs an vier Samstagen"
THURSDAYS = "Vorbereitungskurs an vier Donnerstagabenden"
TODAY = now_in_germany().date()
SOON = TODAY + timedelta(days=5)


class Desk:
    """The example's store, for what the screens leave there and for what has been done before."""

    def __init__(self, folder):
        self.store = SqlStore(f"sqlite:///{folder}/example-dorsten.db")
        self.days = 0

    def do(self, action, *args):
        when = now_in_germany() + timedelta(days=self.days)
        return Office(self.store, clock=lambda: when).perform(UTE, action, *args)

    @property
    def book(self):
        return self.store.load()

    def people(self, course):
        return {one.full_name: one.status for one in self.book.where(Registration, course=course)}

    def message(self, about):
        return next(one for one in reversed(self.book.all(Message)) if one.about == about)


@pytest.fixture
def desk(data):
    made = Desk(data)
    yield made
    made.store._engine.dispose()


@pytest.fixture
def invited(desk):
    """Everybody who left interest is invited to the Saturdays; gives their rows by name."""
    desk.do(invite, "K-0005", tuple(one.id for one in desk.book.all(Interest)), SOON)
    rows = desk.book.where(Registration, course="K-0005")
    return {one.full_name: one for one in rows if one.status is RegistrationStatus.INVITED}


def office(course, section=""):
    visitor = Visitor(Role.COORDINATOR).open("office/courses.py").row("courses", course)
    return visitor.choose("course.section", section) if section else visitor


def follow(desk, about):
    return Visitor(link=desk.message(about).id).open("public/answer.py")


def buttons(visitor):
    return [one.label for one in visitor.at.button if one.label.startswith(("Ja", "Nein", "Dieses", "Ich", "Mein"))]


# Inviting -------------------------------------------------------------------------------------------------------------


def test_everybody_interested_is_invited_in_one_go(desk):
    visitor = office(SATURDAYS, "Invite")
    assert "Angekreuzt: 4. Eine E-Mail bekommen 3, auf der Anrufliste stehen 1." in visitor.text
    assert "Guten Tag Miriam Weidenbruch" in visitor.text or "Guten Tag Rashid Kamolan" in visitor.text
    visitor.click("Angekreuzte einladen")
    assert visitor.told == ["Eingeladen: 4. E-Mails zum Versand: 3, Anrufe: 1."]
    assert "Eingeladen: 4 · zugesagt: 0 · abgelehnt: 0 · noch ohne Antwort: 4 (davon über die Frist: 0)" in visitor.text
    assert "Niemand ist mehr einzuladen." in visitor.text
    assert [one.status for one in desk.book.all(Interest)] == [InterestStatus.INVITED] * 4
    assert {one.status for one in desk.book.all(Message)} == {MessageStatus.WAITING, MessageStatus.TO_CALL}


def test_invitation_keeps_a_day_that_is_past_and_says_so(desk):
    visitor = office(SATURDAYS, "Invite")
    visitor.type("invite.K-0005", {"answer_by": "1.1.2020"}).click("Angekreuzte einladen")
    assert visitor.warnings == ["Der 01.01.2020 ist schon vorbei. Wählen Sie einen Tag ab heute."]
    assert visitor.field("invite.K-0005.0.answer_by").value == "1.1.2020"
    assert desk.book.all(Message) == ()


def test_invitation_to_a_finished_course_says_why_not():
    visitor = office("Vorbereitungskurs an vier Dienstagabenden", "Invite")
    assert "Solange der Kurs „Beendet“ ist, kann niemand eingeladen werden." in visitor.text


def test_answer_on_the_phone_is_taken_down(desk, invited):
    visitor = office(SATURDAYS).row("people.K-0005", invited["Sabine Lohgarten"].id)
    visitor.click("Nimmt teil")
    assert visitor.told == ["Sabine Lohgarten steht auf der Liste: Angemeldet."]
    visitor.row("people.K-0005", invited["Hamid Zarandeh"].id).click("Kein Interesse mehr")
    assert visitor.told == ["Hamid Zarandeh nimmt nicht teil; das Interesse ist zurückgezogen."]
    people = desk.people("K-0005")
    assert (people["Sabine Lohgarten"], people["Hamid Zarandeh"]) == (
        RegistrationStatus.REGISTERED,
        RegistrationStatus.DECLINED,
    )


# Behind a personal link -----------------------------------------------------------------------------------------------


def test_link_of_an_invitation_is_answered_once(desk, invited):
    one = invited["Miriam Weidenbruch"]
    visitor = follow(desk, one.id)
    assert visitor.title == "Ihre Antwort"
    assert "Ihr Stand: **Eingeladen**" in visitor.text
    assert desk.people("K-0005")[one.full_name] is RegistrationStatus.INVITED  # opening a link changes nothing
    second = follow(desk, one.id)
    invitation = desk.message(one.id).id
    visitor.click("Ja, ich nehme teil")
    assert visitor.told == ["Vielen Dank! Sie haben einen Platz. Wir freuen uns auf Sie."]
    assert "Ihr Stand: **Angemeldet**" in visitor.text
    assert buttons(visitor) == []
    second.click("Nein, ich habe kein Interesse mehr")  # drawn before the first answer
    used = "Dieser Link wurde schon benutzt, oder eine neuere Nachricht hat ihn ersetzt."
    assert [shown.value for shown in second.at.info] == [used]
    assert desk.people("K-0005")[one.full_name] is RegistrationStatus.REGISTERED
    later = Visitor(link=invitation).open("public/answer.py")
    assert [shown.value for shown in later.at.info] == [used]


def test_link_that_is_too_old_says_until_when_and_how_to_reach_the_office(desk):
    desk.days = -10
    desk.do(invite, "K-0005", ("I-0003",), TODAY - timedelta(days=2))
    visitor = follow(desk, desk.book.where(Registration, interest="I-0003")[0].id)
    day = TODAY - timedelta(days=2)
    assert f"bis zum {day:%d.%m.%Y}" in visitor.text
    assert "rufen Sie uns bitte an oder schreiben Sie uns" in visitor.text
    assert buttons(visitor) == []


@pytest.mark.parametrize("token", ["", "quatsch", "Ik4tMDAwMSI.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_link_of_a_stranger_opens_nothing(token):
    visitor = Visitor()
    visitor.at.query_params["t"] = token
    visitor.open("public/answer.py")
    assert visitor.title == "Dieser Link gilt nicht"
    assert buttons(visitor) == []


def test_link_of_an_offered_place(desk):
    row = desk.book.get(Registration, "T-0042")
    desk.do(give_up_place, row)
    following = proposed(desk.book, desk.book.get(Course, "K-0006"))
    desk.do(offer_place, following, SOON)
    visitor = follow(desk, following.id)
    assert buttons(visitor) == ["Ja, ich nehme den Platz", "Nein, ich nehme den Platz nicht"]
    visitor.click("Ja, ich nehme den Platz")
    assert desk.people("K-0006")[following.full_name] is RegistrationStatus.CONFIRMED
    newer = follow(desk, following.id)  # the confirmation has a link of its own
    newer.click("Ich kann nicht kommen: bitte abmelden")
    assert newer.told == [
        "Sie sind abgemeldet. Vielen Dank, dass Sie Bescheid sagen: So kann jemand anders den Platz haben."
    ]
    assert desk.people("K-0006")[following.full_name] is RegistrationStatus.WITHDRAWN


def test_link_of_an_interest_withdraws_it_and_says_when_it_is_erased(desk):
    public = Visitor()
    ada = {"first_name": "Ada", "last_name": "Lohe", "email": "ada@example.org", "consent": True}
    public.type("interest", ada).click("Interesse hinterlassen")
    kept = desk.book.all(Interest)[-1]
    visitor = follow(desk, kept.id)
    visitor.click("Mein Interesse zurückziehen")
    assert visitor.told == ["Ihr Interesse ist zurückgezogen. In 30 Tagen löschen wir Ihre Angaben."]
    assert desk.book.get(Interest, kept.id).status is InterestStatus.WITHDRAWN


def test_link_page_speaks_english(desk, invited):
    visitor = Visitor(link=desk.message(invited["Miriam Weidenbruch"].id).id, language="en").open("public/answer.py")
    assert visitor.title == "Your answer"
    assert "Yes, I am taking part" in [one.label for one in visitor.at.button]


# Places ---------------------------------------------------------------------------------------------------------------


def test_place_given_up_is_offered_to_the_one_who_is_next(desk):
    visitor = office(THURSDAYS).row("people.K-0006", "T-0042").click("Abgemeldet")
    next_one = "Als Nächstes auf der Warteliste: Thomas Overkampen."
    assert visitor.told == [f"Lukas Brinkhoven steht nicht mehr auf der Liste (Abgemeldet). {next_one}"]
    visitor.click("Thomas Overkampen öffnen").click("Platz anbieten")
    assert "Thomas Overkampen hat ein Angebot bis zum" in visitor.told[0]
    assert desk.people("K-0006")["Thomas Overkampen"] is RegistrationStatus.OFFERED
    assert "0 von 10 Plätzen frei" in visitor.text


def test_offer_nobody_answered_goes_to_the_next(desk):
    desk.days = -20
    desk.do(give_up_place, desk.book.get(Registration, "T-0042"))
    late = waiting(desk.book, "K-0006")[0]
    desk.do(offer_place, late, TODAY - timedelta(days=3))
    visitor = office(THURSDAYS)
    assert visitor.warnings == [
        "Nicht rechtzeitig geantwortet: Thomas Overkampen. Öffnen Sie die Zeile, um den Platz weiterzugeben."
    ]
    visitor.row("people.K-0006", "T-0044").click("Keine Antwort: ans Ende der Liste")
    assert "Ein Platz ist frei. Als Nächstes auf der Warteliste: Marina Petrowska." in visitor.text


def test_exception_needs_a_reason_that_is_kept(desk):
    visitor = office(THURSDAYS).row("people.K-0006", "T-0045")
    assert "Kein Platz ist frei" in visitor.text
    key = "place.T-0045.WAITING.exception"
    visitor.click("Als Ausnahme bestätigen")
    assert "Ausnahme, weil: Bitte ausfüllen." in visitor.errors
    visitor.type(key, {"exception": "Dolmetscht für die Gruppe"}).click("Als Ausnahme bestätigen")
    assert visitor.told == ["Marina Petrowska hat jetzt einen bestätigten Platz."]
    assert desk.book.get(Registration, "T-0045").exception == "Dolmetscht für die Gruppe"


# The steps of a course ------------------------------------------------------------------------------------------------


def test_course_goes_its_way_with_the_reason_where_it_cannot(desk):
    visitor = office("Vorbereitungskurs für Ehrenamtliche im Herbst")
    assert "Anmeldung öffnen: Der Tag des Beginns fehlt." in visitor.text
    open_it = next(one for one in visitor.at.button if one.label == "Anmeldung öffnen")
    assert open_it.disabled
    visitor.click("Zurück zum Entwurf").click("Kurs ankündigen")
    assert visitor.told == ["„Vorbereitungskurs für Ehrenamtliche im Herbst“ ist jetzt: Angekündigt."]
    assert desk.book.get(Course, "K-0007").status is CourseStatus.ANNOUNCED


def test_course_called_off_tells_everybody_on_its_list(desk, invited):
    visitor = office(SATURDAYS, "Change the course")
    assert "Betroffen: 13. Eine E-Mail bekommen 12, anzurufen sind 1." in visitor.text
    visitor.type("off.K-0005", {"called_off": "Die Leitung ist krank"}).click("Kurs jetzt absagen")
    assert visitor.told == [f"„{SATURDAYS}“ ist abgesagt. Geschriebene E-Mails: 12, Anrufe: 1."]
    assert "Abgesagt, weil: Die Leitung ist krank" in visitor.text
    assert set(desk.people("K-0005").values()) == {RegistrationStatus.CALLED_OFF, RegistrationStatus.WITHDRAWN}
    link = follow(desk, invited["Miriam Weidenbruch"].id)
    assert "Dieser Kurs findet nicht statt: Die Leitung ist krank" in link.warnings
    assert buttons(link) == ["Mein Interesse zurückziehen"]


def test_parallel_group_is_opened_after_it_was_added():
    visitor = office(SATURDAYS, "Change the course")
    visitor.type("group.K-0005", {"group": "Gruppe B"}).click("Gruppe anlegen")
    assert visitor.told == [f"„{SATURDAYS} (Gruppe B)“ ist angelegt (K-0008)."]
    assert [one.value for one in visitor.at.header] == [f"{SATURDAYS} \\(Gruppe B\\)"]


def test_full_course_says_so_in_the_list():
    visitor = Visitor(Role.COORDINATOR).open("office/courses.py")
    stand = dict(zip(visitor.at.dataframe[0].value["Titel"], visitor.at.dataframe[0].value["Stand"], strict=True))
    assert (stand[THURSDAYS], stand[SATURDAYS]) == ("Ausgebucht", "Anmeldung offen")


# The public page ------------------------------------------------------------------------------------------------------


def test_deadline_that_is_past_is_told_with_the_next_course(desk):
    seen = desk.book.get(Course, "K-0005")
    day = TODAY - timedelta(days=1)
    desk.do(change, seen, form_of(CourseForm, seen, register_until=day))
    visitor = Visitor()
    assert f"**Die Anmeldung endete am {day:%d.%m.%Y}.**" in visitor.text
    thursdays = desk.book.get(Course, "K-0006").starts_on
    assert f"Noch anmelden können Sie sich hier: {THURSDAYS}, ab {thursdays:%d.%m.%Y}." in visitor.text
