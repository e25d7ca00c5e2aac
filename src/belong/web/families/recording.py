"""Recording an event of a family: what it would break, saving it, and what has changed since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    ApplicationJourney,
    FamilyEvent,
    FamilyEventKind,
    FamilyFlag,
    fold_family,
    kinds_allowed,
    next_move,
)
from belong.web.families.folding import as_family_event, still_believed
from belong.web.families.words import sentence
from belong.web.ledger.models import Event

__all__ = ["broken_by", "in_words", "kinds_to_choose", "what_changed"]


def broken_by(
    rows: Sequence[Event], draft: FamilyEvent, corrected: Event | None = None
) -> list[FamilyFlag]:
    """The rules that would be broken by the draft, in itself or by what it does to others.

    rows: everything recorded. corrected: the row that the draft would stand in place of.
    """
    believed = still_believed(rows)
    before = fold_family(map(as_family_event, believed)).flags
    kept = [row for row in believed if corrected is None or row.pk != corrected.pk]
    after = fold_family([*map(as_family_event, kept), draft]).flags
    had = Counter((flag.rule, flag.kind, flag.event_id) for flag in before)
    return [flag for flag in after if not had[flag.rule, flag.kind, flag.event_id]]


def kinds_to_choose(
    told: ApplicationJourney | None, *, may_check: bool
) -> tuple[list[FamilyEventKind], list[FamilyEventKind]]:
    """The kinds that the application allows next, and every other; checks only for who may."""
    allowed = [kind for kind in kinds_allowed(told) if may_check or not _is_check(kind)]
    others = [
        kind
        for kind in FamilyEventKind
        if kind not in allowed and (may_check or not _is_check(kind))
    ]
    return list(dict.fromkeys(allowed)), others


def _is_check(kind: FamilyEventKind) -> bool:
    return "check" in FAMILY_EVENT_KINDS[kind].details


def what_changed(
    kind: FamilyEventKind, before: ApplicationJourney | None, after: ApplicationJourney | None
) -> str:
    """What a save did, in a few sentences: recorded, the stage now, what comes next."""
    said = [f"Recorded: {FAMILY_EVENT_KINDS[kind].label}."]
    if after is None:
        return said[0]
    if before is None or before.stage is not after.stage:
        said.append(f"The stage is now: {after.stage.label}.")
    move = next_move(after)
    if move is not None:
        said.append(f"Next: {_lower(move.words)} ({move.whose}).")
    return " ".join(said)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def in_words(kinds: Iterable[FamilyEventKind]) -> list[tuple[str, str]]:
    """Kinds as pairs of code and words."""
    return [(kind.value, sentence(FAMILY_EVENT_KINDS[kind].label)) for kind in kinds]
