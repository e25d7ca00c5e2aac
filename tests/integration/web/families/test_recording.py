"""Recording what happened to a family through the pages, and mending what was wrong."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from belong.domain.journey.family import FamilyEventKind
from belong.web.families.models import Application, FamilyRecord, FamilyRow
from belong.web.ledger.models import Change, Event
from belong.web.ledger.projection import rebuild

pytestmark = pytest.mark.django_db

TODAY = date.today()  # noqa: TID251, DTZ011


def on(day: date, name: str = "on") -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def carried(answer) -> dict[str, str]:
    """What the page that checks the answers carries to the next."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode()
    )
    return dict(found)


@pytest.fixture
def worker(team, signed_in):
    return signed_in("adopters_social_worker", team=team)


def record(worker, family, kind: str, answers: dict[str, str], why: str = ""):
    """Fills in the form and saves it from the page that checks the answers."""
    page = f"{family.page}record/{kind}/"
    stands = worker.client.post(page, answers)
    assert stands.status_code == 200, stands.content.decode()
    assert "Check your answers" in stands.content.decode()
    return worker.client.post(page, {**carried(stands), "step": "save", "why": why}, follow=True)


def test_event_is_recorded_after_its_answers_are_checked(family, worker) -> None:
    before = Event.objects.count()
    answer = record(worker, family, "stage_1_passed", on(TODAY))
    text = answer.content.decode()
    assert Event.objects.count() == before + 1
    assert "Recorded: stage 1 passed" in text
    assert "The stage is now: Between stages 1 and 2." in text
    assert "Next: ask to go on to stage 2 (the applicants)." in text
    row = FamilyRow.objects.get(family=family.record)
    assert (row.stage, row.stage_1_to_on) == ("A1B", TODAY)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Enter the day"),
        ({"on-day": "31", "on-month": "2", "on-year": "2025"}, "must be a real date"),
        (on(TODAY + timedelta(days=1)), "must be today or in the past"),
        (on(date(1950, 1, 1)), "within the last 40 years"),
    ],
)
def test_date_that_cannot_be_is_refused_beside_its_field(family, worker, answers, words) -> None:
    answer = worker.client.post(f"{family.page}record/stage_1_passed/", answers)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "There is a problem" in answer.content.decode()


def test_planned_event_lies_ahead_and_moves_nothing(family, worker) -> None:
    page, ahead = f"{family.page}record/panel_met/", TODAY + timedelta(days=20)
    asked = {"state": "planned", "about": "suitability"}
    assert worker.client.post(page, {**asked, **on(TODAY - timedelta(days=1))}).status_code == 422
    record(worker, family, "panel_met", {**asked, **on(ahead)})
    assert Event.objects.get(kind="panel_met").planned_for == ahead
    assert FamilyRow.objects.get(family=family.record).stage == "A1"
    assert "(planned)" in worker.client.get(family.page).content.decode()


def test_broken_rule_warns_with_its_source_and_asks_for_a_reason(family, worker) -> None:
    page = f"{family.page}record/stage_2_began/"
    stands = worker.client.post(page, {**on(TODAY), "route": "first"})
    assert "Stage 2 follows a positive decision on stage 1" in stands.content.decode()
    assert "SI 2013/985" in stands.content.decode()
    refused = worker.client.post(page, {**carried(stands), "step": "save", "why": ""})
    assert refused.status_code == 422
    assert not Event.objects.filter(kind="stage_2_began").exists()
    saved = worker.client.post(
        page, {**carried(stands), "step": "save", "why": "the decision was never written up"}
    )
    assert saved.status_code == 302
    event = Event.objects.get(kind="stage_2_began")
    assert event.change.why == "the decision was never written up"
    assert "Rules broken" in worker.client.get(family.page).content.decode()


def test_form_sent_twice_records_once(family, worker) -> None:
    page = f"{family.page}record/preparation_attended/"
    stands = worker.client.post(page, {**on(TODAY), "state": "happened"})
    sent = {**carried(stands), "step": "save"}
    assert worker.client.post(page, sent).status_code == 302
    again = worker.client.post(page, {**sent, "seen": "999999"})
    assert again.status_code == 302
    assert Event.objects.filter(kind="preparation_attended").count() == 1


def test_second_of_two_people_is_shown_what_the_first_did(family, worker, team, signed_in) -> None:
    page = f"{family.page}record/stage_1_passed/"
    mine = worker.client.post(page, on(TODAY))
    record(signed_in("adopters_social_worker", team=team), family, "held",
           {**on(TODAY), "hold_reason": "moving"})  # fmt: skip
    clash = worker.client.post(page, {**carried(mine), "step": "save"})
    assert clash.status_code == 409
    assert "Somebody else recorded something here" in clash.content.decode()
    assert "Application put on hold" in clash.content.decode()
    assert not Event.objects.filter(kind="stage_1_passed").exists()
    assert worker.client.post(page, {**carried(clash), "step": "save"}).status_code == 302
    assert Event.objects.filter(kind="stage_1_passed").count() == 1


