"""Fifty people at once against the service as it is served, reading and writing."""

from __future__ import annotations

import http.client
import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

from django.test import Client

from belong.web.accounts.models import User
from belong.web.children.models import ChildRecord, Responsibility
from belong.web.config.running import THREADS
from benchmarks.measure import Bar

__all__ = ["crowd"]

PEOPLE = 50
#: Seconds that somebody looks at a page before going on, on average: quicker than people are.
LOOKS_FOR = 1.0
#: One page in so many is something that is written.
WRITES_ONE_IN = 5
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass
class Heard:
    """What all of them heard: seconds of each answer, and how many of each kind went wrong."""

    seconds: list[float] = field(default_factory=list)
    written: int = 0
    wrong: Counter[str] = field(default_factory=Counter)


class Person:
    """Somebody with a browser: lists, children, and now and then a visit that is recorded."""

    def __init__(self, number: int, port: int, session: str, children: list[str]) -> None:
        self._rng = random.Random(number)
        self._port, self._children = port, children
        self._cookies = {"sessionid": session}
        self.heard = Heard()

    def work(self, until: float) -> None:
        """Go on until then."""
        time.sleep(self._rng.random() * LOOKS_FOR)
        while time.monotonic() < until:
            try:
                if self._rng.randrange(WRITES_ONE_IN) == 0:
                    self._record()
                else:
                    self._read()
            except (OSError, http.client.HTTPException) as error:
                self.heard.wrong[type(error).__name__] += 1

    def _read(self) -> None:
        address = self._rng.choice(["/children/", f"/children/{self._rng.choice(self._children)}/"])
        self._ask("GET", address)

    def _record(self) -> None:
        address = f"/children/{self._rng.choice(self._children)}/record/visited"
        page = self._ask("GET", address)
        day = {"on-day": "3", "on-month": "3", "on-year": "2026", "step": "check"}
        page = self._ask("POST", address, {**dict(HIDDEN.findall(page)), **day})
        self._ask("POST", address, {**dict(HIDDEN.findall(page)), "step": "save"})
        self.heard.written += 1

    def _ask(self, method: str, address: str, data: dict[str, str] | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if data is not None:
            body = urllib.parse.urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.monotonic()
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)) as line:
            line.request(method, address, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        self.heard.seconds.append(time.monotonic() - started)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self._cookies[name] = value
        if answer.status not in (200, 302):
            self.heard.wrong[f"{method} answered {answer.status}"] += 1
        if answer.status == 302 and "sign-in" in (answer.headers.get("Location") or ""):
            self.heard.wrong["signed out"] += 1
        time.sleep(self._rng.random() * 2 * LOOKS_FOR)
        return text


def _people(port: int) -> list[Person]:
    workers = User.objects.filter(email__endswith="@bench.example", children_responsible_for__gt=0)
    found = []
    for number, user in enumerate(workers.order_by("pk").distinct()[:PEOPLE]):
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(user)
        held = Responsibility.objects.filter(user=user).values("child")
        children = list(ChildRecord.objects.filter(pk__in=held).values_list("key", flat=True)[:200])
        found.append(Person(number, port, browser.cookies["sessionid"].value, children))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The service did not answer.")


def crowd(*, seconds: int) -> list[Bar]:
    """Serve as ``belong serve`` does, let them all work for so long, and print what they heard."""
    port = _free_port()
    people = _people(port)
    served = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "belong.web.config.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", str(THREADS)),
            *("--worker-class", "gthread", "--log-level", "warning"),
        ]
    )
    try:
        _wait_for(port)
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=one.work, args=(until,)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        served.terminate()
        served.wait()
    return _tell(people, seconds)


def _tell(people: list[Person], seconds: int) -> list[Bar]:
    taken = sorted(one for person in people for one in person.heard.seconds)
    wrong = sum((person.heard.wrong for person in people), Counter[str]())
    written = sum(person.heard.written for person in people)

    def within(share: float) -> float:
        return 1000 * taken[min(len(taken) - 1, int(share * len(taken)))]

    print(
        f"\n  {len(people)} people at once for {seconds} s: {len(taken):,} answers"
        f" ({len(taken) / seconds:.0f} a second), {written:,} events written"
        f"\n  as the browser waits: half within {within(0.5):.0f} ms, 95 of 100 within"
        f" {within(0.95):.0f} ms, 99 of 100 within {within(0.99):.0f} ms"
        f"\n  went wrong: {dict(wrong) if wrong else 'nothing'}"
    )
    return [Bar(f"errors of {len(people)} people in {seconds} s", wrong.total(), 0, "")]
