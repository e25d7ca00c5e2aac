"""What the reader of a figure must know of the returns behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.domain.calendar import financial_year_label
from belong.reports.model import Column, Section, Table
from belong.reports.words import count_of, listed

if TYPE_CHECKING:
    from belong.domain.frames import Notice
    from belong.formats.ssda903.model import ReturnInfo
    from belong.reports.people import KeyOf

__all__ = ["NOTICE_TITLES", "RuleCount", "notices_table", "quality_section", "returns_table"]

#: What a notice of each code is about, where one line stands for many children.
NOTICE_TITLES = {
    "decision_dropped": "Decision open at 31 March that the next return no longer holds",
    "decision_without_date": "Decision without a date that can be read: left out",
    "episode_dropped": "Episode open at 31 March that the next return no longer holds",
    "episode_without_start": "Episode without a start that can be read: left out",
    "lost_between_returns": "Looked after at 31 March and missing from the next return",
    "missing_from_one_return": "Missing from one return, and there again in a later one",
    "no_episodes": "In AD1 or PlacedAdoption, and without any episode: in no figure",
    "table_not_supplied": "Table not supplied",
    "two_birth_dates": "Two birth dates for one child: two councils' files mixed?",
    "two_upns": "Two pupil numbers for one child: two councils' files mixed?",
    "year_not_supplied": "In care when the returns supplied break off",
}

EXAMPLES_SHOWN = 3


@dataclass(frozen=True)
class RuleCount:
    """How many children one rule of validation found in the returns of the last year."""

    rule: str
    children: int
    message: str
    fix: str


def returns_table(returns: Sequence[ReturnInfo]) -> Table:
    """Which returns the figures were made from."""
    by_area: dict[str, list[ReturnInfo]] = {}
    for info in returns:
        by_area.setdefault(info.la_code, []).append(info)
    rows = []
    for code, infos in sorted(by_area.items()):
        years = sorted({info.year for info in infos if info.year})
        gaps = [year for year in range(years[0], years[-1]) if year not in years] if years else []
        missing = listed(financial_year_label(year) for year in gaps) or "none"
        ends = dict.fromkeys(financial_year_label(year) for year in years[:1] + years[-1:])
        span = " to ".join(ends) or "no year"
        rows.append((code, len(infos), span, missing))
    return Table(
        caption="Returns that the figures were made from",
        columns=(
            Column("Authority"),
            Column("Returns", is_number=True),
            Column("Years"),
            Column("Missing between"),
        ),
        rows=tuple(rows),
    )


def notices_table(notices: Sequence[Notice], key_of: KeyOf | None) -> Table | None:
    """Notices by kind, the commonest first, with a few children named; None without any.

    key_of: gives the key of a child; None leaves children out altogether.
    """
    by_code: dict[str, list[Notice]] = {}
    for notice in notices:
        by_code.setdefault(notice.code, []).append(notice)
    rows = []
    for code, found in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        children = [
            key_of(notice.la_code or "", notice.child) if key_of else ""
            for notice in found
            if notice.child
        ]
        if children:
            shown = listed(sorted(set(children)), EXAMPLES_SHOWN) if key_of else "-"
            rows.append((NOTICE_TITLES.get(code, code.replace("_", " ")), len(found), shown))
        else:
            rows += _by_message(found)
    if not rows:
        return None
    return Table(
        caption="Noticed while the returns were read and joined",
        columns=(Column("What"), Column("Times", is_number=True), Column("Where")),
        rows=tuple(rows),
    )


def _by_message(notices: Sequence[Notice]) -> list[tuple[str, int, str]]:
    """What, how often and where of notices that name no child: one row for each message."""
    sources: dict[str, list[str]] = {}
    for notice in notices:
        sources.setdefault(notice.message, []).append(notice.source or "-")
    return [
        (message, len(where), listed(dict.fromkeys(where), EXAMPLES_SHOWN))
        for message, where in sources.items()
    ]


def findings_table(counts: Sequence[RuleCount], year: int) -> Table | None:
    """Rules broken in the last year's return, most children first; None where there is none."""
    if not counts:
        return None
    ordered = sorted(counts, key=lambda count: (-count.children, count.rule))
    return Table(
        caption=f"Rules broken in the return for {financial_year_label(year)}, most children first",
        columns=(
            Column("Rule"),
            Column("Children", is_number=True),
            Column("What is wrong"),
            Column("What to do"),
        ),
        rows=tuple((each.rule, each.children, each.message, each.fix) for each in ordered),
    )


def quality_section(
    key: str,
    returns: Sequence[ReturnInfo],
    notices: Sequence[Notice],
    counts: Sequence[RuleCount] | None,
    year: int,
    key_of: KeyOf,
) -> Section:
    """Returns used, what was noticed in them, and rules broken in the last one.

    counts: None where the rules were not run.
    """
    blocks = [returns_table(returns), notices_table(notices, key_of)]
    words: tuple[str, ...] = ()
    if counts is not None:
        blocks.append(findings_table(counts, year))
        total = sum(each.children for each in counts)
        what = count_of(total, "thing") if total else "nothing"
        label = financial_year_label(year)
        words = (f"The rules of the return found {what} to mend in {label}.",)
    return Section(
        key=key,
        title="Data quality",
        paragraphs=words,
        blocks=tuple(block for block in blocks if block is not None),
    )
