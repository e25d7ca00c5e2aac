"""Run by the tests in an installation of its own: bring its database up to date, or fill it."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import django
from django.core.management import call_command

TODAY = date(2026, 11, 21)


def main(what: str) -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if what == "demo":
        from belong.web.agencies.demo import prepare_agencies
        from belong.web.demo import load_demo

        prepare_agencies(today=TODAY)
        folder = Path(os.environ["BELONG_HOME"]) / "returns"
        load_demo(today=TODAY, folder=folder, children_per_council=8, families=60)


if __name__ == "__main__":
    main(sys.argv[1])