def test_answers_can_be_changed_before_they_are_saved(family, worker) -> None:
    page = f"{family.page}record/held/"
    stands = worker.client.post(page, {**on(TODAY), "hold_reason": "work"})
    form = worker.client.post(page, {**carried(stands), "step": "change"})
    assert form.status_code == 200
    assert 'value="work" selected' in form.content.decode()
    assert not Event.objects.filter(kind="held").exists()


def test_check_is_sought_chased_and_received_by_whoever_records_it(family, worker) -> None:
    person = family.record.people.get(forenames="Bram").key
    about = {"check": "dbs", "person": person}
    record(worker, family, "check_sought", {**on(TODAY - timedelta(days=30)), **about})
    record(worker, family, "check_chased", {**on(TODAY - timedelta(days=9)), **about})
    record(
        worker, family, "check_received",
        {**on(TODAY), **about, "outcome": "satisfactory",
         **on(TODAY + timedelta(days=700), "expires_on")},
    )  # fmt: skip
    text = worker.client.get(family.page).content.decode()
    assert "Enhanced DBS certificate" in text
    assert text.count(worker.user.name) >= 3
    assert "Satisfactory" in text
    assert "Not sought yet" in text
    assert FamilyRow.objects.get(family=family.record).waits_for == "health"


def test_decision_keeps_its_reasons_out_of_the_event(family, worker) -> None:
    decided = {
        **on(TODAY), "state": "happened", "decision_maker": "other",
        "documents_seen": ["medical_summary", "report"], "recommendation_seen": "yes",
        "reasons": "Warm and thoughtful.", "agreed": "yes",
    }  # fmt: skip
    stands = worker.client.post(f"{family.page}record/approved/", decided)
    assert "health reports and the three references" in stands.content.decode()
    again = {**decided, **{k: v for k, v in carried(stands).items() if k in ("seen", "token")}}
    worker.client.post(
        f"{family.page}record/approved/", {**again, "step": "save", "why": "recorded late"}
    )
    event = Event.objects.get(kind="approved")
    assert event.details["reasons"] == "recorded"
    assert event.details["documents_seen"] == "medical_summary,report"
    assert "Warm and thoughtful." in event.change.why
    assert "Warm and thoughtful." in worker.client.get(family.page).content.decode()


def test_reasons_and_why_are_kept_whole_together_and_no_longer_than_the_change_holds(
    family, worker
) -> None:
    page = f"{family.page}record/approved/"
    told = {
        **on(TODAY), "state": "happened", "decision_maker": "other", "documents_seen": ["report"],
        "recommendation_seen": "yes", "agreed": "yes", "reasons": "r" * 401,
    }  # fmt: skip
    assert "400 characters or less" in worker.client.post(page, told).content.decode()
    stands = worker.client.post(page, {**told, "reasons": "r" * 400})
    sent = {**carried(stands), "step": "save"}
    refused = worker.client.post(page, {**sent, "why": "w" * 100})
    assert refused.status_code == 422
    assert "99 characters or less" in refused.content.decode()
    assert worker.client.post(page, {**sent, "why": "w" * 99}).status_code == 302
    assert Event.objects.get(kind="approved").change.why == "w" * 99 + " " + "r" * 400


@pytest.mark.parametrize("name", ["forenames", "surname", "second_forenames", "second_surname"])
def test_name_longer_than_is_kept_is_refused(signed_in, name) -> None:
    worker = signed_in("adopters_social_worker")
    names = dict.fromkeys(("forenames", "surname", "second_forenames", "second_surname"), "Ada")
    refused = worker.client.post("/families/add/", {**names, name: "a" * 121})
    assert "must be 120 characters or less" in refused.content.decode()


def test_correction_keeps_the_old_entry_and_known_at_shows_it(family, worker) -> None:
    row = Event.objects.get(kind="stage_1_began")
    assert row.happened_on is not None
    page = f"{family.page}entries/{row.key}/correct/"
    assert str(row.happened_on.year) in worker.client.get(page).content.decode()
    right = row.happened_on + timedelta(days=5)
    stands = worker.client.post(page, on(right))
    sent = {**carried(stands), "step": "save"}
    assert worker.client.post(page, sent).status_code == 422
    saved = worker.client.post(page, {**sent, "why": "it was the Friday"}, follow=True)
    assert "Corrected: registration accepted" in saved.content.decode()
    assert FamilyRow.objects.get(family=family.record).stage_1_from_on == right
    text = worker.client.get(family.page).content.decode()
    assert "it was the Friday" in text
    assert "Correction" in text
    assert worker.client.get(page).headers["Location"] == family.page


