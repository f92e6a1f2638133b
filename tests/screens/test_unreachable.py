from contextlib import closing, contextmanager
from sqlite3 import connect

from services.model.access import Role
from tests.screens.visitor import Visitor

SENTENCE = (
    "Die Tabelle ist im Moment nicht erreichbar. Es wurde nichts gespeichert, und alles Eingetippte ist noch da: "
    "Bitte versuchen Sie es in einer Minute noch einmal."
)
ADA = {"first_name": "Ada", "last_name": "Lohe", "email": "ada.lohe@example.org", "consent": True}


@contextmanager
def unplugged(data):
    """Take the store away from under the app, and bring it back."""
    with closing(connect(data / "example-dorsten.db")) as file:
        file.execute("ALTER TABLE workbook RENAME TO away")
        yield
        file.execute("ALTER TABLE away RENAME TO workbook")


def test_store_that_cannot_be_used_is_told_in_a_sentence(data):
    (data / "example-dorsten.db").write_bytes(b"no database" * 1000)
    for role in (Role.PUBLIC, Role.COORDINATOR):
        visitor = Visitor(role)
        assert not visitor.at.exception
        assert visitor.errors == [SENTENCE]


def test_store_lost_while_typing_keeps_the_form_and_saves_when_it_is_back(data):
    visitor = Visitor().reload()
    with unplugged(data):
        visitor.type("interest", ADA).click("Interesse hinterlassen")
        assert SENTENCE in visitor.errors
        assert "Sie sehen den Stand von" in visitor.warnings[0]
        assert {name: visitor.field(f"interest.0.{name}").value for name in ADA} == ADA
    visitor.click("Interesse hinterlassen")
    assert visitor.errors == visitor.warnings == []
    assert "I-0005" in visitor.told[0]
