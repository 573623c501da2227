"""The plan board: what is built on which line in which year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.report.board.bars import Bar
from plantshare.report.board.drawing import spec_of
from plantshare.report.board.layout import BoardLine, Placed, board_of
from plantshare.report.board.pieces import drawn_rows
from plantshare.report.board.works import capital_by_option
from plantshare.report.chart import Chart, Field
from plantshare.report.words import currency_sign, listed, percent, plural, vehicles
from plantshare.results import Result
from plantshare.study import Study

__all__ = ["plan_board"]

KINDS = {"host": "own", "guest": "guest", "transfer": "own, moved here"}
NAMED_GUESTS = 2
"""As many guests that start in the same year are named in the title; more are counted."""


def plan_board(result: Result) -> Chart:
    """Return the plan board: a row for each line, a column for each year, a bar for each option built.

    A line is a group of shops that share a shift calendar. An option that passes shops of several groups
    stands on the line of its assembly shop (or line), and without one on that of its narrowest shop; see
    :func:`plantshare.report.board.lines.line_of_options`. Plants at home (:func:`home_of`) come
    first; lines that build nothing are shown with their shifts.
    """
    board = board_of(result)
    study = result.study
    first, last = int(study.years[0]), int(study.years[-1])
    placed = [(line, each) for line in board for each in line.bars]
    capital = capital_by_option(result)
    rows = [
        row_of(line, each, sum(capital.get(each.bar.option, {}).values())) for line, each in placed
    ]  # fmt: skip
    futures = len(study.futures)
    mean = f", expected over {futures} futures" if futures > 1 else ""
    return Chart(
        name="plan_board",
        title=title_of(board, first, last),
        subtitle=(
            f"Years of production, {first}\u2013{last}; on each bar its largest year, thousand vehicles a "
            f"year{mean}; strip: load, % of the capacity of the shifts run"
        ),
        description=description_of(board, first, last),
        fields=fields_of(currency_sign(str(study.settings["currency"])).strip()),
        rows=tuple({**row, **drawn} for row, drawn in zip(rows, drawn_rows(board), strict=True)),
        spec=spec_of(board, first, last),
        component="board",
        content=content_of(board, [int(year) for year in study.years]),
        formula=(
            "bar[j] runs over the years t with built[j,t] > 0, from its launch; volume[j,t] = sum_s P[s] "
            "built[j,t,s]; load[r,t] = sum_j a[j,r] volume[j,t]; utilisation[g,t] = load[r,t] / cap[r,t] in "
            "the fullest kind of shop of the line, where cap is that of the shifts run in the year"
        ),
        reads=("options", "incumbents", "demand", "shops", "shop_patterns", "shift_patterns", "routes"),
        behind=tuple(paths_behind(study, each.bar) for _, each in placed),
    )


def fields_of(sign: str) -> tuple[Field, ...]:
    """Return the columns of the table."""
    return (
        Field(name="line", label="Line"),
        Field(name="vehicle", label="Vehicle"),
        Field(name="brand", label="Brand"),
        Field(name="kind", label="Built as"),
        Field(name="mode", label="Build mode"),
        Field(name="first", label="First year", kind="year"),
        Field(name="last", label="Last year", kind="year"),
        Field(name="launch", label="Start of production", kind="year"),
        Field(name="end", label="End of production"),
        Field(name="peak", label="Largest year", unit="vehicles a year", kind="number"),
        Field(name="total", label="All years", unit="vehicles", kind="number"),
        Field(name="retooling", label="Retooling from", kind="year"),
        Field(name="capital", label="Launch capital", unit=f"{sign} million", kind="number", digits=1),
    )


def row_of(line: BoardLine, placed: Placed, capital: float) -> dict[str, Any]:
    """Return one row of the table. Any: cells are words, numbers or missing."""
    bar = placed.bar
    return {
        "line": line.line.name,
        "vehicle": bar.name,
        "brand": bar.brand,
        "kind": "partner" if bar.is_partner else KINDS[bar.kind],
        "mode": bar.mode,
        "first": bar.first,
        "last": bar.last,
        "launch": bar.launch,
        "end": f"{bar.ending} in {bar.last}" if bar.ending else None,
        "peak": bar.peak,
        "total": bar.total,
        "retooling": placed.retooling.first if placed.retooling else None,
        "capital": capital if bar.launch is not None else None,
    }


def title_of(board: Sequence[BoardLine], first: int, last: int) -> str:
    """Return the finding: how much is launched, on how many lines, and the first guest."""
    bars = [(line, each.bar) for line in board for each in line.bars]
    if not bars:
        return f"Nothing is built on {plural(len(board), 'line')} from {first} to {last}"
    launched = [line.line.label for line, bar in bars if bar.launch is not None]
    if not launched:
        building = len({line.line.label for line, _ in bars})
        lead = f"Nothing is launched: {plural(building, 'line')} only build what they build today"
        if building == 1:
            lead = "Nothing is launched: the one line that builds only builds what it builds today"
        return f"{lead}; {guests_of(bars)}"
    count = "1 launch" if len(launched) == 1 else f"{len(launched)} launches"
    return f"{count} on {plural(len(set(launched)), 'line')}; {guests_of(bars)}"


def guests_of(bars: Sequence[tuple[BoardLine, Bar]]) -> str:
    """Return the part of the title on guests: those built today, else the first to start, or none."""
    guests = [(line, bar) for line, bar in bars if bar.kind == "guest"]
    if not guests:
        return "no vehicle is built as a guest"
    today = [each for each in guests if each[1].launch is None]
    start = min(bar.first for _, bar in guests)
    earliest = today or [each for each in guests if each[1].first == start]
    if len(earliest) > NAMED_GUESTS:
        return (
            f"{len(earliest)} guests are built today"
            if today
            else f"the first {len(earliest)} guests start in {start}"
        )
    named = listed([f"{bar.name} at {line.line.plant_name}" for line, bar in earliest])
    word = "guest" if len(earliest) == 1 else "guests"
    if today:
        return f"today's {word}: {named}"
    rank = "only" if len(guests) == len(earliest) else "first"
    return f"the {rank} {word} {'is' if word == 'guest' else 'are'} {named} in {start}"


def description_of(board: Sequence[BoardLine], first: int, last: int) -> str:
    """Return the picture in words: launches, ends, the largest bar, and lines that stand still."""
    bars = [(line, each.bar) for line in board for each in line.bars]
    if not bars:
        return f"Plan board of {plural(len(board), 'line')} from {first} to {last}, without a bar."
    launched = sum(bar.launch is not None for _, bar in bars)
    ended = sum(bool(bar.ending) for _, bar in bars)
    guests = sum(bar.kind == "guest" for _, bar in bars)
    line, largest = max(bars, key=lambda each: each[1].peak)
    parts = [
        f"Plan board of {plural(len(board), 'line')} from {first} to {last} with {plural(len(bars), 'bar')}: "
        f"{launched} launched, {ended} ended before {last}, {guests} as a guest.",
        f"The largest is {largest.name} at {line.line.name} with {vehicles(largest.peak)} vehicles a year.",
    ]
    idle = [each.line.name for each in board if not each.bars]
    parts += [f"Nothing is built at {listed(idle)}."] if idle else []
    full = [
        (load.utilisation, each.line.name, year)
        for each in board for year, load in each.loads.items() if load.utilisation is not None
    ]  # fmt: skip
    if full:
        share, name, year = max(full, key=lambda each: each[0])
        parts.append(f"The fullest line is {name} in {year}, at {percent(share)} of the shifts run.")
    return " ".join(parts)


def paths_behind(study: Study, bar: Bar) -> tuple[str, ...]:
    """Return the figures that decide a bar: what it builds today or costs to launch, and its demand."""
    paths = []
    if bar.launch is None:
        paths.append(f"incumbents.{bar.option}.built")
    else:
        paths.append(f"options.{bar.option}.capex")
        if float(study["options.peak_rate"].sel(option=bar.option)) < float("inf"):
            paths.append(f"options.{bar.option}.peak_rate")
    if bar.vehicle in set(study.frame("demand")["vehicle"]):
        paths.append(f"vehicles.{bar.vehicle}.demand")
    return tuple(paths)


def content_of(board: Sequence[BoardLine], years: list[int]) -> dict[str, Any]:
    """Return what the component draws. Any: JSON of any shape."""
    places = iter(range(sum(len(line.bars) for line in board)))
    names = {line.line.label: line.line.name for line in board}
    return {
        "years": years,
        "rows": [
            {
                "group": line.line.label if line.line.has_shops else "",
                "plant": line.line.plant_name,
                "label": line.line.line_name,
                "is_home": line.line.is_home,
                "lanes": line.lanes,
                "closed": line.closed,
                "bars": [bar_content(each, next(places), names) for each in line.bars],
                "retooling": [
                    *(
                        {"first": each.retooling.first, "last": each.retooling.last, "lane": each.lane,
                         "label": each.retooling.label, "words": each.retooling.words, "kind": "retooling"}
                        for each in line.bars if each.retooling
                    ),
                    *(
                        {"first": work.first, "last": work.last, "lane": lane,
                         "label": work.label, "words": work.words, "kind": work.kind}
                        for lane, work in line.works
                    ),
                ],
                "load": [
                    {"year": year, "load": round(load.load, 3), "capacity": round(load.capacity, 3),
                     "utilisation": None if load.utilisation is None else round(load.utilisation, 6),
                     "shops": load.shops, "class": load.place}
                    for year, load in sorted(line.loads.items())
                ],
                "patterns": {str(year): words.short for year, words in sorted(line.patterns.items())},
                "patterns_full": {
                    str(year): words.full
                    for year, words in sorted(line.patterns.items()) if words.full != words.short
                },
            }
            for line in board
        ],
    }  # fmt: skip


def bar_content(placed: Placed, place: int, names: dict[str, str]) -> dict[str, Any]:
    """Return one bar as the component draws it; ``row`` is its place in the table. Any: JSON."""
    bar = placed.bar
    return {
        "row": place,
        "vehicle": bar.name,
        "brand": bar.brand,
        "kind": bar.kind,
        "partner": bar.is_partner,
        "moved_from": names.get(bar.moved_from, ""),
        "first": bar.first,
        "last": bar.last,
        "volumes": {str(year): round(units, 3) for year, units in bar.volumes.items()},
        "peak": bar.peak,
        "mode": bar.mode,
        "launch": bar.launch is not None,
        "runout": bool(bar.ending),
        "end": bar.ending,
        "lane": placed.lane,
        "free_until": placed.free_until,
    }
