"""Markets, lanes, tariffs, origin rules, quotas and factor prices."""

from __future__ import annotations

from uk.inputs import YEARS, Inputs
from uk.ledger import Cell, Figure, Row, Tables, figure

__all__ = ["MARKETS", "trade_tables"]

EU_COUNTRIES = "AT;BE;BG;CY;CZ;DE;DK;EE;ES;FI;FR;GR;HR;HU;IE;IT;LT;LU;LV;MT;NL;PL;PT;RO;SE;SI;SK"
MARKETS = (
    ("GB", "United Kingdom", "GB"),
    ("EU", "European Union", EU_COUNTRIES),
    ("US", "United States", "US"),
    ("CN", "China", "CN"),
    ("REST", "Other markets", "AE;AU;CA;CH;IL;JP;KR;MX;NO;NZ;SA;TR;ZA"),
)
LANES = {
    "GB": ("GB", "EU", "US", "CN", "REST"),
    "SK": ("GB", "EU", "US", "CN", "REST"),
    "ES": ("GB", "EU"),
    "CN": ("GB", "EU", "CN", "REST"),
}
"""Markets that plants of a country ship to in this study."""

TRANSIT = {
    ("GB", "GB"): 5, ("GB", "EU"): 10, ("GB", "US"): 30, ("GB", "CN"): 50, ("GB", "REST"): 40,
    ("SK", "GB"): 10, ("SK", "EU"): 7, ("SK", "US"): 35, ("SK", "CN"): 55, ("SK", "REST"): 45,
    ("ES", "GB"): 8, ("ES", "EU"): 7,
    ("CN", "EU"): 43, ("CN", "CN"): 5, ("CN", "REST"): 30,
}  # fmt: skip
POUND_FREIGHT = {
    ("GB", "GB"): "inland_delivery", ("CN", "CN"): "inland_delivery", ("GB", "EU"): "freight_to_eu",
}  # fmt: skip
DOLLAR_FREIGHT = {("CN", "GB"): "freight_roro_to_gb", ("CN", "EU"): "freight_roro_to_eu"}
EURO_FREIGHT = {("SK", "EU"), ("ES", "EU"), ("ES", "GB")}
SEA_FREIGHT = {"US": "freight_gb_us", "CN": "freight_gb_cn", "REST": "freight_gb_rest"}
"""Where the research gives freight on a lane, and what stands for it elsewhere."""

CVD_END = 2029
CVD_SHARE_OF_LAST_YEAR = 10 / 12
ORIGIN_CHANGE = 2027


def trade_tables(inputs: Inputs) -> Tables:
    """Return the tables of markets and of what lies between plants and markets."""
    duties, later = tariff_rows(inputs)
    rules, earlier = origin_rows(inputs)
    return {
        "markets": [
            {"market": market, "name": name, "countries": countries} for market, name, countries in MARKETS
        ],
        "lanes": lane_rows(inputs),
        "tariffs": duties,
        "tariffs_by_year": later,
        "origin_rules": rules,
        "origin_rules_by_year": earlier,
        "quotas": [us_quota(inputs)],
        "factors": factor_rows(inputs),
    }


def lane_rows(inputs: Inputs) -> list[Row]:
    """Return the lanes from each plant to the markets it may serve."""
    rows = []
    for plant in inputs.table("plants"):
        country = plant["country"] or plant_country(inputs, plant["research_id"])
        for market in LANES[country]:
            row: Row = {"plant": plant["plant"], "market": market}
            row["freight"] = freight(inputs, country, market)
            by_sea = (country, market) not in {("GB", "GB"), ("SK", "EU"), ("ES", "EU"), ("CN", "CN")}
            row["handling"] = inputs.figure("handling_gb" if by_sea else "handling_home")
            row["transit_days"] = transit(inputs, country, market)
            rows.append(row)
    return rows


def plant_country(inputs: Inputs, research_id: str) -> str:
    """Return the country of a researched plant."""
    files = ("uk/plants", "europe/plants")
    found = [row for file in files for row in inputs.research.all(file, plant_id=research_id)]
    return found[0]["country"]


