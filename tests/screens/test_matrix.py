"""Role x page x action, derived from the code: whatever is new is in it by itself."""

import ast

import pytest

from docs import rights
from docs.rights import FOLDERS, ROOT, actions_in, asked_for, opened_by
from services.model.access import RIGHTS, Right, Role
from tests.rules.test_access import ACTIONS, ELSEWHERE, STEPS

PAGES = ROOT / "pages"
FILES = sorted(str(file.relative_to(PAGES)) for folder in FOLDERS for file in (PAGES / folder).rglob("[!_]*.py"))
DOORS = ("guard", "admit")


def doors(file):
    """The rights that a file asks for before it shows anything, in the order of its lines."""
    found = []
    for node in ast.parse((PAGES / file).read_text(encoding="utf-8")).body:
        call = getattr(node, "value", None)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in DOORS:
            found.append(Right[call.args[0].attr])
    return found


def before_the_door(file):
    """What a page calls of Streamlit before it knows who is there."""
    found = []
    for node in ast.parse((PAGES / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            continue
        for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in DOORS:
                return found
            if ast.unparse(call.func).startswith("st."):
                found.append(ast.unparse(call))
    return found


def parts():
    """The files that pages are made of, as far as some file of the pages imports them."""
    found = set()
    for file in FILES:
        for node in ast.walk(ast.parse((PAGES / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pages."):
                names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
                found |= {"/".join(name.split(".")[1:]) + ".py" for name in names}
    return found


def test_every_file_is_a_page_with_one_door_or_part_of_a_page():
    opened = opened_by()
    assert {file: doors(file) for file in FILES if file in opened} == {file: [opened[file]] for file in opened}
    assert {file: doors(file) for file in FILES if file not in opened and doors(file)} == {}
    assert set(FILES) - set(opened) - parts() == set()


@pytest.mark.parametrize("file", opened_by())
def test_page_shows_nothing_before_its_door(file):
    assert before_the_door(file) == []


def test_whoever_opens_a_page_may_do_all_it_offers():
    refused = [
        (role.name, file, action.__name__)
        for file, opening in opened_by().items()
        for action in actions_in(PAGES / file)
        for role in Role
        if opening in RIGHTS[role] and not asked_for(action) & RIGHTS[role]
    ]
    assert refused == []


def test_pages_take_only_actions_that_ask_for_their_right():
    used = {action for file in FILES for action in actions_in(PAGES / file)}
    assert used - set(ACTIONS) - ELSEWHERE == set()
    assert used & STEPS == set()
    assert [action.__name__ for action in ACTIONS if ACTIONS[action][0] not in asked_for(action)] == []


def test_rights_are_not_stale():
    assert rights.FILE.read_text(encoding="utf-8") == rights.text(), "run `make docs`"
