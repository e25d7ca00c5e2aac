"""Groups of SSDA903 codes that a figure or a journey asks about, under plain names.

Each group is a sorted tuple, so that it can be handed as it stands to a frame or to ``in``.
Source: DfE guide to the SSDA903 collection, code sets of the episode and adoption items, as
restated in the public repositories data-to-insight/csc-validator-be-903 and
SocialFinanceDigitalLabs/liia-tools. Meanings of the single codes are in the code lists beside
this module.
"""

from __future__ import annotations

__all__ = [
    "ADOPTED_RECS",
    "ADOPTIVE_PLACES",
    "CARER_ADOPTIVE_PLACES",
    "CONSENT_ADOPTIVE_PLACES",
    "EARLY_PERMANENCE_PLACES",
    "FOSTER_PLACES",
    "HOME_RECS",
    "NEW_CARER_RNES",
    "ORDER_ADOPTIVE_PLACES",
    "PLACEMENT_ORDER_STATUSES",
    "SAME_CARER_RNES",
    "SHORT_BREAK_STATUSES",
    "SPECIAL_GUARDIANSHIP_RECS",
    "STILL_IN_CARE_REC",
]

#: PLACE: living with prospective adopters under an adoptive placement.
ADOPTIVE_PLACES: tuple[str, ...] = ("A3", "A4", "A5", "A6")
#: PLACE: adoptive, with the carer who fostered the child before.
CARER_ADOPTIVE_PLACES: tuple[str, ...] = ("A3", "A5")
#: PLACE: adoptive with the parents' consent.
CONSENT_ADOPTIVE_PLACES: tuple[str, ...] = ("A3", "A4")
#: PLACE: adoptive under a placement order.
ORDER_ADOPTIVE_PLACES: tuple[str, ...] = ("A5", "A6")
#: PLACE: fostering for adoption or concurrent planning; still a foster placement.
EARLY_PERMANENCE_PLACES: tuple[str, ...] = ("U2", "U5")
#: PLACE: every kind of fostering, early permanence included.
FOSTER_PLACES: tuple[str, ...] = ("U1", "U2", "U3", "U4", "U5", "U6")
#: REC: care ended by adoption, unopposed (E11) or with consent dispensed with (E12).
ADOPTED_RECS: tuple[str, ...] = ("E11", "E12")
#: REC: care ended by a special guardianship order, codes of every year.
SPECIAL_GUARDIANSHIP_RECS: tuple[str, ...] = ("E43", "E44", "E45", "E46", "E47", "E48")
#: REC: home to parents or others with parental responsibility, planned or not.
HOME_RECS: tuple[str, ...] = ("E4A", "E4B")
#: REC: the episode ended and another began the same day; care goes on.
STILL_IN_CARE_REC = "X1"
#: LS: placement order, and the freeing order that it replaced in 2005.
PLACEMENT_ORDER_STATUSES: tuple[str, ...] = ("D1", "E1")
#: LS: series of short breaks.
SHORT_BREAK_STATUSES: tuple[str, ...] = ("V3", "V4")
#: RNE: a new episode with the carer unchanged.
SAME_CARER_RNES: tuple[str, ...] = ("L", "T", "U")
#: RNE: a new episode with another carer, or the start of care.
NEW_CARER_RNES: tuple[str, ...] = ("B", "P", "S")
