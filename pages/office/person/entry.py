"""The whole entry, to change."""

from pages.shared import forms
from pages.shared.language import _
from pages.shared.visit import Visit, finish
from services.model.forms import PersonForm
from services.model.records import Person
from services.roster import edit, known_districts


def draw(visit: Visit, person: Person) -> None:
    """Draw the form."""
    key = f"person.{person.id}"
    seen = forms.as_first_seen(key, person)
    places = known_districts(visit.workbook)
    choices = {"district": places, "districts": places}
    # A stage is not typed: its steps have a section of their own.
    filled = forms.ask(PersonForm, key, submit=_("Save"), seen=seen, skip=("status",), choices=choices, across=2)
    if filled and forms.change(visit, key, edit, seen, filled):
        finish(key, "The entry of {name} is saved.", name=filled.full_name)
    forms.take_theirs(key)
