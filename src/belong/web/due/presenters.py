"""Agencies' own limits, and all clocks, as tables: each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from belong.domain.clocks import CLOCKS, FAMILY_CLOCKS, ClockRule
from belong.web.due.models import PolicyTerm
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import day

__all__ = ["basis_words", "clocks_table", "label_of", "terms_table"]

Says = PolicyTerm.Says


def label_of(term: PolicyTerm) -> str:
    """What the clock of a term asks for, in words."""
    rule = CLOCKS.get(term.clock) or FAMILY_CLOCKS.get(term.clock)
    return rule.label if rule else term.label


def basis_words(rule: ClockRule) -> str:
    """Where a limit comes from: the source with how binding it is.

    The source says of itself where nobody has read it yet: it is never shown as official.
    """
    return f"{rule.source} ({rule.basis})"


def terms_table(terms: Iterable[PolicyTerm], today: date) -> Table:
    """What an agency has set, the latest begun first."""
    return Table(
        "Your own limits",
        tuple(Column(head) for head in ("Time limit", "What is set", "Written in", "From", "To")),
        tuple(
            Row.of(
                Cell(
                    label_of(one),
                    href=reverse("due-policy-end", args=[one.key])
                    if one.to_on is None or one.to_on > today
                    else "",
                    tags=(_standing(one, today),),
                ),
                _set_words(one),
                one.source,
                day(one.from_on),
                day(one.to_on - timedelta(days=1)) if one.to_on else "",
            )
            for one in terms
        ),
        empty="Nothing is set: the limits below hold as they are.",
    )


def _standing(term: PolicyTerm, today: date) -> Tag:
    if term.to_on is not None and term.to_on <= max(today, term.from_on):
        return Tag("Ended", Colour.GREY)
    if term.from_on > today:
        return Tag("To come", Colour.BLUE)
    return Tag("Holds", Colour.GREEN)


def _set_words(term: PolicyTerm) -> str:
    parts = [Says(term.says).label]
    if term.limit is not None:
        parts.append(str(term.limit))
    if term.warning is not None:
        parts.append(f"due soon after {term.warning}")
    return ": ".join((parts[0], "; ".join(parts[1:]))) if parts[1:] else parts[0]


def clocks_table(caption: str, rules: Iterable[ClockRule], agency_key: str) -> Table:
    """Clocks as they stand in the table, each leading to the page that sets it here."""
    return Table(
        caption,
        tuple(Column(head) for head in ("Time limit", "Limit", "Whose move", "Source")),
        tuple(
            Row.of(
                Cell(
                    rule.label,
                    href=reverse("due-policy-set", args=[agency_key, rule.key]),
                    below="runs only where used" if rule.is_optional else "",
                ),
                str(rule.limit),
                rule.who[:1].upper() + rule.who[1:],
                basis_words(rule),
            )
            for rule in rules
            if not rule.is_period
        ),
    )
