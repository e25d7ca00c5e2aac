"""The log: who reads which part, what the filter finds, and what the export holds."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest

from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(db):
    return Agency.objects.create(kind="voluntary", name="Lanternlight Families")


@pytest.fixture
def auditor(signed_in):
    return signed_in("auditor")


def rows(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_log_shows_what_people_of_ones_own_agencies_did(auditor, person, elsewhere):
    ours, theirs = person(role="family_finder"), person(role="administrator", agency=elsewhere)
    record_audit(action="printed", by=ours.key)
    record_audit(action="printed", by=theirs.key)
    page = auditor.client.get("/audit/?action=printed").content.decode()
    assert "1 event" in page
    assert ours.name in page


def test_log_shows_what_was_done_to_ones_own_agency_by_anybody(auditor, region, elsewhere):
    record_audit(action="agency_renamed", process="command line", agency_key=region.key)
    record_audit(action="agency_renamed", process="command line", agency_key=elsewhere.key)
    assert "1 event" in auditor.client.get("/audit/?action=agency_renamed").content.decode()


@pytest.mark.parametrize("role", ["family_finder", "administrator", "child_social_worker"])
def test_log_is_refused_to_other_roles_and_the_attempt_noted(signed_in, role):
    curious = signed_in(role)
    assert curious.client.get("/audit/").status_code == 403
    noted = AuditEvent.objects.get(action="refused")
    assert noted.by_person == curious.user.key
    assert noted.detail["page"] == "audit-log"


def test_filter_date_that_is_none_says_so_and_shows_nothing_wrong(auditor):
    answer = auditor.client.get("/audit/?from_on-day=31&from_on-month=2&from_on-year=2024")
    assert "must be a real date" in answer.content.decode()


def test_filter_by_person_record_and_date(auditor, person):
    who = person(role="family_finder")
    record_audit(action="read", by=who.key, subject_kind="child", subject_key="c" * 32)
    record_audit(action="read", by=who.key, subject_kind="child", subject_key="d" * 32)
    since = "from_on-day=1&from_on-month=1&from_on-year=2020"
    asked = f"/audit/?person={who.key}&subject={'c' * 32}&{since}"
    assert "1 event" in auditor.client.get(asked).content.decode()
    late = "/audit/?to_on-day=1&to_on-month=1&to_on-year=2020"
    assert "Nothing matches" in auditor.client.get(late).content.decode()


def test_export_holds_what_the_filter_finds_and_is_noted(auditor, person):
    who = person(role="family_finder")
    record_audit(action="searched", by=who.key, detail={"terms": "=1+1"})
    record_audit(action="read", by=who.key, subject_kind="child", subject_key="c" * 32)
    got = rows(auditor.client.get("/audit/export/?action=searched"))
    assert got[0][:3] == ["When", "Who", "What"]
    assert [row[1:3] for row in got[1:]] == [[who.name, "Searched"]]
    noted = AuditEvent.objects.get(action="exported")
    assert (noted.by_person, noted.detail) == (auditor.user.key, {"rows": 1})


def test_log_and_export_tell_details_in_words_and_dates_as_people_write_them(
    signed_in, person, council, region
):
    auditor, who = signed_in("auditor", agency=council), person(role="family_finder")
    child = ChildRecord.objects.create(pseudonym="C-0042", council=council)
    about = {"subject_kind": "child", "subject_key": child.key, "agency_key": council.key}
    record_audit(
        action="responsibility_given",
        by=who.key,
        detail={"person": who.key, "role": "child_social_worker", "from_on": date(2024, 5, 6)},
        **about,
    )
    record_audit(action="records_merged", by=who.key, detail={"other": "e" * 32}, **about)
    page = auditor.client.get("/audit/?subject=c-0042").content.decode()
    (made,) = rows(auditor.client.get("/audit/export/?action=responsibility_given"))[1:]
    told = f"From: 6 May 2024; To whom: {who.name}; Role: Child&#39;s social worker"
    assert "2 events" in page
    assert told in page
    assert (made[3], made[5]) == ("Child C-0042", told.replace("&#39;", "'"))
    assert "Other record: one that you cannot open" in page
    assert not re.search(r"[0-9a-f]{32}", re.sub(r"<head>.*</head>|<option[^>]*>", "", page))


def test_export_no_cell_acts_as_a_formula(auditor, person):
    who = person(role="family_finder")
    who.name = "=cmd|' /C calc'!A0"
    who.save()
    record_audit(action="searched", by=who.key)
    got = rows(auditor.client.get("/audit/export/?action=searched"))
    assert got[1][1].startswith("'=")


def test_export_of_another_reader_holds_no_log_of_ours(signed_in, elsewhere, person):
    record_audit(action="searched", by=person(role="family_finder").key)
    theirs = signed_in("auditor", agency=elsewhere)
    assert len(rows(theirs.client.get("/audit/export/?action=searched"))) == 1


def test_address_of_a_record_not_there_is_noted_without_what_was_typed(administrator):
    administrator.client.get("/manage/people/some-key/")
    noted = AuditEvent.objects.get(action="no_such_record")
    assert (noted.subject_key, noted.detail["page"]) == ("some-key", "person")


def test_unusual_week_that_is_no_date_is_not_there(auditor):
    assert auditor.client.get("/audit/unusual/?week=soon").status_code == 404


def test_unusual_lists_refusals_in_a_row(auditor, person):
    who = person(role="family_finder")
    for _ in range(3):
        record_audit(action="refused", by=who.key)
    page = auditor.client.get("/audit/unusual/").content.decode()
    assert who.name in page
    assert "three times or more" in page
