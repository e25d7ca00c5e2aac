"""The rows of the list of children, folded from the ledger: as believed now and at each change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from belong.domain.journey.child import Journey
from belong.domain.journey.states import Family, Outcome, Plan, Stage
from belong.web.children.folding import histories_of, journeys_at, kept_keys
from belong.web.children.models import ChildRecord, ChildRow, ChildRowVersion, ChildTie, Merge
from belong.web.ledger.histories import newest_believed
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.projection import (
    Projection,
    fold_further,
    further_rows,
    subjects_recorded,
)
from belong.web.ledger.projection import register as register_projection
from belong.web.ledger.versions import Remembering, Telling

__all__ = ["fold_children", "register", "row_of", "rows_of", "ties_of"]

#: Where a child already lives with a family meant to adopt, or will: not waiting for one.
_WITH_FAMILY = frozenset({Family.PLACED, Family.EARLY_PERMANENCE_PLACED})


def register() -> None:
    """Let the ledger fold children."""
    register_projection(
        SubjectKind.CHILD,
        Projection(fold=fold_children, clear=_clear, subjects=_subjects, rows=rows_of),
    )


def _subjects() -> list[str]:
    """Every child recorded on, by the record that was kept where two were merged."""
    recorded = subjects_recorded(SubjectKind.CHILD)
    merges = Merge.objects.filter(undone_at=None).values_list("other__key", "kept__key")
    kept = dict(merges)
    return list(dict.fromkeys(kept.get(key, key) for key in recorded))


def _clear() -> None:
    ChildRow.objects.all().delete()
    ChildTie.objects.all().delete()
    ChildRowVersion.objects.all().delete()


def fold_children(keys: Iterable[str], since: int) -> None:
    """Make the rows of these children anew, and what was believed at each change from since on.

    A child with nothing believed has no row. A record that was merged into another has no row of
    its own: the other's row tells of both. A merge or a seal changes what can be told of all
    earlier changes: then since is 0. A child of whom earlier changes are not remembered yet is told
    from the first.
    """
    named = list(keys)
    folded_keys = kept_keys(named)
    keys = list(dict.fromkeys([*named, *folded_keys]))
    children = dict(ChildRecord.objects.filter(key__in=keys).values_list("key", "pk"))
    remembering = Remembering(ChildRowVersion, "child", children.values(), since)
    made = _make(folded_keys, children, remembering)
    _write(children.values(), made)
    remembering.save()
    fold_further(SubjectKind.CHILD, children.values(), made.journeys)


def rows_of(keys: Sequence[str]) -> list[Model]:
    """Every row of children that have none yet, not written."""
    children = dict(ChildRecord.objects.filter(key__in=keys).values_list("key", "pk"))
    telling = Telling(ChildRowVersion, "child")
    made = _make(keys, children, telling)
    further = further_rows(SubjectKind.CHILD, made.journeys)
    return [*made.rows, *made.ties, *telling.told, *further]


@dataclass
class _Made:
    """Rows and ties as believed now, and the journeys they were made of, by primary key."""

    rows: list[ChildRow] = field(default_factory=list)
    ties: list[ChildTie] = field(default_factory=list)
    journeys: dict[int, Journey] = field(default_factory=dict)


def _make(
    keys: Iterable[str], children: Mapping[str, int], telling: Telling[ChildRowVersion]
) -> _Made:
    """Fold these children. children: primary keys by key."""
    made = _Made()
    for key, entries in histories_of(keys).items():
        child = children.get(key)
        if child is None:
            continue
        start = min(telling.start(child), entries[-1].change_id)
        told = list(journeys_at(entries, since=start))
        telling.tell(child, [(change, shown_of(one) if one else {}) for change, one in told])
        journey = told[-1][1]
        if journey is not None:
            made.journeys[child] = journey
            made.rows.append(row_of(child, journey, newest_believed(entries)))
            made.ties += ties_of(child, journey)
    return made


def _write(children: Collection[int], made: _Made) -> None:
    """The rows and ties of these children, in place of those that there are."""
    with_row = {row.child_id for row in made.rows}
    ChildRow.objects.filter(child__in=[pk for pk in children if pk not in with_row]).delete()
    fields = [f.name for f in ChildRow._meta.concrete_fields if not f.primary_key]
    ChildRow.objects.bulk_create(
        made.rows, update_conflicts=True, unique_fields=["child"], update_fields=fields
    )
    ChildTie.objects.filter(child__in=children).delete()
    ChildTie.objects.bulk_create(made.ties)


def row_of(child_pk: int, journey: Journey, change: int) -> ChildRow:
    """The row of one child."""
    return ChildRow(child_id=child_pk, change=change, **shown_of(journey))


def shown_of(journey: Journey) -> dict[str, Any]:
    """What the row shows. Waiting: a live decision and no adoptive or early permanence home."""
    latest = journey.milestones[-1]
    last = journey.events[-1].happened_on if journey.events else None
    return {
        "stage": journey.stage,
        "plan": journey.axes.plan,
        "authority": journey.axes.authority,
        "family": journey.axes.family,
        "outcome": journey.axes.outcome,
        "entered_care_on": latest.entered_care_on,
        "plan_decided_on": latest.plan_decided_on,
        "placement_order_on": latest.placement_order_on,
        "matched_on": latest.matched_on,
        "moved_in_on": latest.moved_in_on,
        "placed_for_adoption_on": latest.placed_for_adoption_on,
        "adopted_on": latest.adopted_on,
        "is_early_permanence": journey.axes.family is Family.EARLY_PERMANENCE_PLACED,
        "is_waiting": (
            journey.axes.outcome is Outcome.OPEN
            and journey.stage is not Stage.LEFT_CARE
            and journey.axes.plan is Plan.DECIDED
            and journey.axes.family not in _WITH_FAMILY
        ),
        "last_happened_on": last,
        "flags": len(journey.flags),
    }


def ties_of(child_pk: int, journey: Journey) -> list[ChildTie]:
    """The families that the child is tied to now: placed before matched before linked."""
    found: dict[str, ChildTie] = {}
    placed = [p for p in journey.placements if p.family_id and p.to_on is None]
    matched = [m for m in journey.matches if m.family_id and m.ended_on is None]
    linked = [one for one in journey.links if one.family_id and one.ended_on is None]
    for strength, tied in (
        (ChildTie.Strength.PLACED, [(p.family_id, p.from_on) for p in placed]),
        (ChildTie.Strength.MATCHED, [(m.family_id, m.on) for m in matched]),
        (ChildTie.Strength.LINKED, [(one.family_id, one.on) for one in linked]),
    ):
        for family_key, on in tied:
            if family_key is not None:
                found.setdefault(
                    family_key,
                    ChildTie(
                        child_id=child_pk, family_key=family_key, strength=strength, from_on=on
                    ),
                )
    return list(found.values())
