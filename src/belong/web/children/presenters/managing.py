"""What is true of a child and not of a day, for the page that changes it."""

from __future__ import annotations

from collections.abc import Iterable

from belong.domain.codes import ETHNIC, SEX
from belong.web.children.forms.manage import SCHEMES
from belong.web.children.models import ChildIdentifier, ChildRecord
from belong.web.ui.presenters import Column, Row, Table
from belong.web.ui.words import day

__all__ = ["identity_pairs", "numbers_table"]


def identity_pairs(child: ChildRecord) -> list[tuple[str, str]]:
    """Who the child is, as label and value."""
    identity = getattr(child, "birth_identity", None)
    if identity is None:
        return [("Reference", child.pseudonym)]
    birth = ("Born", day(identity.born_on)) if identity.born_on else (
        "Birth expected", day(identity.expected_on)
    )  # fmt: skip
    return [
        ("Reference", child.pseudonym),
        ("Forenames", identity.forenames),
        ("Surname", identity.surname),
        birth,
        ("Sex", SEX.meaning(identity.sex) if SEX.is_known(identity.sex) else ""),
        (
            "Ethnic group",
            ETHNIC.meaning(identity.ethnicity) if ETHNIC.is_known(identity.ethnicity) else "",
        ),
        ("Council", child.council.name),
        ("Team", child.team.name if child.team else "None"),
        ("Sibling group", child.sibling_group.label if child.sibling_group else "None"),
    ]


def numbers_table(identifiers: Iterable[ChildIdentifier]) -> Table:
    """The numbers by which others know the child."""
    return Table(
        "Numbers",
        (Column("Kind"), Column("Number")),
        tuple(Row.of(SCHEMES.get(each.scheme, each.scheme), each.value) for each in identifiers),
        empty="No number is recorded.",
    )
