"""One child's story from the returns: what happened when, how long between, which figures count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from belong.analytics.definitions import DEFINITIONS, STAGES
from belong.analytics.windows import Window
from belong.domain.codes import CODE_LISTS
from belong.reports.measures import ORDER, SHORT_NAMES
from belong.reports.model import Cell, Column, Report, Section, Table
from belong.reports.words import count_of, day, short_window

__all__ = ["Story", "between", "in_figures", "story_data", "story_report", "timeline"]

#: A row of the frames, by column name.
Row = Mapping[str, Any]

EVENT_WORDS = {
    "plan_decided": "Decision: should be placed for adoption",
    "plan_decided_as_adopted": "Decision as told in AD1 (DATE_INT)",
    "plan_reversed": "Decision reversed",
    "matched": "Matched with the adopters",
    "adopted": "Adoption order made",
    "placement_order": "Placement order (or freeing order) granted",
    "placed_for_adoption": "Placed for adoption",
}
#: Events of one day are told in the order in which they can follow one another.
SEQUENCE = ("care", "legal", "placement", *EVENT_WORDS, "end")

_LISTS = {"legal": "LS", "placement": "PLACE"}
_WORDS = {"legal": "Legal status", "placement": "Placement"}
_REASONS = {"plan_reversed": "REASON_PLACED_CEASED", "adopted": "REC"}

NOT_IN = {
    "adopted": "not adopted in the window {window}",
    "decided": "not looked after with a live decision for adoption on {last}",
    "left_care": "did not leave care in the window {window}",
    "reversed_or_adopted": "no decision reversed and no adoption in the window {window}",
    "decisions_made": "no decision for adoption in {window}",
    "orders_granted": "no placement order granted in {window}",
}


def _meaning(name: str, code: str | None) -> str:
    """'A6: placed with ...'; the bare code where no list knows it."""
    if not code:
        return ""
    codes = CODE_LISTS[name]
    return f"{code}: {codes.meaning(code)}" if codes.is_known(code) else code


def timeline(spells: Sequence[Row], events: Sequence[Row]) -> Table:
    """Everything dated, oldest first; what began before anything supplied stands at the top."""
    rows: list[tuple[date, int, tuple[Cell, ...]]] = []

    def add(on: date | None, kind: str, what: str, more: str, until: date | None = None) -> None:
        shown: Cell = on if on else "not known"
        order = SEQUENCE.index(kind)
        rows.append((on or date.min, order, (shown, until, what, more)))

    for row in spells:
        began = f"began earlier: {row['from_reason']}" if row["from_on"] is None else ""
        if row["axis"] == "care":
            number = f" (period {row['period_of_care']})" if row["period_of_care"] > 1 else ""
            add(row["from_on"], "care", f"Care began{number}", began, row["to_on"])
            _ended(row, add)
        elif row["axis"] in _LISTS:
            words = _meaning(_LISTS[row["axis"]], row["value"])
            more = "; ".join(part for part in (words, began) if part)
            add(row["from_on"], row["axis"], _WORDS[row["axis"]], more, row["to_on"])
    for row in events:
        if row["kind"] in EVENT_WORDS:
            name = _REASONS.get(row["kind"])
            more = _meaning(name, row["reason"]) if name else ""
            add(row["happened_on"], row["kind"], EVENT_WORDS[row["kind"]], more)
    rows.sort(key=lambda row: (row[0], row[1]))
    return Table(
        caption="What the returns say, oldest first",
        columns=(Column("On"), Column("Until"), Column("What"), Column("More")),
        rows=tuple(row for _, _, row in rows),
        note="Until: the day on which it was no longer so. A dash: still so, or of one day only.",
    )


def _ended(row: Row, add: Any) -> None:
    """The end of a period of care, where there is one."""
    if row["to_reason"] == "lost":
        more = "the next return does not hold this child, so the day of the end is not known"
        add(row["to_on"], "end", "Lost between returns", more)
    elif row["to_on"] is not None:
        add(row["to_on"], "end", "Care ended", _meaning("REC", row["to_reason"]))


def between(journeys: Sequence[Row]) -> Table | None:
    """Days between the milestones of each period of care that led towards adoption."""
    rows = []
    for journey in sorted(journeys, key=lambda each: each["period_of_care"]):
        for stage in STAGES:
            start, end = journey[stage.start], journey[stage.end]
            if start and end:
                name = stage.name[:1].upper() + stage.name[1:]
                rows.append((name, day(start), day(end), (end - start).days))
    if not rows:
        return None
    return Table(
        caption="Days between milestones",
        columns=(
            Column("Between"),
            Column("From"),
            Column("To"),
            Column("Days", is_number=True),
        ),
        rows=tuple(rows),
    )


def in_figures(membership: Sequence[Row], windows: Mapping[str, Window]) -> Table:
    """For each indicator: counted, and with what; or not counted, and because of what.

    membership: the child's rows of ``FigureSet.membership``. windows: the window of each indicator.
    """
    rows: list[tuple[Cell, ...]] = []
    for code in ORDER:
        window = windows[code]
        found = [row for row in membership if row["indicator"] == code]
        words = [_told(code, row) for row in found] or [_not_in(code, window)]
        rows += [(code, SHORT_NAMES[code], short_window(window.label), each) for each in words]
    return Table(
        caption="Each indicator and this child",
        columns=(Column("Code"), Column("Measure"), Column("Window"), Column("This child")),
        rows=tuple(rows),
    )


def _not_in(code: str, window: Window) -> str:
    words = [
        NOT_IN[part].format(window=window.label, last=day(window.last_on))
        for part in DEFINITIONS[code].population
    ]
    return f"not counted, because {' and '.join(words)}"


def _told(code: str, row: Row) -> str:
    if row["status"] == "not_computable":
        return f"not counted, because not computable: {row['reason']}"
    if row["status"] == "excluded":
        return f"not counted, because {row['reason']}"
    definition = DEFINITIONS[code]
    if definition.value == "days":
        return f"counted, {count_of(row['value'], 'day')}"
    if definition.statistic == "share":
        part = "in the share" if row["value"] else "not in the share"
        known = [day(on) for on in (row["start_on"], row["end_on"]) if on]
        return f"counted, {part} ({' to '.join(known)})"
    return f"counted ({day(row['start_on'] or row['end_on'])})"


@dataclass(frozen=True)
class Story:
    """What the returns say of one child, as rows of the frames.

    name: how the child is called here. key: the same for programs. membership: the child's rows of
    ``FigureSet.membership``. windows: the window of each indicator. notices: plain sentences.
    """

    name: str
    key: str
    child: Row
    spells: Sequence[Row]
    events: Sequence[Row]
    journeys: Sequence[Row]
    membership: Sequence[Row]
    windows: Mapping[str, Window]
    notices: Sequence[str]


def story_report(story: Story) -> Report:
    """The story to read: timeline, times between, figures, and what was noticed."""
    times = between(story.journeys)
    sections = [
        Section("timeline", "Timeline", blocks=(timeline(story.spells, story.events),)),
        *([Section("between", "Times between", blocks=(times,))] if times else []),
        Section("figures", "Figures", blocks=(in_figures(story.membership, story.windows),)),
    ]
    if story.notices:
        sections.append(Section("noticed", "Noticed in the returns", tuple(story.notices)))
    return Report(
        title=f"{story.name} of authority {story.child['la_code']}",
        lead=("As the returns supplied tell it; nothing else is known here.",),
        facts=(
            ("Born", day(story.child["born_on"])),
            ("Sex", _meaning("SEX", story.child["sex"]) or "not known"),
        ),
        sections=tuple(sections),
    )


def story_data(story: Story) -> dict[str, Any]:
    """The story for programs: dated states and events, and the place in each figure."""
    figures = []
    for code in ORDER:
        window = story.windows[code]
        found = [row for row in story.membership if row["indicator"] == code]
        told = [(row["status"], row["value"], _told(code, row)) for row in found]
        told = told or [("not_in_population", None, _not_in(code, window))]
        figures += [
            {
                "indicator": code,
                "window": window.label,
                "status": status,
                "value": value,
                "why": why,
            }
            for status, value, why in told
        ]
    return {
        "child": story.key,
        "la": story.child["la_code"],
        "born_on": story.child["born_on"],
        "spells": [_without_child(row) for row in story.spells],
        "events": [_without_child(row) for row in story.events],
        "journeys": [_without_child(row) for row in story.journeys],
        "figures": figures,
        "notices": list(story.notices),
    }


def _without_child(row: Row) -> dict[str, Any]:
    """A row of the frames without the child's own number, which ``child`` gives or replaces."""
    return {name: value for name, value in row.items() if name not in ("child_id", "la_code")}
