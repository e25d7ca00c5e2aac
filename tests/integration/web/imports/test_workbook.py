"""The template workbook, filled in and brought in; and every shape in which it comes wrong."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.utils import timezone

from belong.formats.workbook import SHEETS, template
from belong.web.children.models import BirthIdentity, ChildRecord, ChildRow, ChildTie
from belong.web.children.standing import Choice
from belong.web.families.models import FamilyRecord, FamilyRow, HouseholdMember
from belong.web.imports.models import Import
from belong.web.imports.queries import lines_on
from belong.web.ledger.actions import correct_event
from belong.web.ledger.models import Change, Event, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import believed, last_change

from .conftest import apply, upload

pytestmark = pytest.mark.django_db
State = Import.State
CHILDREN = (
    ("10421", "", "Thorne", "Elsie May", date(2022, 3, 27), "", "Female", ""),
    ("10422", "", "Thorne", "Jack", "27 March 2020", "", "male", ""),
)
FAMILIES = (
    ("F17", date(2023, 1, 9), "Hale", "Ruth", date(1986, 2, 3), "Marsh", "Dev", "", "1 Mill Lane"),
)
EVENTS = (
    ("10421", "", "Started to be looked after", "01.04.2022", "C2"),
    ("10421", "", "Decided that the child should be placed for adoption", "2022-11-07", ""),
    ("10421", "", "Placement order made", "05-02-2023", "E1"),
    ("10421", "F17", "Match with a family decided", "14/06/2024", ""),
    ("10422", "F17", "Linked with a family", "1 May 2024", ""),
    ("", "F17", "Registration of interest received", "02/02/2023", ""),
)
CHECKS = (
    ("F17", "First applicant", "Health report", date(2023, 2, 9), "20/03/2023", "Satisfactory"),
    ("F17", "Second applicant", "Health report", date(2023, 2, 9), "", ""),
    ("F17", "The household", "Home safety check", date(2023, 2, 10), "", ""),
)
WHOLE = {"Children": CHILDREN, "Families": FAMILIES, "Events": EVENTS, "Checks": CHECKS}


@pytest.fixture
def bring_workbook(bring):
    def do(rows, **more):
        file = upload("ours.xlsx", rows if isinstance(rows, bytes) else template(rows))
        return bring(file, kind=Import.Kind.WORKBOOK, **more)

    return do


def refused(one):
    return [(line.place, line.reason) for line in lines_on(one, "refused", 1)]


def test_workbook_is_previewed_and_applied_in_one_change(bring_workbook):
    one = bring_workbook(WHOLE)
    assert one.state == State.PREVIEWED, one.problem
    assert refused(one) == []
    assert one.counts["conflicting"] == one.counts["changed"] == 0
    one = apply(one)
    assert one.state == State.APPLIED, one.problem
    assert Change.objects.count() == 1
    elsie = BirthIdentity.objects.get(forenames="Elsie May").child
    assert elsie.identifiers.get().value == "10421"
    assert elsie.row.placement_order_on == date(2023, 2, 5)
    family = FamilyRecord.objects.get()
    assert [p.surname for p in family.people.order_by("pk")] == ["Hale", "Marsh"]
    assert family.row.checks_outstanding == 2
    assert ChildTie.objects.filter(family_key=family.key).count() == 2
    mirrored = believed(SubjectKind.FAMILY, family.key).get(kind="matched")
    assert mirrored.details["child"] == elsie.key
    rows = [list(model.objects.order_by("pk").values()) for model in (ChildRow, FamilyRow)]
    rebuild()
    assert [list(model.objects.order_by("pk").values()) for model in (ChildRow, FamilyRow)] == rows


def test_same_workbook_twice_changes_nothing(bring_workbook):
    apply(bring_workbook(WHOLE))
    before = last_change(), Event.objects.count(), FamilyRecord.objects.count()
    again = bring_workbook(WHOLE)
    assert (again.counts["new"], again.counts["changed"], again.counts["conflicting"]) == (0, 0, 0)
    apply(again)
    assert (last_change(), Event.objects.count(), FamilyRecord.objects.count()) == before


def test_later_workbook_changes_a_date_that_came_from_a_file(bring_workbook):
    apply(bring_workbook(WHOLE))
    moved = [*EVENTS[:2], ("10421", "", "Placement order made", "06/02/2023", "E1"), *EVENTS[3:]]
    one = bring_workbook({**WHOLE, "Events": moved})
    assert one.counts["changed"] == 1
    (line,) = lines_on(one, "changed", 1)
    assert (line.held_on, line.on, line.place) == ("2023-02-05", "2023-02-06", "Events, D4")
    apply(one)
    assert ChildRow.objects.get(child__identifiers__value="10421").placement_order_on == date(
        2023, 2, 6
    )


def test_date_that_a_person_mended_is_a_conflict(bring_workbook):
    apply(bring_workbook(WHOLE))
    order = Event.objects.get(kind="placement_order_made")
    correct_event(
        event=order, by="b" * 32, why="sealed order", happened_on=date(2023, 2, 8), seen=None
    )
    one = bring_workbook(WHOLE)
    assert one.counts["conflicting"] == 1
    apply(one, choice=Choice.KEEP)
    row = ChildRow.objects.get(child__identifiers__value="10421")
    assert row.placement_order_on == date(2023, 2, 8)


def test_day_in_the_future_is_planned_where_it_can_be_and_refused_elsewhere(bring_workbook):
    ahead = timezone.localdate() + timedelta(days=40)
    events = (
        ("10421", "", "Panel met", ahead, ""),
        ("10421", "", "Placement order made", ahead, "E1"),
    )
    one = bring_workbook({"Children": CHILDREN, "Events": events})
    ((place, reason),) = refused(one)
    assert place == "Events, D3"
    assert "future" in reason
    apply(one, without_refused=True)
    assert Event.objects.get(kind="panel_met").planned_for == ahead
    again = bring_workbook({"Children": CHILDREN, "Events": events[:1]})
    assert again.counts["new"] == 0


@pytest.mark.parametrize(
    ("sheet", "row", "place", "words"),
    [
        ("Children", ("7", "", "X", "", "3/5/20"), "Children, E4", "four digits"),
        ("Children", ("7", "", "X", "", "31/02/2020"), "Children, E4", "no real date"),
        ("Children", ("7", "", "", "", "3/5/2020"), "Children, C4", "Surname is missing"),
        ("Children", ("7", "", "X", "", ""), "Children, E4", "Give the day of birth"),
        ("Children", ("7", "995", "X", "", "3/5/2020"), "Children, B4", "council's code"),
        ("Children", ("10421", "", "X", "", "3/5/2020"), "Children, A4", "Another row"),
        (
            "Children",
            ("7", "", "X", "", "3/5/2020", "", "weiblich"),
            "Children, G4",
            "not in the list",
        ),
        ("Families", ("F17", "1/2/2023", "A", "B"), "Families, A3", "Another row"),
        ("Events", ("999", "", "Reviewed", "1/2/2023"), "Events, A8", "No child has this number"),
        ("Events", ("", "F99", "Reviewed", "1/2/2023"), "Events, B8", "No family has this number"),
        ("Events", ("", "", "Reviewed", "1/2/2023"), "Events, C8", ""),
        ("Events", ("10421", "", "Something", "1/2/2023"), "Events, C8", "not in the list"),
        (
            "Events",
            ("10421", "", "Moved to a placement", "1/2/2020"),
            "Events, D8",
            "before the child",
        ),
        ("Events", ("10421", "", "Stage 1 plan agreed", "1/2/2023"), "Events, C8", "families"),
        ("Checks", ("F17", "First applicant", "Health report", "", ""), "Checks, D5", "sought"),
    ],
)
def test_row_that_cannot_be_is_refused_with_its_cell_and_the_rest_stays(
    bring_workbook, sheet, row, place, words
):
    one = bring_workbook({**WHOLE, sheet: [*WHOLE[sheet], row]})
    found = refused(one)
    assert len(found) == 1
    assert words in found[0][1]
    assert found[0][0] == place or not words
    good = bring_workbook(WHOLE)
    assert one.counts["new"] == good.counts["new"]


def book(**sheets):
    """A workbook of any shape: sheets by name, each filled by a function."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, fill in sheets.items():
            fill(made.add_worksheet(name))
    return out.getvalue()


