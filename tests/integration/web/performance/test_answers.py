"""Answers beside the pages: computed by jobs, read by pages, and shown as far as the reader may."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.errors import BelongError
from belong.formats.ssda903 import read_returns
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.models import Agency, Appointment, RaaMembership
from belong.web.audit.models import AuditEvent
from belong.web.children.loading import load_returns
from belong.web.children.models import ChildRecord
from belong.web.ledger.actions import Draft, withdraw_event, write_change
from belong.web.ledger.models import Event, SubjectKind
from belong.web.performance import answering, jobs_answers
from belong.web.performance.actions_answers import remove_old_answers
from belong.web.performance.answers_asked import pages_about
from belong.web.performance.models import KeptAnswer
from belong.web.performance.questions import Kind, Question, standard_questions

pytestmark = pytest.mark.django_db

DAY = date(2024, 9, 30)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """Half a year after the last window, so that answers do not move with the calendar."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: DAY)


@pytest.fixture
def councils(region, tmp_path: Path) -> dict[str, Agency]:
    """Three councils of a region with returns in their records; one joined within the window."""
    write_region(make_region(7, ["991", "992", "993"], 60, (2019, 2024)), tmp_path)
    made = {}
    for code in ("991", "992", "993"):
        made[code] = Agency.objects.create(kind="council", name=council_name(code), dfe_code=code)
        joined_on = date(2022, 10, 1) if code == "993" else date(2018, 4, 1)
        RaaMembership.objects.create(council=made[code], raa=region, from_on=joined_on)
    load_returns(returns=read_returns([tmp_path]), process="import")
    return made


def answered(region, *names):
    answering.answer_questions(region, [Question.parse(kind, ref) for kind, ref in names])


def page_of(browser, page, **told):
    return browser.client.get(reverse(page), told)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_question_is_read_back_from_its_name():
    for one in standard_questions(["991", "992"], is_region=True, year=2024):
        assert Question.parse(one.kind.value, one.ref) == one
    for kind, ref in (("why", "A9:all:2024:2023"), ("nothing", "A10:all:2024"), ("why", "A10")):
        with pytest.raises(BelongError, match="no such question"):
            Question.parse(kind, ref)


@pytest.mark.slow
def test_answers_of_every_morning_are_kept_once_each(region, councils):
    wanted = standard_questions(list(councils), is_region=True, year=2024)
    assert jobs_answers.refresh_answers.call() == len(wanted)
    assert jobs_answers.refresh_answers.call() == len(wanted)
    assert KeptAnswer.objects.count() == len(wanted)
    assert AuditEvent.objects.filter(action="answers_computed").count() == 2
    assert {one.kind for one in KeptAnswer.objects.all()} == set(Kind)


def test_answer_that_nobody_asked_for_again_is_removed_after_a_week(region, councils):
    answered(region, ("compare", "A4:all:2023"), ("compare", "A4:all:2022"))
    week = timedelta(days=7)
    old = KeptAnswer.objects.get(ref="A4:all:2022")
    KeptAnswer.objects.filter(pk=old.pk).update(computed_at=old.computed_at - week)
    assert remove_old_answers(now=old.computed_at + timedelta(minutes=1)) == 1
    assert [one.ref for one in KeptAnswer.objects.all()] == ["A4:all:2023"]


def test_compare_page_shows_partners_mix_and_who_joined_within_the_window(
    region, councils, signed_in
):
    browser = signed_in("head_of_service", agency=region)
    answered(region, ("compare", "A10:all:2024"))
    text = text_of(page_of(browser, "performance-compare"))
    for council in councils.values():
        assert council.name in text
    assert "joined the region on 1 Oct 2022, within the window" in text
    assert "Case mix: children adopted in 2021-24" in text
    assert "Whose children were placed in 2023-24" in text
    assert "No rank: fewer than 10 areas" in text
    assert "England&#39;s A10 of 2021-24 is not published" in text
    assert "<svg role=" in text
    assert "style=" not in text


