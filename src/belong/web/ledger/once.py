"""A form that is sent twice (a double click, a page loaded again) records once."""

from __future__ import annotations

import re
import uuid

from django.db import IntegrityError, transaction

from belong.domain.errors import BelongError
from belong.web.ledger.models import Submission

__all__ = ["AlreadySaved", "new_token", "read_token", "save_once"]

_TOKEN = re.compile(r"[0-9a-f]{32}")


class AlreadySaved(BelongError):
    """This very form was saved before; nothing is to be done."""

    def __init__(self) -> None:
        super().__init__("This was saved already.")


def new_token() -> str:
    """A token for a form that is about to be shown."""
    return uuid.uuid4().hex


def read_token(posted: str | None) -> str:
    """The token that came with a form; a new one where none, or no token of ours, came."""
    return posted if posted and _TOKEN.fullmatch(posted) else new_token()


def save_once(*, token: str, by: str) -> None:
    """Claim the token, in the transaction that saves. Raises AlreadySaved for one claimed before.

    Where the transaction is rolled back the claim is, too, so that a refused form can be mended
    and sent again.
    """
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, by_person=by)
    except IntegrityError:
        raise AlreadySaved from None
