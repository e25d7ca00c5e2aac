"""Rows added up by measure, part, area and period, with the people behind each sum.

The people are told only when a sum is opened: of a large body there are millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from belong.analytics.measures.spans import Spans
from belong.analytics.stored import Behind, Person

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Count", "Counts", "People"]

#: Of the sums of one figure: measure, part, period.
Key = tuple[str, str, str]
_TOLD = ["status", "child_id", "la_code", "value", "start_on", "end_on", "reason"]
_ORDER = ["la_code", "child_id", "start_on", "end_on", "value", "reason"]
_GROUP = ["measure", "part", "period", "la_code"]


@dataclass
class Count:
    """numerator: sum of values; denominator: sum of weights; n: members; repeated: members that are
    a child who is a member already; not_computable: rows. rows: numbers of the people behind."""

    numerator: int = 0
    denominator: int = 0
    n: int = 0
    repeated: int = 0
    not_computable: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take in the sums and people of another."""
        self.numerator += other.numerator
        self.denominator += other.denominator
        self.n += other.n
        self.repeated += other.repeated
        self.not_computable += other.not_computable
        self.rows += other.rows


class Counts:
    """Sums by council, and the people behind them."""

    def __init__(self, rows: pl.DataFrame, expanded: pl.DataFrame) -> None:
        """rows: as ``all_rows`` gives, numbered by ``row``. expanded: ``row`` and its ``period``,
        as often as the row counts."""
        self._rows = rows.select(_TOLD)
        self._sums: dict[Key, dict[str, Count]] = {}
        self._add_up(rows, expanded)

    @classmethod
    def of(
        cls, happened: pl.DataFrame, held: pl.DataFrame, scores: pl.DataFrame | None, spans: Spans
    ) -> Counts:
        """happened: rows counted in every stretch that holds their day; held: on that day only;
        scores: rows that name their ``period``, or None."""
        import polars as pl

        parts = [
            happened.with_columns(period=pl.lit(None, dtype=pl.String)),
            held.with_columns(period=pl.col("on").dt.to_string("iso")),
        ]
        if scores is not None:
            parts.append(scores)
        rows = pl.concat(parts).sort(_ORDER, maintain_order=True).with_row_index("row")
        numbered = rows.select("row", "on", "period")
        told = numbered.filter(pl.col("period").is_not_null()).select("row", "period")
        found = (
            numbered.filter(pl.col("period").is_null())
            .drop("period")
            .join(spans.names_of_days(), on="on")
            .select("row", "period")
        )
        return cls(rows, pl.concat([told, found]))

    def of_area(
        self, measure: str, part: str, period: str, councils: Iterable[str] | None
    ) -> Count:
        """The sum over these councils; None: over everybody, of a council or not."""
        by_council = self._sums.get((measure, part, period), {})
        found = Count()
        for code in sorted(by_council) if councils is None else councils:
            if code in by_council:
                found.add(by_council[code])
        return found

    def behind(self, count: Count) -> Behind:
        """Who is in the sum, left out, and not computable; by council and pseudonym."""
        found: dict[str, list[Person]] = {"member": [], "excluded": [], "not_computable": []}
        for row in sorted(count.rows):  # rows are numbered in the order of people
            status, child, area, value, start_on, end_on, reason = self._told[row]
            found[status].append(Person(child, area, value, start_on, end_on, reason or ""))
        return Behind(*(tuple(found[name]) for name in ("member", "excluded", "not_computable")))

    @cached_property
    def _told(self) -> list[tuple[Any, ...]]:
        """Every row; made when the first sum is opened."""
        return self._rows.rows()

    def values(self, count: Count) -> list[int]:
        """The values of the members of a sum."""
        import polars as pl

        rows = self._rows[count.rows].filter(pl.col("status") == "member")
        return rows["value"].to_list()

    def _add_up(self, rows: pl.DataFrame, expanded: pl.DataFrame) -> None:
        import polars as pl

        is_member = pl.col("status") == "member"
        summed = (
            expanded.join(rows.drop("period"), on="row")
            .group_by(_GROUP)
            .agg(
                numerator=pl.col("value").filter(is_member).sum(),
                denominator=pl.col("weight").filter(is_member).sum(),
                n=is_member.sum().cast(pl.Int64),
                distinct=pl.col("child_id").filter(is_member).n_unique().cast(pl.Int64),
                lost=(pl.col("status") == "not_computable").sum().cast(pl.Int64),
                rows=pl.col("row"),
            )
        )
        for (
            measure,
            part,
            period,
            area,
            numerator,
            denominator,
            n,
            distinct,
            lost,
            people,
        ) in summed.iter_rows():
            count = Count(numerator, denominator, n, n - distinct, lost, people)
            for one in {part, ""}:
                by_council = self._sums.setdefault((measure, one, period), {})
                by_council.setdefault(area, Count()).add(count)


class People(Mapping[str, Behind]):
    """Who is behind each figure, by the text of its reference; told when it is asked for."""

    def __init__(self, counts: Counts, sums: Mapping[str, Count]) -> None:
        self._counts = counts
        self._sums = sums

    def __getitem__(self, ref: str) -> Behind:
        return self._counts.behind(self._sums[ref])

    def __iter__(self) -> Iterator[str]:
        return iter(self._sums)

    def __len__(self) -> int:
        return len(self._sums)
