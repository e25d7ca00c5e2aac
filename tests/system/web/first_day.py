"""Run in the empty installation of the first day's journey: people with passwords, corrections.

Arguments: "people", and then E-MAIL NAME ROLE AGENCY PASSWORD for each; or "mend", and how many
decisions a worker puts two days earlier than the returns told them.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import django


def people(arguments: list[str]) -> None:
    """Each with a role and a password."""
    from belong.web.agencies.commands import add_user_with_role

    for at in range(0, len(arguments), 5):
        email, name, role, agency, password = arguments[at : at + 5]
        add_user_with_role(email=email, name=name, role=role, agency=agency, password=password)


def mend(count: int) -> None:
    """What a worker recorded on the screen since the first returns came."""
    from belong.web.accounts.models import User
    from belong.web.ledger.actions import correct_event
    from belong.web.ledger.models import Event

    worker = User.objects.get(email="finder@first.example")
    decisions = Event.objects.filter(kind="decision_made", superseded_by=None)
    for event in decisions.order_by("-happened_on")[:count]:
        assert event.happened_on is not None
        correct_event(
            event=event,
            by=worker.key,
            why="As the minutes have it.",
            happened_on=event.happened_on - timedelta(days=2),
            seen=None,
        )


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "people":
        people(sys.argv[2:])
    else:
        mend(int(sys.argv[2]))
