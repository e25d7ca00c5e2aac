"""Releases: frozen with their figures and documents, the same again after corrections, compared."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from belong.analytics.publishing import REPORT_PROFILES
from belong.analytics.stored import FigureRef
from belong.domain.errors import BelongError
from belong.domain.events import EventKind
from belong.domain.policy import Role
from belong.domain.reporting import ReportState
from belong.formats.ssda903 import read_returns
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Total,
    Words,
)
from belong.reports.documents import FORMATS, render
from belong.reports.resolved import resolve
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.facts import actor_facts
from belong.web.agencies.models import Agency
from belong.web.audit.models import AuditEvent
from belong.web.children.loading import load_returns
from belong.web.children.models import BirthIdentity, ChildIdentifier, ChildRecord
from belong.web.documents import store
from belong.web.documents.kept import files_kept
from belong.web.ledger.actions import correct_event
from belong.web.ledger.models import Event
from belong.web.performance.computing import compute_and_store
from belong.web.performance.models import StoredSet
from belong.web.performance.published import last_published
from belong.web.performance.queries import book_of, stored_set
from belong.web.reports import releases_jobs
from belong.web.reports.actions import begin_report
from belong.web.reports.actions_signing import sign_step, take_back
from belong.web.reports.models import Release, WrittenReport
from belong.web.reports.queries_figures import basis_of
from belong.web.reports.releases import book_of_release, bound_of_release, make_ready
from belong.web.reports.releases_actions import ask_again, release, withdraw
from belong.web.reports.releases_compare import compare_release
from belong.web.reports.releases_jobs import as_known_then, compute_again, make_documents

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY = "d" * 32
CODE = "991"
YEAR = "2023-24"
QUARTERS = tuple(f"{YEAR}-Q{number}" for number in (1, 2, 3, 4))
PROFILE = "report-public"
HIDDEN = "c"


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Four years of made-up returns of one council."""
    folder = tmp_path_factory.mktemp("returns")
    write_region(make_region(7, [CODE], 60, (2021, 2024)), folder)
    return folder


@pytest.fixture(scope="module")
def council_of_module(returns, django_db_setup, django_db_blocker) -> Iterator[Agency]:
    """The council with its children on record and its figures computed, once for this module.

    Taken back after it; what each test writes is taken back after that test.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        council = Agency.objects.create(kind="council", name=council_name(CODE), dfe_code=CODE)
        load_returns(returns=read_returns([returns]), process="import")
        compute_and_store(council)
        yield council
        transaction.set_rollback(True)


@pytest.fixture
def northmere(council_of_module, db) -> Agency:
    """The same council, for one test."""
    return council_of_module


def ref(measure: str, period: str, part: str = "") -> FigureRef:
    return FigureRef(measure, "all", period, part)


def laid_out(name: str) -> BoundReport:
    """Words, the quarter's table, and girls and boys."""
    rows = tuple(
        FigureRow(title, (*(ref(code, each) for each in QUARTERS), ref(code, YEAR)))
        for title, code in (("Decisions", "decisions"), ("Orders", "orders"), ("Placed", "placed"))
    )
    quarters = FigureTable(
        "quarters", "By quarter", "Stage", ("Q1", "Q2", "Q3", "Q4", "Year"), rows,
        total_column=Total.SUM,
    )  # fmt: skip
    sexes = FigureTable(
        "sexes", "Adopted by sex", "Sex", ("Number",),
        (
            FigureRow("Girls", (ref("adopted_by_sex", YEAR, "girls"),)),
            FigureRow("Boys", (ref("adopted_by_sex", YEAR, "boys"),)),
            FigureRow("All", (ref("adopted", YEAR),), is_total=True),
        ),
    )  # fmt: skip
    early = FigureTable(
        "early", "Placed early", "Share", ("Three years",),
        (FigureRow("Early permanence", (ref("early_permanence", "2021-24"),)),),
    )  # fmt: skip
    first = str(ref("decisions", QUARTERS[0]))
    words = Words(
        f"A10 was [[{ref('A10', '2021-24')}]] days. Of decisions, [[{first}]] came early."
    )
    return BoundReport(
        kind=ReportKind.ANNUAL,
        title="Annual report 2023/24",
        body_name=name,
        period=YEAR,
        sections=(
            BoundSection("story", "The year", Author.AGENCY, (words,)),
            BoundSection("children", "Children", Author.DRAWN, (quarters, sexes, early)),
        ),
    )


