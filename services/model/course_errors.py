"""Refusals of the course desk: a rule about interest, courses, places, events or personal links says no."""

from services.model.errors import Refusal
from services.model.words import N_


class DayPast(Refusal):
    """A day for an answer lies behind us."""

    template = N_("{day} is over already. Choose a day from today on.")


class TakesNobody(Refusal):
    """People cannot be invited to, or accepted into, a course that is not announced or open."""

    template = N_("“{course}” is “{status}”: it takes nobody new at the moment.")


class InvitedAlready(Refusal):
    """Somebody chosen is invited, on the list, or no longer waiting for a course."""

    template = N_("{names} cannot be invited any more: invited or registered already. Nobody was invited.")


class OutOfTurn(Refusal):
    """A place would go past the person who is next on the waiting list."""

    template = N_("{next} is next on the waiting list. Write down why {name} gets the place all the same.")


class NotDueYet(Refusal):
    """An offered place is taken back while the person may still answer."""

    template = N_("{name} may answer until {day}. The place is kept until then.")


class StepNotPossible(Refusal):
    """A course cannot take this step now."""

    template = N_("“{course}” cannot become “{status}”: {reason}")


class ReasonMissing(Refusal):
    """Calling off without saying why."""

    template = N_("Write down why the course is called off. The reason stands in the message to everybody.")


class GroupThere(Refusal):
    """A parallel group needs a name of its own."""

    template = N_("A parallel group needs a name of its own, for example “Group B”. “{group}” is taken or empty.")


class LinkUsed(Refusal):
    """The personal link was answered, or a newer message has taken its place."""

    template = N_("This link has been used already, or a newer message has replaced it.")


class LinkTooOld(Refusal):
    """The day until which the personal link works is over."""

    template = N_("This link could be answered until {day}. Please call or write to the office.")


class AnswerNotOpen(Refusal):
    """The entry of a personal link is past this answer."""

    template = N_("This answer is not possible any more: something has changed meanwhile. Please look at your status.")


class StillInterested(Refusal):
    """Somebody's details are kept as long as they may still join a course."""

    template = N_("{name} is “{status}”: only the details of somebody who withdrew, or whom it does not suit, go.")


class NothingToSend(Refusal):
    """No mail is due, or somebody else has just taken them all."""

    template = N_("No mail is waiting to be sent just now.")


class AlreadySettled(Refusal):
    """The message is in a state that does not fit the step."""

    template = N_("The message to {name} is “{status}”: this step does not fit any more.")


class OnItsWay(Refusal):
    """The mail is being handed to the mail server at this moment."""

    template = N_("The mail to {name} is being sent just now. Please wait ten minutes and look again.")


class UnknownGap(Refusal):
    """A text has a gap that nothing can be put into."""

    template = N_("Nothing can be put into the gap {gap} here. Possible are: {gaps}.")


class TextMissing(Refusal):
    """A text without a word, or a mail without a subject."""

    template = N_("Please write a text, and for a mail a subject as well.")


class YearsNotInOrder(Refusal):
    """A total of earlier years whose years run backwards or lie in the future."""

    template = N_("Please check the years: from {first} to {last} is not a time in the past.")


class SourceMissing(Refusal):
    """A total of earlier years without a source."""

    template = N_("Where does this number come from? Please name the source in words, like “Council's report of 2012”.")


class NotASpreadsheet(Refusal):
    """The file is something else, damaged, or locked with a password."""

    template = N_(
        "“{file}” cannot be read as a table. Please choose a CSV, Excel or LibreOffice file without a password."
    )


class FileTooLarge(Refusal):
    """The file is larger than any list of people."""

    template = N_("“{file}” is too large: at most {most} MB. Please leave out pictures and other sheets.")


class TooManyRows(Refusal):
    """The table is longer or wider than any list of people."""

    template = N_("“{file}” holds too much: at most {rows} rows and {columns} columns. Please split the file.")


class NothingInFile(Refusal):
    """A table without a single filled cell."""

    template = N_("“{file}” holds no rows.")


class CourseNotOver(Refusal):
    """Past participants can only belong to a course that is over."""

    template = N_("“{course}” is “{status}”: people of earlier years belong to a course that is over.")


class TooFewPlaces(Refusal):
    """More past participants than the course has places."""

    template = N_(
        "“{course}” has {left} places left, but {count} people are to be taken over. Please set the number of places "
        "of that course first."
    )


class TakenOverBefore(Refusal):
    """The same certificate or the same person stands in the table already."""

    template = N_("{name} (certificate {certificate}) stands in the table already. Please look at the preview again.")


class CourseThere(Refusal):
    """A new course of earlier years that has the title and cohort of another one."""

    template = N_("“{course}” ({cohort}) is in the table already ({id}): choose it instead of a new course.")


class SessionMarked(Refusal):
    """Somebody's attendance stands at a session that is to be taken out or moved."""

    template = N_("Attendance is noted at the session of {day} already: it stays as it is.")


class NothingToMove(Refusal):
    """Moving the sessions of a course that has none."""

    template = N_("No session is planned yet, so there is nothing to move.")


class MarkedMeanwhile(Refusal):
    """Two people marked the same person at the same session differently."""

    template = N_(
        "{who} has entered “{theirs}” for {name} on {day} in the meantime, you “{mine}”. Nothing was saved: save again "
        "to keep what you entered."
    )


class SessionGone(Refusal):
    """Marking a session that does not take place, or belongs to another course."""

    template = N_("The session of {day} does not take place any more, so nobody can be marked there.")


class CourseNotHeld(Refusal):
    """Certifying for a course that has not begun or was called off."""

    template = N_("“{course}” is “{status}”: certificates come after a course that has taken place.")


class AttendanceMissing(Refusal):
    """Certifying somebody who missed too much, without a reason."""

    template = N_("{name} has missed too much: {gap} Write down why there is a certificate all the same.")


class NoCertificate(Refusal):
    """Revoking what is not there."""

    template = N_("{name} has no certificate of this course that could be revoked.")


class ReasonNeeded(Refusal):
    """Revoking without saying why."""

    template = N_("Please write down the reason: it is kept together with the number.")


class NotAPicture(Refusal):
    """The file is no picture that can be read."""

    template = N_("This file is no picture that can be read. Please choose a PNG or JPEG file; no PDF, no SVG.")


class PictureTooLarge(Refusal):
    """The picture has more dots than a logo may have."""

    template = N_("This picture is too large ({width} × {height} dots). Please save it smaller and try again.")


class DigestWritten(Refusal):
    """This week's digest is in the outbox already, or nobody wants it."""

    template = N_("This week's digest has been written already.")
