"""Build hook of the package: makes the report page, so that a wheel holds it and its users need no Node."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))

from front_end import NODE_WHEEL, PageError, build_page, is_current, node_on_path


class PageBuildHook(BuildHookInterface[Any]):  # Any: the hook needs nothing from the configuration
    """Builds the page before a wheel is packed, from a checkout or a source distribution."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs besides hatchling: Node as a package, where a page has to be built."""
        return [] if is_current(Path(self.root)) or node_on_path() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page when it is missing or older than its sources."""
        try:
            build_page(Path(self.root))
        except PageError as error:
            self.app.abort(str(error))
