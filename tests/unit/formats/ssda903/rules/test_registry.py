"""The register of rules: which rules hold in which years."""

from __future__ import annotations

import pytest

from belong.formats.ssda903.rules.registry import all_rules, rule, rules_for

FREEING_ORDERS = {"445", "451", "555", "556"}


@pytest.mark.parametrize(
    ("year", "count"), [(2020, 72), (2023, 72), (2024, 72), (2025, 68), (2027, 68), (2031, 68)]
)
def test_rules_of_a_year_are_as_many_as_the_return_has_on_adoption(year, count):
    codes = [each.code for each in rules_for(year) if not each.is_own]
    assert len(codes) == count
    assert len(set(codes)) == count


def test_rules_on_freeing_orders_end_with_2024():
    last = {each.code for each in rules_for(2024)} - {each.code for each in rules_for(2025)}
    assert last == FREEING_ORDERS


def test_every_rule_says_what_is_wrong_and_what_to_do():
    for each in all_rules():
        assert each.message.endswith("."), each.code
        assert each.fix.endswith("."), each.code
        assert each.tables or each.any_of, each.code


def test_registering_a_code_twice_is_refused():
    all_rules()  # rules are registered when they are first asked for
    with pytest.raises(ValueError, match="rule 112 is registered twice"):
        rule("112", tables=("AD1",), message="m", fix="f")(lambda ctx: ctx.ad1)
