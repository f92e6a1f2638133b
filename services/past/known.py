"""Who is there already: the same certificate, the same name with the same e-mail or phone, or only the same name."""

from unicodedata import combining, normalize

from services.model.course_records import Course, Registration
from services.model.forms import Contact
from services.model.past_forms import PastForm
from services.model.records import Person
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.roster import everybody
from services.waiting_list import ON_LIST

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Known:
    """What is known of everybody in the table, and of the rows of the list looked at so far.

    `course` is the number of the course they are taken over into, "" for a new one.
    """

    def __init__(self, workbook: Workbook, course: str) -> None:
        self._course = course
        self._by_certificate: dict[str, list[Registration | Person]] = {}
        self._by_contact: dict[tuple[str, str], list[Registration | Person]] = {}
        self._by_name: dict[str, list[Registration]] = {}
        self._rows: dict[tuple[str, ...], int] = {}
        self._titles = {one.id: one.title for one in workbook.all(Course)}
        known: tuple[Registration | Person, ...] = (*workbook.all(Registration), *everybody(workbook))
        for one in known:
            if one.certificate:
                self._by_certificate.setdefault(one.certificate.casefold(), []).append(one)
            for key in contacts(one):
                self._by_contact.setdefault(key, []).append(one)
            if isinstance(one, Registration) and one.status in ON_LIST:
                self._by_name.setdefault(folded(one), []).append(one)

    def same(self, form: PastForm) -> Sentence | None:
        """Say why this is surely somebody who is there already: their certificate, or they stand in this course."""
        mine = folded(form)
        for one in self._by_certificate.get(form.certificate.casefold(), ()):
            if isinstance(one, Registration) and folded(one) == mine:
                sentence = N_("The same person with certificate {certificate} stands in the table already ({id}).")
                return Sentence(sentence, certificate=form.certificate, id=one.id)
        for one in self._with_contact(form):
            if isinstance(one, Registration) and one.course == self._course and one.status in ON_LIST:
                return Sentence(N_("Stands on the list of this course already ({id})."), id=one.id)
        return None

    def earlier_row(self, form: PastForm) -> Sentence | None:
        """Say which earlier row of the file surely is the same person."""
        keys = [*contacts(form), *([(folded(form), "", form.certificate.casefold())] if form.certificate else [])]
        row = next((self._rows[key] for key in keys if key in self._rows), None)
        return Sentence(N_("The same person stands in row {row} already."), row=row) if row else None

    def doubt(self, form: PastForm) -> Sentence | None:
        """Say why this may be somebody who is there already, or may have a wrong number."""
        mine = folded(form)
        number = form.certificate.casefold()
        for one in self._by_certificate.get(number, ()):
            if folded(one) != mine:
                sentence = N_("Certificate {certificate} belongs to {name} already.")
                return Sentence(sentence, certificate=form.certificate, name=one.full_name)
        if number and (number,) in self._rows:
            sentence = N_("Certificate {certificate} stands in row {row} already.")
            return Sentence(sentence, certificate=form.certificate, row=self._rows[number,])
        for one in self._with_contact(form):
            if isinstance(one, Registration) and one.course != self._course and one.status in ON_LIST:
                course = self._titles.get(one.course, one.course)
                return Sentence(N_("Took part in “{course}” already; take over only if it was both."), course=course)
        namesakes = self._by_name.get(mine, [])
        if any(one.course == self._course for one in namesakes):
            return Sentence(N_("Somebody with this name is in this course already."))
        if namesakes:
            course = self._titles.get(namesakes[0].course, namesakes[0].course)
            return Sentence(N_("Somebody with this name took part in “{course}” already."), course=course)
        if (mine, "name") in self._rows:
            return Sentence(N_("The same name stands in row {row} already."), row=self._rows[mine, "name"])
        return None

    def remember(self, form: PastForm, row: int) -> None:
        """Keep a row that may be taken over."""
        mine, number = folded(form), form.certificate.casefold()
        keys: list[tuple[str, ...]] = [(mine, "name"), *contacts(form)]
        if number:
            keys += [(number,), (mine, "", number)]
        for key in keys:
            self._rows.setdefault(key, row)

    def on_roster(self, form: PastForm) -> str:
        """Give the number of the volunteer who has this name and this certificate or contact, or ""."""
        people = [*self._by_certificate.get(form.certificate.casefold(), ()), *self._with_contact(form)]
        mine = folded(form)
        return next((one.id for one in people if isinstance(one, Person) and folded(one) == mine), "")

    def _with_contact(self, form: PastForm) -> list[Registration | Person]:
        return [one for key in contacts(form) for one in self._by_contact.get(key, ())]


def folded(contact: Contact) -> str:
    """Spell a name so that Müller and Mueller, José and Jose are the same."""
    plain = normalize("NFKD", " ".join(contact.full_name.casefold().split()).translate(UMLAUTS))
    return "".join(sign for sign in plain if not combining(sign))


def contacts(contact: Contact) -> list[tuple[str, str]]:
    """Give name and e-mail, name and phone."""
    name = folded(contact)
    return [(name, reach.casefold()) for reach in (contact.email, contact.phone) if reach]
