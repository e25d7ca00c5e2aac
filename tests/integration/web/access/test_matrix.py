"""The access matrix: every page, whose record, every role. The tables beside this file say which.

``pages.csv`` names every address of the service and the door that it stands behind; ``doors/`` says
for each door and each kind of record what every role is answered. 404 is the page of a wrong
address. Both are the documentation, too: docs/reference/access.md shows them.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.db import transaction

#: What a form that was sent empty is answered by a page that opens: it asks again, or goes on.
OPEN = frozenset({200, 302, 409, 422})
READ_ONLY = 405
#: Signing out and the like: their POST does something else than their page shows.
SIGNING = ("account_", "mfa_", "health")

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ask(region, role, method, address):
    """What one person is answered; whatever the asking wrote is taken back."""
    browser = region.browser(role)
    with transaction.atomic():
        answer = getattr(browser, method)(address)
        if hasattr(answer, "streaming_content"):
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_matrix_names_every_address(pages, all_addresses):
    named = [page.name for page in pages]
    assert sorted(named) == sorted(all_addresses)


def test_matrix_says_of_every_column_what_it_is(pages, door_of, records):
    told = {(page.of, whose) for page in pages for whose in door_of(page)}
    assert told == set(records)


def test_matrix_opens_each_door_to_those_named(one_page, door_of, small_region):
    astray = []
    for whose, answers in door_of(one_page).items():
        address = one_page.address(small_region, whose)
        for role, wanted in answers.items():
            got = ask(small_region, role, "get", address).status_code
            if got != wanted:
                astray.append(f"{role} {whose}: {got}, not {wanted}")
    assert not astray, "\n".join(astray)


def test_matrix_is_the_same_for_sending_as_for_reading(one_page, door_of, small_region):
    """Asked of the first and the last role of each answer: one check stands before both."""
    if one_page.name.startswith(SIGNING):
        return
    astray = []
    for whose, answers in door_of(one_page).items():
        address = one_page.address(small_region, whose)
        for role in first_and_last(answers):
            wanted, got = answers[role], ask(small_region, role, "post", address).status_code
            if got not in (wanted, READ_ONLY) and not (wanted in OPEN and got in OPEN):
                astray.append(f"{role} {whose}: {got}, not {wanted}")
    assert not astray, "\n".join(astray)


def first_and_last(answers):
    """Of the roles that are answered alike, two."""
    by_answer = defaultdict(list)
    for role, answer in answers.items():
        by_answer[answer].append(role)
    return {role for roles in by_answer.values() for role in (roles[0], roles[-1])}
