"""The work of ``belong report build`` and ``belong report compare``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belong.cli.console import check_room, deliver, say, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import ShortFormat, style_of
from belong.cli.pipeline import open_returns, today_here
from belong.cli.report_book import book_around, book_for, cited_periods
from belong.cli.run_report import findings_of, for_everybody, read_report
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.reports.compare import Difference, Moved

__all__ = ["build_one", "compare_one"]

#: The folder within the report's own into which documents are written.
BUILT = "built"


def build_one(
    folder: Path,
    paths: Sequence[Path],
    formats: Sequence[str],
    public: str | None,
    logo: Path | None,
    template: Path | None,
    la: str | None,
) -> None:
    """Write every format asked for, and say how many findings are open. Raises BelongError."""
    from belong.reports.documents import FORMATS, render
    from belong.reports.resolved import resolve

    kept = read_report(folder)
    pictures = _bytes(logo), _bytes(template)
    book = book_around(open_returns(paths, la), kept)
    report = kept.report
    open_ones = [one for one in findings_of(kept, book, public) if one.key not in kept.answers]
    if public is not None:
        report, book = for_everybody(report, book, public)
        report = replace(report, facts=(*report.facts, ("Version", _told_to_all(public))))
    resolved = resolve(report, book)
    within = (folder.parent if folder.is_file() else folder) / BUILT
    within.mkdir(exist_ok=True)
    for name in formats:
        content = render(
            resolved,
            name,
            made_on=today_here(),
            logo=pictures[0],
            template=pictures[1],
            is_public=public is not None,
        )
        stem = "report-public" if public else "report"
        deliver(content, within / f"{stem}{FORMATS[name].ending}")
    if open_ones:
        say(f"The checker has {len(open_ones)} open findings: belong report check tells them.")


def _bytes(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise BelongError(
            "the file cannot be read.", where=str(file), mend="Is the path right?"
        ) from error


def _told_to_all(profile: str) -> str:
    from belong.analytics.publishing import REPORT_PROFILES

    return f"For everybody, under the profile {profile}. {REPORT_PROFILES[profile].basis}"


def compare_one(
    built: Path,
    paths: Sequence[Path],
    then: Sequence[Path] | None,
    la: str | None,
    style: ShortFormat | None,
    out: Path | None,
    with_ids: bool,
    key_file: Path | None,
) -> None:
    """Compare, render and deliver. Raises BelongError."""
    from belong.reports.compare import compare, figures_of

    chosen = style_of(style, out, ShortFormat)
    check_room(out)
    data = _bytes(built) or b""
    figures = figures_of(data)
    periods = cited_periods(one.ref for one in figures)
    supplied = open_returns(paths, la)
    # What an author stated is in no return: it is taken to stand as it was.
    stated = [one for one in figures if one.stated_by]
    book = book_for(supplied, periods).with_figures(stated)
    people = book_for(open_returns(then, la), periods).behind if then else None
    found = compare(data, book, people=people)
    keys = Keys(supplied.returns, leaves=out is not None, with_ids=with_ids)
    told = [_as_data(one, keys) for one in found]
    keys.write(key_file, out)
    if chosen is ShortFormat.json:
        from belong.reports.data import as_json

        deliver(as_json({"figures": len(figures), "differences": told}), out)
    else:
        deliver(_as_text(len(figures), told), out)


def _as_data(one: Difference, keys: Keys) -> dict[str, Any]:
    return {
        "figure": str(one.ref),
        "name": one.name,
        "words": one.words,
        "people": [_person(person, keys) for person in one.people],
    }


def _person(one: Moved, keys: Keys) -> dict[str, str]:
    return {"child": keys(one.area, one.key), "la": one.area, "how": one.how, "words": one.words}


def _as_text(count: int, told: Sequence[dict[str, Any]]) -> str:
    from belong.reports.text import wrapped

    width = width_of_terminal()
    lines = [f"{len(told):,} of {count:,} figures differ from what was built."]
    for one in told:
        lines += ["", *wrapped(f"{one['name']} ({one['figure']})", width)]
        lines += [f"  {line}" for line in wrapped(one["words"], width - 2)]
        for person in one["people"]:
            words = f"{person['child']}, {person['la']}: {person['how']}; {person['words']}."
            lines += [f"    {line}" for line in wrapped(words, width - 4)]
    return "\n".join(lines)
