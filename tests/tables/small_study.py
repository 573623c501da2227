"""A small valid study that has every kind of column, as the text of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "study.toml": 'name = "two plants"\ncurrency = "GBP"\nprice_year = 2026\nfirst_year = 2026\n'
    "last_year = 2030\ngap = 0.01\nillustrative = true\n",
    "companies.csv": "company,name,role,capex_budget\nnissan,Nissan,maker,1500\njlr,JLR,,\n",
    "plants.csv": "plant,company,partners,country,max_length,powertrains\n"
    "sunderland,nissan,jlr;nissan,GB,4.9,BEV;ICE\nhalewood,jlr,,GB,,\n",
    "shift_patterns.csv": "pattern,role,shifts,hours,days,straight_time\n"
    "off,closed,,,,\none,run,1,8,230,true\ntwo,run,2,7.5,230,false\n",
    "groups.csv": "group,plant,start_pattern\nline1,sunderland,two\nline2,halewood,one\n",
    "group_patterns.csv": "group,pattern,fixed_cost,crew\nline1,one,10,100\nline1,two,18,200\n"
    "line2,one,9,90\n",
    "shops.csv": "shop,group,kind,gross_rate,uptime,slots\ns1,line1,line,60,0.9,3\ns2,line2,line,30,0.85,\n",
    "shop_patterns.csv": "shop,pattern,capacity\ns2,one,120000\n",
    "platforms.csv": "platform\ncmf\n",
    "vehicles.csv": "vehicle,company,platform,powertrain,length\n"
    "leaf,nissan,cmf,BEV,4.49\nevoque,jlr,,ICE,4.37\n",
    "ramps.csv": "ramp,age,share\nfast,0,0.5\nfast,1,1\n",
    "capex_profiles.csv": "profile,years_before,share\neven,0,0.5\neven,1,0.5\n",
    "options.csv": "option,vehicle,plant,mode,capex,capex_profile,lead_years,earliest_launch,ramp\n"
    "leaf-s,leaf,sunderland,full,120,even,1,2027,fast\nevoque-h,evoque,halewood,,,,,,\n",
    "options_by_year.csv": "option,year,parts_cost\nleaf-s,2028,15000\n",
    "routes.csv": "option,shop,use\nleaf-s,s1,1\nevoque-h,s2,1.1\n",
    "incumbents.csv": "option,built,until\nevoque-h,50000,2028\n",
    "markets.csv": "market,countries\nGB,GB\nEU,DE;FR\n",
    "demand.csv": "vehicle,market,units,net_revenue,must_serve\n"
    "leaf,GB,30000,25000,yes\nleaf,EU,20000,24000,\n"
    "evoque,GB,20000,35000,no\n",
    "demand_by_year.csv": "vehicle,market,year,units\nleaf,GB,2028,40000\n",
    "lanes.csv": "plant,market,freight\nsunderland,GB,300\nsunderland,EU,700\n",
    "factors.csv": "country,wage\nGB,30\n",
    "tariffs.csv": "origin,market,powertrain,duty,preference\nGB,EU,all,0.1,0\n",
    "origin_rules.csv": "origin,market,max_non_originating,battery_required\nGB,EU,0.45,true\n",
    "origin_rules_by_year.csv": "origin,market,powertrain,year,battery_required\nGB,EU,,2027,false\n"
    "GB,EU,,2028,\n",
    "deals.csv": "deal,host,guest,options,first_year\nd1,jlr,nissan,leaf-s;evoque-h,2027\n",
    "deal_terms.csv": "deal,unit_fee\nd1,900\n",
    "quotas.csv": "quota,origin,market,units\nq1,GB,EU,1000\n",
    "sources.csv": "source,title,published\nsmmt,\"Output, 2025\",2026-01\n",
    "claims.csv": "claim,source,value,as_of,grade\nc1,smmt,764715,2025-12-31,A\n",
    "evidence.csv": "table,row,column,year,claim,note\n"
    "demand,leaf/GB,units,,c1,\"two\nlines, \"\"quoted\"\"\"\n",
    "statistics.csv": "statistic,country,year,vehicle_class,units,compared_with\n"
    "uk25,GB,2025,car_and_cv,764715,\nuk24,GB,2024,car,779584,uk25\n",
    "capacity_statements.csv": "statement,plant,pattern,units,basis\nk1,sunderland,two,500000,stated\n",
    "scenarios.csv": "scenario,probability\nlow,0.5\n",
    "scenario_changes.csv": "scenario,table,row,column,year,how,value\nlow,demand,*,units,,scale,0.8\n",
    "feebates.csv": "market,powertrain,amount\nGB,BEV,1500\n",
    "shop_platforms.csv": "shop,platform,installed\ns1,cmf,true\n",
    "expansions.csv": "expansion,shop,capacity,cost\ne1,s1,50000,80\n",
    "support.csv": "support,payer,kind,options,rate\ng1,nissan,grant,leaf-s,0.2\n",
    "rules.csv": "rule,kind,plant,vehicle,option,units\nr1,keep_open,halewood,leaf,leaf-s,\n",
}  # fmt: skip
"""Text of each file of a valid study."""


def write_files(folder: Path, changes: Mapping[str, str | bytes | None]) -> Path:
    """Return a folder with the valid study after changes; a file changed to none is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**FILES, **changes}.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        elif content is not None:
            (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder
