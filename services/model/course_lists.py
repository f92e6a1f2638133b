"""The course desk's fixed lists (`docs/glossary.md`), from the first interest to the certificate."""

from services.model.words import Word


class CourseKind(Word):
    """What a course is for."""

    BASIC = "Basisqualifizierung", "Basic qualification"
    ADVANCED = "Aufbaumodul", "Advanced module"
    SUSTAINING = "Nachhaltigkeitsmodul", "Sustaining module"
    SPECIAL = "Spezialisierungsmodul", "Specialisation module"


class CourseStatus(Word):
    """Where a course stands. `Full` is derived from the places, never typed."""

    DRAFT = "Entwurf", "Draft"
    ANNOUNCED = "Angekündigt", "Announced"
    OPEN = "Anmeldung offen", "Open for registration"
    RUNNING = "Läuft", "Course running"
    FINISHED = "Beendet", "Finished"
    CERTIFIED = "Zertifikate übergeben", "Certificates handed over"
    CANCELLED = "Abgesagt", "Course cancelled"


class RegistrationStatus(Word):
    """Where an enrolment for a course stands. That somebody takes part, or is through, is derived from attendance."""

    INVITED = "Eingeladen", "Invited"
    REGISTERED = "Angemeldet", "Registered"
    WAITING = "Warteliste", "Waiting list"
    OFFERED = "Platz angeboten", "Place offered"
    CONFIRMED = "Bestätigt", "Confirmed"
    CERTIFIED = "Zertifiziert", "Certified"
    DECLINED = "Einladung abgelehnt", "Invitation declined"
    WITHDRAWN = "Abgemeldet", "Withdrew"
    DROPPED_OUT = "Abgebrochen", "Dropped out"
    NO_SHOW = "Nicht erschienen", "Did not appear"
    CALLED_OFF = "Kurs abgesagt", "Course called off"


class InterestStatus(Word):
    """Where somebody's interest in a coming course stands."""

    NEW = "Neu", "New"
    CONTACTED = "Kontaktiert", "Contacted"
    INFO_TALK = "Infogespräch vereinbart", "Info talk arranged"
    WAITING = "Wartet auf Kurs", "Waiting for a course"
    INVITED = "Eingeladen", "Invited"
    REGISTERED = "Zum Kurs angemeldet", "Registered for a course"
    NOT_SUITABLE = "Passt nicht", "Not suitable"
    WITHDRAWN = "Zurückgezogen", "Withdrawn"
    EXPIRED = "Abgelaufen", "Expired"


class DropoutReason(Word):
    """Why somebody gave up a place."""

    TIME = "keine Zeit", "No time"
    HEALTH = "Gesundheit", "Health"
    MOVED = "Umzug", "Moved away"
    EXPECTATIONS = "andere Erwartungen", "Other expectations"
    OTHER = "Sonstiges", "Other"


class Presence(Word):
    """Whether somebody was at a session or an event."""

    PRESENT = "anwesend", "Present"
    EXCUSED = "entschuldigt", "Excused"
    ABSENT = "fehlt", "Absent"


class Standing(Word):
    """What somebody's attendance says about an enrolment; worked out, never stored."""

    TAKES_PART = "Nimmt teil", "Takes part"
    THROUGH = "Abgeschlossen", "Has come often enough"


class EventKind(Word):
    """What an event is for."""

    INFO_TALK = "Infogespräch", "Info talk"
    REGULARS = "Stammtisch/Erfahrungsaustausch", "Monthly meeting"
    TRAINING = "Fortbildung", "Further training"
    WORKSHOP = "Workshop", "Workshop"
    WORKING_GROUP = "AG-Treffen", "Working group"
    REFLECTION = "Reflexionsgespräch", "Reflection talk"
    CEREMONY = "Zertifikatsfeier", "Certificate ceremony"
    RECEPTION = "Empfang", "Reception"
    PUBLIC = "öffentlicher Auftritt", "Public appearance"
    APPOINTMENT = "Termin", "Office appointment"


class EventStatus(Word):
    """Where an event stands."""

    PLANNED = "Geplant", "Planned"
    HELD = "Durchgeführt", "Held"
    CANCELLED = "Abgesagt", "Cancelled"


