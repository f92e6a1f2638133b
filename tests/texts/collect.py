"""Every text of the program that has to be translated, found in its syntax tree (f-strings included)."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Function name -> which argument is the message.
MARKED = {"_": 0, "N_": 0, "say": 0, "Sentence": 0, "finish": 1}


def messages() -> dict[str, str]:
    """Map each message to the file that uses it."""
    files = [ROOT / "app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("services/**/*.py")]
    return {message: str(file.relative_to(ROOT)) for file in files for message in _messages_in(file)}


def _messages_in(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = MARKED.get(name, -1)
        if 0 <= place < len(node.args):
            text = node.args[place]
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                found.append(text.value)
    return found
