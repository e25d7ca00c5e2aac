"""A stored book whose figures are unpacked only where somebody asks for them.

For who needs a few hundred figures of tens of thousands and cannot say beforehand which, such as
the layout of a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from belong.analytics.stored import FigureBook, StoredFigure
from belong.web.agencies.models import Agency
from belong.web.performance.models import FigureRows
from belong.web.performance.packing import Packed, unpack_figures
from belong.web.performance.queries import ALL, book_of, found_set, own_area

__all__ = ["book_on_demand"]


def book_on_demand(agency: Agency) -> FigureBook:
    """The newest stored figures of a council or region. Raises NotComputed where there are none."""
    found = found_set(agency)
    own = own_area(found, agency)
    rows = FigureRows.objects.filter(of_set=found, **({"area": own} if own else {}))
    packed: dict[tuple[str, str], Packed] = {
        (measure, ALL if own else area): one
        for measure, area, one in rows.values_list("measure", "area", "packed")
    }
    return replace(book_of(agency, measures=()), figures=_OnDemand(packed))


class _OnDemand(Mapping[str, StoredFigure]):
    """Figures by the text of their references. packed: those of a measure and an area together."""

    def __init__(self, packed: Mapping[tuple[str, str], Packed]) -> None:
        self._packed = packed
        self._unpacked: dict[tuple[str, str], dict[str, StoredFigure]] = {}

    def _of(self, measure: str, area: str) -> dict[str, StoredFigure]:
        """The figures of a measure and an area, under the area that the agency has them by."""
        key = (measure, area)
        if key not in self._packed:
            return {}
        if key not in self._unpacked:
            figures = unpack_figures(self._packed[key])
            told = (replace(one, ref=replace(one.ref, area=area)) for one in figures)
            self._unpacked[key] = {str(one.ref): one for one in told}
        return self._unpacked[key]

    def __getitem__(self, name: str) -> StoredFigure:
        measure, _, rest = name.partition(":")
        return self._of(measure, rest.partition(":")[0])[name]

    def __iter__(self) -> Iterator[str]:
        for key in self._packed:
            yield from self._of(*key)

    def __len__(self) -> int:
        return sum(len(self._of(*key)) for key in self._packed)
