"""Who may do what: one table. Every action's first line asks it, every page's guard asks it."""

from dataclasses import dataclass
from typing import Final

from services.model.errors import NotAllowed
from services.model.words import Word


class Role(Word):
    """Who is in front of the screen."""

    PUBLIC = "Öffentlichkeit", "Public"
    VOLUNTEER = "Lots:in", "Volunteer"
    COORDINATOR = "Koordination", "Coordinator"
    LEAD = "Leitung (lesend)", "Lead (reads figures)"


class Right(Word):
    """A deed. Its German name is what the journal says was done."""

    REGISTER = "Anmeldung", "Register for a course"
    LEAVE_INTEREST = "Interesse hinterlassen", "Leave interest"
    SEE_OWN_OFFERS = "Eigene Anfragen ansehen", "See one's own offers"
    ANSWER_OFFER = "Antwort auf Anfrage", "Answer an offer"
    PLAN_COURSES = "Kurs geplant", "Plan courses"
    GIVE_PLACES = "Platz vergeben", "Give places"
    CERTIFY = "Zertifiziert", "Certify"
    KEEP_ROSTER = "Lotsenliste gepflegt", "Keep the roster"
    TAKE_REQUESTS = "Anfrage bearbeitet", "Take requests"
    MATCH = "Lots:in angefragt", "Ask volunteers"
    READ_FIGURES = "Zahlen gelesen", "Read figures"
    KEEP_PROGRAMME = "Programm gepflegt", "Keep the programme's details"
    KEEP_TABLE = "Tabelle gepflegt", "Keep the table"


_ANYBODY = {Right.REGISTER, Right.LEAVE_INTEREST}

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.PUBLIC: frozenset(_ANYBODY),
    Role.VOLUNTEER: frozenset(_ANYBODY | {Right.SEE_OWN_OFFERS, Right.ANSWER_OFFER}),
    Role.COORDINATOR: frozenset(
        _ANYBODY
        | {
            Right.ANSWER_OFFER,
            Right.PLAN_COURSES,
            Right.GIVE_PLACES,
            Right.CERTIFY,
            Right.KEEP_ROSTER,
            Right.TAKE_REQUESTS,
            Right.MATCH,
            Right.READ_FIGURES,
            Right.KEEP_PROGRAMME,
            Right.KEEP_TABLE,
        }
    ),
    Role.LEAD: frozenset(_ANYBODY | {Right.READ_FIGURES}),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: the role decides what is possible, the name goes into the journal."""

    role: Role
    name: str
    person: str = ""

    def may(self, right: Right) -> bool:
        """Say whether the role has the right."""
        return right in RIGHTS[self.role]

    def must(self, right: Right) -> None:
        """Refuse (`NotAllowed`) unless the role has the right."""
        if not self.may(right):
            raise NotAllowed(deed=right)


ANYBODY: Final = Actor(Role.PUBLIC, "Öffentlichkeit")
