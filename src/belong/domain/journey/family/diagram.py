"""The part of the reference page on journeys that is about families, written from the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from belong.domain.citations import cited_within
from belong.domain.journey.family.checks import CHECKS
from belong.domain.journey.family.events import FAMILY_EVENT_KINDS
from belong.domain.journey.family.limits import LIMITS
from belong.domain.journey.family.reasons import LeftReason
from belong.domain.journey.family.rules import FAMILY_RULES
from belong.domain.journey.family.states import FamilyStage
from belong.domain.journey.family.transitions import FAMILY_MOVES, FamilyMove

__all__ = ["family_markdown"]

_INTRODUCTION = """\
# A family's journey

Each application of a household has one stage. A second-time application, and one after a
separation, is an application of its own. A hold, and waiting by choice, stand beside the stage and
stop no time limit. As for children, an event that breaks a rule moves the stage all the same, and
an event in a stage that no row names moves nothing.
"""


def family_markdown() -> str:
    """The part as Markdown with a Mermaid diagram, ending in one line break."""
    return "\n".join(
        (
            _INTRODUCTION,
            _diagram(),
            _rows(),
            _breaking_rows(),
            "## Time limits of an application\n",
            _table(
                ("limit", "months", "in words", "source"),
                ((one.label, str(one.months), one.words, one.source) for one in LIMITS.values()),
            ),
            "## Checks\n",
            _table(
                ("check", "given by", "basis", "every first application"),
                (
                    (one.label, one.given_by, one.basis, "yes" if one.is_always else "no")
                    for one in CHECKS.values()
                ),
            ),
            "## Why families leave\n",
            _table(
                ("code", "in words", "counted as"),
                ((one.value, one.label, one.group.value) for one in LeftReason),
            ),
            "## Rules of an application\n",
            _table(
                ("rule", "source"), ((rule.words, rule.source) for rule in FAMILY_RULES.values())
            ),
        )
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _diagram() -> str:
    """The usual way only: leaving leads from everywhere to closed, and would hide the rest."""
    edges: dict[tuple[str, str], list[str]] = {}
    for move in FAMILY_MOVES:
        if move.breaks or move.to is FamilyStage.CLOSED:
            continue
        for stage in FamilyStage:
            if stage in move.from_stages:
                edges.setdefault((stage.value, move.to.value), []).append(move.kind)
    lines = ["```mermaid", "stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{one.value}: {one.label}" as {one.value}' for one in FamilyStage]
    lines.append(f"    [*] --> {FamilyStage.ENQUIRY.value}")
    for (start, end), kinds in edges.items():
        label = ", ".join(kind.replace("_", " ") for kind in dict.fromkeys(kinds))
        lines.append(f"    {start} --> {end}: {label}")
    lines.append("```\n")
    return "\n".join(lines)


def _stages_of(move: FamilyMove) -> str:
    return ", ".join(one.label for one in FamilyStage if one in move.from_stages)


def _rows() -> str:
    return _table(
        ("from", "event", "to", "guard and source"),
        (
            (
                _stages_of(move),
                FAMILY_EVENT_KINDS[move.kind].label,
                move.to.label,
                "; ".join(
                    part
                    for part in (
                        cited_within(move.words),
                        f"if {move.only_if}" if move.only_if else "",
                    )
                    if part
                ),
            )
            for move in FAMILY_MOVES
            if not move.breaks
        ),
    )


def _breaking_rows() -> str:
    return "Recorded and flagged:\n\n" + _table(
        ("from", "event", "to", "rule broken", "source"),
        (
            (
                _stages_of(move),
                FAMILY_EVENT_KINDS[move.kind].label,
                move.to.label,
                FAMILY_RULES[move.breaks].words,
                FAMILY_RULES[move.breaks].source,
            )
            for move in FAMILY_MOVES
            if move.breaks
        ),
    )
