"""Histories of many children and families, and the ledger that tells them, in commit order.

Each subject's story follows from its number alone, and ends: few of those ever recorded are under
way, as in a service of many years. The stories are drawn, put into the order in
which they would have been recorded, numbered as the ledger numbers changes, and written at once.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import uuid4

from belong.web.ledger.models import Change, Event, Head, SubjectKind
from benchmarks.bulk_rows import write_rows

__all__ = ["FIRST_DAY", "TODAY", "Subject", "born_on", "write_histories"]

TODAY = date(2026, 3, 31)
FIRST_DAY = date(2014, 4, 1)
#: Told of one change; a screen writes one or two events at once.
EVENTS_A_CHANGE = 2
#: A story in which nothing has happened for so many days has ended some time before.
FORGOTTEN_AFTER = 500
#: Days from the last event of a change to its being recorded.
RECORDED_AFTER = 3

#: What happens to a child, in order: the kind, most days since the one before, the details, and
#: the share of children whose story stops before it.
_OF_CHILD: tuple[tuple[str, int, dict[str, str], float], ...] = (
    ("care_entered", 500, {"legal_status": "C2"}, 0.02),
    ("placement_began", 3, {"place": "U1"}, 0.0),
    ("permanence_report_finished", 150, {"author": "social_worker"}, 0.2),
    ("medical_advice_given", 20, {}, 0.02),
    ("decision_made", 40, {"reasons": "noted"}, 0.05),
    ("told_orally", 2, {"about": "plan"}, 0.02),
    ("told_in_writing", 5, {"about": "plan"}, 0.02),
    ("court_application_made", 30, {"about": "placement_order"}, 0.03),
    ("hearing_listed", 20, {"about": "placement_order"}, 0.02),
    ("placement_order_made", 60, {"court": "family_court"}, 0.06),
    ("family_finding_began", 10, {}, 0.04),
    ("linked", 120, {"family": ""}, 0.2),
    ("placement_report_finished", 60, {}, 0.04),
    ("panel_recommended", 20, {"about": "match", "recommendation": "yes"}, 0.0),
    ("match_decided", 8, {"family": "", "reasons": "noted"}, 0.02),
    ("introductions_began", 14, {"family": ""}, 0.02),
    ("placed_for_adoption", 14, {"family": "", "place": "A5"}, 0.02),
    ("adoption_applied_for", 150, {}, 0.15),
    ("adoption_order_made", 90, {}, 0.05),
    ("celebration_held", 40, {}, 0.3),
)
_OF_FAMILY: tuple[tuple[str, int, dict[str, str], float], ...] = (
    ("information_sent", 5, {}, 0.1),
    ("information_event_attended", 30, {}, 0.1),
    ("initial_visit_made", 40, {}, 0.1),
    ("registration_received", 30, {}, 0.2),
    ("stage_1_began", 5, {}, 0.05),
    ("check_sought", 3, {"check": "dbs"}, 0.0),
    ("check_sought", 1, {"check": "first_reference"}, 0.0),
    ("check_sought", 1, {"check": "council"}, 0.0),
    ("check_received", 30, {"check": "dbs", "outcome": "satisfactory"}, 0.05),
    ("check_received", 10, {"check": "council", "outcome": "satisfactory"}, 0.05),
    ("stage_1_passed", 30, {}, 0.1),
    ("stage_2_began", 20, {}, 0.05),
    ("assessment_visit_made", 20, {}, 0.0),
    ("assessment_visit_made", 20, {}, 0.0),
    ("report_finished", 50, {}, 0.05),
    ("panel_recommended", 20, {"about": "approval", "recommendation": "yes"}, 0.0),
    ("approved", 10, {}, 0.03),
    ("matching_plan_agreed", 20, {}, 0.1),
    ("linked", 90, {"child": ""}, 0.3),
    ("matched", 60, {"child": ""}, 0.05),
    ("child_placed", 20, {"child": ""}, 0.05),
    ("adoption_order_made", 250, {"child": ""}, 0.2),
)


#: After these nothing need follow.
_LAST = frozenset({"adoption_order_made", "celebration_held"})


@dataclass(frozen=True)
class Subject:
    """A child or a family, whose event names the other side by its key."""

    kind: SubjectKind
    key: str
    other: str
    application: str = ""


#: An event that has no number yet: when it happened, what it is, and what it says.
_Told = tuple[date, str, dict[str, str]]
#: The same, ready to write: the day it was recorded (as a number), which subject, which of its
#: changes, the day it happened, what it is, and what it says as JSON.
_Drawn = tuple[int, int, int, str, str, str]


def born_on(number: int) -> date:
    """The day on which the child with this number was born."""
    return FIRST_DAY + timedelta(days=(number * 7919) % 3900)


def write_histories(subjects: Sequence[Subject], mean: float, say: Callable[[str], None]) -> int:
    """Write changes and events of all of them; gives the number of events.

    mean: events that a subject should have, on average.
    """
    drawn = [one for number, subject in enumerate(subjects) for one in _draw(number, subject, mean)]
    drawn.sort()
    say(f"{len(drawn):,} events drawn")
    days = [day for (day, _, _), _ in groupby(drawn, key=_change_of)]
    write_rows(
        Change,
        ("number", "recorded_at", "by_person", "by_process", "source", "why"),
        ((n, _moment(day), "", "bench", "screen", "") for n, day in enumerate(days, start=1)),
        say,
    )
    fields = ("key", "change", "subject_kind", "subject_key", "kind", "happened_on")
    written = write_rows(
        Event,
        (*fields, "details", "is_withdrawal"),
        (
            (
                uuid4().hex,
                change,
                subjects[number].kind.value,
                subjects[number].key,
                kind,
                on,
                details,
                False,
            )
            for change, (_, of_change) in enumerate(groupby(drawn, key=_change_of), start=1)
            for _, number, _, on, kind, details in of_change
        ),
        say,
    )
    Head.objects.filter(pk=1).update(last_number=len(days))
    return written


def _change_of(one: _Drawn) -> tuple[int, int, int]:
    return one[:3]


def _moment(ordinal: int) -> str:
    return datetime.combine(date.fromordinal(ordinal), time(12)).isoformat(" ")


def _draw(number: int, subject: Subject, mean: float) -> list[_Drawn]:
    told = _history(number, subject, mean)
    drawn = []
    for at in range(0, len(told), EVENTS_A_CHANGE):
        of_change = told[at : at + EVENTS_A_CHANGE]
        recorded = of_change[-1][0].toordinal() + RECORDED_AFTER
        drawn += [
            (recorded, number, at, on.isoformat(), kind, json.dumps(details))
            for on, kind, details in of_change
        ]
    return drawn


def _history(number: int, subject: Subject, mean: float) -> list[_Told]:
    """One story, the same for the same number. mean: events that it should have, on average."""
    rng = random.Random(number)
    is_child = subject.kind is SubjectKind.CHILD
    on = born_on(number) if is_child else FIRST_DAY + timedelta(days=rng.randrange(4300))
    told: list[_Told] = [(on, "born" if is_child else "enquired", {})]
    for kind, days, details, stops in _OF_CHILD if is_child else _OF_FAMILY:
        on += timedelta(days=rng.randint(0, days))
        if (
            on > TODAY
            or rng.random() < stops
            or (details.get("family", "x") == "" and not subject.other)
        ):
            break
        told.append((on, kind, dict(details)))
    if is_child:  # visits and reviews fill the record up, as they do
        began = told[min(1, len(told) - 1)][0]
        for _ in range(rng.randint(0, max(0, round(2 * (mean - 10.8))))):
            day = began + timedelta(days=rng.randrange(700))
            told.append((min(day, TODAY), "visited" if rng.random() < 0.7 else "reviewed", {}))
        told.sort(key=lambda one: one[0])
    on = told[-1][0] + timedelta(days=rng.randint(60, FORGOTTEN_AFTER))
    if told[-1][1] not in _LAST and on <= TODAY:
        told.append((on, "went_home" if is_child else "withdrew", {}))
    for _, _, details in told:
        if subject.application:
            details["application"] = subject.application
        for name in ("family", "child"):
            if details.get(name) == "":
                details[name] = subject.other
    return told