def transit(inputs: Inputs, country: str, market: str) -> Figure:
    """Return the days in transit and port stock."""
    if (country, market) == ("CN", "GB"):
        return inputs.cost("CN", "transit_time_to_gb")
    days = TRANSIT[country, market]
    claim = f"assumed_transit_{country}_{market}".lower()
    reason = "By distance from the transit time found for China to Britain."
    return inputs.assumed.around(claim, days, 0.3, "days", reason)


def freight(inputs: Inputs, country: str, market: str) -> Figure:
    """Return freight to the dealer port, converted to pounds."""
    lane = (country, market)
    if lane in POUND_FREIGHT:
        return inputs.cost("GB", POUND_FREIGHT[lane])
    if lane in DOLLAR_FREIGHT:
        return converted(inputs.cost("CN", DOLLAR_FREIGHT[lane]), inputs.figure("usd_gbp"))
    if lane in EURO_FREIGHT:
        metric = "freight_finished_car_eur_per_vehicle"
        found = inputs.research.figure(
            "europe/country_costs", unit="EUR/vehicle", country=country, metric=metric
        )
        return converted(found, inputs.figure("eur_gbp"))
    if lane == ("SK", "GB"):
        return inputs.figure("freight_sk_gb")
    sea = inputs.figure(SEA_FREIGHT[market])
    if country != "SK":
        return sea
    rail = inputs.figure("freight_sk_deep_sea")
    return figure(sea.value + rail.value, sea, rail, note="rail and sea")


def converted(found: Figure, rate: Figure) -> Figure:
    """Return an amount in pounds."""
    note = f"{found.value:,.0f} at {rate.value:g}"
    return figure(round(found.value * rate.value, 1), found, rate, note=note)


def trade_share(inputs: Inputs, **wanted: str) -> Figure:
    """Return a rate of the trade file as a share."""
    found = inputs.research.figure("uk/trade", **wanted)
    return found.at(round(found.value / 100, 6))


def tariff_rows(inputs: Inputs) -> tuple[list[Row], list[Row]]:
    """Return duties by origin, market and powertrain, and the years in which they differ."""
    mfn = trade_share(inputs, origin="GB", destination="EU", product="car", measure="mfn_tariff")
    free = trade_share(inputs, origin="GB", destination="EU", measure="tca_preference")
    back_free = free.at(free.value, "the agreement holds both ways")
    to_gb = trade_share(inputs, origin="CN", destination="GB", product="car", measure="mfn_tariff")
    to_eu = trade_share(inputs, origin="CN", destination="EU", product="car", measure="mfn_tariff")
    to_us = trade_share(inputs, origin="GB", destination="US", measure="trq_in_quota")
    to_cn = trade_share(inputs, origin="GB", destination="CN", measure="mfn_tariff")
    eu_us = inputs.research.figure(
        "europe/country_costs", country="US", metric="car_import_tariff_mfn_pct", partner="EU"
    )
    rest, cn_rest = inputs.figure("tariff_gb_rest"), inputs.figure("tariff_cn_rest")
    extra = trade_share(
        inputs,
        origin="CN",
        destination="EU",
        measure="countervailing_duty",
        maker="Chery and other cooperating makers",
    )
    none = trade_share(inputs, origin="CN", destination="GB", measure="countervailing_duty")
    rows = [
        tariff("GB", "EU", duty=mfn, preference=free),
        tariff("GB", "US", duty=to_us),
        tariff("GB", "CN", duty=to_cn),
        tariff("GB", "REST", duty=rest),
        tariff("SK", "GB", duty=to_gb, preference=back_free),
        tariff("SK", "US", duty=eu_us.at(eu_us.value / 100)),
        tariff("SK", "CN", duty=to_cn),
        tariff("SK", "REST", duty=rest),
        tariff("ES", "GB", duty=to_gb, preference=back_free),
        tariff("CN", "GB", duty=to_gb, countervailing=none),
        tariff("CN", "EU", duty=to_eu),
        tariff("CN", "EU", "BEV", duty=to_eu, countervailing=extra),
        tariff("CN", "REST", duty=cn_rest),
    ]
    end = "until 29 October 2029; no decision on what follows was found"
    last = extra.at(round(extra.value * CVD_SHARE_OF_LAST_YEAR, 4), end)
    later = [
        tariff("CN", "EU", "BEV", year=year, countervailing=last if year == CVD_END else extra.at(0, end))
        for year in YEARS
        if year >= CVD_END
    ]
    return rows, later


