"""Refusals when volunteers are asked and answer."""

from services.model.errors import Refusal
from services.model.words import N_


class SeatHeld(Refusal):
    """Somebody has said yes to this seat."""

    template = N_("{name} has said yes already ({seat}). Nobody else is needed for that.")


class MainGuideFirst(Refusal):
    """Others join once somebody has said yes to the request itself."""

    template = N_("First somebody has to take on the request {id} itself; then you can ask others to join ({seat}).")


class NotStandingIn(Refusal):
    """Stepping in by somebody who is no stand-in."""

    template = N_("{name} is not a stand-in for this request (“{status}”). Please ask them the usual way.")


class YesDoesNotFit(Refusal):
    """A yes that would be one too many, or at the same time as another."""

    template = N_("{name} {reason}. Nothing has been taken on yet: please call the office, and we will find a way.")


class TakenByNow(Refusal):
    """Somebody else was first."""

    template = N_(
        "This has been taken on by somebody else already. Thank you very much for being ready to help! We will be glad "
        "to ask you again."
    )


class RequestOver(Refusal):
    """The request has ended, or its day is past."""

    template = N_("This has been settled in the meantime: nobody is needed any more. Thank you very much!")


class QuestionChanged(Refusal):
    """Somebody said yes to something that is no longer asked like this."""

    template = N_("What was asked has changed in the meantime. Please look at it once more, then answer.")


class QuestionTakenBack(Refusal):
    """The office has taken the question back."""

    template = N_("The office has taken this question back. If you would like to help all the same, please call us.")


class DetailsOpen(Refusal):
    """The office is finding something out first."""

    template = N_("The office has to find something out first. Please open this link again later, or call us.")


class SaidNo(Refusal):
    """This volunteer has said no."""

    template = N_("You have said no, and that is fine. If you have changed your mind, please call us.")
