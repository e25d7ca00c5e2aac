"""Install the wheel as a council would, with no extras, and try it.

In an environment of its own (.venv-core): the locked core and the built wheel, then every command
on a small made-up region, then the unit tests with nothing there but what they need. Shows that
the core asks for neither Django nor the reports' extras, and that the wheel holds its data files.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv-core"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
UV = Path(sys.executable).parent / "uv"


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command; on failure show what it said and end."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        print(done.stdout)
        sys.exit(f"core: '{Path(command[0]).name} {' '.join(map(str, command[1:]))}' failed")
    return done.stdout


def install(lock: str, *more: str | Path) -> None:
    """Make the environment hold exactly the lock, and then what is named besides."""
    run(UV, "pip", "sync", "-q", "--python", SCRIPTS / "python", "--require-hashes", "--no-build",
        f"requirements/{lock}")  # fmt: skip
    run(UV, "pip", "install", "-q", "--python", SCRIPTS / "python", "--no-deps", *more)


def main() -> int:
    built = ROOT / "var" / "wheel"
    shutil.rmtree(built, ignore_errors=True)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built)
    (wheel,) = built.glob("*.whl")
    if not (SCRIPTS / "python").exists():
        run(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT)

    install("core.txt", wheel)
    belong = SCRIPTS / "belong"
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        run(belong, "--help", cwd=there)
        run(belong, "synth", "region", "--las", "991", "--children", "60", cwd=there)
        shown = run(belong, "scorecard", "region", "--format", "json", cwd=there)
        if not json.loads(shown)["figures"]:
            sys.exit("core: the installed wheel computes no figure")
        run(belong, "scorecard", "region", "--format", "html", "--out", "page.html", cwd=there)
        run(belong, "scorecard", "region", "--format", "xlsx", "--out", "page.xlsx", cwd=there)
    print("core: the wheel works without extras")

    install("test.txt", wheel)
    run(SCRIPTS / "python", "-m", "pytest", "-q", "-n", "auto", "tests/unit")
    print("core: the unit tests pass without extras")
    return 0


if __name__ == "__main__":
    sys.exit(main())
