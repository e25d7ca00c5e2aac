"""Names, addresses, numbers and words planted on both sides, and looked for on every page.

``sides/`` says which roles may see what of whom; on no page may anybody else. Each text stands in
the database once, so that one that turns up says whose record it has leaked from.
"""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.utils import timezone

# On one worker: every page is looked at once for all of these.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("two sides"),
]

OPENS = 200
#: Signing out would end the looking.
SIGNING = ("account_", "mfa_")
#: Pages that can be read as known at an earlier moment.
AS_KNOWN = ("child_page", "children_list", "family", "families", "families-pipeline")
PLANTED = re.compile(r"Planted\w+qz")


#: A document whose words are packed away.
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def tells(told):
    """Everything that one person is told, page and headers; what it wrote is taken back."""

    def text_of(answer):
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        kind = answer.headers.get("Content-Type", "")
        if kind == WORD:
            text = told(body, "docx")
        else:
            text = body.decode(errors="replace" if kind.startswith("image/") else "strict")
        return " ".join([text, *map(str, answer.headers.values())])

    def ask(region, role, address, method="get", data=None):
        with transaction.atomic():
            text = text_of(getattr(region.browser(role), method)(address, data))
            transaction.set_rollback(True)
        return text

    return ask


@pytest.fixture(scope="module")
def seen(region_of_module, pages, door_of, tells, django_db_blocker):
    """What was planted and turned up, by role: where first.

    Only pages that open are looked at: what is refused, or not there, is the same for everybody.
    """
    region = region_of_module
    found: dict[str, dict[str, str]] = {role: {} for role in region.people}
    now = timezone.now().isoformat()
    with django_db_blocker.unblock():
        for page in pages:
            for whose, answers in door_of(page).items():
                address = page.address(region, whose)
                for role in [role for role, answer in answers.items() if answer == OPENS]:
                    texts = [tells(region, role, address)]
                    if not page.name.startswith(SIGNING):
                        texts.append(tells(region, role, address, "post"))
                    if page.name in AS_KNOWN:
                        texts.append(tells(region, role, address, data={"as_known": now}))
                    for text in PLANTED.findall(" ".join(texts)):
                        found[role].setdefault(text, f"{page.name} of {whose}")
    return found


def test_sides_nobody_sees_more_than_the_tables_say(small_region, seen, may_see):
    allowed = {text: roles for (text, _), roles in may_see.items()}
    leaks = [
        f"{role} sees {text} on {where}"
        for role, texts in seen.items()
        for text, where in texts.items()
        if role not in allowed[text]
    ]
    assert not leaks, "\n".join(leaks)


def test_sides_what_is_allowed_does_turn_up(small_region, seen, may_see):
    """Else the test above would look for what never stands on any page."""
    turned_up = {text for texts in seen.values() for text in texts}
    for side in (
        "child names",
        "child numbers and addresses",
        "words of the birth side",
        "words of the adoptive side",
        "adopters' names",
        "adopters' addresses",
        "papers of the birth side",
        "health papers of the birth side",
        "papers of the adoptive side",
        "papers of both sides",
        "papers of families",
        "checks of families",
        "papers of meetings",
        "enquirers' names and addresses",
        "words of draft reports",
        "the panel chair's words",
    ):
        allowed = {text for (text, name), roles in may_see.items() if name == side and roles}
        assert allowed & turned_up, side


def test_mail_of_a_password_says_nothing_but_the_way(small_region, mailoutbox):
    for role in small_region.people:
        small_region.browser(role).post(
            "/accounts/password/", {"email": f"{role.value}@region.example"}
        )
    assert mailoutbox
    assert not PLANTED.findall(" ".join(f"{one.subject} {one.body}" for one in mailoutbox))
