"""What counts how much when volunteers are proposed: whole points out of 100, kept in the programme's row."""

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from services.model.fields import Column, Count
from services.model.record import Form
from services.model.words import N_

ALL_POINTS = 100


class Weights(Form):
    """The most points each criterion can bring; the delivered ones are the defaults.

    In the table anybody may write other numbers, so that the row stays readable whatever their sum is.
    """

    weight_language: Annotated[Count, Column("Gewicht Sprache", "Weight of language")] = 30
    weight_topic: Annotated[Count, Column("Gewicht Thema", "Weight of topic")] = 25
    weight_time: Annotated[Count, Column("Gewicht Zeit", "Weight of time")] = 15
    weight_near: Annotated[Count, Column("Gewicht Nähe", "Weight of nearness")] = 10
    weight_known: Annotated[Count, Column("Gewicht Bekanntschaft", "Weight of knowing each other")] = 10
    weight_load: Annotated[Count, Column("Gewicht freie Plätze", "Weight of free capacity")] = 10


def sum_of(weights: Weights) -> int:
    """Add the weights up."""
    return sum(getattr(weights, name) for name in Weights.model_fields)


class WeightsForm(Weights):
    """The weights as somebody types them: together they are 100 points."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum_of(self) != ALL_POINTS:
            raise PydanticCustomError(
                "weights", N_("Together the weights have to be 100. Now they are {sum}."), {"sum": sum_of(self)}
            )
        return self
