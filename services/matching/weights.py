"""How much each criterion of the score counts, as the office has set it, and what that means in points."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from services.model.languages import Level
from services.model.lists import AssignmentStatus
from services.model.weights import ALL_POINTS, Weights, sum_of
from services.model.words import N_, Sentence
from services.model.workbook import Workbook
from services.programme import programme


class Weighing(NamedTuple):
    """The most points of each criterion, in the order of `score.CRITERIA`; together 100."""

    language: int
    topic: int
    time: int
    near: int
    known: int
    load: int


FULL: Final = Weighing(30, 25, 15, 10, 10, 10)  # what the criteria count in; weights turn that into points
LEVEL_POINTS: Final = {
    Level.NATIVE: 30,
    Level.C2: 30,
    Level.C1: 30,
    Level.B2: 22,
    Level.B1: 12,
    Level.A2: 6,
    Level.A1: 3,
}
UNKNOWN_LEVEL_POINTS: Final = 12


LATELY: Final = 60  # days in which an ended assignment still counts as a load
LIKE_ONE_RUNNING: Final = 4  # so many that ended lately weigh as much as one that runs


ENDED: Final = frozenset({AssignmentStatus.DONE, AssignmentStatus.HANDED_OVER})


def ended_lately(ended_on: date | None, today: date) -> bool:
    """Say whether what ended that day still counts."""
    return ended_on is not None and ended_on > today - timedelta(days=LATELY)


def free_capacity(left: int, most: int, lately: int) -> int:
    """Give the points for free capacity, out of 10: places left, less what ended lately."""
    return 10 * max(0, LIKE_ONE_RUNNING * left - lately) // max(1, LIKE_ONE_RUNNING * most)


def weighing(workbook: Workbook) -> Weighing:
    """Give the office's weights; those that come with the programme while the table's do not add up to 100."""
    own = programme(workbook)
    return _numbers(own) if add_up(own) else _numbers(Weights())


def add_up(weights: Weights) -> bool:
    """Say whether these weights can be used."""
    return sum_of(weights) == ALL_POINTS


def _numbers(weights: Weights) -> Weighing:
    return Weighing(*(getattr(weights, name) for name in Weights.model_fields))


def weighed(points: int, weight: int, full: int) -> int:
    """Turn points out of `full` into points out of `weight`, rounded down."""
    return points * weight // full


def meanings(weights: Weighing) -> tuple[tuple[Sentence, int], ...]:
    """Give what brings how many points with these weights, in words."""
    told = (
        (N_("Language: mother tongue, C1 or C2"), LEVEL_POINTS[Level.C1], 0),
        (N_("Language: B2"), LEVEL_POINTS[Level.B2], 0),
        (N_("Language: B1, or level not stated"), LEVEL_POINTS[Level.B1], 0),
        (N_("Language: A2"), LEVEL_POINTS[Level.A2], 0),
        (N_("Language: A1"), LEVEL_POINTS[Level.A1], 0),
        (N_("Topic: helps with all topics of the request"), 25, 1),
        (N_("Topic: has not named it"), 5, 1),
        (N_("Time: is free at the wanted time"), 15, 2),
        (N_("Time: has not named free times"), 5, 2),
        (N_("Nearness: lives in the district"), 10, 3),
        (N_("Nearness: also helps in the district"), 8, 3),
        (N_("Nearness: lives elsewhere"), 2, 3),
        (N_("Has accompanied this person before"), 10, 4),
        (N_("Free capacity: no assignment is running, and none has ended lately"), 10, 5),
    )
    return tuple((Sentence(text), weighed(points, weights[at], FULL[at])) for text, points, at in told)
