"""What every page's answer carries and refuses, page by page, for somebody for whom it opens."""

from __future__ import annotations

import csv
import html
import io
import os
import re
import subprocess
import sys

import pytest
from django.db import transaction
from django.test import Client

from belong.domain.policy import Role
from belong.web.accounts.models import KeptForm
from belong.web.agencies.models import Agency, Team
from belong.web.audit.models import AuditEvent
from belong.web.children.models import BirthIdentity, EventNote
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.ledger.models import Change, Event

pytestmark = pytest.mark.django_db

OPENS, REFUSED, READ_ONLY = 200, 403, 405
SIGNING = ("account_", "mfa_", "health")
#: As it would stand in a page if it were not escaped, and what a spreadsheet would run.
SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>"
TEMPLATE = "{{ 7 * 191 }}{% raw %}"
FORMULA = "=HYPERLINK(A1)"
HOSTILE = SCRIPT + TEMPLATE + FORMULA
RAW = re.compile(r"<script>alert|<img src=x|onerror=alert\(2\)>|\b1337\b")
#: Fields that a person types words into.
TYPED = re.compile(
    r'<input[^>]*?name="([^"]+)"[^>]*?type="(?:text|email|password|search)"'
    r'|<textarea[^>]*?name="([^"]+)"'
)
PICTURES = ("image/png", "image/jpeg")
POLICY = {"default-src": "'none'", "style-src": "'self'", "base-uri": "'none'"}


def first_opened(page, door_of, region):
    """The browser of somebody for whom the page opens, and its address; None where for nobody."""
    for whose, answers in door_of(page).items():
        for role, answer in answers.items():
            if answer == OPENS:
                return region.browser(role), page.address(region, whose)
    return None


def body(answer):
    """What a browser reads as text; of a document or picture, which it keeps or draws, nothing."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers["Content-Type"]
    if kind.startswith("application/vnd.openxmlformats"):
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        return ""
    return "" if kind in PICTURES else content.decode()


def test_page_lets_in_our_own_scripts_only_and_is_kept_by_nobody(one_page, door_of, small_region):
    found = first_opened(one_page, door_of, small_region)
    if found is None:
        return
    browser, address = found
    answer = browser.get(address)
    policy = answer.headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert {name: parts[name] for name in POLICY} == POLICY
    assert "unsafe" not in policy
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<[^>]+\s(on[a-z]+|style)=", body(answer))


@pytest.fixture
def hostile_region(small_region):
    """Every name and word of the region replaced by what a page must not run."""
    BirthIdentity.objects.update(forenames=HOSTILE, surname=HOSTILE, home_address=HOSTILE)
    EventNote.objects.update(words=HOSTILE)
    HouseholdMember.objects.update(forenames=HOSTILE, surname=HOSTILE)
    FamilyRecord.objects.update(address=HOSTILE)
    for model in (Agency, Team):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(name=f"{row.pk}{HOSTILE}"[:120])
    for user in small_region.people.values():
        type(user).objects.filter(pk=user.pk).update(name=FORMULA + HOSTILE)
    return small_region


def test_page_shows_hostile_words_as_words(one_page, door_of, hostile_region):
    found = first_opened(one_page, door_of, hostile_region)
    if found is None:
        return
    browser, address = found
    answer = browser.get(address)
    shown = body(answer)
    if answer.headers["Content-Type"].startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
        assert any(FORMULA in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
        return
    assert not RAW.search(shown)


def test_page_shows_hostile_answers_as_words(one_page, door_of, small_region):
    """Every field into which words are typed, sent with what a page must not run."""
    found = first_opened(one_page, door_of, small_region)
    if found is None or one_page.name.startswith(SIGNING):
        return
    browser, address = found
    names = [one or other for one, other in TYPED.findall(body(browser.get(address)))]
    typed = dict.fromkeys(names, HOSTILE)
    for answer in (browser.get(address, typed), browser.post(address, typed, follow=True)):
        assert not RAW.search(body(answer))


def test_words_that_are_saved_come_back_as_they_were_typed(small_region):
    region, role = small_region, Role.CHILD_SOCIAL_WORKER
    address = f"/children/{region.children['plain'].key}/identity"
    data = {"forenames": SCRIPT, "surname": FORMULA, "sex": "F"}
    assert region.browser(role).post(address, data).status_code == 302
    page = body(region.browser(role).get(address))
    assert html.escape(SCRIPT, quote=False).replace('"', "&#34;").replace("'", "&#39;") in page
    assert FORMULA in page
    assert not RAW.search(page)


def test_form_without_its_token_is_refused_and_writes_nothing(one_page, door_of, small_region):
    found = first_opened(one_page, door_of, small_region)
    if found is None or one_page.name == "health":
        return
    signed_in, address = found
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    strict.cookies.pop("csrftoken", None)
    with transaction.atomic():
        before = Change.objects.count(), Event.objects.count(), KeptForm.objects.count()
        logged = AuditEvent.objects.exclude(action__startswith="read").count()
        answer = strict.post(
            address, {"forenames": "Forged"}, HTTP_ORIGIN="https://elsewhere.example"
        )
        assert answer.status_code == REFUSED
        assert (Change.objects.count(), Event.objects.count(), KeptForm.objects.count()) == before
        assert AuditEvent.objects.exclude(action__startswith="read").count() == logged
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("page", "role", "typed"),
    [
        ("/children/{child}/record/visited", Role.CHILD_SOCIAL_WORKER, {"on-year": "2031"}),
        ("/children/{child}/identity", Role.CHILD_SOCIAL_WORKER, {"surname": "Halfway"}),
        ("/children/add", Role.CHILD_SOCIAL_WORKER, {"surname": "Halfway"}),
        ("/families/add/", Role.ADOPTERS_SOCIAL_WORKER, {"surname": "Halfway"}),
        ("/families/{family}/home/", Role.ADOPTERS_SOCIAL_WORKER, {"address": "Halfway House"}),
        ("/families/{family}/record/reviewed/", Role.FAMILY_FINDER, {"on-year": "2031"}),
    ],
)
def test_form_sent_after_the_session_ended_comes_back_filled(small_region, page, role, typed):
    region, browser = small_region, Client()
    address = page.format(child=region.children["plain"].key, family=region.families["ours"].key)
    browser.force_login(region.people[role])
    browser.get("/")
    browser.cookies.pop("sessionid")
    assert browser.post(address, typed).headers["Location"].startswith("/accounts/sign-in/")
    browser.force_login(region.people[role])
    (words,) = typed.values()
    shown = body(browser.get(address))
    assert words in shown
    assert "Your session ended before this was saved" in shown


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(small_region):
    browser = Client()
    browser.post(
        "/accounts/sign-in/",
        {"login": "family_finder@region.example", "password": "long enough words"},
    )
    browser.get("/children/add")
    browser.get("/")
    for name in ("sessionid", "csrftoken", "last_here"):
        cookie = browser.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_cookies_in_service_go_over_https_only(tmp_path):
    """Settings are read anew, as an installation reads them that says nothing about HTTP."""
    program = (
        "from belong.web.config import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG, s.REQUIRE_SECOND_FACTOR)"
    )
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("BELONG_")
    }
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "BELONG_HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.split() == ["True", "True", "True", "True", "False", "True"]
