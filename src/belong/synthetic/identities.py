"""Who the made-up children are, on each side."""

from __future__ import annotations

from random import Random

from belong.synthetic import names
from belong.synthetic.histories import History
from belong.synthetic.homes import Home

__all__ = ["adoptive_name", "birth_address", "birth_name", "unborn_family"]


def _of_family(seed: int, history: History) -> Random:
    shared = history.index if history.sibling_group is None else f"group {history.sibling_group}"
    return Random(f"{seed}/{history.la_code}/{shared}/birth family")


def birth_name(seed: int, history: History) -> names.Named:
    """The child's name at birth; brothers and sisters share the surname."""
    surname = names.person(_of_family(seed, history), "birth").surname
    own = Random(f"{seed}/{history.la_code}/{history.index}/named")
    return names.person(own, "birth", history.sex, surname)


def birth_address(seed: int, history: History) -> str:
    """Where the child's birth family lives."""
    return names.address(_of_family(seed, history), "birth")


def adoptive_name(seed: int, home: Home, sex: str, surname: str) -> names.Named:
    """The child's name in the adoptive family of that surname."""
    rng = Random(f"{seed}/{home.la_code}/{home.child_id}/adoptive name")
    return names.person(rng, "adoptive", sex, surname)


def unborn_family(seed: int, number: int) -> tuple[str, str]:
    """Surname and address of the birth family of the unborn child with this number."""
    rng = Random(f"{seed}/unborn {number}/birth family")
    return names.person(rng, "birth").surname, names.address(rng, "birth")
