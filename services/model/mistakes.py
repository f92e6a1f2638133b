"""Mistakes: what is wrong with a typed value, and what would be right, as a sentence for a form or a row."""

from collections.abc import Mapping
from typing import Any

from services.model.words import N_, Sentence


def mistake(found: Mapping[str, Any]) -> Sentence:
    """Give the sentence for one error of pydantic's (`ValidationError.errors()`)."""
    kind, context = found["type"], found.get("ctx", {})
    if kind == "string_too_long":
        return Sentence(N_("Please write at most {most} characters here."), most=context["max_length"])
    if kind in ("missing", "string_too_short", "date_type", "decimal_type"):
        return Sentence(N_("Please fill this in."))
    if kind in ("less_than_equal", "greater_than", "greater_than_equal", "decimal_max_digits", "decimal_max_places"):
        return Sentence(N_("This number is too large, too small or too exact. Please check it."))
    if kind == "too_long":
        return Sentence(N_("These are too many entries for one field."))
    if kind == "language":
        return Sentence(
            N_("Write a language as “Ukrainisch (B2)”: “{typed}” is not on the list."), typed=context["typed"]
        )
    if kind == "mark":
        return Sentence(
            N_("Write attendance as “U-0003 (anwesend)”: “{typed}” cannot be read."), typed=context["typed"]
        )
    if kind == "weights":
        return Sentence(N_("Together the weights have to be 100. Now they are {sum}."), sum=context["sum"])
    if kind in ("enum", "bool_parsing", "bool_type", "none_required"):
        return Sentence(N_("Please choose one of the words on the list."))
    return Sentence(str(found["msg"]))
