"""Every page that the demo's people come to by its links: accessible, and no wider than a phone.

A page is a name of an address; of forms that record what happened, each kind is one. Nobody is sent
to a page by its address: what no link leads to is found here, too.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urlsplit

import django
import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from belong.domain.policy import Role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings_test")
django.setup()

#: As wide as the narrowest phone that WCAG 2.2 (1.4.10, reflow) asks to be served.
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1200, "height": 900}
#: Addresses that answer with a file or go on elsewhere: there is no page to look at.
NO_PAGE = frozenset({"health", "account_logout"})
#: Milliseconds: a page that many lead to is opened while the demo's jobs still work.
PATIENCE = 30_000


def name_of(path: str) -> str | None:
    """The name of an address; with the kind of what is recorded, where it has one."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    name = found.url_name or path
    return f"{name} {found.kwargs['kind']}" if "kind" in found.kwargs else name


def links_in(html: str) -> list[str]:
    """Where the links of a page lead within the service, with what they ask for."""
    return [
        unescape(found)
        for found in re.findall(r'<a [^>]*href="([^"]+)"', html)
        if found.startswith("/")
    ]


def look(page: Page, name: str, assert_accessible: Callable[[Page], None]) -> Iterator[str]:
    """What is wrong with a page, by its address."""
    if page.locator("h1").count() != 1:
        yield f"{name}: not one heading of the page"
    try:
        assert_accessible(page)
    except AssertionError as wrong:
        yield f"{name}: {str(wrong).splitlines()[0]}"
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        yield f"{name}: {width} pixels wide on a phone"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]


def walk(page: Page, demo: str, seen: set[str], faults: list[str]) -> Iterator[str]:
    """Goes wherever links lead one person; gives the address of each page nobody has been to."""
    come_to: set[str] = set()
    ahead = deque(["/"])
    while ahead:
        address = ahead.popleft()
        name = name_of(urlsplit(address).path)
        if name is None or name in come_to or name in NO_PAGE:
            continue
        come_to.add(name)
        answer = page.request.get(f"{demo}{address}")
        if answer.status != 200:
            faults.append(f"{address}: a link to it was answered {answer.status}")
            continue
        is_file = "content-disposition" in answer.headers
        is_page = "text/html" in answer.headers["content-type"] and not is_file
        if is_page:
            ahead.extend(links_in(answer.text()))
        if name not in seen:
            seen.add(name)
            if is_page:
                yield address
    assert len(come_to) > 3, "nothing was found to look at"


@pytest.mark.slow
def test_every_page_that_links_lead_to_is_accessible_and_fits_a_phone(
    demo: str, sign_in_beside: Callable[..., Page], assert_accessible: Callable[[Page], None]
) -> None:
    faults: list[str] = []
    seen: set[str] = set()
    for role in Role:
        page = sign_in_beside(role.value.replace("_", "-"))
        page.set_default_timeout(PATIENCE)
        for address in walk(page, demo, seen, faults):
            page.goto(f"{demo}{address}")
            faults += look(page, address, assert_accessible)
        page.context.close()
    assert faults == [], "\n".join(faults)
    assert len(seen) > 120
