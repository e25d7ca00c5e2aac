"""The reference page on journeys, written from the tables that the fold itself uses.

``python -m belong.domain.journey.diagrams`` prints it; docs/reference/journeys.md is its output.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from belong.domain.citations import cited_within
from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family.diagram import family_markdown
from belong.domain.journey.rules import RULES
from belong.domain.journey.states import Outcome, Stage
from belong.domain.journey.transitions import OUTCOME, TABLES, Move, Table

__all__ = ["markdown"]

_INTRODUCTION = """\
# A child's journey

This page is generated from the transition tables: do not edit it. `make docs` writes it anew.

A journey has three axes that move independently (the plan, the authority to place, the family) and
an outcome that closes all three. Events move them. The stage that people see is worked out from
them and never typed in.

What happened is recorded, lawful or not. An event that breaks a rule moves the axis all the same;
the rule is flagged and someone gives a reason. An event in a state that no row names moves nothing.
A planned event moves nothing until it has happened.
"""

_TITLES = {
    "plan": "The plan",
    "authority": "The authority to place",
    "family": "The family",
    "outcome": "The outcome",
}


def markdown() -> str:
    """The whole page as Markdown with Mermaid diagrams, ending in one line break."""
    parts = [_INTRODUCTION]
    for table in TABLES:
        parts += [
            f"## {_TITLES[table.axis]}\n",
            _diagram(table),
            _rows_of(table),
            _breaking_rows_of(table),
        ]
    parts += [_stages(), _unmoving(), _rules(), family_markdown()]
    return "\n".join(part for part in parts if part)


def _words(state: StrEnum) -> str:
    return state.value.replace("_", " ")


def _every_state(table: Table[Any]) -> list[StrEnum]:
    states: type[StrEnum] = table.states
    return list(states)


def _is_drawn(table: Table[Any], move: Move[Any], state: StrEnum) -> bool:
    """Whether a row's edge from one state is drawn: the usual way, not every way that can be."""
    if state not in move.from_states or state.value == "closed" or move.kind is EventKind.DIED:
        return False
    is_between_outcomes = table.axis == OUTCOME.axis and Outcome.OPEN not in (state, move.to)
    return not is_between_outcomes


def _is_shared(table: Table[Any], move: Move[Any]) -> bool:
    """Whether the row is one that closes or opens an axis with the outcome, as on every axis."""
    if table.axis == OUTCOME.axis:
        return False
    closed = table.states("closed")
    return move.to == closed or move.to is None or move.from_states == frozenset({closed})


def _diagram(table: Table[Any]) -> str:
    edges: dict[tuple[str, str], list[str]] = {}
    for move in table.moves:
        if move.breaks or move.to is None or _is_shared(table, move):
            continue
        for state in _every_state(table):
            if _is_drawn(table, move, state):
                edges.setdefault((state.value, move.to.value), []).append(move.kind)
    lines = ["```mermaid", "stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{_words(state)}" as {state.value}' for state in _every_state(table)]
    lines.append(f"    [*] --> {_every_state(table)[0].value}")
    for (start, end), kinds in edges.items():
        label = ", ".join(kind.replace("_", " ") for kind in dict.fromkeys(kinds))
        lines.append(f"    {start} --> {end}: {label}")
    lines.append("```\n")
    if table.axis == OUTCOME.axis:
        lines.append(
            "Death ends the journey from any state, and one outcome may follow another, as the"
            " table says.\n"
        )
    else:
        lines.append(
            "Every outcome leads to *closed*; a new referral, plan, decision, order or entry to"
            " care opens\nthe axis again, and an adoption order set aside restores what stood"
            " before.\n"
        )
    return "\n".join(lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _states_of(table: Table[Any], move: Move[Any]) -> str:
    if move.from_states == frozenset(_every_state(table)) - {move.to}:
        return "any other"
    return ", ".join(_words(state) for state in _every_state(table) if state in move.from_states)


def _rows_of(table: Table[Any]) -> str:
    rows = []
    for move in table.moves:
        if move.breaks or _is_shared(table, move):
            continue
        words = "; ".join(
            part
            for part in (cited_within(move.words), f"if {move.only_if}" if move.only_if else "")
            if part
        )
        to = _words(move.to) if move.to is not None else "as before"
        rows.append((_states_of(table, move), EVENT_KINDS[move.kind].label, to, words))
    return _table(("from", "event", "to", "guard and source"), rows)


def _breaking_rows_of(table: Table[Any]) -> str:
    rows = [
        (
            _states_of(table, move),
            EVENT_KINDS[move.kind].label,
            _words(move.to),
            RULES[move.breaks].words,
            RULES[move.breaks].source,
        )
        for move in table.moves
        if move.breaks and move.to is not None
    ]
    if not rows:
        return ""
    return "Recorded and flagged:\n\n" + _table(
        ("from", "event", "to", "rule broken", "source"), rows
    )


def _stages() -> str:
    rows = [(stage.value, stage.label) for stage in Stage]
    return "## The stage shown\n\n" + _table(("stage", "in words"), rows)


def _unmoving() -> str:
    moved = frozenset[EventKind]().union(*(table.kinds for table in TABLES))
    rows = [
        (
            facts.label,
            "yes" if facts.can_be_planned else "no",
            ", ".join(sorted(facts.moves)) or "nothing",
        )
        for kind, facts in EVENT_KINDS.items()
        if kind not in moved
    ]
    return (
        "## Events that move no axis\n\nThey are recorded, and clocks and figures read them.\n\n"
        + _table(("event", "can be planned", "changes"), rows)
    )


def _rules() -> str:
    rows = [(rule.words, rule.source, rule.severity) for rule in RULES.values()]
    return (
        "## Rules\n\nAn event that *breaks* a rule is recorded and flagged; one that is"
        " *impossible* is refused.\n\n" + _table(("rule", "source", "severity"), rows)
    )


if __name__ == "__main__":
    sys.stdout.write(markdown())
