"""The pages of imports: uploading, the preview, choosing, applying, cancelling, starting again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.formats.workbook import template
from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent
from belong.web.imports import jobs
from belong.web.imports.models import Import, LinesPage
from belong.web.imports.uploads import folder_of
from belong.web.ledger.actions import correct_event
from belong.web.ledger.models import Change, Event
from belong.web.ui.words import day

from .conftest import LAST, upload, zipped

pytestmark = pytest.mark.django_db
State = Import.State


@pytest.fixture
def officer(signed_in, northmere):
    """Northmere's performance officer."""
    return signed_in("performance_officer", agency=northmere)


def shown(answer):
    assert answer.status_code in (200, 422), answer.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def send(officer, northmere, *files, kind="returns"):
    return officer.client.post(
        reverse("import-add"), {"kind": kind, "agency": northmere.key, "chosen": files}
    )


def zip_of(returns, *years):
    return upload("ours.zip", zipped(*(returns / str(y) for y in years), above=returns.parent))


def test_officer_uploads_previews_decides_and_applies(officer, northmere, returns):
    answer = send(officer, northmere, zip_of(returns, LAST - 1))
    page = answer.headers["Location"]
    assert "ours.zip" in shown(officer.client.get(page))
    assert officer.client.post(f"{page}apply").status_code == 302
    assert "Applied" in shown(officer.client.get(page))
    old = Event.objects.filter(kind="decision_made").latest("happened_on")
    assert old.happened_on is not None
    correct_event(
        event=old,
        by=officer.user.key,
        why="minutes",
        happened_on=old.happened_on - timedelta(days=2),
        seen=None,
    )
    page = send(officer, northmere, zip_of(returns, LAST - 1)).headers["Location"]
    assert "1 conflict to decide" in shown(officer.client.get(page))
    text = shown(officer.client.get(f"{page}lines/conflicting"))
    assert "Keep what was recorded" in text
    assert f"recorded by {officer.user.name}" in text
    assert "1 conflict is not decided" in shown(officer.client.post(f"{page}apply"))
    assert officer.client.post(f"{page}lines/conflicting", {"n1": "file"}).status_code == 302
    assert officer.client.post(f"{page}apply").status_code == 302
    assert Event.objects.latest("pk").happened_on == old.happened_on
    listed = shown(officer.client.get(reverse("imports")))
    assert "1 conflict decided" in listed
    assert officer.user.name in listed
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"import_begun", "import_read", "import_chosen", "import_applied"} <= actions


def test_person_kept_from_a_record_is_not_shown_what_stands_in_it(officer, northmere, returns):
    page = send(officer, northmere, zip_of(returns, LAST - 1)).headers["Location"]
    officer.client.post(f"{page}apply")
    old = Event.objects.filter(kind="decision_made").latest("happened_on")
    assert old.happened_on is not None
    mended = old.happened_on - timedelta(days=2)
    correct_event(event=old, by=officer.user.key, why="minutes", happened_on=mended, seen=None)
    Block.objects.create(user=officer.user, record_key=old.subject_key)
    page = send(officer, northmere, zip_of(returns, LAST - 1)).headers["Location"]
    text = shown(officer.client.get(f"{page}lines/conflicting"))
    assert "kept from this record by name" in text
    assert day(mended) not in text


def test_lines_are_paged_and_say_their_cell(officer, northmere, returns):
    page = send(officer, northmere, zip_of(returns, LAST)).headers["Location"]
    text = shown(officer.client.get(f"{page}lines/new"))
    assert "1 to 50 of" in text
    assert "Episodes, row" in text
    assert officer.client.get(f"{page}lines/nonesuch").status_code == 404
    assert "51 to" in shown(officer.client.get(f"{page}lines/new?page=2"))


