import threading
import time

from services.model.course_lists import MessageKind
from services.model.letters import Message
from services.storage.sql import SqlStore
from tests.delivery.post_office import open_post_office
from tests.screens.visitor import Visitor

MAIL = {"host": "127.0.0.1", "from": "Lotsen <lotsen@example.org>", "security": "none"}


def test_digest_goes_out_when_the_office_opens_a_page_and_only_once(filled):
    with open_post_office() as server:
        anna = Visitor(secrets={**filled, "mail": {**MAIL, "port": server.port}}, email="anna.nord@example.org")
        anna.open("office/details.py")
        anna.field("programme.0.digest").set_value(True)
        anna.click("Speichern")
        anna.open("office/roster.py").open("office/today.py")
        end = time.monotonic() + 30
        while len(server.taken) < 2 or "postman" in {one.name for one in threading.enumerate()}:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert not anna.at.exception
    store = SqlStore(filled["store"]["url"])
    found = [one for one in store.load().all(Message) if one.kind is MessageKind.DIGEST]
    store._engine.dispose()
    assert [(one.to, "- Neue Anfragen: " in one.text) for one in found] == [("Anna Nord", True), ("Bernd West", True)]
