"""Who is responsible for a child, and which team; siblings who are planned for together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.agencies.models import Team
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord, Responsibility, SiblingGroup

__all__ = ["assign_team", "assign_worker", "hand_over", "join_siblings", "leave_siblings"]


def _audit(action: str, child: ChildRecord, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="child",
        subject_key=child.key,
        agency_key=child.council.key,
        detail=detail,
    )


@transaction.atomic
def assign_worker(
    *, child: ChildRecord, user: User, role: str, from_on: date, replaces: bool, by: str
) -> None:
    """Make a person responsible in a role from a day on.

    replaces: whoever held the role until then holds it no longer. Raises BelongError where the
    person holds it already.
    """
    held = Responsibility.objects.select_for_update().filter(
        Q(to_on=None) | Q(to_on__gt=from_on), child=child, role=role
    )
    if held.filter(user=user).exists():
        raise BelongError("This person is responsible in that role already.")
    if replaces:
        for each in held:
            each.to_on = max(from_on, each.from_on)
            each.save(update_fields=["to_on"])
    Responsibility.objects.create(child=child, user=user, role=role, from_on=from_on)
    _audit("responsibility_given", child, by, person=user.key, role=role, from_on=from_on)


@transaction.atomic
def assign_team(*, child: ChildRecord, team: Team | None, by: str) -> None:
    """Put a child into a team of the council. Raises BelongError for a team of another agency."""
    if team is not None and team.agency_id != child.council_id:
        raise BelongError("This team is not one of the child's council.")
    child.team = team
    child.save(update_fields=["team"])
    _audit("team_changed", child, by, team=team.key if team else "")


@transaction.atomic
def hand_over(
    *, children: Iterable[ChildRecord], leaver: User, successor: User, from_on: date, by: str
) -> int:
    """Everything that a leaver is responsible for among these children goes to a successor.

    Gives how many children. What the successor holds already is only ended for the leaver.
    """
    if leaver.pk == successor.pk:
        raise BelongError("A caseload is handed over to somebody else.")
    held = Responsibility.objects.select_for_update().filter(
        Q(to_on=None) | Q(to_on__gt=from_on), user=leaver, child__in=list(children)
    )
    handed: set[int] = set()
    for each in held.select_related("child__council"):
        each.to_on = max(from_on, each.from_on)
        each.save(update_fields=["to_on"])
        has_it = Responsibility.objects.filter(
            Q(to_on=None) | Q(to_on__gt=from_on),
            user=successor,
            child=each.child_id,
            role=each.role,
        )
        if not has_it.exists():
            Responsibility.objects.create(
                child=each.child, user=successor, role=each.role, from_on=each.to_on
            )
        _audit("caseload_handed_over", each.child, by, from_person=leaver.key, person=successor.key)
        handed.add(each.child_id)
    return len(handed)


@transaction.atomic
def join_siblings(*, child: ChildRecord, sibling: ChildRecord, by: str) -> SiblingGroup:
    """Put a child into the sibling group of another, which is made if there is none.

    Raises BelongError where both are in groups already, and not in the same.
    """
    groups = {each for each in (child.sibling_group_id, sibling.sibling_group_id) if each}
    if child.pk == sibling.pk or len(groups) > 1:
        raise BelongError(
            "These two cannot be put into one group.",
            mend="Take one of them out of its present group first.",
        )
    group = child.sibling_group or sibling.sibling_group
    if group is None:
        group = SiblingGroup.objects.create(label="")
        group.label = f"S-{group.pk:04d}"
        group.save(update_fields=["label"])
    for each in (child, sibling):
        if each.sibling_group_id != group.pk:
            each.sibling_group = group
            each.save(update_fields=["sibling_group"])
            _audit("sibling_group_joined", each, by, group=group.key)
    return group


@transaction.atomic
def leave_siblings(*, child: ChildRecord, by: str) -> None:
    """Take a child out of the sibling group; plans made before stay recorded."""
    if child.sibling_group is None:
        raise BelongError("The child is in no sibling group.")
    key = child.sibling_group.key
    child.sibling_group = None
    child.save(update_fields=["sibling_group"])
    _audit("sibling_group_left", child, by, group=key)
