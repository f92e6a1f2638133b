"""Every line of docs/stories.md names a test that exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STORIES = (ROOT / "docs" / "stories.md").read_text(encoding="utf-8")
LINES = [
    line for line in STORIES.splitlines() if line.startswith("| ") and not line.startswith(("| line |", "| --- |"))
]


def names_in(file: str) -> set[str]:
    """Give the names of the tests in a file; none when it is gone."""
    path = ROOT / file
    body = ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []
    return {node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_line_of_a_story_names_one_test():
    assert [line for line in LINES if not re.fullmatch(r"\| [^|`]+ \| `tests/[\w/]+\.py::test_\w+` \|", line)] == []
    assert len(LINES) > 50


def test_every_test_named_in_a_story_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", STORIES)
    assert [f"{file}::{name}" for file, name in named if name not in names_in(file)] == []
