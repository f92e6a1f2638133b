"""A form that is still being typed: what can be read of it so far."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from services.model.record import Form, columns, empty_of

F = TypeVar("F", bound=Form)


def so_far(kind: type[F], typed: Mapping[str, Any]) -> F:
    """Give the form with every field that can be read; one that is missing or wrong holds its default.

    Rules about several fields are not asked: this is for hints, never for saving.
    """
    read = {}
    for name, kept in columns(kind).items():
        read[name] = empty_of(kept) if kept.required else kept.default
        if name in typed:
            try:
                read[name] = reader(kind, name).validate_python(typed[name])
            except ValidationError:
                continue
    return cast("F", kind.model_construct(**read))


@cache
def reader(kind: type[Form], name: str) -> TypeAdapter[Any]:
    """Give what reads one field of a form; it raises `ValidationError`."""
    info = kind.model_fields[name]
    annotated: Any = Annotated[(info.annotation, *info.metadata)]
    return TypeAdapter(annotated)
