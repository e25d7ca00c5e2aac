"""Notes and documents of the demo: a few on the cases of people with a sign-in. All made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from belong.domain.documents import DocumentKind, Side
from belong.domain.policy import Role
from belong.web.accounts.models import User
from belong.web.agencies.demo_people import demo_accounts
from belong.web.children.models import ChildRecord, ChildTie, Responsibility
from belong.web.demo.events import moment
from belong.web.documents.actions import write_note
from belong.web.documents.actions_documents import Described, add_document, add_version
from belong.web.documents.models import Document, Note
from belong.web.families.models import FamilyRecord, FamilyResponsibility

__all__ = ["write_papers"]

#: Cases of each person that get notes, and those among them that get documents.
_NOTED, _WITH_DOCUMENTS = 8, 3
#: The time of day at which they are written.
_AT = timedelta(hours=15, minutes=20)
_OF_CHILDREN = (
    "Visited at the foster home. Settled, eating better, sleeps through since last week.",
    "Spoke with the nursery: new words every day. Speech therapy is no longer needed.",
    "The guardian rang about the date of the hearing. Told them what we know.",
    "Contact went well. Left calmly, with the blue rabbit.",
    "The health visitor will send the growth chart by Friday.",
    "Talked with the foster carers about how to say goodbye when the time comes.",
)
_OF_FAMILIES = (
    "Third visit. Talked about what helps them when things are hard.",
    "One reference has come in, the other is promised for next week.",
    "They asked about brothers and sisters and would think about two.",
    "Sent them the dates of the next preparation course.",
    "The spare room is ready. They know that it may still take a while.",
)
_OF_BOTH_SIDES = "They met the foster carers today. All of them would like to go on."


def write_papers(seed: int, today: date) -> None:
    """A handful of notes and small files on children and families with a worker who can sign in."""
    chosen = Random(seed)  # noqa: S311 (made-up data)
    workers = {one.role: one.email for one in reversed(demo_accounts())}
    people = {one.email: one for one in User.objects.filter(email__in=workers.values())}
    by_role = {role: people[email] for role, email in workers.items()}
    worker, finder = by_role[Role.CHILD_SOCIAL_WORKER], by_role[Role.FAMILY_FINDER]
    for place, child in enumerate(_children_of(worker)):
        _notes(chosen, today, _OF_CHILDREN, worker, child=child)
        if place < _WITH_DOCUMENTS:
            _documents_of_child(child, worker, today, is_first=place == 0)
        if ChildTie.objects.filter(child=child).exists():
            _note(_OF_BOTH_SIDES, today - timedelta(days=6), Side.ADOPTIVE, finder, child=child)
            _minutes(child, by_role[Role.PANEL_ADVISER], today)
    for role in (Role.ADOPTERS_SOCIAL_WORKER, Role.VOLUNTARY_AGENCY_WORKER):
        for place, family in enumerate(_families_of(by_role[role])):
            _notes(chosen, today, _OF_FAMILIES, by_role[role], family=family)
            if place < _WITH_DOCUMENTS:
                _documents_of_family(family, by_role[role], today)


def _children_of(worker: User) -> list[ChildRecord]:
    held = Responsibility.objects.filter(user=worker, to_on=None, child__closed_at=None)
    found = held.select_related("child__council").order_by("child__pseudonym")
    return [one.child for one in found[:_NOTED]]


def _families_of(worker: User) -> list[FamilyRecord]:
    held = FamilyResponsibility.objects.filter(user=worker, to_on=None)
    found = held.select_related("family__agency").order_by("family__pseudonym")
    return [one.family for one in found[:_NOTED]]


def _notes(
    chosen: Random,
    today: date,
    texts: Sequence[str],
    by: User,
    *,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
) -> None:
    side = Side.BIRTH if child is not None else Side.ADOPTIVE
    ago = 0
    for words in chosen.sample(texts, chosen.randint(1, 3)):
        ago += chosen.randint(3, 30)
        _note(words, today - timedelta(days=ago), side, by, child=child, family=family)


def _note(
    words: str,
    on: date,
    side: Side,
    by: User,
    *,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
) -> None:
    note = write_note(words=words, on=on, side=side, by=by.key, child=child, family=family)
    Note.objects.filter(pk=note.pk).update(written_at=moment(on) + _AT)


def _documents_of_child(child: ChildRecord, by: User, today: date, *, is_first: bool) -> None:
    signed = today - timedelta(days=90)
    report = _add(
        Described(DocumentKind.CPR, Side.BIRTH, "First version", signed_on=signed),
        _pdf("Child permanence report", f"Made up for the demo, on {child.pseudonym}."),
        by,
        child=child,
    )
    if is_first:
        again = add_version(
            of=report,
            source=io.BytesIO(_pdf("Child permanence report", "Version 2, made up.")),
            name="cpr-2.pdf",
            about="After the panel's comments",
            signed_on=signed + timedelta(days=30),
            by=by.key,
        )
        Document.objects.filter(pk=again.pk).update(
            added_at=moment(signed + timedelta(days=31)) + _AT
        )
    _add(
        Described(
            DocumentKind.MEDICAL,
            Side.BIRTH,
            "Initial health assessment",
            signed_on=today - timedelta(days=340),
            expires_on=today + timedelta(days=25),
        ),
        _pdf("Health assessment", "Made up for the demo: all well."),
        by,
        child=child,
    )


def _minutes(child: ChildRecord, by: User, today: date) -> None:
    _add(
        Described(
            DocumentKind.MINUTES, Side.BOTH, "Linking meeting", signed_on=today - timedelta(days=20)
        ),
        _pdf("Minutes of a linking meeting", "Made up for the demo."),
        by,
        child=child,
    )


def _documents_of_family(family: FamilyRecord, by: User, today: date) -> None:
    _add(
        Described(DocumentKind.PAR, Side.ADOPTIVE, "Draft", signed_on=today - timedelta(days=60)),
        _pdf("Prospective adopter's report", f"Made up for the demo, on {family.pseudonym}."),
        by,
        family=family,
    )
    _add(
        Described(
            DocumentKind.CHECK,
            Side.ADOPTIVE,
            "Disclosure certificate",
            signed_on=today - timedelta(days=750),
            expires_on=today - timedelta(days=20),
        ),
        _pdf("Certificate", "Made up for the demo."),
        by,
        family=family,
    )


def _add(
    described: Described,
    content: bytes,
    by: User,
    *,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
) -> Document:
    made = add_document(
        source=io.BytesIO(content),
        name=f"{described.kind.value}.pdf",
        described=described,
        by=by.key,
        child=child,
        family=family,
    )
    if described.signed_on:
        Document.objects.filter(pk=made.pk).update(
            added_at=moment(described.signed_on + timedelta(days=1)) + _AT
        )
    return made


def _pdf(*lines: str) -> bytes:
    """A page with some lines of plain text."""
    drawn = "".join(f"({line}) Tj 0 -24 Td " for line in lines)
    stream = f"BT /F1 16 Tf 60 760 Td {drawn}ET"
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 6 0 R>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Font<</F1 5 0 R>>>>",
    )
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    return (f"{text}xref\n0 {size}\n0000000000 65535 f \n{table}{end}").encode("ascii")
