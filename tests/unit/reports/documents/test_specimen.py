"""The specimen that shows an agency's template and logo, and tries a template."""

from __future__ import annotations

from datetime import date

import pytest

from belong.reports.documents import DocumentError, render
from belong.reports.documents.specimen import check_template, specimen
from belong.reports.documents.word_template import plain_template

ON = date(2024, 6, 3)


def test_specimen_says_that_its_figures_are_made_up_and_lacks_none():
    made = specimen("Northmere Council")
    assert not made.missing
    page = render(made, "html", made_on=ON).decode()
    assert "every figure in it is made up" in page
    assert "Northmere Council" in page


def test_check_template_belongs_own_is_in_order():
    check_template(plain_template(), body_name="Northmere Council", made_on=ON)


def test_check_template_of_what_is_no_word_document_says_so():
    with pytest.raises(DocumentError, match="no Word document"):
        check_template(b"Dear Sir,", body_name="Northmere Council", made_on=ON)
