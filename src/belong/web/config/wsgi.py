"""The service as a web server calls it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from belong.web.config.starting import read_ahead, settle

__all__ = ["application"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings")
application = get_wsgi_application()
read_ahead()
settle()
