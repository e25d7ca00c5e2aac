"""Pages of figures: what each reader finds, and what is not theirs to find."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from belong.analytics.stored import FigureRef, StoredFigure
from belong.domain.calendar import financial_year
from belong.domain.periods import years
from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, Responsibility
from belong.web.performance import published
from belong.web.performance.models import FigureRows, StoredSet
from belong.web.performance.packing import pack_figures, unpack_figures
from belong.web.performance.pages import caveats
from belong.web.performance.published import Published

pytestmark = pytest.mark.django_db

PAGES = ("", "quarters", "stages", "placed", "adopters", "outcomes")


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_scorecard_shows_each_value_with_what_it_is_of_and_where_it_stands(
    stored, northmere, signed_in
):
    browser = signed_in("performance_officer").client
    page = browser.get("/performance/", {"agency": northmere.key, "year": "2024"}).content.decode()
    assert "Scorecard to 31 March 2024" in page
    text = words_of(page)
    assert "A10 Average days from entering care" in text
    assert "429 7 children 426 480 4th of 149" in text
    assert "ref=A10%3Aall%3A2021-24" in page
    assert text.count("eturns of Eastvale Council for 2021-22 are missing") == 1
    assert "are missing (A10 Average days from entering care to moving in" in text


def test_region_sees_partners_side_by_side_and_a_council_itself_alone(
    stored, region, northmere, signed_in
):
    browser = signed_in("head_of_service").client
    whole = words_of(browser.get("/performance/", {"agency": region.key}).content.decode())
    assert "Partners side by side" in whole
    assert "Eastvale Council" in whole
    assert "Not computable nobody was adopted" in whole
    own = signed_in("children_team_manager", agency=northmere).client
    alone = words_of(own.get("/performance/").content.decode())
    assert "Partners side by side" not in alone
    assert "Computed on" in alone


def test_partner_manager_reads_the_region_pooled_and_no_other_partner(
    stored, region, northmere, eastvale, signed_in
):
    browser = signed_in("partner_manager", agency=northmere).client
    page = words_of(browser.get("/performance/", {"agency": region.key}).content.decode())
    assert "figures of the whole region" in page
    assert "Partners side by side" not in page
    figure = {"agency": region.key, "ref": "A10:992:2021-24"}
    assert browser.get("/performance/figure", figure).status_code == 404
    assert browser.get("/performance/", {"agency": eastvale.key}).status_code == 404
    pooled = browser.get("/performance/figure", {**figure, "ref": "A10:all:2021-24"})
    assert pooled.status_code == 200
    first = words_of(browser.get("/performance/").content.decode())
    assert f"Scorecard: {northmere.name}" in first


def test_scorecard_says_what_a_dash_stands_for_and_what_is_yet_to_come(
    stored, region, northmere, signed_in
):
    browser = signed_in("performance_officer").client
    ask = {"agency": region.key, "year": "2023"}
    text = words_of(browser.get("/performance/", ask).content.decode())
    assert "460 5 children - - -" in text
    assert "No value of England: none of that window is published yet" in text
    assert "No rank: a council is ranked where 10 or more have a value" in text
    assert "so far" not in text.split("Computed on")[1]
    StoredSet.objects.update(last_year=2090)
    ask["year"] = "2090"
    text = words_of(browser.get("/performance/quarters", ask).content.decode())
    assert "The year 2089/90 by quarter: no figures are computed." in text


def test_year_that_is_not_over_is_told_so_far_and_its_last_day_is_yet_to_come(
    stored, region, northmere, signed_in
):
    year = financial_year(timezone.localdate())
    period = years(year, 3).name
    rows = FigureRows.objects.filter(of_set=stored, measure="A10")
    for row in rows:
        of_now = [
            replace(one, ref=replace(one.ref, period=period))
            for one in unpack_figures(row.packed)
            if one.ref.period == "2021-24"
        ]
        row.packed = pack_figures([*unpack_figures(row.packed), *of_now])
        row.save()
    a9 = FigureRef("A9", "all", f"{year - 1}-03-31")
    stock = StoredFigure(a9, "Children waiting", "children", 4, n=4)
    FigureRows.objects.create(of_set=stored, measure="A9", area="all", packed=pack_figures([stock]))
    StoredSet.objects.update(last_year=year)
    browser = signed_in("performance_officer").client
    ask = {"agency": region.key, "year": str(year)}
    text = words_of(browser.get("/performance/", ask).content.decode())
    assert f"To March {year}, so far" in text
    assert f"Partners side by side, to 31 March {year}, so far" in text
    assert f"Not computable 31 March {year} is yet to come" in text


def test_window_before_the_first_year_says_where_figures_begin(stored, region, signed_in):
    StoredSet.objects.update(first_year=2023)
    browser = signed_in("performance_officer").client
    ask = {"agency": region.key, "year": "2023"}
    text = words_of(browser.get("/performance/", ask).content.decode())
    assert "Not computed Figures begin with 2022/23" in text


def test_outcomes_say_what_returns_to_care_leave_out(stored, region, signed_in):
    browser = signed_in("performance_officer").client
    ask = {"agency": region.key, "year": "2024"}
    text = words_of(browser.get("/performance/outcomes", ask).content.decode())
    assert "under the same record as the adoption" in text
    assert "as recorded today, not as it was known then" not in text
    told = caveats(("siblings_together",), is_past=True)
    assert told == [
        "Who is whose brother or sister is as recorded today, not as it was known then."
    ]


@pytest.mark.parametrize("page", PAGES)
def test_pages_ask_few_queries_and_fit(stored, region, signed_in, page):
    browser = signed_in("performance_officer").client
    browser.get(f"/performance/{page}")
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(f"/performance/{page}", {"agency": region.key})
    assert answer.status_code == 200
    assert len(captured) <= 12
    assert len(answer.content) < 200_000


def test_page_without_figures_says_so_and_offers_to_have_them_computed(
    region, northmere, signed_in
):
    browser = signed_in("performance_officer").client
    page = browser.get("/performance/").content.decode()
    assert "These figures are not computed yet." in page
    assert "Have them computed" in page
    reader = signed_in("family_finder").client
    assert "Have them computed" not in reader.get("/performance/").content.decode()
    assert reader.post("/performance/compute").status_code == 403
    asked = browser.post(f"/performance/compute?agency={northmere.key}", follow=True)
    assert "are being computed" in asked.content.decode()
    assert StoredSet.objects.get().agency == region
    assert "Computed on" in browser.get("/performance/").content.decode()


def test_page_as_known_earlier_than_any_figures_offers_to_have_them_computed(
    stored, region, signed_in
):
    browser = signed_in("head_of_service").client
    StoredSet.objects.update(change=5)
    page = browser.get("/performance/?as_known=2024-01-01").content.decode()
    assert "not computed as known then" in page
    assert "as_known=2024-01-01" in page
    moved = browser.get("/performance/quarters?known-day=1&known-month=1&known-year=2024")
    assert moved.status_code == 302
    assert moved["Location"] == "/performance/quarters?as_known=2024-01-01"
    figure = browser.get("/performance/figure?ref=A10:all:2021-24&as_known=2024-01-01")
    assert figure.status_code == 302


@pytest.mark.parametrize("query", ["year=1999", "year=soon", "agency=" + "0" * 32])
def test_address_of_what_is_not_there_is_answered_404(stored, signed_in, query):
    browser = signed_in("performance_officer").client
    assert browser.get(f"/performance/?{query}").status_code == 404


@pytest.mark.parametrize(
    "ref", ["", "A10", "A10:all:whenever", "A10:all:2019-22", "A99:all:2021-24", "A10:993:2021-24"]
)
def test_figure_that_is_not_there_is_answered_404(stored, signed_in, ref):
    browser = signed_in("performance_officer").client
    assert browser.get("/performance/figure", {"ref": ref}).status_code == 404


def test_figure_says_its_sum_who_moves_it_most_and_when_they_leave(stored, northmere, figure_page):
    text = words_of(figure_page("performance_officer", northmere, "A10:all:2021-24"))
    assert "3,000 days over 7 children: 428.57 days, printed as 429." in text
    assert (
        "429 days, 3,000 days over 7 children. A year before it was 460 days"
        " (5 children): it is down 31 days. One child of 7 (C-0005, 1,200 days) adds 129 days:"
        " without that child it would be 300."
        " That child leaves the window in 2 years, after 31 March 2025."
    ) in text
    assert (
        "2 children of 2021-22 leave the window next year. The mean of the 5 who stay is 500"
        in (text)
    )
    assert "426 days: a limit that was set, not a result" in text
    assert "4th of 149; the lowest is first" in text
    assert "1: not placed" in text
    assert "Not published yet." in text


def test_figure_of_people_kept_from_the_reader_is_a_count(stored, northmere, signed_in, person):
    worker = signed_in("child_social_worker", agency=northmere)
    own = ChildRecord.objects.get(pseudonym="C-0002")
    Responsibility.objects.create(
        child=own, user=worker.user, role="child_social_worker", from_on="2020-04-01"
    )
    page = worker.client.get("/performance/figure", {"ref": "A10:all:2021-24"}).content.decode()
    assert "C-0002" in page
    assert f"/children/{own.key}/" in page
    assert "C-0005" not in page
    assert "6 more in it are not yours to see." in words_of(page)
    assert "One child of 7 adds 129 days" in page
    noted = AuditEvent.objects.get(action="figure_opened")
    assert (noted.by_person, noted.detail["shown"]) == (worker.user.key, 1)


def test_figure_leaves_out_the_record_that_the_reader_is_kept_from(stored, northmere, signed_in):
    officer = signed_in("performance_officer")
    blocked = ChildRecord.objects.get(pseudonym="C-0005")
    Block.objects.create(user=officer.user, record_key=blocked.key)
    ask = {"agency": northmere.key, "ref": "A10:all:2021-24"}
    page = officer.client.get("/performance/figure", ask).content.decode()
    assert "C-0005" not in page
    assert "C-0001" in page


def test_figure_lists_those_left_out_with_the_reason_as_far_as_the_reader_may_see(
    stored, northmere, figure_page
):
    page = figure_page("performance_officer", northmere, "A10:all:2021-24")
    assert "Left out, and why: those whom you may see" in page
    text = words_of(page)
    assert "C-0098 Northmere Council - - Not placed" in text
    assert "Everybody could be counted." in text
    worker = figure_page("child_social_worker", northmere, "A10:all:2021-24")
    assert "C-0098" not in worker
    assert "1: not placed" in worker
    assert "None of them is yours to see." in worker
    assert "1 of them is not yours to see." in worker


def test_figure_shows_the_windows_before_it_and_breaks_no_line_where_nothing_broke(
    stored, northmere, figure_page
):
    page = figure_page("performance_officer", northmere, "A10:all:2021-24")
    text = words_of(page)
    assert "Over time" in text
    assert "2020/23 460 5 children" in text
    assert "2021/24 429 7 children 480 426" in text
    assert "over-time-t" in page
    assert "Series break" not in page


def test_figure_page_asks_few_queries(stored, northmere, signed_in):
    browser = signed_in("performance_officer").client
    ask = {"agency": northmere.key, "ref": "A10:all:2021-24"}
    browser.get("/performance/figure", ask)
    with CaptureQueriesContext(connection) as captured:
        browser.get("/performance/figure", ask)
    assert len(captured) <= 12


def test_no_name_stands_on_any_page_of_figures(stored, northmere, signed_in):
    for role in ("performance_officer", "head_of_service", "family_finder"):
        browser = signed_in(role).client
        for page in (*PAGES, "figure"):
            ask = {"agency": northmere.key, "ref": "A10:all:2021-24"}
            assert b"Winterbourne" not in browser.get(f"/performance/{page}", ask).content


@pytest.mark.parametrize(
    ("value", "hidden", "words"),
    [
        (3000 / 7, "", "Nothing changed since."),
        (430.0, "", "it is 429 days (3,000 over 7) now."),
        (None, "too few children", "where it was hidden: too few children."),
    ],
)
def test_figure_says_what_changed_since_it_was_published(
    stored, northmere, figure_page, monkeypatch, value, hidden, words
):
    from datetime import date

    def told(agency_key: str, ref: FigureRef) -> Published | None:
        was = StoredFigure(
            ref, "", "days", value, numerator=3000, denominator=7, hidden_because=hidden
        )
        return Published("Annual report 2023/24", date(2024, 7, 1), was, href="/releases/1")

    monkeypatch.setattr(published, "_SOURCES", [])
    published.register(told)
    page = figure_page("head_of_service", northmere, "A10:all:2021-24", at=northmere)
    assert 'href="/releases/1"' in page
    finder = figure_page("family_finder", northmere, "A10:all:2021-24")
    assert 'href="/releases/1"' not in finder
    text = words_of(page)
    assert "Last published in Annual report 2023/24 on 1 July 2024" in text
    assert words in text


def test_person_of_no_council_or_region_is_told_that_there_are_no_figures(region, signed_in):
    from belong.web.agencies.models import Agency

    lantern = Agency.objects.create(kind="voluntary", name="Lanternlight")
    browser = signed_in("voluntary_agency_worker", agency=lantern).client
    assert "There are no figures for you" in browser.get("/performance/").content.decode()
    assert browser.get("/performance/figure?ref=A10:all:2021-24").status_code == 404
