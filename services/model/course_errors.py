"""Refusals of the course desk: a rule says no, nothing was saved."""

from services.model.errors import Refusal
from services.model.words import N_


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
