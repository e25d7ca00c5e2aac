"""``belong import`` and the commands beside it, in this process: what they print and record."""

from __future__ import annotations

import pytest

from belong.cli import main
from belong.web.children.models import ChildRow
from belong.web.imports.models import Import
from belong.web.ledger.models import Change

from .conftest import FIRST

pytestmark = pytest.mark.django_db


def test_import_previews_and_records_nothing_until_it_is_told_to(northmere, returns, capsys):
    year = str(returns / str(FIRST))

    assert main(["import", year, "--council", "991"]) == 0
    told = capsys.readouterr()
    assert "Nothing was recorded. Add --apply to record it." in told.err
    assert not Change.objects.exists()

    assert main(["import", year, "--council", "991", "--apply"]) == 0
    assert "Applied: " in capsys.readouterr().err
    assert Change.objects.count() == 1
    rows = list(ChildRow.objects.order_by("pk").values())
    assert rows

    assert main(["import", year, "--council", "991", "--apply", "--conflicts", "keep"]) == 0
    assert Change.objects.count() == 1
    assert Import.objects.filter(state=Import.State.APPLIED).count() == 2

    assert main(["rebuild"]) == 0
    assert f"Rebuilt the rows of {len(rows):,} records" in capsys.readouterr().err
    assert list(ChildRow.objects.order_by("pk").values()) == rows


def test_import_of_another_council_or_told_two_things_is_refused(northmere, returns_of_all, capsys):
    elsewhere = str(returns_of_all / "992" / str(FIRST))

    assert main(["import", elsewhere, "--council", "991", "--apply"]) == 2
    assert capsys.readouterr().err.startswith("belong: ")
    assert main(["import", elsewhere, "--apply", "--preview"]) == 2
    assert "not both" in capsys.readouterr().err
    assert not Change.objects.exists()


@pytest.mark.parametrize("command", ["backup", "restore", "drill"])
def test_keeping_without_a_passphrase_says_what_to_set(command, monkeypatch, tmp_path, capsys):
    monkeypatch.delenv("BELONG_BACKUP_PASSPHRASE", raising=False)
    file = tmp_path / "some.backup"

    assert main([command, str(file)]) == 2
    assert "Set BELONG_BACKUP_PASSPHRASE." in capsys.readouterr().err
    assert not file.exists()


def test_migrate_brings_the_database_up_to_date_and_may_be_repeated(capsys):
    assert main(["migrate"]) == 0
    assert "The database is up to date." in capsys.readouterr().err
