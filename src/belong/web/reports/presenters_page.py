"""The page of a report: its contents, the part of it that is shown, findings, and its steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from belong.domain.policy import Role
from belong.domain.policy.reporting import can_sign, can_take_back, can_write_part
from belong.domain.reporting import NEXT, ReportState
from belong.reports.bound import Author, BoundReport
from belong.reports.checker import Finding
from belong.web.reports.checking import Checked, parts_signed
from belong.web.reports.models import Comment, SectionVersion
from belong.web.reports.queries import Standing
from belong.web.reports.shown import weight_of
from belong.web.reports.words import AUTHORS
from belong.web.ui.presenters import Colour, Tag
from belong.web.ui.words import counted, day, moment

if TYPE_CHECKING:
    from belong.web.reports.queries import NamedAnswer, NamedComment, NamedSign

__all__ = [
    "CommentShown",
    "ContentsEntry",
    "FindingShown",
    "Step",
    "comments_shown",
    "contents_of",
    "findings_shown",
    "leaves_of",
    "steps_of",
]

#: Findings shown on one page; the rest is counted.
MOST_FINDINGS = 40
#: Characters of sections on one page, about.
HEAVIEST = 60_000
_DONE = {
    ReportState.CHECKED: "Checked",
    ReportState.APPROVED: "Approved",
    ReportState.PRESENTED: "Presented",
}
_DO = {
    ReportState.CHECKED: "Sign as checked",
    ReportState.APPROVED: "Approve",
    ReportState.PRESENTED: "Record that it was presented",
}


def leaves_of(report: BoundReport, read: Collection[str]) -> list[list[str]]:
    """The keys of the sections that are read, apart by what one page holds, in order."""
    leaves: list[list[str]] = []
    left = 0
    for section in report.sections:
        if section.key not in read:
            continue
        weight = weight_of(section)
        if not leaves or weight > left:
            leaves.append([])
            left = HEAVIEST
        leaves[-1].append(section.key)
        left -= weight
    return leaves


@dataclass(frozen=True)
class ContentsEntry:
    """A section in the contents. state: what was done with it. notes: what is open in it."""

    title: str
    href: str
    author: str
    state: Tag
    notes: str
    is_here: bool


def contents_of(
    standing: Standing,
    versions: Sequence[SectionVersion],
    page_of: Mapping[str, int],
    here: int,
    comments: Sequence[Comment],
    checked: Checked,
) -> list[ContentsEntry]:
    """Every section of the report that the reader reads. page_of: page of each section's key."""
    open_comments = Counter(one.section_id for one in comments if one.resolved_at is None)
    findings = Counter(one.section for one in checked.open)
    signed = parts_signed(standing)
    told = []
    for one in versions:
        section = one.section
        number = page_of[section.key]
        notes = [
            counted(findings[section.key], "finding") if findings[section.key] else "",
            counted(open_comments[section.pk], "comment") if open_comments[section.pk] else "",
        ]
        told.append(
            ContentsEntry(
                title=section.title,
                href=f"{'' if number == here else f'?page={number}'}#{section.key}",
                author=AUTHORS[Author(section.author)],
                state=_section_state(one, signed),
                notes=", ".join(note for note in notes if note),
                is_here=number == here,
            )
        )
    return told


def _section_state(version: SectionVersion, signed: frozenset[str]) -> Tag:
    if version.section.author in signed:
        return Tag("Written", Colour.GREEN)
    if version.section.author == Author.DRAWN:
        return Tag("Drawn by Belong", Colour.GREY)
    if version.is_laid_out:
        return Tag("Not written yet", Colour.YELLOW)
    return Tag("Being written", Colour.BLUE)


@dataclass(frozen=True)
class FindingShown:
    """A finding with the way to mend it and the way to answer it; or with its answer."""

    where: str
    section: str
    wrong: str
    mend: str
    mend_href: str
    answer_href: str = ""
    answer: str = ""
    is_question: bool = False


