"""Who is behind the figures of a book, told only when a figure is opened: there are millions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from belong.analytics.stored import STATUSES, Behind, Person

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TOLD", "Groups", "People"]

#: Columns of a row of people: what is told of each.
TOLD = ("status", "child_id", "la_code", "value", "start_on", "end_on", "reason")


@dataclass(frozen=True)
class Groups:
    """People in groups, of which each figure has some.

    rows: columns TOLD, in the order in which people are told. members: by the number of a group,
    the numbers of its rows. made_of: groups that hold the same people as some smaller ones do.
    """

    rows: pl.DataFrame
    members: pl.Series
    made_of: Mapping[int, frozenset[int]]

    def told(self, groups: Sequence[int]) -> pl.DataFrame:
        """Everybody in these groups, in the order of telling."""
        return self.rows[self._rows_of(groups).sort()]

    def told_each(self, groups: Sequence[Sequence[int]]) -> pl.DataFrame:
        """Everybody in each of many sets of groups: columns TOLD and ``of``, the set's number.

        Ordered by set, then by status as it is told, then in the order of telling.
        """
        import polars as pl

        numbered = [(of, group) for of, some in enumerate(groups) for group in some]
        schema = {"of": pl.UInt32, "group": pl.UInt32}
        found = pl.DataFrame(numbered, schema=schema, orient="row")
        found = (
            found.select("of", row=self.members.gather(found["group"]))
            .explode("row")
            .sort("of", "row")
        )
        rows = self.rows[found["row"]].hstack([found["of"]])
        status = pl.col("status").cast(pl.Enum(STATUSES))
        return rows.with_columns(status).sort("of", "status", maintain_order=True)

    def are_same(self, groups: Sequence[int], others: Sequence[int]) -> bool:
        """Whether both sets of groups hold the same people, each as often."""
        if self._smallest(groups) == self._smallest(others):
            return True
        if self._count(groups) != self._count(others):
            return False
        one, other = (self._contents[self._rows_of(some)].sort() for some in (groups, others))
        return one.equals(other)

    def _rows_of(self, groups: Sequence[int]) -> pl.Series:
        return self.members[list(groups)].explode().drop_nulls()

    def _count(self, groups: Sequence[int]) -> int:
        return sum(self._sizes[group] for group in groups)

    def _smallest(self, groups: Iterable[int]) -> set[int]:
        return {one for group in groups for one in self.made_of.get(group, (group,))}

    @cached_property
    def _sizes(self) -> list[int]:
        sizes: list[int] = self.members.list.len().to_list()
        return sizes

    @cached_property
    def _contents(self) -> pl.Series:
        """A number for what each row says, the same for rows that say the same."""
        numbered = self.rows.with_row_index("row").group_by(TOLD).agg("row")
        return numbered.with_row_index("said").explode("row").sort("row")["said"]


class People(Mapping[str, Behind]):
    """Who is behind each figure, by the text of its reference.

    groups: those of each figure, in the groups that they are numbered in.
    """

    def __init__(self, groups: Mapping[str, tuple[Groups, Sequence[int]]]) -> None:
        self._groups = groups

    @classmethod
    def of(cls, behind: Mapping[str, Behind]) -> People:
        """The same of what is told already."""
        import polars as pl

        if isinstance(behind, People):
            return behind
        rows: list[tuple[object, ...]] = []
        members: list[list[int]] = []
        for people in behind.values():
            began = len(rows)
            for status, those in zip(
                STATUSES, (people.members, people.excluded, people.not_computable), strict=True
            ):
                rows += [
                    (status, one.key, one.area, one.value, one.start_on, one.end_on, one.reason)
                    for one in those
                ]
            members.append(list(range(began, len(rows))))
        types = (pl.String, pl.String, pl.String, pl.Int64, pl.Date, pl.Date, pl.String)
        table = pl.DataFrame(rows, schema=dict(zip(TOLD, types, strict=True)), orient="row")
        groups = Groups(table, pl.Series(members, dtype=pl.List(pl.UInt32)), {})
        return cls({name: (groups, (number,)) for number, name in enumerate(behind)})

    def joined(self, other: People) -> People:
        """These and others, of figures of other names."""
        return People({**self._groups, **other._groups})

    def __getitem__(self, ref: str) -> Behind:
        groups, some = self._groups[ref]
        found: dict[str, list[Person]] = {status: [] for status in STATUSES}
        for status, *told, reason in groups.told(some).iter_rows():
            found[status].append(_person(told, reason))
        return Behind(*(tuple(found[status]) for status in STATUSES))

    def __contains__(self, ref: object) -> bool:
        return ref in self._groups

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def are_those_of(self, ref: str, pieces: Iterable[str]) -> bool:
        """Whether exactly those are behind a figure who are behind these others together."""
        own, one = self._groups.get(ref, (None, ()))
        others: list[int] = []
        for groups, some in (self._groups[name] for name in pieces if name in self._groups):
            if own is None or own is not groups:
                return False
            others += some
        return not one if own is None else own.are_same(one, others)

    def tables(self, refs: Iterable[str]) -> Iterator[tuple[list[str], pl.DataFrame]]:
        """Everybody behind these figures, in tables as ``Groups.told_each`` has them.

        With each table the references of its figures, in the order of their numbers.
        """
        by_groups: dict[int, tuple[Groups, list[str]]] = {}
        for ref in refs:
            groups, _ = self._groups[ref]
            by_groups.setdefault(id(groups), (groups, []))[1].append(ref)
        for groups, names in by_groups.values():
            yield names, groups.told_each([self._groups[name][1] for name in names])


def _person(told: Sequence[object], reason: str | None) -> Person:
    key, area, value, start_on, end_on = told
    return Person(key, area, value, start_on, end_on, reason or "")  # type: ignore[arg-type]
