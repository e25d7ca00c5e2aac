"""A small written report of a made-up region, with everything that can stand in one."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureChart,
    FigureRow,
    FigureTable,
    ReportKind,
    Shown,
    Total,
    Words,
)
from belong.reports.resolved import ResolvedReport, resolve

MADE_ON = date(2024, 6, 3)
YEARS = ("2021-22", "2022-23", "2023-24")


def ref(text: str) -> FigureRef:
    return FigureRef.parse(text)


MEASURES = {
    one.code: one
    for one in (
        Measure(
            "adopted", "Children adopted", "Children whose adoption order was made in the period.",
            "children", "flow", "Belong's own",
        ),
        Measure(
            "adopted_by_sex", "Children adopted, by sex", "As children adopted.", "children",
            "flow", "Belong's own", parts=(("girls", "Girls"), ("boys", "Boys")),
        ),
        Measure(
            "A10", "Care to moving in", "Days from entering care to moving in, on average.", "days",
            "time", "Adoption scorecard", polarity="low",
        ),
        Measure(
            "early_permanence", "Early permanence", "Share placed in early permanence.", "percent",
            "flow", "Belong's own", polarity="high",
        ),
        Measure(
            "interagency_income", "Interagency income", "Income from other agencies.", "pounds",
            "stated", "Belong's own", subject="other",
        ),
        Measure(
            "registrations", "Registrations", "Families registered.", "families", "flow",
            "Belong's own", subject="families",
        ),
    )
}  # fmt: skip


def _book() -> FigureBook:
    figures = [
        StoredFigure(ref(f"adopted:all:{year}"), f"Children adopted, {year}", "children", value)
        for year, value in zip(YEARS, (1025, 38, 23), strict=True)
    ]
    figures += [
        StoredFigure(ref(f"adopted_by_sex:all:{year}:{part}"), f"{part}, {year}", "children", value)
        for part, values in (("girls", (512, 20, 14)), ("boys", (513, 18, 9)))
        for year, value in zip(YEARS, values, strict=True)
    ]
    figures += [
        StoredFigure(
            ref("A10:all:2020-23"), "Care to moving in, 2020-23", "days", 20701 / 41, n=41,
            numerator=20701, denominator=41, threshold=426, england=483.5,
            england_source="National tables, made up", rank=(4, 149), not_computable=2,
            notes=("One child's first day in care is not known.",),
        ),
        StoredFigure(
            ref("A10:all:2021-24"), "Care to moving in, 2021-24", "days", 326.5, n=126,
            numerator=41139, denominator=126, threshold=426, rank=(1, 149),
        ),
        StoredFigure(
            ref("A10:all:2019-22"), "Care to moving in, 2019-22", "days", None,
            why_none="no child was counted",
        ),
        StoredFigure(
            ref("early_permanence:all:2023-24"), "Early permanence, 2023-24", "percent",
            100 * 42 / 126, n=126, numerator=42, denominator=126,
        ),
        StoredFigure(
            ref("early_permanence:all:2022-23"), "Early permanence, 2022-23", "percent", None,
            hidden_because="rests on a count of 1 to 5 children",
        ),
        StoredFigure(
            ref("interagency_income:all:2023-24"), "Interagency income", "pounds",
            Decimal("302000"), stated_by="head of service",
        ),
        StoredFigure(
            ref("interagency_income:all:2022-23"), "Interagency income", "pounds",
            Decimal("-63150.5"), stated_by="head of service",
        ),
        StoredFigure(ref("registrations:all:2023-24"), "Registrations", "families", 12),
    ]  # fmt: skip
    return FigureBook(
        body="four-rivers",
        body_name="Four Rivers Adoption",
        change=1234,
        areas={"all": "Four Rivers Adoption"},
        figures={str(one.ref): one for one in figures},
        measures=MEASURES,
    )


@pytest.fixture
def book() -> FigureBook:
    return _book()


BY_SEX = FigureTable(
    key="by-sex",
    caption="Children adopted, by sex",
    corner="Sex",
    columns=("2021/22", "2022/23", "2023/24"),
    rows=(
        FigureRow("Girls", tuple(ref(f"adopted_by_sex:all:{year}:girls") for year in YEARS)),
        FigureRow("Boys", tuple(ref(f"adopted_by_sex:all:{year}:boys") for year in YEARS)),
        FigureRow("All", tuple(ref(f"adopted:all:{year}") for year in YEARS), is_total=True),
    ),
    note="The year is that of the order.",
    total_row=Total.SUM,
)
A10_REFS = tuple(ref(f"A10:all:{window}") for window in ("2019-22", "2020-23", "2021-24"))
SCORECARD = FigureTable(
    key="scorecard",
    caption="Care to moving in",
    corner="",
    columns=("2019-22", "2020-23", "2021-24"),
    rows=(
        FigureRow("Four Rivers", A10_REFS),
        FigureRow("Rank", A10_REFS, shows=Shown.RANK),
        FigureRow("England", A10_REFS, shows=Shown.ENGLAND),
    ),
)
MIXED = FigureTable(
    key="mixed",
    caption="Early permanence and money",
    corner="What",
    columns=("2022/23", "2023/24"),
    rows=(
        FigureRow(
            "Early permanence",
            (ref("early_permanence:all:2022-23"), ref("early_permanence:all:2023-24")),
        ),
        FigureRow(
            "Income", (ref("interagency_income:all:2022-23"), ref("interagency_income:all:2023-24"))
        ),
        FigureRow("Registrations", (None, ref("registrations:all:2023-24"))),
    ),
)
COLUMNS = FigureChart(
    key="adopted-chart",
    title="Fewer children were adopted than a year before",
    labels=("2021/22", "2022/23", "2023/24"),
    series=(
        ("Girls", tuple(ref(f"adopted_by_sex:all:{year}:girls") for year in YEARS)),
        ("Boys", tuple(ref(f"adopted_by_sex:all:{year}:boys") for year in YEARS)),
    ),
)
LINES = FigureChart(
    key="a10-chart",
    title="Children moved in sooner",
    labels=("2019-22", "2020-23", "2021-24"),
    series=(("Four Rivers", A10_REFS),),
    shape="lines",
    breaks=("2021-24",),
)
REPORT = BoundReport(
    kind=ReportKind.ANNUAL,
    title="Adoption annual report 2023/24",
    body_name="Four Rivers Adoption",
    period="2023-24",
    sections=(
        BoundSection(
            "children",
            "Children",
            Author.AGENCY,
            (
                Words(
                    "In 2023/24, [[adopted:all:2023-24]] children were adopted, "
                    "[[early_permanence:all:2023-24]] of those placed in early permanence.\n"
                    "It was [[A10:all:2021-24#rank]] in the land.\n\n"
                    "- [[adopted_by_sex:all:2023-24:girls]] girls\n"
                    "- [[adopted_by_sex:all:2023-24:boys]] boys\n\n"
                    "Three years before it was [[A10:all:2019-22]]; hidden is "
                    "[[early_permanence:all:2022-23]].",
                    is_drawn=True,
                ),
                BY_SEX,
                COLUMNS,
            ),
        ),
        BoundSection("scorecard", "Scorecard", Author.DRAWN, (SCORECARD, LINES)),
        BoundSection(
            "money",
            "Money & more",
            Author.COUNCIL,
            (MIXED, Words("“They rang back.”", quoted_with="in writing, 2 May 2024")),
        ),
    ),
    facts=(("Approved by", "the executive"),),
)


@pytest.fixture
def bound() -> BoundReport:
    return REPORT


@pytest.fixture
def resolved(book: FigureBook) -> ResolvedReport:
    return resolve(REPORT, book)


@pytest.fixture
def with_words(book: FigureBook) -> Callable[[str], ResolvedReport]:
    """A report of one section with these words."""

    def make(words: str) -> ResolvedReport:
        section = BoundSection("words", "Words", Author.AGENCY, (Words(words),))
        return resolve(replace(REPORT, sections=(section,)), book)

    return make


@pytest.fixture
def logo() -> bytes:
    """A small red PNG picture."""

    def chunk(name: bytes, content: bytes) -> bytes:
        ends = zlib.crc32(name + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + name + content + ends

    wide, high = 40, 20
    rows = b"".join(b"\0" + b"\xcc\0\0" * wide for _ in range(high))
    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
