"""Django set up for the tests of the web service: before any test module names a model.

And figures opened, to be compared: those of files with those of what was recorded from them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings_test")
django.setup()

from django.apps import apps  # noqa: E402
from django.db import models  # noqa: E402
from django.test import Client  # noqa: E402

from belong.analytics import compute, journeys  # noqa: E402
from belong.domain.frames import Frames  # noqa: E402
from belong.web.accounts.models import User  # noqa: E402
from belong.web.agencies.models import Agency, Appointment, Team  # noqa: E402
from belong.web.children.models import ChildIdentifier  # noqa: E402

#: The years of the made-up returns that figures are compared over.
FIRST, LAST = 2016, 2024

#: Of everybody in these tests.
PASSWORD = "long enough words"  # noqa: S105  # pragma: allowlist secret


@dataclass(frozen=True)
class SignedIn:
    """A person and a browser in which they are signed in."""

    user: User
    client: Client


@pytest.fixture
def region(db) -> Agency:
    """A regional agency without members."""
    return Agency.objects.create(kind="raa", name="Four Rivers Adoption")


@pytest.fixture
def council(db) -> Agency:
    """A council in no region."""
    return Agency.objects.create(kind="council", name="Northmere Council", dfe_code="991")


@pytest.fixture
def person(region) -> Callable[..., User]:
    """Makes a person; with a role, at the region where no agency is named."""

    def make(
        *,
        role: str = "",
        agency: Agency | None = None,
        team: Team | None = None,
        email: str = "",
        password: str | None = PASSWORD,
        to_on: date | None = None,
    ) -> User:
        number = User.objects.count() + 1
        user = User(email=email or f"person{number}@northmere.example", name=f"Person {number}")
        user.set_password(password)
        user.save()
        if role:
            Appointment.objects.create(
                user=user,
                role=role,
                agency=agency or region,
                team=team,
                from_on=date(2020, 4, 1),
                to_on=date(2099, 1, 1) if role == "auditor" else to_on,
            )
        return user

    return make


@pytest.fixture
def signed_in(person) -> Callable[..., SignedIn]:
    """Makes a person with a role, signed in."""

    def make(role: str, **options: Any) -> SignedIn:
        user = person(role=role, **options)
        browser = Client()
        browser.force_login(user)
        return SignedIn(user, browser)

    return make


@pytest.fixture
def administrator(signed_in) -> SignedIn:
    """An administrator of the region."""
    return signed_in("administrator")


Told = dict[tuple[str, str, str], dict[str, Any]]


def figures(frames: Frames, year: int, names: dict[str, str] | None = None) -> Told:
    """Every figure up to a year, opened; names: CHILD by pseudonym."""
    computed = compute(frames, journeys(frames), year=year, windows=year - FIRST + 1)
    named = names or {}

    def who(people: Any) -> list[Any]:
        told = ((p.la_code, named.get(p.child_id, p.child_id), p) for p in people)
        return sorted(
            (
                la,
                child,
                *[getattr(p, name, None) for name in ("value", "start_on", "end_on", "reason")],
            )
            for la, child, p in told
        )

    return {
        (f.indicator, f.area, f.window): {
            "value": f.value,
            "parts": (f.numerator, f.denominator),
            "members": who(f.members),
            "excluded": who(f.excluded),
            "not_computable": who(f.not_computable),
            "years_missing": f.years_missing,
        }
        for f in computed.opened()
    }


def differences(one: Told, other: Told) -> dict[Any, Any]:
    assert one.keys() == other.keys()
    return {key: (told, other[key]) for key, told in one.items() if told != other[key]}


def child_by_pseudonym() -> dict[str, str]:
    rows = ChildIdentifier.objects.values_list("child__pseudonym", "value")
    return dict(rows)


@pytest.fixture
def figures_differ() -> Callable[[Frames, Frames, int], dict[Any, Any]]:
    """What differs between the figures of files and those of the ledger, up to a year."""

    def compare(from_files: Frames, from_ledger: Frames, year: int) -> dict[Any, Any]:
        return differences(
            figures(from_files, year), figures(from_ledger, year, child_by_pseudonym())
        )

    return compare


@pytest.fixture
def tables_with(db) -> Callable[[str], list[str]]:
    """Where words stand in the database, in any table and column, whatever their case."""

    def find(words: str) -> list[str]:
        return [
            f"{model._meta.label}.{field.name}"
            for model in apps.get_models()
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and model._base_manager.filter(**{f"{field.name}__icontains": words}).exists()
        ]

    return find
