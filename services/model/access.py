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
    LINK = "Persönlicher Link", "Personal link"
    ADMINISTRATOR = "Administration", "Administrator"


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
    SEE_TODAY = "Tagesliste gelesen", "See what is due"
    PUT_OFF = "Zurückgestellt", "Put something due off"
    TAKE_INTEREST = "Interesse aufgenommen", "Take and keep interest"
    PLAN_EVENTS = "Veranstaltung geplant", "Plan events"
    INVITE = "Einladung", "Invite people"
    KEEP_ATTENDANCE = "Anwesenheit eingetragen", "Keep attendance"
    SEND_MESSAGES = "Nachricht bearbeitet", "Send messages"
    KEEP_TEXTS = "Texte gepflegt", "Keep texts"
    KEEP_EARLIER_YEARS = "Frühere Jahre gepflegt", "Keep earlier years"
    PASS_ON_LISTS = "Liste weitergegeben", "Pass on lists"
    TELL_STORED = "Auskunft erteilt", "Tell somebody what is stored about them"
    ANSWER_LINK = "Antwort per Link", "Answer by a personal link"
    ASK_FOR_HELP = "Hilfe angefragt", "Send a call for help"
    SET_UP_TABLE = "Tabelle eingerichtet", "Set up the table"
    KEEP_BACKUPS = "Sicherung zurückgeholt", "Back everything up and bring it back"
    KEEP_OFFICE = "Büro gepflegt", "Keep the people of the office"
    KEEP_OWN_ENTRY = "Eigener Eintrag gepflegt", "Keep one's own entry"
    LOG_VISITS = "Besuch eingetragen", "Enter visits"
    APPROVE_HOURS = "Stunden freigegeben", "Approve hours"
    END_ASSIGNMENTS = "Einsatz beendet", "End an assignment"
    KEEP_ASSIGNMENTS = "Einsatz bearbeitet", "Keep assignments"


_ANYBODY = {Right.REGISTER, Right.LEAVE_INTEREST, Right.ASK_FOR_HELP}

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    Role.PUBLIC: frozenset(_ANYBODY),
    Role.VOLUNTEER: frozenset(
        _ANYBODY
        | {
            Right.SEE_OWN_OFFERS,
            Right.ANSWER_OFFER,
            Right.KEEP_OWN_ENTRY,
            Right.TELL_STORED,
            Right.LOG_VISITS,
            Right.END_ASSIGNMENTS,
        }
    ),
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
            Right.SEE_TODAY,
            Right.PUT_OFF,
            Right.TAKE_INTEREST,
            Right.PLAN_EVENTS,
            Right.INVITE,
            Right.KEEP_ATTENDANCE,
            Right.SEND_MESSAGES,
            Right.KEEP_TEXTS,
            Right.KEEP_EARLIER_YEARS,
            Right.PASS_ON_LISTS,
            Right.TELL_STORED,
            Right.LOG_VISITS,
            Right.APPROVE_HOURS,
            Right.END_ASSIGNMENTS,
            Right.KEEP_ASSIGNMENTS,
        }
    ),
    Role.LEAD: frozenset(_ANYBODY | {Right.READ_FIGURES}),
    Role.LINK: frozenset(_ANYBODY | {Right.ANSWER_LINK}),
    # What the programme stands on; whose help is needed and who helps is no business of this role.
    Role.ADMINISTRATOR: frozenset(
        _ANYBODY
        | {
            Right.KEEP_OFFICE,
            Right.KEEP_PROGRAMME,
            Right.KEEP_TABLE,
            Right.SET_UP_TABLE,
            Right.KEEP_BACKUPS,
        }
    ),
}

# A volunteer's link may have been passed on: what binds them needs a sign-in, or the link of that one question.
NOT_BY_LINK: Final = frozenset({Right.ANSWER_OFFER, Right.END_ASSIGNMENTS})


@dataclass(frozen=True)
class Actor:
    """Who acts: the role decides what is possible, the name goes into the journal.

    `person` is their number on the roster; `link` the number of the message, or of the volunteer's link, that they
    followed to get here. In a small office one person is several things: `also` are the roles besides.
    """

    role: Role
    name: str
    person: str = ""
    link: str = ""
    also: frozenset[Role] = frozenset()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every role they have, in the order of the list."""
        return tuple(role for role in Role if role is self.role or role in self.also)

    def may(self, right: Right) -> bool:
        """Say whether one of the roles has the right; whoever came by a link has less of it."""
        if self.link and right in NOT_BY_LINK:
            return False
        return any(right in RIGHTS[role] for role in self.roles)

    def must(self, right: Right) -> None:
        """Refuse (`NotAllowed`) unless one of the roles has the right."""
        if not self.may(right):
            raise NotAllowed(deed=right)


ANYBODY: Final = Actor(Role.PUBLIC, "Öffentlichkeit")
