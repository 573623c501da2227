"""Run the command line as ``python -m plantshare``."""

from __future__ import annotations

from plantshare.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
