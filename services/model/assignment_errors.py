"""Refusals about assignments under way and their visits."""

from services.model.errors import Refusal
from services.model.words import N_


class AssignmentOver(Refusal):
    """The assignment no longer stands."""

    template = N_(
        "The assignment {id} is “{status}” by now. For anything that is still missing please call the office."
    )


class NotInterrupted(Refusal):
    """Only an interrupted assignment can go on."""

    template = N_("The assignment {id} is “{status}”, so there is nothing to take up again.")


class VisitAhead(Refusal):
    """A visit is entered before its day has come."""

    template = N_("{day} lies in the future. Please enter the visit when it has taken place.")


class VisitOutside(Refusal):
    """A visit on a day on which the volunteer was not mandated (and not insured)."""

    template = N_(
        "{day} does not lie within the assignment ({first} to {last}). Please check the day or call the office."
    )


class VisitApproved(Refusal):
    """What is approved or struck out stays as it is."""

    template = N_("The visit of {day} is “{status}” already. The office can send it back, then it can be corrected.")


class NothingToApprove(Refusal):
    """No visit was chosen."""

    template = N_("Please choose at least one visit.")


class QuestionMissing(Refusal):
    """A visit is sent back without a word."""

    template = N_("Please write what the volunteer should look at again.")


class DayNotAhead(Refusal):
    """An interruption or a check has to be planned for a day to come."""

    template = N_("{day} has passed. Please choose a day from today on.")


class SamePerson(Refusal):
    """An assignment is handed over to whoever has it."""

    template = N_("{name} has this assignment already. Please choose somebody else.")


class WhyMissing(Refusal):
    """A step that the volunteer will ask about needs its reason."""

    template = N_("Please write the reason in a few words.")


class NotMatched(Refusal):
    """The appointment of a request that nobody has taken is corrected in the request itself."""

    template = N_("The request {id} is “{status}”: its appointment is changed where the request is corrected.")
