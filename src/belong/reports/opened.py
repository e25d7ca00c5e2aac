"""One figure opened: its definition, the children in it, those left out, and influence."""

from __future__ import annotations

from typing import Any

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import Figure, LeftOut
from belong.analytics.influence import Influence, Leaving
from belong.reports.data import figure_data
from belong.reports.influence import effect_table, leaving_words, one_more_table, without_words
from belong.reports.measures import SHORT_NAMES, notes_of
from belong.reports.model import Column, Report, Section, Table
from belong.reports.people import KeyOf
from belong.reports.words import count_of, day, ordinal, short_window, value_text

__all__ = ["figure_rows", "opened_data", "opened_report"]


def opened_report(
    figure: Figure, influence: Influence | None, area_name: str, key_of: KeyOf
) -> Report:
    """The figure to read. influence: None where the figure is no mean of days."""
    sections = [Section("members", "Children in it", blocks=(_members(figure, key_of),))]
    left_out = _left_out_sections(figure, key_of)
    if left_out:
        sections.append(Section("left-out", "Left out, and why", sections=tuple(left_out)))
    if influence is not None and figure.members:
        leaving = [key_of(m.la_code, m.child_id) for m in influence.leaving.members]
        words = [without_words(influence, key_of), leaving_words(influence)]
        if leaving:
            words.append(f"Who leaves the window next year: {', '.join(sorted(leaving))}.")
        sections.append(
            Section(
                "influence",
                "What each child does to it",
                tuple(words),
                (effect_table(influence, key_of, most=None), one_more_table([influence])),
            )
        )
    return Report(
        title=f"{figure.indicator} {short_window(figure.window)}: {area_name}",
        lead=(DEFINITIONS[figure.indicator].meaning, *DEFINITIONS[figure.indicator].notes),
        facts=_facts(figure),
        sections=tuple(sections),
    )


def _facts(figure: Figure) -> tuple[tuple[str, str], ...]:
    source = DEFINITIONS[figure.indicator].source
    facts = [
        ("Measure", SHORT_NAMES[figure.indicator]),
        ("Value", _sum_in_words(figure)),
    ]
    if figure.threshold is not None:
        facts.append(("Threshold", f"{figure.threshold} days ({figure.threshold_basis})"))
    if figure.england is not None:
        england = value_text(figure.england, figure.unit)
        facts.append(("England", f"{england} ({figure.england_source})"))
    if figure.rank is not None:
        rank = figure.rank
        place = f"{ordinal(rank.position)} of {rank.of:,}"
        facts.append(("Rank", f"{place}, among {rank.among}; 1st is best"))
    if notes := notes_of(figure):
        facts.append(("Note", "; ".join(notes)))
    facts.append(("Laid down in", f"{source.document}, {source.edition}; {source.link}"))
    return tuple(facts)


def _sum_in_words(figure: Figure) -> str:
    """The sum behind the value: '377 days: 14,326 days over 38 children'."""
    if figure.value is None:
        return "none: no child could be counted"
    shown = value_text(figure.value, figure.unit)
    if figure.numerator is None or figure.denominator is None:
        return shown if figure.unit == "percent" else f"{shown} {figure.unit}"
    children = count_of(figure.denominator, "child", "children")
    if figure.unit == "percent":
        return f"{shown}: {figure.numerator:,} of {children} ({figure.value:.2f}%)"
    return f"{shown} days: {figure.numerator:,} days over {children} ({figure.value:.2f})"


def _members(figure: Figure, key_of: KeyOf) -> Table:
    unit = "Days" if figure.unit == "days" else "Counts"
    ordered = sorted(figure.members, key=lambda m: (-m.value, m.la_code, m.child_id))
    names = [key_of(m.la_code, m.child_id) for m in ordered]
    return Table(
        caption=f"{count_of(len(ordered), 'child', 'children')}, the most first",
        columns=(
            Column("Child"),
            Column("Authority"),
            Column("From"),
            Column("To"),
            Column(unit, is_number=True),
        ),
        rows=tuple(
            (name, m.la_code, day(m.start_on), day(m.end_on), m.value)
            for name, m in zip(names, ordered, strict=True)
        ),
    )


def _left_out_sections(figure: Figure, key_of: KeyOf) -> list[Section]:
    """Each exclusion in order, then what could not be computed, with count and children."""
    sections = []
    for kind, left_out in (
        ("Left out", figure.excluded),
        ("Not computable", figure.not_computable),
    ):
        by_reason: dict[tuple[int, str], list[LeftOut]] = {}
        for left in left_out:
            by_reason.setdefault((left.order, left.reason), []).append(left)
        for number, ((_, reason), found) in enumerate(sorted(by_reason.items()), 1):
            children = ", ".join(sorted(key_of(left.la_code, left.child_id) for left in found))
            title = f"{kind}: {reason} ({count_of(len(found), 'child', 'children')})"
            key = f"{kind.lower().replace(' ', '-')}-{number}"
            sections.append(Section(key, title, (children,)))
    return sections


def figure_rows(figure: Figure, key_of: KeyOf) -> list[tuple[object, ...]]:
    """One row for each child: child, la, status, value, start, end, reason."""
    rows: list[tuple[object, ...]] = [
        (key_of(m.la_code, m.child_id), m.la_code, "member", m.value, m.start_on, m.end_on, None)
        for m in figure.members
    ]
    for status, left_out in (
        ("excluded", figure.excluded),
        ("not_computable", figure.not_computable),
    ):
        rows += [
            (
                key_of(left.la_code, left.child_id),
                left.la_code,
                status,
                None,
                None,
                None,
                left.reason,
            )
            for left in left_out
        ]
    return rows


def opened_data(figure: Figure, influence: Influence | None, key_of: KeyOf) -> dict[str, Any]:
    """The figure for programs: as in a scorecard, with its definition and influence."""
    definition = DEFINITIONS[figure.indicator]
    return {
        "figure": figure_data(figure, key_of),
        "definition": {
            "name": definition.name,
            "meaning": definition.meaning,
            "notes": list(definition.notes),
            "source": {
                "document": definition.source.document,
                "edition": definition.source.edition,
                "link": definition.source.link,
            },
        },
        "influence": _influence_data(influence, key_of) if influence else None,
    }


def _influence_data(influence: Influence, key_of: KeyOf) -> dict[str, Any]:
    return {
        "without": [
            {
                "child": key_of(each.member.la_code, each.member.child_id),
                "la": each.member.la_code,
                "value": each.value,
                "effect": each.effect,
            }
            for each in influence.without
        ],
        "leaving": _leaving_data(influence.leaving, key_of),
        "one_more": [
            {"days": each.days, "why": each.why, "value": each.value, "effect": each.effect}
            for each in influence.one_more
        ],
    }


def _leaving_data(leaving: Leaving, key_of: KeyOf) -> dict[str, Any]:
    return {
        "children": [key_of(m.la_code, m.child_id) for m in leaving.members],
        "numerator": leaving.numerator,
        "denominator": leaving.denominator,
        "value": leaving.value,
    }
