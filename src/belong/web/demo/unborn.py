"""Children of the demo who are not born yet: referred, planned for, and expected on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from belong.domain.calendar import add_working_days
from belong.domain.events import EventKind
from belong.domain.policy import Role
from belong.synthetic.identities import unborn_family
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Team
from belong.web.children.models import BirthIdentity, ChildRecord, Responsibility
from belong.web.children.records import last_number
from belong.web.demo.events import moment
from belong.web.ledger.actions import DEMO, Draft, write_change
from belong.web.ledger.models import SubjectKind

__all__ = ["UNBORN", "write_unborn"]

K = EventKind


@dataclass(frozen=True)
class _Unborn:
    """An unborn child. due_in, referred, planned: days from today; None: not yet.

    hearing_in: days to the first hearing in the diary, None where there is none.
    """

    council: str
    email: str
    due_in: int
    referred: int
    planned: int | None = None
    hearing_in: int | None = None


#: One whose plans are made, one newly referred, one of another council.
UNBORN = (
    _Unborn("991", "child-social-worker@demo.example", 26, -68, -19, 40),
    _Unborn("991", "child-social-worker@demo.example", 97, -9),
    _Unborn("992", "social-worker-992@demo.example", 54, -41, -6),
)


def write_unborn(seed: int, today: date) -> None:
    """Records of the unborn children, with their pre-birth planning, each with a worker."""
    for number, told in enumerate(UNBORN):
        council = Agency.objects.get(dfe_code=told.council)
        user = User.objects.get(email=told.email)
        team = Team.objects.filter(agency=council).order_by("name").first()
        child = ChildRecord.objects.create(
            pseudonym=f"C-{last_number() + 1:04d}", council=council, team=team
        )
        surname, address = unborn_family(seed, number)
        BirthIdentity.objects.create(
            child=child,
            surname=surname,
            expected_on=today + timedelta(days=told.due_in),
            home_address=address,
        )
        Responsibility.objects.create(
            child=child,
            user=user,
            role=Role.CHILD_SOCIAL_WORKER.value,
            from_on=today + timedelta(days=told.referred),
        )
        write_change(
            drafts=_drafts(child.key, told, today),
            process=DEMO,
            source=f"{DEMO} {told.council}",
            recorded_at=moment(today),
        )


def _drafts(key: str, told: _Unborn, today: date) -> list[Draft]:
    def draft(kind: EventKind, days: int, **details: str) -> Draft:
        on = today + timedelta(days=days)
        is_planned = days > 0
        if kind is K.HEARING_LISTED:
            on = add_working_days(on, 1)
        return Draft(
            SubjectKind.CHILD,
            key,
            kind.value,
            happened_on=None if is_planned else on,
            planned_for=on if is_planned else None,
            details=details,
        )

    drafts = [draft(K.REFERRED, told.referred), draft(K.BIRTH_EXPECTED, told.due_in)]
    if told.planned is not None:
        drafts.append(draft(K.PARALLEL_PLAN_MADE, told.planned))
    if told.hearing_in is not None:
        drafts.append(draft(K.HEARING_LISTED, told.hearing_in, about="care_proceedings"))
    return drafts
