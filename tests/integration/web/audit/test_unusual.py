"""What counts as unusual, by the definitions alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from belong.web.audit.models import AuditEvent
from belong.web.audit.unusual import unusual_reads

START = datetime(2026, 5, 4, 9, tzinfo=UTC)


def events(action, minutes, *, person="a", subjects=None, **detail):
    return [
        AuditEvent(
            at=START + timedelta(minutes=minute),
            by_person=person,
            action=action,
            subject_kind="child",
            subject_key=subjects[i] if subjects else f"child{i}",
            detail=detail,
        )
        for i, minute in enumerate(minutes)
    ]


def codes(found):
    return [(read.kind.code, read.count) for read in found]


def test_reads_of_39_records_in_an_hour_are_usual():
    assert unusual_reads(events("read", range(39))) == []


def test_reads_of_40_records_in_an_hour_are_one_line():
    assert codes(unusual_reads(events("read", range(40)))) == [("many", 40)]


def test_reads_of_one_record_40_times_are_usual():
    assert unusual_reads(events("read", range(40), subjects=["one"] * 40)) == []


def test_reads_of_40_records_in_a_day_are_usual():
    assert unusual_reads(events("read", range(0, 40 * 10, 10))) == []


def test_reads_of_two_people_do_not_add_up():
    both = events("read", range(30)) + events("read", range(30), person="b")
    assert unusual_reads(both) == []


def test_refusals_three_in_an_hour_are_one_line_and_two_none():
    assert codes(unusual_reads(events("refused", [0, 10, 59]))) == [("refused", 3)]
    assert unusual_reads(events("refused", [0, 10, 61])) == []


def test_opening_across_the_sides_is_listed_once_with_its_reason():
    found = unusual_reads(events("opened_with_reason", [0], across_sides=True, reason="Court"))
    assert codes(found) == [("opened_across", 1)]
    assert found[0].reason == "Court"


def test_opening_outside_the_caseload_is_listed_each_time():
    found = unusual_reads(events("opened_with_reason", [0, 1]))
    assert codes(found) == [("opened_outside", 1), ("opened_outside", 1)]
    assert found[0].from_at > found[1].from_at


def test_what_processes_did_is_never_unusual():
    assert unusual_reads(events("exported", [0], person="")) == []
