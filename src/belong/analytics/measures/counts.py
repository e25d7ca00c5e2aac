"""Rows added up by measure, part, area and period, with the people behind each sum.

The people are told only when a sum is opened: of a large body there are millions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from belong.analytics.measures.people import TOLD, Groups, People
from belong.analytics.measures.spans import Spans

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.periods import Period

__all__ = ["Count", "Counts"]

#: Of the sums of one figure: measure, part, period.
Key = tuple[str, str, str]
_ORDER = ["la_code", "child_id", "start_on", "end_on", "value", "reason"]
_GROUP = ["measure", "part", "period", "la_code"]
#: Columns of few words said often: as numbers they are put in order, and told apart, much faster.
_WORDS = ["measure", "part", "period", "la_code", "child_id", "status", "reason"]


@dataclass
class Count:
    """numerator: sum of values; denominator: sum of weights; n: members; repeated: members with a
    weight that are a child who is such a member already; not_computable: rows. groups: numbers of
    the groups of people behind."""

    numerator: int = 0
    denominator: int = 0
    n: int = 0
    repeated: int = 0
    not_computable: int = 0
    groups: list[int] = field(default_factory=list)

    def add(self, other: Count) -> None:
        """Take in the sums and people of another."""
        self.numerator += other.numerator
        self.denominator += other.denominator
        self.n += other.n
        self.repeated += other.repeated
        self.not_computable += other.not_computable
        self.groups += other.groups


class Counts:
    """Sums by council, and the people behind them."""

    def __init__(
        self,
        rows: pl.DataFrame,
        expanded: pl.DataFrame,
        happened: Collection[str],
        flows: Sequence[Period],
    ) -> None:
        """rows: as ``all_rows`` gives, in order. expanded: ``row``, a number among them, and its
        ``period``, as often as the row counts. happened: measures whose rows count in each of the
        periods ``flows`` that holds their day."""
        self._sums: dict[Key, dict[str, Count]] = {}
        self._numbers: dict[tuple[str, str, str, str], int] = {}
        summed = self._add_up(rows, expanded)
        made_of = _made_of(self._numbers, happened, flows)
        self._groups = Groups(rows.select(TOLD), summed, made_of)

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
        days = spans.names_of_days()
        rows = pl.concat(parts)
        words = {name: _as_numbers(rows[name]) for name in _WORDS if name != "period"}
        periods = pl.Enum(pl.concat([rows["period"], days["period"]]).drop_nulls().unique())
        rows = (
            rows.with_columns(**words)
            .cast({"period": periods})
            .sort(*_ORDER, "status", maintain_order=True)
            .with_row_index("row")
        )
        numbered = rows.select("row", "on", "period")
        told = numbered.filter(pl.col("period").is_not_null()).select("row", "period")
        found = (
            numbered.filter(pl.col("period").is_null())
            .drop("period")
            .join(days.cast({"period": periods}), on="on")
            .select("row", "period")
        )
        measures = frozenset(happened["measure"])
        return cls(rows, pl.concat([told, found]), measures, spans.flows)

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

    def people(self, sums: Mapping[str, Count]) -> People:
        """Who is behind each of these sums: in it, left out, and not computable."""
        return People({name: (self._groups, count.groups) for name, count in sums.items()})

    def values(self, count: Count) -> list[int]:
        """The values of the members of a sum."""
        import polars as pl

        rows = self._groups.told(count.groups).filter(pl.col("status") == "member")
        return rows["value"].to_list()

    def _add_up(self, rows: pl.DataFrame, expanded: pl.DataFrame) -> pl.Series:
        """Fills the sums; gives the numbers of the rows of each group of them."""
        import polars as pl

        is_member = pl.col("status") == "member"
        is_weighed = is_member & (pl.col("weight") > 0)
        summed_up = [*_GROUP[:2], _GROUP[3], "status", "value", "weight", "child_id"]
        summed = (
            rows.select(summed_up)[expanded["row"]]
            .hstack(expanded)
            .group_by(_GROUP)
            .agg(
                numerator=pl.col("value").filter(is_member).sum(),
                denominator=pl.col("weight").filter(is_member).sum(),
                n=is_member.sum().cast(pl.Int64),
                weighed=is_weighed.sum().cast(pl.Int64),
                distinct=pl.col("child_id").filter(is_weighed).n_unique().cast(pl.Int64),
                lost=(pl.col("status") == "not_computable").sum().cast(pl.Int64),
                rows=pl.col("row"),
            )
        )
        for number, (measure, part, period, area, *sums) in enumerate(
            summed.drop("rows").iter_rows()
        ):
            numerator, denominator, n, weighed, distinct, lost = sums
            count = Count(numerator, denominator, n, weighed - distinct, lost, [number])
            self._numbers[measure, part, period, area] = number
            for one in {part, ""}:
                by_council = self._sums.setdefault((measure, one, period), {})
                by_council.setdefault(area, Count()).add(count)
        return summed["rows"]


def _as_numbers(words: pl.Series) -> pl.Series:
    """Words as numbers that stand for them, in the words' own order."""
    import polars as pl

    return words.cast(pl.Enum(words.drop_nulls().unique().sort()))


def _made_of(
    numbers: Mapping[tuple[str, str, str, str], int],
    happened: Collection[str],
    flows: Sequence[Period],
) -> dict[int, frozenset[int]]:
    """Groups of what happened in a stretch, each with those of the shorter ones that make it up."""
    there = {one.name for one in flows}
    shorter = {one.name: [each.name for each in one.made_of] for one in flows}
    shorter = {name: names for name, names in shorter.items() if names and there.issuperset(names)}
    found = {}
    for (measure, part, period, area), number in numbers.items():
        if measure in happened and period in shorter:
            pieces = (numbers.get((measure, part, name, area)) for name in shorter[period])
            found[number] = frozenset(one for one in pieces if one is not None)
    return found
