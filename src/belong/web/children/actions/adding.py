"""Adding a child, born or expected, and changing who the child is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.events import EventKind
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Team
from belong.web.audit.actions import record_audit
from belong.web.children.models import (
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    Responsibility,
)
from belong.web.children.records import last_number
from belong.web.ledger.actions import Draft, record_events
from belong.web.ledger.models import Head, SubjectKind
from belong.web.ledger.once import save_once

__all__ = ["NewChild", "add_child", "add_identifier", "change_identity"]


@dataclass(frozen=True)
class NewChild:
    """Who is added. Exactly one of born_on and expected_on; worker: who is responsible."""

    council: Agency
    surname: str
    forenames: str = ""
    born_on: date | None = None
    expected_on: date | None = None
    sex: str = ""
    ethnicity: str = ""
    team: Team | None = None
    worker: User | None = None
    worker_role: str = ""


@transaction.atomic
def add_child(*, new: NewChild, by: str, token: str) -> ChildRecord:
    """The record, the birth identity, the first entry of the ledger, and who is responsible.

    Raises: AlreadySaved; BelongError where neither or both of the two days are given.
    """
    if (new.born_on is None) == (new.expected_on is None):
        raise BelongError("A child is born or expected.", mend="Give one of the two days.")
    save_once(token=token, by=by)
    Head.objects.select_for_update().get(pk=1)  # so that no two children take one number
    child = ChildRecord.objects.create(
        pseudonym=f"C-{last_number() + 1:04d}", council=new.council, team=new.team
    )
    BirthIdentity.objects.create(
        child=child,
        forenames=new.forenames,
        surname=new.surname,
        born_on=new.born_on,
        expected_on=new.expected_on,
        sex=new.sex,
        ethnicity=new.ethnicity,
    )
    if new.worker is not None:
        Responsibility.objects.create(
            child=child, user=new.worker, role=new.worker_role, from_on=timezone.localdate()
        )
    kind = EventKind.BORN if new.born_on else EventKind.BIRTH_EXPECTED
    record_events(
        drafts=[
            Draft(
                SubjectKind.CHILD,
                child.key,
                kind,
                happened_on=new.born_on,
                planned_for=new.expected_on,
            )
        ],
        by=by,
        seen=0,
    )
    record_audit(
        action="child_added",
        by=by,
        subject_kind="child",
        subject_key=child.key,
        agency_key=new.council.key,
    )
    return child


@transaction.atomic
def change_identity(
    *, child: ChildRecord, forenames: str, surname: str, sex: str, ethnicity: str, by: str
) -> None:
    """Other names, sex or ethnic group; which of them changed stands in the audit log.

    Raises BelongError where neither a birth nor an expected birth is recorded yet.
    """
    identity = BirthIdentity.objects.select_for_update().filter(child=child).first()
    if identity is None:
        raise BelongError("The child's birth is not recorded yet.", mend="Record the birth first.")
    new = {"forenames": forenames, "surname": surname, "sex": sex, "ethnicity": ethnicity}
    changed = [name for name, value in new.items() if getattr(identity, name) != value]
    for name in changed:
        setattr(identity, name, new[name])
    identity.save()
    record_audit(
        action="identity_changed",
        by=by,
        subject_kind="child",
        subject_key=child.key,
        agency_key=child.council.key,
        detail={"fields": changed},
    )


@transaction.atomic
def add_identifier(*, child: ChildRecord, scheme: str, value: str, by: str) -> None:
    """How the council, or another system, names the child.

    Raises BelongError where the number is taken, in words that say nothing of whose it is.
    """
    taken = ChildIdentifier.objects.filter(agency=child.council, scheme=scheme, value=value)
    if taken.exists():
        raise BelongError(
            "This number cannot be used here.", mend="Check it, or ask the records officer."
        )
    ChildIdentifier.objects.create(child=child, agency=child.council, scheme=scheme, value=value)
    record_audit(
        action="identifier_added",
        by=by,
        subject_kind="child",
        subject_key=child.key,
        agency_key=child.council.key,
        detail={"scheme": scheme},
    )
