"""Settings of the tests: as in service but for speed, plain HTTP and no second factor."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before the settings are read: a folder of its own, a key that means nothing, no installation.
os.environ.setdefault("BELONG_HOME", tempfile.mkdtemp(prefix="belong-test-"))
os.environ.setdefault("SECRET_KEY", "for tests only")  # pragma: allowlist secret
for name in (
    "BELONG_DEMO",
    "BELONG_HOSTS",
    "BELONG_BEHIND_PROXY",
    "BELONG_NAME",
    "BELONG_VIRUS_SCANNER",
):
    os.environ.pop(name, None)
os.environ["BELONG_PLAIN_HTTP"] = "1"
os.environ["BELONG_SECOND_FACTOR"] = "0"

from belong.web.config.settings import *  # noqa: E402, F403
from belong.web.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The live server finds files by their plain names only.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": Path(os.environ["BELONG_HOME"]) / "test.sqlite3"}
