"""The command line: parse, call, print."""

from plantshare.cli.app import main, make_app

__all__ = ["main", "make_app"]
