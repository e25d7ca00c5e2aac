"""Lives in which the plan became adoption at some time, whatever came of it.

Intervals are invented, of the size that English councils know. Each function tells one life to a
``Life``. They keep to the order of events that the return's rules ask for (decision on or before
order and match, match on or before the placement), so that returns made from them are clean.
"""

from __future__ import annotations

from datetime import timedelta

from belong.synthetic.building import Life
from belong.synthetic.histories import financial_year, year_start

__all__ = [
    "adopted_unplaced",
    "consent_adoption",
    "consent_with_carer",
    "consent_with_later_order",
    "contested_adoption",
    "decided_then_home",
    "disrupted_and_matched_again",
    "disrupted_and_waiting",
    "early_permanence",
    "early_permanence_ended_at_home",
    "early_permanence_ended_at_home_after_reversal",
    "foster_carer_adoption",
    "into_care",
    "matched_before_order",
    "moved_within_placement",
    "order_ended_before_consent",
    "orders_twice",
    "paused_adoption",
    "plan_changed_to_fostering",
    "plan_changed_to_guardianship",
    "relinquished_at_birth",
    "returned_and_adopted",
    "second_decision",
    "several_decisions",
    "two_ceasings_in_one_year",
    "waiting_with_order",
    "waiting_without_order",
]


def into_care(life: Life, place: str = "U6") -> None:
    """Enter care by one of the usual doors, ending under an interim care order or section 20."""
    door = life.rng.choices(("C1", "V2", "L2", "L1"), (50, 25, 15, 10))[0]
    life.enter(door, place)
    if door != "C1" and life.chance(0.85):
        life.after(*{"V2": (15, 110), "L2": (2, 8), "L1": (1, 3)}[door])
        life.status("C1")


def _decided(life: Life, low: int = 110, high: int = 260) -> None:
    if life.chance(0.3):
        life.after(20, 90)
        life.place("U6")
    life.after(low, high)
    life.decide()


def _ordered(life: Life, low: int = 7, high: int = 80) -> None:
    life.after(low, high)
    life.status("E1")


def _found_a_family(life: Life, low: int = 20, high: int = 240) -> None:
    life.after(low, high)
    life.match()
    life.after(10, 45)
    life.place("A6")


def _adopted(life: Life, low: int = 140, high: int = 420) -> None:
    life.after(low, high)
    life.adopt()


def _revoked(life: Life, reason: str) -> None:
    """Reverse the decision, and end the order within the same year."""
    life.after(30, 400)
    life.reverse(reason)
    life.within_year(0, 60)
    life.status("C2")


def contested_adoption(life: Life) -> None:
    """Decision, placement order, match, placement with strangers, adoption order."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _found_a_family(life)
    _adopted(life)


def matched_before_order(life: Life) -> None:
    """The match is made while the court's authority is still awaited."""
    into_care(life)
    _decided(life)
    life.after(5, 40)
    life.match()
    _ordered(life, 3, 40)
    life.after(5, 40)
    life.place("A6")
    _adopted(life)


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
        _ordered(life, 5, 60)
        life.after(0, 40)
        life.match()
        life.after(1, 30)
        life.place("A5", same_carer=True)
        _adopted(life, 60, 260)
        return
    if life.chance(0.5):
        life.status("E1")
        life.place("A5", same_carer=True)
    else:
        life.status("E1")
        life.after(1, 30)
        life.place("A5", same_carer=True)
    _adopted(life, 60, 260)


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
    _ordered(life)
    life.after(30, 250)
    life.match()
    life.after(1, 40)
    life.place("A5", same_carer=True)
    _adopted(life, 60, 300)


def consent_adoption(life: Life) -> None:
    """A relinquished baby, placed with consent and without any order."""
    life.enter("V2", "U6")
    life.after(40, 90)
    life.decide()
    life.after(5, 60)
    life.match()
    life.after(5, 30)
    life.place("A4")
    _adopted(life, 100, 260)


def relinquished_at_birth(life: Life) -> None:
    """Placed for adoption on the first day of care, everything decided before."""
    life.enter("V2", "A4")
    life.decide()
    life.match()
    _adopted(life, 100, 260)


def consent_with_carer(life: Life) -> None:
    """Consent, and the foster carers adopt."""
    life.enter("V2", "U6")
    life.after(40, 120)
    life.decide()
    life.after(20, 90)
    life.match()
    life.after(1, 30)
    life.place("A3", same_carer=True)
    _adopted(life, 100, 300)


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
    _adopted(life, 90, 260)


