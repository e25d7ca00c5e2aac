"""Invented names and addresses. Whichever side one is from, it says so.

Every string about a child's birth side holds ``BIRTH_TOKEN``, every one about an adoptive side
``ADOPTIVE_TOKEN``, in whatever case. So a test can read any page, export or document and prove that
the other side is not in it. Nobody is called so, and neither town exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

__all__ = ["ADOPTIVE_TOKEN", "BIRTH_TOKEN", "Named", "address", "person", "worker"]

BIRTH_TOKEN = "quor"  # noqa: S105 (a mark in made-up names)
ADOPTIVE_TOKEN = "zemb"  # noqa: S105 (the same)

Side = Literal["birth", "adoptive"]

_GIRLS = (
    *("Ada", "Bethan", "Carys", "Dilys", "Edie", "Freya", "Gwen", "Hattie", "Imogen", "Juno"),
    *("Keira", "Lottie", "Mabel", "Nell", "Orla", "Poppy", "Rosa", "Seren", "Thea", "Zadie"),
)
_BOYS = (
    *("Albie", "Bram", "Callum", "Dylan", "Ellis", "Finn", "Gethin", "Hari", "Ivo", "Jonah"),
    *("Kit", "Lewin", "Milo", "Noel", "Osian", "Percy", "Rafi", "Sami", "Tomos", "Wilf"),
)
_MIDDLE: dict[Side, tuple[str, ...]] = {
    "birth": ("Quorin", "Maquora", "Elquor", "Quorlan", "Tiquora", "Quorel", "Ashquor", "Quoria"),
    "adoptive": ("Zembra", "Kazemb", "Zembel", "Lizemba", "Zembor", "Orzemb", "Zembia", "Tazemb"),
}
_SURNAMES: dict[Side, tuple[str, ...]] = {
    "birth": (
        *("Tolquor", "Quorley", "Maquorne", "Brequorth", "Quorrick", "Hasquor", "Quorden"),
        *("Penquor", "Quorwell", "Ulquorby", "Quorstan", "Velquor", "Quormer", "Dunquorth"),
        *("Quorlow", "Inquorley", "Quorham", "Estquor", "Quortley", "Garquor"),
    ),
    "adoptive": (
        *("Zembley", "Hazembe", "Crozemby", "Zembrick", "Tazembury", "Zemborne", "Olzembe"),
        *("Zembwell", "Prizemby", "Zemblow", "Fenzemb", "Zembden", "Arzembury", "Zemstone-Zemb"),
        *("Zembham", "Rozemby", "Zembster", "Wezembe", "Zembmoor", "Kilzemb"),
    ),
}
_STREETS = ("Mill Lane", "Chapel Row", "Orchard Way", "Station Road", "The Green", "Weir Street")
_TOWNS: dict[Side, str] = {"birth": "Quorminster", "adoptive": "Zembury"}
#: ZZ is no real postcode area.
_AREAS: dict[Side, str] = {"birth": "ZZ1", "adoptive": "ZZ9"}

_WORKER_FORENAMES = (
    *("Alun", "Beti", "Cass", "Dewi", "Elin", "Femi", "Greta", "Hollis", "Isla", "Jude", "Kemi"),
    *("Lowri", "Marek", "Nerys", "Olwen", "Priya", "Rhodri", "Sunita", "Teilo", "Yusuf"),
)
_WORKER_SURNAMES = (
    *("Ashbourneley", "Birchfold", "Coldwater", "Dovetree", "Elmstead", "Fairbriar", "Gorsedale"),
    *("Heatherow", "Ironside", "Jackdaw", "Kestrelby", "Larkmoor", "Meadowcroft", "Nettlefold"),
)


@dataclass(frozen=True)
class Named:
    """What somebody is called on one side."""

    forenames: str
    surname: str


def person(rng: Random, side: Side, sex: str = "F", surname: str = "") -> Named:
    """A made-up name; surname: of the family that the person is of."""
    first = rng.choice(_GIRLS if sex == "F" else _BOYS)
    return Named(f"{first} {rng.choice(_MIDDLE[side])}", surname or rng.choice(_SURNAMES[side]))


def address(rng: Random, side: Side) -> str:
    """A made-up address of three lines; each of them marks its side."""
    town = _TOWNS[side]
    token = BIRTH_TOKEN if side == "birth" else ADOPTIVE_TOKEN
    street = f"{rng.randint(1, 180)} {rng.choice(_STREETS)}, {token.title()} End"
    return f"{street}\n{town}\n{_AREAS[side]} {rng.randint(1, 9)}{token[:2].upper()}, {town}"


def worker(number: int) -> str:
    """The name of the made-up worker with this number; different for the first 280."""
    first = _WORKER_FORENAMES[number % len(_WORKER_FORENAMES)]
    return f"{first} {_WORKER_SURNAMES[number // len(_WORKER_FORENAMES) % len(_WORKER_SURNAMES)]}"
