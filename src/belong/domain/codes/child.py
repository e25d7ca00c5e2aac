"""Code lists of the SSDA903 tables on the child: Header, Reviews, OC2, OC3, Missing, SWEpisodes.

Source: as for ``belong.domain.codes.episodes``. Meanings in our own words.
"""

from __future__ import annotations

from belong.domain.codes.model import CodeList, codes_of

__all__ = [
    "ACCOM",
    "ACTIV",
    "ETHNIC",
    "IN_TOUCH",
    "MISSING",
    "REVIEW_CODE",
    "SDQ_REASON",
    "SEX",
    "SW_REASON",
]

SEX = CodeList(
    "SEX",
    codes_of({"1": "male", "2": "female"}, last=2024)
    + codes_of({"M": "male", "F": "female", "U": "unknown"}, first=2025),
)

ETHNIC = CodeList(
    "ETHNIC",
    codes_of(
        {
            "WBRI": "White British",
            "WIRI": "White Irish",
            "WIRT": "Traveller of Irish heritage",
            "WROM": "Gypsy or Roma",
            "WOTH": "any other White background",
            "MWBC": "White and Black Caribbean",
            "MWBA": "White and Black African",
            "MWAS": "White and Asian",
            "MOTH": "any other mixed background",
            "AIND": "Indian",
            "APKN": "Pakistani",
            "ABAN": "Bangladeshi",
            "AOTH": "any other Asian background",
            "BCRB": "Black Caribbean",
            "BAFR": "Black African",
            "BOTH": "any other Black background",
            "CHNE": "Chinese",
            "OOTH": "any other ethnic background",
            "REFU": "refused",
            "NOBT": "not yet obtained",
        }
    ),
)

REVIEW_CODE = CodeList(
    "REVIEW_CODE",
    codes_of(
        {
            "PN0": "under 4 at the review",
            "PN1": "attended and spoke",
            "PN2": "attended, an advocate spoke",
            "PN3": "attended and conveyed views without words",
            "PN4": "attended and did not contribute",
            "PN5": "absent, an advocate was briefed",
            "PN6": "absent, views were sent",
            "PN7": "absent, no views were sent",
        }
    ),
)

SDQ_REASON = CodeList(
    "SDQ_REASON",
    codes_of(
        {
            "SDQ1": "under 4 or over 16",
            "SDQ2": "the carer refused",
            "SDQ3": "the child's disability is too severe",
            "SDQ4": "another reason",
            "SDQ5": "the child refused",
        }
    ),
)

IN_TOUCH = CodeList(
    "IN_TOUCH",
    codes_of(
        {
            "YES": "in touch",
            "NO": "not in touch",
            "DIED": "died",
            "REFU": "refuses contact",
            "NREQ": "no longer needed",
            "RHOM": "returned home",
        }
    ),
)

ACTIV = CodeList(
    "ACTIV",
    codes_of(
        {
            "F1": "full time in higher education",
            "P1": "part time in higher education",
            "F2": "full time in other education",
            "P2": "part time in other education",
            "G4": "not active: ill or disabled",
            "G5": "not active: other",
            "G6": "not active: pregnancy or parenting",
            "0": "not known",
        }
    )
    + codes_of(
        {
            "F3": "full time in training or work",
            "P3": "part time in training or work",
        },
        last=2021,
    )
    + codes_of(
        {
            "F4": "full time in an apprenticeship",
            "P4": "part time in an apprenticeship",
            "F5": "full time in training or work",
            "P5": "part time in training or work",
        },
        first=2022,
    ),
)

_ACCOMMODATION = {
    "B": "with family",
    "C": "residential",
    "D": "transitional",
    "E": "supported lodgings",
    "G": "abroad",
    "H": "deported",
    "K": "lodgings",
    "R": "not known where",
    "T": "foyer",
    "U": "independent",
    "V": "emergency",
    "W": "bed and breakfast",
    "Y": "other",
    "Z": "with former carers",
}

#: Here D1 and E1 are kinds of accommodation and no legal statuses.
ACCOM = CodeList(
    "ACCOM",
    codes_of(
        {
            f"{letter}{digit}": f"{where}, {fitness}"
            for letter, where in _ACCOMMODATION.items()
            for digit, fitness in (("1", "suitable"), ("2", "unsuitable"))
        }
        | {"S2": "homeless, unsuitable", "X2": "in custody, unsuitable", "0": "not known"}
    ),
)

MISSING = CodeList(
    "MISSING",
    codes_of({"M": "missing", "A": "away without authorisation"}),
)

SW_REASON = CodeList(
    "SW_REASON",
    codes_of(
        {
            "MANAGE": "case management",
            "FCONTA": "first contact",
            "LEFTRL": "the social worker left the role",
            "ORGRST": "reorganisation",
            "TSPROC": "transfer process",
            "ABSENC": "absence",
            "CHCHAN": "the child asked",
            "PCCHAN": "the parent or carer asked",
            "SWDIED": "the social worker died",
            "OTHERS": "another reason",
        },
        first=2024,
    ),
)
