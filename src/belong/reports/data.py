"""A scorecard as data for programs: the JSON of ``docs/reference/json.md``, and flat rows for CSV.

The keys that readers rely on come first and never change their meaning; more may follow.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from belong.analytics.disclosure import PublicFigure
from belong.analytics.figures import Figure, LeftOut, Member
from belong.reports.measures import notes_of
from belong.reports.people import KeyOf

if TYPE_CHECKING:
    from belong.domain.frames import Notice
    from belong.reports.scorecard import Scorecard

__all__ = [
    "FIGURE_COLUMNS",
    "JsonText",
    "as_csv",
    "as_json",
    "figure_data",
    "figure_row",
    "json_lines",
    "scorecard_data",
]


class JsonText(str):
    """Text that is JSON already."""

    __slots__ = ()


def figure_data(
    figure: Figure, key_of: KeyOf, *, with_children: bool = True, missed: int | None = None
) -> dict[str, Any]:
    """One figure with its children. Shares run 0 to 100; dates are written as 2024-03-31.

    missed: how many children could not be computed, where the figure does not hold them itself.
    """
    data: dict[str, Any] = {
        "indicator": figure.indicator,
        "area": figure.area,
        "window": figure.window,
        "value": figure.value,
        "published": figure.published,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unit": figure.unit,
        "threshold": figure.threshold,
    }
    if with_children:
        data["members"] = [_member(member, key_of) for member in figure.members]
        data["excluded"] = [_left_out(left, key_of) for left in figure.excluded]
        data["not_computable"] = [_left_out(left, key_of) for left in figure.not_computable]
    rank = figure.rank
    data |= {
        "threshold_basis": figure.threshold_basis,
        "england": figure.england,
        "england_source": figure.england_source,
        "rank": {"position": rank.position, "of": rank.of, "among": rank.among} if rank else None,
        "years_missing": list(figure.years_missing),
        "notes": notes_of(figure, missed),
    }
    if isinstance(figure, PublicFigure):
        data |= {"symbol": figure.symbol, "hidden_because": figure.hidden_because}
    return data


#: Text, authority and child to the text without the child's own number.
Clean = Callable[[str, str | None, str | None], str]

#: Columns of a scorecard as CSV, one row per indicator, area and window.
FIGURE_COLUMNS = (
    "indicator",
    "area",
    "window",
    "value",
    "published",
    "numerator",
    "denominator",
    "unit",
    "threshold",
    "threshold_basis",
    "england",
    "england_source",
    "rank_position",
    "rank_of",
    "rank_among",
    "excluded",
    "not_computable",
    "years_missing",
    "hidden",
    "notes",
)


def figure_row(figure: Figure) -> tuple[object, ...]:
    """One figure as a row of ``FIGURE_COLUMNS``, children as counts only."""
    rank = figure.rank
    hidden = figure.hidden_because if isinstance(figure, PublicFigure) else None
    return (
        figure.indicator,
        figure.area,
        figure.window,
        figure.value,
        figure.published,
        figure.numerator,
        figure.denominator,
        figure.unit,
        figure.threshold,
        figure.threshold_basis,
        figure.england,
        figure.england_source,
        rank.position if rank else None,
        rank.of if rank else None,
        rank.among if rank else None,
        None if isinstance(figure, PublicFigure) else len(figure.excluded),
        None if isinstance(figure, PublicFigure) else len(figure.not_computable),
        "; ".join(str(year) for year in figure.years_missing),
        hidden,
        "; ".join(notes_of(figure)),
    )


def scorecard_data(scorecard: Scorecard, key_of: KeyOf, clean: Clean) -> dict[str, Any]:
    """A whole scorecard; ``figures`` is an iterator, for there may be millions of members.

    clean: text, authority and child to text without the child's own number.
    """
    is_public = scorecard.public is not None
    area = scorecard.area
    figures: Iterator[object]
    if is_public:
        shown = (each for each in scorecard.opened() if area in (None, each.area))
        figures = (figure_data(each, key_of, with_children=False) for each in shown)
    else:
        from belong.reports.figures_json import figure_texts

        figures = figure_texts(scorecard.figures, key_of, area)
    times = scorecard.times
    return {
        "figures": figures,
        "stage_times": [
            {"area": row["area"], "by": by} | row
            for by, rows in times.stages.items()
            for row in rows
            if area in (None, row["area"])
        ],
        "cohorts": [row for row in times.cohorts if area in (None, row["area"])],
        "waiting": [row for row in times.bands if area in (None, row["area"])],
        "returns": [
            {"la": info.la_code, "year": info.year, "source": info.source}
            for info in scorecard.of_area(scorecard.returns)
        ],
        "notices": []
        if is_public
        else [
            notice_data(notice, key_of, clean) for notice in scorecard.of_area(scorecard.notices)
        ],
        "year": scorecard.year,
        "public": scorecard.public,
    }


def notice_data(notice: Notice, key_of: KeyOf, clean: Clean) -> dict[str, Any]:
    """One notice, with its child under the key given."""
    return {
        "code": notice.code,
        "message": clean(notice.message, notice.la_code, notice.child),
        "la": notice.la_code,
        "year": notice.year,
        "child": key_of(notice.la_code or "", notice.child) if notice.child else None,
        "source": notice.source,
    }


def _member(member: Member, key_of: KeyOf) -> dict[str, Any]:
    return {
        "child": key_of(member.la_code, member.child_id),
        "value": member.value,
        "la": member.la_code,
        "start": _iso(member.start_on),
        "end": _iso(member.end_on),
    }


def _left_out(left: LeftOut, key_of: KeyOf) -> dict[str, Any]:
    return {
        "child": key_of(left.la_code, left.child_id),
        "reason": left.reason,
        "la": left.la_code,
    }


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None


def as_json(data: Mapping[str, object]) -> str:
    """Text of the data with keys in the order given; numbers and dates exact."""
    return "".join(json_lines(data))


def json_lines(data: Mapping[str, object]) -> Iterator[str]:
    """The same in pieces, so that a large list need never be in memory at once.

    Each key, and each entry of a list under a key, stands on a line of its own. A value may be an
    iterator, which is read once.
    """
    yield "{\n"
    for number, (key, value) in enumerate(data.items()):
        yield f"{',' if number else ''}{_text(key)}: "
        if isinstance(value, list | tuple | Iterator):
            yield "["
            for position, entry in enumerate(value):
                yield f"{',' if position else ''}\n{_text(entry)}"
            yield "\n]\n"
        else:
            yield f"{_text(value)}\n"
    yield "}\n"


def _text(value: object) -> str:
    if isinstance(value, JsonText):
        return value
    return json.dumps(value, ensure_ascii=True, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the JSON")


def as_csv(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with a header; nothing is empty; text that a spreadsheet would run is made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: object) -> object:
    """A cell that a spreadsheet shows and never calculates."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell
