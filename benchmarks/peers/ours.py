"""Lotsenbuch itself: the store and the office as the app uses them."""

from benchmarks.peers.worker import Row, serve
from services.model.access import ANYBODY, Actor, Role
from services.model.course_forms import RegistrationForm
from services.model.forms import PersonForm
from services.model.record import columns
from services.model.records import Person
from services.office import Office
from services.registration import register
from services.roster import edit
from services.storage.open import SHEET_FRESH_FOR
from services.storage.sheets import SheetsStore

COORDINATOR = Actor(Role.COORDINATOR, "Messung")


class Ours:
    """One office over one store, as one process of the app has it."""

    def __init__(self, api: str, spreadsheet: str) -> None:
        """Prepare the office as the app has it; sends nothing."""
        self._office = Office(SheetsStore(spreadsheet, api=api), keep_for=SHEET_FRESH_FOR)

    def open_page(self, tabs: list[str]) -> object:
        """Read the workbook anew, whose tabs these are, and cut it down to what the coordinator may see."""
        self._office.forget()
        self._page = self._office.read(COORDINATOR)
        return self._page, tabs

    def save(self, tab: str, number: str, column: str, value: str) -> None:
        """Edit a volunteer of the roster as the page shows them; refused if somebody was first."""
        seen = self._page.get(Person, number)
        field = next(name for name, kept in columns(Person).items() if kept.column.header == column)
        typed = {name: getattr(seen, name) for name in PersonForm.model_fields} | {field: value}
        self._office.perform(COORDINATOR, edit, seen, PersonForm.model_validate(typed))

    def sign_up(self, row: Row) -> None:
        """Register a visitor: places, waiting list, doublets, journal."""
        form = RegistrationForm(
            first_name=row["Vorname"], last_name=row["Nachname"], email=row["E-Mail"], consent=row["Einwilligung"]
        )
        self._office.perform(ANYBODY, register, row["Kurs"], form)


if __name__ == "__main__":
    serve(Ours)
