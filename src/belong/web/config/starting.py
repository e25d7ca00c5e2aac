"""What a process of the service does once, before its first reader comes."""

from __future__ import annotations

import gc

from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.urls import get_resolver

__all__ = ["read_ahead", "settle"]

#: Objects made before Python looks for rings of dead ones, and how often it looks among older ones.
#: A page makes tens of thousands, nearly all of which go by themselves.
_LOOKS_AFTER = (50_000, 20, 50)


def read_ahead() -> None:
    """Read all pages and compile all templates now, and not while the first readers wait.

    It adds about a second to the start of a process; the first page of all took a third of one.
    """
    get_resolver().url_patterns  # noqa: B018 - reading them is what it does
    for engine in engines.all():
        if isinstance(engine, Jinja2):
            for name in engine.env.list_templates(extensions=["html"]):
                engine.env.get_template(name)


def settle() -> None:
    """Have Python's collector pass over what is there for good, and come round more seldom.

    Else a page now and then waits some 20 ms while all the modules are looked through.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_LOOKS_AFTER)
