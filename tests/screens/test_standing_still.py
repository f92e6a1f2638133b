"""What stands below a sentence stays where it is when the sentence goes: nothing is taken away and drawn again."""

import ast

from pages.shared.visit import A_MOMENT
from services.model.access import Role
from tests.screens.visitor import ROOT, Visitor


def places(page):
    """Give what stands on the page, by its place."""
    return {at: one.type for at, one in page.at.main.children.items()}


def test_sentence_of_an_action_moves_nothing_when_it_goes():
    page = Visitor(Role.COORDINATOR).open("office/interests.py")
    page.type("call", {"last_name": "Abendroth", "phone": "02362 123456"}).click("Speichern")
    assert page.told[0].startswith("Abendroth ist notiert")
    there = places(page)
    first, path = page.at.session_state["told.since"]
    page.at.session_state["told.since"] = (first - A_MOMENT - 1, path)
    assert page.reload().told == []
    assert places(page) == there


def test_every_fold_has_a_key():
    """Without one it falls shut, or opens in its neighbour's place, when something above it comes or goes."""
    calls = [
        (str(file.relative_to(ROOT)), call.lineno, {one.arg for one in call.keywords})
        for file in (ROOT / "pages").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "expander"
    ]
    assert [(file, line) for file, line, given in calls if "key" not in given] == []
