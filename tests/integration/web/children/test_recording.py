"""Recording what happened: the main path, the rules, two people at once, and a form sent twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.audit.models import AuditEvent
from belong.web.children.models import BirthIdentity, ChildRow, ChildTie, EventNote
from belong.web.ledger.actions import Draft, correct_event, record_events, withdraw_event
from belong.web.ledger.models import Change, Event, SubjectKind

from .conftest import hidden, kinds_of, on, text


def page(client, child, **query):
    return client.get(reverse("child_page", args=[child.key]), query)


def kind_page(child, kind):
    return reverse("child_record_kind", args=[child.key, kind])


def test_list_leads_to_the_child_and_the_page_says_what_is_next(worker, child):
    listed = worker.client.get(reverse("children_list"))
    assert "Elsie Thorne" in text(listed)
    shown = text(page(worker.client, child))
    assert "Adoption is one of the plans" in shown
    assert "Finish the child's permanence report" in shown
    assert "Whose move: Child's social worker" in shown


def test_kinds_are_offered_by_where_the_journey_stands(worker, child):
    shown = text(worker.client.get(reverse("child_record", args=[child.key])))
    usual, _, others = shown.partition("Also possible now")
    assert "Decided that the child should be placed for adoption" in usual
    fitting, _, rest = others.partition("Something else")
    assert "Linked with a family" in fitting
    assert "Match ended before the child was placed" in rest
    assert "Born" not in others  # a birth is recorded once


def test_record_decision_changes_the_stage_and_says_what_is_due(
    worker, child, decision_maker, record
):
    done = record(
        worker.client, child, "decision_made", "2023-06-14",
        decision_maker=decision_maker.key,
        documents_seen=["medical_summary", "permanence_report"],
        reasons="Nobody in the family can care for her.",
    )  # fmt: skip
    assert "Stage is now: Decided: should be placed for adoption." in text(done)
    row = Event.objects.get(kind="decision_made")
    assert row.details == {
        "decision_maker": decision_maker.key,
        "documents_seen": "medical_summary,permanence_report",
        "reasons": "written",
    }
    note = EventNote.objects.get(event_key=row.key)
    assert (note.about, note.side) == ("reasons", "birth")
    assert "Nobody in the family can care for her." in text(done)
    assert ChildRow.objects.get(child=child).stage == "C3"


def test_record_order_before_decision_asks_why_and_is_flagged(worker, child, record):
    asked = record(worker.client, child, "placement_order_made", "2023-07-20")
    assert asked.status_code == 422
    assert "SSDA903 validation rule 554" in text(asked)
    assert "Enter why it happened all the same" in text(asked)
    assert "placement_order_made" not in kinds_of(child)
    done = record(
        worker.client, child, "placement_order_made", "2023-07-20", why_broken="The court did so."
    )
    assert "1 rule broken" in text(done)
    assert "The court did so." in text(done)


def test_record_placing_without_authority_names_rule_and_who_agreed(
    worker, child, family, appoint, region, person, council, record
):
    appoint(worker.user, "family_finder", region)
    manager = person(role="children_team_manager", agency=council)
    record(worker.client, child, "linked", "2023-08-15", family="f-0208")
    assert ChildTie.objects.get(child=child).family_key == family.key
    done = record(
        worker.client, child, "placed_for_adoption", "2023-11-03",
        family="F-0208", place="A6", why_broken="An emergency.", agreed_by=manager.key,
    )  # fmt: skip
    assert "needs a placement order on that day" in text(done)
    assert f"An emergency. (agreed by {manager.name})" in text(done)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-02-31", "The day must be a real date"),
        ("2021-01-05", "This day lies before the child was conceived."),
        ("1889-01-05", "The day must be in or after 1990"),
        ("2099-01-05", "The day must be today or in the past"),
    ],
)
def test_record_day_that_cannot_be_is_refused(worker, child, record, day, words):
    refused = record(worker.client, child, "placement_order_made", day)
    assert refused.status_code == 422
    assert words in text(refused)
    assert kinds_of(child) == ["born", "care_entered", "parallel_plan_made"]


def test_record_living_before_birth_is_refused(worker, child, record):
    refused = record(worker.client, child, "placement_began", "2023-01-01", place="U6")
    assert "A child cannot live anywhere before birth." in text(refused)


def test_record_turning_18_of_a_small_child_is_refused(worker, child, record):
    refused = record(worker.client, child, "aged_out", "2023-05-02")
    assert refused.status_code == 422
    assert "The child was not yet 18 on this day." in text(refused)


def test_record_two_places_on_one_day_is_refused(worker, child, record):
    record(worker.client, child, "placement_began", "2023-02-01", place="U6")
    refused = record(worker.client, child, "placement_began", "2023-02-01", place="U4")
    assert "cannot have a child move to two places" in text(refused)
    assert kinds_of(child).count("placement_began") == 1


def test_record_second_birth_is_refused(worker, child, record):
    refused = record(worker.client, child, "born", "2023-01-06")
    assert "The child's birth is recorded already." in text(refused)


def test_record_second_live_placement_is_recorded_and_flagged(worker, make_child, record):
    child = make_child(
        ("care_entered", "2023-01-08"),
        ("decision_made", "2023-06-14"),
        ("placement_order_made", "2023-07-20"),
        ("match_decided", "2023-10-12", {"family": "a" * 32}),
        ("placed_for_adoption", "2023-11-03", {"family": "a" * 32, "place": "A6"}),
    )
    done = record(
        worker.client, child, "placed_for_adoption", "2023-12-03", place="A6", why_broken="So."
    )
    assert "One placement for adoption is live at a time" in text(done)


def test_record_after_the_adoption_order_reentry_and_order_set_aside(worker, make_child, record):
    child = make_child(
        ("care_entered", "2023-01-08"),
        ("decision_made", "2023-06-14"),
        ("placed_for_adoption", "2023-11-03", {"place": "A6"}),
        ("adoption_order_made", "2024-05-09"),
    )
    late = record(worker.client, child, "linked", "2024-06-01", family="")
    assert late.status_code == 422  # a link names its family
    done = record(
        worker.client, child, "introductions_began", "2024-06-01", why_broken="Written up late."
    )
    assert "Once the journey has ended" in text(done)
    done = record(
        worker.client, child, "care_entered", "2025-01-01", legal_status="C1", why_broken="So."
    )
    assert "Stage is now: In care again after adoption." in text(done)
    aside = record(worker.client, child, "adoption_order_set_aside", "2025-02-01")
    assert "Stage is now:" in text(aside)


def test_record_plan_is_kept_as_a_plan_and_happens_later(worker, child):
    address = kind_page(child, "panel_met")
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    answers = {**hidden(worker.client.get(address)), **on(soon), "about": "plan", "step": "save"}
    done = worker.client.post(address, answers, follow=True)
    assert "Recorded as planned: panel met" in text(done)
    planned = Event.objects.get(kind="panel_met")
    assert planned.happened_on is None
    again = reverse("child_happened", args=[child.key, planned.key])
    today = timezone.localdate().isoformat()
    answers = {**hidden(worker.client.get(again)), **on(today), "about": "plan", "step": "save"}
    worker.client.post(again, answers)
    happened = Event.objects.get(supersedes=planned)
    assert happened.happened_on == timezone.localdate()


def test_record_sent_twice_records_once(worker, child):
    address = kind_page(child, "referred")
    answers = {**hidden(worker.client.get(address)), **on("2023-03-01"), "step": "save"}
    first = worker.client.post(address, answers)
    second = worker.client.post(address, answers)
    assert first["Location"] == second["Location"] == reverse("child_page", args=[child.key])
    assert kinds_of(child).count("referred") == 1


def test_record_while_somebody_else_did_is_shown_and_asked_again(worker, child):
    address = kind_page(child, "medical_advice_given")
    answers = {**hidden(worker.client.get(address)), **on("2023-03-01"), "note": "Kept words"}
    record_events(
        drafts=[Draft(SubjectKind.CHILD, child.key, "reviewed", timezone.localdate())],
        by="7" * 32,
        seen=None,
    )  # fmt: skip
    asked = worker.client.post(address, {**answers, "step": "save"})
    assert asked.status_code == 409
    assert "Recorded since you opened this page" in text(asked)
    assert "Reviewed" in text(asked)
    assert "medical_advice_given" not in kinds_of(child)
    kept = hidden(asked)
    assert kept["note"] == "Kept words"
    saved = worker.client.post(address, {**kept, "step": "save"})
    assert saved.status_code == 302
    assert kinds_of(child)[-1] == "medical_advice_given"


def test_change_the_answers_comes_back_filled(worker, child):
    address = kind_page(child, "referred")
    answers = {**hidden(worker.client.get(address)), **on("2023-03-01"), "note": "My words"}
    back = worker.client.post(address, {**answers, "step": "change"})
    assert back.status_code == 200
    assert "My words" in text(back)
    assert 'value="2023"' in back.content.decode()


def test_correct_keeps_the_old_entry_with_who_when_and_why(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_correct", args=[child.key, wrong.key])
    opened = worker.client.get(address)
    assert 'value="2023"' in opened.content.decode()
    answers = {**hidden(opened), **on("2023-05-03"), "step": "save"}
    refused = worker.client.post(address, answers)
    assert "Enter why this is corrected" in text(refused)
    done = worker.client.post(address, {**answers, "why": "The review was on the 3rd"}, follow=True)
    shown = text(done)
    assert "The review was on the 3rd" in shown
    assert "Corrected" in shown
    assert "In place of what was recorded for 2 May 2023" in shown
    again = worker.client.get(address, follow=True)  # what is corrected is corrected once
    assert "That entry was corrected or withdrawn since you opened this page." in text(again)


def test_correct_what_somebody_corrected_meanwhile_is_shown_and_asked_again(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_correct", args=[child.key, wrong.key])
    mine = {**hidden(worker.client.get(address)), **on("2023-05-04"), "why": "My reason"}
    theirs = correct_event(
        event=wrong, by="7" * 32, why="Theirs", happened_on=date(2023, 5, 3), seen=None
    ).events[0]
    asked = worker.client.post(address, {**mine, "step": "save"})
    assert asked.status_code == 409
    assert "Recorded since you opened this page" in text(asked)
    assert "3 May 2023" in text(asked)
    assert "Reason: Theirs" in text(asked)
    assert hidden(asked)["why"] == "My reason"
    saved = worker.client.post(address, {**hidden(asked), "step": "save"})
    assert saved.status_code == 302
    assert Event.objects.get(supersedes=theirs).happened_on == date(2023, 5, 4)


def test_correct_what_somebody_withdrew_meanwhile_is_asked_and_recorded_anew(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_correct", args=[child.key, wrong.key])
    mine = {**hidden(worker.client.get(address)), **on("2023-05-04"), "why": "My reason"}
    withdraw_event(event=wrong, by="7" * 32, why="Never", seen=None)
    asked = worker.client.post(address, {**mine, "step": "save"})
    assert asked.status_code == 409
    assert "Withdrawn: Review made adoption one of the plans" in text(asked)
    worker.client.post(address, {**hidden(asked), "step": "save"})
    anew = Event.objects.get(kind="parallel_plan_made", is_withdrawal=False, supersedes=None,
                             happened_on=date(2023, 5, 4))  # fmt: skip
    assert anew.change.why == "My reason"


def test_correction_sent_twice_is_written_once(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_correct", args=[child.key, wrong.key])
    sent = {**hidden(worker.client.get(address)), **on("2023-05-04"), "why": "x", "step": "save"}
    for _ in range(2):
        done = worker.client.post(address, sent)
        assert done.headers["Location"] == reverse("child_page", args=[child.key])
    assert Event.objects.filter(kind="parallel_plan_made").count() == 2


def test_correct_keeps_details_that_no_form_asks_for(worker, make_child):
    child = make_child(("decision_made", "2023-06-14", {"decided_on": "2023-06-13"}))
    wrong = Event.objects.get(kind="decision_made")
    address = reverse("child_correct", args=[child.key, wrong.key])
    answers = {**hidden(worker.client.get(address)), **on("2023-06-15"), "why": "x", "step": "save"}
    worker.client.post(address, {**answers, "why_broken": "From a return."})
    assert Event.objects.get(supersedes=wrong).details == {"decided_on": "2023-06-13"}


def test_withdraw_needs_a_reason_and_stays_visible(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_withdraw", args=[child.key, wrong.key])
    assert worker.client.post(address, {"reason": " "}).status_code == 422
    done = worker.client.post(address, {"reason": "Another child's review"}, follow=True)
    assert "Another child's review" in text(done)
    assert "Withdrawn: Review made adoption one of the plans" in text(done)
    assert ChildRow.objects.get(child=child).stage == "C1"


def test_withdraw_what_somebody_corrected_meanwhile_is_refused_and_keeps_the_reason(worker, child):
    wrong = Event.objects.get(kind="parallel_plan_made")
    address = reverse("child_withdraw", args=[child.key, wrong.key])
    correct_event(event=wrong, by="7" * 32, why="x", happened_on=date(2023, 5, 3), seen=None)
    refused = worker.client.post(address, {"reason": "Another child's review"})
    assert refused.status_code == 422
    assert "This entry was corrected or withdrawn already." in text(refused)
    assert "Another child's review" in text(refused)
    assert not Event.objects.filter(is_withdrawal=True).exists()
    again = worker.client.get(address, follow=True)
    assert "That entry was corrected or withdrawn since you opened this page." in text(again)


def test_withdraw_a_birth_is_refused(worker, child):
    born = Event.objects.get(kind="born")
    refused = worker.client.post(
        reverse("child_withdraw", args=[child.key, born.key]), {"reason": "wrong"}
    )
    assert "Correct the entry instead." in text(refused)


def test_correct_a_birth_changes_the_day_of_birth(worker, child):
    born = Event.objects.get(kind="born")
    address = reverse("child_correct", args=[child.key, born.key])
    answers = {**hidden(worker.client.get(address)), **on("2023-01-04"), "why": "certificate"}
    worker.client.post(address, {**answers, "step": "save"})
    assert BirthIdentity.objects.get(child=child).born_on == date(2023, 1, 4)


def test_page_as_known_before_shows_what_was_believed_and_says_so(worker, child, record):
    before = timezone.localtime()
    record(worker.client, child, "referred", "2023-03-01")
    known = text(page(worker.client, child, as_known=before.isoformat()))
    assert "As known at" in known
    assert "Referred for adoption" not in known
    assert "Record what happened" not in known
    assert "Referred for adoption" in text(page(worker.client, child))


def test_page_as_known_before_anything_was_recorded_says_so(worker, child):
    known = text(page(worker.client, child, as_known="2020-01-01"))
    assert "Nothing was recorded on this child by then." in known
    assert "Not looked after" not in known


@pytest.mark.parametrize("moment", ["2999-01-01", "yesterday", "0001-01-01T00:00"])
def test_page_as_known_at_what_is_no_earlier_moment_is_shown(worker, child, moment):
    assert page(worker.client, child, as_known=moment).status_code == 200


def test_page_asked_for_a_day_in_three_parts_leads_to_its_address(worker, child):
    asked = page(worker.client, child, **on("2024-03-27", "known"))
    assert asked["Location"].endswith("?as_known=2024-03-27")
    wrong = page(worker.client, child, **on("2024-02-31", "known"))
    assert "must be a real date" in text(wrong)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "=HYPERLINK(1)", "{{ 7 * 7 }}"])
def test_script_and_formula_are_shown_as_they_were_typed(worker, child, record, words):
    done = record(worker.client, child, "referred", "2023-03-01", note=words)
    body = done.content.decode()
    assert "<script>alert" not in body
    assert words in text(done) or "&lt;script&gt;" in body


def test_every_read_of_a_record_is_logged(worker, child):
    page(worker.client, child)
    read = AuditEvent.objects.get(action="record_read")
    assert (read.by_person, read.subject_key) == (worker.user.key, child.key)


def test_ledger_holds_no_words_that_people_typed(worker, child, record):
    record(worker.client, child, "referred", "2023-03-01", note="Secret words")
    told = [str(row.details) for row in Event.objects.all()]
    told += [change.why for change in Change.objects.all()]
    assert not any("Secret words" in each for each in told)


def test_forged_kind_entry_and_number_are_no_pages(worker, child, make_child):
    other = make_child(surname="Marsh")
    theirs = Event.objects.get(subject_key=other.key, kind="born")
    for address in (
        kind_page(child, "nothing"),
        reverse("child_correct", args=[child.key, theirs.key]),
        reverse("child_withdraw", args=[child.key, theirs.key]),
        reverse("child_happened", args=[child.key, theirs.key]),
        reverse("child_seal", args=[child.key, "0" * 32]),
    ):
        assert worker.client.get(address).status_code == 404


def test_forged_family_is_refused_like_one_that_is_not_there(worker, child, family, record):
    """Somebody who is no family finder cannot name a family that the child is not tied to."""
    hidden_one = record(worker.client, child, "linked", "2023-08-15", family="F-0208")
    none = record(worker.client, child, "linked", "2023-08-15", family="F-9999")
    words = "Enter the reference of a family that you may see"
    assert words in text(hidden_one)
    assert words in text(none)


def test_page_shows_older_entries_when_they_are_asked_for(worker, make_child):
    days = [f"{year}-{month:02d}-11" for year in range(2016, 2024) for month in range(1, 13)]
    child = make_child(*[("visited", day) for day in days], born_on="2015-12-01")
    shown = page(worker.client, child)
    assert "Show 17 older entries" in text(shown)
    assert len(shown.content) < 200_000
    everything = text(page(worker.client, child, all="yes"))
    assert "older entries" not in everything
    assert everything.count("Visited") == 96


def test_page_of_a_long_journey_asks_at_most_twelve_queries(
    worker, make_child, django_assert_max_num_queries
):
    child = make_child(
        ("care_entered", "2023-01-08"),
        ("decision_made", "2023-06-14"),
        ("linked", "2023-08-15", {"family": "a" * 32}),
        *[("reviewed", f"2023-{month:02d}-20") for month in range(2, 12)],
    )
    worker.client.get("/")
    with django_assert_max_num_queries(12):
        shown = page(worker.client, child)
    assert len(shown.content) < 200_000
