"""The Record: one row of one tab. Everything that knows its columns asks `columns`, so a field is written once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from services.model.fields import MULTILINE, Column, Reference


class Form(BaseModel):
    """What a person types. Frozen; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(BaseModel):
    """A form plus what the programme keeps: a row of the tab `tab`, numbered `prefix-0001`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tab: ClassVar[str]
    prefix: ClassVar[str]

    id: Annotated[Reference, Column("Nr.", "No.")]

    @property
    def caption(self) -> str:
        """Say in a few words which one this is; it stands beside the number wherever another row refers to it."""
        return ""

    @classmethod
    def begins(cls, now: datetime) -> Mapping[str, object]:  # noqa: ARG003 - a kind may need it
        """Give what fields of a row typed by hand get when it is taken in, where their cells were left empty."""
        return {}

    def without_personal(self) -> Self:
        """Blank every personal column: what may be counted by somebody who may not know who it is."""
        return self.model_copy(
            update={name: empty_of(kept) for name, kept in columns(type(self)).items() if kept.column.personal}
        )


@dataclass(frozen=True)
class Kept:
    """One column of a record: its names, and the shape of its values."""

    name: str
    column: Column
    kind: type
    many: bool
    optional: bool
    multiline: bool
    required: bool
    default: Any


@cache
def columns(kind: type[BaseModel]) -> Mapping[str, Kept]:
    """Give the columns of a form or record in their order, keyed by field name."""
    return {name: _kept(name, info) for name, info in kind.model_fields.items()}


def empty_of(kept: Kept) -> Any:  # noqa: ANN401 - whatever the column holds
    """Give the empty value of a column."""
    if kept.many:
        return ()
    return None if kept.optional or kept.kind is not str else ""


def _kept(name: str, info: FieldInfo) -> Kept:
    column = next(part for part in info.metadata if isinstance(part, Column))
    kind, optional = _without_none(info.annotation)
    many = get_origin(kind) is tuple
    if many:
        kind, _ = _without_none(get_args(kind)[0])
    multiline = any(part is MULTILINE for part in info.metadata)
    default = None if info.is_required() else info.get_default()
    return Kept(name, column, kind, many, optional, multiline, info.is_required(), default)


def _without_none(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a type expression
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        inner = next(part for part in get_args(annotation) if part is not type(None))
        return _without_none(inner)[0], True
    return annotation, False
