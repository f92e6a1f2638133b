"""A visitor without a browser: opens pages of the real app, types, clicks, and reads what is sent to the screen."""

import re
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, ElementTree
from streamlit.util import calc_hash

from pages.shared import frame
from services.links import address
from services.model.access import Role

ROOT = Path(__file__).parents[2]
PAGES = tuple(file for _section, file, *_rest in frame.PAGES)
ADDRESSES = {file: path for _section, file, _title, path, *_rest in frame.PAGES}
FILES = tuple(sorted(str(file.relative_to(ROOT / "pages")) for file in (ROOT / "pages").glob("*/[!_]*.py")))
# Each AppTest would look through all installed packages for components anew; this app has none.
NO_COMPONENTS = BidiComponentManager()
AUTH = {
    "redirect_uri": "http://127.0.0.1/oauth2callback",
    "cookie_secret": "invented",
    "client_id": "invented",
    "client_secret": "invented",
    "server_metadata_url": "http://127.0.0.1/.well-known/openid-configuration",
}
OFFICE = [
    {"email": "anna.nord@example.org", "name": "Anna Nord", "role": "coordinator"},
    {"email": "bernd.west@example.org", "name": "Bernd West", "role": "coordinator"},
    {"email": "lea.sued@example.org", "name": "Lea Süd", "role": "lead"},
]


class Visitor:
    """One session. In the example a role is played, the `link` of a message followed, or a volunteer's (`own_link`, its
    token); with `secrets` somebody is signed in with `email` or nobody is."""

    def __init__(  # noqa: PLR0913 - each is one thing a test may want
        self,
        role: Role = Role.PUBLIC,
        *,
        person: str = "",
        secrets: dict[str, Any] | None = None,
        email: str = "",
        language: str = "",
        link: str = "",
        own_link: str = "",
        file: str = "app.py",
    ) -> None:
        self._at = AppTest.from_file(ROOT / file, default_timeout=20)
        self._at._bidi_component_manager = NO_COMPONENTS
        self._here = False
        if role is not Role.PUBLIC:
            self._at.session_state["role"] = role
        if person:
            self._at.session_state["person"] = self._at.session_state["person.choice"] = person
        if language:
            self._at.query_params["lang"] = language
        if link:
            self._at.query_params["t"] = address("https://lotsen.example.org", "example", link).partition("?t=")[2]
        if own_link:
            self._at.query_params["z"] = own_link
        if secrets:
            self._at.secrets = secrets
            self._at.user = {"is_logged_in": bool(email), "email": email, "email_verified": True}

    @property
    def at(self) -> AppTest:
        """What is on the screen; at first the page everybody comes to."""
        if not self._here:
            self.reload()
        return self._at

    def open(self, page: str) -> "Visitor":
        """Go to a page: by its address at first, later as a click on the menu or a link would."""
        # In another language AppTest would look for the fields' words in German, unless somebody was here before.
        if not self._here and page in ADDRESSES and "lang" not in self._at.query_params:
            self._at._page_hash = "" if page == PAGES[0] else calc_hash(ADDRESSES[page])
            return self.reload()
        if self.at.session_state.get("language") or "lang" in self.at.query_params:
            # AppTest would look for the fields' English words in German: it spells them outside of any session.
            self.at._tree = ElementTree()
            self.at._tree._runner = self.at
        self.at.switch_page(f"pages/{page}").run()
        return self

    def reload(self) -> "Visitor":
        self._here = True
        self._at.run()
        return self

    def row(self, table: str, cell: str) -> "Visitor":
        """Click the first row of a table in which a cell says this."""
        drawn = next(one for one in self.at.dataframe if f"-{table}." in one.proto.id)
        key = drawn.proto.id[drawn.proto.id.index(f"-{table}.") + 1 :]
        position = next(at for at, cells in enumerate(drawn.value.itertuples(index=False)) if cell in map(str, cells))
        self.at.session_state[key] = {"selection": {"rows": [position], "columns": [], "cells": []}}
        return self.reload()

    def type(self, form: str, values: dict[str, Any], turn: int = 0) -> "Visitor":
        """Put values into the fields of a form; nothing is sent before `click`."""
        for name, value in values.items():
            self.field(f"{form}.{turn}.{name}").set_value(value)
        return self

    def field(self, key: str) -> Any:
        for kind in ("text_input", "text_area", "checkbox", "selectbox", "multiselect", "toggle", "button_group"):
            for found in getattr(self.at, kind):
                if found.key == key:
                    return found
        raise AssertionError(f"no field {key}")

    def place(self, key: str, block: Block | None = None) -> tuple[int, ...]:
        """Say where in the page's tree a field stands; one that moves loses what is just being typed into it."""
        for at, child in (self.at.main if block is None else block).children.items():
            if isinstance(child, Block):
                if below := self.place(key, child):
                    return (at, *below)
            elif getattr(child, "key", None) == key:
                return (at,)
        return ()

    def unfold(self, key: str) -> "Visitor":
        """Open a fold, of which AppTest knows nothing."""
        self.at.session_state[f"{key}.fold"] = True
        return self.reload()

    def choose(self, key: str, option: str) -> "Visitor":
        """Choose one of several sections."""
        self.field(key).set_value(option).run()
        return self

    def click(self, label: str) -> "Visitor":
        """Click the button with these words on it."""
        buttons = [one for one in self.at.button if one.label == label]
        assert len(buttons) == 1, f"{label}: {len(buttons)} of {[one.label for one in self.at.button]}"
        buttons[0].click().run()
        return self

    @property
    def title(self) -> str:
        return ", ".join(one.value for one in self.at.title)

    @property
    def errors(self) -> list[str]:
        return [shown(one.value) for one in self.at.error]

    @property
    def warnings(self) -> list[str]:
        return [shown(one.value) for one in self.at.warning]

    @property
    def told(self) -> list[str]:
        return [shown(one.value) for one in self.at.success]

    @property
    def text(self) -> str:
        """Everything sent to the browser (without the example's choice of an invented volunteer)."""
        return shown("\n".join(_parts(self.at._tree)))

    @property
    def labels(self) -> set[str]:
        """The app's own words: headings, labels, help, placeholders, options, texts; without what tables hold."""
        return {shown(one) for one in _words(self.at._tree)}


def shown(markdown: str) -> str:
    """Undo the escaping of what people typed, which Markdown takes away on the screen; a space is a space."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\N{NO-BREAK SPACE}", " ")


def _nodes(node: Any) -> Any:
    for child in node.children.values():
        if getattr(child, "key", "") == "person.choice":
            continue
        yield child
        if hasattr(child, "children"):
            yield from _nodes(child)


def _parts(tree: Any) -> Any:
    for node in _nodes(tree):
        if node.type == "dataframe":
            yield node.value.to_csv()
        elif node.proto is not None:
            yield from _strings(node.proto)


def _strings(message: Message) -> Any:
    """Every text in a message, however deep."""
    for _field, value in message.ListFields():
        for part in [value] if isinstance(value, str | Message) or not hasattr(value, "__iter__") else value:
            if isinstance(part, str):
                yield part
            elif isinstance(part, Message):
                yield from _strings(part)


def _words(tree: Any) -> Any:
    for node in _nodes(tree):
        if node.type == "dataframe":
            yield from node.value.columns
        elif node.proto is not None and node.type != "html":
            for field, value in node.proto.ListFields():
                if field.name in ("label", "help", "placeholder", "body", "options", "title"):
                    yield from [value] if isinstance(value, str) else [str(one) for one in value]
                elif field.name == "expandable":
                    yield value.label
