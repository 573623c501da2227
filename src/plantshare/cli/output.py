"""Where words go: results to standard output, messages to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

__all__ = ["say", "show", "show_json"]


def show(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Write a message to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def show_json(content: dict[str, Any]) -> None:
    """Write one object as JSON to standard output.

    Any: JSON holds data of any shape. Missing and infinite numbers are refused, as JSON has none.
    """
    show(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))