def test_correction_of_what_somebody_corrected_meanwhile_is_asked_again_and_saved_once(
    family, worker, team, signed_in
) -> None:
    row = Event.objects.get(kind="stage_1_began")
    assert row.happened_on is not None
    page = f"{family.page}entries/{row.key}/correct/"
    mine = carried(worker.client.post(page, on(row.happened_on + timedelta(days=5))))
    other = signed_in("adopters_social_worker", team=team)
    theirs = carried(other.client.post(page, on(row.happened_on + timedelta(days=6))))
    other.client.post(page, {**theirs, "step": "save", "why": "it was the Saturday"})
    clash = worker.client.post(page, {**mine, "step": "save", "why": "it was the Friday"})
    assert clash.status_code == 409
    assert "it was the Friday" in clash.content.decode()
    sent = {**carried(clash), "step": "save", "why": "it was the Friday"}
    for _ in range(2):
        assert worker.client.post(page, sent).status_code == 302
    last = Event.objects.get(kind="stage_1_began", superseded_by=None)
    assert last.happened_on == row.happened_on + timedelta(days=5)
    assert Event.objects.filter(kind="stage_1_began").count() == 3


def test_withdrawal_of_what_somebody_corrected_meanwhile_is_refused(
    family, worker, team, signed_in
) -> None:
    row = Event.objects.get(kind="stage_1_began")
    assert row.happened_on is not None
    edit = f"{family.page}entries/{row.key}/correct/"
    mine = carried(worker.client.post(edit, on(row.happened_on + timedelta(days=5))))
    worker.client.post(edit, {**mine, "step": "save", "why": "it was the Friday"})
    page = f"{family.page}entries/{row.key}/withdraw/"
    refused = worker.client.post(page, {"why": "another family's"})
    assert refused.status_code == 422
    assert "corrected or withdrawn already" in refused.content.decode()
    assert worker.client.get(page).headers["Location"] == family.page


def test_page_as_known_earlier_shows_what_was_believed_and_says_so(family, worker) -> None:
    earlier = Change.objects.order_by("-number")[0].recorded_at
    record(worker, family, "stage_1_passed", on(TODAY))
    past = worker.client.get(family.page, {"as_known": earlier.isoformat()}).content.decode()
    assert "As known at" in past
    assert "Show what is known now" in past
    assert "Between stages 1 and 2" not in past
    assert "Record what happened" not in past
    assert "Between stages 1 and 2" in worker.client.get(family.page).content.decode()


def test_withdrawn_entry_stays_in_the_record_and_no_longer_counts(family, worker) -> None:
    row = Event.objects.get(kind="stage_1_began")
    page = f"{family.page}entries/{row.key}/withdraw/"
    assert worker.client.post(page, {"why": ""}).status_code == 422
    assert worker.client.post(page, {"why": "it was another family"}).status_code == 302
    assert FamilyRow.objects.get(family=family.record).stage == "E2"
    assert "Withdrawal: Registration accepted" in worker.client.get(family.page).content.decode()


def test_two_people_seal_and_the_dates_stay(family, worker, signed_in) -> None:
    row = Event.objects.get(kind="check_sought")
    page = f"{family.page}entries/{row.key}/seal/"
    worker.client.post(page, {"why": "stands on the wrong family"})
    assert worker.client.post(f"{page}agree/").status_code == 403
    head = signed_in("head_of_service")
    assert "stands on the wrong family" in head.client.get(f"{page}agree/").content.decode()
    assert head.client.post(f"{page}agree/").status_code == 302
    row.refresh_from_db()
    assert row.details == {"sealed": True}
    assert row.happened_on is not None
    text = worker.client.get(family.page).content.decode()
    assert "Sealed" in text
    assert FamilyRow.objects.get(family=family.record).stage == "A1"


def test_family_is_added_with_its_people_and_belongs_to_who_added_it(
    region, team, signed_in
) -> None:
    recruiter = signed_in("recruitment_officer")
    answers = {
        **on(TODAY, "enquired_on"), "source": "web", "route": "first", "team": team.key,
        "forenames": "Isolde", "surname": "Marchbank", "second_forenames": "Wilf",
        "second_surname": "Quill", "address": "",
    }  # fmt: skip
    answer = recruiter.client.post("/families/add/", answers, follow=True)
    assert "Isolde Marchbank and Wilf Quill" in answer.content.decode()
    family = FamilyRecord.objects.get()
    assert family.responsibilities.get().user == recruiter.user
    assert family.row.stage == "E0"
    half = recruiter.client.post("/families/add/", {**answers, "second_surname": ""})
    assert half.status_code == 422
    assert FamilyRecord.objects.count() == 1


