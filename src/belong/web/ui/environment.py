"""The environment of the templates: where they are, and what every one of them may call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from belong.web.ui import words
from belong.web.ui.forms.components import component_of, errors_of
from belong.web.ui.navigation import navigation

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["environment"]


def environment(**options: Any) -> Environment:
    """Templates of our own apps (`jinja2/<app>/...`) and the design system's macros.

    Undefined names print nothing, because the design system's macros lean on that.
    """
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader(
                [
                    f"{app.path}/jinja2"
                    for app in apps.get_app_configs()
                    if app.name.startswith("belong.web.")
                ]
            ),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["trim_blocks"] = options["lstrip_blocks"] = True
    made = Environment(**options)  # noqa: S701 - Django's options switch autoescaping on
    calls: dict[str, Callable[..., Any]] = {
        "static": static,
        "url": url,
        "get_messages": get_messages,
        "navigation": navigation,
        "component_of": component_of,
        "form_errors": errors_of,
    }
    made.globals.update(calls)
    made.globals.update(
        service_name=settings.SERVICE_NAME, is_demo=settings.IS_DEMO, is_trial=settings.IS_TRIAL
    )
    made.filters.update(
        day=words.day,
        short_day=words.short_day,
        moment=words.moment,
        short_moment=words.short_moment,
        counted=words.counted,
    )
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; arguments as they stand."""
    return reverse(name, args=args or None, kwargs=kwargs or None)
