"""Adding people, changing them, and closing their accounts; each with its audit event."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import User, Users
from belong.web.audit.actions import record_audit

__all__ = ["add_person", "change_person", "close_account", "reopen_account", "set_password"]


def _taken(email: str) -> BelongError:
    return BelongError(
        "Somebody already signs in with this e-mail address.",
        where=email,
        mend="Give that person another role instead of adding them again.",
    )


@transaction.atomic
def add_person(
    *, email: str, name: str, password: str | None = None, by: str = "", process: str = ""
) -> User:
    """An account. Without a password, the person chooses one by way of a link sent by e-mail.

    Raises BelongError where the address is taken or the password too easy to guess.
    """
    email = Users.normalize_email(email)
    if User.objects.filter(email=email).exists():
        raise _taken(email)
    user = User(email=email, name=name.strip())
    _put_password(user, password)
    user.save()
    record_audit(
        action="person_added", by=by, process=process, subject_kind="person", subject_key=user.key
    )
    return user


def _put_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise BelongError(" ".join(refused.messages), mend="Choose another password.") from refused
    user.set_password(password)


@transaction.atomic
def set_password(*, user: User, password: str, by: str = "", process: str = "") -> None:
    """A new password. Raises BelongError where it is too easy to guess."""
    _put_password(user, password)
    user.save(update_fields=["password"])
    record_audit(
        action="password_set", by=by, process=process, subject_kind="person", subject_key=user.key
    )


@transaction.atomic
def change_person(*, user: User, name: str, email: str, by: str = "", process: str = "") -> None:
    """Another name or e-mail address. Raises BelongError where the address is taken."""
    new = {"name": name.strip(), "email": Users.normalize_email(email)}
    changed = [field for field, value in new.items() if getattr(user, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(user, field, new[field])
    try:
        with transaction.atomic():
            user.save(update_fields=changed)
    except IntegrityError as refused:
        raise _taken(new["email"]) from refused
    record_audit(
        action="person_changed",
        by=by,
        process=process,
        subject_kind="person",
        subject_key=user.key,
        detail={"fields": changed},
    )


@transaction.atomic
def close_account(*, user: User, by: str = "", process: str = "") -> None:
    """The person can no longer sign in, and their open sessions end. Nothing is deleted."""
    if not user.is_active:
        return
    user.is_active = False
    user.left_at = timezone.now()
    user.save(update_fields=["is_active", "left_at"])
    _end_sessions(user)
    record_audit(
        action="account_closed", by=by, process=process, subject_kind="person", subject_key=user.key
    )


@transaction.atomic
def reopen_account(*, user: User, by: str = "", process: str = "") -> None:
    """The person can sign in again, with the roles that they still hold."""
    if user.is_active:
        return
    user.is_active, user.left_at = True, None
    user.save(update_fields=["is_active", "left_at"])
    record_audit(
        action="account_reopened",
        by=by,
        process=process,
        subject_kind="person",
        subject_key=user.key,
    )


def _end_sessions(user: User) -> None:
    """End the sessions of one person. Read one by one: whose a session is, is inside it."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        held: dict[str, Any] = session.get_decoded()
        if held.get("_auth_user_id") == str(user.pk):
            session.delete()
