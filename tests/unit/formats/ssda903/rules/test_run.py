"""Running the rules: what findings hold, what is not checked and why, which returns are chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903.model import ReturnInfo, ReturnSet
from belong.formats.ssda903.rules import Location, registry, validate

AD1_CODES = ("FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")


def ad1(*rows, index=0):
    """AD1 as read: per row CHILD, DATE_INT and DATE_MATCH as (text, day), and the four codes."""
    frame = pl.DataFrame(
        {
            "_return": [index] * len(rows),
            "_row": range(1, len(rows) + 1),
            "CHILD": [row[0] for row in rows],
            "DOB": [None] * len(rows),
            **{name: [row[place] for row in rows] for place, name in enumerate(AD1_CODES, start=3)},
        },
        schema_overrides={"_return": pl.UInt16, "_row": pl.UInt32, "DOB": pl.Date},
    )
    dates = {}
    for place, name in ((1, "DATE_INT"), (2, "DATE_MATCH")):
        texts = [row[place] for row in rows]
        dates[f"{name}__text"] = pl.Series(texts, dtype=pl.String)
        dates[name] = pl.Series([_day(text) for text in texts], dtype=pl.Date)
    return frame.with_columns(**dates)


def _day(text):
    if text is None:
        return None
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def returned(table, *infos):
    return ReturnSet(tuple(infos), {"AD1": table})


def info(la="991", year=2025):
    return ReturnInfo(la, year, f"{la}/{year}", frozenset({"AD1"}))


GOOD = ("good", "05/04/2024", "20/05/2024", "0", "2", "MF", "L11")
BAD = ("bad", "31/02/2024", "20/05/2024", "0", "2", "M1", "L11")


def test_findings_hold_rows_values_message_and_fix():
    found = validate(returned(ad1(GOOD, BAD), info()))
    one = next(each for each in found.findings if each.rule == "511")
    assert one.child == "bad"
    assert one.locations == (Location("AD1", 2),)
    assert one.values == {"NB_ADOPTR": "2", "SEX_ADOPTR": "M1"}
    assert one.la_code == "991"
    assert one.as_dict() == {
        "rule": "511",
        "child": "bad",
        "locations": [{"table": "AD1", "row": 2}],
        "values": {"NB_ADOPTR": "2", "SEX_ADOPTR": "M1"},
        "message": one.message,
        "fix": one.fix,
    }


def test_dates_are_shown_as_days_and_unreadable_ones_as_they_stand():
    found = validate(returned(ad1(BAD), info()))
    values = {each.rule: each.values for each in found.findings}
    assert values["112"] == {"DATE_INT": "31/02/2024"}
    assert values["333"] == {"DATE_INT": "31/02/2024", "DATE_MATCH": "20/05/2024"}


def test_one_finding_per_rule_and_child_with_all_its_rows():
    found = validate(returned(ad1(GOOD, GOOD), info()))
    (one,) = [each for each in found.findings if each.rule == "INT31"]
    assert one.locations == (Location("AD1", 1), Location("AD1", 2))


def test_several_rows_cells_are_parted():
    other = ("bad", "31/02/2024", "20/05/2024", "0", "2", "F1", "L11")
    found = validate(returned(ad1(BAD, other, BAD), info()))
    (one,) = [each for each in found.findings if each.rule == "511"]
    assert one.values["SEX_ADOPTR"] == "M1; F1"


def test_findings_are_sorted_by_rule_and_child_whatever_the_order_of_rows():
    rows = [(f"c{number}", *BAD[1:]) for number in range(5)]
    forth = validate(returned(ad1(*rows), info())).findings
    back = validate(returned(ad1(*reversed(rows)), info())).findings
    names = [(each.rule, each.child) for each in forth]
    assert names == sorted(names)
    assert [(each.rule, each.child) for each in back] == names


def test_by_rule_counts_children_most_first():
    found = validate(returned(ad1(BAD, ("worse", *BAD[1:6], "L0"), GOOD), info()))
    counts = dict(found.by_rule.iter_rows())
    assert counts["511"] == 2
    assert counts["520"] == 1
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_rules_whose_table_is_absent_say_so():
    whys = {each.rule: each.why for each in validate(returned(ad1(GOOD), info())).not_checked}
    assert whys["116"] == "this year's PlacedAdoption was not supplied"
    assert whys["559"] == (
        "this year's PlacedAdoption and last year's PlacedAdoption were not supplied"
    )
    assert whys["1001"].endswith("were not supplied")
    assert "112" not in whys


def test_an_empty_table_counts_as_supplied():
    found = validate(returned(ad1(GOOD).clear(), info()))
    assert not found.has_findings
    assert "112" not in {each.rule for each in found.not_checked}
    assert found.as_dict()["findings"] == []


def test_1015_is_never_run_and_says_why():
    episodes = pl.DataFrame(
        schema={
            **{"_return": pl.UInt16, "_row": pl.UInt32, "DECOM": pl.Date, "DEC": pl.Date},
            **dict.fromkeys(("CHILD", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "REC"), pl.String),
        }
    )
    this = ReturnSet((replace(info(), tables=frozenset({"Episodes"})),), {"Episodes": episodes})
    whys = {each.rule: each.why for each in validate(this).not_checked}
    assert "postcode" in whys["1015"]


def _stops(ctx):
    raise RuntimeError("unforeseen")


def _stops_late(ctx):
    return ctx.ad1.select("child", "no such column")


@pytest.mark.parametrize("broken", [_stops, _stops_late])
def test_a_rule_that_stops_is_reported_and_disturbs_no_other(monkeypatch, broken):
    rules = tuple(
        replace(each, find=broken) if each.code == "511" else each
        for each in registry.rules_for(2025)
    )
    monkeypatch.setattr("belong.formats.ssda903.rules.run.rules_for", lambda year: rules)
    found = validate(returned(ad1(BAD), info()))
    whys = {each.rule: each.why for each in found.not_checked}
    assert "did not expect" in whys["511"]
    assert {"112", "520"} <= {each.rule for each in found.findings}


def test_a_row_without_child_is_told_and_counts_for_nobody():
    found = validate(returned(ad1((None, *BAD[1:]), GOOD), info()))
    assert [(each.rule, each.child, each.locations) for each in found.findings] == [
        ("BEL14", "", (Location("AD1", 1),))
    ]


def test_year_that_cannot_be_told_is_asked_for():
    with pytest.raises(BelongError, match="--year"):
        validate(returned(ad1(GOOD), info(year=None)))
    assert validate(returned(ad1(GOOD), info(year=None)), year=2024).year == 2024


def test_of_several_years_the_latest_is_checked_against_the_one_before():
    table = pl.concat([ad1(BAD, index=0), ad1(GOOD, index=1)])
    this = returned(table, info(year=2024), info(year=2025))
    assert not validate(this).has_findings
    assert {each.child for each in validate(this, year=2024).findings} == {"bad"}
    with pytest.raises(BelongError, match="Years found: 2024, 2025"):
        validate(this, year=2020)


def test_of_several_authorities_each_is_checked_and_one_can_be_chosen():
    table = pl.concat([ad1(BAD, index=0), ad1(BAD, index=1)])
    this = returned(table, info("991"), info("992"))
    both = [(each.la_code, each.child) for each in validate(this).findings if each.rule == "511"]
    assert both == [("991", "bad"), ("992", "bad")]
    assert {each.la_code for each in validate(this, la="992").findings} == {"992"}
    with pytest.raises(BelongError, match="no return of authority 993"):
        validate(this, la="993")


def test_postcodes_are_shown_only_to_who_asks(monkeypatch):
    def every_row(ctx):
        return ctx.ad1

    shown = replace(registry.rules_for(2025)[0], code="X", find=every_row, columns=("PL_POST",))
    monkeypatch.setattr("belong.formats.ssda903.rules.run.rules_for", lambda year: (shown,))
    monkeypatch.setattr("belong.formats.ssda903.rules.run._missing", lambda each, ctx: None)
    this = returned(ad1(GOOD).with_columns(PL_POST=pl.lit("ZZ1 1AA")), info())
    assert validate(this).findings[0].values == {}
    asked = validate(this, with_postcodes=True).findings[0].values
    assert asked == {"PL_POST": "ZZ1 1AA"}


def test_1001_is_not_checked_against_tables_without_rows():
    tables: dict[str, dict[str, type[pl.DataType]]] = {
        "Episodes": {"DECOM": pl.Date, "DEC": pl.Date, "LS": pl.String, "REC": pl.String},
        "Header": {"DOB": pl.Date},
        "OC3": {"IN_TOUCH": pl.String},
    }
    kinds: dict[str, type[pl.DataType]] = {
        "_return": pl.UInt16,
        "_row": pl.UInt32,
        "CHILD": pl.String,
    }
    frames = {name: pl.DataFrame(schema={**kinds, **own}) for name, own in tables.items()}
    empty = ReturnSet((replace(info(), tables=frozenset(tables)),), frames)
    whys = {each.rule: each.why for each in validate(empty, empty).not_checked}
    assert whys["1001"] == (
        "this year's Episodes and this year's Header and this year's OC3 "
        "and last year's Episodes held no rows"
    )
