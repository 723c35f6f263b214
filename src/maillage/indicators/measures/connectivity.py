"""Fixed and mobile connectivity, and its gap to big cities."""

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from maillage.indicators.cells import Floats
from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, ratio, share
from maillage.vocabulary.units import EARTH_RADIUS_KM

FIXED, SITES, COVERAGE = "arcep-ma-connexion-internet", "arcep-mon-reseau-mobile", "arcep-couverture-4g"
DENSITY = ("anct-grille-densite", "insee-grille-densite")

NEAR_SITE_KM = 5.0
"""Distance within which a mobile site is taken to serve a town: an assumption, as coverage is drawn in polygons."""

SPEEDS = (8, 30, 100)

INDICATORS = (
    Indicator("connectivity.fixed_100", "percent", share("at_least_100", "premises"), ((FIXED,),), "higher"),
    Indicator("connectivity.fixed_30", "percent", share("at_least_30", "premises"), ((FIXED,),), "higher"),
    Indicator("connectivity.fixed_without_8", "percent", share("under_8", "premises"), ((FIXED,),), "lower"),
    Indicator(
        "connectivity.fixed_gap", "points", share("at_least_100", "premises"), ((FIXED,), DENSITY), "higher",
        against="connectivity.fixed_100",
    ),
    Indicator("connectivity.mobile_4g", "percent", share("covered_4g", "covered_whole"), ((COVERAGE,),), "higher",
              "not_covered"),
    Indicator(
        "connectivity.mobile_gap", "points", share("covered_4g", "covered_whole"), ((COVERAGE,), DENSITY), "higher",
        "not_covered", against="connectivity.mobile_4g",
    ),
    Indicator(
        "connectivity.mobile_operators", "operators", ratio("operators_near", "sites_whole"), ((SITES,),), "higher",
        "not_covered",
    ),
    Indicator(
        "connectivity.mobile_sites", "per_10000", ratio("sites_4g", "sites_whole", 10_000), ((SITES,),), "higher",
        "not_covered",
    ),
)  # fmt: skip


def parts(ground: Ground) -> Parts:
    """Premises by speed reached, people covered by 4G, 4G sites, operators with a site near the town."""
    found: Parts = {}
    fixed, covered, sites = (ground.first(name) for name in (FIXED, COVERAGE, SITES))
    if fixed is not None:
        found["premises"] = ground.column(fixed, pl.col("premises"))
        for speed in SPEEDS:
            found[f"at_least_{speed}"] = ground.column(fixed, pl.col(f"at_least_{speed}_mbps"))
        found["under_8"] = found["premises"] - found["at_least_8"]
    if covered is not None:
        percent = ground.column(covered, pl.col("covered_4g_percent"))
        found["covered_4g"] = ground.people * percent / 100
        found["covered_whole"] = np.where(np.isfinite(percent), ground.people, np.nan)
    if sites is not None:
        fast = sites.filter("has_4g")
        told = _told(ground, sites)
        found["sites_4g"] = np.where(told, ground.count(fast), np.nan)
        found["operators_near"] = np.where(told, ground.people * operators_near(ground, fast), np.nan)
        found["sites_whole"] = np.where(told, ground.people, np.nan)
    return found


def operators_near(ground: Ground, sites: pl.DataFrame) -> Floats:
    """Operators with a site at most :data:`NEAR_SITE_KM` from each commune's point [n]."""
    towns = _on_earth(ground.territory.communes["lon"], ground.territory.communes["lat"])
    number = np.zeros(len(towns))
    placed = sites.drop_nulls(["operator", "longitude", "latitude"])
    for _, own in sorted(placed.group_by("operator"), key=lambda pair: str(pair[0])):
        points = _on_earth(own["longitude"], own["latitude"])
        distance, _ = cKDTree(points).query(towns, distance_upper_bound=NEAR_SITE_KM)
        number += np.isfinite(distance)
    return number


def _told(ground: Ground, sites: pl.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Communes of départements where the file has any site: it is published apart for mainland France and overseas."""
    own = ground.territory.communes["departement"]
    return own.is_in(own.filter(pl.Series(ground.present(sites))).unique().implode()).to_numpy()


def _on_earth(lon: pl.Series, lat: pl.Series) -> Floats:
    """Points of the sphere in kilometres [n, 3]."""
    x, y = np.radians(lon.to_numpy()), np.radians(lat.to_numpy())
    return EARTH_RADIUS_KM * np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
