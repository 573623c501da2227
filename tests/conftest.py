"""Settings that every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

# A loaded machine makes any deadline fail; the same examples on every run of CI make a failure a finding.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")
