"""Notes and documents as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side
from belong.web.documents.models import Document, FileKind, Note, PaperSeal
from belong.web.documents.subjects import Subject
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day, moment

__all__ = [
    "NOT_SCANNED",
    "NoteShown",
    "document_pairs",
    "documents_table",
    "notes_shown",
    "people_in",
    "sealed_cell",
    "seals_table",
    "title_of",
    "versions_table",
]

NOT_SCANNED = "Not scanned for viruses: no scanner is set up."
#: Days before its expiry from which a document is said to expire soon.
SOON = timedelta(days=60)
_SIDE_TAGS = {
    Side.BIRTH: Tag(Side.BIRTH.label, Colour.BLUE),
    Side.ADOPTIVE: Tag(Side.ADOPTIVE.label, Colour.PURPLE),
    Side.BOTH: Tag(Side.BOTH.label, Colour.ORANGE),
}


@dataclass(frozen=True)
class NoteShown:
    """A note on a page. lines: its words. struck: by whom and when; empty where it stands."""

    id: str
    on: str
    written: str
    lines: tuple[str, ...]
    tags: tuple[Tag, ...]
    struck: str = ""
    in_place_of: str = ""
    correct_href: str = ""
    seal_href: str = ""


def people_in(notes: Iterable[Note]) -> set[str]:
    """The keys of those who wrote these notes, or struck them."""
    found = set()
    for note in notes:
        found.add(note.by_person)
        later = _struck_by(note)
        if later is not None:
            found.add(later.by_person)
    return found


def _struck_by(note: Note, by: datetime | None = None) -> Note | None:
    later: Note | None = getattr(note, "corrected_by", None)
    return later if later is not None and (by is None or later.written_at <= by) else None


def notes_shown(
    subject: Subject, notes: Iterable[Note], names: Mapping[str, str], *, by: datetime | None = None
) -> list[NoteShown]:
    """Notes as a page lists them. names: of those who wrote, by key. by: as it was then."""
    return [_note_shown(subject, note, names, by) for note in notes]


def _note_shown(
    subject: Subject, note: Note, names: Mapping[str, str], by: datetime | None
) -> NoteShown:
    later = _struck_by(note, by)
    side = Side(note.side)
    tags = [_SIDE_TAGS[side]]
    if later is not None:
        tags.append(Tag("Struck", Colour.ORANGE))
    is_asked = hasattr(note, "seal")
    if note.words_hash:
        tags.append(Tag("Sealed", Colour.RED))
    elif is_asked:
        tags.append(Tag("Seal asked for", Colour.YELLOW))
    may_add = by is None and not note.words_hash and subject.adds(side)
    return NoteShown(
        id=f"note-{note.key}",
        on=day(note.on),
        written=f"{_who(note.by_person, names)}, {moment(note.written_at)}",
        lines=tuple(note.words.splitlines()) or ("Sealed: out of everyone's reach.",),
        tags=tuple(tags),
        struck=f"{moment(later.written_at)} by {_who(later.by_person, names)}" if later else "",
        in_place_of=day(note.corrects.on) if note.corrects else "",
        correct_href=reverse("note_correct", args=[note.key]) if may_add and not later else "",
        seal_href=reverse("note_seal", args=[note.key]) if may_add and not is_asked else "",
    )


def _who(key: str, names: Mapping[str, str]) -> str:
    return names.get(key) or "somebody not listed here"


def title_of(document: Document) -> str:
    """What a document is, in words."""
    return DOCUMENT_KINDS[DocumentKind(document.kind)].label


def _expiry(document: Document, today: date) -> Cell:
    on = document.expires_on
    if on is None:
        return Cell()
    if on < today:
        return Cell(day(on), tags=(Tag("Expired", Colour.RED),))
    if on - today <= SOON:
        left = counted((on - today).days, "day")
        return Cell(day(on), tags=(Tag("Expires soon", Colour.YELLOW),), below=f"{left} left")
    return Cell(day(on))


def _version(document: Document) -> str:
    return f"Version {document.version}" if document.version > 1 else ""


def documents_table(
    documents: Iterable[Document], names: Mapping[str, str], today: date, *, caption: str
) -> Table:
    """The latest version of each document, a line each."""
    return Table(
        caption,
        tuple(Column(head) for head in ("Document", "For", "Signed", "Expires", "Added")),
        tuple(
            Row.of(
                Cell(
                    title_of(one),
                    href=reverse("document", args=[one.key]),
                    below=", ".join(part for part in (one.about, _version(one)) if part),
                ),
                Cell(tags=(_SIDE_TAGS[Side(one.side)],)),
                day(one.signed_on),
                _expiry(one, today),
                Cell(moment(one.added_at), below=_who(one.by_person, names)),
            )
            for one in documents
        ),
        empty="No document has been added.",
        is_caption_hidden=True,
    )


def versions_table(versions: Sequence[Document], names: Mapping[str, str]) -> Table:
    """Every version of one document, the newest first."""
    return Table(
        "Versions",
        tuple(Column(head) for head in ("Version", "Signed", "Expires", "Added")),
        tuple(
            Row.of(
                Cell(f"Version {one.version}", href=reverse("document", args=[one.key])),
                day(one.signed_on),
                day(one.expires_on),
                Cell(moment(one.added_at), below=_who(one.by_person, names)),
            )
            for one in versions
        ),
    )


def document_pairs(document: Document, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is known of one version, as label and value."""
    scanned = (
        f"Nothing found on {moment(document.scanned_at)}" if document.scanned_at else NOT_SCANNED
    )
    return [
        ("What it is", title_of(document)),
        ("A few words on it", document.about or "None"),
        ("For", Side(document.side).label),
        ("Version", str(document.version)),
        ("Signed on", day(document.signed_on) or "Not told"),
        ("Expires on", day(document.expires_on) or "Not told"),
        ("Added", f"{moment(document.added_at)} by {_who(document.by_person, names)}"),
        ("File", _file(document)),
        ("Viruses", scanned),
    ]


def _file(document: Document) -> str:
    """The file's name and size, or that two people sealed it."""
    if document.sealed_at:
        return f"Sealed on {moment(document.sealed_at)}: out of everyone's reach."
    return f"{document.file_name}, {_size(document)}"


def seals_table(seals: Iterable[PaperSeal], names: Mapping[str, str]) -> Table:
    """Seals that wait for the reader, oldest first. What is to be sealed is not shown."""
    return Table(
        "Seals that wait for you",
        (Column("What"), Column("Asked by"), Column("Reason")),
        tuple(
            Row.of(
                sealed_cell(one),
                Cell(_who(one.asked_by, names), below=moment(one.asked_at)),
                one.reason,
            )
            for one in seals
        ),
    )


def sealed_cell(seal: PaperSeal) -> Cell:
    """What is to be sealed, by kind and day or version, leading to where it is agreed to."""
    if seal.document is not None:
        key, words = seal.document.key, title_of(seal.document)
        words = f"{words}, version {seal.document.version}"
    else:
        assert seal.note is not None  # noqa: S101 (the database says so)
        key, words = seal.note.key, f"Note of {day(seal.note.on)}"
    return Cell(words, href=reverse("paper_seal_agree", args=[key]))


def _size(document: Document) -> str:
    kind = FileKind(document.file_kind).label
    kilobytes = -(-document.size_bytes // 1024)
    size = f"{kilobytes:,} kB" if kilobytes < 1024 else f"{document.size_bytes / 1024**2:.1f} MB"
    return f"{kind}, {size}"
