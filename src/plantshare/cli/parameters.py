"""Parameters that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

__all__ = ["Above", "Count", "Json", "Names", "RunPath", "Share", "StudyOrRun", "StudyPath", "Workers"]

Json = Annotated[bool, Parameter(name="--json", negative="")]
StudyPath = Annotated[Path, Parameter(name="STUDY")]
RunPath = Annotated[Path, Parameter(name="RUN")]
StudyOrRun = Annotated[Path, Parameter(name="STUDY|RUN")]
Names = Annotated[tuple[str, ...], Parameter(consume_multiple=True, negative="")]
Share = Annotated[float | None, Parameter(validator=validators.Number(gte=0, lte=1))]
Above = Annotated[float | None, Parameter(validator=validators.Number(gt=0))]
Workers = Annotated[int | None, Parameter(validator=validators.Number(gt=0))]
Count = Annotated[int, Parameter(validator=validators.Number(gte=0))]
