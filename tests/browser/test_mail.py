import time

import pytest
from playwright.sync_api import expect

from services.links import message_of
from services.model.course_forms import CourseForm
from services.model.course_lists import CourseStatus, MessageStatus
from services.model.course_records import Course
from services.model.letters import Message
from services.model.records import Programme
from services.model.workbook import Change
from services.storage.sql import SqlStore
from tests.browser.conftest import app, free_port
from tests.browser.steps import fill, form, press, tick, told, visit
from tests.delivery.post_office import open_post_office

pytestmark = pytest.mark.browser

KEY = "invented, but long enough for a test"
SECRETS = """
[store]
url = "{store}"
[mail]
host = "127.0.0.1"
port = {port}
from = "Lots:innen Grünstadt <lotsen@example.org>"
security = "none"
[links]
key = "{key}"
"""


@pytest.fixture
def post_office():
    with open_post_office() as server:
        yield server


@pytest.fixture
def office(tmp_path, post_office):
    """An office of its own with an open course, its address and its mail server: where it is, and its store."""
    port = free_port()
    store = SqlStore(f"sqlite:///{tmp_path}/office.db")
    course = Course(**dict(CourseForm(title="Grundkurs „Ankommen“")), id="K-0001", status=CourseStatus.OPEN)
    programme = Programme(id="S-0001", name="Lotsen Grünstadt", web=f"http://127.0.0.1:{port}")
    store.commit((Change(None, programme), Change(None, course)), expected=store.load())
    secrets = SECRETS.format(store=f"sqlite:///{tmp_path}/office.db", port=post_office.port, key=KEY)
    with app(tmp_path, port=port, secrets=secrets) as url:
        yield url, store
    store._engine.dispose()


def until(happened):
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_registration_is_confirmed_by_a_mail_with_a_personal_link(visitors, office, post_office):
    url, store = office
    page = visit(visitors(), url)
    page.locator('[class*="st-key-open-K-0001-"] label').first.click()
    filled = form(page, "Jetzt anmelden")
    fill(filled, {"Vorname *": "Jürgen", "Nachname *": "Żółkiewski", "E-Mail": "juergen@example.org"})
    tick(filled, "Ich bin einverstanden")
    press(filled, "Jetzt anmelden")
    told(page, "Sie haben einen Platz.")
    until(lambda: post_office.taken)
    (mail,) = post_office.taken
    assert (mail["To"], mail["Subject"]) == (
        "Jürgen Żółkiewski <juergen@example.org>",
        "Ihre Anmeldung: Grundkurs „Ankommen“",
    )
    (link,) = [line for line in mail.get_content().splitlines() if line.startswith("http")]
    assert link.startswith(f"{url}/antwort?t=")
    assert message_of(KEY, link.partition("?t=")[2]) == "N-0001"
    until(lambda: store.load().get(Message, "N-0001").status is MessageStatus.SENT)
    page.goto(link)
    expect(page.get_by_text("Guten Tag Jürgen Żółkiewski,")).to_be_visible()
    expect(page.get_by_role("button", name="Ich kann nicht kommen: bitte abmelden")).to_be_visible()
