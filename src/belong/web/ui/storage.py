"""Static files under hashed names, so that browsers may keep them for a year."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

__all__ = ["HashedStaticFiles"]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashes what scripts import, too: init.js names another file."""

    support_js_module_import_aggregation = True
