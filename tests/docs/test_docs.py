"""The documents say what the code does: nothing named in them is missing, nothing made from the code is stale."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from docs import data
from services.model import lists
from services.model.access import Right, Role
from services.model.records import RECORDS
from services.model.words import Word
from services.settings import MailServer, OfficePerson, Settings, SheetAddress

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
DOCUMENTS += sorted(ROOT.glob("docs/**/*.md"))
NOT_KEPT = {".streamlit/secrets.toml", "data/", "data/lotsenbuch.db"}  # each installation has its own
# What Streamlit's sign-in reads from [auth]; the settings only look whether it is there.
SIGN_IN = {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
LISTS = [found for found in vars(lists).values() if isinstance(found, type) and issubclass(found, Word)]


class Asked(dict[str, Any]):
    """Secrets that remember which sections somebody asked for."""

    def __init__(self, secrets: dict[str, Any]) -> None:
        super().__init__(secrets)
        self.names: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def blocks(text: str, language: str) -> list[str]:
    """Give the code blocks of a language, indented ones too."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)


def examples_of_secrets() -> list[dict[str, Any]]:
    return [tomllib.loads(block) for block in blocks(README, "toml")]


def with_a_store(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put beside each example what it leaves out, so that it is no trial with invented people."""
    return [one if {"sheet", "store"} & set(one) else {"store": {}, **one} for one in examples]


def prose(document: Path) -> str:
    """Give a document without its blocks of code."""
    return re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_data_is_not_stale():
    assert data.FILE.read_text(encoding="utf-8") == data.text(), "run `make docs`"


def test_make_targets_named_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    named = set()
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        named |= set(re.findall(r"(?:`|^ {4})make ([a-z][a-z-]*)", text, re.MULTILINE))
    assert {"run", "test", "run-sheet", "docs"} <= named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_paths_named_exist(document):
    text = prose(document)
    written = {path for path in re.findall(r"`([\w.\-]+(?:/[\w.\-]*)+)`", text) if path not in NOT_KEPT}
    files = set(re.findall(r"`([\w\-]+\.(?:py|md|toml|txt|csv))`", text)) - {"data.md", "data.py"}
    links = {link for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in link}
    missing = {path for path in written if not (ROOT / path).exists()}
    missing |= {file for file in files if not (ROOT / file).exists() and not (document.parent / file).exists()}
    missing |= {link for link in links if not (document.parent / link).exists()}
    assert missing == set()


def test_anchors_of_data_exist():
    text = data.text()
    headings = {heading.casefold() for heading in re.findall(r"^#+ (\w+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", text)) - headings == set()


def test_secrets_of_the_readme_are_read():
    for secrets in with_a_store(examples_of_secrets()):
        asked = Asked(secrets)
        Settings.of(asked, {})
        assert set(secrets) <= asked.names
        assert set(secrets.get("sheet", {})) <= set(SheetAddress.model_fields)
        assert set(secrets.get("store", {})) <= {"url"}
        assert set(secrets.get("auth", SIGN_IN)) == SIGN_IN
        assert set(secrets.get("mail", {})) <= {kept.alias or name for name, kept in MailServer.model_fields.items()}
        assert {key for one in secrets.get("office", ()) for key in one} <= set(OfficePerson.model_fields)


def test_secrets_of_the_readme_give_the_settings_they_promise():
    sheet, store, mail = (Settings.of(secrets, {}) for secrets in with_a_store(examples_of_secrets()))
    key = examples_of_secrets()[0]["sheet"]["service_account"]
    assert (sheet.example, sheet.signs_in, store.example) == ("", True, "")
    assert sheet.sheet == SheetAddress(address=examples_of_secrets()[0]["sheet"]["address"], service_account=key)
    assert sheet.sheet.spreadsheet == "the-long-part-of-the-address"
    assert {"client_email", "token_uri", "private_key"} <= set(key)
    assert [one.role for one in sheet.office] == ["coordinator", "lead"]
    assert store.url.startswith("postgresql://")
    assert (mail.mail.host, mail.mail.sender.display_name) == ("smtp.example.org", "Integrationslots:innen Musterstadt")
    assert (mail.link_key, mail.wrong) == ("at least 32 other random characters", ())


def test_glossary_has_every_role_and_right():
    words = [*Role, *Right]
    assert [word.name for word in words if f"| `{word.name}` | {word.value} |" not in GLOSSARY] == []


def test_glossary_has_every_record():
    assert [
        kind.__name__ for kind in RECORDS if not re.search(rf"\| `{kind.__name__}` \| {kind.tab}\b", GLOSSARY)
    ] == []


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_glossary_has_every_word(kind):
    assert f"`{kind.__name__}`" in GLOSSARY
    assert [word.value for word in kind if word.value not in GLOSSARY] == []


def test_decisions_are_numbered_without_gaps():
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_screenshot_is_small():
    assert (ROOT / "docs" / "screenshot.png").stat().st_size < 200_000
