"""Commands and variables that documents name are those that are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

#: Lines of code blocks that call belong, by its name or by its path.
CALL = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\S+/)?belong (?P<rest>[a-z].*)$", re.MULTILINE)
BLOCK = re.compile(r"```(?:sh|console|ini)\n(.*?)```", re.DOTALL)
#: Set by belong itself for its own processes, or for the demo alone.
NOT_FOR_PEOPLE = frozenset({"BELONG_DEMO"})


def _calls(text: str) -> list[list[str]]:
    lines = [found["rest"] for block in BLOCK.findall(text) for found in CALL.finditer(block)]
    return [
        shlex.split(line.split(" && ")[0].split(" > ")[0], comments=True) for line in lines if line
    ]


def test_documents_call_only_commands_and_options_that_are_there(texts, commands):
    wrong, seen = [], 0
    for name, text in texts.items():
        if name.suffix != ".md" or name == Path("docs/reference/commands.md"):
            continue
        for words in _calls(text):
            seen += 1
            command = commands.get(words[0])
            below = getattr(command, "commands", {})
            if below:
                command = below.get(words[1])
            known = {option for each in getattr(command, "params", []) for option in each.opts}
            asked = {word.split("=")[0] for word in words if word.startswith("--")}
            if command is None or asked - known - {"--help"}:
                wrong.append(f"{name}: belong {shlex.join(words)}")
    assert wrong == []
    assert seen > 10


def test_install_page_tells_of_every_variable_that_is_read(root, texts):
    page = (root / "docs/install.md").read_text(encoding="utf-8")
    page = re.sub(r"`(BELONG_[A-Z]+)_HOST`((?:, `_[A-Z]+`)+)", _spelt_out, page)
    read = {
        variable
        for name, text in texts.items()
        if name.is_relative_to("src/belong/web") and name.suffix == ".py"
        for variable in re.findall(r'"(BELONG_[A-Z_]+|DATABASE_URL|SECRET_KEY)"', text)
    }
    assert len(read) > 5
    assert sorted(each for each in read - NOT_FOR_PEOPLE if f"`{each}`" not in page) == []


def _spelt_out(found: re.Match[str]) -> str:
    """`A_HOST`, `_PORT` as `A_HOST`, `A_PORT`."""
    return f"`{found[1]}_HOST`" + found[2].replace("`_", f"`{found[1]}_")
