"""What a report says of the law, each text with its edition and where it was read.

Only wording that was read in a source is laid out; an author may change it. What is general
knowledge is not printed as if it were the law's own words.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DUTIES", "LawText"]


@dataclass(frozen=True)
class LawText:
    """One duty. edition: the year of the wording. source: where it was read. text: our words."""

    key: str
    name: str
    edition: str
    source: str
    text: str


DUTIES: tuple[LawText, ...] = (
    LawText(
        "nms-25-6",
        "Adoption: national minimum standards, standard 25.6",
        "2014",
        "Herefordshire Council, decisions 4675 and 4464; Portsmouth City Council, decision 14149",
        "the executive side of the local authority receives written reports on the management, "
        "outcomes and financial state of the agency every six months; monitors its management and "
        "outcomes so as to be satisfied that the agency is effective and achieves good outcomes "
        "for children and service users; and satisfies itself that the agency complies with the "
        "conditions of its registration",
    ),
    LawText(
        "nms-18-3",
        "Adoption: national minimum standards, standard 18.3",
        "2014",
        "Coventry City Council, minutes on the annual adoption report",
        "the executive side approves the statement of purpose and the children's guides, and "
        "reviews them at least once a year",
    ),
)
