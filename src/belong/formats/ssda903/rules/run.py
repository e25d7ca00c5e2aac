"""Run every rule in force over a return and gather what they find."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from belong.domain.errors import BelongError
from belong.formats.ssda903.rules.context import RuleContext, prepare
from belong.formats.ssda903.rules.registry import NotCheckedError, Rule, rules_for

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.model import ReturnInfo, ReturnSet

__all__ = ["Finding", "Findings", "Location", "NotChecked", "validate"]

logger = logging.getLogger(__name__)

#: Columns that are shown only to who asks for them: they say where a child lives.
POSTCODES = frozenset({"HOME_POST", "PL_POST"})


@dataclass(frozen=True)
class Location:
    """A row of a table; row 1 is the first data row."""

    table: str
    row: int


@dataclass(frozen=True)
class Finding:
    """One rule broken by one child.

    locations: every row concerned, by table and row. values: the cells concerned by column, dates
    as dd/mm/yyyy or, where unreadable, as they stand; several rows' cells are parted by '; '.
    """

    rule: str
    child: str
    locations: tuple[Location, ...]
    values: dict[str, str]
    message: str
    fix: str
    severity: str
    la_code: str

    def as_dict(self) -> dict[str, Any]:
        """The finding as machine-readable output gives it."""
        return {
            "rule": self.rule,
            "child": self.child,
            "locations": [{"table": each.table, "row": each.row} for each in self.locations],
            "values": dict(self.values),
            "message": self.message,
            "fix": self.fix,
        }


@dataclass(frozen=True)
class NotChecked:
    """A rule that did not run, and why."""

    rule: str
    why: str

    def as_dict(self) -> dict[str, str]:
        """The rule as machine-readable output gives it."""
        return {"rule": self.rule, "why": self.why}


@dataclass(frozen=True)
class Findings:
    """What the rules found in one or more returns.

    frame: one row per finding and location, sorted; ``la_code, rule, child, table, row`` and
    ``_return``, the index of the return. not_checked: sorted by rule, each rule and reason once.
    rules: the rules that were in force, by code. year: of the latest return checked.
    """

    frame: pl.DataFrame
    not_checked: tuple[NotChecked, ...]
    rules: dict[str, Rule]
    year: int
    _this: ReturnSet = field(repr=False)
    with_postcodes: bool = False

    @property
    def has_findings(self) -> bool:
        """Whether any rule found anything."""
        return self.frame.height > 0

    @cached_property
    def by_rule(self) -> pl.DataFrame:
        """One row per rule with findings: rule, findings (children), most first."""
        import polars as pl

        return (
            self.frame.unique(["la_code", "rule", "child", "_return"])
            .group_by("rule")
            .agg(pl.len().alias("findings"))
            .sort(["findings", "rule"], descending=[True, False])
        )

    @cached_property
    def findings(self) -> list[Finding]:
        """One finding per rule and child, sorted by rule and child."""
        cells = self._cells()
        places: dict[tuple[str, str, str, int], list[Location]] = defaultdict(list)
        for la_code, code, child, table, row, index in self.frame.iter_rows():
            places[(code, child, la_code, index)].append(Location(table, row))
        found = []
        for (code, child, la_code, index), locations in places.items():
            each = self.rules[code]
            values: dict[str, list[str]] = {}
            for location in locations:
                row_cells = cells[(index, location.table, location.row)]
                for column in each.columns:
                    text = row_cells.get(column)
                    if text is not None and text not in values.setdefault(column, []):
                        values[column].append(text)
            found.append(
                Finding(
                    rule=code,
                    child=child,
                    locations=tuple(locations),
                    values={column: "; ".join(texts) for column, texts in values.items() if texts},
                    message=each.message,
                    fix=each.fix,
                    severity=each.severity,
                    la_code=la_code,
                )
            )
        return found

    def as_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Findings and rules not checked, in the shape that ``--format json`` prints."""
        return {
            "findings": [each.as_dict() for each in self.findings],
            "not_checked": [each.as_dict() for each in self.not_checked],
        }

    def _cells(self) -> dict[tuple[int, str, int], dict[str, str]]:
        """The cells of every located row as text, by return, table and row."""
        import polars as pl

        shown = {column for each in self.rules.values() for column in each.columns}
        if not self.with_postcodes:
            shown -= POSTCODES
        cells: dict[tuple[int, str, int], dict[str, str]] = {}
        for (table,), located in self.frame.group_by("table"):
            whole = self._this.tables[str(table)]
            rows = whole.join(
                located.select("_return", pl.col("row").alias("_row")).unique(),
                on=["_return", "_row"],
                how="semi",
            )
            wanted = [column for column in rows.columns if column in shown]
            texts = rows.select(
                "_return", "_row", *[_as_text(rows, column).alias(column) for column in wanted]
            )
            for row in texts.iter_rows(named=True):
                key = (row.pop("_return"), str(table), row.pop("_row"))
                cells[key] = row
        return cells


