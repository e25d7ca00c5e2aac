"""Looking into a file before it is kept: that it is what it says, and that no virus is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.documents import scanner
from belong.web.documents.checking import CheckedFile, check_file

__all__ = ["look_into"]


def look_into(
    source: BinaryIO, name: str, *, refused: Callable[[bool], object]
) -> tuple[CheckedFile, datetime | None]:
    """The file in order, and when the scanner found nothing; None where none is set up.

    refused: notes that the scanner refused it; called with whether it found a virus. Raises
    BelongError for what ``check_file`` refuses, and where the scanner does not say it is clean.
    """
    source.seek(0)
    checked = check_file(source, name)
    if not scanner.is_set_up():
        return checked, None
    source.seek(0)
    try:
        scanner.scan(source.read())
    except BelongError as error:
        refused(isinstance(error, scanner.VirusFound))
        raise
    return checked, timezone.now()
