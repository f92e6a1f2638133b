import json
import re

import pytest
from playwright.sync_api import expect

from services.model.access import Actor, Role
from services.model.clock import now_in_germany
from services.model.lists import OfficeRole
from services.model.office_people import Colleague, ColleagueForm
from services.office import Office
from services.office_people import end_access, enter_colleague
from services.storage.examples import example, fill
from services.storage.open import EXAMPLES
from services.storage.sql import SqlStore
from tests.browser.barriers import FINE, trouble
from tests.browser.conftest import app, free_port, serving
from tests.browser.steps import heading, open_page, ready

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sign-in")]  # one app and one provider for all

CLOSED = "Diese Seite ist geschlossen"
ADMINISTRATOR = Actor(Role.ADMINISTRATOR, "Ruth Winter")

PEOPLE = ("anna.nord@example.org", "nina.sued@example.org", "layla.qasembi@example.org", "stranger@example.org")
SECRETS = """
[store]
url = "{store}"
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "invented, but long enough for a test"
[auth.stadt]
client_id = "lotsenbuch"
client_secret = "invented"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
[auth.verein]
client_id = "lotsenbuch-verein"
client_secret = "invented"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
[[office]]
email = "anna.nord@example.org"
name = "Anna Nord"
role = "coordinator"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def office_app(folder):
    """An office of its own with the example's people, and somebody who vouches for addresses."""
    store = SqlStore(f"sqlite:///{folder}/office.db")
    fill(store, example(EXAMPLES / "dorsten", today=now_in_germany().date()))
    nina = ColleagueForm(name="Nina Süd", email="nina.sued@example.org", roles=(OfficeRole.COORDINATOR,))
    Office(store).perform(ADMINISTRATOR, enter_colleague, nina, ())
    store._engine.dispose()
    port, provider = free_port(), free_port()
    issuer = f"http://localhost:{provider}"
    users = [json.dumps({"sub": email, "email": email, "email_verified": True}) for email in PEOPLE]
    vouching = ["oidc_provider_mock", "--port", str(provider), *(f"--user-claims={one}" for one in users)]
    secrets = SECRETS.format(store=f"sqlite:///{folder}/office.db", port=port, issuer=issuer)
    with (
        serving(vouching, f"{issuer}/.well-known/openid-configuration", folder / "provider.log"),
        app(folder, port=port, secrets=secrets) as url,
    ):
        yield url.replace("127.0.0.1", "localhost")


@pytest.fixture
def office_store(office_app, folder):
    """Give the office's store, as somebody else at another desk has it open."""
    store = SqlStore(f"sqlite:///{folder}/office.db")
    yield store
    store._engine.dispose()


@pytest.fixture
def elsewhere():
    """Give where the page of the provider, which is not ours, looks for its style."""
    return {"cdn.jsdelivr.net"}


@pytest.fixture
def signed_in(visitors, machines, office_app):
    """Give the page of somebody who signed in with this address."""
    machines["desk"].clear_cookies()

    def sign_in(email, *, path="anmelden", at="Anmelden", by="Stadt", leads_to="Anmelden"):
        page = visitors()
        page.goto(f"{office_app}/{path}")
        expect(heading(page, at)).to_be_visible(timeout=20_000)
        page.get_by_test_id("stMain").get_by_role("button", name=f"Anmelden mit {by}").click()
        page.get_by_placeholder("sub").fill(email)
        page.get_by_role("button", name="Authorize").click()
        expect(heading(page, leads_to)).to_be_visible(timeout=20_000)
        ready(page)
        return page

    return sign_in


def test_page_wanted_opens_after_signing_in_and_closes_at_the_next_click_of_somebody_removed(signed_in, office_store):
    page = signed_in("nina.sued@example.org", path="lotsen?seite=1", at=CLOSED, leads_to="Lots:innen")
    assert page.url.endswith("/lotsen?seite=1")
    expect(page.get_by_text("15 von 15 Lots:innen")).to_be_visible()
    expect(page.get_by_label("Rolle")).to_have_count(0)
    office = Office(office_store)
    nina = office.read(ADMINISTRATOR).all(Colleague)[0]
    office.perform(ADMINISTRATOR, end_access, nina, ())
    page.locator('[data-testid="stSidebarNavLink"][href$="/kurse"]').click()
    expect(heading(page, CLOSED)).to_be_visible()
    expect(page.get_by_text("Die Adresse nina.sued@example.org ist hier nicht bekannt")).to_be_visible()


def test_signing_in_can_be_used_by_everybody_and_fits_the_screen(visitors, machines, office_app):
    machines["desk"].clear_cookies()
    page = visitors()
    found = {}
    for path, drawn_last in (("anmelden", "Stand .*neu laden"), ("lotsen", "Anmelden mit Verein")):
        page.goto(f"{office_app}/{path}")
        expect(page.get_by_role("button", name=re.compile(drawn_last))).to_be_visible()
        ready(page)
        found[path] = trouble(page, "mitmachen")
    assert found == {"anmelden": FINE, "lotsen": FINE}


def test_volunteer_address_opens_their_own_requests(signed_in):
    page = signed_in("layla.qasembi@example.org", by="Verein", leads_to="Lots:in werden")
    expect(page.get_by_test_id("stSidebarNavLink").filter(has_text="Lots:innen")).to_have_count(0)
    open_page(page, "einsaetze", "Meine Einsätze")
    expect(page.get_by_role("button", name="Ja, ich übernehme das")).to_have_count(1)


def test_first_in_the_secrets_gets_in_and_an_unknown_address_is_told_whom_to_ask(signed_in, machines):
    page = signed_in("anna.nord@example.org", leads_to="Lots:in werden")
    open_page(page, "anmelden", "Anmelden")
    expect(page.get_by_text("Angemeldet als Anna Nord (Koordination, Administration).")).to_be_visible()
    machines["desk"].clear_cookies()
    page = signed_in("stranger@example.org", path="lotsen", at=CLOSED, leads_to=CLOSED)
    expect(page.get_by_text("Die Adresse stranger@example.org ist hier nicht bekannt")).to_be_visible()
    expect(page.get_by_text("Barbara Wahl")).to_be_visible()
    expect(page.get_by_text("Qasembi")).to_have_count(0)
