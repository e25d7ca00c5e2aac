"""What validation found, grouped for people: worst rule first, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from belong.domain.calendar import financial_year_label
from belong.reports.data import Clean, notice_data
from belong.reports.model import Cell, Column, Report, Section, Table
from belong.reports.quality import notices_table
from belong.reports.words import count_of, joined, listed

if TYPE_CHECKING:
    from belong.domain.frames import Notice
    from belong.formats.ssda903.rules import Finding, Findings
    from belong.reports.people import KeyOf

__all__ = ["FINDING_COLUMNS", "finding_rows", "findings_data", "findings_report"]

#: Children shown under each rule in a table.
MOST_SHOWN = 20

FINDING_COLUMNS = ("rule", "severity", "la", "child", "where", "values", "message", "fix")


def findings_report(
    findings: Findings,
    key_of: KeyOf,
    *,
    notices: Sequence[Notice] = (),
    most: int | None = MOST_SHOWN,
) -> Report:
    """Findings to read. notices: of the reading. most: children shown under each rule, or all."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    ordered = sorted(
        by_rule, key=lambda rule: (_severity(by_rule[rule]), -len(by_rule[rule]), rule)
    )
    sections = []
    if ordered:
        table = _overview(findings, [(rule, len(by_rule[rule])) for rule in ordered])
        sections.append(Section("rules", "Rules with findings, worst first", blocks=(table,)))
        sections += [_rule_section(findings, by_rule[rule], key_of, most) for rule in ordered]
    if findings.not_checked:
        sections.append(_not_checked(findings))
    noticed = notices_table(notices, key_of)
    if noticed is not None:
        sections.append(Section("noticed", "Noticed while reading", blocks=(noticed,)))
    return Report(
        title=f"Check of the return for {financial_year_label(findings.year)}",
        lead=(_lead(findings, ordered, by_rule),),
        facts=(
            ("Rules in force", f"{len(findings.rules):,}"),
            ("Rules not checked", f"{len({each.rule for each in findings.not_checked}):,}"),
        ),
        sections=tuple(sections),
    )


def _severity(found: list[Finding]) -> int:
    """Errors before queries."""
    return 0 if found[0].severity == "error" else 1


def _lead(findings: Findings, ordered: list[str], by_rule: dict[str, list[Finding]]) -> str:
    if not ordered:
        return "Nothing was found."
    total = sum(len(found) for found in by_rule.values())
    children = len({(each.la_code, each.child) for found in by_rule.values() for each in found})
    return (
        f"{count_of(total, 'finding')} under {count_of(len(ordered), 'rule')}, about "
        f"{count_of(children, 'child', 'children')}. Mend them where the data are kept, then "
        "make the return again."
    )


def _overview(findings: Findings, counts: list[tuple[str, int]]) -> Table:
    return Table(
        caption="One line for each rule",
        columns=(
            Column("Rule"),
            Column("Kind"),
            Column("Children", is_number=True),
            Column("What is wrong"),
            Column("What to do"),
        ),
        rows=tuple(
            (
                rule,
                findings.rules[rule].severity,
                count,
                findings.rules[rule].message,
                findings.rules[rule].fix,
            )
            for rule, count in counts
        ),
        note="error: against the rules of the return. query: may be right; check it.",
    )


def _rule_section(
    findings: Findings, found: list[Finding], key_of: KeyOf, most: int | None
) -> Section:
    rule = findings.rules[found[0].rule]
    has_many = len({each.la_code for each in found}) > 1
    shown = found if most is None else found[:most]
    more = len(found) - len(shown)
    columns = [Column("Child"), Column("Where"), Column("What stands there")]
    rows: list[tuple[Cell, ...]] = []
    for each in shown:
        line = (key_of(each.la_code, each.child), _where(each), _values(each))
        rows.append((line[0], each.la_code, *line[1:]) if has_many else line)
    if has_many:
        columns.insert(1, Column("Authority"))
    table = Table(
        caption=count_of(len(found), "child", "children"),
        columns=tuple(columns),
        rows=tuple(rows),
        note=f"And {more:,} more: --format csv or xlsx shows all." if more else None,
    )
    return Section(
        key=f"rule-{rule.code.lower()}",
        title=f"Rule {rule.code}: {count_of(len(found), 'child', 'children')}",
        paragraphs=(rule.message, f"What to do: {rule.fix}"),
        blocks=(table,),
    )


def _where(finding: Finding) -> str:
    """'Episodes rows 3 and 4; AD1 row 1'."""
    by_table: dict[str, list[int]] = {}
    for location in finding.locations:
        by_table.setdefault(location.table, []).append(location.row)
    parts = []
    for table, rows in by_table.items():
        word = "row" if len(rows) == 1 else "rows"
        numbers = [str(row) for row in sorted(rows)]
        parts.append(
            f"{table} {word} {joined(numbers) if len(numbers) < 6 else listed(numbers, 5)}"
        )
    return "; ".join(parts)


def _values(finding: Finding) -> str:
    return ", ".join(f"{name} {value}" for name, value in finding.values.items() if value) or "-"


def _not_checked(findings: Findings) -> Section:
    by_why: dict[str, list[str]] = {}
    for each in findings.not_checked:
        by_why.setdefault(each.why, []).append(each.rule)
    table = Table(
        caption="Rules that could not be checked",
        columns=(Column("Why"), Column("Rules")),
        rows=tuple((why, ", ".join(rules)) for why, rules in by_why.items()),
    )
    return Section("not-checked", "Not checked", blocks=(table,))


def finding_rows(findings: Findings, key_of: KeyOf) -> list[tuple[object, ...]]:
    """One row for each finding, in ``FINDING_COLUMNS``."""
    return [
        (
            each.rule,
            each.severity,
            each.la_code,
            key_of(each.la_code, each.child),
            _where(each),
            _values(each),
            each.message,
            each.fix,
        )
        for each in findings.findings
    ]


def findings_data(
    findings: Findings,
    notices: Sequence[Notice],
    key_of: KeyOf,
    clean: Clean,
) -> dict[str, Any]:
    """Findings for programs. clean: text, authority and child to text without its number."""
    found = []
    for each in findings.findings:
        data = each.as_dict()
        data["child"] = key_of(each.la_code, each.child)
        data["values"] = {
            name: clean(value, each.la_code, each.child) for name, value in each.values.items()
        }
        found.append(data | {"severity": each.severity, "la": each.la_code})
    return {
        "findings": found,
        "not_checked": [each.as_dict() for each in findings.not_checked],
        "notices": [notice_data(notice, key_of, clean) for notice in notices],
        "year": findings.year,
        "rules": sorted(findings.rules),
    }