def test_separation_ends_one_application_and_begins_another_of_one_person(family, worker) -> None:
    bram = family.record.people.get(forenames="Bram")
    page = f"{family.page}separation/"
    answer = worker.client.post(page, {**on(TODAY), "staying": bram.key}, follow=True)
    assert answer.status_code == 200
    first, second = Application.objects.order_by("number")
    assert {one.forenames for one in first.applicants.all()} == {"Ottoline", "Bram"}
    assert [one.forenames for one in second.applicants.all()] == ["Bram"]
    assert family.record.people.get(forenames="Ottoline").left_on == TODAY
    text = answer.content.decode()
    assert "a change in the relationship" in text
    assert "Bram Fenwright" in text
    row = FamilyRow.objects.get(family=family.record)
    assert (row.stage, row.application_key, row.applications) == ("E0", second.key, 2)
    assert worker.client.get(page).status_code == 404


def test_second_time_application_is_an_episode_of_its_own(family, worker) -> None:
    ottoline = family.record.people.get(forenames="Ottoline").key
    page = f"{family.page}applications/add/"
    sent = {**on(TODAY), "route": "second", "applicants": [ottoline]}
    worker.client.post(page, sent)
    second = Application.objects.get(number=2)
    shown = worker.client.get(f"{family.page}?application={family.application}").content.decode()
    assert "Stage 1" in shown
    record(worker, family, "initial_visit_made", {**on(TODAY), "state": "happened"})
    assert Event.objects.get(kind="initial_visit_made").details["application"] == second.key
    assert worker.client.get(f"{family.page}?application=nothing").status_code == 404


def test_handing_over_ends_who_was_responsible_before(family, worker, signed_in, person) -> None:
    other = person(role="adopters_social_worker")
    page = f"{family.page}hand-over/"
    for user in (worker.user, other):
        choice = f"{user.key}-adopters_social_worker"
        assert worker.client.post(page, {**on(TODAY), "worker": choice}).status_code == 302
    held = {one.user_id: one.to_on for one in family.record.responsibilities.all()}
    assert held == {worker.user.pk: TODAY, other.pk: None}


def test_household_is_mended_without_the_audit_log_keeping_what_it_was(family, worker) -> None:
    pip = family.record.people.get(forenames="Pip")
    sent = {"forenames": "Pippa", "surname": pip.surname, **on(date(2018, 7, 8), "born_on")}
    assert worker.client.post(f"{family.page}people/{pip.key}/", sent).status_code == 302
    pip.refresh_from_db()
    assert pip.forenames == "Pippa"
    sent = {"part": "adult", "forenames": "Gwen", "surname": "Oake"}
    assert worker.client.post(f"{family.page}people/add/", sent).status_code == 302
    assert (
        worker.client.post(f"{family.page}home/", {"address": "2 New St", "team": ""}).status_code
        == 302
    )
    family.record.refresh_from_db()
    assert family.record.address == "2 New St"


def test_script_in_a_name_is_shown_as_text(family, signed_in) -> None:
    member = family.record.people.get(forenames="Bram")
    worker = signed_in("voluntary_agency_worker")
    sent = {"forenames": "<script>alert(1)</script>", "surname": "=1+1"}
    worker.client.post(f"{family.page}people/{member.key}/", sent)
    text = worker.client.get(family.page).content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "page",
    ["record/no_such_kind/", "entries/nothing/seal/", "entries/nothing/correct/", "people/nobody/"],
)
def test_address_of_nothing_answers_404(family, signed_in, page) -> None:
    worker = signed_in("voluntary_agency_worker").client
    assert worker.get(family.page + page).status_code == 404


def test_every_kind_of_event_has_a_form(family, signed_in) -> None:
    worker = signed_in("voluntary_agency_worker").client
    for kind in FamilyEventKind:
        assert worker.get(f"{family.page}record/{kind}/").status_code == 200


def test_rows_made_anew_from_the_ledger_are_the_same(family, make_family, happen) -> None:
    other = make_family("Tolliver")
    happen(other, FamilyEventKind.REGISTRATION_RECEIVED, 90)
    happen(other, FamilyEventKind.HELD, 30, hold_reason="illness")
    before = list(FamilyRow.objects.order_by("pk").values())
    rebuild()
    assert list(FamilyRow.objects.order_by("pk").values()) == before
