"""Django set up for the tests of the web service: before any test module names a model."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings_test")
django.setup()
