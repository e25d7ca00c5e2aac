"""The reference page on clocks, written from the tables that the clocks themselves run by.

``python -m belong.domain.clocks.page`` prints it; docs/reference/clocks.md is its output.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from belong.domain.clocks.family_rules import FAMILY_RULES
from belong.domain.clocks.placed_rules import CHILD_RULES
from belong.domain.clocks.rules import Anchor, ClockRule, Severity, Trigger, latest
from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family import FAMILY_EVENT_KINDS, FamilyEventKind

__all__ = ["NOT_RUN", "markdown", "trigger_words"]

_INTRODUCTION = """\
# Clocks

This page is generated from the tables of clocks: do not edit it. `make docs` writes it anew.

A clock starts on the day of what starts it; that day is not counted, unless it says so. Months are
calendar months, clipped to the month's last day; working days are Monday to Friday without the
bank holidays of England. The due day itself is in time. A planned event meets nothing.

A missed clock stops nothing: it asks for the reason, from one list, and for who agreed. A clock is
*void* when what it waited for is no longer to come. A case is judged by the clock of its day: a
clock runs if it was in force on the day on which it started.

An agency's policy may add clocks, and tighten these; it never takes away one that rests on more
than local practice. Clocks marked *where used* run only where the policy uses them.

*To be checked* means general knowledge that nobody has checked against the source yet; it is not
to be printed as official.
"""

#: What practice times and no clock counts: name, limit, source, why.
NOT_RUN: tuple[tuple[str, str, str, str], ...] = (
    (
        "Residence before applications outside an agency's placing",
        "a parent's partner 6 months; a council's foster carer 1 year; others 3 of 5 years",
        "ACA 2002 section 42; Torbay, Non-agency adoption",
        "step-parents and others outside agency placing are not in this record",
    ),
    (
        "Reports to the court (Annex A, Annex B)",
        "as the court directs, typically 6 weeks",
        "Family Procedure Rules, to be checked",
        "each direction has its own day: record it as a planned hearing",
    ),
    (
        "Notice to the adopters before a child is removed",
        "7 days",
        "ACA 2002 section 35(2)",
        "it runs against the adopters, who are told in the notice",
    ),
    (
        "Papers of the independent review panel",
        "a month's notice of the meeting; further grounds up to 3 weeks before",
        "Independent Review Mechanism guide; SI 2009/395 part 3",
        "the panel's own dates are not in this record",
    ),
    (
        "Extensions of care proceedings",
        "8 weeks at a time",
        "Children Act 1989 section 32, to be checked",
        "the limit stays at 26 weeks and the reason is recorded",
    ),
)


def trigger_words(trigger: Trigger) -> str:
    """What starts or meets a clock, in plain English."""
    kind, about = trigger if isinstance(trigger, tuple) else (trigger, "")
    words = str(kind)
    if isinstance(kind, EventKind):
        words = EVENT_KINDS[kind].label
    elif isinstance(kind, FamilyEventKind):
        words = FAMILY_EVENT_KINDS[kind].label
    return f"{words} ({about.replace('_', ' ')})" if about else words


def _joined(triggers: Iterable[Trigger]) -> str:
    return "; ".join(dict.fromkeys(trigger_words(one) for one in triggers))


def starts_words(rule: ClockRule) -> str:
    """What starts a clock."""
    if rule.follows:
        words = "the clock before it is met"
    elif isinstance(rule.starts, Anchor):
        words = rule.starts.value
    else:
        words = _joined(rule.starts)
    if rule.repeats:
        words += "; starts again when met"
    return "; only if ".join((words, *(one.value for one in rule.only_if)))


def _limit_words(rule: ClockRule) -> str:
    parts = [str(rule.limit)]
    if rule.not_before:
        parts.append(f"not before {rule.not_before}")
    if rule.amber_after:
        parts.append(f"due soon after {rule.amber_after}")
    if rule.pauses:
        parts.append("not counted while " + ", or ".join(one.value for one in rule.pauses))
    return "; ".join(parts) + (f". {rule.limit_words}" if rule.limit_words else "")


def _force_words(rule: ClockRule) -> str:
    began = f"from {rule.in_force_from:%d/%m/%Y}" if rule.in_force_from else ""
    ended = f"to before {rule.in_force_to:%d/%m/%Y}" if rule.in_force_to else ""
    return " ".join(part for part in (began, ended) if part)


def _basis_words(rule: ClockRule) -> str:
    return f"{rule.basis}: {rule.source}"


def _missed_words(rule: ClockRule) -> str:
    words = rule.severity.value
    if rule.reason_softens:
        words += ", amber with a reason"
    return words


def _row(rule: ClockRule) -> tuple[str, ...]:
    label = f"{rule.label}, where used" if rule.is_optional else rule.label
    return (
        f"`{rule.key}`",
        label,
        starts_words(rule),
        _limit_words(rule),
        "time itself" if rule.is_period else _joined(rule.meets),
        rule.who,
        _missed_words(rule),
        _basis_words(rule),
        _force_words(rule),
    )


_HEADS = (
    "key",
    "clock",
    "starts when",
    "limit",
    "met by",
    "whose move",
    "if over",
    "basis and source",
    "in force",
)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _easings() -> str:
    names: dict[tuple[str, ...], list[str]] = {}
    for key, rule in (latest(CHILD_RULES) | latest(FAMILY_RULES)).items():
        for one in rule.easings:
            facts = (
                f"{one.from_on:%d/%m/%Y} to {one.to_on:%d/%m/%Y}",
                "fell due, or had begun" if one.saves_begun else "fell due",
                one.words,
                "amber at most" if one.softens else "as before",
                one.source,
            )
            names.setdefault(facts, []).append(f"`{key}`")
    rows = [(", ".join(keys), *facts) for facts, keys in names.items()]
    return _table(
        ("clocks", "days", "for clocks that then", "what was eased", "if over", "source"), rows
    )


def markdown() -> str:
    """The whole page as Markdown, ending in one line break."""
    meanings = [(one.value, one.label) for one in Severity]
    return "\n".join(
        (
            _INTRODUCTION,
            "## What it means that a clock is over\n",
            _table(("if over", "in words"), meanings),
            "## Of a child\n",
            _table(_HEADS, map(_row, CHILD_RULES)),
            "## Of a family's application\n",
            _table(_HEADS, map(_row, FAMILY_RULES)),
            "## Eased for a time\n",
            _easings(),
            "## Timed by practice, and not run here\n",
            _table(("what", "limit", "source", "why no clock"), NOT_RUN),
        )
    )


if __name__ == "__main__":
    sys.stdout.write(markdown())
