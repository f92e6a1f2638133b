"""What is refused to the public so that machines cannot flood the office."""

from services.model.errors import Refusal
from services.model.words import N_


class TooManyAtOnce(Refusal):
    """More comes in than people would write."""

    template = N_(
        "Very much is coming in just now. Please press the button again in {minutes} minutes, everything you typed "
        "stays here; or call the office."
    )
