"""What a process of the service has done before its first reader comes."""

from __future__ import annotations

from django.template import engines
from django.template.backends.jinja2 import Jinja2

from belong.web.config.starting import read_ahead


def test_every_page_is_compiled_before_the_first_reader_comes():
    engine = engines["jinja2"]
    assert isinstance(engine, Jinja2)
    made = engine.env
    assert made.cache is not None
    made.cache.clear()
    read_ahead()
    compiled = {name for _, name in made.cache}
    assert {"ui/page.html", "performance/front.html", "reports/report.html"} <= compiled
    assert compiled == set(made.list_templates(extensions=["html"]))
