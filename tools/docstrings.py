"""Turn the docstrings of the package into Markdown."""

from __future__ import annotations

import inspect
import re

__all__ = ["markdown", "plain"]

ROLE = re.compile(r":[a-z]+:`~?([^`]+)`")
FACTS = re.compile(r"^(Reads|Needs|Adds|Stage)\s+(.*)$")


def markdown(text: str | None) -> str:
    r"""Return a numpy-style docstring as Markdown.

    Indented formulas stay as they are, since Markdown reads them as code.

    Examples
    --------
    >>> print(markdown("Return u.\n\nParameters\n----------\nbuilt\n    Vehicles ``x`` built.\n"))
    Return u.
    <BLANKLINE>
    **Parameters**
    <BLANKLINE>
    - `built`: Vehicles `x` built.
    """
    parts = []
    for title, body in sections(inspect.cleandoc(text or "")):
        if not title:
            parts.append(prose(body))
        elif title == "Examples":
            parts.append(f"**{title}**\n\n{examples(body)}")
        else:
            parts.append(f"**{title}**\n\n{definitions(body)}")
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def sections(text: str) -> list[tuple[str, list[str]]]:
    """Return the titled sections of a docstring, the untitled one first."""
    found: list[tuple[str, list[str]]] = [("", [])]
    lines = text.split("\n")
    for number, line in enumerate(lines):
        underline = lines[number + 1] if number + 1 < len(lines) else ""
        if line and re.fullmatch(r"-{3,}", underline):
            found.append((line.strip(), []))
        elif not re.fullmatch(r"-{3,}", line):
            found[-1][1].append(line)
    return found


def prose(lines: list[str]) -> str:
    """Return paragraphs as they are, and the facts of a block as a list."""
    out: list[str] = []
    inside = False
    for line in lines:
        fact = FACTS.match(line)
        if fact:
            out += ([] if inside else [""]) + [f"- **{fact[1]}** {plain(fact[2])}"]
            inside = True
        elif inside and line.startswith(" ") and line.strip():
            out[-1] += f" {plain(line.strip())}"
        else:
            inside = False
            out.append(line if line.startswith("    ") else plain(line))
    return "\n".join(out)


def definitions(lines: list[str]) -> str:
    """Return names and their indented text as a list; text without names as it is."""
    out: list[str] = []
    for line in lines:
        if not line.strip():
            continue
        if not line.startswith(" "):
            out.append(f"- `{line.strip()}`")
        elif out:
            joint = " " if ": " in out[-1] else ": "
            out[-1] += joint + plain(line.strip())
    return "\n".join(out)


def examples(lines: list[str]) -> str:
    """Return prose as it is and each run of interpreter lines as a code block."""
    out: list[str] = []
    inside = False
    for line in lines:
        starts = line.startswith(">>>")
        if starts and not inside:
            out.append("```pycon")
        elif inside and not line.strip():
            out.append("```")
        inside = starts or (inside and bool(line.strip()))
        out.append(line if inside else plain(line))
    if inside:
        out.append("```")
    return "\n".join(out)


def plain(text: str) -> str:
    """Return text with cross-references and double backticks as Markdown code."""
    return ROLE.sub(r"`\1`", text).replace("``", "`")
