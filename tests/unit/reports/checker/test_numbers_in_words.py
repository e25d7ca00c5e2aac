"""Numbers typed in words: held against figures, counts, thresholds and each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.reports.checker import check

AGES = (
    ("Under 1", "adopted_by_age:all:2020-04-01..2020-11-30:0"),
    ("1", "adopted_by_age:all:2020-04-01..2020-11-30:1"),
    ("2", "adopted_by_age:all:2020-04-01..2020-11-30:2"),
    ("3 and over", "adopted_by_age:all:2020-04-01..2020-11-30:3_and_over"),
)


@pytest.fixture
def ages(table):
    return table(("Children",), *AGES)


@pytest.fixture
def trend(table):
    years = ("2017-18", "2018-19", "2019-20")
    return table(years, ("Exampleton", *(f"adopted:all:{year}" for year in years)))


@pytest.fixture
def money(table):
    codes = ("income", "expenditure", "net")
    return table(("2019/20",), *((code, f"interagency_{code}:all:2019-20") for code in codes))


def test_a_number_of_orders_that_the_ages_do_not_make_is_found(found, ages):
    assert found(ages, "7 adoption orders have been finalised since April.") == ["number-differs"]
    assert found(ages, "Since April 7 adoption orders were finalised.") == ["number-differs"]
    assert found(ages, "Seven adoption orders were made.") == ["number-differs"]


def test_a_number_of_orders_that_the_ages_make_passes(found, ages):
    assert found(ages, "8 adoption orders have been finalised since April.") == []


@pytest.mark.parametrize(
    "words",
    [
        "In 2019/20 23 children were adopted, as in 2018/19; 38 children were adopted in 2017/18.",
        "23 children were adopted, a decrease of 15 from 2017/18.",
        "Over 20 children were adopted in 2019-20.",
        "Nearly 40 children were adopted in 2017/18.",
        "About 24 children were adopted.",
    ],
)
def test_numbers_that_are_the_figures_pass(found, trend, words):
    assert found(trend, words) == []


@pytest.mark.parametrize(
    "words",
    [
        "In 2019/20 a total of 25 children were adopted.",
        "In 2019/20, 38 children were adopted.",
        "Over 30 children were adopted in 2019-20.",
        "Twenty-four children were adopted.",
    ],
)
def test_numbers_that_are_not_the_figures_are_found(found, trend, words):
    assert found(trend, words) == ["number-differs"]


def test_difference_of_two_figures_is_no_figure_where_no_change_is_told(found, trend):
    assert found(trend, "15 children were adopted.") == ["number-differs"]
    assert found(trend, "15 fewer children were adopted.") == []


def test_number_in_the_year_is_held_to_the_year_of_the_report_alone(found, trend):
    assert found(trend, "In the year 23 children were adopted.") == []
    assert found(trend, "In the year 38 children were adopted.") == ["number-differs"]
    assert found(trend, "In the year before last 38 children were adopted.") == []
    assert found(trend, "38 children were adopted.") == []


def test_number_that_differs_is_told_with_its_words_and_the_time_of_each_figure(
    report, book, trend
):
    [one] = check(report(trend, "In the year 38 children were adopted."), book)
    assert one.wrong == (
        "“38” is said of “were adopted”, but the figures of this section are: "
        "Children adopted, 2019/20: 23."
    )


def test_age_of_one_child_is_no_number_of_children(found, trend):
    assert found(trend, "We placed a girl of 3 who was adopted.") == []
    assert found(trend, "In 2019/20 a girl of 3 children adopted moved.") == ["number-differs"]


def test_money_is_held_to_what_it_is_called(found, money):
    assert found(money, "An income of £302,000 was received.") == []
    assert found(money, "An income of £302K was received.") == []
    assert found(money, "Income was over £63,000.") == ["number-differs"]
    assert found(money, "Expenditure for placements was £238,000.") == ["number-differs"]
    assert found(money, "Expenditure for placements was £239K.") == []
    assert found(money, "The net total was £63,150.") == []


@pytest.mark.parametrize(
    "words",
    [
        "Over 40 families asked for support.",
        "We had twelve peer mentors.",
        "The fund paid over £29K.",
        "Attendance was 87%.",
        "There were 1,204 visits to the page.",
    ],
)
def test_a_number_that_no_figure_states_is_asked_about(found, words):
    assert found(words) == ["number-unknown"]


@pytest.mark.parametrize(
    "words",
    [
        "On 31 March 2020 and 1st April 20 things changed, as in November 2020 and on 2020-04-01.",
        "From 2015/16 to 2019-20, and in 18/19 and 2020.",
        "Children aged 7 to 12, a four-year-old, and a 6 year old; 0-6yrs; over 18s; under 1.",
        "A1 and A10, Q3, Covid-19 and COVID – 19, and 24/7.",
        "National Minimum Standard 25.6(a), regulations 35 and 36, section 3, list 10, stage 2.",
        "It took 6 weeks, three years together, 12 months; at 10:30 and 4pm.",
        "One child's journey can change an average.",
        "Our three aims are these.",
        "For the first time in 10 years.",
    ],
)
def test_what_is_no_figure_is_not_asked_about(found, words):
    assert found(words) == []


def test_a_number_that_a_figure_elsewhere_states_passes(found, trend):
    assert found(trend, "All 38 of them.") == []


def test_somebodys_own_words_are_not_asked_about(found):
    from belong.reports.bound import Words

    assert found(Words("We waited 400 days.", quoted_with="email of 3 May 2020")) == []


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("35.7% (42 of 126) were placed early.", False),
        ("Placed early were 42 of 126 children (35.7%).", False),
        ("It was 35.7% for 42 of 126.", False),
        ("It was 36 per cent, 42 out of 126.", False),
        ("33.3% (42 of 126) were placed early.", True),
        ("33% (42 of the 126) were placed early.", True),
        ("42 children of 126 (33%) were placed early.", True),
        ("About a third (33%) of the 126.", True),
    ],
)
def test_a_percentage_follows_from_its_counts(found, words, is_right):
    cited = "[[early_permanence:all:2019-20]] were placed early."
    codes = [code for code in found(cited, words) if code != "number-unknown"]
    assert codes == ([] if is_right else ["percent-of-counts"])


def test_a_typed_percentage_beside_cited_counts_follows(found):
    counts = "[[early_permanence:all:2019-20#numerator]] of [[early_permanence:all:2019-20#n]]"
    assert found(f"{counts} ([[early_permanence:all:2019-20]]) were placed early.") == []
    assert found(f"{counts} (35.7%) were placed early.") == ["percent-of-counts"]


def test_girls_and_boys_make_the_children(found):
    right = "Of the 13 children placed, 6 were boys and 7 girls."
    assert "girls-and-boys" not in found(right)
    assert "girls-and-boys" not in found("Of the 13 children, 7 girls and 6 boys.")
    assert "girls-and-boys" in found("Of the 13 children, 7 girls and 5 boys.")


def test_a_threshold_given_as_the_result_is_found(found):
    cited = "It took [[A10:all:2016-19]] days."
    assert found(cited, "Children waited 426 days from entering care to moving in.") == [
        "threshold-as-result"
    ]
    assert found(cited, "The threshold is 426 days from entering care to moving in.") == []
    assert found(cited, "Children waited 280 days from entering care to moving in.") == []
    assert found(cited, "England's was 376 days from entering care to moving in.") == []


def test_a_number_within_a_name_is_none(found, book):
    named = replace(book, areas={"all": "Four Rivers Adoption"})
    words = "Families are approved for Four Rivers Adoption together."
    assert found(words, book=named, public=True) == []
    assert found("Four rivers children met.", book=named) == ["number-unknown"]


def test_a_short_name_of_the_body_is_no_number(found, book):
    named = replace(book, areas={"all": "Four Rivers Adoption", "991": "Three Ways Council"})
    words = "Four Rivers families met those of Three Ways."
    assert found(words, book=named, public=True) == []


@pytest.mark.parametrize(
    "words",
    [
        "Of the 126 children placed, 42 (35.7%) were in early permanence.",
        "Early permanence was used for 42/126 children (35.7 per cent).",
    ],
)
def test_a_share_in_brackets_or_after_a_stroke_is_held_to_its_counts(found, words):
    cited = "[[early_permanence:all:2019-20]] were placed early."
    assert found(cited, words) == ["percent-of-counts"]
    assert found(cited, words.replace("35.7", "33.3")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Of the 23 children, 14 (61%) were girls and 9 (39%) boys.",
        "Most children adopted (14 of 23) were girls.",
        "More than half of the children adopted were girls (14 of 23).",
        "For 2020/21 we aim to approve 25 families.",
        "Our aim is that 30 children will be adopted next year.",
        "30 more families will be approved.",
        "Ring 01702 123456, or write to us at SS2 6ER.",
        "We placed first-time adopters first, and a child placed third in a family needs time.",
    ],
)
def test_words_of_a_careful_author_are_let_be(found, trend, words):
    sexes = "[[adopted_by_sex:all:2019-20:girls]] girls, [[adopted_by_sex:all:2019-20:boys]] boys."
    approved = "[[approvals:all:2019-20]] families were approved."
    assert found(trend, sexes, approved, words) == []
