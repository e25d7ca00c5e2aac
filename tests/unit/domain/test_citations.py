"""Law that nobody has read yet is printed as to be checked, or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from belong.domain.citations import READ, TO_BE_CHECKED, cited, cited_within, unread
from belong.domain.clocks.family_rules import FAMILY_RULES
from belong.domain.clocks.page import markdown
from belong.domain.clocks.placed_rules import CHILD_RULES
from belong.domain.clocks.rules import Mark
from belong.domain.journey.diagrams import markdown as journeys
from belong.domain.journey.family.limits import LIMITS
from belong.domain.journey.family.rules import FAMILY_RULES as FAMILY_RULES_BROKEN
from belong.domain.journey.next_steps import NEXT_STEPS
from belong.domain.journey.rules import RULES

ROOT = Path(__file__).parents[3]
PRINTED = (
    *(rule.source for rule in RULES.values()),
    *(rule.source for rule in FAMILY_RULES_BROKEN.values()),
    *(limit.source for limit in LIMITS.values()),
    *(step.basis for step in NEXT_STEPS.values()),
    *(rule.source for rule in (*CHILD_RULES, *FAMILY_RULES)),
    *(one.source for rule in (*CHILD_RULES, *FAMILY_RULES) for one in rule.easings),
)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("AAR 2005 regulation 36(1)(a)", "AAR 2005 regulation 36(1)(a)"),
        ("ACA 2002 section 22", "ACA 2002 section 22 (to be checked)"),
        (
            "SSDA903 rule 554; ACA 2002 section 22; AAR 2005 regulation 35",
            "SSDA903 rule 554; ACA 2002 section 22 (to be checked); AAR 2005 regulation 35",
        ),
        ("AAR 2005 regulations 31 to 33", "AAR 2005 regulations 31 to 33 (to be checked)"),
        ("AAR 2005 regulation 35 and schedule 5", "AAR 2005 regulation 35 and schedule 5"),
        ("the record itself", "the record itself"),
    ],
)
def test_source_is_printed_as_read_or_as_to_be_checked(source, printed):
    assert cited(source) == printed
    assert cited(printed) == printed


def test_source_in_a_sentence_is_marked_where_it_stands():
    told = "Decided that day (AAR 2005 regulation 33). Due 7 working days later."
    assert cited_within(told) == (
        "Decided that day (AAR 2005 regulation 33, to be checked). Due 7 working days later."
    )
    assert cited_within("A review (AAR 2005 regulation 36).") == (
        "A review (AAR 2005 regulation 36)."
    )


def test_tables_print_no_source_that_nobody_has_read_as_read():
    assert [one for one in PRINTED if unread(one) and TO_BE_CHECKED not in one] == []
    known = [rule for rule in (*CHILD_RULES, *FAMILY_RULES) if rule.mark is not Mark.SOURCED]
    assert known
    assert [rule.key for rule in known if TO_BE_CHECKED not in rule.source] == []
    assert all(where for where in READ.values())


#: A sentence, a cell of a table or a line.
PIECE = re.compile(r"[^|\n]+")


@pytest.mark.parametrize("page", [markdown, journeys], ids=["clocks", "journeys"])
def test_reference_pages_mark_what_is_to_be_checked(page):
    pieces = PIECE.findall(page())
    assert [one for one in pieces if unread(one) and TO_BE_CHECKED not in one] == []


def test_templates_and_guides_name_no_law_that_nobody_has_read():
    files = [*(ROOT / "src/belong/web").rglob("*.html"), *(ROOT / "docs/guide").glob("*.md")]
    assert files
    found = {file.name: unread(file.read_text(encoding="utf-8")) for file in files}
    assert {name: told for name, told in found.items() if told} == {}