def heads(name):
    return next([column.head for column in sheet.columns] for sheet in SHEETS if sheet.name == name)


def test_translated_headings_refuse_the_sheet_and_say_which_there_are(bring_workbook):
    def german(page):
        page.write_row(0, 0, ("Kindnummer", "Nachname", "Geboren am"))
        page.write_row(1, 0, ("1", "X", "1/2/2020"))

    def good(page):
        page.write_row(0, 0, heads("Families"))
        page.write_row(1, 0, ("F1", "1/2/2023", "A", "B"))

    one = bring_workbook(book(Children=german, Families=good))
    ((place, reason),) = refused(one)
    assert place == "Children, row 1"
    assert "Child number, Surname" in reason
    assert "Kindnummer" in reason
    apply(one, without_refused=True)
    assert FamilyRecord.objects.count() == 1


def test_merged_cells_and_formulas_are_told_with_their_cells(bring_workbook):
    def fill(page):
        page.write_row(0, 0, heads("Children"))
        page.write_row(1, 0, ("1", "", "X", "", "1/2/2020"))
        page.write_row(2, 0, ("2", "", "Y", "", "1/2/2020"))
        page.merge_range("C3:C4", "Y")
        page.write_row(4, 0, ("3", "", "Z", "", "1/2/2020"))
        page.write_formula("D5", '="Jo"', None, "Jo")
        page.write_row(5, 0, ("4", "", "Z", "", "1/2/2020"))
        page.write_formula("G6", "=1/0", None, "#DIV/0!")
        page.write_row(6, 0, ("5", "", "Z", "", 45378))

    one = bring_workbook(book(Children=fill))
    places = [place for place, _ in refused(one)]
    assert places == ["Children, row 3", "Children, G6", "Children, E7"]
    assert "45378 is a number, not a date" in refused(one)[2][1]
    assert "C3:C4" in refused(one)[0][1]
    assert any("D5, G6 hold formulas" in told for told in one.told)
    apply(one, without_refused=True)
    assert set(BirthIdentity.objects.values_list("surname", flat=True)) == {"X", "Z"}


