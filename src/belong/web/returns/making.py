"""Making a return: which lists it has, what is found in it, and the files that it leaves as."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from belong.domain.calendar import financial_year, financial_year_label, quarter
from belong.formats.annex_a import LIST_10, LIST_11
from belong.formats.asglb import ADOPTERS, CHILDREN, MEASURES
from belong.formats.lists import ListFormat, Value, as_csv, as_xlsx
from belong.reports.returns import ChildCase, FamilyCase, Found, Window, of_quarter, of_year
from belong.reports.returns.annex_a import is_on_list_10, is_under_way, list_10, list_11
from belong.reports.returns.asglb import adopter_rows, child_rows, is_in_quarter, measure_rows
from belong.reports.returns.findings import child_findings, family_findings, in_order_of_weight
from belong.web.ledger.as_known import AsKnown
from belong.web.returns.queries import Reach, adopter_items, child_cases, family_cases
from belong.web.ui.words import day

__all__ = ["Asked", "Made", "Which", "as_files", "make", "notes_of", "quarter_asked", "year_asked"]


class Which(StrEnum):
    """The returns that are made; the value stands in addresses."""

    ANNEX_A = "annex-a"
    ASGLB = "asglb"
    SSDA903 = "903"

    @property
    def label(self) -> str:
        """The return's name."""
        return _LABELS[self]


_LABELS = {
    Which.ANNEX_A: "Annex A lists 10 and 11",
    Which.ASGLB: "Quarterly data on children and adopters",
    Which.SSDA903: "Adoption part of the SSDA903",
}

_Lists = tuple[tuple[ListFormat, list[dict[str, Value]]], ...]


@dataclass(frozen=True)
class Asked:
    """A return asked for. known: the earlier moment as known at which it is made; None for now."""

    which: Which
    reach: Reach
    window: Window
    known: AsKnown | None = None

    @property
    def change(self) -> int | None:
        """The last change that counts; None for every one."""
        return self.known.change if self.known else None

    @property
    def year(self) -> int:
        """The financial year of the last day."""
        return financial_year(self.window.last)

    @property
    def period(self) -> str:
        """The period in words."""
        if self.which is Which.SSDA903:
            so_far = self.window.last < of_year(self.year).last
            return financial_year_label(self.year) + (
                f", so far: to {day(self.window.last)}" if so_far else ""
            )
        days = f"{day(self.window.first)} to {day(self.window.last)}"
        if self.which is Which.ASGLB:
            return f"Quarter {quarter(self.window.last)[1]}: {days}"
        return days

    @property
    def known_words(self) -> str:
        """The moment in words."""
        return self.known.words if self.known else "now"

    @property
    def file_name(self) -> str:
        """What the file is called, without its ending."""
        until = f"{self.window.last:%Y-%m-%d}"
        code = self.reach.agency.dfe_code or "region"
        known = f"-known-{self.known.text[:10]}" if self.known else ""
        return f"{self.which.value}-{code}-{until}{known}"


@dataclass(frozen=True)
class Made:
    """A return, made: its lists, or the tables of the 903.

    found: the heaviest first. not_checked: in words. left_out: records that its maker is kept from.
    children: those in it. notes: what its numbers alone do not say, a sentence each.
    """

    asked: Asked
    found: tuple[Found, ...]
    children: tuple[ChildCase, ...]
    lists: _Lists = ()
    tables: Mapping[str, Sequence[Mapping[str, str | date | None]]] = field(default_factory=dict)
    not_checked: tuple[str, ...] = ()
    left_out: int = 0
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Rows by list or table."""
        return [(form.title, len(rows)) for form, rows in self.lists] + [
            (name, len(rows)) for name, rows in self.tables.items()
        ]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the file says of itself."""
        told = [
            ("Agency", self.asked.reach.agency.name),
            ("Period", self.asked.period),
            ("As known at", self.asked.known_words),
            ("Findings when it was made", str(len(self.found))),
        ]
        if self.left_out:
            told.append(("Left out", f"{self.left_out}, whom the maker of this file is kept from"))
        return told + [("Note", note) for note in self.notes]


