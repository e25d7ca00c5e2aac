"""The demo as people start it, served for these journeys; and a browser signed in to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize

#: Seconds until the demo answers, with its region to be loaded first.
UNTIL_READY = 300


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo, served by ``belong serve --demo`` from a folder of its own."""
    home = tmp_path_factory.mktemp("demo")
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
    environment |= {"BELONG_HOME": str(home), "PYTHONUTF8": "1"}
    for name in ("BELONG_PLAIN_HTTP", "BELONG_SECOND_FACTOR", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [str(Path(sys.executable).parent / "belong"), "serve", "--demo", "--port", str(port)]
    log = home / "log"
    with log.open("wb") as out:
        served = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + UNTIL_READY
        while True:
            try:
                with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310
                    assert json.load(answer) == {"status": "ok"}
                break
            except OSError:
                assert served.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.2)
        yield address
    finally:
        served.terminate()
        assert served.wait(30) == 0, log.read_text(encoding="utf-8")


@pytest.fixture
def by_keyboard() -> Callable[..., None]:
    """Goes to a control by Tab alone, and presses a key there; Enter where none is named."""

    def press(page: Page, control: Locator, key: str = "Enter") -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            if control.evaluate("each => each === document.activeElement"):
                page.keyboard.press(key)
                return
        raise AssertionError("Tab does not lead there")

    return press


@pytest.fixture(scope="session")
def sign_ins() -> dict[str, tuple[str, str]]:
    """E-mail address and password of the demo's people, by the first part of the address."""
    from belong.web.agencies.demo_people import PASSWORD, demo_accounts

    return {a.email.partition("@")[0]: (a.email, PASSWORD) for a in demo_accounts()}


@pytest.fixture
def sign_in(
    patient_page: Page, demo: str, sign_ins: dict[str, tuple[str, str]]
) -> Callable[[str], Page]:
    """Signs somebody in by the first part of their address, such as "administrator"."""

    def do(who: str) -> Page:
        email, password = sign_ins[who]
        patient_page.goto(f"{demo}/accounts/sign-in/")
        patient_page.get_by_label("E-mail address").fill(email)
        patient_page.get_by_label("Password", exact=True).fill(password)
        patient_page.get_by_role("button", name="Sign in").click()
        patient_page.wait_for_url(f"{demo}/")
        return patient_page

    return do


@pytest.fixture
def sign_in_beside(
    browser: Browser, demo: str, sign_ins: dict[str, tuple[str, str]]
) -> Iterator[Callable[..., Page]]:
    """Signs somebody in, in a browser of their own, so that several are there at once.

    size: of the screen. has_script: whether the browser runs scripts. Its console stays silent, but
    for pages that are refused.
    """
    contexts = []
    complaints: list[str] = []

    def do(who: str, size: tuple[int, int] = (1200, 900), *, has_script: bool = True) -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, java_script_enabled=has_script)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "status of 4" not in said.text else None,
        )
        email, password = sign_ins[who]
        page.goto(f"{demo}/accounts/sign-in/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{demo}/", timeout=60_000)  # figures are computed beside it at first
        return page

    yield do
    for context in contexts:
        context.close()
    assert complaints == []
