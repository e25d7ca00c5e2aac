"""What every test shares: how hard the property tests search."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A shared machine makes single examples slow now and then: speed is measured in benchmarks/.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("fast", settings.get_profile("default"), max_examples=20)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
