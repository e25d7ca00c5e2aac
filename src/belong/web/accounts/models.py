"""Who may sign in, and what they had written when their session ended."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

__all__ = ["KeptForm", "User", "Users", "new_key"]


def new_key() -> str:
    """A key that says nothing: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class Users(BaseUserManager["User"]):
    """Accounts, found by e-mail whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this e-mail."""
        return self.get(email=self.normalize_email(username))

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The whole address in lower case: no two people differ by case only."""
        return (email or "").strip().lower()


class User(AbstractBaseUser):
    """A person who signs in by e-mail. What they may do hangs on appointments, never on this.

    key: opaque; how ledger, audit log and facts of access name the person. left_at: when the
    account was closed; is_active says the same as a bool and the two can never disagree.
    has_second_factor: whether one is set up; only of the person of a session.
    """

    has_second_factor: bool

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        """One account for one address; open or closed, never half."""

        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_email_whatever_case"),
            models.CheckConstraint(
                condition=Q(is_active=True, left_at=None)
                | Q(is_active=False, left_at__isnull=False),
                name="accounts_open_or_left",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Keep the e-mail in lower case."""
        self.email = Users.normalize_email(self.email)
        super().save(*args, **options)

    def get_full_name(self) -> str:
        """The name, as mails address people."""
        return self.name

    def get_short_name(self) -> str:
        """The name."""
        return self.name


class KeptForm(models.Model):
    """A form that somebody posted after their session had ended; encrypted, for a short time.

    content: what was posted, encrypted with a key made from SECRET_KEY. One for each person and
    page: a later one replaces it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=500)
    content = models.BinaryField()
    kept_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        """One for each person and page."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "path"], name="accounts_kept_once_a_page")
        ]

    def __str__(self) -> str:
        return f"Form kept for {self.path}"
