"""The checks themselves are checked: a page with a fault must not pass."""

from __future__ import annotations

import pytest


def test_accessibility_check_page_without_fault_passes(patient_page, assert_accessible):
    patient_page.set_content(
        "<!doctype html><html lang=en-GB><title>A page</title><main><h1>A page</h1></main>"
    )
    assert_accessible(patient_page)


def test_accessibility_check_picture_without_words_fails(patient_page, assert_accessible):
    patient_page.set_content(
        "<!doctype html><html lang=en-GB><title>A page</title><main><h1>A page</h1>"
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></main>"
    )
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(patient_page)
