"""The index by which PostgreSQL finds a part of a name, and doing without it."""

from __future__ import annotations

import pytest
from django.db import connection

from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.config.searching import letters_indexed

pytestmark = pytest.mark.django_db
ON_POSTGRES = connection.vendor == "postgresql"


def indexes_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, table))


def test_names_are_indexed_by_letters_on_postgresql_alone() -> None:
    found = {
        name
        for table in (
            "children_birthidentity",
            "families_householdmember",
            "families_familyrecord",
        )
        for name in indexes_of(table)
        if name.endswith("_letters")
    }
    wanted = {"children_birth_letters", "families_people_letters", "families_number_letters"}
    assert found == (wanted if ON_POSTGRES else set())


def test_index_without_the_extension_is_done_without(council) -> None:
    made = letters_indexed(
        connection, "no_letters", "children_birthidentity", ("surname",), extension="not_there"
    )
    assert made is False
    assert "no_letters" not in indexes_of("children_birthidentity")
    child = ChildRecord.objects.create(pseudonym="C-9001", council=council)
    BirthIdentity.objects.create(
        child=child, forenames="Elsie", surname="O'Thorne_%", born_on="2024-03-27"
    )
    assert BirthIdentity.objects.filter(surname__icontains="thorne_%").count() == 1
