"""A written report as one file that people edit: TOML, in which paragraphs stay paragraphs.

JSON would hold a paragraph as one long line with ``\\n`` in it and cannot hold a note; TOML keeps
words as they are typed, between three quotation marks. What is in it is what ``bound_json`` makes.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from belong.domain.errors import BelongError
from belong.domain.periods import Period
from belong.reports.bound import BoundReport
from belong.reports.bound_json import BoundDataError, report_as_data, report_from_data

__all__ = ["ReportFile", "Stated", "report_file_of", "report_file_text"]

_HEAD = (
    "Change any words here; a figure is cited as [[measure:area:period]] and never typed.",
    "What stands beside a figure is cited with # after it: rank, england, threshold, n.",
    "A quotation is words with quoted_with: how its owner agreed to be quoted.",
    "stated: money in pounds, without sign or commas; empty where it is not known.",
    "answers: why a finding of `belong report check` may stand, by the finding's key.",
)
_MONEY = ("income", "expenditure")
_MARKS_THAT_END = re.compile(r'"{2,}|"\Z')
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\f": "\\f", "\r": "\\r"}


@dataclass(frozen=True)
class Stated:
    """Interagency money of an area and period, as its author states it; None: not stated."""

    area: str
    period: str
    income: Decimal | None = None
    expenditure: Decimal | None = None


@dataclass(frozen=True)
class ReportFile:
    """A report with what its author states, and answers to findings by their keys."""

    report: BoundReport
    stated: tuple[Stated, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def report_file_text(kept: ReportFile) -> str:
    """The file. What ``report_file_of`` reads from it is the same again."""
    data = report_as_data(kept.report)
    sections = data.pop("sections")
    lines = [f"# {line}" for line in _HEAD]
    lines.append("")
    lines += [f"{key} = {_value(value)}" for key, value in data.items()]
    for one in kept.stated:
        lines += ["", "[[stated]]", f"area = {_value(one.area)}", f"period = {_value(one.period)}"]
        lines += [f"{name} = {_value(_pounds(getattr(one, name)))}" for name in _MONEY]
    lines += ["", "[answers]"]
    lines += [f"{_value(key)} = {_value(reason)}" for key, reason in kept.answers.items()]
    for section in sections:
        lines += ["", "", "[[sections]]"]
        lines += [f"{key} = {_value(section[key])}" for key in ("key", "title", "author")]
        for block in section["blocks"]:
            lines += ["", "[[sections.blocks]]", *_block(block)]
        if not section["blocks"]:
            lines.append("blocks = []")
    return "\n".join(lines) + "\n"


def report_file_of(text: str) -> ReportFile:
    """What is in a file. Raises BelongError for a file that is no report, saying where."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BelongError(
            f"The file cannot be read: {error}.",
            mend="Look there for a quotation mark or a bracket that is not closed.",
        ) from None
    try:
        stated = tuple(_stated(one) for one in data.pop("stated", ()))
        answers = {str(key): str(reason) for key, reason in data.pop("answers", {}).items()}
        for section in data.get("sections", ()):
            for block in section["blocks"]:
                _as_bound(block)
        report = report_from_data(data)
        Period.parse(report.period)
        return ReportFile(report, stated, answers)
    except (KeyError, TypeError, AttributeError) as error:
        raise BoundDataError(
            "This is no report that Belong has written.",
            where=f"“{error.args[0]}” is not there" if isinstance(error, KeyError) else str(error),
            mend="Lay it out again with belong report new, and bring the words over.",
        ) from error


def _stated(one: Mapping[str, Any]) -> Stated:
    money = (_amount(name, one.get(name)) for name in _MONEY)
    return Stated(str(one["area"]), Period.parse(str(one["period"])).name, *money)


def _amount(name: str, told: object) -> Decimal | None:
    """An amount as typed; None for an empty one. Raises BelongError for what is none."""
    if told in (None, ""):
        return None
    try:
        pounds = Decimal(str(told))
    except InvalidOperation:
        pounds = Decimal("NaN")
    if not pounds.is_finite() or pounds < 0:
        raise BelongError(
            f"{told} is no amount of {name}.",
            where="stated",
            mend="Write it in pounds, without sign or commas, such as 302000.50.",
        )
    return pounds


def _pounds(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    for key, value in block.items():
        if key == "text":
            yield f"{key} = {_paragraphs(value)}"
        elif key == "is_drawn":
            if value:
                yield f'drawn = "{_mark_of(block["text"])}"'
        elif key in ("rows", "series"):
            yield f"{key} = ["
            yield from (f"  {_inline(one)}," for one in value)
            yield "]"
        else:
            yield f"{key} = {_value(value)}"


def _inline(row: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in row.items()) + " }"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if value is None:
        return '""'
    return f'"{"".join(_escaped(sign) for sign in value)}"'


def _paragraphs(text: str) -> str:
    """Words between three quotation marks, line for line; marks that would end them escaped."""
    lines = text.split("\n")
    plain = "\n".join(
        "".join(sign if sign == '"' else _escaped(sign) for sign in line) for line in lines
    )
    plain = _MARKS_THAT_END.sub(lambda found: '\\"' * len(found[0]), plain)
    return f'"""\n{plain}"""'


def _escaped(sign: str) -> str:
    if sign in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[sign]
    is_control = ord(sign) < ord(" ") or ord(sign) == 0x7F  # the last: delete
    return f"\\u{ord(sign):04X}" if is_control else sign


def _as_bound(block: dict[str, Any]) -> None:
    """Makes a block of the file what ``bound_json`` reads.

    TOML has no nothing: an empty reference stands for a cell without a figure. Words are drawn as
    long as they are what Belong wrote.
    """
    for row in (*block.get("rows", ()), *block.get("series", ())):
        row["refs"] = [ref or None for ref in row["refs"]]
    if block["block"] == "words":
        block["is_drawn"] = block.pop("drawn", "") == _mark_of(block["text"])


def _mark_of(text: str) -> str:
    """A short mark that tells whether words were changed since."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