def findings_shown(
    standing: Standing,
    found: Sequence[Finding],
    answers: Mapping[str, NamedAnswer],
    versions: Sequence[SectionVersion],
) -> list[FindingShown]:
    """Findings of the sections that are shown, at most ``MOST_FINDINGS``."""
    sections = {one.section.key: one.section for one in versions}
    report, facts, actor = standing.report, standing.facts, standing.actor
    told = []
    for one in found[:MOST_FINDINGS]:
        section = sections[one.section]
        writes = standing.state is ReportState.DRAFT and can_write_part(
            actor, facts, section.author
        )
        answers_it = writes or can_take_back(actor, facts)
        is_open = standing.state in (ReportState.DRAFT, ReportState.CHECKED)
        answer = answers.get(one.key)
        told.append(
            FindingShown(
                where=one.where,
                section=section.title,
                wrong=one.wrong,
                mend=one.mend,
                mend_href=reverse("report-section", args=[report.key, section.key])
                if writes
                else "",
                answer_href=reverse("report-answer", args=[report.key, one.key])
                if answers_it and is_open
                else "",
                answer=_answered(answer) if answer else "",
                is_question=one.is_question,
            )
        )
    return told


def _answered(answer: NamedAnswer) -> str:
    return f"{answer.reason} ({answer.by_name or 'somebody'}, {moment(answer.at)})"


@dataclass(frozen=True)
class CommentShown:
    """A comment. settle_href: where the reader settles it, or ""."""

    words: str
    written: str
    settled: str = ""
    settle_href: str = ""


def comments_shown(
    comments: Sequence[NamedComment], may_settle: Callable[[Comment], bool]
) -> dict[str, list[CommentShown]]:
    """The comments on each section, by its key."""
    told: dict[str, list[CommentShown]] = {}
    for one in comments:
        settled = ""
        if one.resolved_at is not None:
            settled = f"Settled by {one.settled_name or 'somebody'}, {moment(one.resolved_at)}"
        href = reverse("report-comment-settle", args=[one.key])
        told.setdefault(one.section.key, []).append(
            CommentShown(
                words=one.words,
                written=f"{one.by_name or 'Somebody'}, {moment(one.at)}",
                settled=settled,
                settle_href=href if not settled and may_settle(one) else "",
            )
        )
    return told


@dataclass(frozen=True)
class Step:
    """A step of the report: done, or next with what is in its way, or still to come."""

    text: str
    done: str = ""
    blocks: tuple[str, ...] = ()
    href: str = ""
    button: str = ""


def steps_of(
    standing: Standing,
    parts: Sequence[Author],
    blocks: Callable[[ReportState], list[str]],
) -> list[Step]:
    """The steps in order: each author's part, then checked, approved and presented."""
    report, facts, actor = standing.report, standing.facts, standing.actor
    holding = {(one.state, one.part): one for one in standing.holding}
    told = []
    for part in parts:
        sign = holding.get((ReportState.DRAFT.value, part.value))
        may = standing.state is ReportState.DRAFT and can_write_part(actor, facts, part.value)
        href = f"{reverse('report-sign', args=[report.key, 'draft'])}?part={part.value}"
        told.append(
            Step(
                f"{AUTHORS[part]}: part written",
                done=_signed(sign) if sign else "",
                href=href if may and not sign else "",
                button=f"Sign as written: {AUTHORS[part][:1].lower()}{AUTHORS[part][1:]}",
            )
        )
    for step in (ReportState.CHECKED, ReportState.APPROVED, ReportState.PRESENTED):
        sign = holding.get((step.value, ""))
        is_next = step in NEXT[standing.state]
        in_way = tuple(blocks(step)) if is_next else ()
        may = is_next and not in_way and can_sign(actor, facts, step)
        told.append(
            Step(
                _DONE[step],
                done=_signed(sign) if sign else "",
                blocks=in_way,
                href=reverse("report-sign", args=[report.key, step.value]) if may else "",
                button=_DO[step],
            )
        )
    return told


def _signed(sign: NamedSign) -> str:
    role = Role(sign.role).label.lower()
    told = f"{sign.by_name or 'Somebody'}, {role}, {moment(sign.at)}"
    if sign.met_on:
        minute = f", minute {sign.minute_reference}" if sign.minute_reference else ""
        told += f": {sign.committee}, {day(sign.met_on)}{minute}"
    return told
