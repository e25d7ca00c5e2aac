"""Preparing the demo: the made-up region, once, and its sign-ins."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.agencies.demo import prepare_agencies
from belong.web.demo import load_demo

__all__ = ["prepare_demo"]


def prepare_demo(say: Callable[[str], None]) -> None:
    """Everything that the demo starts with; what is there already stays as it is.

    Raises BelongError where these are not the settings of a demo: made-up people never stand beside
    real ones.
    """
    if not settings.IS_DEMO:
        raise BelongError("This is not the demo, so no made-up data are put into it.")
    today = timezone.localdate()
    prepare_agencies(today=today)
    load_demo(today=today, folder=settings.DATA_FOLDER / "demo" / "returns", say=say)