def test_compare_page_opens_the_figure_behind_each_value_that_the_reader_may_open(
    region, councils, signed_in
):
    answered(region, ("compare", "A10:all:2024"), ("compare", "A10:991:2024"))
    whole = text_of(page_of(signed_in("head_of_service", agency=region), "performance-compare"))
    for area in ("991", "992", "993", "all"):
        assert f"agency={region.key}&amp;ref=A10%3A{area}%3A2021-24" in whole
    assert "A10%3Aall%3A2019-22" in whole
    own = councils["991"]
    manager = signed_in("partner_manager", agency=own)
    page = text_of(page_of(manager, "performance-compare", agency=own.key))
    assert f"agency={own.key}&amp;ref=A10%3Aall%3A2021-24" in page
    assert "A10%3A99" not in page


def test_compare_page_draws_the_last_windows_and_their_breaks(region, councils, signed_in):
    answered(region, ("compare", "A2:all:2024"))
    browser = signed_in("head_of_service", agency=region)
    text = text_of(page_of(browser, "performance-compare", measure="A2"))
    assert "A2 of Four Rivers Adoption over the last windows" in text
    assert "official series ended</text>" in text
    assert "No other council is in the funnel" in text
    assert "Statistical neighbours are a council&#39;s, a region has none." in text


def test_compare_page_of_a_council_names_no_other_partner(region, councils, signed_in):
    own, other = councils["991"], councils["992"]
    browser = signed_in("partner_manager", agency=own)
    answered(region, ("compare", "A10:991:2024"))
    text = text_of(page_of(browser, "performance-compare", agency=own.key, area="all"))
    assert f"The rest of {region.name}" in text
    assert other.name not in text
    text = text_of(page_of(browser, "performance-compare", agency=region.key))
    assert "Choose your own council" in text
    for hidden in ("991", "992"):
        told = page_of(browser, "performance-compare", agency=region.key, area=hidden)
        assert told.status_code == 404


def test_compare_page_is_not_for_those_who_do_not_read_the_region(region, councils, signed_in):
    own = councils["991"]
    answered(region, ("compare", "A10:991:2024"))
    browser = signed_in("child_social_worker", agency=own)
    text = text_of(page_of(browser, "performance-compare"))
    assert "whose figures your role does not read" in text
    assert "The rest of" not in text


def test_why_page_adds_up_and_names_children_as_far_as_the_reader_may_see(
    region, councils, signed_in
):
    answered(region, ("why", "A10:all:2024:2023"))
    kept = KeptAnswer.objects.get()
    children = next(one for one in kept.answer["blocks"] if one["kind"] == "children")["rows"]
    inside = [cells[0] for area, cells in children if area == "991"]
    outside = {cells[0] for area, cells in children if area != "991"}
    head = text_of(page_of(signed_in("head_of_service", agency=region), "performance-why"))
    assert children[0][1][0] in head
    assert "The same change by stage" in head
    assert "as printed, they add up to the change" in head
    record = ChildRecord.objects.get(pseudonym=children[0][1][0])
    assert f'href="/children/{record.key}/"' in head
    assert "ref=A10%3Aall%3A2021-24" in head
    noted = AuditEvent.objects.filter(action="figure_opened").get()
    assert noted.detail["shown"] > 0

    manager = signed_in("partner_manager", agency=councils["991"])
    text = text_of(page_of(manager, "performance-why", agency=region.key))
    assert any(f">{key}<" in text for key in inside)
    assert not any(f">{key}<" in text for key in outside)
    assert f"{len(outside)} of them are not yours to see" in text

    recruiter = signed_in("recruitment_officer", agency=region)
    text = text_of(page_of(recruiter, "performance-why"))
    assert "None of the children who moved it are yours to see." in text
    assert "One child alone" not in text


def test_why_page_tells_the_reasons_for_delay_recorded_of_the_later_window(
    region, councils, signed_in
):
    # In no mean: who was not placed before the order, or came into care before the first return.
    placed = Event.objects.filter(kind="placed_for_adoption").values("subject_key")
    seen = Event.objects.filter(kind="care_entered", happened_on__gte=date(2018, 4, 1))
    adopted = Event.objects.filter(
        Q(subject_key__in=placed) & Q(subject_key__in=seen.values("subject_key")),
        kind="adoption_order_made",
        happened_on__range=(date(2021, 4, 1), date(2024, 3, 31)),
    )
    first = adopted.order_by("happened_on", "pk")[0]  # keys, and so numbers, are drawn anew
    assert first.happened_on is not None
    for kind, reason in (("delayed", "staffing"), ("hearing_adjourned", "court_listing")):
        draft = Draft(
            SubjectKind.CHILD,
            first.subject_key,
            kind,
            happened_on=first.happened_on - timedelta(days=30),
            details={"delay_reason": reason},
        )
        write_change(drafts=[draft], process="test")
    answered(region, ("why", "A10:all:2024:2023"))
    text = text_of(page_of(signed_in("head_of_service", agency=region), "performance-why"))
    assert "Reasons for delay are recorded of 1 of the" in text
    assert "staffing (1) and waiting for a court listing (1)" in text


