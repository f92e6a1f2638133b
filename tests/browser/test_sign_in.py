import json

import pytest
from playwright.sync_api import expect

from services.model.clock import now_in_germany
from services.storage.examples import example, fill
from services.storage.open import EXAMPLES
from services.storage.sql import SqlStore
from tests.browser.conftest import app, free_port, serving
from tests.browser.steps import heading, open_page, ready

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sign-in")]  # one app and one provider for all

PEOPLE = ("anna.nord@example.org", "layla.qasembi@example.org", "stranger@example.org")
SECRETS = """
[store]
url = "{store}"
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "invented, but long enough for a test"
client_id = "lotsenbuch"
client_secret = "invented"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
[[office]]
email = "anna.nord@example.org"
name = "Anna Nord"
role = "coordinator"
"""


@pytest.fixture(scope="module")
def office_app(tmp_path_factory):
    """An office of its own with the example's people, and somebody who vouches for addresses."""
    folder = tmp_path_factory.mktemp("office")
    store = SqlStore(f"sqlite:///{folder}/office.db")
    fill(store, example(EXAMPLES / "dorsten", today=now_in_germany().date()))
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
def elsewhere():
    """Give where the page of the provider, which is not ours, looks for its style."""
    return {"cdn.jsdelivr.net"}


@pytest.fixture
def signed_in(visitors, machines, office_app):
    """Give the page of somebody who signed in with this address."""
    machines["desk"].clear_cookies()

    def sign_in(email):
        page = visitors()
        page.goto(office_app)
        expect(heading(page, "Lots:in werden")).to_be_visible(timeout=20_000)
        open_page(page, "anmelden", "Anmelden")
        page.get_by_test_id("stMain").get_by_role("button", name="Anmelden").click()
        page.get_by_placeholder("sub").fill(email)
        page.get_by_role("button", name="Authorize").click()
        expect(heading(page, "Lots:in werden")).to_be_visible(timeout=20_000)
        ready(page)
        return page

    return sign_in


def test_office_address_opens_the_pages_of_the_office(signed_in):
    page = signed_in("anna.nord@example.org")
    open_page(page, "lotsen", "Lots:innen")
    expect(page.get_by_text("15 von 15 Lots:innen")).to_be_visible()
    expect(page.get_by_label("Rolle")).to_have_count(0)
    open_page(page, "anmelden", "Anmelden")
    expect(page.get_by_text("Angemeldet als Anna Nord (Koordination).")).to_be_visible()


def test_volunteer_address_opens_their_own_requests(signed_in):
    page = signed_in("layla.qasembi@example.org")
    expect(page.get_by_test_id("stSidebarNavLink").filter(has_text="Lots:innen")).to_have_count(0)
    open_page(page, "einsaetze", "Meine Einsätze")
    expect(page.get_by_role("button", name="Ja, ich übernehme das")).to_have_count(1)


def test_unknown_address_is_told_whom_to_ask(signed_in, office_app):
    page = signed_in("stranger@example.org")
    open_page(page, "anmelden", "Anmelden")
    expect(page.get_by_text("Die Adresse stranger@example.org ist hier nicht bekannt")).to_be_visible()
    page.goto(f"{office_app}/lotsen")
    expect(heading(page, "Diese Seite ist geschlossen")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("Qasembi")).to_have_count(0)