@pytest.fixture
def report(northmere) -> WrittenReport:
    """An approved report."""
    made = begin_report(agency=northmere, laid_out=laid_out(northmere.name), by=BY)
    for step, seen, role in (
        (ReportState.CHECKED, ReportState.DRAFT, Role.PERFORMANCE_OFFICER),
        (ReportState.APPROVED, ReportState.CHECKED, Role.HEAD_OF_SERVICE),
    ):
        figures = stored_set(northmere)
        sign_step(report=made, step=step, seen=seen, role=role, by=BY, figures=figures)
    made.refresh_from_db()
    return made


@pytest.fixture
def out(report) -> Callable[..., Release]:
    """Releases the report."""

    def make(profile: str = "", reason: str = "For Cabinet.") -> Release:
        basis = basis_of(report)
        assert basis is not None
        seen = basis.figures.change
        made = release(report=report, profile=profile, reason=reason, seen=seen, by=BY)
        return Release.objects.select_related("report__agency", "figure_set").get(pk=made.pk)

    return make


@pytest.fixture
def head(signed_in, northmere):
    """The council's head of service, signed in."""
    return signed_in("head_of_service", agency=northmere)


@pytest.fixture
def member(signed_in, northmere):
    """A committee member of the council, signed in."""
    return signed_in("committee_member", agency=northmere)


def kept(one: Release, name: str) -> bytes:
    return b"".join(store.kept_pieces(one.files.get(format=name).stored_name))


def plain(content: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def text_of(name: str, content: bytes) -> str:
    """What a reader of a document reads; of a PDF its bytes."""
    if name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [one for one in archive.namelist() if one.endswith(".xml")]
            return plain(" ".join(archive.read(one).decode() for one in parts))
    return plain(content.decode("latin-1"))


def words_of(answer) -> str:
    return plain(answer.content.decode())


def mend(council: Agency, kind: EventKind, days: int, *, within: tuple[date, date]) -> Event:
    """Somebody corrects the day of the latest such event of a stretch."""
    event = Event.objects.filter(
        kind=kind.value, superseded_by=None, happened_on__range=within
    ).latest("happened_on", "pk")
    assert event.happened_on is not None
    correct_event(
        event=event,
        by=BY,
        why="As the court has it.",
        happened_on=event.happened_on - timedelta(days=days),
        seen=None,
    )
    compute_and_store(council)
    return event


IN_YEAR = (date(2023, 6, 1), date(2024, 3, 31))


# --- what is frozen ---------------------------------------------------------------------------


def test_release_full_keeps_every_format_with_its_hash_and_in_backups(out):
    made = out()
    assert made.made_at is not None, made.failed
    assert {one.format for one in made.files.all()} == set(FORMATS)
    named = dict(files_kept())
    for one in made.files.all():
        content = kept(made, one.format)
        assert hashlib.sha256(content).hexdigest() == one.sha256 == named[one.stored_name]
        assert len(content) == one.size_bytes


def test_release_full_says_that_it_is_not_for_publication_and_shows_every_figure(out, northmere):
    made = out()
    told = json.loads(kept(made, "json"))["figures"]
    book = book_of(northmere)
    assert {name: one["value"] for name, one in told.items()} == {
        name: book.figures[name].value for name in told
    }
    assert "not for publication" in text_of("html", kept(made, "html"))


def test_release_pins_its_figures_for_good(out, northmere):
    made = out()
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 3, within=IN_YEAR)
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 4, within=IN_YEAR)
    assert StoredSet.objects.get(pk=made.figure_set.pk).is_pinned


def test_release_made_again_by_a_job_changes_nothing(out):
    made = out()
    before = list(made.files.order_by("pk").values_list("stored_name", "sha256"))
    make_documents.enqueue(made.key)
    assert list(made.files.order_by("pk").values_list("stored_name", "sha256")) == before


# --- the same again, and compared -------------------------------------------------------------


@pytest.mark.parametrize("profile", ["", PROFILE])
def test_release_recomputes_as_known_then_after_corrections(out, northmere, profile):
    """The figures' JSON byte for byte, and every document from the figures computed anew."""
    made = out(profile)
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 100, within=IN_YEAR)
    mend(northmere, EventKind.DECISION_MADE, 40, within=IN_YEAR)
    again = as_known_then(made)
    resolved = resolve(bound_of_release(made), again)
    on = timezone.localdate(made.released_at)
    for name in FORMATS:
        again_made = render(resolved, name, made_on=on, is_public=made.is_public)
        assert again_made == kept(made, name), name
    assert compute_again.call(made.key) is True
    made.refresh_from_db()
    assert made.is_same_again is True


def test_release_not_the_same_again_tells_which_figures_and_why_that_can_be(
    out, northmere, head, member, monkeypatch
):
    made = out(PROFILE)
    then = as_known_then(made)
    one = next(one for one in then if one.value and not one.hidden_because)
    assert one.value is not None
    other = then.with_figures([replace(one, value=one.value + 1)])
    monkeypatch.setattr(releases_jobs, "as_known_then", lambda release: other)
    ask_again(release=made, by=head.user.key)
    assert compute_again.call(made.key) is False
    address = reverse("release", args=[made.key])
    page = words_of(head.client.get(address))
    assert "1 figure differs, told below. The record is as it was then" in page
    assert f"{one.name} {northmere.name}" in page
    assert "Not the same when computed again" not in words_of(member.client.get(address))
    monkeypatch.undo()
    assert compute_again.call(made.key) is True
    made.refresh_from_db()
    assert made.differs_again == []


def test_compare_says_where_something_was_recorded_that_no_figure_knows_yet(out, northmere, head):
    made = out()
    address = reverse("release-compare", args=[made.key])
    assert "Something was recorded since" not in words_of(head.client.get(address))
    event = Event.objects.filter(
        kind=EventKind.PLACEMENT_ORDER_MADE.value, superseded_by=None, happened_on__isnull=False
    ).latest("happened_on", "pk")
    assert event.happened_on is not None
    correct_event(
        event=event,
        by=BY,
        why="As the court has it.",
        happened_on=event.happened_on - timedelta(days=1),
        seen=None,
    )
    assert "Something was recorded since" in words_of(head.client.get(address))


def test_compare_lists_exactly_what_changed_and_whom_it_is_because_of(out, northmere, head):
    made = out()
    actor = actor_facts(head.user, timezone.localdate())
    assert compare_release(made, actor).differences == ()
    event = mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 100, within=IN_YEAR)
    then, now = book_of_release(made, northmere), book_of(northmere)
    astray = {
        name
        for name, one in then.figures.items()
        if (one.value, one.numerator, one.denominator)
        != (now.figures[name].value, now.figures[name].numerator, now.figures[name].denominator)
    }
    told = compare_release(made, actor)
    assert {str(one.ref) for one in told.differences} == astray
    assert astray, "the correction moves no figure: choose another"
    assert any(one.people for one in told.differences)
    page = words_of(head.client.get(reverse("release-compare", args=[made.key])))
    assert f"{len(astray)} would differ" in page
    assert event.subject_key not in page


def test_compare_of_a_public_version_is_of_published_figures(out, northmere, head):
    made = out(PROFILE)
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 100, within=IN_YEAR)
    told = compare_release(made, actor_facts(head.user, timezone.localdate()))
    for one in told.differences:
        assert one.before.numerator is None
        assert one.now is not None
        assert one.now.numerator is None


def test_figure_page_learns_what_was_last_published(out, northmere):
    a10 = ref("A10", "2021-24")
    assert last_published(northmere.key, a10) is None
    made = out(PROFILE)
    told = last_published(northmere.key, a10)
    assert told is not None
    assert told.figure == book_of(northmere).figure(a10)
    assert told.href == reverse("release", args=[made.key])
    assert last_published(northmere.key, ref("A10", "2020-23")) is None
    withdraw(release=made, why="A slip.", by=BY)
    assert last_published(northmere.key, a10) is None


# --- public versions --------------------------------------------------------------------------


def test_public_version_shows_no_small_number_and_no_pseudonym(out, northmere):
    made = out(PROFILE)
    told = json.loads(kept(made, "json"))["figures"]
    counts = [one["value"] for one in told.values() if one["unit"] == "children"]
    assert [one for one in counts if one is not None and 1 <= one <= 5] == []
    assert None in counts, "nothing is hidden: the made-up council is too large for this test"
    assert all(one["numerator"] is None for one in told.values())
    for name in FORMATS:
        assert not re.search(r"\b[CF]-\d{4}\b", text_of(name, kept(made, name))), name


def test_no_document_of_either_version_holds_a_name_or_a_number_of_a_child(out, northmere, told):
    identities = BirthIdentity.objects.filter(child__council=northmere)
    identities.update(forenames="PlantedBirthqz", surname="PlantedNameqz")
    numbers = ChildIdentifier.objects.filter(child__council=northmere)
    planted = [f"PlantedNumber{at}qz" for at in range(numbers.count())]
    for one, value in zip(numbers, planted, strict=True):
        ChildIdentifier.objects.filter(pk=one.pk).update(value=value)
    compute_and_store(northmere)
    children = ChildRecord.objects.filter(council=northmere)
    keys = {key for one in children for key in (one.key, one.pseudonym)}
    for made in (out(), out(PROFILE)):
        for name in FORMATS:
            words = told(kept(made, name), name)
            assert "Planted" not in words, name
            assert not [key for key in keys if key in words], name
            assert "Decisions" in words, name  # the reader reads


def test_public_version_prints_the_symbol_in_words_and_tells_of_it_before(report, out):
    ready = make_ready(report, PROFILE)
    cited = {str(one.ref) for _, one in ready.cited_hidden}
    first = ref("decisions", QUARTERS[0])
    assert cited == {str(first)}
    html = text_of("html", kept(out(PROFILE), "html"))
    assert "Of decisions, c" in html


def test_public_version_names_its_profile_and_what_it_does(out):
    html = text_of("html", kept(out(PROFILE), "html"))
    assert PROFILE in html
    assert REPORT_PROFILES[PROFILE].basis in html


def test_public_version_hides_the_same_after_the_stricter_profile(report):
    loose, strict = (make_ready(report, name) for name in REPORT_PROFILES)
    assert {one.ref for one in loose.hidden} <= {one.ref for one in strict.hidden}


def test_second_public_version_is_refused_until_the_first_is_withdrawn(out):
    first = out(PROFILE)
    with pytest.raises(BelongError, match="out already"):
        out("report-small-area")
    withdraw(release=first, why="It named a school.", by=BY)
    second = out("report-small-area")
    assert second.replaces_id == first.pk
    assert "It named a school." in text_of("html", kept(second, "html"))


def test_withdrawn_version_keeps_its_trace_and_gives_no_document(out, head, member):
    made = out(PROFILE)
    page, file = (
        reverse("release", args=[made.key]),
        reverse("release-file", args=[made.key, "html"]),
    )
    assert member.client.get(file).status_code == 200
    told = {"why": "It named a school."}
    assert head.client.post(reverse("release-withdraw", args=[made.key]), told).status_code == 302
    for reader in (head, member):
        assert "It named a school." in words_of(reader.client.get(page))
    assert member.client.get(file).status_code == 404
    assert head.client.get(file).status_code == 200
    again = head.client.get(reverse("release-withdraw", args=[made.key]))
    assert again.status_code == 404


@pytest.mark.parametrize("why", ["", "  "])
def test_withdrawing_without_a_reason_is_refused(out, why):
    with pytest.raises(BelongError, match="reason"):
        withdraw(release=out(PROFILE), why=why, by=BY)


def test_full_version_is_not_withdrawn(out):
    with pytest.raises(BelongError, match="public"):
        withdraw(release=out(), why="No more.", by=BY)


# --- releasing --------------------------------------------------------------------------------


def test_release_in_the_browser_from_what_would_be_hidden_to_the_file(head, report):
    address = reverse("release-add", args=[report.key])
    page = head.client.get(address)
    shown = words_of(page)
    assert "What each version would hold" in shown
    assert "Words that cite a hidden figure" in shown
    seen = re.search(r'name="seen" value="(\d+)"', page.content.decode())
    assert seen is not None
    sent = {"version": PROFILE, "reason": "The council's website.", "seen": seen[1]}
    answer = head.client.post(address, sent, follow=True)
    told = words_of(answer)
    assert "The council's website." in told
    made = Release.objects.get()
    for name, form in FORMATS.items():
        file = head.client.get(reverse("release-file", args=[made.key, name]))
        assert file["Content-Type"] == form.media_type
        assert file["Content-Disposition"].endswith(f'-public{form.ending}"')
        assert b"".join(file.streaming_content) == kept(made, name)
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert actions.count("release_taken") == len(FORMATS)
    assert {"report_released", "release_made", "figures_pinned"} <= set(actions)


def test_release_of_a_draft_is_refused(northmere):
    draft = begin_report(agency=northmere, laid_out=laid_out(northmere.name), by=BY)
    seen = book_of(northmere).change
    with pytest.raises(BelongError, match="approved"):
        release(report=draft, profile="", reason="For Cabinet.", seen=seen, by=BY)


def test_release_with_other_figures_meanwhile_is_refused(report, northmere):
    WrittenReport.objects.update(figures=None, approved_at=None)  # approved before they were kept
    report.refresh_from_db()
    seen = book_of(northmere).change
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 3, within=IN_YEAR)
    with pytest.raises(BelongError, match="meanwhile"):
        release(report=report, profile="", reason="For Cabinet.", seen=seen, by=BY)
    assert not Release.objects.exists()


def test_report_once_approved_is_shown_and_released_with_the_figures_of_its_approval(
    report, out, northmere, head
):
    address = reverse("report", args=[report.key])
    add = reverse("release-add", args=[report.key])
    assert "Not as approved any more" not in words_of(head.client.get(add))
    shown = words_of(head.client.get(address))
    approved = book_of(northmere)
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 100, within=IN_YEAR)
    page = head.client.get(address)
    assert "Its figures are those it was approved with on" in words_of(page)
    assert words_of(page) == shown
    told = words_of(head.client.get(add))
    assert "Not as approved any more" in told
    assert "take the report back and have it approved anew" in told
    made = out()
    frozen = book_of_release(made, northmere)
    assert all(one.value == approved.figures[name].value for name, one in frozen.figures.items())
    differences = compare_release(made, actor_facts(head.user, timezone.localdate())).differences
    assert differences, "the correction moves no figure: choose another"
    page = head.client.get(add).content.decode()
    for one in differences:
        assert f"ref={quote(str(one.ref), safe='')}" in page


