"""What somebody had written when their session ended comes back, to them and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from belong.web.accounts.kept import forget_old
from belong.web.accounts.models import KeptForm

pytestmark = pytest.mark.django_db

PAGE = "/manage/people/add/"
TYPED = {"name": "Jo <b>Field</b>", "email": "jo@northmere.example", "from_on-day": "31"}


@pytest.fixture
def ended(administrator):
    """A browser whose session has ended: it still holds its cookies but the session's."""
    administrator.client.get("/")
    administrator.client.cookies.pop("sessionid")
    return administrator


def test_form_posted_after_the_session_ended_comes_back_filled(ended):
    answer = ended.client.post(PAGE, TYPED)
    assert answer.headers["Location"] == "/accounts/sign-in/?next=%2Fmanage%2Fpeople%2Fadd%2F"
    ended.client.force_login(ended.user)
    page = ended.client.get(PAGE).content.decode()
    assert "Jo &lt;b&gt;Field&lt;/b&gt;" in page
    assert 'value="31"' in page
    assert "Your session ended before this was saved" in page
    assert "There is a problem" not in page


def test_form_kept_comes_back_once(ended):
    ended.client.post(PAGE, TYPED)
    ended.client.force_login(ended.user)
    ended.client.get(PAGE)
    assert "Jo &lt;b&gt;" not in ended.client.get(PAGE).content.decode()
    assert KeptForm.objects.count() == 0


def test_form_kept_is_not_readable_in_the_database(ended):
    ended.client.post(PAGE, TYPED)
    assert b"northmere" not in bytes(KeptForm.objects.get().content)


def test_form_kept_is_not_shown_to_the_next_person_at_the_computer(ended, person):
    ended.client.post(PAGE, TYPED)
    ended.client.force_login(person(role="administrator"))
    assert "Jo &lt;b&gt;" not in ended.client.get(PAGE).content.decode()
    assert KeptForm.objects.count() == 1


def test_form_from_a_browser_that_nobody_signed_in_with_is_not_kept():
    Client().post(PAGE, TYPED)
    assert KeptForm.objects.count() == 0


def test_form_with_a_forged_cookie_is_not_kept(ended):
    ended.client.cookies["last_here"] = f"{ended.user.key}:forged"
    ended.client.post(PAGE, TYPED)
    assert KeptForm.objects.count() == 0


def test_form_too_large_is_not_kept(ended):
    ended.client.post(PAGE, {"name": "x" * 250_000})
    assert KeptForm.objects.count() == 0


def test_form_kept_too_long_is_forgotten(ended):
    ended.client.post(PAGE, TYPED)
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    ended.client.force_login(ended.user)
    assert "Jo &lt;b&gt;" not in ended.client.get(PAGE).content.decode()
    assert forget_old() == 1


def test_form_out_of_date_from_a_page_of_ours_comes_back_filled(administrator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator.user)
    answer = browser.post(PAGE, TYPED, HTTP_ORIGIN="http://testserver")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert "Jo &lt;b&gt;" in browser.get(PAGE).content.decode()


def test_form_out_of_date_from_elsewhere_is_refused_and_not_kept(administrator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator.user)
    answer = browser.post(PAGE, TYPED, HTTP_ORIGIN="https://elsewhere.example")
    assert answer.status_code == 403
    assert KeptForm.objects.count() == 0