def test_cancel_works_until_applied_and_not_after(officer, northmere, returns):
    page = send(officer, northmere, zip_of(returns, LAST)).headers["Location"]
    assert officer.client.post(f"{page}cancel").status_code == 302
    assert "Nothing was recorded" in shown(officer.client.get(page))
    assert not Change.objects.exists()
    assert officer.client.post(f"{page}apply").status_code == 302
    assert not Change.objects.exists()
    one = Import.objects.get()
    assert not folder_of(one.key).exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsm", b"PK\x03\x04", "holds macros"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "old form"),
        ("a.csv", b"MZ\x90\0", "not that of a .csv file"),
        ("a.xml", b"%PDF-1.7", "not that of a .xml file"),
        ("a.zip", b"not a zip", "not that of a .zip file"),
        ("a.exe", b"MZ", "no kind of file"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_with_words(
    officer, northmere, name, content, words
):
    assert words in shown(send(officer, northmere, upload(name, content)))
    assert not Import.objects.exists()


def test_zip_bomb_is_not_opened(officer, northmere):
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("episodes.csv", b"0" * 30_000_000)
    assert "far more" in shown(send(officer, northmere, upload("b.zip", out.getvalue())))
    assert not Import.objects.exists()


def test_zip_never_writes_outside_its_folder(officer, northmere, returns):
    import io
    import zipfile

    content = (returns / str(LAST) / "header.csv").read_bytes()
    out = io.BytesIO(zipped(returns / str(LAST), above=returns.parent))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("../../outside.csv", content)
        packed.writestr("/outside.csv", content)
    send(officer, northmere, upload("z.zip", out.getvalue()))
    one = Import.objects.get()
    home = folder_of(one.key)
    assert not list(home.parent.glob("outside*"))
    assert not list(home.glob("outside*"))


def test_job_that_the_server_broke_off_starts_again(officer, northmere, returns, monkeypatch):
    monkeypatch.setattr("belong.web.imports.views.enqueue", lambda one: None)
    page = send(officer, northmere, zip_of(returns, LAST)).headers["Location"]
    assert "Waiting for its turn" in shown(officer.client.get(page))
    assert officer.client.get(f"{page}again").status_code == 404
    Import.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "may have stopped" in shown(officer.client.get(page))
    monkeypatch.undo()
    assert officer.client.post(f"{page}again").status_code == 302
    assert Import.objects.get().state == State.PREVIEWED


def test_service_that_starts_takes_up_what_its_stop_broke_off(bring, returns, monkeypatch):
    one = bring(zip_of(returns, LAST))
    for state in (State.WAITING, State.READING):
        Import.objects.update(state=state)
        assert jobs.recover() == 1
        one.refresh_from_db()
        assert one.state == State.PREVIEWED
    Import.objects.update(state=State.APPLYING)
    assert jobs.recover() == 1
    one.refresh_from_db()
    assert one.state == State.APPLIED


def test_import_that_nobody_applies_expires_with_its_files(bring, returns):
    one = bring(zip_of(returns, LAST))
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=15))
    jobs.recover()
    one.refresh_from_db()
    assert one.state == State.EXPIRED
    assert not LinesPage.objects.exists()
    assert not folder_of(one.key).exists()


def test_second_upload_for_the_same_council_is_told_of_the_first(officer, northmere, returns):
    send(officer, northmere, zip_of(returns, LAST))
    page = send(officer, northmere, zip_of(returns, LAST)).headers["Location"]
    assert "Another import for the same records is open" in shown(officer.client.get(page))


def test_import_of_which_nothing_can_be_recorded_offers_nothing_to_apply(officer, northmere):
    rows = {"Families": [("F1",)]}
    page = send(officer, northmere, upload("w.xlsx", template(rows)), kind="workbook")
    text = officer.client.get(page.headers["Location"])
    assert "nothing in these files that can be recorded" in shown(text)
    assert "/apply" not in text.text


def test_template_can_be_downloaded_and_filled_in(officer, northmere):
    answer = officer.client.get(reverse("import-template"), {"as": "xlsx"})
    assert answer.content[:2] == b"PK"
    rows = {"Children": [("1", "", "Thorne", "Elsie", "1/2/2023")]}
    page = send(officer, northmere, upload("w.xlsx", template(rows)), kind="workbook")
    assert "Ready to check" in shown(officer.client.get(page.headers["Location"]))


def test_officer_of_another_agency_does_not_see_the_import(officer, northmere, signed_in, returns):
    page = send(officer, northmere, zip_of(returns, LAST)).headers["Location"]
    other = signed_in("performance_officer")
    assert other.client.get(page).status_code == 404
    assert other.client.post(f"{page}apply").status_code == 404
    assert "0 imports" in shown(other.client.get(reverse("imports")))
