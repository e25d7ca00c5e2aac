"""Run by the tests: print what the database holds, every table and every figure."""

from __future__ import annotations

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from belong.web.keeping.backup import as_plain, contents_now

    told = as_plain(contents_now())
    del told["made_at"]
    sys.stdout.write(json.dumps(told))