def test_why_page_of_windows_in_the_wrong_order_says_so(region, councils, signed_in):
    browser = signed_in("head_of_service", agency=region)
    told = {"from": "2021-24", "to": "2020-23"}
    assert "The earlier window must end before the later one" in text_of(
        page_of(browser, "performance-why", **told)
    )


def test_forecast_page_shows_interval_and_back_test(region, councils, signed_in):
    answered(region, ("forecast", "A10:all:2024"), ("forecast", "A10:993:2024"))
    browser = signed_in("performance_officer", agency=region)
    text = text_of(page_of(browser, "performance-forecast", measure="A10"))
    assert "in 2022-25 is expected to be about" in text
    assert "Tried on 3 past years" in text
    text = text_of(page_of(browser, "performance-forecast", measure="A10", area="993"))
    assert council_name("993") in text


def test_forecast_page_tells_every_figure_in_one_table_first(region, councils, signed_in):
    answered(region, *(("forecast", f"{code}:all:2024") for code in ("every", "A4", "adopted")))
    browser = signed_in("performance_officer", agency=region)
    text = text_of(page_of(browser, "performance-forecast"))
    assert "Every figure, as it is and as it is expected a year later" in text
    for name in ("A4 Left care by adoption (%)", "A9 Waiting to be placed", "Children adopted"):
        assert name in text
    assert "not computable" in text
    assert "only once the child is adopted" in text
    assert f"agency={region.key}&amp;measure=A4&amp;area=all" in text
    assert "ref=A4%3Aall%3A2021-24" in text
    assert "ref=A9%3Aall%3A2024-03-31" in text
    share = text_of(page_of(browser, "performance-forecast", measure="A4"))
    assert "A4 of Four Rivers Adoption in 2022-25 is expected to be about" in share
    count = text_of(page_of(browser, "performance-forecast", measure="adopted"))
    assert "The number of adoption orders of Four Rivers Adoption in 2024-25" in count
    assert "<svg role=" in count


def test_answer_that_is_not_there_is_offered_and_computed_by_a_job(region, councils, signed_in):
    browser = signed_in("performance_officer", agency=region)
    page = text_of(page_of(browser, "performance-compare", measure="A4", window="2020-23"))
    assert "This is not computed yet" in page
    assert not KeptAnswer.objects.exists()
    told = {"kind": "compare", "measure": "A4", "window": "2020-23"}
    address = f"{reverse('performance-answer')}?kind=compare&measure=A4&window=2020-23"
    assert "Have this answer computed" in text_of(browser.client.get(address))
    went = browser.client.post(address, follow=True)
    assert "The answer is being computed" in text_of(went)
    assert KeptAnswer.objects.get().ref == "A4:all:2023"
    assert AuditEvent.objects.filter(action="answer_wanted").count() == 1
    assert "A4 in 2020-23" in text_of(page_of(browser, "performance-compare", **told))


def test_answer_for_those_who_may_not_compute_is_not_offered(region, councils, signed_in):
    browser = signed_in("family_finder", agency=region)
    page = text_of(page_of(browser, "performance-forecast"))
    assert "This is not computed yet" in page
    assert "Have it computed" not in page
    assert browser.client.post(reverse("performance-answer")).status_code == 403


