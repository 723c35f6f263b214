"""Pieces of the map's SVG; presentation by class names only, since the page forbids inline styles."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl
import shapely
from markupsafe import escape
from numpy.typing import NDArray

from maillage.publish.mosaic import CELL
from maillage.publish.projection import Floats, Panel, locate, panel_key

FINE = 4
"""Steps of outlines' coordinates per view unit."""

Labels = Mapping[str, NDArray[np.int32]]

_INITIAL = {"service": "s", "need": "n", "reach": "r"}


def class_names(labels: Labels, row: int) -> str:
    """Class names of a commune: one per layer, such as ``s3 n1 r0``."""
    return " ".join(f"{_INITIAL[layer]}{classed[row]}" for layer, classed in labels.items())


def outline(shape: shapely.Geometry, panel: Panel) -> str:
    """Path of a polygon in whole steps, relative from the first point of each ring; empty if nothing is left."""
    parts = []
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors) if polygon.geom_type == "Polygon" else ():
            steps = np.rint(panel.view(shapely.get_coordinates(ring)) * FINE).astype(int)
            moves = np.diff(steps, axis=0)
            moves = moves[moves.any(axis=1)]
            if len(moves) >= 3:
                path = " ".join(f"{x} {y}" for x, y in moves[:-1].tolist())
                parts.append(f"M{steps[0][0]} {steps[0][1]}l{path}z".replace(" -", "-"))
    return "".join(parts)


def polygons(
    shapes: Mapping[str, shapely.Geometry],
    frames: Mapping[str, Panel],
    row_of: Mapping[str, int],
    labels: Labels,
    tips: Sequence[str],
) -> Iterator[str]:
    """Communes with their outline."""
    yield f'<g class="communes" transform="scale({1 / FINE:g})">'
    for code, shape in shapes.items():
        row = row_of[code]
        path = outline(shape, frames[panel_key(code)])
        if path:
            yield f'<path class="{class_names(labels, row)}" d="{path}"><title>{escape(tips[row])}</title></path>'
    yield "</g>"


def cells(layer: str, panel: Panel, paths: Mapping[int, str]) -> str:
    """Cells of a panel in one layer."""
    x, y = panel.corner
    inner = "".join(f'<path class="{_INITIAL[layer]}{label}" d="{path}"/>' for label, path in paths.items())
    return f'<g class="cells layer-{layer}" transform="translate({x:g} {y:g}) scale({CELL:g})">{inner}</g>'


def borders(
    shapes: Mapping[str, shapely.Geometry], frames: Mapping[str, Panel], tips: Mapping[str, str]
) -> Iterator[str]:
    """Outlines of départements, with their figures under the pointer."""
    yield f'<g class="borders" transform="scale({1 / FINE:g})">'
    for code, shape in shapes.items():
        frame = frames.get(panel_key(code))
        if frame is not None:
            yield f'<path d="{outline(shape, frame)}"><title>{escape(tips.get(code, code))}</title></path>'
    yield "</g>"


def dots(
    rows: Sequence[int],
    codes: Sequence[str],
    lonlat: Floats,
    frames: Mapping[str, Panel],
    labels: Labels,
    tips: Sequence[str],
    large: bool,
) -> Iterator[str]:
    """Communes without outline."""
    radius = 7 if large else 4
    yield '<g class="dots">'
    for row in rows:
        x, y = frames[panel_key(codes[row])].view(lonlat[row])[0]
        names = class_names(labels, row)
        spot = f'cx="{x:.0f}" cy="{y:.0f}" r="{radius}"'
        yield f'<circle class="{names}" {spot}><title>{escape(tips[row])}</title></circle>'
    yield "</g>"


def radius_of(places: pl.DataFrame, crowded: bool) -> float:
    """Radius of a place of one half-day, such that the largest stays readable."""
    most = float(places["half_days"].max() or 1)  # type: ignore[arg-type]
    return min(0.7 if crowded else 3.2, (12 if crowded else 34) / math.sqrt(most))


def circle(half_days: float, radius: float) -> float:
    """Radius of a place's circle, whose area is proportional to its half-days."""
    return radius * math.sqrt(max(half_days, 1))


def places(
    table: pl.DataFrame, frames: Mapping[str, Panel], radius: float, tips: Sequence[str], crowded: bool
) -> Iterator[str]:
    """Places as circles; many places as a few paths of round dots, without words."""
    yield '<g class="places" data-part="places">'
    lonlat = table.select(pl.col("lon", "lat").cast(pl.Float64).fill_null(float("nan"))).to_numpy()
    at = locate(frames, table["code"].to_list(), lonlat)
    half_days = table["half_days"].to_list()
    buckets: dict[float, list[str]] = {}
    for row in sorted(np.flatnonzero(np.isfinite(at[:, 0])).tolist(), key=lambda row: -half_days[row]):
        x, y = float(at[row, 0]), float(at[row, 1])
        size = circle(half_days[row], radius)
        if crowded:
            buckets.setdefault(round(2 * size, 0) or 1.0, []).append(f"M{x:.1f} {y:.1f}h0")
        else:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"><title>{escape(tips[row])}</title></circle>'
    for width, marks in buckets.items():
        yield f'<path stroke-width="{width:g}" d="{"".join(marks)}"/>'
    yield "</g>"


def bases(
    posts: pl.DataFrame, at: Mapping[str, tuple[float, float]], frames: Mapping[str, Panel], crowded: bool
) -> str:
    """Home bases as small diamonds."""
    side = 2 if crowded else 6 if posts.height <= 100 else 4
    codes = [code for code in posts["base"].unique().sort() if code in at] if posts.height else []
    spots = locate(frames, codes, np.array([at[code] for code in codes], dtype=np.float64).reshape(-1, 2))
    spots = spots[np.isfinite(spots[:, 0])].tolist()
    marks = [f"M{x:.1f} {y - side:.1f}l{side} {side}-{side} {side}-{side}-{side}z" for x, y in spots]
    names = "bases crowded" if crowded else "bases"
    return f'<g class="{names}" data-part="bases"><path d="{"".join(marks)}"/></g>'


def inset_names(frames: Mapping[str, Panel], names: Mapping[str, str]) -> Iterator[str]:
    """Name of each overseas territory under its frame, where there are several frames."""
    for key, frame in frames.items() if len(frames) > 1 else ():
        if key:
            x, y = frame.corner[0] + frame.size[0] / 2, frame.corner[1] + frame.size[1] + 15
            yield f'<text class="inset" x="{x:.0f}" y="{y:.0f}">{escape(names.get(key, key))}</text>'