def validate(
    this: ReturnSet,
    last: ReturnSet | None = None,
    *,
    year: int | None = None,
    la: str | None = None,
    with_postcodes: bool = False,
) -> Findings:
    """Run the rules of the year over this year's return, against last year's where they need it.

    ``this`` may hold several returns: then those of ``year`` are checked (without it, each
    authority's latest), each against the same authority's return of the year before, taken from
    ``last`` or else from ``this``. year: the year's end; needed only where no date could be read.
    la: checks only that authority's return, and names one that does not say. Raises BelongError
    if there is no such return or its year cannot be told.
    """
    import polars as pl

    chosen = _chosen(this, year, la)
    frames: list[pl.DataFrame] = []
    skipped: set[NotChecked] = set()
    rules: dict[str, Rule] = {}
    years = []
    for index, info in chosen:
        collection_year = year or info.year
        if collection_year is None:
            raise BelongError(
                "No date in this return can be read, so its year cannot be told.",
                where=info.source,
                mend="Give the year with --year, such as --year 2025 for 2024-25.",
            )
        years.append(collection_year)
        ctx = _context(this, index, last, collection_year, _la_code(info, la))
        in_force = rules_for(collection_year)
        rules |= {each.code: each for each in in_force}
        found, not_run = _run(in_force, ctx)
        skipped.update(not_run)
        frames += [frame.with_columns(_return=pl.lit(index, pl.UInt16)) for frame in found]
    columns = ["la_code", "rule", "child", "table", "row", "_return"]
    frame = pl.concat(frames).select(columns) if frames else _no_locations().select(columns)
    return Findings(
        frame=frame.sort("rule", "child", "la_code", "_return", "table", "row"),
        not_checked=tuple(sorted(skipped, key=lambda each: (each.rule, each.why))),
        rules=rules,
        year=max(years),
        _this=this,
        with_postcodes=with_postcodes,
    )


def _la_code(info: ReturnInfo, la: str | None) -> str:
    return la if la and info.la_code == "unknown" else info.la_code


def _chosen(this: ReturnSet, year: int | None, la: str | None) -> list[tuple[int, ReturnInfo]]:
    """The returns to check, with their index in ``this``."""
    candidates = [
        (index, info)
        for index, info in enumerate(this.returns)
        if la is None or info.la_code in (la, "unknown") or len(this.returns) == 1
    ]
    if not candidates:
        raise BelongError(
            f"There is no return of authority {la} here." if la else "There is no return here.",
            mend="Name a folder with the return's CSV files, an XML file or a workbook.",
        )
    if len(candidates) == 1:
        return candidates
    latest: dict[str, int] = {}
    for _, info in candidates:
        latest[info.la_code] = max(latest.get(info.la_code, 0), info.year or 0)
    chosen = [
        (index, info)
        for index, info in candidates
        if (info.year or 0) == (year or latest[info.la_code])
    ]
    if not chosen:
        held = ", ".join(sorted({str(info.year) for _, info in candidates if info.year}))
        raise BelongError(
            f"There is no return of {year} here.",
            mend=f"Years found: {held}." if held else "No year could be told from the dates.",
        )
    return chosen


