"""Who works with whom in the demo: workers of every agency, and the cases that they hold today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import cycle

from belong.domain.journey.states import Outcome, Stage
from belong.domain.policy import Role
from belong.synthetic import names
from belong.web.accounts.actions import add_person
from belong.web.accounts.models import User
from belong.web.agencies.actions import appoint
from belong.web.agencies.demo_people import BEGAN_ON, demo_accounts
from belong.web.agencies.models import Agency, Appointment, Kind, Team
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord, ChildRow, Responsibility
from belong.web.families.models import FamilyRecord, FamilyResponsibility, FamilyRow
from belong.web.ledger.actions import DEMO

__all__ = ["write_caseloads"]

_WORKERS = {Kind.COUNCIL: 4, Kind.RAA: 6, Kind.VOLUNTARY: 2}
_ROLES = {
    Kind.COUNCIL: Role.CHILD_SOCIAL_WORKER,
    Kind.RAA: Role.ADOPTERS_SOCIAL_WORKER,
    Kind.VOLUNTARY: Role.VOLUNTARY_AGENCY_WORKER,
}
#: Cases of a person with a sign-in of the demo, at most.
_OWN_CASES = 14
#: How long after an adoption order the record is closed.
_CLOSES_AFTER = timedelta(days=270)
_FINISHED = tuple(one.value for one in Outcome if one not in (Outcome.OPEN, Outcome.ADOPTED))


def write_caseloads(today: date) -> None:
    """Teams and workers for every open case of a child and every family that is on its way."""
    _hire()
    _children(today)
    _families(today)


def _hire() -> None:
    """Workers beside those with a sign-in; they cannot sign in themselves."""
    number = 0
    for agency in Agency.objects.order_by("kind", "name"):
        teams = list(Team.objects.filter(agency=agency).exclude(name="Family finding"))
        for place in range(_WORKERS[Kind(agency.kind)]):
            user = add_person(
                email=f"worker{number + 1}@demo.example", name=names.worker(number), process=DEMO
            )
            appoint(
                user=user,
                role=_ROLES[Kind(agency.kind)],
                agency=agency,
                team=teams[place % len(teams)],
                from_on=BEGAN_ON,
                process=DEMO,
            )
            number += 1


def _workers(role: Role) -> dict[int, dict[int | None, list[User]]]:
    """People who hold a role, by agency and team."""
    found: dict[int, dict[int | None, list[User]]] = defaultdict(lambda: defaultdict(list))
    for one in Appointment.objects.filter(role=role).select_related("user").order_by("pk"):
        found[one.agency_id][one.team_id].append(one.user)
    return found


def _signed_in(role: Role) -> list[User]:
    """People with a sign-in of the demo in a role."""
    emails = [one.email for one in demo_accounts() if one.role is role]
    return list(User.objects.filter(email__in=emails).order_by("pk"))


def _children(today: date) -> None:
    """A team and a worker for every child whose case is open; a few are with each sign-in."""
    workers = _workers(Role.CHILD_SOCIAL_WORKER)
    open_cases = ChildRow.objects.exclude(outcome__in=_FINISHED).exclude(stage=Stage.LEFT_CARE)
    rows = open_cases.select_related("child__council")
    open_rows = [
        row
        for row in rows.order_by("-is_waiting", "-last_happened_on", "pk")
        if row.adopted_on is None or row.adopted_on + _CLOSES_AFTER > today
    ]
    made: list[Responsibility] = []
    shared: dict[int, list[ChildRecord]] = defaultdict(list)
    turns: dict[int, cycle[tuple[int | None, User]]] = {
        agency: cycle([(team, user) for team, users in teams.items() for user in users])
        for agency, teams in workers.items()
    }
    for row in open_rows:
        child = row.child
        team, user = next(turns[child.council_id])
        child.team_id = team
        made.append(_responsible(child, user, Role.CHILD_SOCIAL_WORKER, row.entered_care_on, today))
        shared[child.council_id].append(child)
    ChildRecord.objects.bulk_update([row.child for row in open_rows], ["team"], batch_size=300)
    for role in (Role.REVIEWING_OFFICER, Role.DECISION_MAKER):
        for user in _signed_in(role):
            reach = Appointment.objects.filter(user=user).values_list("agency_id", flat=True)
            at = [child for agency in reach for child in shared.get(agency, ())]
            made += [_responsible(child, user, role, None, today) for child in at[:_OWN_CASES]]
    made += _sought_for(open_rows, made, today)
    adopted = [row.child for row in open_rows if row.adopted_on is not None]
    for user in _signed_in(Role.SUPPORT_WORKER):
        made += [
            _responsible(child, user, Role.SUPPORT_WORKER, None, today)
            for child in adopted[:_OWN_CASES]
        ]
    Responsibility.objects.bulk_create(made, batch_size=500)
    _close_adopted(today)
    _audit("caseloads_loaded", len(made))


def _sought_for(
    rows: Iterable[ChildRow], made: Iterable[Responsibility], today: date
) -> list[Responsibility]:
    """For each family finder with a sign-in: waiting children, first those whose worker has one.

    So that what one of the two records stands on the home page of the other.
    """
    workers = {user.pk for user in _signed_in(Role.CHILD_SOCIAL_WORKER)}
    near = {each.child_id for each in made if each.user_id in workers}
    waiting = [row.child for row in rows if row.is_waiting]
    waiting.sort(key=lambda child: child.pk not in near)
    return [
        _responsible(child, user, Role.FAMILY_FINDER, None, today)
        for user in _signed_in(Role.FAMILY_FINDER)
        for child in waiting[:_OWN_CASES]
    ]


def _responsible(
    child: ChildRecord, user: User, role: Role, since: date | None, today: date
) -> Responsibility:
    from_on = since or today - timedelta(days=120)
    return Responsibility(child=child, user=user, role=role.value, from_on=from_on)


def _close_adopted(today: date) -> None:
    """Records of children adopted long enough ago are closed, as the checklist would have done."""
    from belong.web.demo.events import moment

    closed = []
    for row in ChildRow.objects.filter(adopted_on__isnull=False).select_related("child"):
        if row.adopted_on is not None and row.adopted_on + _CLOSES_AFTER <= today:
            row.child.closed_at = moment(row.adopted_on + timedelta(days=90))
            closed.append(row.child)
    ChildRecord.objects.bulk_update(closed, ["closed_at"], batch_size=300)


def _families(today: date) -> None:
    """A worker for every family that is on its way or has a child placed."""
    rows = FamilyRow.objects.exclude(stage="Z").select_related("family").order_by("stage", "pk")
    made: list[FamilyResponsibility] = []
    for role, kind in (
        (Role.ADOPTERS_SOCIAL_WORKER, Kind.RAA),
        (Role.VOLUNTARY_AGENCY_WORKER, Kind.VOLUNTARY),
    ):
        workers = _workers(role)
        at = [row.family for row in rows.filter(family__agency__kind=kind).exclude(stage="A8")]
        made += list(_shared_out(at, workers, role, today))
    adopters = [row.family for row in rows.filter(stage="A8").order_by("-adopted_on", "pk")]
    for user in _signed_in(Role.SUPPORT_WORKER):
        made += [
            _responsible_for(family, user, Role.SUPPORT_WORKER, today)
            for family in adopters[:_OWN_CASES]
        ]
    FamilyResponsibility.objects.bulk_create(made, batch_size=500)
    _audit("family_caseloads_loaded", len(made))


def _shared_out(
    families: Iterable[FamilyRecord],
    workers: dict[int, dict[int | None, list[User]]],
    role: Role,
    today: date,
) -> Iterable[FamilyResponsibility]:
    turns = {
        (agency, team): cycle(users)
        for agency, teams in workers.items()
        for team, users in teams.items()
    }
    for family in families:
        people = turns.get((family.agency_id, family.team_id))
        if people is not None:
            yield _responsible_for(family, next(people), role, today)


def _responsible_for(
    family: FamilyRecord, user: User, role: Role, today: date
) -> FamilyResponsibility:
    from_on = today - timedelta(days=120)
    return FamilyResponsibility(family=family, user=user, role=role.value, from_on=from_on)


def _audit(action: str, count: int) -> None:
    record_audit(action=action, process=DEMO, detail={"cases": count})
