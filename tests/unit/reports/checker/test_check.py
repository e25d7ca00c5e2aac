"""Findings as a whole: their order, where they are, and the key that an answer is kept under."""

from __future__ import annotations

from belong.reports.checker import RULES, check

WORDS = "Over 40 families asked for support."


def test_every_rule_has_a_code_of_its_own_and_tells_what_it_finds():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.what.endswith(".") and rule.example for rule in RULES)


def test_a_finding_says_where_it_is(report, book, table):
    (finding,) = check(report(WORDS), book)
    assert (finding.rule, finding.section) == ("number-unknown", "children")
    assert finding.where == f"“{WORDS}”"
    assert finding.is_question
    years = ("2014-17", "2016-19")
    shown = table(years, ("Exampleton", "A1:all:2014-17", "A10:all:2016-19"))
    (finding,) = check(report(shown), book)
    assert finding.where == "A table, Exampleton"


def test_a_key_stays_while_the_words_stay(report, book):
    (before,) = check(report(WORDS), book)
    (after,) = check(report(f"Something new. {WORDS}\n\nAnd more."), book)
    assert before.key == after.key
    (other,) = check(report(WORDS.replace("40", "50")), book)
    assert before.key != other.key


def test_two_findings_of_a_sentence_have_keys_of_their_own(report, book):
    findings = check(report("We had 44 letters and 55 meetings."), book)
    assert len({one.key for one in findings}) == 2


def test_an_empty_report_has_no_finding(report, book):
    assert check(report(), book) == ()
    assert check(report(""), book, public=True) == ()
