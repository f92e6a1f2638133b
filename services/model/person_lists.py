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


class LeaveReason(Word):
    """Why a volunteer stopped. Health is nobody's business: it is “personal reasons” too."""

    MOVED = "Umzug", "Moved away"
    WORK_FAMILY = "Beruf oder Familie", "Work or family"
    PERSONAL = "persönliche Gründe", "Personal reasons"
    JOB_FOUND = "Arbeit gefunden", "Found a job"
    OVERLOAD = "zu viel geworden", "Too much"
    CONFLICT = "Konflikt", "Conflict"
    DECEASED = "verstorben", "Deceased"
    OTHER = "Sonstiges", "Other"


class Light(Word):
    """How a paper stands, as a traffic light; the word says the same as the colour."""

    GREEN = "in Ordnung", "In order"
    AMBER = "bald nötig", "Needed soon"
    RED = "reicht nicht", "Not enough"
