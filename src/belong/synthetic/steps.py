"""Steps that lives on the way to adoption have in common. Waits are in days, both included."""

from __future__ import annotations

from belong.synthetic.building import Life

__all__ = ["adopted", "decided", "found_a_family", "into_care", "ordered", "revoked"]

#: Days after which an order of the first days ends by parents' agreement.
_SHORT_ORDERS = {"L2": 4, "L1": 2}


def into_care(life: Life, place: str = "U6") -> None:
    """Enter care by one of the usual doors, ending under an interim care order or section 20.

    Police protection lasts three days at most and an emergency protection order a week or so: none
    of them is where a child stays.
    """
    door = life.rng.choices(("C1", "V2", "L2", "L1"), (50, 25, 15, 10))[0]
    life.enter(door, place)
    if door == "C1":
        return
    goes_to_court = life.chance(0.85)
    if goes_to_court:
        life.after(*{"V2": (15, 110), "L2": (2, 8), "L1": (1, 3)}[door])
        life.status("C1")
    elif door != "V2":
        life.status_within(_SHORT_ORDERS[door], "V2")


def decided(life: Life, low: int = 110, high: int = 260) -> None:
    """The decision for adoption, perhaps after a move between foster carers."""
    if life.chance(0.3):
        life.after(20, 90)
        life.place("U6")
    life.after(low, high)
    life.decide()


def ordered(life: Life, low: int = 7, high: int = 80) -> None:
    """The placement order."""
    life.after(low, high)
    life.status("E1")


def found_a_family(life: Life, low: int = 20, high: int = 240) -> None:
    """A match, and the move to the adoptive family."""
    life.after(low, high)
    life.match()
    life.after(10, 45)
    life.place("A6")


def adopted(life: Life, low: int = 140, high: int = 420) -> None:
    """The adoption order."""
    life.after(low, high)
    life.adopt()


def revoked(life: Life, reason: str) -> None:
    """Reverse the decision, and end the order within the same year."""
    life.after(30, 400)
    life.reverse(reason)
    life.within_year(0, 60)
    life.status("C2")
