import pytest

from services.documents import Use, change, documents, enter, teach_by, use_of, web_address
from services.model.course_forms import DocumentForm
from services.model.course_lists import DocumentKind
from services.model.course_records import Document, Session
from services.model.errors import ChangedMeanwhile, NotFound
from tests.rules.cast import TOMORROW, again, course, draft, form_of, ids, made, workbook


def document(number="D-0001", **values):
    return made(Document, {"id": number, "title": "Integration lotsen", "version": "3. Auflage"}, values)


def test_document_is_entered_and_changed():
    here = draft()
    new = enter(here, form_of(DocumentForm, document()))
    assert new == document()
    changed = change(again(here), new, form_of(DocumentForm, new, version="4. Auflage"))
    assert changed == document(version="4. Auflage")


def test_document_changed_by_somebody_else_is_not_overwritten():
    with pytest.raises(ChangedMeanwhile):
        change(draft(document(version="4")), document(), form_of(DocumentForm, document(), version="5"))


def test_documents_stand_by_kind_and_title_the_newest_version_first():
    listed = (
        document("D-0001", title="Curriculum", kind=DocumentKind.CURRICULUM),
        document("D-0002"),
        document("D-0003", title="Aufbau", kind=DocumentKind.CURRICULUM),
        document("D-0004"),
    )
    assert ids(documents(workbook(*listed))) == ["D-0004", "D-0002", "D-0003", "D-0001"]


def test_use_names_the_courses_and_the_sessions():
    taught = course(curriculum="D-0001")
    meeting = made(Session, {"id": "U-0001", "course": "K-0001", "day": TOMORROW, "material": "D-0001"}, {})
    book = workbook(taught, course("K-0002"), meeting, document())
    assert use_of(book, "D-0001") == Use((taught,), (meeting,))
    assert use_of(book, "D-0002") == Use((), ())


def test_document_becomes_the_curriculum_of_some_courses_and_of_others_no_longer():
    old = course("K-0002", curriculum="D-0001")
    here = draft(document(), course(), old)
    assert teach_by(here, "D-0001", (course(),), (old,)) == document()
    assert ids(use_of(here.workbook, "D-0001").courses) == ["K-0001"]


def test_curriculum_of_a_course_changed_meanwhile_stays():
    with pytest.raises(ChangedMeanwhile):
        teach_by(draft(document(), course(places=5)), "D-0001", (course(),))
    with pytest.raises(NotFound):
        teach_by(draft(course()), "D-0001", (course(),))


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("https://example.org/curriculum.pdf", "https://example.org/curriculum.pdf"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("Ordner Kurse, Regal 2", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://[example", ""),
        ("https://example.org und Regal 2", ""),
        ("", ""),
    ],
)
def test_only_a_web_address_is_a_link(place, address):
    assert web_address(document(found_at=place)) == address
