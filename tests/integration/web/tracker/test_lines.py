"""Lines of the tracker: kept as JSON and read again, and what changed between two meetings."""

from __future__ import annotations

from datetime import date

from belong.web.tracker.lines import ChildLine, FamilyLine, Standing, changes_between


def test_line_is_read_as_it_was_kept():
    line = ChildLine(
        key="k",
        reference="C-0001",
        agency="Northmere Council",
        team="Care 1",
        stage="C4",
        next_due_on=date(2026, 3, 1),
        overdue=2,
        days_over=5,
        days_in_care=100,
    )
    assert ChildLine.of_json(line.as_json()) == line


def test_line_that_an_older_version_kept_is_read_with_what_it_has():
    told = {"key": "k", "reference": "F-1", "agency": "A", "team": "", "stage": "A2", "gone": 1}
    assert FamilyLine.of_json(told) == FamilyLine("k", "F-1", "A", "", "A2")


def test_changes_tell_new_moved_newly_overdue_and_left():
    before = {1: Standing("C3", False), 2: Standing("C4", True), 3: Standing("C5", False)}
    now = {4: Standing("C2", True), 1: Standing("C4", True), 2: Standing("C4", True)}
    changes = changes_between(before, now)
    assert changes.new == (4,)
    assert changes.moved == {1: "C3"}
    assert changes.newly_overdue == (1,)
    assert changes.left == (3,)


def test_nothing_changed_tells_nothing():
    same = {1: Standing("C3", True)}
    assert not any(changes_between(same, same))
