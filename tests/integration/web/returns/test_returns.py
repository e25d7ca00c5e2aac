"""Returns from the live record: the same children and dates, checked before they leave."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from typer.testing import CliRunner

from belong.cli import main
from belong.cli.app import app
from belong.domain.calendar import financial_year, quarter
from belong.domain.errors import BelongError
from belong.formats.annex_a import LIST_10, LIST_11
from belong.formats.asglb import LISTS as QUARTERLY
from belong.formats.lists import read_csv, read_xlsx
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.formats.ssda903.rules import validate
from belong.reports.returns import Adopter, Weight, of_quarter, of_year
from belong.reports.returns.cases import last_twelve_months
from belong.reports.returns.counted import Counted
from belong.reports.returns.reconcile import COMPARED, Teller
from belong.reports.returns.ssda903 import make_903, write_903
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.models import Agency, Block, RaaMembership
from belong.web.audit.models import AuditEvent
from belong.web.children.folding import journeys_of
from belong.web.children.frames import frames_at
from belong.web.children.loading import load_returns
from belong.web.children.models import BirthIdentity, ChildIdentifier, ChildRecord
from belong.web.families.models import Application, FamilyRecord, HouseholdMember
from belong.web.ledger.actions import Draft, correct_event, write_change
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import last_change
from belong.web.returns.commands import COMMAND, make_asked, take
from belong.web.returns.comparing import compare
from belong.web.returns.making import Asked, Which, as_files, make
from belong.web.returns.queries import child_cases, reach_of

pytestmark = pytest.mark.django_db

FIRST, LAST = 2019, 2024
SEEN = last_twelve_months(date(2024, 3, 31))


@pytest.fixture
def northmere(tmp_path: Path) -> Agency:
    """A council with six years of made-up returns in its record."""
    write_region(make_region(7, ["991"], 60, (FIRST, LAST)), tmp_path)
    council = Agency.objects.create(kind="council", name=council_name("991"), dfe_code="991")
    load_returns(returns=read_returns([tmp_path]), process="import")
    return council


@pytest.fixture
def one_child(council) -> ChildRecord:
    """A child of a council, decided, ordered, matched and placed."""
    child = ChildRecord.objects.create(pseudonym="C-0001", council=council)
    BirthIdentity.objects.create(
        child=child, forenames="Perdita", surname="Winterbourne", born_on=date(2021, 5, 1), sex="F"
    )
    ChildIdentifier.objects.create(child=child, agency=council, scheme="ssda903", value="0042")
    for kind, on, told in (
        ("born", date(2021, 5, 1), {"ethnicity": "WBRI"}),
        ("care_entered", date(2022, 1, 10), {"legal_status": "C2"}),
        ("placement_began", date(2022, 1, 10), {"place": "U6"}),
        ("decision_made", date(2023, 2, 1), {}),
        ("placement_order_made", date(2023, 5, 2), {}),
        ("match_decided", date(2023, 9, 4), {}),
        ("placed_for_adoption", date(2023, 10, 9), {}),
    ):
        draft = Draft(SubjectKind.CHILD, child.key, kind, happened_on=on, details=told)
        write_change(process="test", drafts=[draft])
    return child


def test_annex_a_reads_back_with_the_same_children_and_dates(northmere):
    made = make(Asked(Which.ANNEX_A, reach_of(northmere, SEEN.last), SEEN))
    rows = dict(made.lists)[LIST_10]
    assert len(rows) > 5
    assert read_xlsx([LIST_10, LIST_11], as_files(made, "xlsx")[0])["list-10"] == rows
    with zipfile.ZipFile(io.BytesIO(as_files(made, "csv")[0])) as archive:
        assert read_csv(LIST_10, archive.read("list-10.csv")) == rows
    numbers = dict(ChildIdentifier.objects.values_list("value", "child__key"))
    journeys = journeys_of(numbers[str(row["child"])] for row in rows)
    for row in rows:
        told = journeys[numbers[str(row["child"])]][0].milestones
        assert row["adopted_on"] in {one.adopted_on for one in told}
        assert row["placed_on"] in {one.placed_for_adoption_on for one in told}


def test_list_10_holds_everybody_adopted_in_the_twelve_months(northmere):
    made = make(Asked(Which.ANNEX_A, reach_of(northmere, SEEN.last), SEEN))
    adopted = Event.objects.filter(
        kind="adoption_order_made", happened_on__range=(SEEN.first, SEEN.last)
    )
    listed = {one.key for one in made.children}
    assert adopted.exists()
    assert set(adopted.values_list("subject_key", flat=True)) <= listed


@pytest.mark.parametrize("year", [2021, 2024])
def test_quarterly_counts_add_up_to_the_year_and_read_back(northmere, year):
    counted = []
    for number in (1, 2, 3, 4):
        window = of_quarter(year, number)
        made = make(Asked(Which.ASGLB, reach_of(northmere, window.last), window))
        rows = {form.name: rows for form, rows in made.lists}
        assert read_xlsx(QUARTERLY, as_files(made, "xlsx")[0]) == rows
        counted.append([row for row in rows["measures"] if row["kind"] == "in the time"])
    of_quarters = [[int(str(row["quarter"])) for row in rows] for rows in counted]
    assert sum(map(sum, of_quarters)) > 0
    for at, row in enumerate(counted[-1]):
        assert sum(numbers[at] for numbers in of_quarters) == row["year"], row["measure"]


def test_exported_903_gives_the_same_figures_as_the_ledger(northmere, tmp_path, figures_differ):
    children, _ = child_cases(reach_of(northmere, of_year(LAST).last), of_year(LAST), None)
    folder = tmp_path / "out" / "991"
    for year in range(FIRST, LAST + 1):
        write_903(make_903(children, "991", year), folder / str(year))
    differing = figures_differ(
        merge_returns(read_returns([folder], la="991")), frames_at(["991"]), LAST
    )
    # the share of all who left care, and the like, need the children who were never on the way
    assert {key[0] for key in differing} <= {"A4", "A5", "A7"}


#: What this export was when ``make oracle`` last asked the sector's validator about it.
EXPORTED = Path(__file__).parents[3] / "oracle" / "returns" / "2024_exported"


def test_exported_903_passes_the_rules_and_is_what_the_validator_was_asked_about(
    northmere, tmp_path
):
    """The adopters are not in these made-up returns, so two are told here for everybody."""
    told, _ = child_cases(reach_of(northmere, of_year(LAST).last), of_year(LAST), None)
    couple = (Adopter("1", "F-1-1", "F"), Adopter("2", "F-1-2", "M"))
    children = [replace(one, adopters=couple) for one in told]
    married = {one.key: ("MF", "L11") for one in children}
    for year in (LAST - 1, LAST):
        made = make_903(children, "991", year, married)
        assert made.tables["AD1"]
        write_903(made, tmp_path / "out" / "991" / str(year))
    assert validate(read_returns([tmp_path / "out"]), year=LAST).findings == []
    for year, part in ((LAST - 1, "last"), (LAST, "this")):
        files = sorted((tmp_path / "out" / "991" / str(year)).iterdir())
        asked = sorted((EXPORTED / part).iterdir())
        assert [file.name for file in files] == [file.name for file in asked]
        assert [file.read_bytes() for file in files] == [file.read_bytes() for file in asked]
    answer = json.loads((EXPORTED.parents[1] / "recorded" / "2024_exported.json").read_text())
    assert answer["findings"] == []
    assert answer["failed"] == []


def test_adopters_whose_legal_status_nobody_said_are_found_in_the_903(northmere):
    found = make(Asked(Which.SSDA903, reach_of(northmere, of_year(LAST).last), of_year(LAST))).found
    rules = [one for one in found if one.rule == "601"]
    assert rules
    for one in rules:
        kinds = set(Event.objects.filter(key__in=one.events).values_list("kind", flat=True))
        assert kinds <= {"adoption_order_made", "match_decided", "decision_made"}
        assert kinds


def test_return_as_known_before_a_correction_tells_what_was_believed(one_child):
    before = last_change()
    match = Event.objects.get(subject_key=one_child.key, kind="match_decided")
    correct_event(event=match, happened_on=date(2023, 9, 11), by="a" * 32, why="x", seen=None)
    reach = reach_of(one_child.council, SEEN.last)
    for change, on in ((before, date(2023, 9, 4)), (None, date(2023, 9, 11))):
        ((case,), _) = child_cases(reach, SEEN, change)
        assert case.journey.milestones[-1].matched_on == on


def test_dates_that_contradict_each_other_are_found_first_with_their_entries(one_child):
    match = Event.objects.get(subject_key=one_child.key, kind="match_decided")
    wrong = correct_event(
        event=match, happened_on=date(2023, 12, 1), by="a" * 32, why="x", seen=None
    )
    made = make(Asked(Which.ANNEX_A, reach_of(one_child.council, SEEN.last), SEEN))
    first = made.found[0]
    assert first.weight is Weight.CONTRADICTS
    assert first.reference == "C-0001"
    assert "1 Dec 2023" in first.words
    assert wrong.events[0].key in first.events


def test_page_names_contradictions_first_and_leads_to_the_entry(one_child, signed_in):
    match = Event.objects.get(subject_key=one_child.key, kind="match_decided")
    correct_event(event=match, happened_on=date(2023, 12, 1), by="a" * 32, why="x", seen=None)
    officer = signed_in("performance_officer", agency=one_child.council)
    query = {
        "agency": one_child.council.key,
        "until-day": "31",
        "until-month": "3",
        "until-year": "2024",
    }
    page = officer.client.get("/returns/annex-a/", query).content.decode()
    assert "One record has dates that contradict each other: C-0001." in page
    assert f"/children/{one_child.key}/#entry-" in page
    assert "Winterbourne" not in page
    answer = officer.client.get("/returns/annex-a/file", {**query, "as": "csv"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        listed = archive.read("list-10.csv").decode("utf-8-sig")
    assert "0042" in listed
    assert "01/12/2023" in listed
    assert "Winterbourne" not in listed
    noted = AuditEvent.objects.get(action="return_taken")
    assert noted.subject_key == "annex-a"
    assert noted.detail["children"] == 1
    assert AuditEvent.objects.filter(action="return_read").count() == 1


def test_page_of_a_return_asks_the_database_as_often_for_many_as_for_one(one_child, signed_in):
    officer = signed_in("performance_officer", agency=one_child.council)
    address = f"/returns/asglb/?agency={one_child.council.key}&quarter={_quarter_now()}"
    asked = []
    for number in (2, 3, 4):
        with CaptureQueriesContext(connection) as queries:
            assert officer.client.get(address).status_code == 200
        asked.append(len(queries))
        another = ChildRecord.objects.create(pseudonym=f"C-000{number}", council=one_child.council)
        draft = Draft(
            SubjectKind.CHILD, another.key, "decision_made", happened_on=date(2023, 2, number)
        )
        write_change(process="test", drafts=[draft])
    assert asked[1] == asked[2] <= 24


def _quarter_now() -> str:
    year, number = quarter(timezone.localdate())
    return f"{year}-{number}"


def test_asking_for_another_agencys_return_is_refused_in_the_form(one_child, signed_in, region):
    officer = signed_in("performance_officer")
    answer = officer.client.get(f"/returns/903/?agency={one_child.council.key}&year=2024")
    assert answer.status_code == 422
    assert "whose return it is" in answer.content.decode()


@pytest.mark.parametrize("year", [2021, 2024])
def test_903_quarterly_reports_and_scorecard_differ_only_with_a_reason(northmere, year):
    window = of_year(year)
    told = compare(Asked(Which.ASGLB, reach_of(northmere, window.last), window)).told
    counts = {
        what: {one for one in told.counts[what].values() if one is not None} for what in COMPARED
    }
    assert sum(max(numbers) for numbers in counts.values()) > 0
    for what in (Counted.ORDERED, Counted.PLACED, Counted.ADOPTED):
        assert len(counts[what]) == 1, what
    assert all(not one.why.startswith("No reason") for one in told.differences)


def test_903_tells_of_a_match_only_once_the_child_is_adopted(one_child):
    window = of_quarter(2024, 2)
    told = compare(Asked(Which.ASGLB, reach_of(one_child.council, window.last), window)).told
    ((matched,),) = [[one for one in told.differences if one.what is Counted.MATCHED]]
    assert matched.reference == "C-0001"
    assert matched.on == date(2023, 9, 4)
    assert matched.tellers == (Teller.QUARTERLY, Teller.REPORT)
    assert "only once the child is adopted" in matched.why
    assert told.counts[Counted.MATCHED][Teller.SCORECARD] is None
    assert [(one.what, one.number) for one in told.reasons] == [(Counted.MATCHED, 1)]


@pytest.mark.parametrize("year", [2021, 2024])
def test_reports_count_of_a_quarter_what_the_quarterly_data_count(northmere, year):
    for number in (1, 2, 3, 4):
        window = of_quarter(year, number)
        told = compare(Asked(Which.ASGLB, reach_of(northmere, window.last), window)).told
        for what in COMPARED:
            numbers = told.counts[what]
            assert numbers[Teller.REPORT] == numbers[Teller.QUARTERLY], (number, what)
            assert numbers[Teller.SCORECARD] is None


def test_council_that_joined_later_is_counted_by_reports_only_and_said(one_child, region):
    RaaMembership.objects.create(raa=region, council=one_child.council, from_on=date(2024, 1, 1))
    window = of_quarter(2024, 2)
    compared = compare(Asked(Which.ASGLB, reach_of(region, window.last), window))
    name = one_child.council.name
    assert compared.told.counts[Counted.MATCHED][Teller.QUARTERLY] == 0
    assert compared.told.counts[Counted.MATCHED][Teller.REPORT] == 1
    assert {one.why.startswith(f"{name} joined") for one in compared.told.differences} == {True}
    assert f"not yet members on 30 September 2023: {name}." in compared.notes[0]
    made = make(Asked(Which.ASGLB, reach_of(region, window.last), window))
    assert made.notes[0] == compared.notes[0]


def test_period_with_nothing_on_record_says_so_on_page_and_in_the_file(one_child, signed_in):
    officer = signed_in("performance_officer", agency=one_child.council)
    query = f"agency={one_child.council.key}&until-day=31&until-month=3&until-year=2019"
    page = officer.client.get(f"/returns/annex-a/?{query}").content.decode()
    words = "No child on the way to adoption is on record by 31 March 2019"
    assert words in page
    made = make_asked("annex-a", "991", last_twelve_months(date(2019, 3, 31)))
    assert [told for name, told in made.facts if name == "Note"] == list(made.notes)
    assert made.notes[0].startswith(words)
    year = of_year(2019)
    told = compare(Asked(Which.ASGLB, reach_of(one_child.council, year.last), year))
    assert told.notes[0].startswith(words)
    assert any("a report has no figure" in note for note in told.notes)


def test_page_compares_the_returns_of_a_year(one_child, signed_in):
    officer = signed_in("performance_officer", agency=one_child.council)
    year = financial_year(timezone.localdate()) - 1
    query = f"agency={one_child.council.key}&period={year}"
    page = officer.client.get(f"/returns/compare/?{query}").content.decode()
    assert "What each counts" in page
    assert officer.client.get("/returns/compare/?agency=x").status_code == 422


def test_command_makes_a_return_and_notes_both_looking_and_taking(one_child):
    made = make_asked("annex-a", "991", SEEN)
    assert [one.reference for one in made.children] == ["C-0001"]
    assert take(made, "xlsx")
    assert {one.by_process for one in AuditEvent.objects.filter(subject_kind="return")} == {COMMAND}
    with pytest.raises(BelongError, match="no such council"):
        make_asked("annex-a", "777", SEEN)
    with pytest.raises(BelongError, match="XML"):
        take(made, "xml")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["annex-a", "--to", "2999-03-31"], "2999-03-31 is no date"),
        (["annex-a", "--to", "0001-01-01"], "0001-01-01 is no date"),
        (["annex-a", "--to", "2099-03-31"], "The period lies in the future"),
        (["annex-a", "--to", "2024-03-31", "--known-at", "2099-01-01"], "Nobody can know"),
        (["annex-a", "--to", "2024-03-31", "--format", "xml", "--out", "x.xml"], "XML"),
        (["asglb", "--quarter", "2099-1"], "The period lies in the future"),
        (["asglb", "--quarter", "2024-5"], "There is no quarter 5"),
        (["asglb", "--quarter", "0-1"], "0-1 is no quarter"),
        (["903", "--year", "2099"], "The period lies in the future"),
        (["compare"], "Give --year or --quarter"),
        (["compare", "--year", "2024", "--quarter", "2024-1"], "Give --year or --quarter"),
    ],
)
def test_command_asked_for_what_cannot_be_says_so(one_child, capsys, command, words):
    assert main(["returns", *command, "--agency", "991"]) == 2
    assert words in capsys.readouterr().err


def test_command_for_a_period_not_over_tells_it_up_to_today(one_child):
    today = timezone.localdate()
    made = make_asked("asglb", "991", of_quarter(*quarter(today)))
    assert made.asked.window.last == today


def test_command_compares_the_returns_and_notes_it(one_child, capsys):
    assert main(["returns", "compare", "--agency", "991", "--quarter", "2024-2"]) == 0
    out, said = capsys.readouterr()
    assert "Quarterly" in out
    assert "C-0001  Matches decided, 4 Sep 2023: Quarterly data, Reports. The 903 tells" in out
    assert "as known at now" in said
    noted = AuditEvent.objects.get(subject_kind="return", subject_key="compared")
    assert noted.by_process == COMMAND
    assert main(["returns", "compare", "--agency", "991", "--year", "2019"]) == 0
    out, said = capsys.readouterr()
    assert "not counted" in out
    assert "there is nothing to count" in said


def test_command_refuses_the_903_of_a_region(region):
    with pytest.raises(BelongError, match="a council's return"):
        make_asked("903", region.name, of_year(2024))


def test_record_that_its_maker_is_kept_from_is_left_out_and_said(one_child, signed_in):
    officer = signed_in("performance_officer", agency=one_child.council)
    Block.objects.create(user=officer.user, record_key=one_child.key)
    query = f"agency={one_child.council.key}&until-day=31&until-month=3&until-year=2024"
    page = officer.client.get(f"/returns/annex-a/?{query}").content.decode()
    assert "1 record that you are kept from would be left out" in page
    assert "C-0001" not in page


def test_return_of_a_region_holds_its_councils_children_and_its_adopters(one_child, region):
    RaaMembership.objects.create(council=one_child.council, raa=region, from_on=date(2020, 4, 1))
    family = add_family(region)
    made = make(Asked(Which.ANNEX_A, reach_of(region, SEEN.last), SEEN))
    rows = {form.name: told for form, told in made.lists}
    assert [row["child"] for row in rows["list-10"]] == ["0042"]
    assert [row["adopter"] for row in rows["list-11"]] == ["F-0001-1", "F-0001-2"]
    assert {row["family"] for row in rows["list-11"]} == {family.pseudonym}
    assert {row["approved_on"] for row in rows["list-11"]} == {date(2023, 11, 6)}
    of_council = make(Asked(Which.ANNEX_A, reach_of(one_child.council, SEEN.last), SEEN))
    assert dict(of_council.lists)[LIST_11] == rows["list-11"]


def add_family(agency: Agency) -> FamilyRecord:
    """Two people whose stage 1 is recorded to end after stage 2 began."""
    family = FamilyRecord.objects.create(pseudonym="F-0001", agency=agency)
    application = Application.objects.create(family=family)
    for name in ("Ada", "Bea"):
        application.applicants.add(
            HouseholdMember.objects.create(
                family=family, part="applicant", forenames=name, surname="Winterbourne", sex="F"
            )
        )
    for kind, on in (
        ("enquired", date(2023, 4, 3)),
        ("stage_1_began", date(2023, 4, 17)),
        ("stage_1_passed", date(2023, 7, 3)),
        ("stage_2_began", date(2023, 6, 5)),
        ("approved", date(2023, 11, 6)),
    ):
        told = {"application": application.key}
        draft = Draft(SubjectKind.FAMILY, family.key, kind, happened_on=on, details=told)
        write_change(process="test", drafts=[draft])
    return family


def test_contradicting_dates_of_a_family_lead_to_its_entry(region, signed_in):
    family = add_family(region)
    made = make(Asked(Which.ANNEX_A, reach_of(region, SEEN.last), SEEN))
    found = made.found[0]
    assert (found.weight, found.subject, found.reference) == (
        Weight.CONTRADICTS,
        "family",
        "F-0001",
    )
    kinds = set(Event.objects.filter(key__in=found.events).values_list("kind", flat=True))
    assert kinds == {"stage_1_passed", "stage_2_began"}
    head = signed_in("head_of_service")
    query = f"agency={region.key}&until-day=31&until-month=3&until-year=2024"
    page = head.client.get(f"/returns/annex-a/?{query}").content.decode()
    assert f"/families/{family.key}/#entry-" in page
    assert "Winterbourne" not in page


def test_command_line_says_what_is_found_and_writes_the_file(one_child, tmp_path):
    out = tmp_path / "return.xml"
    today = timezone.localdate().isoformat()
    words = ["returns", "903", "--agency", "991", "--year", "2024", "--format", "xml"]
    answer = CliRunner().invoke(app, [*words, "--known-at", today, "--out", str(out)])
    assert answer.exit_code == 0, answer.output
    assert "C-0001" in answer.output
    assert "<CHILDID>0042</CHILDID>" in out.read_text(encoding="utf-8")
    wrong = CliRunner().invoke(app, ["returns", "asglb", "--agency", "991", "--quarter", "last"])
    assert wrong.exit_code != 0


def test_saying_who_adopted_mends_the_903(one_child, signed_in):
    draft = Draft(
        SubjectKind.CHILD, one_child.key, "adoption_order_made", happened_on=date(2024, 3, 4)
    )
    write_change(process="test", drafts=[draft])
    officer = signed_in("performance_officer", agency=one_child.council)
    query = f"agency={one_child.council.key}&year=2024"
    address = f"/returns/adopters/{one_child.key}"
    assert address in officer.client.get(f"/returns/903/?{query}").content.decode()
    wrong = officer.client.post(address, {"sex": "MM", "legal_status": "L11"})
    assert wrong.status_code == 422
    assert "do not go together" in wrong.content.decode()
    assert officer.client.post(address, {"sex": "FF", "legal_status": "L12"}).status_code == 302
    assert address not in officer.client.get(f"/returns/903/?{query}").content.decode()
    made = make_asked("903", "991", of_year(2024))
    ((row),) = made.tables["AD1"]
    assert (row["NB_ADOPTR"], row["SEX_ADOPTR"], row["LS_ADOPTR"]) == ("2", "FF", "L12")
    assert not {one.rule for one in made.found} & {"151", "601"}
    assert AuditEvent.objects.filter(action="adopters_stated").count() == 1
