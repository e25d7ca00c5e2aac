"""Pages of docs/ that are made from the code: each a function from nothing to Markdown."""

from __future__ import annotations

import os
from collections.abc import Sequence

MADE = "<!-- Made by `make docs` from the code. Change the code, not this page. -->\n"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    cells = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells
    )


def commands() -> str:
    """Every command with the help that it prints itself."""
    os.environ.update(COLUMNS="80", TYPER_USE_RICH="0", NO_COLOR="1")
    import typer.main
    from typer.testing import CliRunner

    from belong.cli.app import app

    def help_of(*words: str) -> str:
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="belong")
        if shown.exit_code:
            raise RuntimeError(f"belong {' '.join(words)} --help failed: {shown.output}")
        return "\n".join(line.rstrip() for line in shown.output.strip().splitlines())

    parts = [
        MADE,
        "# Commands\n",
        "What each command prints when asked for `--help`. Exit codes: 0 done; 2 could not be",
        "done, with one line on stderr that says why; `belong validate` alone ends with 1 when it",
        "has findings. Progress bars go to stderr, and only to a terminal.\n",
        f"```text\n{help_of()}\n```\n",
    ]
    group = typer.main.get_command(app)
    for name, command in getattr(group, "commands", {}).items():
        parts.append(f"## belong {name}\n\n```text\n{help_of(name)}\n```\n")
        parts.extend(
            f"### belong {name} {below}\n\n```text\n{help_of(name, below)}\n```\n"
            for below in getattr(command, "commands", {})
        )
    return "\n".join(parts)


def indicators() -> str:
    """Every indicator as the engine has it, and the thresholds."""
    from belong.analytics.definitions import DEFINITIONS, STAGES
    from belong.analytics.thresholds import THRESHOLDS

    parts = [
        MADE,
        "# Indicators\n",
        "What the engine computes, from the definitions that it reads. Words are ours; each names",
        "its source. How returns become the dates used here stands in",
        "[how figures are made](how-figures-are-made.md).\n",
    ]
    better = {"low": "Less is better.", "high": "More is better.", None: "Neither is better."}
    for each in DEFINITIONS.values():
        published = f"{each.first_edition or 'not known'} to {each.last_edition or 'now'}"
        facts = [
            f"- Published for years: {published}. {better[each.polarity]}",
            f"- Source: [{each.source.document}]({each.source.link}), {each.source.edition}",
        ]
        if each.start and each.end:
            facts.insert(0, f"- Days from `{each.start}` to `{each.end}`")
        if each.negative_is_zero:
            facts.append("- Days below 0 count as 0.")
        for title, checks in (
            ("Left out, in this order", each.exclusions),
            ("Not computable", each.not_computable),
        ):
            if checks:
                facts.append(f"- {title}: " + "; ".join(check.reason for check in checks))
        facts.extend(f"- {note}" for note in each.notes)
        parts.append(f"## {each.code}: {each.name}\n\n{each.meaning}\n\n" + "\n".join(facts) + "\n")
    parts.append("## Stage times\n")
    parts.append(table(("stage", "from", "to"), [(s.name, s.start, s.end) for s in STAGES]))
    parts.append("\n## Thresholds\n")
    parts.append(
        table(
            ("indicator", "windows ending from", "days", "months", "basis", "source"),
            [
                (t.indicator, str(t.first_year), str(t.days), str(t.months), t.basis, t.source)
                for t in THRESHOLDS
            ],
        )
    )
    return "\n".join(parts)


