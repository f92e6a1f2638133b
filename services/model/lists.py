"""The programme's fixed lists (`docs/glossary.md`): German word as in the sheet, English label for screens."""

from services.model.words import Word


class OfficeRole(Word):
    """What somebody does in the office; one person may do several things."""

    COORDINATOR = "Koordination", "Coordinator"
    LEAD = "Leitung (lesend)", "Lead (reads figures)"
    ADMINISTRATOR = "Administration", "Administrator"


class Channel(Word):
    """The way somebody reached the office or is reached by it."""

    FORM = "Formular", "Web form"
    EMAIL = "E-Mail", "E-mail"
    PHONE = "Telefon", "Phone"
    IN_PERSON = "persönlich", "In person"
    EVENT = "Veranstaltung", "Event"
    REFERRAL = "Vermittelt durch Dritte", "Referral"
    LETTER = "Brief/Fax", "Letter or fax"
    OLD_LIST = "Frühere Liste", "Earlier list"


class PersonStatus(Word):
    """Where a volunteer stands in the programme."""

    INTERESTED = "Interessiert", "Interested"
    IN_TRAINING = "In Ausbildung", "In training"
    READY = "Einsatzbereit", "Ready"
    ACTIVE = "Aktiv", "Active"
    PAUSED = "Pausiert", "Paused"
    RESTING = "Ruhend", "Resting"
    LEFT = "Ausgeschieden", "Left"
    ERASED = "Anonymisiert", "Anonymised"


class Paper(Word):
    """A paper that has to be there before an assignment."""

    CERTIFICATE = "Zertifikat", "Certificate"
    CONFIDENTIALITY = "Verschwiegenheitserklärung", "Confidentiality pledge"
    BRIEFING = "Datenschutzbelehrung", "Data-protection briefing"
    POLICE_CHECK = "erw. Führungszeugnis (eingesehen)", "Police certificate (seen)"
    AGREEMENT = "Ehrenamtsvereinbarung", "Volunteer agreement"
    ID_CARD = "Lotsenausweis", "ID card"


class Gender(Word):
    """Self-description; used only where a request asks for a woman or a man."""

    FEMALE = "weiblich", "Female"
    MALE = "männlich", "Male"
    DIVERSE = "divers", "Diverse"
    NOT_STATED = "keine Angabe", "Not stated"


class Wish(Word):
    """Whether a request needs a woman or a man (German: zwingend)."""

    NONE = "egal", "No wish"
    FEMALE = "eine Frau", "A woman"
    MALE = "einen Mann", "A man"


class Topic(Word):
    """What volunteers help with: the list of the Osnabrück programme, with Dorsten's additions."""

    ORIENTATION = "Orientierung in der neuen Umgebung", "Orientation in the new surroundings"
    EVERYDAY = "Alltagsfragen", "Everyday questions"
    FAMILY = "Familiäre Fragen", "Family questions"
    PARENTING = "Erziehung", "Upbringing"
    AUTHORITIES = "Begleitung zu Behörden", "Going along to authorities"
    INSTITUTIONS = "Begleitung zu Institutionen", "Going along to institutions"
    SCHOOL = "Schule und Kita", "School and daycare"
    HEALTH = "Ärzte und Gesundheit", "Doctors and health"
    HOUSING = "Wohnungssuche", "Flat search"
    TENANCY = "Mietprobleme", "Rent problems"
    GERMAN = "Deutsch lernen", "Learning German"
    CULTURE = "Vermitteln zwischen Kulturen", "Mediating between cultures"
    CONFLICT = "Konfliktsituationen", "Conflicts"
    PARTICIPATION = "Teilhabe am Stadtleben", "Taking part in town life"
    WORK = "Arbeit und Ausbildung", "Work and training"
    TUTORING = "Nachhilfe", "Tutoring"
    OTHER = "Sonstiges", "Other"


class RequestKind(Word):
    """The shape of the help asked for."""

    APPOINTMENT = "Terminbegleitung", "Appointment"
    ONGOING = "Begleitung über Zeit", "Help over time"
    LANGUAGE = "Sprachförderung", "Language practice"
    GROUP = "Gruppe/Projekt", "Group or project"
    MEDIATION = "Vermittlung/Konflikt", "Mediation"
    PUBLIC = "Öffentlichkeit/Presse", "Public enquiry"


class RequesterKind(Word):
    """Who asks. The one who asks is not always the one who is accompanied."""

    SELF = "selbst", "The person"
    RELATIVE = "Angehörige", "A relative"
    AUTHORITY = "Behörde", "An authority"
    SCHOOL = "Schule/Kita", "School or daycare"
    HEALTH = "Arzt/Klinik", "Doctor or hospital"
    ADVICE = "Beratungsstelle", "Advice centre"
    LANDLORD = "Vermieter", "Landlord"
    VOLUNTEER = "Ehrenamtliche", "A volunteer"
    OTHER = "Sonstige", "Someone else"


