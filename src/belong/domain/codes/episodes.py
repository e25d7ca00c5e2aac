"""Code lists of the SSDA903 episode table, dated by collection year.

Source: DfE guide and technical specification of the SSDA903 collection, as restated in the public
repositories data-to-insight/csc-validator-be-903 (lac_validator/rules, lac2022_23 to lac2026_27)
and SocialFinanceDigitalLabs/liia-tools (SSDA903_schema_2017 to 2024); meanings in our own words.
The retired adoptive placements A1 and A2 are older than those sources and are not listed. What Z11
to Z14 each stand for is not in the sources.
"""

from __future__ import annotations

from belong.domain.codes.model import CodeList, codes_of

__all__ = ["CIN", "LS", "PLACE", "PLACE_PROVIDER", "REASON_PLACE_CHANGE", "REC", "RNE"]

RNE = CodeList(
    "RNE",
    codes_of(
        {
            "S": "started to be looked after",
            "L": "only the legal status changed",
            "P": "placement and carer changed",
            "T": "placement changed, same carer",
            "B": "legal status, placement and carer changed",
            "U": "legal status and placement changed, same carer",
        }
    ),
)

LS = CodeList(
    "LS",
    codes_of(
        {
            "C1": "interim care order",
            "C2": "full care order",
            "D1": "freeing order, under the law before 30 December 2005",
            "E1": "placement order",
            "V2": "accommodated under section 20, single period",
            "V3": "accommodated in a series of short breaks, each recorded",
            "V4": "accommodated in a series of short breaks, recorded as one agreement",
            "J1": "remanded",
            "J2": "held under the Police and Criminal Evidence Act",
            "J3": "youth rehabilitation order with residence or intensive fostering",
            "L1": "police protection",
            "L2": "emergency protection order",
            "L3": "child assessment order",
        }
    ),
)

CIN = CodeList(
    "CIN",
    codes_of(
        {
            "N1": "abuse or neglect",
            "N2": "the child's disability",
            "N3": "a parent's illness or disability",
            "N4": "family in acute stress",
            "N5": "family dysfunction",
            "N6": "socially unacceptable behaviour",
            "N7": "low income",
            "N8": "absent parenting",
        }
    ),
)

PLACE = CodeList(
    "PLACE",
    codes_of(
        {
            "A3": "placed for adoption with consent, with the current foster carer",
            "A4": "placed for adoption with consent, not with the current foster carer",
            "A5": "placed for adoption under a placement order, with the current foster carer",
            "A6": "placed for adoption under a placement order, not with the current foster carer",
            "U1": "long-term fostering with a relative or friend",
            "U2": "fostering for adoption or concurrent planning with a relative or friend",
            "U3": "other fostering with a relative or friend",
            "U4": "long-term fostering with another carer",
            "U5": "fostering for adoption or concurrent planning with another carer",
            "U6": "other fostering with another carer",
            "K1": "secure children's home",
            "K2": "children's home",
            "P1": "with own parents or others with parental responsibility",
            "P3": "residential employment",
            "R1": "residential care home",
            "R2": "NHS or other medical establishment",
            "R3": "family centre or mother-and-baby unit",
            "R5": "young offender institution",
            "S1": "residential school",
            "T0": "temporary placement of any kind",
            "T1": "temporary, in hospital",
            "T2": "temporary, on holiday",
            "T3": "temporary, the carer being on holiday",
            "T4": "temporary, for seven days or less, for another reason",
        }
    )
    + codes_of({"K3": "registered supported accommodation"}, first=2025)
    + codes_of(
        {
            "H5": "semi-independent living",
            "P2": "independent living",
            "Z1": "other placement",
        },
        last=2025,
    )
    + codes_of(
        {
            "Z11": "other placement, first of the four kinds that replaced Z1",
            "Z12": "other placement, second of the four kinds that replaced Z1",
            "Z13": "other placement, third of the four kinds that replaced Z1",
            "Z14": "other placement, fourth of the four kinds that replaced Z1",
        },
        first=2026,
    ),
)

PLACE_PROVIDER = CodeList(
    "PLACE_PROVIDER",
    codes_of(
        {
            "PR0": "parent or person with parental responsibility",
            "PR1": "the authority itself, or a regional adoption agency that it hosts",
            "PR2": "another authority, or a regional adoption agency that it hosts",
            "PR3": "another public body",
            "PR4": "private provider",
            "PR5": "voluntary provider",
        }
    ),
)

REC = CodeList(
    "REC",
    codes_of(
        {
            "X1": "another episode began the same day",
            "E11": "adopted, application not opposed",
            "E12": "adopted, the court dispensed with consent",
            "E2": "died",
            "E3": "care taken over by another authority in the United Kingdom",
            "E4A": "home to parents or others with parental responsibility, as planned",
            "E4B": "home to parents or others with parental responsibility, not planned",
            "E13": "to parents, relatives or others without parental responsibility",
            "E41": "child arrangements order, or residence order before it",
            "E5": "independent living with formal support",
            "E6": "independent living without formal support",
            "E7": "to residential care of adult social services",
            "E8": "ended for another reason",
            "E9": "sentenced to custody",
            "E14": "remand ended",
            "E15": "age assessment found the person to be 18 or over",
            "E16": "moved abroad",
            "E17": "turned 18 and stayed with the carers",
        }
    )
    + codes_of(
        {
            "E43": "special guardianship to former foster carers",
            "E44": "special guardianship to other carers",
        },
        last=2018,
    )
    + codes_of(
        {
            "E45": "special guardianship to former foster carers, relatives or friends",
            "E46": "special guardianship to former foster carers, others",
            "E47": "special guardianship to other carers, relatives or friends",
            "E48": "special guardianship to other carers, others",
        },
        first=2019,
    ),
)

REASON_PLACE_CHANGE = CodeList(
    "REASON_PLACE_CHANGE",
    codes_of(
        {
            "CARPL": "the care plan was carried out",
            "CLOSE": "the provider closed or resigned",
            "ALLEG": "an allegation was made",
            "STAND": "standards of care",
            "APPRR": "approval was removed",
            "CREQB": "the carer asked, because of the child's behaviour",
            "CREQO": "the carer asked, for another reason",
            "CHILD": "the child asked",
            "LAREQ": "the authority asked",
            "PLACE": "only the status of the placement changed",
            "OTHER": "another reason",
        }
    )
    + codes_of({"CUSTOD": "custody"}, first=2019),
)
