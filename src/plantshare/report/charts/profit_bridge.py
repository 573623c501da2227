"""What lies between the profit of two runs, by company and kind of money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.bridge_picture import spec_of
from plantshare.report.charts.bridge_steps import LEAST, Group, groups_of
from plantshare.report.palette import INK, LOSS, UTILISATION, WHITE
from plantshare.report.words import currency_sign, listed, money, number, percent, plural
from plantshare.results import Result
from plantshare.results.compare import NOTHING, cell_differences, setting_differences

__all__ = ["profit_bridge"]

GAIN, COST = UTILISATION[3].fill, UTILISATION[1].fill
GAIN_LINE, COST_LINE = UTILISATION[4].fill, LOSS
"""Outlines of transfers, which have no filling."""

UNSAID = ("name", "title", "illustrative", "gap", "time_limit")
"""Settings that name a study or say how long to solve; they explain no difference of profit."""
MOST_SAID = 2
"""Settings that a title can name; more are counted."""

SPOKEN = {("sharing", "deals"): "sharing by deals"}
"""Settings that read better in other words."""
SAME = "The same inputs"
NO_CHANGE = 1e-6
"""Steps below a unit of currency are rounding and left out."""


def profit_bridge(result: Result, before: Result) -> Chart:
    """Return the steps from the profit of one run to that of another, in present values.

    Parameters
    ----------
    result
        The run that the bridge leads to.
    before
        The run it starts from.

    Raises
    ------
    LabelError
        If the two count in different currencies or prices.
    """
    check_money(result, before)
    groups = groups_of(result, before)
    names = run_words(result, before)
    code = str(result.study.settings["currency"])
    rows, behind = rows_of(groups, names, code)
    return Chart(
        name="profit_bridge",
        title=title_of(groups, names, result, before),
        subtitle=subtitle_of(groups, result, before),
        description=description_of(groups, names, code),
        fields=fields_of(code),
        rows=tuple(rows),
        spec=spec_of(rows, code),
        formula=(
            "change[company,kind] = pv_after[company,kind] - pv_before[company,kind]; pv = sum over years t "
            "and scenarios s of probability[s] * discount[t] * amount[t,s]; income is above zero, cost below"
        ),
        reads=("demand", "vehicles", "options", "factors", "lanes", "tariffs", "group_patterns"),
        behind=tuple(behind),
    )


def check_money(result: Result, before: Result) -> None:
    """Raise if amounts of the two runs cannot be set against each other."""
    one, two = (
        f"{each.study.settings['currency']} of {each.study.settings['price_year']}"
        for each in (before, result)
    )
    if one != two:
        raise LabelError(
            f"the runs count in {one} and in {two}; a bridge needs two runs in one currency and price year"
        )


def fields_of(code: str) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = f"{currency_sign(code).strip()} million"
    return (
        Field(name="company", label="Company"),
        Field(name="item", label="Kind of money"),
        Field(name="before", label="Before", unit=unit, kind="number", digits=1),
        Field(name="after", label="After", unit=unit, kind="number", digits=1),
        Field(name="change", label="Change", unit=unit, kind="number", digits=1),
        Field(name="is_transfer", label="Paid between companies", kind="flag"),
    )


def run_words(result: Result, before: Result) -> tuple[str, str]:
    """Return what tells the two runs apart, the one to start from first; "before" and "after" if too much."""
    table = setting_differences(before.study, result.study)
    table = table[~table["setting"].isin(UNSAID)]
    if table.empty or len(table) > MOST_SAID:
        return "before", "after"
    one, two = (
        listed([setting_words(str(row.setting), getattr(row, side)) for row in table.itertuples()])
        for side in ("a", "b")
    )
    return one, two


def setting_words(setting: str, value: Any) -> str:
    """Return a setting with its value; Any: values are words, numbers and flags.

    Examples
    --------
    >>> setting_words("sharing", "on"), setting_words("discount_rate", 0.095)
    ('sharing on', 'discount rate 9.5%')
    >>> setting_words("scenarios", "s1, s2, s3"), setting_words("scenarios", "base")
    ('scenarios s1, s2 and s3', 'scenario base')
    >>> setting_words("futures", "40 drawn futures, seed 1")
    '40 drawn futures, seed 1'
    """
    if setting == "scenarios":
        names = str(value).split(", ")
        return f"scenario{'s' if len(names) > 1 else ''} {listed(names)}"
    if setting == "futures":
        return str(value)
    if (setting, value) in SPOKEN:
        return SPOKEN[setting, value]
    words = setting.replace("_", " ")
    entry = load_dictionary().settings.get(setting)
    if isinstance(value, float):
        return f"{words} {percent(value, 1) if entry and 'share' in str(entry.unit) else f'{value:g}'}"
    if isinstance(value, bool):
        return f"{words} {'on' if value else 'off'}"
    return f"{words} {str(value).replace('_', ' ') or 'not set'}"


def title_of(groups: Sequence[Group], names: tuple[str, str], result: Result, before: Result) -> str:
    """Return the finding: what the difference between the runs earns, and who gains and loses by it."""
    code = str(result.study.settings["currency"])
    total = sum(group.change for group in groups)
    if names == ("before", "after"):
        start, end = difference_words(result, before), "the run before"
    else:
        start, end = sentence(names[1]), names[0]
    verb = "earn" if " and " in names[1] or start == SAME else "earns"
    if abs(total) < LEAST:
        return f"{start} {verb} as much as {end}{parties(groups, code)}"
    size, more = money(abs(total), code), "more" if total > 0 else "less"
    return f"{start} {verb} {size} {more} than {end}{parties(groups, code)}"


def parties(groups: Sequence[Group], code: str, most: int = 2) -> str:
    """Return who gains and loses most, as the end of a title; nothing where one company changes."""
    moved = sorted(
        (group for group in groups if abs(group.change) >= LEAST), key=lambda each: -abs(each.change)
    )
    if len(moved) < most:
        return ""
    return ": " + listed(
        [
            f"{group.name} {'gains' if group.change > 0 else 'loses'} {money(abs(group.change), code)}"
            for group in moved[:most]
        ]
    )


def difference_words(result: Result, before: Result) -> str:
    """Return the subject of the title where no one or two settings name the difference."""
    settings = setting_differences(before.study, result.study)
    settings = settings[~settings["setting"].isin(UNSAID)]
    cells = cell_differences(before.study, result.study)
    parts = [plural(len(settings), "setting")] if len(settings) else []
    if len(cells) == 1 and not parts and NOTHING not in (cells["a"].iloc[0], cells["b"].iloc[0]):
        cell = cells.iloc[0]
        place = ".".join(str(part) for part in (cell["table"], cell["row"], cell["column"]) if part)
        year = "" if cell["year"] is None or cell["year"] != cell["year"] else f" in {int(cell['year'])}"
        one, two = (cell_words(cell[side]) for side in ("a", "b"))
        return f"The plan with {place} at {two} instead of {one}{year}"
    if len(cells):
        parts.append(plural(len(cells), "figure"))
    return f"The plan with {listed(parts)} changed" if parts else SAME


def cell_words(value: object) -> str:
    """Return the value of a cell as a reader sees it."""
    if isinstance(value, float):
        return number(value, 0 if value == round(value) else 4)
    return str(value)


def subtitle_of(groups: Sequence[Group], result: Result, before: Result) -> str:
    """Return what is plotted, in which money, and how sure the difference is."""
    settings = result.study.settings
    code = str(settings["currency"])
    sign = currency_sign(code)
    one, two = totals(groups)
    parts = [
        f"Change of present value by company and kind, {sign.strip()} million of {settings['price_year']} "
        f"at {percent(settings['discount_rate'], 1)} a year"
    ]
    low, high = result.proof.objective - before.proof.bound, result.proof.bound - before.proof.objective
    same = max(abs(result.proof.objective - two), abs(before.proof.objective - one)) < LEAST
    if same and high - low >= 2 * LEAST:
        # Each best plan lies between what was found and what is proven, so their difference does too.
        parts.append(
            f"best plans proven to differ by {sign}{number(low, 1)} to {sign}{number(high, 1)} million"
        )
    if any(abs(step.change) >= LEAST for group in groups for step in group.steps if step.is_transfer):
        parts.append("outlined: paid between companies, in sum zero")
    return "; ".join(parts)


def description_of(groups: Sequence[Group], names: tuple[str, str], code: str) -> str:
    """Return the picture in words."""
    sign = currency_sign(code)
    before, after = totals(groups)
    parts = []
    for group in groups:
        steps = sorted(
            (step for step in group.steps if abs(step.change) >= LEAST), key=lambda each: -abs(each.change)
        )
        largest = [f"{step.name} {money(step.change, code, signed=True)}" for step in steps[:3]]
        parts.append(
            f"{group.name}: {money(group.change, code, signed=True)}"
            + (f", most of all {listed(largest)}." if largest else ".")
        )
    return (
        f"Waterfall from {sign}{number(before, 1)} million ({names[0]}) to {sign}{number(after, 1)} million "
        f"({names[1]}). " + " ".join(parts)
    )


def rows_of(
    groups: Sequence[Group], names: tuple[str, str], code: str
) -> tuple[list[dict[str, Any]], list[tuple[str, ...]]]:
    """Return the rows from top to bottom, and the figures behind each; Any: cells of any kind."""
    before, after = totals(groups)
    sign, everyone = currency_sign(code), "All companies"
    rows = [row_of("end", everyone, names[0], (before, None), 0.0)]
    rows[0]["label"] = f"{sentence(names[0])}: {sign}{number(before, 1)} million"
    behind: list[tuple[str, ...]] = [()]
    total = 0.0
    for group in groups:
        rows.append(row_of("company", group.name, "all kinds", (group.before, group.after), total))
        behind.append(())
        for step in (each for each in group.steps if abs(each.change) >= NO_CHANGE):
            values = (step.before, step.after)
            rows.append(row_of("step", group.name, step.name, values, total, is_transfer=step.is_transfer))
            behind.append(step.behind)
            total += step.change
    rows.append(row_of("total", everyone, "difference", (before, after), 0.0))
    rows.append(row_of("end", everyone, names[1], (None, after), total))
    rows[-1]["label"] = f"{sentence(names[1])}: {sign}{number(after, 1)} million"
    for place, row in enumerate(rows):
        row["place"], row["next"] = place, min(place + 1, len(rows) - 1)
    return rows, [*behind, (), ()]


def totals(groups: Sequence[Group]) -> tuple[float, float]:
    """Return the present value of all companies before and after, in millions."""
    return sum(group.before for group in groups), sum(group.after for group in groups)


def sentence(words: str) -> str:
    """Return words with a capital letter in front."""
    return f"{words[:1].upper()}{words[1:]}"


def row_of(
    role: str,
    company: str,
    item: str,
    values: tuple[float | None, float | None],
    start: float,
    *,
    is_transfer: bool = False,
) -> dict[str, Any]:
    """Return one row with its bar, colours and words; Any: cells of any kind.

    Rows of role "end" name a run, those of role "company" a company; only steps and the total have bars.
    """
    before, after = values
    change = None if before is None or after is None else after - before
    size = change or 0.0
    fill, line = (GAIN, GAIN_LINE) if size >= 0 else (COST, COST_LINE)
    if role == "total":
        fill = line = INK
    sign = "+" if round(size, 1) > 0 else ""
    return {
        "role": role, "company": company, "item": item, "before": before, "after": after,
        "change": change, "is_transfer": is_transfer,
        "start": start, "end": start + size if role in ("step", "total") else start,
        "label": company if role == "company" else "Difference" if role == "total" else item,
        "words": "" if change is None else f"{sign}{number(change, 1)}",
        "fill": WHITE if is_transfer else fill, "line": line if is_transfer else fill,
    }  # fmt: skip
