"""The map: communes, départements, places and bases as one SVG drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from markupsafe import Markup

from maillage.publish import classes, drawing, mosaic
from maillage.publish.projection import Floats, Panel, panel_key, panels
from maillage.vocabulary.plan import Plan

MOST_POLYGONS = 6000
"""Most communes drawn with their own outline; beyond, cells (:mod:`maillage.publish.mosaic`)."""


@dataclass(frozen=True)
class Atlas:
    """The map's drawing and what its caption needs."""

    svg: Markup
    height: float
    km_per_100: float  # kilometres of the metropole's (or the only) panel in 100 view units
    insets: bool
    drawn: str  # communes, cells, points or nothing
    without_outline: int
    circles: Sequence[tuple[int, float]]  # half-days and radius, for the legend
    crowded: bool  # too many places to show them at first


def draw(
    plan: Plan, outlines: Mapping[str, shapely.Geometry], points: Mapping[str, tuple[float, float]], tips: "Tips"
) -> Atlas:
    """Map of a plan.

    Parameters
    ----------
    plan
        The plan.
    outlines
        Polygons in degrees by commune code, département code or both; may be empty.
    points
        Longitude and latitude by commune code.
    tips
        Words shown under the pointer.
    """
    codes = plan.coverage["code"].to_list()
    at = dict(points) | {code: (lon, lat) for code, lon, lat in plan.places.select("code", "lon", "lat").iter_rows()}
    own = {code: outlines[code] for code in codes if code in outlines}
    borders = _borders(plan.coverage, own, outlines)
    lonlat = np.array([at.get(code, (np.nan, np.nan)) for code in codes], dtype=np.float64).reshape(-1, 2)
    frames, height = panels(_extents(codes, lonlat, own or borders))
    labels = classes.classify(plan.coverage)
    layers: list[str] = []
    drawn = "nothing"
    if own and len(own) <= MOST_POLYGONS:
        drawn = "communes"
        layers += drawing.polygons(own, frames, {code: row for row, code in enumerate(codes)}, labels, tips.communes)
    elif np.isfinite(lonlat).all(axis=1).mean() > 0.5 and len(codes) > 1500:
        drawn = "cells"
        layers += _cells(codes, lonlat, borders, frames, labels)
    elif np.isfinite(lonlat).any():
        drawn = "points"
    layers += drawing.borders(borders, frames, tips.groups)
    missing = [row for row, code in enumerate(codes) if code not in own and np.isfinite(lonlat[row]).all()]
    if drawn in ("communes", "points"):
        layers += drawing.dots(missing, codes, lonlat, frames, labels, tips.communes, large=drawn == "points")
    crowded = plan.places.height > 1200
    radius = drawing.radius_of(plan.places, crowded)
    layers += drawing.places(plan.places, frames, radius, tips.places, crowded)
    layers.append(drawing.bases(plan.posts, at, frames, crowded))
    layers += drawing.inset_names(frames, tips.names)
    main = next(iter(frames.values()), None)
    return Atlas(
        svg=Markup("".join(layers)),
        height=height,
        km_per_100=100 / main.scale if main else 0.0,
        insets=len(frames) > 1,
        drawn=drawn,
        without_outline=len(codes) - len(own) if drawn == "communes" else 0,
        circles=_samples(plan.places, radius),
        crowded=crowded,
    )


@dataclass(frozen=True)
class Tips:
    """Words shown under the pointer, already in the report's language."""

    communes: Sequence[str]  # by row of the coverage
    places: Sequence[str]  # by row of the places
    groups: Mapping[str, str]  # by département
    names: Mapping[str, str]  # of départements


def _borders(
    coverage: pl.DataFrame, own: Mapping[str, shapely.Geometry], outlines: Mapping[str, shapely.Geometry]
) -> dict[str, shapely.Geometry]:
    """Départements' outlines: the union of their communes where these are drawn, so that both have the same edges."""
    found = {}
    for (code,), group in coverage.sort("code").group_by("departement", maintain_order=True):
        members = [own[commune] for commune in group["code"] if commune in own]
        if members and len(own) <= MOST_POLYGONS:
            found[str(code)] = shapely.union_all(members)
        elif code in outlines:
            found[str(code)] = outlines[code]
    return found


def _extents(codes: list[str], lonlat: Floats, shapes: Mapping[str, shapely.Geometry]) -> list[tuple[str, Floats]]:
    """Points that each panel must hold: every commune and every outline's vertices."""
    held: dict[str, list[Floats]] = {}
    for code, point in zip(codes, lonlat, strict=True):
        held.setdefault(panel_key(code), []).append(point.reshape(1, 2))
    for code, shape in shapes.items():
        held.setdefault(panel_key(code), []).append(shapely.get_coordinates(shape))
    return [(key, np.vstack(parts)) for key, parts in held.items()]


def _cells(
    codes: list[str],
    lonlat: Floats,
    borders: Mapping[str, shapely.Geometry],
    frames: Mapping[str, Panel],
    labels: Mapping[str, np.typing.NDArray[np.int32]],
) -> list[str]:
    """Cells of every panel in the three layers."""
    keys = np.array([panel_key(code) for code in codes])
    parts = []
    for key, panel in frames.items():
        rows = np.flatnonzero((keys == key) & np.isfinite(lonlat).all(axis=1))
        if not len(rows):
            continue
        shapes = [shapely.transform(shape, panel.view) for code, shape in borders.items() if panel_key(code) == key]
        nearest = mosaic.grid(panel, panel.view(lonlat[rows]), shapes)
        for layer, classed in labels.items():
            of_cell = np.where(nearest >= 0, classed[rows][nearest], -1)
            parts.append(drawing.cells(layer, panel, mosaic.paths(of_cell)))
    return parts


def _samples(places: pl.DataFrame, radius: float) -> list[tuple[int, float]]:
    """Up to three sizes of circles for the legend."""
    if places.is_empty():
        return []
    most = int(places["half_days"].cast(pl.Int64).max() or 1)  # type: ignore[arg-type]
    return [(size, drawing.circle(size, radius)) for size in sorted({1, max(1, most // 4), most})]
