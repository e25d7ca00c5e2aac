"""What every test shares: how hard the property tests search, and how documents are read."""

from __future__ import annotations

import html
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A shared machine makes single examples slow now and then: speed is measured in benchmarks/.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("fast", settings.get_profile("default"), max_examples=20)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@dataclass(frozen=True)
class PdfNode:
    """An element of a PDF's structure: its tag, the words in it, and its children."""

    tag: str
    words: str
    children: tuple[PdfNode, ...]
    alt: str = ""

    def all(self, tag: str) -> list[PdfNode]:
        found = [one for child in self.children for one in child.all(tag)]
        return [self, *found] if self.tag == tag else found


@pytest.fixture
def pdf_structure() -> Callable[[bytes], PdfNode]:
    """Reads the tagged structure of a PDF with its words, as a screen reader does."""
    return read_structure


@pytest.fixture
def page_words() -> Callable[[bytes], list[str]]:
    """The words of each page of a PDF."""

    def words(content: bytes) -> list[str]:
        import pikepdf

        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [" ".join(marked_words(page).values()) for page in pdf.pages]

    return words


@pytest.fixture(scope="session")
def told() -> Callable[[bytes, str], str]:
    """Everything that a document of some format tells: its words as read, and what it is made of.

    Words that stand in several runs, in a list of shared texts or in letters of a font are put
    together; descriptions of pictures and what a file says of itself are told too.
    """
    return words_of_document


def read_structure(content: bytes) -> PdfNode:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        words = {page.objgen: marked_words(page) for page in pdf.pages}

        def node(element: Any, page: Any) -> PdfNode:
            page = element.get("/Pg", page)
            kids = element.get("/K", [])
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            told, children = [], []
            for kid in kids:
                if isinstance(kid, int):
                    told.append(words[page.objgen].get(kid, ""))
                elif kid.get("/Type") == "/MCR":
                    told.append(words[kid.get("/Pg", page).objgen].get(int(kid.MCID), ""))
                elif "/S" in kid:
                    children.append(node(kid, page))
                    told.append(children[-1].words)
            tag, alt = str(element.get("/S", "/Root"))[1:], str(element.get("/Alt", ""))
            return PdfNode(tag, " ".join(told), tuple(children), alt)

        return node(pdf.Root.StructTreeRoot, None)


def marked_words(page: Any) -> dict[int, str]:
    """The words of a page by the number of the marked content that they are in."""
    import pikepdf

    fonts = {name: letters_of(font) for name, font in page.get("/Resources").Font.items()}
    found: dict[int, str] = {}
    letters: dict[bytes, str] = {}
    at: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        match str(operator):
            case "BDC":
                about: Any = operands[1]
                at.append(int(about["/MCID"]) if "/MCID" in about else None)
            case "BMC":
                at.append(None)
            case "EMC":
                at.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                now = next((one for one in reversed(at) if one is not None), None)
                if now is not None:
                    pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                    codes = b"".join(
                        bytes(one) for one in pieces if isinstance(one, pikepdf.String)
                    )
                    text = "".join(
                        letters[codes[place : place + 2]] for place in range(0, len(codes), 2)
                    )
                    found[now] = found.get(now, "") + text
    return found


def letters_of(font: Any) -> dict[bytes, str]:
    """What each two-byte code of a font stands for, by its ToUnicode map."""
    told = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    letters: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            begin = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[(int(first, 16) + step).to_bytes(2, "big")] = chr(begin + step)
    return letters


def words_of_document(content: bytes, kind: str) -> str:
    if kind == "pdf":
        return words_of_pdf(content)
    if kind in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [packed.read(name).decode(errors="replace") for name in packed.namelist()]
        return " ".join([*parts, *map(words_of_markup, parts)])
    text = content.decode()
    if kind == "json":
        return f"{text} {json.dumps(json.loads(text), ensure_ascii=False)}"
    return f"{text} {words_of_markup(text)}"


def words_of_markup(text: str) -> str:
    """The words between tags, joined within a paragraph or cell, and the values of attributes."""
    apart = re.sub(r"</(?:w:p|a:p|si|c|p|td|th|li|h\d|dt|dd|text|title|figcaption)>", " ", text)
    values = re.findall(r"=\"([^\"]*)\"", text)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", "", apart), *values]))


def words_of_pdf(content: bytes) -> str:
    import pikepdf

    root = read_structure(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = [" ".join(marked_words(page).values()) for page in pdf.pages]
        about = [str(value) for value in pdf.docinfo.values()]
        with pdf.open_metadata() as metadata:
            about += [str(value) for value in metadata.values()]
    alts = [one.alt for one in root.all("Figure")]
    return " ".join(" ".join([root.words, *pages, *alts, *about]).split())
