"""What every answer of the service carries, whoever asks."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db


def names(patterns=None):
    """The name of every address, and how to fill it in."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each


def test_health_answers_after_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/health")
    assert answer.json() == {"status": "ok"}


def test_every_address_has_a_name():
    assert [str(each.pattern) for each in names() if not each.name] == []


def test_public_addresses_are_all_there():
    assert {each.name for each in names()} >= settings.PUBLIC_URL_NAMES


def test_addresses_of_signing_up_are_not_there():
    known = {each.name for each in names()}
    assert not {n for n in known if "signup" in n or "email" in n or "social" in n}


def test_page_policy_lets_in_our_own_scripts_only(client):
    policy = client.get("/accounts/sign-in/").headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'nonce-[A-Za-z0-9+/=]+'", parts["script-src"])
    assert parts["style-src"] == "'self'"
    assert parts["frame-ancestors"] == "'none'"
    assert parts["form-action"] == "'self'"


def test_page_every_inline_script_carries_the_nonce(client):
    answer = client.get("/accounts/sign-in/")
    (nonce,) = re.findall(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", answer.content.decode())
    assert inline
    assert all(f'nonce="{nonce}"' in attributes for attributes in inline)
    assert not re.search(r"\son[a-z]+=|\sstyle=", answer.content.decode())


def test_page_carries_the_headers_of_safety(client):
    headers = client.get("/accounts/sign-in/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_page_of_somebody_signed_in_is_kept_by_nobody(administrator):
    answer = administrator.client.get("/manage/people/")
    assert "no-store" in answer.headers["Cache-Control"]


def test_address_unknown_answers_in_our_look(client):
    answer = client.get("/nonesuch")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_fault_of_ours_answers_in_our_look(administrator, monkeypatch):
    administrator.client.raise_request_exception = False
    monkeypatch.setattr("belong.web.agencies.queries.people", None)
    answer = administrator.client.get("/manage/people/")
    assert answer.status_code == 500
    assert "This is our fault, not yours" in answer.content.decode()


def test_every_page_but_the_public_ones_needs_a_sign_in(client):
    for each in names():
        if each.name in settings.PUBLIC_URL_NAMES:
            continue
        path = re.sub(r"<[^>]+>", "0" * 32, "/" + str(_whole(each)))
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/accounts/sign-in/"), path


def _whole(wanted, patterns=None, prefix=""):
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if each is wanted:
            return prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found = _whole(wanted, each.url_patterns, prefix + str(each.pattern))
            if found:
                return found
    return ""