class ClientUnit(Word):
    """Whom the request is for."""

    PERSON = "Einzelperson", "Single person"
    FAMILY = "Familie", "Family"
    GROUP = "Gruppe", "Group"


class Urgency(Word):
    """How soon help is needed, most urgent first."""

    TODAY = "heute", "Today"
    WEEK = "diese Woche", "This week"
    NORMAL = "normal", "Normal"
    LATER = "später", "Later"


class Consent(Word):
    """The accompanied person's consent to being put in touch."""

    PENDING = "ausstehend", "Pending"
    VERBAL = "mündlich", "Verbal"
    WRITTEN = "schriftlich", "Written"
    VIA_REQUESTER = "über anfragende Stelle", "Via the requester"


class RequestStatus(Word):
    """Where a request stands."""

    NEW = "Angaben fehlen", "Details missing"
    SEARCHING = "In Vermittlung", "Being matched"
    MATCHED = "Vermittelt", "Matched"
    CLOSED = "Abgeschlossen", "Closed"
    REDIRECTED = "Weiterverwiesen", "Redirected"
    REJECTED = "Nicht möglich", "Not possible"
    WITHDRAWN = "Anfrage zurückgezogen", "Request withdrawn"


class RejectReason(Word):
    """Why a request could not be served."""

    TOO_LATE = "zu kurzfristig", "Too short notice"
    LEGAL = "Gespräch mit Rechtsfolgen", "Talk with legal effect"
    INTERPRETER = "Fachdolmetscher nötig", "Professional interpreter needed"
    OUT_OF_AREA = "nicht zuständig", "Out of our area"
    NO_CAPACITY = "keine freie Person", "Nobody free"
    OTHER_SERVICE = "andere Stelle hilft besser", "Another service fits better"
    TAKEN_BACK = "zurückgezogen", "Taken back"


class OfferStatus(Word):
    """What a volunteer who was asked has said."""

    ASKED = "Angefragt", "Asked"
    ACCEPTED = "Zugesagt", "Said yes"
    DECLINED = "Abgelehnt", "Said no"
    WITHDRAWN = "Nicht mehr nötig", "No longer needed"


class Seat(Word):
    """What somebody is asked to be for a request."""

    MAIN = "Hauptperson", "Main guide"
    SECOND = "zweite Person", "Second guide"
    SHADOW = "Hospitation", "Going along to learn"
    BACKUP = "Ersatz", "Stand-in"


class DeclineReason(Word):
    """Why a volunteer said no."""

    TIME = "keine Zeit", "No time"
    TOPIC = "Thema passt nicht", "Topic does not fit"
    LANGUAGE = "Sprache reicht nicht", "Language not good enough"
    DISTANCE = "zu weit", "Too far"
    PERSONAL = "persönlich", "Personal reasons"
    OVERLOAD = "zu viel", "Too much at the moment"


class AssignmentStatus(Word):
    """Where an assignment stands."""

    RUNNING = "Läuft", "Running"
    DONE = "Erledigt", "Done"
    CANCELLED = "Abgesagt", "Cancelled"
    INTERRUPTED = "Unterbrochen", "Interrupted"
    HANDED_OVER = "Übergeben", "Passed on"

    @property
    def stands(self) -> bool:
        """Say whether the volunteer is still bound by it: under way or interrupted."""
        return self in (AssignmentStatus.RUNNING, AssignmentStatus.INTERRUPTED)


class Result(Word):
    """How an assignment ended."""

    SOLVED = "gelöst", "Solved"
    PARTLY = "teilweise gelöst", "Partly solved"
    HANDED_OVER = "übergeben", "Handed over"
    NOT_SOLVED = "nicht gelöst", "Not solved"
    STOPPED = "von der Person beendet", "Stopped by the person"


class Answer(Word):
    """What is known about a question to a request; “not known” until somebody has asked."""

    UNKNOWN = "unklar", "Not known"
    NO = "nein", "No"
    YES = "ja", "Yes"


class OrganisationKind(Word):
    """What an organisation is to the programme."""

    COORDINATION = "Koordination", "Coordination office"
    PROVIDER = "Bildungsträger", "Training provider"
    PARTNER = "Kooperationspartner", "Partner"
    REQUESTER = "Anfragende Stelle", "Requester"
    FUNDER = "Fördergeber", "Funder"
    INSTEAD = "Verweisstelle", "Place to turn to instead"
