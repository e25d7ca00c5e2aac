"""Lives that end in adoption, each by another road.

Intervals are invented, of the size that English councils know. Each function tells one life to a
``Life``. They keep to the order of events that the return's rules ask for (decision on or before
order and match, match on or before the placement), so that returns made from them are clean.
"""

from __future__ import annotations

from datetime import timedelta

from belong.synthetic.building import Life
from belong.synthetic.histories import financial_year, year_start
from belong.synthetic.steps import adopted, decided, found_a_family, into_care, ordered

__all__ = [
    "adopted_unplaced",
    "consent_adoption",
    "consent_with_carer",
    "consent_with_later_order",
    "contested_adoption",
    "early_permanence",
    "early_permanence_ended_at_home",
    "early_permanence_ended_at_home_after_reversal",
    "foster_carer_adoption",
    "matched_before_order",
    "moved_within_placement",
    "paused_adoption",
    "relinquished_at_birth",
    "returned_and_adopted",
    "two_ceasings_in_one_year",
]


def contested_adoption(life: Life) -> None:
    """Decision, placement order, match, placement with strangers, adoption order."""
    into_care(life)
    decided(life)
    ordered(life)
    found_a_family(life)
    adopted(life)


def matched_before_order(life: Life) -> None:
    """The match is made while the court's authority is still awaited."""
    into_care(life)
    decided(life)
    life.after(5, 40)
    life.match()
    ordered(life, 3, 40)
    life.after(5, 40)
    life.place("A6")
    adopted(life)


def early_permanence(life: Life) -> None:
    """Fostered by approved adopters first; the placement becomes adoptive where it stands."""
    place = "U2" if life.chance(0.15) else "U5"
    if life.chance(0.5):
        into_care(life, place)
    else:
        into_care(life)
        life.after(2, 50)
        life.place(place)
    life.after(90, 220)
    life.decide()
    if life.chance(0.5):
        life.after(1, 30)
        life.match()
        life.after(2, 30)
    else:
        ordered(life, 5, 60)
        life.after(0, 40)
        life.match()
        life.after(1, 30)
        life.place("A5", same_carer=True)
        adopted(life, 60, 260)
        return
    if life.chance(0.5):
        life.status("E1")
        life.place("A5", same_carer=True)
    else:
        life.status("E1")
        life.after(1, 30)
        life.place("A5", same_carer=True)
    adopted(life, 60, 260)


def early_permanence_ended_at_home(life: Life) -> None:
    """Fostered by approved adopters, and home to the parents before any decision."""
    into_care(life, "U5")
    life.after(60, 250)
    life.leave("E4A" if life.chance(0.8) else "E4B")


def early_permanence_ended_at_home_after_reversal(life: Life) -> None:
    """The same, but adoption had been decided and the decision was reversed."""
    into_care(life, "U2" if life.chance(0.2) else "U5")
    life.after(90, 200)
    life.decide()
    life.after(30, 150)
    life.reverse("RD2" if life.chance(0.6) else "RD4")
    life.after(1, 60)
    life.leave("E4A" if life.chance(0.8) else "E4B")


def foster_carer_adoption(life: Life) -> None:
    """The foster carers adopt a child who came to them to be fostered."""
    into_care(life)
    life.after(10, 60)
    life.place("U6")
    if life.chance(0.4):
        life.after(30, 200)
        life.place("U4", same_carer=True)
    life.after(90, 300)
    life.decide()
    ordered(life)
    life.after(30, 250)
    life.match()
    life.after(1, 40)
    life.place("A5", same_carer=True)
    adopted(life, 60, 300)


def consent_adoption(life: Life) -> None:
    """A relinquished baby, placed with consent and without any order."""
    life.enter("V2", "U6")
    life.after(40, 90)
    life.decide()
    life.after(5, 60)
    life.match()
    life.after(5, 30)
    life.place("A4")
    adopted(life, 100, 260)


def relinquished_at_birth(life: Life) -> None:
    """Placed for adoption on the first day of care, everything decided before."""
    life.enter("V2", "A4")
    life.decide()
    life.match()
    adopted(life, 100, 260)


def consent_with_carer(life: Life) -> None:
    """Consent, and the foster carers adopt."""
    life.enter("V2", "U6")
    life.after(40, 120)
    life.decide()
    life.after(20, 90)
    life.match()
    life.after(1, 30)
    life.place("A3", same_carer=True)
    adopted(life, 100, 300)


def consent_with_later_order(life: Life) -> None:
    """Placed with consent; the parents think again and the court makes an order."""
    life.enter("V2", "U6")
    life.after(40, 90)
    life.decide()
    life.after(5, 60)
    life.match()
    life.after(5, 30)
    life.place("A4")
    life.after(20, 120)
    life.status("E1")
    if life.chance(0.5):
        life.place("A6", same_carer=True)
    adopted(life, 90, 260)


def moved_within_placement(life: Life) -> None:
    """The adoptive family moves house, or care moves to another address, during the placement."""
    into_care(life)
    decided(life)
    ordered(life)
    found_a_family(life)
    life.after(20, 120)
    life.place("A6", same_carer=True)
    adopted(life)


def paused_adoption(life: Life) -> None:
    """The placement goes back to fostering with the same carers, then is adoptive again."""
    into_care(life)
    decided(life)
    ordered(life)
    found_a_family(life)
    life.after(40, 150)
    life.place("U6", same_carer=True)
    life.after(40, 150)
    life.place("A5", same_carer=True)
    adopted(life)


def adopted_unplaced(life: Life) -> None:
    """Adopted by the foster carers with no placement for adoption on record."""
    into_care(life, "U4")
    life.after(120, 260)
    life.decide()
    if life.chance(0.7):
        life.after(10, 90)
        life.match()
        ordered(life)
    else:
        life.after(10, 90)
        life.match()
        life.after(5, 40)
        life.place("U6", same_carer=True)
    adopted(life)


def returned_and_adopted(life: Life) -> None:
    """Home once, back in care, then adopted: the clock starts again."""
    into_care(life)
    life.after(60, 300)
    life.leave("E4A")
    life.after(30, 500)
    contested_adoption(life)


def two_ceasings_in_one_year(life: Life) -> None:
    """Leaves care in April, comes back, and is adopted before the same year is out."""
    into_care(life)
    life.after(20, 300)
    life.on = year_start(financial_year(life.on) + 1) + timedelta(days=life.rng.randint(0, 20))
    life.leave("E4B")
    life.after(1, 20)
    life.enter("V2", "U6")
    life.after(20, 40)
    life.decide()
    life.after(1, 10)
    life.match()
    life.after(1, 12)
    life.place("A4")
    life.after(80, 170)
    life.adopt()
