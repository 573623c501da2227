"""What a check is: a code, how bad it is, its words, and the function that finds it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from plantshare.errors import Problem
from plantshare.study.checks.facts import Facts, Finding

__all__ = ["Check", "Severity"]

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Check:
    """One domain check.

    The docstring of ``find`` is the page of the reference: its first line is the title, the rest is
    the paragraph that says why it matters and how to get out of it.

    Parameters
    ----------
    code
        Short code that messages, docs and tests share.
    severity
        Errors stop a study from loading, because its plan would be wrong or impossible.
    find
        Function from the facts of a study to everything that the check finds in it.
    """

    code: str
    severity: Severity
    find: Callable[[Facts], Iterator[Finding]]

    @property
    def title(self) -> str:
        """Return what is wrong, in one sentence without full stop."""
        return self.page[0].removesuffix(".")

    @property
    def text(self) -> str:
        """Return the paragraph of the reference page: why it matters and the way out."""
        return " ".join(line.strip() for line in self.page[1:] if line.strip())

    @property
    def page(self) -> list[str]:
        """Return the lines of the docstring that describes the check."""
        return (inspect.getdoc(self.find) or "").splitlines() or [""]

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Yield what the check finds as problems that carry its code and severity."""
        for finding in self.find(facts):
            # Any: the fields of a finding are words and a line number, as Problem wants them.
            place: Mapping[str, Any] = {name: getattr(finding, name) for name in Finding.__slots__}
            yield Problem(code=self.code, severity=self.severity, **place)