def quarter_asked(year: int, number: int, today: date) -> Window:
    """A quarter, up to today where it is not over."""
    whole = of_quarter(year, number)
    return Window(whole.first, min(whole.last, today))


def year_asked(year: int, today: date) -> Window:
    """A financial year, up to today where it is not over."""
    whole = of_year(year)
    return Window(whole.first, min(whole.last, today))


def notes_of(
    asked: Asked, children: Collection[ChildCase], families: Collection[FamilyCase] | None = None
) -> list[str]:
    """Why a return holds less than its reader may think. families: None where it has none."""
    until = day(asked.window.last)
    found = []
    if later := asked.reach.joined_later:
        found.append(
            f"Not in it, because they were not yet members on {until}: {', '.join(later.values())}."
            " Performance and reports count the councils that are members today."
        )
    for kept, words in ((children, "child on the way to adoption"), (families, "family")):
        if kept is not None and not kept:
            moment = f", as known at {asked.known_words}" if asked.known else ""
            found.append(f"No {words} is on record by {until}{moment}: there is nothing to count.")
    return found


def make(asked: Asked) -> Made:
    """Read, fold, and check what a return is made of. It is not noted here: see ``actions``."""
    children, left_out = child_cases(asked.reach, asked.window, asked.change)
    if asked.which is Which.SSDA903:
        return _make_903(asked, children, left_out)
    families, families_left_out = family_cases(asked.reach, asked.window, asked.change)
    window = asked.window
    if asked.which is Which.ANNEX_A:
        within = [one for one in children if is_on_list_10(one, window)]
        lists: _Lists = ((LIST_10, list_10(within, window)), (LIST_11, list_11(families, window)))
    else:
        within = [one for one in children if is_in_quarter(one, window)]
        lists = (
            (MEASURES, measure_rows(children, families, window)),
            (CHILDREN, child_rows(within, window)),
            (ADOPTERS, adopter_rows(families, window)),
        )
    found = [each for one in within for each in child_findings(one, window)]
    for family in families:
        if any(is_under_way(one, window) for one in family.journey.applications):
            found += family_findings(family, window)
    return Made(
        asked,
        tuple(in_order_of_weight(found)),
        tuple(within),
        lists=lists,
        left_out=left_out + families_left_out,
        notes=tuple(notes_of(asked, children, families)),
    )


def _make_903(asked: Asked, children: Iterable[ChildCase], left_out: int) -> Made:
    from belong.reports.returns.ssda903 import check_903, make_903

    children = list(children)
    (code,) = asked.reach.codes.values()
    items = adopter_items(asked.reach)
    made = make_903(children, code, asked.year, items)
    found, not_checked = check_903(made, make_903(children, code, asked.year - 1, items))
    for case in made.cases.values():
        found += child_findings(case, of_year(asked.year))
    return Made(
        asked,
        tuple(in_order_of_weight(found)),
        tuple(made.cases.values()),
        tables=made.tables,
        not_checked=tuple(not_checked),
        left_out=left_out,
        notes=tuple(notes_of(asked, children)),
    )


def as_files(made: Made, form: str) -> tuple[bytes, str]:
    """The return as one file, and its ending. form: xlsx; csv, zipped; xml for the 903 alone."""
    if made.asked.which is Which.SSDA903:
        return _files_of_903(made, form)
    title = f"{made.asked.which.label}: {made.asked.reach.agency.name}"
    if form == "xlsx":
        return as_xlsx(made.lists, title=title, facts=made.facts), "xlsx"
    return _zipped({f"{one.name}.csv": as_csv(one, rows) for one, rows in made.lists}), "zip"


def _files_of_903(made: Made, form: str) -> tuple[bytes, str]:
    from belong.formats.ssda903 import write_return

    with TemporaryDirectory(prefix="belong-903-") as folder:
        if form in ("xlsx", "xml"):
            path = write_return(made.tables, Path(folder) / f"return.{form}", form)
            return path.read_bytes(), form
        path = write_return(made.tables, Path(folder) / "return", "csv")
        return _zipped({one.name: one.read_bytes() for one in sorted(path.iterdir())}), "zip"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
