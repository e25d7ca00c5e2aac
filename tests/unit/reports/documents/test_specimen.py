"""The specimen that shows an agency's template and logo, and tries a template."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec

import pytest

from belong.reports.documents import DocumentError, render
from belong.reports.documents.specimen import check_template, specimen
from belong.reports.documents.word_template import plain_template

ON = date(2024, 6, 3)
needs_word = pytest.mark.skipif(
    find_spec("docxtpl") is None, reason="Word is made with the extra 'reports'"
)


def test_specimen_says_that_its_figures_are_made_up_and_lacks_none():
    made = specimen("Northmere Council")
    assert not made.missing
    page = render(made, "html", made_on=ON).decode()
    assert "every figure in it is made up" in page
    assert "Northmere Council" in page


@needs_word
def test_check_template_belongs_own_is_in_order():
    check_template(plain_template(), body_name="Northmere Council", made_on=ON)


def test_check_template_of_what_is_no_word_document_says_so():
    wanted = "no Word document" if find_spec("docxtpl") else "needs docxtpl"
    with pytest.raises(DocumentError, match=wanted):
        check_template(b"Dear Sir,", body_name="Northmere Council", made_on=ON)
