"""The work of ``belong report new`` and ``belong report check``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import check_room, deliver, width_of_terminal
from belong.cli.options import ShortFormat, style_of
from belong.cli.pipeline import Supplied, check_area, check_year, open_returns
from belong.cli.report_book import book_around, book_for
from belong.domain.calendar import financial_year
from belong.domain.errors import BelongError
from belong.domain.periods import Period, stretch
from belong.domain.periods import years as whole_years

if TYPE_CHECKING:
    from belong.analytics.stored import FigureBook
    from belong.reports.bound import BoundReport
    from belong.reports.checker import Finding
    from belong.reports.report_file import ReportFile

__all__ = ["check_one", "findings_of", "for_everybody", "lay_out_new", "read_report"]

#: The report within its folder.
FILE_NAME = "report.toml"
NOTHING_FOUND, FOUND = 0, 1


def lay_out_new(
    folder: Path,
    paths: Sequence[Path],
    kind: str,
    period: str | None,
    last: Path | None,
    since: str | None,
    la: str | None,
    area: str | None,
    name: str | None,
) -> None:
    """Lay the report out and write its file, where none is yet. Raises BelongError."""
    from dataclasses import replace

    from belong.reports.bound import ReportKind
    from belong.reports.layouts import lay_out, supplement
    from belong.reports.report_file import ReportFile, Stated, report_file_text

    file = folder / FILE_NAME
    if file.exists():
        raise BelongError(
            "there is a report already.", where=str(file), mend="Choose another folder."
        )
    before = read_report(last).report if last else None
    supplied = open_returns(paths, la)
    chosen = check_area(supplied, area) or "all"
    asked = Period.parse(period) if period else whole_years(check_year(supplied, None))
    _check_supplied(supplied, asked)
    later = _since(asked, since)
    book = book_for(supplied, [asked, *([later] if later else [])], name)
    report = lay_out(ReportKind(kind), book, period=asked, area=chosen, last_year=before)
    if later:
        section = supplement(report, book, later, area=chosen)
        report = replace(report, sections=(*report.sections, section))
    kept = ReportFile(report, (Stated(chosen, asked.name),))
    folder.mkdir(parents=True, exist_ok=True)
    deliver(report_file_text(kept), file)


def _check_supplied(supplied: Supplied, period: Period) -> None:
    """Raises BelongError where no return is of the year in which a period ends."""
    year = financial_year(period.last_on)
    if supplied.years and year not in supplied.years:
        have = ", ".join(whole_years(held).words for held in supplied.years)
        raise BelongError(
            f"no return that tells of {period.words} was supplied.",
            mend=f"There are returns for: {have}. Choose another with --period.",
        )


def _since(period: Period, until: str | None) -> Period | None:
    """The time from the end of a period up to a day."""
    if until is None:
        return None
    try:
        last = date.fromisoformat(until)
    except ValueError:
        raise BelongError(f"{until!r} is no day.", mend="Write it as 2024-11-30.") from None
    if last <= period.last_on:
        raise BelongError(
            f"{until} is not after the end of {period.words}.",
            mend=f"Choose a day after {period.last_on.isoformat()}.",
        )
    return stretch(period.last_on + timedelta(days=1), last)


def read_report(folder: Path) -> ReportFile:
    """The report of a folder. Raises BelongError where there is none that can be read."""
    from belong.reports.report_file import report_file_of

    file = folder if folder.is_file() else folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BelongError(
            "there is no report that can be read.",
            where=str(file),
            mend="Lay one out with belong report new.",
        ) from error
    try:
        return report_file_of(text)
    except BelongError as error:
        where = f"{file}: {error.where}" if error.where else str(file)
        raise BelongError(error.what, where=where, mend=error.mend) from error


def for_everybody(
    report: BoundReport, book: FigureBook, profile: str
) -> tuple[BoundReport, FigureBook]:
    """The report and its figures as a disclosure profile lets everybody read them."""
    from belong.analytics.publishing import publish
    from belong.reports.bound import citations
    from belong.reports.public_words import leave_out_hidden

    open_book = publish(book, {ref for _, ref in citations(report)}, profile).book
    return leave_out_hidden(report, open_book), open_book


def check_one(
    folder: Path,
    paths: Sequence[Path],
    public: str | None,
    la: str | None,
    style: ShortFormat | None,
    out: Path | None,
) -> int:
    """Check, render, deliver; 1 where a finding is not answered, else 0. Raises BelongError."""
    chosen = style_of(style, out, ShortFormat)
    check_room(out)
    kept = read_report(folder)
    book = book_around(open_returns(paths, la), kept)
    found = findings_of(kept, book, public)
    open_ones = [one for one in found if one.key not in kept.answers]
    if chosen is ShortFormat.json:
        deliver(_as_json(found, kept), out)
    else:
        deliver(_as_text(kept, open_ones, len(found) - len(open_ones)), out)
    return FOUND if open_ones else NOTHING_FOUND


def findings_of(kept: ReportFile, book: FigureBook, public: str | None) -> tuple[Finding, ...]:
    """What is found in the report, or in its version for everybody."""
    from belong.reports.checker import check

    if public is None:
        return check(kept.report, book)
    return check(*for_everybody(kept.report, book, public), public=True, profile=public)


def _as_json(found: Sequence[Finding], kept: ReportFile) -> str:
    from dataclasses import asdict

    from belong.reports.data import as_json

    told = [
        asdict(one) | {"where": one.where, "answer": kept.answers.get(one.key)} for one in found
    ]
    return as_json({"findings": told})


def _as_text(kept: ReportFile, found: Sequence[Finding], answered: int) -> str:
    from belong.reports.checker import RULES
    from belong.reports.text import wrapped
    from belong.reports.words import count_of

    width = width_of_terminal()
    titles = {rule.code: rule.title for rule in RULES}
    lines = [kept.report.title, ""]
    for section in kept.report.sections:
        here = [one for one in found if one.section == section.key]
        if not here:
            continue
        lines += [section.title, "-" * len(section.title)]
        for one in here:
            kind = "question" if one.is_question else "finding"
            lines += wrapped(f"{titles[one.rule]} ({kind} {one.key})", width)
            for words in (one.where, one.wrong, one.mend):
                lines += [f"  {line}" for line in wrapped(words, width - 2)]
            lines.append("")
    told = f"{count_of(len(found), 'finding')} to mend or answer"
    lines.append(f"{told}; {answered:,} answered." if answered else f"{told}.")
    return "\n".join(lines)
