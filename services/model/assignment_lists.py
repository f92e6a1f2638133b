"""Fixed lists about assignments under way: visits, what was done, how it went, and rules about hours and allowance."""

from services.model.words import Word


class VisitMode(Word):
    """What somebody did on one day of an assignment."""

    ACCOMPANIED = "Begleitung", "Accompaniment"
    HOME = "Hausbesuch", "Home visit"
    PHONE = "Telefon", "Phone"
    ONLINE = "online", "Online"
    MEETING = "Treffpunkt/Büro", "Meeting point or office"


class VisitStatus(Word):
    """Where a visit that was entered stands with the office."""

    SUBMITTED = "Eingereicht", "Handed in"
    RETURNED = "Rückfrage", "Sent back"
    APPROVED = "Freigegeben", "Approved"
    STRUCK = "Gestrichen", "Struck out"


class Experience(Word):
    """How an assignment went, as the volunteer says at its end."""

    GOOD = "gut gelaufen", "Went well"
    MIXED = "teils, teils", "Mixed"
    HARD = "war schwierig", "Was difficult"


class CapKind(Word):
    """What a rule about hours or allowance limits; the rate turns approved hours into euros."""

    HOURS_MONTH = "Stunden im Monat", "Hours a month"
    HOURS_YEAR = "Stunden im Jahr", "Hours a year"
    MONEY_MONTH = "Euro im Monat", "Euros a month"
    MONEY_YEAR = "Euro im Jahr", "Euros a year"
    RATE = "Euro je Stunde", "Euros an hour"


class Light(Word):
    """How far somebody is with a rule about hours or allowance; yellow from 80 percent on."""

    GREEN = "im Rahmen", "Within the limit"
    YELLOW = "fast erreicht", "Nearly reached"
    RED = "überschritten", "Exceeded"