def measures() -> str:
    """Every measure of a book of figures, as the catalogue has it."""
    from belong.analytics.measures import MEASURES
    from belong.analytics.measures.catalogue import LEDGER_ONLY

    kinds = {
        ("children", "flow"): "Children: what happened in a period",
        ("children", "time"): "Children: days and shares",
        ("children", "stock"): "Children: who was so on a day",
        ("families", "flow"): "Families: what happened in a period",
        ("families", "time"): "Families: days and shares",
        ("families", "stock"): "Families: who was so on a day",
        ("other", "stated"): "Stated by an author",
    }
    better = {"low": " Less is better.", "high": " More is better.", None: ""}
    parts = [
        MADE,
        "# Measures\n",
        "Every figure that pages and reports show, by its code; a report cites one as",
        "`[[code:area:period]]` or `[[code:area:period:part]]`. The scorecard's own measures (A1",
        "to A20) are also told with every rule in [indicators](indicators.md).\n",
        "Flows, days and shares are there for every quarter, half and financial year, the",
        "scorecard's for three years and for one; stocks for each quarter's end and the last day",
        "known of. A figure that cannot be computed says why, and one of a period that has not",
        "ended says to which day it counts.\n",
    ]
    for (subject, kind), title in kinds.items():
        parts.append(f"## {title}\n")
        for one in MEASURES.values():
            if (one.subject, one.kind) != (subject, kind):
                continue
            parts.append(f"### {one.code}: {one.name}\n")
            unit = "The number of times" if one.unit == "times" else f"In {one.unit}"
            parts.append(f"{one.meaning}{better[one.polarity]} {unit}. Source: {one.source}.\n")
            if one.code in LEDGER_ONLY:
                parts.append(
                    "Returns do not hold this: it is known where cases are kept in Belong.\n"
                )
            if one.parts:
                parts.append(
                    table(("part", "in words"), [(f"`{c}`", w) for c, w in one.parts]) + "\n"
                )
    return "\n".join(parts)


def rules() -> str:
    """Every rule of the return that is checked, with its years, message and fix."""
    from belong.formats.ssda903.rules.registry import all_rules

    def years(first: int | None, last: int | None) -> str:
        if first is None and last is None:
            return "all"
        return f"{first or ''} to {last or ''}".strip()

    def listed(*, own: bool) -> str:
        return table(
            ("rule", "years", "needs", "what is wrong", "what to do"),
            [
                (
                    each.code,
                    years(each.valid_from, each.valid_to),
                    ", ".join((*each.tables, *(f"last year's {name}" for name in each.last)))
                    or " or ".join(each.any_of),
                    each.message,
                    each.fix,
                )
                for each in all_rules()
                if each.is_own == own
            ],
        )

    return "\n".join(
        [
            MADE,
            "# Rules of the return\n",
            "What `belong validate` checks. A year is the one that the return ends in. Where a",
            "table that a rule needs is not supplied, the rule says that it was not checked.\n",
            "## The return's own rules on adoption\n",
            listed(own=False),
            "\n## Rules of Belong's own\n",
            "No published rule makes these checks; they say what makes a figure wrong.\n",
            listed(own=True),
        ]
    )


def differences() -> str:
    """Where our findings differ from the sector's validator on purpose."""
    from belong.formats.ssda903.rules.differences import DIFFERENCES

    return "\n".join(
        [
            MADE,
            "# Where we differ from the sector's validator\n",
            "Our findings are compared by rule and child with those of csc-validator-be-903 0.1.17",
            "on made-up returns (`make oracle`). They may differ for these reasons and no others;",
            "[a decision](../adr/0007-following-a-rules-intent.md) says how that came.\n",
            table(
                ("rules", "finds more", "for which children", "why"),
                [
                    (
                        ", ".join(each.rules) or "any",
                        each.direction.removesuffix(" only"),
                        each.when,
                        each.why,
                    )
                    for each in DIFFERENCES
                ],
            ),
        ]
    )


def report_rules() -> str:
    """Every rule that a written report is read by."""
    from belong.reports.checker import RULES

    def listed(*, public: bool) -> str:
        rows = [
            (f"`{rule.code}`", rule.title, rule.what, rule.example)
            for rule in RULES
            if rule.is_public == public
        ]
        return table(("rule", "title", "what it finds", "example"), rows)

    return "\n".join(
        [
            MADE,
            "# Rules of the checker of reports\n",
            "What is found in a written report while it is being written, and by",
            "`belong report check`. A question may be right as it stands. Each finding is mended,",
            "or answered with a reason that stays as long as the words stay.\n",
            "## In every version\n",
            listed(public=False),
            "\n## In a version for everybody\n",
            listed(public=True),
        ]
    )
