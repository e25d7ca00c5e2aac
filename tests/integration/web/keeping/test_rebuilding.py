"""Rebuilding: rows written in bulk, folded by one process or by several, are the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from belong.web.families.models import FamilyRecord, FamilyRowVersion
from belong.web.ledger.bulk import pack, write_packed
from belong.web.ledger.models import Change


def test_rebuild_by_one_process_or_two_makes_the_rows_that_were_folded_one_by_one(
    installation: Callable[[], Any],
) -> None:
    told = json.loads(installation().run("rebuilding.py"))
    same = {"folded": 4, "same": True}
    assert told == {"empty": [], "by 1": same, "by 2": same}


def test_pack_refuses_what_is_no_number_word_or_date() -> None:
    change = Change(number=1, recorded_at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="datetime"):
        pack([change])


def test_rows_written_in_bulk_break_no_constraint(region) -> None:
    family = FamilyRecord.objects.create(pseudonym="F-0001", agency=region)
    (packed,) = pack([FamilyRowVersion(family=family, change=3, until_change=3, stage="A1")])
    with pytest.raises(IntegrityError), transaction.atomic():
        write_packed(packed)
    assert not FamilyRowVersion.objects.exists()
