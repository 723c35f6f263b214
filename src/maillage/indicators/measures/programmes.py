"""Programmes of the State a territory takes part in."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, share, total

PROGRAMMES: dict[str, tuple[str, ...]] = {
    "acv": ("anct-programme-acv",),
    "pvd": ("anct-programme-pvd",),
    "va": ("anct-programme-va",),
    "fabriques": ("anct-programme-fabt",),
    "manufactures": ("anct-programme-manuprox",),
    "cites_educatives": ("anct-programme-citeduc",),
    "france_services": ("anct-france-services",),
    "qpv": ("anct-qpv-2024-liste", "anct-qpv-2024"),
    "zrr": ("zonage-zrr",),
    "frr": ("zonage-frr",),
}
"""Programmes and the sources that list their communes, the best first."""

URBAN = ("acv", "pvd", "va", "qpv")
"""Programmes of towns, villages and districts, at least one of which is counted for people."""

CLASSED = {"zrr": r"^[CP]\b", "frr": r"^FRR"}
"""Zonings name every commune: how the label of one that is in the zone begins, wholly or in part."""

INDICATORS = (
    *(
        Indicator(f"programmes.{name}", "communes", total(f"in_{name}"), (sources,))
        for name, sources in PROGRAMMES.items()
    ),
    Indicator(
        "programmes.people",
        "percent",
        share("in_any", "population"),
        tuple(PROGRAMMES[name] for name in URBAN),
    ),
)


def parts(ground: Ground) -> Parts:
    """1 for each commune of a programme, and people of communes in at least one."""
    found: Parts = {}
    inside: list[NDArray[np.bool_]] = []
    for name, sources in PROGRAMMES.items():
        table = ground.first(*sources)
        if table is None:
            continue
        member = ground.present(_members(table, name))
        found[f"in_{name}"] = member.astype(np.float64)
        if name in URBAN:
            inside.append(member)
    if len(inside) == len(URBAN):
        found["in_any"] = ground.people * np.any(inside, axis=0)
    return found


def _members(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Rows of communes that take part."""
    if name not in CLASSED:
        return table
    return table.filter(pl.col(name).str.contains(CLASSED[name]))
