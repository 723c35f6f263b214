"""Access to digital help: places listed by the territories, France services and when they are open."""

import numpy as np
import polars as pl

from maillage.indicators.cells import Floats
from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, ratio, share, total
from maillage.indicators.measures import nearby

PREFIX = "mediation-"
NATIONAL = "mediation-national"
FRANCE_SERVICES = "anct-france-services"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")

LEAST_LISTED = 5
"""Places that regional files must list in a département to tell of it: fewer are those of a neighbour's file."""

LISTS = (
    NATIONAL, "mediation-bourgogne-franche-comte", "mediation-bus-charente", "mediation-charente", "mediation-corse",
    "mediation-epernay", "mediation-etapes-numeriques", "mediation-gironde", "mediation-grand-lyon-mdm",
    "mediation-hub-antilles-guyane", "mediation-hub-du-sud", "mediation-le-havre", "mediation-maine-et-loire",
    "mediation-mulhouse", "mediation-numi-normandie", "mediation-region-sud",
)  # fmt: skip
"""Files of places of digital help: the national one, and regional ones in their many shapes."""

_LISTED = (LISTS,)
_HOUSES = ((FRANCE_SERVICES,),)

INDICATORS = (
    Indicator("help.places", "places", total("places"), _LISTED, "higher", "not_covered"),
    Indicator("help.hours_known", "percent", share("places_with_hours", "places"), _LISTED, "higher", "not_covered"),
    nearby.mean_minutes("help.place", "place", _LISTED),
    nearby.within("help.place", "place", 15, _LISTED),
    nearby.mean_minutes("help.france_services", "france_services", _HOUSES),
    nearby.within("help.france_services", "france_services", 30, _HOUSES),
    nearby.within("help.full_week", "full_week", 30, _HOUSES),
    nearby.within("help.saturday", "saturday", 30, _HOUSES),
    Indicator(
        "help.france_services_hours", "hours_per_1000", ratio("open_hours", "population", 1000), _HOUSES, "higher"
    ),
)

FULL_WEEK_HOURS = 24.0
"""Weekly hours from which a France services is open all week: the scheme asks for at least 24."""


def parts(ground: Ground) -> Parts:
    """Places listed and people near one; France services by opening."""
    found: Parts = {}
    listed = places(ground)
    if listed is not None:
        told = _told(ground, listed)
        found["places"] = ground.count(listed) * told
        found["places_with_hours"] = ground.count(listed.filter("hours_known")) * told
        found |= nearby.of(ground, "place", ground.reach.minutes(ground.present(listed)), (15,), told)
    houses = ground.first(FRANCE_SERVICES)
    if houses is not None:
        hours = houses.select("code_insee", saturday=_hours("samedi"), week=pl.sum_horizontal(_hours(d) for d in DAYS))
        kinds = {
            "france_services": hours,
            "full_week": hours.filter(pl.col("week") >= FULL_WEEK_HOURS),
            "saturday": hours.filter(pl.col("saturday") > 0),
        }
        for name, kind in kinds.items():
            found |= nearby.of(ground, name, ground.reach.minutes(ground.present(kind)), (30,))
        found["open_hours"] = np.nan_to_num(ground.column(hours, pl.col("week")))
    return found


def places(ground: Ground) -> pl.DataFrame | None:
    """Places of digital help tied to a commune, each once: the same name in the same commune is one place."""
    names = [NATIONAL] if NATIONAL in ground.tables else [name for name in LISTS if name in ground.tables]
    if not names:
        return None
    tables = []
    for name in names:
        table = ground.tables[name]
        known = pl.col("horaires").is_not_null() if "horaires" in table.columns else pl.lit(False)
        called = pl.col("nom").cast(pl.String) if "nom" in table.columns else pl.lit(None, pl.String)
        tables.append(table.select(code_insee=pl.col("code_insee").cast(pl.String), name=called, hours_known=known))
    stacked = pl.concat(tables).drop_nulls("code_insee").with_row_index()
    key = pl.col("name").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    one = pl.coalesce(key, pl.format("{}", "index"))
    return stacked.group_by("code_insee", one.alias("name"), maintain_order=True).agg(pl.col("hours_known").any())


def _told(ground: Ground, listed: pl.DataFrame) -> Floats:
    """1 for communes of départements the files tell of, not a number elsewhere."""
    if NATIONAL in ground.tables:
        return np.ones(len(ground.people))
    number = pl.Series(ground.count(listed))
    departement = ground.territory.communes["departement"]
    per = pl.DataFrame({"departement": departement, "number": number})
    enough = per.select(pl.col("number").sum().over("departement") >= LEAST_LISTED)["number"].to_numpy()
    return np.where(enough, 1.0, np.nan)


def _hours(day: str) -> pl.Expr:
    """Hours a day is open, from ``09:00 - 12:00 / 13:30 - 17:00``; a span that runs backwards counts for none."""
    spans = pl.col(f"hours_{day}").fill_null("").str.extract_all(r"\d\d:\d\d\s*-\s*\d\d:\d\d")
    number = pl.element().str.extract_all(r"\d\d").list.eval(pl.element().cast(pl.Float64))
    clock = [number.list.get(k, null_on_oob=True) for k in range(4)]
    open_for = (clock[2] + clock[3] / 60 - clock[0] - clock[1] / 60).clip(lower_bound=0.0)
    return spans.list.eval(open_for).list.sum()
