"""The register as tables of plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse

from belong.domain.governance import DUTIES, PAPER_KINDS, DutyKey, Expected, PaperKind
from belong.domain.periods import Period
from belong.web.agencies.models import Agency
from belong.web.governance.models import Paper, PaperVersion, Presented
from belong.web.governance.queries import Overdue
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day

__all__ = [
    "expected_table",
    "overdue_table",
    "papers_table",
    "presented_table",
    "registers_table",
    "report_title",
    "versions_table",
]

_NOT_YET = "Not entered"


def _table(
    caption: str, heads: Sequence[str], rows: Iterable[Row], empty: str, *, is_hidden: bool = False
) -> Table:
    columns = tuple(Column(head) for head in heads)
    return Table(caption, columns, tuple(rows), empty=empty, is_caption_hidden=is_hidden)


def report_title(duty: DutyKey, period: str) -> str:
    """A report due, in words: "Annual report, 2025/26"."""
    return f"{DUTIES[duty].label}, {Period.parse(period).words}"


def overdue_table(found: Sequence[Overdue], today: date, *, most: int) -> Table:
    """What is overdue, the longest first, at most so many; each leads to its agency's register."""
    return _table(
        "Approvals and reports that are overdue",
        ("What", "Whose", "Due", "Source"),
        (
            Row.of(
                Cell(one.what, href=reverse("governance-agency", args=[one.agency_key])),
                one.agency_name,
                _late(one.due_on, today),
                one.source,
            )
            for one in found[:most]
        ),
        "Nothing is overdue.",
        is_hidden=True,
    )


def registers_table(agencies: Iterable[Agency], overdue: Iterable[Overdue]) -> Table:
    """Registers, each a link, with how much in it is overdue."""
    counts = Counter(one.agency_key for one in overdue)
    return Table(
        "Registers",
        (Column("Register of"), Column("Overdue", is_number=True)),
        tuple(
            Row.of(
                Cell(one.name, href=reverse("governance-agency", args=[one.key])),
                f"{counts[one.key]:,}",
            )
            for one in agencies
        ),
    )


def _late(due_on: date | None, today: date) -> Cell:
    if due_on is None:
        return Cell(tags=(Tag("Missing", Colour.RED),))
    over = counted((today - due_on).days, "day")
    return Cell(day(due_on), tags=(Tag(f"{over} late", Colour.RED),))


def papers_table(papers: Sequence[Paper], agency_kind: str, today: date) -> Table:
    """Each paper with the version in force; those that must be there and are not, too."""
    rows = [_paper_row(one, today) for one in papers]
    there = {one.kind for one in papers}
    rows += [
        Row.of(
            facts.label,
            _NOT_YET,
            "",
            Cell(tags=(Tag("Missing", Colour.RED),)),
            facts.source,
        )
        for kind, facts in PAPER_KINDS.items()
        if agency_kind in facts.of and kind.value not in there
    ]
    heads = ("Paper", "Version", "Approved", "Next review", "Source")
    return _table("Approved papers", heads, rows, "No paper is entered.")


def _paper_row(paper: Paper, today: date) -> Row:
    newest = paper.versions.all()[0]
    approval = newest.approvals.all()[0]
    is_late = approval.next_review_on < today
    tags = (Tag("Overdue", Colour.RED),) if is_late else ()
    return Row.of(
        Cell(str(paper), href=reverse("governance-paper", args=[paper.key])),
        newest.version,
        Cell(
            day(approval.approved_on),
            below=f"{approval.get_body_display()}, {approval.minute_reference}",
        ),
        Cell(day(approval.next_review_on), tags=tags),
        PAPER_KINDS[PaperKind(paper.kind)].source,
    )


def versions_table(versions: Iterable[PaperVersion], names: Mapping[str, str]) -> Table:
    """Every version of a paper, the latest first, with each of its approvals and reviews."""
    return _table(
        "Versions and approvals",
        ("Version", "Approved or reviewed", "By", "Minute", "Next review", "Entered by"),
        (
            Row.of(
                version.version,
                day(approval.approved_on),
                approval.get_body_display(),
                approval.minute_reference,
                day(approval.next_review_on),
                names.get(approval.by_person, ""),
            )
            for version in versions
            for approval in version.approvals.all()
        ),
        "No version is entered.",
    )


def expected_table(
    found: Iterable[tuple[Expected, Presented | None]],
    agency_key: str,
    today: date,
    *,
    may_keep: bool,
) -> Table:
    """Reports due by body and period, newest first, each with when it was presented."""
    return _table(
        "Reports due",
        ("Report", "To", "Due by", "Presented", "Source"),
        (_expected_row(one, entry, agency_key, today, may_keep) for one, entry in found),
        "No report is due.",
    )


def _expected_row(
    one: Expected, entry: Presented | None, agency_key: str, today: date, may_keep: bool
) -> Row:
    href = ""
    if may_keep and entry is None:
        told = [agency_key, one.duty.key.value, one.period.name]
        href = reverse("governance-present", args=told)
    return Row.of(
        Cell(f"{one.duty.label}, {one.period.words}", href=href),
        one.body.label,
        day(one.due_on),
        _presented_cell(one, entry, today),
        one.duty.source,
    )


def _presented_cell(one: Expected, entry: Presented | None, today: date) -> Cell:
    if entry is None:
        if one.due_on < today:
            return Cell(_NOT_YET, tags=(Tag("Overdue", Colour.RED),))
        return Cell(_NOT_YET, tags=(Tag("Due", Colour.BLUE),))
    late = entry.presented_on > one.due_on
    tag = Tag("Late", Colour.ORANGE) if late else Tag("In time", Colour.GREEN)
    below = f"{entry.get_body_display()}, {entry.minute_reference}"
    return Cell(day(entry.presented_on), tags=(tag,), below=below)


def presented_table(
    entries: Iterable[Presented], names: Mapping[str, str], *, may_keep: bool
) -> Table:
    """Every entry of a report presented, the latest first; those taken back say why."""
    return _table(
        "Reports presented",
        ("Report", "Presented", "To", "Minute", "Entered by"),
        (
            Row.of(
                _entry_cell(one, may_keep),
                day(one.presented_on),
                one.get_body_display(),
                one.minute_reference,
                Cell(
                    names.get(one.by_person, ""),
                    below="Signed off in Belong" if one.report_key else "Entered by hand",
                ),
            )
            for one in entries
        ),
        "No report is entered as presented.",
        is_hidden=True,
    )


def _entry_cell(one: Presented, may_keep: bool) -> Cell:
    title = report_title(DutyKey(one.duty), one.period)
    if one.taken_back_at is not None:
        tag = Tag("Taken back", Colour.GREY)
        return Cell(title, tags=(tag,), below=one.taken_back_why)
    if not may_keep:
        return Cell(title)
    return Cell(title, href=reverse("governance-take-back", args=[one.key]))
