"""Lives in which nobody ever decided for adoption: most looked-after children."""

from __future__ import annotations

from belong.synthetic.building import Life
from belong.synthetic.steps import into_care

__all__ = [
    "agreed_short_breaks",
    "child_arrangements",
    "died_or_moved_authority",
    "guardianship",
    "home_again",
    "home_and_back",
    "long_term_fostering",
    "recorded_short_breaks",
    "teenager",
]


def home_again(life: Life) -> None:
    """Some weeks or months in foster care, then home."""
    into_care(life)
    if life.chance(0.4):
        life.after(5, 60)
        life.place("U6")
    life.after(10, 420)
    life.leave("E4A" if life.chance(0.7) else "E4B")


def home_and_back(life: Life) -> None:
    """Home, and soon in care again, once or twice."""
    home_again(life)
    for _ in range(2 if life.chance(0.3) else 1):
        life.after(5, 200)
        home_again(life)


def guardianship(life: Life) -> None:
    """Special guardianship to relatives or to the foster carers."""
    with_carer = life.chance(0.5)
    into_care(life, "U3" if with_carer else "U6")
    life.after(120, 300)
    life.status("C2")
    life.after(30, 500)
    life.leave(("E45" if life.chance(0.8) else "E46") if with_carer else "E47")


def child_arrangements(life: Life) -> None:
    """A child arrangements order to a relative."""
    into_care(life)
    life.after(90, 400)
    life.leave("E41" if life.chance(0.7) else "E13")


def long_term_fostering(life: Life) -> None:
    """A care order, and growing up with foster carers."""
    into_care(life)
    life.after(120, 300)
    life.status("C2")
    for _ in range(life.rng.randint(0, 3)):
        life.after(20, 500)
        life.place("U6")
    life.after(10, 300)
    life.place("U4", same_carer=life.chance(0.6))
    life.stay()


def teenager(life: Life) -> None:
    """Comes into care late and lives in children's homes until adult."""
    life.enter("V2", "K2")
    for _ in range(life.rng.randint(0, 4)):
        life.after(20, 250)
        life.place("K2" if life.chance(0.7) else "U6")
    life.after(10, 60)
    if life.chance(0.4):
        life.status("C2")
    life.stay()


def agreed_short_breaks(life: Life) -> None:
    """A disabled child with short breaks under one agreement."""
    life.enter("V4", "U6" if life.chance(0.6) else "K2")
    life.after(100, 900)
    life.leave("E8")


def recorded_short_breaks(life: Life) -> None:
    """Short breaks, each recorded for itself."""
    for _ in range(life.rng.randint(2, 6)):
        life.enter("V3", "U6")
        life.after(2, 10)
        life.leave("E8")
        life.after(20, 90)


def died_or_moved_authority(life: Life) -> None:
    """Care ends because another authority takes over, or the child dies."""
    into_care(life)
    life.after(60, 700)
    life.leave("E3" if life.chance(0.8) else "E2")
