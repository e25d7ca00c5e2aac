"""How law and guidance are named wherever they are printed: as read, or as still to be checked.

Some section numbers come from general knowledge and nobody has read them in the law yet. ``cited``
is the one place that tells them apart; the tables of rules, limits, steps and clocks, and the hints
of forms, take their sources from it, so that pages, documents and exports print no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["READ", "TO_BE_CHECKED", "cited", "cited_within", "unread"]

TO_BE_CHECKED = "to be checked"

#: Provisions that were read in the law itself, or in published procedures that quote them; where.
#: A provision is its act and its number, without the paragraph.
READ: Mapping[tuple[str, str], str] = {
    ("AAR", "17"): "legislation.gov.uk, SI 2005/389 regulation 17",
    ("AAR", "26"): "legislation.gov.uk, SI 2005/389 regulation 30B, which names it",
    ("AAR", "30B"): "legislation.gov.uk, SI 2005/389 regulation 30B",
    ("AAR", "31"): "East Riding, Presentation of proposed placements",
    ("AAR", "35"): "legislation.gov.uk, SI 2005/389 part 6",
    ("AAR", "36"): "legislation.gov.uk, SI 2005/389 regulation 36",
    ("ACA", "35"): "Adoption Legal Centre, November 2023",
    ("ACA", "42"): "Birmingham, Application to court for an adoption order; Torbay",
    ("CA", "22C"): "Solihull and Milton Keynes, early permanence procedures",
    ("NMS", "13"): "matching criteria that quote it",
}

_ACTS = {
    "AAR": r"AAR(?: 2005)?,?(?: regulations?)?",
    "ACA": r"ACA(?: 2002)?(?: sections?)?",
    "CA": r"(?:Children Act|CA) 1989(?: sections?)?",
    "NMS": r"(?:Adoption National Minimum Standards 2014, standard|[Mm]inimum standard)",
}
#: Numbers joined as in "31 to 33", "18, 19 and 21"; a paragraph in brackets may follow each.
_NUMBER = r"(?!(?:1989|2002|2005)\b)\d+[A-Z]*(?:\(\w+\))*(?: to \(\w+\))?"
_NAMED = {
    act: re.compile(rf"\b{words} ({_NUMBER}(?:(?:, | and | to ){_NUMBER})*)")
    for act, words in _ACTS.items()
}
_SPAN = re.compile(r"(\d+)[A-Z]*(?:\(\w+\))* to (\d+)")
#: What stands in brackets, with the brackets of a paragraph inside it.
_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")
_WITHOUT_PARAGRAPH = re.compile(r"\d+[A-Z]*(?=\b|\()")


def cited(source: str, *, is_read: bool | None = None) -> str:
    """A source as it is printed; what nobody has read in the law says that it is to be checked.

    Parts stand between semicolons, each with its own mark. is_read: whether the source as a whole
    was read; None: look at each provision that it names. Saying it twice changes nothing.
    """
    if is_read or not source:
        return source
    if is_read is False:
        return source if TO_BE_CHECKED in source else f"{source} ({TO_BE_CHECKED})"
    return "; ".join(_marked(part) for part in source.split("; "))


def _marked(part: str, mark: str = " ({})") -> str:
    if TO_BE_CHECKED in part or not unread(part):
        return part
    return part + mark.format(TO_BE_CHECKED)


def cited_within(words: str) -> str:
    """Sentences with sources in brackets, each with its mark: "(ACA section 21, to be checked)"."""
    return _BRACKETS.sub(lambda found: "(" + _marked(found[1], ", {}") + ")", words)


def unread(words: str) -> set[tuple[str, str]]:
    """The provisions that a text names and nobody has read: act and number."""
    return {named for named in _provisions(words) if named not in READ}


def _provisions(part: str) -> set[tuple[str, str]]:
    """Every provision that a text names, those between two ends of a span included."""
    found = set()
    for act, pattern in _NAMED.items():
        for numbers in pattern.findall(part):
            without = re.sub(r"(?:\(\w+\))+(?: to \(\w+\))?", "", numbers)
            found |= {(act, number) for number in _WITHOUT_PARAGRAPH.findall(without)}
            for first, last in _SPAN.findall(without):
                found |= {(act, str(number)) for number in range(int(first), int(last) + 1)}
    return found
