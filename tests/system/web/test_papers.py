"""Notes and documents of one child, as a worker keeps them; one journey by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

PHONE = (320, 700)
WIDE = (1100, 900)
FIRST = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SECOND = FIRST.replace(b"Catalog", b"Catalog/Lang(en)")


def own_child(page: Page, demo: str) -> str:
    """The address of a child of the worker's own."""
    page.goto(f"{demo}/children/")
    page.locator("main tbody").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/children/\w{32}/"))
    return page.url.partition("#")[0]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def choose(page: Page, content: bytes, name: str = "Quorley letter.pdf") -> None:
    page.get_by_label("File").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )


def taken(page: Page, name: str) -> bytes:
    """What somebody gets who downloads the file of the page, under that name."""
    with page.expect_download() as told:
        page.get_by_role("button", name="Download the file").click()
    assert told.value.suggested_filename == name
    return Path(told.value.path()).read_bytes()


def test_document_is_added_taken_and_replaced_by_a_new_version(sign_in, demo, assert_accessible):
    # Given a worker on a small screen, on the page of a child
    worker = sign_in("child-social-worker")
    worker.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    child = own_child(worker, demo)
    worker.get_by_role("link", name="Add a document").click()
    assert_accessible(worker)
    assert fits(worker)
    # When nothing is filled in, then the page says what is missing, and leads there
    worker.get_by_role("button", name="Add the document").click()
    problem = worker.get_by_role("alert").get_by_role("link").first
    problem.click()
    expect(worker.get_by_label("File")).to_be_focused()
    assert_accessible(worker)
    # When the file is not what it says, then it is refused in words
    choose(worker, b"MZ not a letter")
    worker.get_by_label("What it is").select_option(label="Letter")
    worker.get_by_label("Birth side").check()
    worker.get_by_role("button", name="Add the document").click()
    expect(worker.get_by_role("alert")).to_contain_text("PDF")
    assert_accessible(worker)
    # When it is one, then it stands there
    choose(worker, FIRST)
    worker.get_by_label("A few words on it").fill("From her grandmother")
    worker.get_by_role("button", name="Add the document").click()
    expect(worker.get_by_text("The document is added.")).to_be_visible()
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Letter")
    assert_accessible(worker)
    assert fits(worker)
    # And whoever takes it gets what was put there
    assert taken(worker, "Quorley letter.pdf") == FIRST

    # When a new version is added on a wide screen
    worker.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    first = worker.url
    worker.get_by_role("link", name="Add a new version").click()
    assert_accessible(worker)
    choose(worker, SECOND, "Signed.pdf")
    worker.get_by_role("button", name="Add the version").click()
    # Then it is the one that is taken, and the first stays
    expect(worker.get_by_role("table", name="Versions")).to_contain_text("Version 1")
    assert_accessible(worker)
    assert taken(worker, "Signed.pdf") == SECOND
    worker.goto(first)
    expect(worker.get_by_text("There is a later version.")).to_be_visible()
    assert_accessible(worker)
    assert taken(worker, "Quorley letter.pdf") == FIRST
    worker.goto(f"{child}#documents")
    row = worker.get_by_role("row").filter(has_text="From her grandmother")
    expect(row).to_contain_text("Version 2")
    assert_accessible(worker)


def test_note_is_written_and_corrected_by_keyboard_alone(
    sign_in_beside, by_keyboard, demo, assert_accessible
):
    # Given a worker at the notes of a child
    worker = sign_in_beside("child-social-worker", WIDE)
    child = own_child(worker, demo)
    worker.goto(f"{child}#notes")
    # When she writes one
    by_keyboard(worker, worker.get_by_role("link", name="Write a note"))
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Write a note")
    assert_accessible(worker)
    side = worker.get_by_label("Birth side")
    words = worker.get_by_label("Note", exact=True)
    by_keyboard(worker, words, "Control+a")
    worker.keyboard.type("Her grandmother rang from Quorley.")
    if not side.is_checked():
        by_keyboard(worker, side, "Space")
    by_keyboard(worker, worker.get_by_role("button", name="Save"))
    # Then it stands there
    note = worker.get_by_role("listitem").filter(has_text="Her grandmother rang from Quorley.")
    expect(note).to_be_visible()
    assert_accessible(worker)
    # When she corrects it
    by_keyboard(worker, note.get_by_role("link", name=re.compile("^Correct")))
    expect(worker.get_by_role("heading", level=1)).to_contain_text("Correct a note")
    assert_accessible(worker)
    by_keyboard(worker, worker.get_by_label("What it should say"), "Control+a")
    worker.keyboard.type("Her aunt rang from Quorley.")
    by_keyboard(worker, worker.get_by_role("button", name="Strike the note and save this"))
    expect(worker.get_by_text("The note is corrected.")).to_be_visible()
    # Then both stand there, the first struck through
    expect(note).to_contain_text("Struck on")
    expect(worker.locator("s", has_text="Her grandmother rang from Quorley.")).to_be_visible()
    expect(worker.get_by_text("Her aunt rang from Quorley.")).to_be_visible()
    assert_accessible(worker)
    worker.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert fits(worker)
    assert_accessible(worker)
