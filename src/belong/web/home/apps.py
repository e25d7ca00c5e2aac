"""The home page as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["HomeConfig"]


class HomeConfig(AppConfig):
    """What waits for the person who signed in, and the review of openings."""

    name = "belong.web.home"
    label = "home"
    verbose_name = "Home"
