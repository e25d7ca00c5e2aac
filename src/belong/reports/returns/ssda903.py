"""The adoption part of the SSDA903 of one council and year, from what was recorded.

It holds the children on the way to adoption, with all their episodes of the year: Header, Episodes,
AD1 and PlacedAdoption. What Belong does not keep (need, provider, postcodes, URN, UPN) stays empty:
the file is put beside the case system's return, or merged into it, and not sent alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from belong.domain.codes import CARER_ADOPTIVE_PLACES
from belong.domain.events import ENDS_CARE, EventKind
from belong.domain.journey.periods import Decision, Episode, PeriodOfCare
from belong.formats.ssda903 import read_returns, write_return
from belong.reports.returns.cases import Adopter, ChildCase, Window, of_year
from belong.reports.returns.findings import Found, Weight, in_order_of_weight

if TYPE_CHECKING:
    from belong.formats.ssda903.rules import Finding

__all__ = ["TABLE_NAMES", "Return903", "check_903", "make_903", "write_903"]

_K = EventKind
TABLE_NAMES = ("Header", "Episodes", "AD1", "PlacedAdoption")
#: The collection year from which sexes are letters.
_LETTERS_FROM = 2025
_SEX_AS_NUMBER = {"M": "1", "F": "2", "1": "1", "2": "2"}
_SEX_AS_LETTER = {"1": "M", "2": "F", "M": "M", "F": "F"}
#: Which kinds of event tell the day in a column, by table and column.
_TOLD_BY: dict[tuple[str, str], frozenset[EventKind]] = {
    ("Header", "DOB"): frozenset({_K.BORN}),
    ("Episodes", "DECOM"): frozenset(
        {
            _K.CARE_ENTERED,
            _K.LEGAL_STATUS_BEGAN,
            _K.PLACEMENT_ORDER_MADE,
            _K.PLACEMENT_ORDER_REVOKED,
            _K.PLACEMENT_ORDER_SET_ASIDE,
            _K.PLACEMENT_BEGAN,
            _K.EARLY_PERMANENCE_PLACED,
            _K.EARLY_PERMANENCE_ENDED,
            _K.PLACED_FOR_ADOPTION,
            _K.DISRUPTED,
        }
    ),
    ("Episodes", "DEC"): frozenset(ENDS_CARE),
    ("AD1", "DATE_INT"): frozenset({_K.DECISION_MADE}),
    ("AD1", "DATE_MATCH"): frozenset({_K.MATCH_DECIDED}),
    ("PlacedAdoption", "DATE_PLACED"): frozenset({_K.DECISION_MADE}),
    ("PlacedAdoption", "DATE_PLACED_CEASED"): frozenset({_K.DECISION_REVERSED}),
}


@dataclass(frozen=True)
class Return903:
    """The tables of one council and year. cases: those in it, by CHILD.

    tables: rows by the official columns; dates as dates, codes as text, None for empty.
    """

    la_code: str
    year: int
    tables: Mapping[str, list[dict[str, str | date | None]]]
    cases: Mapping[str, ChildCase] = field(default_factory=dict)


def make_903(
    cases: Iterable[ChildCase],
    la_code: str,
    year: int,
    items_of: Mapping[str, tuple[str, str]] | None = None,
) -> Return903:
    """The adoption part of the return of the year that ends in ``year``, as it stood on 31 March.

    items_of: SEX_ADOPTR and LS_ADOPTR by the child's opaque key, where somebody said them.
    """
    window = of_year(year)
    tables: dict[str, list[dict[str, str | date | None]]] = {name: [] for name in TABLE_NAMES}
    within: dict[str, ChildCase] = {}
    stated = items_of or {}
    for case in sorted(cases, key=lambda one: one.named):
        episodes = [cut for one in case.filed.episodes if (cut := _cut(one, window))]
        if not episodes or case.la_code != la_code:
            continue
        within[case.named] = case
        child: dict[str, str | date | None] = {"CHILD": case.named}
        tables["Header"].append(
            {**child, "SEX": _sex(case.sex, year), "DOB": case.born_on,
             "ETHNIC": case.ethnicity or None}
        )  # fmt: skip
        tables["Episodes"] += [{**child, **_episode(one)} for one in episodes]
        child["DOB"] = case.born_on
        for period in case.periods:
            if window.holds(period.adopted_on):
                items = _adopters(case.adopters, stated.get(case.key))
                tables["AD1"].append({**child, **_adoption(period), **items})
        tables["PlacedAdoption"] += [{**child, **_decision(one, window)} for one in
                                     _decisions(case, window)]  # fmt: skip
    return Return903(la_code, year, tables, within)


def _cut(episode: Episode, window: Window) -> Episode | None:
    """The episode as it stood on the last day; None where it was not open in the year."""
    ended_on = episode.dec
    if not window.meets(episode.decom, ended_on):
        return None
    if episode.ends_unknown:
        return None if ended_on and ended_on <= window.first else replace(episode, dec=None)
    is_later = ended_on is not None and ended_on > window.last
    return replace(episode, dec=None, rec=None) if is_later else episode


def _sex(sex: str, year: int) -> str | None:
    if year >= _LETTERS_FROM:
        return _SEX_AS_LETTER.get(sex, "U" if sex else None)
    return _SEX_AS_NUMBER.get(sex)


def _episode(one: Episode) -> dict[str, str | date | None]:
    return {
        "DECOM": one.decom,
        "RNE": one.rne,
        "LS": one.ls,
        "PLACE": one.place,
        "DEC": one.dec,
        "REC": None if one.ends_unknown else one.rec,
    }


def _adoption(period: PeriodOfCare) -> dict[str, str | date | None]:
    return {
        "DATE_INT": period.plan_decided_on,
        "DATE_MATCH": period.matched_on,
        "FOSTER_CARE": "1" if _is_by_carer(period) else "0",
    }


def _is_by_carer(period: PeriodOfCare) -> bool:
    last = [one for one in period.spells_of("placement") if one.to_on == period.adopted_on]
    return any(one.value in CARER_ADOPTIVE_PLACES for one in last)


def _adopters(adopters: Sequence[Adopter], stated: tuple[str, str] | None) -> dict[str, str | None]:
    """How many, their sex, and their legal status: as somebody said, else as they are recorded."""
    if stated:
        sex, legal_status = stated
        number = "1" if sex.endswith("1") else "2"
        return {"NB_ADOPTR": number, "SEX_ADOPTR": sex, "LS_ADOPTR": legal_status}
    sexes = [one.sex for one in adopters]
    if len(adopters) not in (1, 2):
        return {}
    code = None
    if all(sex in ("M", "F") for sex in sexes):
        code = f"{sexes[0]}1" if len(sexes) == 1 else "".join(sorted(sexes, reverse=True))
    is_single = len(adopters) == 1
    return {
        "NB_ADOPTR": str(len(adopters)),
        "SEX_ADOPTR": code,
        "LS_ADOPTR": "L0" if is_single else None,
    }


def _decisions(case: ChildCase, window: Window) -> list[Decision]:
    """The decisions that held on a day of the year, while the child was looked after in it."""
    held = {
        spell.seen_from_on
        for period in case.periods
        for spell in period.spells_of("decision")
        if window.meets(spell.seen_from_on, spell.to_on)
    }
    return [one for one in case.filed.decisions if one.on in held]


def _decision(one: Decision, window: Window) -> dict[str, str | date | None]:
    is_ceased = one.ceased_on is not None and one.ceased_on <= window.last
    return {
        "DATE_PLACED": one.on,
        "DATE_PLACED_CEASED": one.ceased_on if is_ceased else None,
        "REASON_PLACED_CEASED": one.reason if is_ceased else None,
    }


def write_903(made: Return903, destination: Path, form: str = "csv") -> Path:
    """Write the return: a folder for ``csv``, a file for ``xml`` and ``xlsx``; the path written."""
    return write_return(made.tables, destination, form)


def check_903(made: Return903, before: Return903) -> tuple[list[Found], list[str]]:
    """What the rules of the return find, and what was not checked, in words.

    before: the same council's return of the year before. The very files that leave are checked:
    they are written, read back, and put before the rules.
    """
    from belong.formats.ssda903.rules import validate

    with tempfile.TemporaryDirectory(prefix="belong-903-") as folder:
        this, last = (
            read_returns([write_903(one, Path(folder) / str(one.year))], la=one.la_code)
            if one.tables["Episodes"]
            else None
            for one in (made, before)
        )
        if this is None:
            return [], []
        findings = validate(this, last, year=made.year, la=made.la_code)
        found = [_found(made, one) for one in findings.findings if one.child in made.cases]
    skipped = [f"Rule {one.rule}: {one.why}." for one in findings.not_checked]
    return in_order_of_weight(found), skipped


def _found(made: Return903, finding: Finding) -> Found:
    case = made.cases[finding.child]
    rows = [
        (one.table, made.tables[one.table][one.row - 1])
        for one in finding.locations
        if one.table in made.tables
    ]
    events = _telling(case, rows, frozenset(finding.values)) or _telling(case, rows, None)
    return Found(
        Weight.RULE,
        "child",
        case.key,
        case.reference,
        finding.message,
        finding.fix,
        events,
        finding.rule,
        asks_adopters=_lacks_adopters(made, finding),
    )


def _lacks_adopters(made: Return903, finding: Finding) -> bool:
    """Whether the finding is of an AD1 row in which who adopted is not all there."""
    rows = [made.tables[one.table][one.row - 1] for one in finding.locations if one.table == "AD1"]
    return any(not row.get(name) for row in rows for name in _OF_ADOPTERS)


#: Items of AD1 that say who adopted.
_OF_ADOPTERS = ("NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


def _telling(
    case: ChildCase,
    rows: Iterable[tuple[str, Mapping[str, str | date | None]]],
    columns: frozenset[str] | None,
) -> tuple[str, ...]:
    """Keys of the events that tell the days in these columns of rows (None: in any column)."""
    wanted = {
        (kind, value)
        for table, row in rows
        for column, value in row.items()
        if isinstance(value, date) and (columns is None or column in columns)
        for kind in _TOLD_BY.get((table, column), ())
    }
    return tuple(
        one.event_id
        for one in case.events
        if one.event_id and (one.kind, one.happened_on) in wanted
    )
