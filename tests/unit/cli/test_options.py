"""Which format a command writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from belong.cli.options import PageFormat, ShortFormat, TableFormat, style_of
from belong.domain.errors import BelongError


def test_style_asked_for_wins_over_the_ending():
    assert style_of(PageFormat.csv, Path("a.html"), PageFormat) is PageFormat.csv


def test_style_without_one_follows_the_ending():
    assert style_of(None, Path("a.HTML"), PageFormat) is PageFormat.html
    assert style_of(None, Path("a.xlsx"), TableFormat) is TableFormat.xlsx


def test_style_of_no_file_or_a_strange_ending_is_a_table():
    assert style_of(None, None, PageFormat) is PageFormat.table
    assert style_of(None, Path("a.txt"), TableFormat) is TableFormat.table
    assert style_of(None, Path("a.table"), ShortFormat) is ShortFormat.table


def test_style_that_the_command_does_not_have_is_refused():
    with pytest.raises(BelongError, match="writes no html"):
        style_of(None, Path("a.html"), TableFormat)
