import pytest

from services.model.lists import OfficeRole
from services.model.office_people import Colleague
from services.storage.sql import SqlStore
from tests.screens.visitor import Visitor

PAGE = "office/people_of_office.py"
NINA = {"name": "Nina Nord", "email": "nina@example.org", "roles": [OfficeRole.COORDINATOR]}
CLOSED = "Diese Seite ist geschlossen"


@pytest.fixture
def entered(filled):
    """Nina was let in as a coordinator by the first one of the secrets."""
    anna = Visitor(secrets=filled, email="anna.nord@example.org").open(PAGE)
    anna.type("colleague", NINA).click("Eintragen")
    assert anna.told == ["Nina Nord kann sich jetzt mit nina@example.org anmelden."]
    return anna


def kept(secrets):
    store = SqlStore(secrets["store"]["url"])
    found = store.load().all(Colleague)
    store._engine.dispose()
    return [(one.name, one.roles, one.until is None) for one in found]


def test_person_let_in_gets_in_and_is_out_at_the_next_click(filled, entered):
    nina = Visitor(secrets=filled, email="Nina@example.org").open("office/roster.py")
    assert nina.title == "Lots:innen"
    assert "Menschen im Büro" not in nina.text  # no place in the menu of a coordinator
    entered.row("colleagues", "Nina Nord").click("Zugang jetzt beenden")
    assert entered.told == ["Nina Nord hat ab dem nächsten Klick keinen Zugang mehr."]
    assert nina.reload().title == CLOSED
    assert "Qasembi" not in nina.text
    assert nina.warnings[0].startswith("Die Adresse Nina@example.org ist hier nicht bekannt")
    assert "Barbara Wahl" in nina.warnings[0]
    assert kept(filled) == [("Nina Nord", (OfficeRole.COORDINATOR,), False)]


def test_role_changed_counts_from_the_next_click(filled, entered):
    nina = Visitor(secrets=filled, email="nina@example.org").open("office/roster.py")
    entered.row("colleagues", "Nina Nord").type("colleague.W-0001", {"roles": [OfficeRole.LEAD]}).click("Speichern")
    assert entered.told == ["„Nina Nord“ ist gespeichert."]
    assert nina.reload().title == CLOSED
    assert nina.at.info[0].value.startswith(r"Sie sind als Nina Nord (Leitung \(lesend\)) angemeldet")
    assert nina.open("office/figures.py").title == "Zahlen"


def test_form_without_a_role_or_with_a_known_address_keeps_what_was_typed(filled, entered):
    entered.type("colleague", NINA | {"roles": [], "name": "Nora"}, turn=1).click("Eintragen")
    assert entered.errors[0] == "Rollen: Bitte wählen Sie mindestens eine Rolle."
    entered.type("colleague", NINA | {"name": "Nora"}, turn=1).click("Eintragen")
    assert entered.warnings == [
        "Nina Nord meldet sich schon mit dieser Adresse an. Bitte öffnen Sie diesen Eintrag und ändern Sie ihn dort."
    ]
    entered.type("colleague", {"email": "bernd.west@example.org"}, turn=1).click("Eintragen")
    assert entered.warnings == [
        "Bernd West steht mit dieser Adresse in den Zugangsdaten (Secrets); ein Eintrag hier hätte keine Wirkung."
    ]
    assert entered.field("colleague.1.name").value == "Nora"
    assert len(kept(filled)) == 1


def test_second_coordinator_of_the_secrets_does_not_administer(filled):
    bernd = Visitor(secrets=filled, email="bernd.west@example.org")
    assert [bernd.open(page).title for page in (PAGE, "office/backup.py", "office/roster.py")] == [
        CLOSED,
        CLOSED,
        "Lots:innen",
    ]


def test_page_names_who_stands_in_the_secrets_and_what_roles_may_do(entered):
    assert "Anna Nord (anna.nord@example.org): Koordination, Administration" in entered.text
    rights = next(one.value for one in entered.at.dataframe if "Recht" in one.value.columns)
    table = rights.set_index("Recht")
    assert table.loc["Büro gepflegt"].to_dict() == {
        "Öffentlichkeit": "",
        "Lots:in": "",
        "Koordination": "",
        "Leitung (lesend)": "",
        "Persönlicher Link": "",
        "Administration": "✓",
    }


def test_sign_in_offers_each_that_vouches_for_addresses(filled):
    one = {key: value for key, value in filled["auth"].items() if key.startswith(("client", "server"))}
    shared = {key: value for key, value in filled["auth"].items() if key not in one}
    stranger = Visitor(secrets={**filled, "auth": {**shared, "stadt": one, "google": one}})
    for page in ("public/sign_in.py", "office/roster.py"):
        labels = [button.label for button in stranger.open(page).at.button]
        assert [label for label in labels if label.startswith("Anmelden")] == [
            "Anmelden mit Stadt",
            "Anmelden mit Google",
        ]


def test_closed_page_offers_to_sign_in_and_remembers_which_page_it_was(filled):
    stranger = Visitor(secrets=filled).open("office/roster.py")
    assert "lotsenbuch.wanted" in "".join(one.proto.body for one in stranger.at.get("html"))
    assert [one.label for one in stranger.at.button if one.label == "Anmelden"] == ["Anmelden"]