def test_report_taken_back_has_the_newest_figures_again(report, northmere):
    mend(northmere, EventKind.PLACEMENT_ORDER_MADE, 100, within=IN_YEAR)
    before = basis_of(report)
    take_back(report=report, reason="A date was corrected.", by=BY)
    report.refresh_from_db()
    now = basis_of(report)
    assert before is not None
    assert now is not None
    assert before.figures != now.figures == stored_set(northmere)
    assert now.approved_at is None


def test_figures_removed_meanwhile_are_not_approved(northmere):
    made = begin_report(agency=northmere, laid_out=laid_out(northmere.name), by=BY)
    sign = partial(sign_step, report=made, role=Role.HEAD_OF_SERVICE, by=BY)
    sign(step=ReportState.CHECKED, seen=ReportState.DRAFT)
    gone = StoredSet(pk=-1, agency=northmere)
    with pytest.raises(BelongError, match="meanwhile"):
        sign(step=ReportState.APPROVED, seen=ReportState.CHECKED, figures=gone)
    made.refresh_from_db()
    assert made.state == ReportState.CHECKED


def test_release_before_any_figures_says_so(head, northmere):
    made = begin_report(agency=northmere, laid_out=laid_out(northmere.name), by=BY)
    WrittenReport.objects.update(state=ReportState.APPROVED.value)
    StoredSet.objects.all().delete()
    page = words_of(head.client.get(reverse("release-add", args=[made.key])))
    assert "not computed" in page


def test_release_whose_documents_cannot_be_made_says_why(out, head, monkeypatch):
    def refuse(*args, **options):
        raise BelongError("A library is not installed.")

    monkeypatch.setattr("belong.reports.documents.render", refuse)
    made = out()
    page = words_of(head.client.get(reverse("release", args=[made.key])))
    assert "A library is not installed." in page
    assert not made.files.exists()


# --- who reads --------------------------------------------------------------------------------


def test_committee_member_reads_public_releases_only(out, member):
    full, public = out(), out(PROFILE)
    for page in ("release", "release-compare", "release-again"):
        assert member.client.get(reverse(page, args=[full.key])).status_code == 404
    assert member.client.get(reverse("release", args=[public.key])).status_code == 200
    assert member.client.get(reverse("release-compare", args=[public.key])).status_code == 403
    listed = words_of(member.client.get(reverse("releases")))
    assert "Public version" in listed
    assert "Full version" not in listed


def test_another_council_finds_nothing(out, signed_in):
    made = out(PROFILE)
    far = Agency.objects.create(kind="council", name="Farside Council", dfe_code="993")
    stranger = signed_in("head_of_service", agency=far)
    for page in ("release", "release-withdraw", "release-compare", "release-again"):
        assert stranger.client.get(reverse(page, args=[made.key])).status_code == 404
    address = reverse("release-add", args=[made.report.key])
    assert stranger.client.get(address).status_code == 404
    assert "No report has been released" in words_of(stranger.client.get(reverse("releases")))


def test_pages_of_releases_stay_within_twelve_queries(out, head):
    made = out(PROFILE)
    pages = [reverse("releases"), reverse("release", args=[made.key])]
    pages += [reverse("release-compare", args=[made.key])]
    pages += [reverse("release-add", args=[made.report.key])]
    figure = reverse("performance-figure")
    pages += [f"{figure}?agency={made.report.agency.key}&ref={ref('A10', '2021-24')}"]
    for page in pages:
        head.client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert head.client.get(page).status_code == 200
        assert len(asked) <= 12, (page, [one["sql"][:150] for one in asked])


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Release.objects.update(profile=""),
        lambda: Release.objects.update(reason=""),
        lambda: Release.objects.update(withdrawn_by=BY),
        lambda: Release.objects.update(is_public=False, profile="", withdrawn_at=timezone.now()),
    ],
    ids=["no profile", "no reason", "half withdrawn", "full withdrawn"],
)
def test_table_refuses_what_makes_no_sense(out, broken):
    out(PROFILE)
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()
