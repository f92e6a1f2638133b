"""Curricula, handbooks and other documents: their versions, where they are, and what uses them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from services.model.access import Right
from services.model.course_forms import DocumentForm
from services.model.course_records import Course, Document, Session
from services.model.draft import Draft
from services.model.workbook import Workbook


@dataclass(frozen=True)
class Use:
    """What a document is used for: the courses whose curriculum it is, and the sessions it is handed out in."""

    courses: tuple[Course, ...]
    sessions: tuple[Session, ...]


def documents(workbook: Workbook) -> tuple[Document, ...]:
    """Give all documents: by kind, then by title, the newest version first."""
    newest_first = reversed(workbook.all(Document))
    return tuple(sorted(newest_first, key=lambda one: (one.kind.rank, one.title.casefold())))


def use_of(workbook: Workbook, document: str) -> Use:
    """Say what uses the document with this number."""
    return Use(workbook.where(Course, curriculum=document), workbook.where(Session, material=document))


def web_address(document: Document) -> str:
    """Give where the document is if that can be opened in a browser, otherwise ""."""
    try:
        found = urlsplit(document.found_at)
    except ValueError:
        return ""
    whole = found.scheme in ("http", "https") and bool(found.hostname) and " " not in document.found_at
    return document.found_at if whole else ""


def enter(draft: Draft, form: DocumentForm) -> Document:
    """Add a document."""
    draft.must(Right.PLAN_COURSES)
    return draft.add(Document, form)


def change(draft: Draft, seen: Document, form: DocumentForm) -> Document:
    """Change a document; raises `ChangedMeanwhile`."""
    draft.must(Right.PLAN_COURSES)
    return draft.replace(seen, **dict(form))


def teach_by(draft: Draft, document: str, courses: tuple[Course, ...], others: tuple[Course, ...] = ()) -> Document:
    """Make the document (its number) the curriculum of `courses`, and of `others` no longer; all as they were seen.

    Raises `NotFound`, `ChangedMeanwhile`.
    """
    draft.must(Right.PLAN_COURSES)
    found = draft.workbook.get(Document, document)
    for course in courses:
        draft.replace(course, curriculum=found.id)
    for course in others:
        draft.replace(course, curriculum="")
    return found
