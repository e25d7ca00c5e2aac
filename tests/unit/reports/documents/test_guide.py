"""The guide to templates lists the fields that there are."""

from __future__ import annotations

import re
from pathlib import Path

from belong.reports.documents.word_template import FIELDS

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "report-documents.md"


def test_guide_lists_every_field_of_a_template_and_no_other():
    rows = re.findall(r"^\| `\{\{ (\w+) \}\}` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(FIELDS)
