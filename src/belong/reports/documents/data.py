"""All figures of a report as data: the same bytes for the same figures, whenever it is written."""

from __future__ import annotations

import json
from typing import Any

from belong.analytics.stored import StoredFigure
from belong.reports.resolved import ResolvedReport
from belong.reports.words import value_text

__all__ = ["as_json"]

#: Raised by one when a reader of the files would have to change.
VERSION = 1


def as_json(resolved: ResolvedReport) -> bytes:
    """Figures by reference and measures by code, keys in order, in ASCII; no day, no clock.

    text: the number as it is printed in every other format, null where there is none.
    """
    data: dict[str, Any] = {
        "format": "belong report figures",
        "version": VERSION,
        "kind": resolved.kind,
        "title": resolved.report.title,
        "body": resolved.body,
        "body_name": resolved.body_name,
        "period": resolved.period,
        "change": resolved.change,
        "language": resolved.report.language,
        "figures": {str(one.ref): _figure(one) for one in resolved.figures},
        "measures": {
            one.code: {
                "name": one.name,
                "meaning": one.meaning,
                "unit": one.unit,
                "kind": one.kind,
                "source": one.source,
            }
            for one in resolved.measures
        },
        "missing": [{"section": one.section, "cited": one.cited} for one in resolved.missing],
    }
    return (json.dumps(data, indent=1, sort_keys=True, allow_nan=False) + "\n").encode("ascii")


def _figure(figure: StoredFigure) -> dict[str, Any]:
    is_shown = figure.value is not None and not figure.hidden_because
    data = figure.as_data() | {"text": value_text(figure.value, figure.unit) if is_shown else None}
    return data if is_shown else data | {"value": None}
