"""Run by the tests of rebuilding: record something, and rebuild in one process and in two.

Prints, as JSON, how many subjects were folded each time, whether every table then held what it
held before, and of which tables that says nothing because they are empty.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django


def record() -> None:
    """Three children and a family with something told of each, and something corrected."""
    from belong.web.agencies.models import Agency
    from belong.web.children.models import ChildRecord
    from belong.web.families.models import Application, FamilyRecord
    from belong.web.ledger.actions import Draft, withdraw_event, write_change
    from belong.web.ledger.models import SubjectKind

    council = Agency.objects.create(kind="council", name="Brackenfold", dfe_code="991")
    region = Agency.objects.create(kind="raa", name="Four Rivers")
    family = FamilyRecord.objects.create(pseudonym="F-0001", agency=region)
    application = Application.objects.create(family=family)

    def tell(kind: SubjectKind, key: str, what: str, on: date, **details: str) -> Any:
        draft = Draft(kind, key, what, happened_on=on, details=details)
        return write_change(drafts=[draft], by="a" * 32).events[0]

    for number in range(1, 4):
        child = ChildRecord.objects.create(pseudonym=f"C-000{number}", council=council)
        of_child = (SubjectKind.CHILD, child.key)
        tell(*of_child, "care_entered", date(2025, 1, number))
        tell(*of_child, "decision_made", date(2025, 2, number))
        linked = tell(*of_child, "linked", date(2025, 3, number), family=family.key)
    withdraw_event(event=linked, by="a" * 32, why="Another child", seen=None)
    for day, what in enumerate(("enquired", "registration_received", "stage_1_began"), start=1):
        of_family = (SubjectKind.FAMILY, family.key)
        tell(*of_family, what, date(2025, 1, day), application=application.key)


def rows() -> dict[str, list[Any]]:
    """What every projection holds, but for the numbers that the database gave."""
    from belong.web.children.models import ChildRow, ChildRowVersion, ChildTie
    from belong.web.due.models import DueRow
    from belong.web.families.models import FamilyRow, FamilyRowVersion

    told = {}
    for model in (ChildRow, ChildRowVersion, ChildTie, DueRow, FamilyRow, FamilyRowVersion):
        names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
        told[model.__name__] = sorted(model._default_manager.values_list(*names), key=repr)
    return told


def main() -> None:
    """Record, rebuild in each way, and tell."""
    django.setup()
    from belong.web.ledger.projection import rebuild

    record()
    before = rows()
    told: dict[str, Any] = {"empty": [name for name, held in before.items() if not held]}
    for processes in (1, 2):
        folded = rebuild(processes=processes)
        told[f"by {processes}"] = {"folded": folded, "same": rows() == before}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
