"""Refusals of the course desk: one English sentence each, with gaps."""

from services.model.errors import Refusal
from services.model.words import N_


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
