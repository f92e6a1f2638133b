"""Makes docs/rights.md, who may open which page and do what there: `make docs`. A test fails when it is stale."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from pages.shared.frame import PAGES
from services.model.access import RIGHTS, Right, Role
from services.model.draft import Draft

FILE: Final = Path(__file__).with_name("rights.md")
ROOT: Final = Path(__file__).parents[1]
FOLDERS: Final = ("public", "volunteer", "office")
# Pages that do not stand in the menu of `frame.py` in the same way, with the right that opens them.
BESIDES: Final = {"public/sign_in.py": Right.REGISTER}
INTRO: Final = """# Rights: who may open which page and do what there

Made by `make docs` from `services/model/access.py` and the pages' code; do not edit. In brackets the roles. A page that
somebody may not open says why and stays closed; an action asks for its right again. Somebody with several roles may do
what any of them may.
"""


def opened_by() -> dict[str, Right]:
    """Give the right that opens each page, by its file."""
    return {file: right for _section, file, _title, _path, _icon, right in PAGES} | BESIDES


@cache
def asked_for(function: Callable[..., Any]) -> frozenset[Right]:
    """Give the rights an action asks for: its own, and those of what it calls beside it in its module."""
    module = inspect.getmodule(function)
    found: set[Right] = set()
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "must" and node.args:
            parts = (part for part in ast.walk(node.args[0]) if isinstance(part, ast.Attribute))
            found |= {Right[part.attr] for part in parts if part.attr in Right.__members__}
        elif isinstance(node.func, ast.Name):
            called = getattr(module, node.func.id, None)
            if called is not function and inspect.isfunction(called) and takes_a_draft(called):
                found |= asked_for(called)
    return frozenset(found)


def takes_a_draft(function: Callable[..., Any]) -> bool:
    """Say whether the function works on a draft, as every action does."""
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and first.annotation is Draft


@cache
def actions_in(file: Path) -> frozenset[Callable[..., Any]]:
    """Give the actions that a page's file and the files of pages it is made of take from the services."""
    found: set[Callable[..., Any]] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for name in node.names:
            if node.module.startswith("services"):
                taken = getattr(importlib.import_module(node.module), name.name, None)
                found |= {taken} if inspect.isfunction(taken) and takes_a_draft(taken) else set()
            elif node.module.startswith("pages"):
                for part in (node.module, f"{node.module}.{name.name}"):
                    other = ROOT / Path(*part.split(".")).with_suffix(".py")
                    found |= actions_in(other) if other.exists() and other != file else set()
    return frozenset(found)


def text() -> str:
    """Give the whole file."""
    return "\n".join([INTRO, *_lines()])


def _lines() -> Iterator[str]:
    for file, right in opened_by().items():
        yield f"## `pages/{file}`: {_roles(right)}\n"
        actions = {(one.__module__, one.__name__): one for one in actions_in(ROOT / "pages" / file)}
        for (module, name), action in sorted(actions.items()):
            rights = ", ".join(f"`{one.name}` {_roles(one)}" for one in sorted(asked_for(action), key=_rank))
            yield f"- `{module.removeprefix('services.')}.{name}`: {rights}"
        yield "" if actions else "Nothing can be changed there.\n"


def _roles(right: Right) -> str:
    roles = [role.value for role in Role if right in RIGHTS[role]]
    return f"({', '.join(roles) if len(roles) < len(Role) else 'everybody'})"


def _rank(right: Right) -> int:
    return right.rank


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
