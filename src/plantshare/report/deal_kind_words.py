"""How kinds of money of a deal are named."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["kind_words"]

KINDS: Mapping[str, str] = {
    "revenue": "sales of vehicles built",
    "import revenue": "sales of imports",
    "selling": "selling cost of vehicles built",
    "import selling": "selling cost of imports",
    "ex-works": "imports at the factory gate",
    "import freight": "freight of imports",
    "import duty": "duty on imports",
    "pipeline": "capital tied up in transit",
    "inbound freight": "freight of parts",
    "inbound duty": "duty on parts",
    "outbound": "freight to customers",
    "guest capital": "launch capital",
    "host capital": "launch capital of the host",
    "capital": "launch capital",
    "capital share": "share of launch capital",
    "unit fee": "fee per vehicle",
    "upfront": "sum at signature",
    "transfer price": "venture's vehicles",
    "kit margin": "margin on parts",
}
"""Kinds of money that read better in other words."""


def kind_words(kind: str) -> str:
    """Return a kind of money as a reader meets it.

    Examples
    --------
    >>> kind_words("pipeline"), kind_words("rent")
    ('capital tied up in transit', 'rent')
    """
    return KINDS.get(kind, kind)
