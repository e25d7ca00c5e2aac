"""The service as a web server calls it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

__all__ = ["application", "settle"]

#: Objects made before Python looks for rings of dead ones, and how often it looks among older ones.
#: A page makes tens of thousands, nearly all of which go by themselves.
_LOOKS_AFTER = (50_000, 20, 50)


def settle() -> None:
    """Have Python's collector pass over what is there for good, and come round more seldom.

    Else a page now and then waits some 20 ms while all the modules are looked through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_LOOKS_AFTER)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reads all pages now, and not while the first reader waits
settle()
