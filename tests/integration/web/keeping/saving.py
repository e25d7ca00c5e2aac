"""Run by the kill tests: look at what is there, then save until somebody kills this process.

First it prints what it found as one line of JSON; then the number of each change, once saved.
Arguments: "look" to save nothing; else the seconds of rest after each save (0 where not said).
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from datetime import date, timedelta

import django

EVENTS = ("reviewed", "visited", "delayed")
#: Of each version of a child's row.
SHOWN = ("change", "until_change", "stage", "last_happened_on", "flags")


def found() -> dict[str, object]:
    """Which changes there are, those without all of their events, and whether lists are true."""
    from django.db.models import Count

    from belong.web.audit.models import AuditEvent
    from belong.web.children.models import ChildRow, ChildRowVersion
    from belong.web.ledger.models import Change, Event, Head
    from belong.web.ledger.projection import rebuild

    counted = Change.objects.annotate(held=Count("events")).values_list("number", "held")
    now = ChildRow.objects.order_by("pk").values_list()
    before = ChildRowVersion.objects.order_by("child", "change").values_list("child", *SHOWN)
    rows = [list(now.all()), list(before.all())]
    rebuild()
    return {
        "numbers": [number for number, _ in counted.order_by("number")],
        "not_whole": [number for number, held in counted if held != len(EVENTS)],
        "head": Head.objects.get().last_number,
        "audited": AuditEvent.objects.filter(action="event_recorded").count(),
        "events": Event.objects.count(),
        "lists_are_true": rows == [list(now.all()), list(before.all())],
    }


def save(rest: float) -> None:
    """Save one change after another, say so after each, and rest so many seconds."""
    from belong.web.agencies.models import Agency
    from belong.web.children.models import ChildRecord
    from belong.web.ledger.actions import Draft, record_events
    from belong.web.ledger.models import SubjectKind
    from belong.web.ledger.queries import last_change

    council, _ = Agency.objects.get_or_create(
        dfe_code="991", defaults={"kind": "council", "name": "Brackenfold"}
    )
    child, _ = ChildRecord.objects.get_or_create(pseudonym="K-0001", council=council)
    for number in itertools.count(last_change()):
        on = date(2000, 1, 1) + timedelta(days=number)
        details = {"clock": "care_proceedings", "delay_reason": "staffing"}
        drafts = [
            Draft(SubjectKind.CHILD, child.key, kind, happened_on=on, details=details)
            for kind in EVENTS
        ]
        recorded = record_events(drafts=drafts, by="a" * 32, seen=None)
        sys.stdout.write(f"{recorded.change.number}\n")
        sys.stdout.flush()
        time.sleep(rest)


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(found()) + "\n")
    sys.stdout.flush()
    if sys.argv[1:] != ["look"]:
        save(rest=float(sys.argv[1]) if sys.argv[1:] else 0)