def moved_within_placement(life: Life) -> None:
    """The adoptive family moves house, or care moves to another address, during the placement."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _found_a_family(life)
    life.after(20, 120)
    life.place("A6", same_carer=True)
    _adopted(life)


def paused_adoption(life: Life) -> None:
    """The placement goes back to fostering with the same carers, then is adoptive again."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _found_a_family(life)
    life.after(40, 150)
    life.place("U6", same_carer=True)
    life.after(40, 150)
    life.place("A5", same_carer=True)
    _adopted(life)


def disrupted_and_matched_again(life: Life) -> None:
    """The first adoptive family cannot go on; another adopts."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _found_a_family(life)
    life.after(40, 260)
    life.place("U6")
    _found_a_family(life, 60, 400)
    _adopted(life)


def disrupted_and_waiting(life: Life) -> None:
    """The adoptive family cannot go on, and after a long wait the plan changes."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _found_a_family(life)
    life.after(40, 260)
    life.place("U6")
    life.after(100, 300)
    _revoked(life, "RD1")
    life.after(10, 90)
    life.place("U4")
    life.stay()


def second_decision(life: Life) -> None:
    """Decision and order end; in a later year both are made again and the child is adopted."""
    into_care(life)
    _decided(life)
    _ordered(life)
    _revoked(life, "RD3" if life.chance(0.5) else "RD1")
    life.after_year_end(10, 200)
    life.decide()
    _ordered(life)
    _found_a_family(life)
    _adopted(life)


def several_decisions(life: Life) -> None:
    """Decided, reversed, decided again, reversed again."""
    into_care(life)
    _decided(life)
    life.after(30, 300)
    life.reverse("RD2")
    life.after_year_end(5, 200)
    life.decide()
    life.after(30, 300)
    life.reverse("RD4")
    life.after(5, 60)
    life.status("C2")
    life.after(10, 60)
    life.place("U4")
    life.stay()


def orders_twice(life: Life) -> None:
    """One decision throughout, but the order is set aside and made again."""
    into_care(life)
    _decided(life)
    _ordered(life)
    life.after(20, 200)
    life.status("C1")
    between = life.chance(0.4)
    if between:
        life.after(5, 60)
        life.match()
    life.after(20, 150)
    life.status("E1")
    if between:
        life.after(5, 30)
        life.place("A6")
    else:
        _found_a_family(life)
    _adopted(life)


def order_ended_before_consent(life: Life) -> None:
    """The order is set aside, and later the parents consent: adopted without a live order."""
    into_care(life)
    _decided(life)
    _ordered(life)
    life.after(20, 150)
    life.status("V2")
    life.after(20, 100)
    life.match()
    life.after(5, 30)
    life.place("A4")
    _adopted(life)


def adopted_unplaced(life: Life) -> None:
    """Adopted by the foster carers with no placement for adoption on record."""
    into_care(life, "U4")
    life.after(120, 260)
    life.decide()
    if life.chance(0.7):
        life.after(10, 90)
        life.match()
        _ordered(life)
    else:
        life.after(10, 90)
        life.match()
        life.after(5, 40)
        life.place("U6", same_carer=True)
    _adopted(life)


def plan_changed_to_fostering(life: Life) -> None:
    """Order revoked, decision reversed, long-term fostering."""
    into_care(life)
    _decided(life)
    _ordered(life)
    life.after(100, 400)
    _revoked(life, "RD3")
    life.after(5, 90)
    life.place("U4")
    life.stay()


def plan_changed_to_guardianship(life: Life) -> None:
    """Relatives or foster carers come forward: special guardianship instead of adoption."""
    into_care(life)
    _decided(life)
    has_order = life.chance(0.5)
    if has_order:
        _ordered(life)
    life.after(30, 250)
    life.reverse("RD4" if has_order else "RD2")
    if not has_order:
        life.after(1, 40)
    life.leave("E48" if life.chance(0.3) else "E47")


def decided_then_home(life: Life) -> None:
    """The court makes no order and the child goes home from ordinary fostering."""
    into_care(life)
    _decided(life)
    life.after(20, 200)
    life.reverse("RD2")
    life.after(1, 60)
    life.leave("E4A" if life.chance(0.7) else "E4B")


def waiting_with_order(life: Life) -> None:
    """A long search for a family, in the end with or without success."""
    into_care(life)
    _decided(life)
    _ordered(life)
    if life.chance(0.6):
        _found_a_family(life, 350, 1100)
        _adopted(life)
    else:
        life.after(300, 700)
        _revoked(life, "RD3")
        life.after(5, 40)
        life.place("U4")
        life.stay()


def waiting_without_order(life: Life) -> None:
    """Adoption is decided, but the proceedings drag on for years."""
    into_care(life)
    _decided(life)
    if life.chance(0.5):
        _ordered(life, 200, 600)
        _found_a_family(life)
        _adopted(life)
    else:
        life.after(250, 800)
        life.reverse("RD2")
        life.after(1, 60)
        life.leave("E41" if life.chance(0.5) else "E4A")


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
