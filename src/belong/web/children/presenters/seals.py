"""Seals that wait for a second person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from belong.web.children.models import ChildRecord
from belong.web.children.presenters.story import title_of, when_of
from belong.web.ledger.models import Seal
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import moment

__all__ = ["seals_table"]


def seals_table(waiting: Sequence[tuple[ChildRecord, Seal]], names: Mapping[str, str]) -> Table:
    """One line for each seal, oldest first. Children stand by their reference."""
    return Table(
        "Seals that wait for you",
        (Column("Entry"), Column("Child"), Column("Asked by"), Column("Reason")),
        tuple(
            Row.of(
                Cell(
                    f"{title_of(seal.event.kind)}, {when_of(seal.event)}",
                    href=reverse("child_seal_agree", args=[child.key, seal.event.key]),
                ),
                child.pseudonym,
                Cell(names.get(seal.asked_by, ""), below=moment(seal.asked_at)),
                seal.reason,
            )
            for child, seal in waiting
        ),
        empty="No seal waits for your agreement.",
        is_caption_hidden=True,
    )