def tariff(origin: str, market: str, powertrain: str = "all", **cells: Cell) -> Row:
    """Return one row of duties."""
    return {"origin": origin, "market": market, "powertrain": powertrain, **cells}


def origin_rows(inputs: Inputs) -> tuple[list[Row], list[Row]]:
    """Return the origin rules between Britain and the EU, and the laxer ones of the first year."""
    combustion = trade_share(inputs, measure="roo_max_non_originating")
    electrified = {"product": "car", "powertrain": "BEV;PHEV", "measure": "roo_min_originating"}
    later = inputs.research.figure("uk/trade", valid_from="2027-01-01", **electrified)
    before = inputs.research.figure("uk/trade", valid_from="2021-01-01", **electrified)
    lanes = (("GB", "EU"), ("SK", "GB"), ("ES", "GB"))
    rows: list[Row] = []
    first: list[Row] = []
    for origin, market in lanes:
        key: Row = {"origin": origin, "market": market}
        rows.append(key | {"powertrain": "all", "max_non_originating": combustion})
        for powertrain in ("PHEV", "BEV"):
            key = {"origin": origin, "market": market, "powertrain": powertrain}
            share = later.at(round(1 - later.value / 100, 6))
            rows.append(key | {"max_non_originating": share, "battery_required": True})
            lax = before.at(round(1 - before.value / 100, 6), "until the end of 2026")
            years = range(YEARS[0], ORIGIN_CHANGE)
            first += [
                key | {"year": year, "max_non_originating": lax, "battery_required": False} for year in years
            ]
    return rows, first


def us_quota(inputs: Inputs) -> Row:
    """Return the quota of the United States for British cars."""
    inside = {"origin": "GB", "destination": "US", "measure": "trq_in_quota"}
    units = inputs.research.figure("uk/trade", "quota_units_per_year", "vehicles/yr", **inside)
    low = trade_share(inputs, **inside)
    high = trade_share(inputs, origin="GB", destination="US", measure="over_quota")
    return {
        "quota": "us_cars_from_gb",
        "origin": "GB",
        "market": "US",
        "units": units,
        "covered_share": inputs.figure("quota_share"),
        "extra_duty": figure(round(high.value - low.value, 6), high, low),
    }


def factor_rows(inputs: Inputs) -> list[Row]:
    """Return wage and energy prices, in the money of each country, and the rate to pounds."""
    pound, euro, yuan = (None, inputs.figure("eur_gbp"), inputs.figure("cny_gbp"))
    return [
        factor_row(inputs, "GB", pound, "gas_price_gb", period="2024-H2"),
        factor_row(inputs, "SK", euro, "gas_price_eu"),
        factor_row(inputs, "ES", euro, "gas_price_eu"),
        factor_row(inputs, "CN", yuan, "gas_price_cn"),
    ]


def factor_row(inputs: Inputs, country: str, rate: Figure | None, gas: str, period: str = "") -> Row:
    """Return the factor prices of one country: researched in euro and pounds, stated in its money."""
    worth = 1.0 if rate is None else rate.value
    euro, growth = inputs.figure("eur_gbp"), inputs.figure("wage_growth")
    hourly = inputs.cost(country, "labour_cost_per_hour_auto")
    wage = hourly.value * growth.value * euro.value / worth
    power = inputs.cost(country, "industrial_electricity_price", period)
    gas_price = inputs.figure(gas)
    money = () if rate is None else (rate,)
    note = f"{hourly.value:g} EUR in 2023, grown to 2025"
    wage_figure = figure(round(wage, 2), hourly, growth, euro, *money, note=note)
    if country == "GB":
        row = inputs.research.find("uk/claims", id="dm31")
        words = "The press names energy and labour cost as the hurdle to local building."
        wage_figure = wage_figure.also([inputs.research.cite("uk/claims", row)], note=words)
    cells: Row = {"country": country, "wage": wage_figure}
    cells["electricity_price"] = figure(round(power.value / worth, 1), power, *money)
    cells["gas_price"] = figure(round(gas_price.value / worth, 1), gas_price, *money)
    if rate is not None:
        cells["exchange_rate"] = rate
    return cells
