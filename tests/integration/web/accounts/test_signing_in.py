"""Signing in, failing to, and being locked out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import override_settings

from belong.web.accounts.actions import close_account
from belong.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
SIGN_IN = "/accounts/sign-in/"
RIGHT = "long enough words"


@pytest.fixture(autouse=True)
def nobody_has_failed_yet():
    cache.clear()


@pytest.fixture
def jo(person):
    return person(email="Jo@Northmere.example", password=RIGHT)


def test_sign_in_right_password_whatever_the_case_opens_the_first_page(client, jo):
    answer = client.post(SIGN_IN, {"login": "JO@northmere.example", "password": RIGHT})
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(action="signed_in", by_person=jo.key).count() == 1


def test_sign_in_wrong_password_says_one_thing_for_both_mistakes(client, jo):
    wrong = client.post(SIGN_IN, {"login": "jo@northmere.example", "password": "wrong one"})
    nobody = client.post(SIGN_IN, {"login": "nobody@northmere.example", "password": RIGHT})
    words = "The e-mail address or the password is not right"
    assert words in wrong.content.decode()
    assert words in nobody.content.decode()
    noted = AuditEvent.objects.filter(action="sign_in_failed")
    assert {each.subject_key for each in noted} == {jo.key, ""}
    assert "nobody@northmere" not in str(list(noted.values()))


def test_sign_in_five_wrong_passwords_lock_even_the_right_one_out(client, jo):
    for _ in range(5):
        client.post(SIGN_IN, {"login": jo.email, "password": "wrong one"})
    answer = client.post(SIGN_IN, {"login": jo.email, "password": RIGHT})
    assert "too many tries" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_sign_in_nothing_entered_says_what_to_enter(client):
    page = client.post(SIGN_IN, {}).content.decode()
    assert "Enter your e-mail address" in page
    assert "Enter your password" in page
    assert 'href="#id_login"' in page
    assert "<title>Error: Sign in" in page


def test_sign_in_closed_account_opens_nothing_and_ends_what_was_open(client, jo):
    client.force_login(jo)
    close_account(user=jo, process="test")
    assert client.get("/").status_code == 302
    client.post(SIGN_IN, {"login": jo.email, "password": RIGHT})
    assert client.get("/").status_code == 302


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_second_factor_required_opens_nothing_before_it_is_set_up(client, jo):
    client.force_login(jo)
    assert client.get("/").headers["Location"] == "/accounts/safety/app/"


def test_second_factor_set_up_is_asked_for_at_sign_in(client, jo):
    secret = generate_totp_secret()
    TOTP.activate(jo, secret)
    client.post(SIGN_IN, {"login": jo.email, "password": RIGHT})
    assert client.get("/").status_code == 302
    page = client.get("/accounts/code/").content.decode()
    assert "Enter the code from your app" in page
    code = hotp_value(secret, next(yield_hotp_counters_from_time()))
    answer = client.post("/accounts/code/", {"code": f"{code:06d}"})
    assert answer.headers["Location"] == "/"
    assert Authenticator.objects.filter(user=jo).count() == 1


def test_password_forgotten_new_one_is_chosen_by_way_of_a_link(client, person):
    user = person(email="new@northmere.example", password=None)
    answer = client.post("/accounts/password/", {"email": user.email}, follow=True)
    assert "Look in your e-mail" in answer.content.decode()
    (link,) = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.content.decode()
    sent = {"password1": RIGHT, "password2": RIGHT}
    client.post(form.redirect_chain[-1][0], sent)
    user.refresh_from_db()
    assert user.check_password(RIGHT)


def test_password_forgotten_unknown_address_gets_the_same_answer_and_no_mail(client):
    answer = client.post("/accounts/password/", {"email": "x@northmere.example"}, follow=True)
    assert "Look in your e-mail" in answer.content.decode()
    assert mail.outbox == []


def test_session_idle_too_long_ends(client, jo):
    with time_machine.travel(NOON, tick=False) as clock:
        client.force_login(jo)
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=59))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get("/").status_code == 302