class GuestRole(Word):
    """Who somebody is at an event."""

    INTERESTED = "Interessiert", "Interested"
    TRAINER = "Dozent/in", "Trainer"
    GUIDE = "Aktive Lots:in", "Active guide"
    OFFICE = "Büro", "Office"
    GRADUATE = "Absolvent:in", "Graduate"


class GuestStatus(Word):
    """What a guest has answered, and whether they came."""

    INVITED = "Eingeladen", "Invited"
    ACCEPTED = "Zugesagt", "Said yes"
    DECLINED = "Abgelehnt", "Said no"
    ATTENDED = "anwesend", "Present"
    EXCUSED = "entschuldigt", "Excused"
    ABSENT = "fehlt", "Absent"


class TalkOutcome(Word):
    """What an info talk led to."""

    JOINS = "möchte in den Kurs", "Wants to join the course"
    UNDECIDED = "überlegt noch", "Still thinking"
    NOT_SUITABLE = "Passt nicht", "Not suitable"
    WITHDRAWN = "Zurückgezogen", "Withdrawn"


class DocumentKind(Word):
    """What a document is."""

    HANDBOOK = "Handbuch", "Handbook"
    CURRICULUM = "Curriculum", "Curriculum"
    CONCEPT = "Konzept", "Concept"
    FORM = "Formular", "Paper form"
    FLYER = "Flyer", "Flyer"
    MINUTES = "Protokoll", "Minutes"
    CONSENT = "Einwilligungstext", "Consent text"


class MessageKind(Word):
    """What a message to somebody is about."""

    INTEREST_KEPT = "Interesse notiert", "Interest noted"
    REGISTERED = "Anmeldung eingegangen", "Registration received"
    WAITING = "Auf der Warteliste", "On the waiting list"
    INVITATION = "Einladung zum Kurs", "Invitation to a course"
    INFO_TALK = "Einladung zum Infogespräch", "Invitation to an info talk"
    PLACE_OFFERED = "Freier Platz angeboten", "Free place offered"
    CONFIRMED = "Platz bestätigt", "Place confirmed"
    CALLED_OFF = "Absage des Kurses", "Course calling-off"
    CEREMONY = "Einladung zur Zertifikatsfeier", "Invitation to the ceremony"
    MEETING = "Einladung zum Treffen", "Invitation to a meeting"
    TAKING_PART = "Bitte um Mitwirkung", "Asked to take part"
    EVENT_OFF = "Absage der Veranstaltung", "Event calling-off"
    OWN_LINK = "Persönlicher Link für Lots:innen", "Personal link for volunteers"
    ASKED_TO_HELP = "Frage nach einem Einsatz", "Asked to help"
    TAKEN = "Einsatz ist vergeben", "Somebody else helps"
    NOT_NEEDED = "Einsatz hat sich erledigt", "Help is not needed any more"
    MOVED = "Termin verschoben", "Appointment moved"
    TOOK_OVER = "Einsatz übernommen", "Assignment taken over"
    HANDED_ON = "Einsatz abgegeben", "Assignment handed on"
    HELP_RECEIVED = "Anfrage eingegangen", "Call for help received"
    HELP_FOUND = "Hilfe gefunden", "Help found"
    HELP_CHANGED = "Jemand anderes hilft", "Another guide helps"
    HELP_LOST = "Zusage gilt nicht mehr", "Help found no longer holds"
    HELP_OFF = "Hilfe abgesagt", "Help called off"
    HELP_REFUSED = "Anfrage nicht möglich", "Call for help refused"
    DIGEST = "Wochenbrief ans Büro", "Weekly digest to the office"


class MessageStatus(Word):
    """Where a message stands: mail goes out by itself, calls are made by somebody."""

    WAITING = "Wartet auf Versand", "To be sent"
    SENDING = "Wird gesendet", "Being sent"
    SENT = "Gesendet", "Sent"
    BY_HAND = "Von Hand gesendet", "Sent by hand"
    FAILED = "Fehlgeschlagen", "Failed"
    TO_CALL = "Anzurufen", "To be called"
    NOT_REACHED = "Nicht erreicht", "Not reached"
    REACHED = "Erreicht", "Reached"
    DROPPED = "Nicht mehr nötig", "No longer needed"


class Counted(Word):
    """What a total of earlier years counts."""

    QUALIFIED = "qualifiziert", "Qualified"
    CERTIFIED = "zertifiziert", "With certificate"
