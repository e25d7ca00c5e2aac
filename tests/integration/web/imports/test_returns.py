"""Returns brought in: preview, choices, applying, and what stays true of the record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.web.audit.models import AuditEvent
from belong.web.children.frames import frames_at
from belong.web.children.models import ChildIdentifier, ChildRecord, ChildRow
from belong.web.children.standing import Choice
from belong.web.imports import actions
from belong.web.imports.models import Difference, EventSource, Import, LinesPage
from belong.web.imports.queries import differences_of, lines_on
from belong.web.ledger.actions import Draft, correct_event, record_events, withdraw_event
from belong.web.ledger.models import Change, Event, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import believed, last_change

from .conftest import FIRST, LAST, apply, upload, zipped

pytestmark = pytest.mark.django_db
State = Import.State


def years(folder, *which):
    return [folder / str(year) for year in which]


def zip_of(folder, *which):
    return upload("returns.zip", zipped(*years(folder, *which), above=folder.parent))


def counted(one, **wanted):
    return {name: one.counts[name] for name in wanted} == wanted


def decision():
    """A decision that stands as a return told it."""
    return Event.objects.filter(
        kind="decision_made", superseded_by=None, is_withdrawal=False
    ).latest("happened_on")


def test_returns_of_many_years_are_previewed_and_applied_and_give_the_same_figures(
    bring, returns, figures_differ
):
    every = range(FIRST, LAST + 1)
    one = bring(zip_of(returns, *every))
    assert one.state == State.PREVIEWED, one.problem
    assert one.counts["new"] > 100
    assert counted(one, unchanged=0, changed=0, conflicting=0, refused=0)
    assert not Change.objects.exists()
    one = apply(one)
    assert one.state == State.APPLIED, one.problem
    assert (one.first_change, one.last_change) == (1, len(every))
    from_files = merge_returns(read_returns(years(returns, *every), la="991"))
    assert figures_differ(from_files, frames_at(["991"]), LAST) == {}
    rows = list(ChildRow.objects.order_by("child").values())
    rebuild()
    assert list(ChildRow.objects.order_by("child").values()) == rows
    assert len(rows) == ChildRecord.objects.count()


def test_every_new_line_says_its_cell(bring, returns):
    one = bring(zip_of(returns, LAST))
    lines = lines_on(one, "new", 1)
    places = {line.place for line in lines}
    assert any(f"{LAST}, Episodes, row " in place for place in places), places
    folder = returns / str(LAST)
    for line in lines:
        source, table, row, column = line.place.split(", ")
        name = {"PlacedAdoption": "placed_for_adoption"}.get(table, table.lower())
        text = (folder / f"{name}.csv").read_text(encoding="utf-8")
        rows = [each.split(",") for each in text.splitlines()]
        cells = dict(zip(rows[0], rows[int(row.removeprefix("row ")) - 1], strict=True))
        assert cells["CHILD"] == line.who
        assert cells[column] == date.fromisoformat(line.on).strftime("%d/%m/%Y")
        assert source


def test_same_file_twice_changes_nothing(bring, returns):
    apply(bring(zip_of(returns, *range(FIRST, LAST + 1))))
    before = last_change(), Event.objects.count(), ChildRecord.objects.count()
    again = bring(zip_of(returns, *range(FIRST, LAST + 1)))
    assert counted(again, new=0, changed=0, conflicting=0, refused=0)
    assert again.counts["unchanged"] > 100
    assert apply(again).state == State.APPLIED
    assert (last_change(), Event.objects.count(), ChildRecord.objects.count()) == before


@pytest.mark.parametrize("order", [(2020, 2021, 2022, 2023, 2024), (2023, 2024, 2020, 2022, 2021)])
def test_returns_one_after_another_give_the_figures_of_all_together(
    bring, returns, order, figures_differ
):
    for year in order:
        assert apply(bring(zip_of(returns, year))).state == State.APPLIED
    from_files = merge_returns(read_returns([returns], la="991"))
    assert figures_differ(from_files, frames_at(["991"]), LAST) == {}


def test_date_that_a_later_file_moved_is_changed_and_the_old_one_stays_known(
    bring, returns, tmp_path
):
    apply(bring(zip_of(returns, *range(FIRST, LAST + 1))))
    told, moved = moved_decision(returns, tmp_path)
    one = bring(upload("2024.zip", zipped(moved, above=tmp_path)))
    assert counted(one, new=0, changed=1, conflicting=0)
    (line,) = lines_on(one, "changed", 1)
    assert (line.held_on, line.on) == (told.isoformat(), (told + timedelta(days=1)).isoformat())
    assert line.place.endswith("DATE_PLACED")
    before = last_change()
    apply(one)
    assert last_change() == before + 1
    new = Event.objects.get(change=before + 1)
    assert new.supersedes is not None
    assert new.supersedes.happened_on == told


def moved_decision(returns, folder, *, days=1):
    """The last return with one decision a day later: the day it was, and the folder."""
    into = folder / "991" / str(LAST)
    into.mkdir(parents=True)
    told = None
    for file in (returns / str(LAST)).iterdir():
        text = file.read_text(encoding="utf-8")
        if file.stem == "placed_for_adoption":
            lines = text.splitlines()
            at = lines[0].split(",").index("DATE_PLACED")
            cells = lines[1].split(",")
            day, month, year = map(int, cells[at].split("/"))
            told = date(year, month, day)
            cells[at] = (told + timedelta(days=days)).strftime("%d/%m/%Y")
            text = "\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n"
        (into / file.name).write_text(text, encoding="utf-8")
    return told, into


@pytest.mark.parametrize("choice", list(Choice))
def test_conflict_with_what_a_person_recorded_is_chosen_and_both_are_kept(bring, returns, choice):
    apply(bring(zip_of(returns, *range(FIRST, LAST + 1))))
    old = decision()
    mended = old.happened_on - timedelta(days=3)
    correct_event(event=old, by="b" * 32, why="minutes", happened_on=mended, seen=None)
    one = bring(zip_of(returns, LAST))
    assert counted(one, new=0, changed=0, conflicting=1)
    with pytest.raises(Exception, match="1 conflict is not decided"):
        actions.start_applying(one=one, without_refused=False, by="a" * 32)
    (told,) = differences_of(one)
    assert told.on == old.happened_on
    apply(one, choice=choice)
    standing = believed(SubjectKind.CHILD, old.subject_key).filter(kind="decision_made")
    now = {event.happened_on for event in standing}
    kept, gone = (mended, old.happened_on) if choice is Choice.KEEP else (old.happened_on, mended)
    assert kept in now
    assert gone not in now
    assert Difference.objects.get(is_applied=True).choice == choice
    again = bring(zip_of(returns, LAST))
    assert counted(again, new=0, changed=0, conflicting=0)


def test_conflict_with_what_a_person_withdrew_is_asked_about(bring, returns):
    apply(bring(zip_of(returns, *range(FIRST, LAST + 1))))
    old = decision()
    withdraw_event(event=old, by="b" * 32, why="another child's", seen=None)
    one = bring(zip_of(returns, LAST))
    assert counted(one, conflicting=1)
    apply(one, choice=Choice.FILE)
    assert (
        believed(SubjectKind.CHILD, old.subject_key)
        .filter(kind="decision_made", happened_on=old.happened_on)
        .exists()
    )


def test_same_day_that_a_person_recorded_is_unchanged_and_has_another_source(bring, returns):
    apply(bring(zip_of(returns, *range(FIRST, LAST))))
    first = bring(zip_of(returns, LAST))
    line = next(line for line in all_lines(first, "new") if line.kind == "decision_made")
    actions.cancel(one=first, by="a" * 32)
    child = ChildIdentifier.objects.get(value=line.who).child
    recorded = record_events(
        drafts=[Draft(SubjectKind.CHILD, child.key, "decision_made", date.fromisoformat(line.on))],
        by="b" * 32,
        seen=None,
    )
    one = apply(bring(zip_of(returns, LAST)))
    (source,) = EventSource.objects.filter(event_key=recorded.events[0].key)
    assert (source.source, source.of) == (f"ssda903 991 {LAST}", one)
    assert believed(SubjectKind.CHILD, child.key).filter(kind="decision_made").count() == 1


def all_lines(one, outcome):
    pages = LinesPage.objects.filter(of=one, outcome=outcome).count()
    return [line for number in range(1, pages + 1) for line in lines_on(one, outcome, number)]


def test_match_of_a_return_is_accepted_and_marked(bring, returns):
    one = bring(zip_of(returns, *range(FIRST, LAST + 1)))
    matches = [line for line in all_lines(one, "new") if line.kind == "match_decided"]
    assert matches
    assert {line.mark for line in matches} == {"family_unknown"}
    assert one.counts["marked"] >= len(matches)


def test_plan_that_became_stale_is_previewed_again(bring, returns):
    apply(bring(zip_of(returns, *range(FIRST, LAST))))
    one = bring(zip_of(returns, LAST))
    old = decision()
    withdraw_event(event=old, by="b" * 32, why="another child's", seen=None)
    before = last_change()
    one = apply(one)
    assert (one.state, one.was_stale, last_change()) == (State.PREVIEWED, True, before)
    assert apply(one, choice=Choice.KEEP).state == State.APPLIED


def test_second_upload_of_the_same_return_is_stale_once_the_first_is_applied(bring, returns):
    one, other = bring(zip_of(returns, LAST)), bring(zip_of(returns, LAST))
    apply(one)
    children, before = ChildRecord.objects.count(), last_change()
    other = apply(other)
    assert (other.state, other.was_stale) == (State.PREVIEWED, True)
    assert counted(other, new=0, changed=0)
    assert (ChildRecord.objects.count(), last_change()) == (children, before)


def test_return_of_another_council_is_refused(bring, returns_of_all, returns):
    one = bring(zip_of(returns_of_all / "992", LAST), zip_of_named(returns, "ours.zip"))
    assert counted(one, refused=1)
    (line,) = lines_on(one, "refused", 1)
    assert line.of == "992"
    with pytest.raises(Exception, match="Some lines are refused"):
        actions.start_applying(one=one, without_refused=False, by="a" * 32)
    apply(one, without_refused=True)
    assert set(ChildRecord.objects.values_list("council__dfe_code", flat=True)) == {"991"}


def zip_of_named(returns, name):
    return upload(name, zipped(returns / str(LAST), above=returns.parent))


def test_cell_that_is_no_date_is_refused_with_its_place(bring, returns, tmp_path):
    into = tmp_path / "991" / str(LAST)
    into.mkdir(parents=True)
    for file in (returns / str(LAST)).iterdir():
        text = file.read_text(encoding="utf-8")
        if file.stem == "episodes":
            lines = text.splitlines()
            at = lines[0].split(",").index("DECOM")
            cells = lines[3].split(",")
            cells[at] = "31/02/2023"
            lines[3] = ",".join(cells)
            text = "\n".join(lines) + "\n"
        (into / file.name).write_text(text, encoding="utf-8")
    one = bring(upload("r.zip", zipped(into, above=tmp_path)))
    (line,) = lines_on(one, "refused", 1)
    assert line.place.endswith("Episodes, row 4, DECOM")
    assert "31/02/2023" in line.reason


def test_cancelled_import_leaves_nothing(bring, returns):
    one = bring(zip_of(returns, LAST))
    actions.cancel(one=one, by="a" * 32)
    one.refresh_from_db()
    assert one.state == State.CANCELLED
    assert not LinesPage.objects.exists()
    assert not Change.objects.exists()
    with pytest.raises(Exception, match="cancelled already"):
        actions.start_applying(one=one, without_refused=False, by="a" * 32)
    with pytest.raises(Exception, match="cancelled already"):
        actions.cancel(one=one, by="a" * 32)
    assert AuditEvent.objects.filter(action="import_cancelled", subject_key=one.key).exists()


def test_several_tables_of_one_year_are_one_return(bring, returns):
    files = [upload(f.name, f.read_bytes()) for f in sorted((returns / str(LAST)).iterdir())]
    one = bring(*files)
    assert one.state == State.PREVIEWED, one.problem
    assert one.counts["new"] > 20
    assert counted(one, refused=0)


def test_import_of_files_that_are_no_return_fails_with_words(bring):
    one = bring(upload("list.csv", b"Name,Town\nA,B\n"))
    assert one.state == State.FAILED
    assert "no table of an SSDA903 return was found" in one.problem
    assert "/" not in one.problem


def test_conflict_about_what_stands_in_none_of_the_files_is_not_raised(bring, returns):
    """A child of last year's return who is not in this one's: nothing here contradicts anybody."""
    apply(bring(zip_of(returns, *range(FIRST, LAST))))
    both = {year: numbers(returns / str(year)) for year in (LAST - 1, LAST)}
    gone = both[LAST - 1] - both[LAST]
    event = Event.objects.filter(
        kind="decision_made",
        superseded_by=None,
        subject_key__in=ChildRecord.objects.filter(identifiers__value__in=gone).values("key"),
    ).latest("happened_on")
    assert event.happened_on is not None
    earlier = event.happened_on - timedelta(days=1)
    correct_event(event=event, by="b" * 32, why="minutes", happened_on=earlier, seen=None)
    assert counted(bring(zip_of(returns, LAST)), conflicting=0)


def numbers(folder):
    """CHILD of everybody in a return."""
    rows = (folder / "header.csv").read_text(encoding="utf-8").splitlines()
    at = rows[0].split(",").index("CHILD")
    return {row.split(",")[at] for row in rows[1:]}
