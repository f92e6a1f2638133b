"""An old list in the browser: from the file to the figures, and the report as the office downloads it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from services.delivery.spreadsheets import read
from tests.browser.steps import fill, form, heading, open_page, ready, told, visit

ROWS = ("Nachname;Vorname;E-Mail;Zertifikat Nr.", "Öztürk;Ayşe;ayse@example.org;2011-001", "Müller;Zoë;keine;2011-002")


def test_old_list_is_taken_over_with_a_report_of_the_rest(visitors, sqlite_app, tmp_path: Path):
    page: Page = visit(visitors("phone"), sqlite_app, "Koordination")
    list_of_old = tmp_path / "Liste.csv"
    list_of_old.write_text("\n".join(ROWS), encoding="utf-8-sig")
    open_page(page, "fruehere-jahre", "Frühere Jahre")
    page.locator('input[type="file"]').set_input_files(str(list_of_old))
    expect(heading(page, "Können übernommen werden: 1")).to_be_visible()
    ready(page)
    fill(form(page, "Übernehmen: 1"), {"Titel *": "Kurs der VHS", "Jahrgang *": "Herbst 2011"})
    form(page, "Übernehmen: 1").get_by_role("button").click()
    told(page, "In „Kurs der VHS“")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Bericht herunterladen (CSV)").click()
    (report,) = read(downloading.value.path().read_bytes(), "Bericht.csv")
    assert report.rows[0] == ("Zeile", "Name", "Spalte", "Grund")
    assert report.rows[1][:3] == ("3", "Zoë Müller", "E-Mail")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= (page.viewport_size or {})["width"]
