"""Lists about volunteers (`docs/glossary.md`): German word as in the sheet, English label for screens."""

from services.model.words import Word


class Mobility(Word):
    """How a volunteer gets around."""

    FOOT = "zu Fuß", "On foot"
    BIKE = "Fahrrad", "Bicycle"
    TRANSIT = "Bus und Bahn", "Bus and train"
    CAR = "Auto", "Car"


class ChangeStatus(Word):
    """What the office has done about something a volunteer changed in their own entry."""

    NEW = "Neu", "New"
    SEEN = "Gesehen", "Looked at"
    UNDONE = "Zurückgenommen", "Undone"
