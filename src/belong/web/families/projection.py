"""The rows of the list of families and of the pipeline, folded from the ledger.

As believed now, and at each change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from belong.domain.clocks import NATIONAL, Policy
from belong.domain.journey.family import FamilyJourney, LimitKey, limits_of, live_limit
from belong.web.due.queries_policies import policies_of_families
from belong.web.families.folding import histories_of, journeys_at
from belong.web.families.models import FamilyRecord, FamilyRow, FamilyRowVersion
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

__all__ = ["fold_families", "register", "row_of", "rows_of"]


def register() -> None:
    """Let the ledger fold families."""
    register_projection(
        SubjectKind.FAMILY,
        Projection(fold=fold_families, clear=_clear, subjects=_subjects, rows=rows_of),
    )


def _subjects() -> list[str]:
    return subjects_recorded(SubjectKind.FAMILY)


def _clear() -> None:
    FamilyRow.objects.all().delete()
    FamilyRowVersion.objects.all().delete()


def fold_families(keys: Iterable[str], since: int) -> None:
    """Make the rows of these families anew, and what was believed at each change from since on.

    A family with nothing believed has no row. A seal changes what can be told of all earlier
    changes: then since is 0. A family of whom earlier changes are not remembered yet is told from
    the first.
    """
    families = _records(keys)
    remembering = Remembering(FamilyRowVersion, "family", families.values(), since)
    rows, journeys = _make(families, remembering)
    FamilyRow.objects.filter(family__in=families.values()).exclude(
        family_id__in=[row.family_id for row in rows]
    ).delete()
    fields = [f.name for f in FamilyRow._meta.concrete_fields if not f.primary_key]
    FamilyRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["family"], update_fields=fields
    )
    remembering.save()
    fold_further(SubjectKind.FAMILY, families.values(), journeys)


def rows_of(keys: Sequence[str]) -> list[Model]:
    """Every row of families that have none yet, not written."""
    telling = Telling(FamilyRowVersion, "family")
    rows, journeys = _make(_records(keys), telling)
    return [*rows, *telling.told, *further_rows(SubjectKind.FAMILY, journeys)]


def _records(keys: Iterable[str]) -> dict[str, int]:
    return dict(FamilyRecord.objects.filter(key__in=list(keys)).values_list("key", "pk"))


def _make(
    families: Mapping[str, int], telling: Telling[FamilyRowVersion]
) -> tuple[list[FamilyRow], dict[int, FamilyJourney]]:
    """Fold these families, primary keys by key: rows as believed now, and what they tell of.

    Time limits are those of each family's agency.
    """
    policies = policies_of_families(families.values())
    rows: list[FamilyRow] = []
    journeys: dict[int, FamilyJourney] = {}
    for key, entries in histories_of(families).items():
        family = families[key]
        start = min(telling.start(family), entries[-1].change_id)
        told = list(journeys_at(entries, since=start))
        policy = policies[family]
        telling.tell(
            family, [(change, shown_of(one, policy) if one else {}) for change, one in told]
        )
        journey = told[-1][1]
        row = row_of(family, journey, newest_believed(entries), policy) if journey else None
        if journey is not None and row is not None:
            journeys[family] = journey
            rows.append(row)
    return rows, journeys


def row_of(
    family_pk: int, journey: FamilyJourney, change: int, policy: Policy = NATIONAL
) -> FamilyRow | None:
    """The row of one family, of its latest application; None where it has none."""
    shown = shown_of(journey, policy)
    return FamilyRow(family_id=family_pk, change=change, **shown) if shown else None


def shown_of(journey: FamilyJourney, policy: Policy = NATIONAL) -> dict[str, Any]:
    """What the row shows; nothing where there is no application. policy: its agency's."""
    told = journey.latest
    if told is None:
        return {}
    limits = limits_of(told, policy.last_day_of_family)
    due, live = {one.key: one.due_on for one in limits}, live_limit(limits)
    waiting = told.outstanding
    return {
        "application_key": told.key,
        "applications": len(journey.applications),
        "route": told.route,
        "stage": told.stage,
        "stage_from_on": told.stage_from_on,
        "is_on_hold": told.is_on_hold,
        "waits_by_choice": told.waits_by_choice,
        "enquired_on": told.enquired_on,
        "informed_on": told.informed_on,
        "registered_on": told.registered_on,
        "stage_1_from_on": told.stage_1_from_on,
        "stage_1_due_on": due.get(LimitKey.STAGE_1),
        "stage_1_to_on": told.stage_1_to_on,
        "stage_2_from_on": told.stage_2_from_on,
        "stage_2_due_on": due.get(LimitKey.STAGE_2),
        "stage_2_to_on": told.stage_2_to_on,
        "approved_on": told.approved_on,
        "matched_on": told.matched_on,
        "placed_on": told.placed_on,
        "adopted_on": told.adopted_on,
        "left_on": told.left_on,
        "left_reason": told.left_reason or "",
        "checks_outstanding": len(waiting),
        "waits_for": waiting[0].kind if waiting else "",
        "waits_from_on": waiting[0].waits_from_on if waiting else None,
        "limit": live.key if live else "",
        "limit_due_on": live.due_on if live else None,
        "flags": len(journey.flags),
    }