def test_empty_workbook_and_one_of_other_sheets_fail_with_words(bring_workbook):
    assert "no rows" in bring_workbook({}).problem
    other = book(Budget=lambda page: page.write_row(0, 0, ("Item", "Cost")))
    assert (
        "None of the sheets is one of the template's (there are: Budget)"
        in bring_workbook(other).problem
    )


def test_workbook_with_macros_is_refused_with_words_whatever_its_ending(bring_workbook):
    out = io.BytesIO(template(WHOLE))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(Exception, match="holds macros"):
        bring_workbook(out.getvalue())
    assert not Import.objects.exists()


def test_words_of_a_drop_down_mean_one_thing():
    from belong.formats.workbook.layout import _OF_CHILDREN, _OF_FAMILIES

    both = _OF_CHILDREN.keys() & _OF_FAMILIES.keys()
    assert all(_OF_CHILDREN[words] == _OF_FAMILIES[words] for words in both)
    assert re.search("Panel", " ".join(both))


def test_names_that_somebody_typed_in_stay(bring_workbook):
    apply(bring_workbook(WHOLE))
    BirthIdentity.objects.filter(forenames="Jack").update(forenames="Jacob")
    apply(bring_workbook(WHOLE))
    assert BirthIdentity.objects.filter(forenames="Jacob").exists()
    assert ChildRecord.objects.count() == 2
    assert HouseholdMember.objects.count() == 2
