"""Code lists of the SSDA903 adoption tables: AD1, PlacedAdoption and PrevPerm.

Source: as for ``belong.domain.codes.episodes``; adopter and reversal codes also from
data-to-insight/ssd-data-model, ssd_permanence. Meanings in our own words.
"""

from __future__ import annotations

from belong.domain.codes.model import CodeList, codes_of

__all__ = [
    "FOSTER_CARE",
    "LA_PERM_ELSEWHERE",
    "LS_ADOPTR",
    "LS_ADOPTR_FITS_SEX_ADOPTR",
    "NB_ADOPTR",
    "PREV_PERM",
    "REASON_PLACED_CEASED",
    "SEX_ADOPTR",
]

FOSTER_CARE = CodeList(
    "FOSTER_CARE",
    codes_of({"0": "not adopted by the foster carer", "1": "adopted by the foster carer"}),
)

NB_ADOPTR = CodeList("NB_ADOPTR", codes_of({"1": "one adopter", "2": "two adopters"}))

SEX_ADOPTR = CodeList(
    "SEX_ADOPTR",
    codes_of(
        {
            "M1": "one man",
            "F1": "one woman",
            "MM": "two men",
            "FF": "two women",
            "MF": "a man and a woman",
        }
    ),
)

LS_ADOPTR = CodeList(
    "LS_ADOPTR",
    codes_of(
        {
            "L0": "single adopter",
            "L11": "married couple of different sex",
            "L12": "married couple of the same sex",
            "L2": "civil partners",
            "L3": "unmarried couple of different sex",
            "L4": "couple of the same sex, neither married nor civil partners",
        }
    ),
)

#: The SEX_ADOPTR codes that each LS_ADOPTR code can stand beside.
LS_ADOPTR_FITS_SEX_ADOPTR: dict[str, tuple[str, ...]] = {
    "L0": ("F1", "M1"),
    "L11": ("MF",),
    "L12": ("FF", "MM"),
    "L2": ("FF", "MF", "MM"),
    "L3": ("MF",),
    "L4": ("FF", "MM"),
}

REASON_PLACED_CEASED = CodeList(
    "REASON_PLACED_CEASED",
    codes_of(
        {
            "RD1": "the child's needs changed",
            "RD2": "the court made no placement order",
            "RD3": "no adopters were found",
            "RD4": "another reason",
        }
    ),
)

PREV_PERM = CodeList(
    "PREV_PERM",
    codes_of(
        {
            "P1": "adopted before",
            "P2": "special guardianship before",
            "P3": "residence or child arrangements order before",
            "P4": "a permanent arrangement before, of a kind not known",
            "Z1": "no permanent arrangement before",
        }
    ),
)

#: What LA_PERM holds when it is no three-digit authority code.
LA_PERM_ELSEWHERE = CodeList(
    "LA_PERM",
    codes_of(
        {
            "999": "authority not known",
            "NIR": "Northern Ireland",
            "SCO": "Scotland",
            "WAL": "Wales",
            "NUK": "outside the United Kingdom",
        }
    ),
)