def test_answer_says_when_something_was_recorded_since(region, councils, signed_in):
    browser = signed_in("head_of_service", agency=region)
    answered(region, ("forecast", "A10:all:2024"))
    asks = {"measure": "A10"}
    told = text_of(page_of(browser, "performance-forecast", **asks))
    assert "Nothing was recorded since" in told
    keys = ChildRecord.objects.filter(council=councils["991"]).values("key")
    event = Event.objects.filter(kind="adoption_order_made", subject_key__in=keys).latest("pk")
    withdraw_event(event=event, by="a" * 32, why="another child's order", seen=None)
    text = text_of(page_of(browser, "performance-forecast", **asks))
    assert "Something was recorded since" in text
    assert "Have it computed anew" in text


def test_answer_of_a_region_without_children_gives_the_reason(region, signed_in):
    council = Agency.objects.create(kind="council", name="Lateborough", dfe_code="994")
    RaaMembership.objects.create(council=council, raa=region, from_on=date(2024, 9, 1))
    names = [
        ("why", "A10:all:2024:2023"),
        ("forecast", "A10:all:2024"),
        ("compare", "A10:all:2024"),
    ]
    answered(region, *names)
    browser = signed_in("head_of_service", agency=region)
    assert "counts no children" in text_of(page_of(browser, "performance-why"))
    told = text_of(page_of(browser, "performance-forecast", measure="A10"))
    assert "cannot be told" in told
    text = text_of(page_of(browser, "performance-compare"))
    assert "No child of Four Rivers Adoption counts in A10" in text
    assert "No funnel is drawn" in text


def test_pages_about_a_figure_ask_what_the_figure_is_of(region, councils, signed_in):
    found = dict(pages_about(FigureRef("A10", "992", "2021-24")))
    assert found == {
        "performance-compare": {"measure": "A10", "area": "992", "window": "2021-24"},
        "performance-why": {"measure": "A10", "area": "992", "from": "2020-23", "to": "2021-24"},
        "performance-forecast": {"measure": "A10", "area": "992"},
    }
    browser = signed_in("head_of_service", agency=region)
    for page, asks in found.items():
        assert page_of(browser, page, **asks).status_code == 200
    assert [page for page, _ in pages_about(FigureRef("A4", "all", "2019-22"))] == [
        "performance-compare"
    ]
    for code, period in (("A9", "2024-03-31"), ("adopted", "2023-24")):
        assert pages_about(FigureRef(code, "all", period)) == [
            ("performance-forecast", {"measure": code})
        ]
    assert pages_about(FigureRef("A10", "all", "2001-04")) == []


def test_compare_page_of_another_region_forgets_the_council_chosen_before(
    region, councils, signed_in
):
    other = Agency.objects.create(kind="raa", name="Moors Adoption")
    browser = signed_in("head_of_service", agency=region)
    Appointment.objects.create(
        user=browser.user, role="head_of_service", agency=other, from_on=date(2020, 4, 1)
    )
    told = page_of(browser, "performance-compare", agency=other.key, area="991")
    assert told.status_code == 200
    assert "Fair comparison: Moors Adoption" in text_of(told)
    stray = page_of(browser, "performance-compare", agency=other.key, area="998")
    assert stray.status_code == 404


def test_answers_of_what_is_not_there_are_404(region, councils, signed_in):
    browser = signed_in("head_of_service", agency=region)
    for page, told in (
        ("performance-compare", {"measure": "A9"}),
        ("performance-why", {"measure": "A4"}),
        ("performance-why", {"from": "2001-04"}),
        ("performance-forecast", {"area": "999"}),
        ("performance-compare", {"agency": "0" * 32}),
        ("performance-answer", {"kind": "nothing"}),
    ):
        assert page_of(browser, page, **told).status_code == 404, (page, told)


def test_pages_of_answers_take_twelve_questions_at_most(
    region, councils, signed_in, django_assert_max_num_queries
):
    answered(
        region,
        ("why", "A10:all:2024:2023"),
        ("forecast", "A10:all:2024"),
        ("compare", "A10:all:2024"),
    )
    for role in ("head_of_service", "child_social_worker"):
        agency = region if role == "head_of_service" else councils["991"]
        browser = signed_in(role, agency=agency)
        for page in ("performance-compare", "performance-why", "performance-forecast"):
            asks = {"measure": "A10"}
            page_of(browser, page, **asks)
            with django_assert_max_num_queries(12):
                answer = page_of(browser, page, **asks)
            assert len(answer.content) < 200_000