def _context(
    this: ReturnSet, index: int, last: ReturnSet | None, year: int, la_code: str
) -> RuleContext:
    """The context of one return, last year's found in ``last`` or else in ``this``."""
    tables, nameless = _tables_of(this, index)
    previous: dict[str, pl.DataFrame] = {}
    before = last if last is not None else this
    own = this.returns[index].la_code
    for earlier, info in enumerate(before.returns):
        from_before = info.year in (year - 1, None) if last is not None else info.year == year - 1
        same = info.la_code == own or (last is not None and "unknown" in (info.la_code, own))
        if len(before.returns) == 1 and last is not None:
            from_before = same = True
        if from_before and same:
            previous, _ = _tables_of(before, earlier)
            break
    return RuleContext(
        year=year, la_code=la_code, this=tables, last=previous, rows_without_child=nameless
    )


def _tables_of(
    returns: ReturnSet, index: int
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """The tables of one return as rules take them, and their rows without a CHILD."""
    import polars as pl

    tables, nameless = {}, {}
    for name, frame in returns.tables.items():
        if name not in returns.returns[index].tables:
            continue
        own = frame if len(returns.returns) == 1 else frame.filter(pl.col("_return") == index)
        tables[name], nameless[name] = prepare(name, own)
    return tables, nameless


def _missing(each: Rule, ctx: RuleContext) -> str | None:
    """Why the rule cannot run for want of a table, or None."""
    absent = [f"this year's {name}" for name in each.tables if name not in ctx.this]
    absent += [f"last year's {name}" for name in each.last if name not in ctx.last]
    if absent:
        return f"{' and '.join(absent)} {'was' if len(absent) == 1 else 'were'} not supplied"
    if each.any_of and not any(name in ctx.this for name in each.any_of):
        return f"none of {', '.join(each.any_of)} was supplied"
    return None


def _run(rules: tuple[Rule, ...], ctx: RuleContext) -> tuple[list[pl.DataFrame], list[NotChecked]]:
    """Locations found by each rule, and the rules that did not run."""
    import polars as pl

    not_run: list[NotChecked] = []
    planned: list[tuple[Rule, pl.LazyFrame]] = []
    for each in rules:
        why = _missing(each, ctx)
        if why is None:
            try:
                planned.append((each, each.find(ctx)))
                continue
            except NotCheckedError as reason:
                why = str(reason)
            except Exception:
                why = _broken(each)
        not_run.append(NotChecked(each.code, why))
    try:
        results: list[pl.DataFrame | None] = list(pl.collect_all([plan for _, plan in planned]))
    except Exception:
        logger.info("running the rules one by one, because one of them stopped")
        results = []
        for each, plan in planned:
            try:
                results.append(plan.collect())
            except Exception:
                results.append(None)
                not_run.append(NotChecked(each.code, _broken(each)))
    found = []
    for (each, _), result in zip(planned, results, strict=True):
        if result is not None and result.height:
            found.append(_locations(each, result, ctx))
    return found, not_run


def _broken(each: Rule) -> str:
    logger.exception("rule %s stopped", each.code)
    return "the rule stopped on data it did not expect; please report this"


def _no_locations() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        schema={
            "la_code": pl.String,
            "rule": pl.String,
            "child": pl.String,
            "table": pl.String,
            "row": pl.UInt32,
            "_return": pl.UInt16,
        }
    )


def _locations(each: Rule, result: pl.DataFrame, ctx: RuleContext) -> pl.DataFrame:
    """One row per location from what a rule gave: child and a row column for each table."""
    import polars as pl

    tables = [name for name in result.columns if name in ctx.this]
    return (
        result.select(pl.col("child").fill_null(""), *tables)
        .unpivot(on=tables, index="child", variable_name="table", value_name="row")
        .drop_nulls("row")
        .unique()
        .select(
            pl.lit(ctx.la_code).alias("la_code"),
            pl.lit(each.code).alias("rule"),
            "child",
            pl.col("table").cast(pl.String),
            pl.col("row").cast(pl.UInt32),
        )
    )


def _as_text(rows: pl.DataFrame, column: str) -> pl.Expr:
    """The cell as text: dates as dd/mm/yyyy, unreadable ones as they stand."""
    import polars as pl

    if rows.schema[column] != pl.Date:
        return pl.col(column).cast(pl.String)
    text = pl.col(column).dt.strftime("%d/%m/%Y")
    as_it_stood = f"{column}__text"
    return pl.coalesce(text, pl.col(as_it_stood)) if as_it_stood in rows.columns else text
