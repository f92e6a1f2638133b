import pytest

from tests.screens.visitor import Visitor

FIRST_STEPS = {
    "office/today.py": "Es ist nichts fällig. Neue Aufgaben erscheinen hier von selbst, "
    "zum Beispiel ein nächster Schritt an seinem Tag.",
    "office/interests.py": "Noch niemand ist interessiert. Notieren Sie oben einen Anruf; "
    "wer sein Interesse online hinterlässt, erscheint von selbst.",
    "office/talks.py": "Noch kein Gespräch oder Treffen. Planen Sie oben das erste, "
    "dann laden Sie Interessierte, Dozent:innen und Lots:innen ein.",
    "office/courses.py": "Noch kein Kurs. Planen Sie unten den ersten; ein Datum braucht er noch nicht.",
    "office/post.py": "Keine E-Mail wartet. E-Mails entstehen von selbst: wenn sich jemand anmeldet oder eingeladen "
    "wird.",
    "office/roster.py": "Die Lotsenliste ist leer. Zertifizieren Sie einen Kurs "
    "oder tragen Sie unten die erste Person ein.",
    "office/intake.py": "Hier steht keine Anfrage. Nehmen Sie oben eine auf oder wählen Sie einen anderen Stand.",
    "office/organisations.py": "Hier steht keine Stelle. Tragen Sie oben eine ein oder wählen Sie eine andere Art.",
    "office/matching.py": "Keine Anfrage wartet auf jemanden. Neue werden unter „Anfragen“ aufgenommen.",
    "office/figures.py": "Noch kein Jahrgang: Er erscheint mit der ersten Anmeldung.",
    "office/earlier_years.py": "Noch keine Summe. Tragen Sie unten eine ein, wenn ein Bericht nennt, wie viele vor "
    "diesem System ausgebildet wurden.",
    "office/documents.py": "Noch kein Dokument. Tragen Sie unten das erste ein: das Curriculum Ihres Kurses oder das "
    "Handbuch.",
}


@pytest.fixture
def anna(empty):
    return Visitor(secrets=empty, email="anna.nord@example.org")


ALSO = {"office/figures.py": ["In den letzten zwölf Wochen gab es keine Anfrage, also nichts zu vergleichen."]}


@pytest.mark.parametrize("file", FIRST_STEPS)
def test_empty_office_page_says_what_to_do_first(anna, file):
    anna.open(file)
    assert not anna.at.exception
    assert [one.value for one in anna.at.info] == [FIRST_STEPS[file], *ALSO.get(file, [])]


def test_empty_programme_starts_with_a_form(anna):
    anna.open("office/details.py")
    assert anna.field("programme.0.name").value == "Integrationslotsen"
    anna.type("programme", {"name": "Lotsen in Neustadt", "phone": "02362 123456"}).click("Speichern")
    assert anna.told == ["Die Angaben zum Programm sind gespeichert."]
    assert "Lotsen in Neustadt" in Visitor(secrets=anna.at.secrets).open("public/about.py").title


def test_empty_public_page_takes_interest(empty):
    visitor = Visitor(secrets=empty)
    assert [one.value for one in visitor.at.info] == ["Im Moment wird kein Kurs angeboten."]
    visitor.type("interest", {"first_name": "Ada", "last_name": "Lohe", "phone": "02362 123456", "consent": True})
    visitor.click("Interesse hinterlassen")
    assert "I-0001" in visitor.told[0]


def test_first_course_and_first_request_are_opened_after_saving(anna):
    anna.open("office/courses.py").unfold("plan").type("plan", {"title": "Kurs im Mai"}).click("Kurs anlegen")
    assert anna.told == ["„Kurs im Mai“ ist angelegt (K-0001)."]
    assert [one.value for one in anna.at.header] == ["Kurs im Mai"]
    anna.open("office/intake.py").type("intake", {"client": "Z. Z."}).click("Aufnehmen")
    assert anna.told == [
        (
            "Die Anfrage ist als A-0001 aufgenommen (Angaben fehlen). Es fehlt noch: ein Thema, eine Sprache, "
            "die Einwilligung der Person, Tag und Uhrzeit des Termins."
        )
    ]
    assert "A-0001" in anna.at.header[0].value
