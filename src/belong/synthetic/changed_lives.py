"""Lives in which the way to adoption was long, was lost, or was begun again.

As in ``adoption_lives``, intervals are invented and the order of events keeps to the rules.
"""

from __future__ import annotations

from belong.synthetic.building import Life
from belong.synthetic.steps import adopted, decided, found_a_family, into_care, ordered, revoked

__all__ = [
    "decided_then_home",
    "disrupted_and_matched_again",
    "disrupted_and_waiting",
    "order_ended_before_consent",
    "orders_twice",
    "plan_changed_to_fostering",
    "plan_changed_to_guardianship",
    "second_decision",
    "several_decisions",
    "waiting_with_order",
    "waiting_without_order",
]


def disrupted_and_matched_again(life: Life) -> None:
    """The first adoptive family cannot go on; another adopts."""
    into_care(life)
    decided(life)
    ordered(life)
    found_a_family(life)
    life.after(40, 260)
    life.place("U6")
    found_a_family(life, 60, 400)
    adopted(life)


def disrupted_and_waiting(life: Life) -> None:
    """The adoptive family cannot go on, and after a long wait the plan changes."""
    into_care(life)
    decided(life)
    ordered(life)
    found_a_family(life)
    life.after(40, 260)
    life.place("U6")
    life.after(100, 300)
    revoked(life, "RD1")
    life.after(10, 90)
    life.place("U4")
    life.stay()


def second_decision(life: Life) -> None:
    """Decision and order end; in a later year both are made again and the child is adopted."""
    into_care(life)
    decided(life)
    ordered(life)
    revoked(life, "RD3" if life.chance(0.5) else "RD1")
    life.after_year_end(10, 200)
    life.decide()
    ordered(life)
    found_a_family(life)
    adopted(life)


def several_decisions(life: Life) -> None:
    """Decided, reversed, decided again, reversed again."""
    into_care(life)
    decided(life)
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
    decided(life)
    ordered(life)
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
        found_a_family(life)
    adopted(life)


def order_ended_before_consent(life: Life) -> None:
    """The order is set aside, and later the parents consent: adopted without a live order."""
    into_care(life)
    decided(life)
    ordered(life)
    life.after(20, 150)
    life.status("V2")
    life.after(20, 100)
    life.match()
    life.after(5, 30)
    life.place("A4")
    adopted(life)


def plan_changed_to_fostering(life: Life) -> None:
    """Order revoked, decision reversed, long-term fostering."""
    into_care(life)
    decided(life)
    ordered(life)
    life.after(100, 400)
    revoked(life, "RD3")
    life.after(5, 90)
    life.place("U4")
    life.stay()


def plan_changed_to_guardianship(life: Life) -> None:
    """Relatives or foster carers come forward: special guardianship instead of adoption."""
    into_care(life)
    decided(life)
    has_order = life.chance(0.5)
    if has_order:
        ordered(life)
    life.after(30, 250)
    life.reverse("RD4" if has_order else "RD2")
    if not has_order:
        life.after(1, 40)
    life.leave("E48" if life.chance(0.3) else "E47")


def decided_then_home(life: Life) -> None:
    """The court makes no order and the child goes home from ordinary fostering."""
    into_care(life)
    decided(life)
    life.after(20, 200)
    life.reverse("RD2")
    life.after(1, 60)
    life.leave("E4A" if life.chance(0.7) else "E4B")


def waiting_with_order(life: Life) -> None:
    """A long search for a family, in the end with or without success."""
    into_care(life)
    decided(life)
    ordered(life)
    if life.chance(0.6):
        found_a_family(life, 350, 1100)
        adopted(life)
    else:
        life.after(300, 700)
        revoked(life, "RD3")
        life.after(5, 40)
        life.place("U4")
        life.stay()


def waiting_without_order(life: Life) -> None:
    """Adoption is decided, but the proceedings drag on for years."""
    into_care(life)
    decided(life)
    if life.chance(0.5):
        ordered(life, 200, 600)
        found_a_family(life)
        adopted(life)
    else:
        life.after(250, 800)
        life.reverse("RD2")
        life.after(1, 60)
        life.leave("E41" if life.chance(0.5) else "E4A")
