"""Launches and deals: who may start what, when, how long it runs, and on which terms."""

from __future__ import annotations

from plantshare.results.checker.audit import COUNT, MILLIONS, SHARE, VEHICLES, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.sides import builds_for_fee, buyers, capital_share

__all__ = ["check_budgets", "check_deals", "check_launches"]


def check_launches(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check when each option starts, in which years it is active, and at how many plants a vehicle is."""
    for name in ("launched", "ended"):
        for (option, year), amount in plan.rows(name):
            findings.whole("whole decisions", amount, decision=name, option=option, year=year)
    for option in figures.names("options"):
        starts = [year for year in figures.years if plan.is_chosen("launched", option, year)]
        findings.at_most("launch once", len(starts), 1, COUNT, option=option)
        for year in starts:
            check_launch(figures, plan, findings, option, year)
        check_activity(figures, plan, findings, option, starts)
    for vehicle, options in figures.options_of.items():
        local = [option for option in options if figures.word("options.mode", option) != "import"]
        limit = figures.number("vehicles.site_limit", vehicle)
        for year in figures.years:
            count = sum(plan.get("active", option, year) for option in local)
            findings.at_most("plants of a vehicle", count, limit, COUNT, vehicle=vehicle, year=year)


def check_launch(figures: Figures, plan: Plan, findings: Findings, option: str, year: int) -> None:
    """Check one launch: the window, sharing, the deal and body tooling."""
    where: dict[str, object] = {"option": option, "year": year}
    built_today = figures.has("incumbents", option)
    findings.holds(
        "launch of an option built today", not built_today, "a launch", "none, as it runs already", **where
    )
    earliest = figures.years[0] + figures.number("options.lead_years", option)
    earliest = max(earliest, figures.stated("options.earliest_launch", option) or earliest)
    latest = figures.stated("options.latest_launch", option) or figures.years[-1]
    findings.holds(
        "launch window",
        earliest <= year <= latest,
        f"a launch in {year}",
        f"launches from {earliest:.0f} to {latest:.0f}",
        **where,
    )
    sharing = figures.setting("sharing")
    deal = figures.opens.get(option)
    findings.holds(
        "sharing",
        not figures.is_guest(option) or sharing == "on" or deal is not None,
        f"a launch at the plant of {figures.owner(option)} with sharing '{sharing}'",
        "launches at a company's own plants"
        if sharing == "off"
        else "launches at a company's own plants, and those a deal names",
        **where,
    )
    if deal is not None:
        findings.holds(
            "signed deal",
            plan.is_chosen("signed", deal) and figures.deal_runs(deal, year),
            "a launch",
            f"launches in the years of deal {deal} once it is signed",
            **where,
        )
    check_tooling_for(figures, plan, findings, option, year)


def check_tooling_for(figures: Figures, plan: Plan, findings: Findings, option: str, year: int) -> None:
    """Check that each shop with a list of platforms holds the platform of what is launched."""
    platform = figures.word("vehicles.platform", figures.vehicle(option))
    listed = {shop for shop, _ in figures.keys("shop_platforms")}
    for shop in figures.shops_of.get(option, {}):
        if platform == "" or shop not in listed:
            continue
        held = figures.flag("shop_platforms.installed", shop, platform) or any(
            plan.is_chosen("tooled", shop, platform, earlier) for earlier in figures.years if earlier <= year
        )
        findings.holds(
            "body tooling",
            held,
            "a launch",
            f"launches once {shop} is tooled for {platform}",
            option=option,
            year=year,
        )


def check_activity(figures: Figures, plan: Plan, findings: Findings, option: str, starts: list[int]) -> None:
    """Check in which years an option is active, from its launch or run-out, its life and early end."""
    built_today = figures.has("incumbents", option)
    until = figures.number("incumbents.until", option) if built_today else float("-inf")
    life = figures.number("options.life_years", option)
    may_end = figures.flag("options.may_end_early", option)
    for year in figures.years:
        alive = built_today and not year > until
        alive = alive or any(start <= year < start + life for start in starts)
        over = any(plan.is_chosen("ended", option, earlier) for earlier in figures.years if earlier <= year)
        where: dict[str, object] = {"option": option, "year": year}
        findings.equal(
            "activity", plan.get("active", option, year), float(alive and not over), SHARE, **where
        )
        ends = plan.is_chosen("ended", option, year)
        findings.holds("early end", may_end or not ends, "an early end", "none for this option", **where)


def check_deals(figures: Figures, plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check which deals are signed together, what they reserve and the shortfall under their minimum."""
    by_deals = figures.setting("sharing") == "deals"
    together: dict[str, int] = {}
    for (deal,), amount in plan.rows("signed"):
        findings.whole("whole decisions", amount, decision="signed", deal=deal)
        findings.holds(
            "sharing", by_deals, f"deal {deal} signed", "deals only where sharing is 'deals'", deal=deal
        )
        findings.holds(
            "idle deal", is_used(figures, plan, deal), f"deal {deal} signed", "a use of it", deal=deal
        )
        word = figures.word("deals.exclusive", deal)
        if word != "" and amount > 0.5:
            together[word] = together.get(word, 0) + 1
    for word, count in together.items():
        findings.at_most("exclusive deals", count, 1, COUNT, deals_marked=word)
    if not by_deals:
        findings.holds("deal shortfall", not any(plan.rows("shortfall")), "a shortfall", "none without deals")
        return
    for deal in figures.names("deals"):
        for scenario in scenarios:
            for year in figures.years:
                check_volume(figures, plan, findings, deal=deal, year=year, scenario=scenario)


def is_used(figures: Figures, plan: Plan, deal: str) -> bool:
    """Return whether an option of the deal is launched, or is built today."""
    own = {option for option, opener in figures.opens.items() if opener == deal}
    launched = {option for (option, _), amount in plan.rows("launched") if amount > 0.5}
    return bool(own & (launched | set(figures.names("incumbents"))))


def check_volume(
    figures: Figures, plan: Plan, findings: Findings, *, deal: str, year: int, scenario: str
) -> None:
    """Check one deal in one year: no more than it reserves, and the shortfall under its minimum."""
    where: dict[str, object] = {"deal": deal, "year": year, "scenario": scenario}
    options = [option for option, opener in figures.opens.items() if opener == deal]
    volume = sum(plan.get("built", option, year, scenario) for option in options)
    signed = plan.is_chosen("signed", deal)
    reserved = figures.number("deal_terms.maximum", deal, year=year)
    if reserved < float("inf"):
        findings.at_most("deal maximum", volume, reserved if signed else 0.0, VEHICLES, **where)
    runs = signed and figures.deal_runs(deal, year)
    promised = figures.number("deal_terms.minimum", deal, year=year) if runs else 0.0
    short = max(0.0, promised - volume)
    findings.equal("deal shortfall", plan.get("shortfall", deal, year, scenario), short, VEHICLES, **where)


def check_budgets(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check what each company spends on launches, tooling and expansions over the planned years."""
    spent: dict[str, float] = dict.fromkeys(figures.names("companies"), 0.0)
    for (option, launch), share in plan.rows("launched"):
        capital = sum(figures.capital_in(option, launch, year) for year in figures.years)
        for company, part in buyers(figures, option):
            spent[company] += capital * share * part
        if option in figures.opens and builds_for_fee(figures, option):
            part, host, guest = capital_share(figures, figures.opens[option])
            spent[host] += capital * share * part
            spent[guest] -= capital * share * part
    for (shop, platform, _), share in plan.rows("tooled"):
        cost = figures.number("shop_platforms.tooling_cost", shop, platform)
        spent[figures.shop_owner(shop)] += cost * share
    for (expansion, _), share in plan.rows("expanded"):
        owner = figures.shop_owner(figures.word("expansions.shop", expansion))
        spent[owner] += figures.number("expansions.cost", expansion) * share
    for company, amount in spent.items():
        budget = figures.number("companies.capex_budget", company)
        findings.at_most("capital budget", amount, budget, MILLIONS, company=company)
