"""Maps as pictures: each pixel knows its commune once, then any colouring is a lookup.

The metropole in Lambert-93, overseas territories in frames at its left, as on paper.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from maillage.publish.projection import METROPOLE, Floats, Panel, panel_key, panels

PIXELS = 1.2
"""Pixels per unit of the view, which is 1,000 units wide."""

Shapes = NDArray[np.object_]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Pixels of a map.

    Attributes
    ----------
    owner
        Position of the commune of each pixel among those drawn, -1 outside, int32 [height, width].
    border
        Whether a pixel lies on the border of a département, bool [height, width].
    frames
        Left, top, right and bottom pixel of each panel, by its key (``""`` the metropole, ``974``).
    """

    owner: NDArray[np.int32]
    border: NDArray[np.bool_]
    frames: dict[str, Box]


def draw(communes: pl.DataFrame, shapes: Shapes, most_height: float = 1000.0) -> Sheet:
    """Lay out communes on a sheet.

    Parameters
    ----------
    communes
        ``code`` and ``departement``, as many as shapes.
    shapes
        Polygons in degrees; None is left out.
    most_height
        Tallest main panel in units of the view.
    """
    keys = np.array([panel_key(code) for code in communes["code"]])
    drawn = ~shapely.is_missing(shapes)
    frames, height = panels(
        ((key, _corners(shapes[drawn & (keys == key)])) for key in np.unique(keys[drawn]).tolist()), most_height
    )
    size = (round(1000 * PIXELS), round(height * PIXELS))
    image = Image.new("I", size, 0)
    brush = ImageDraw.Draw(image)
    order = np.flatnonzero(drawn)
    for row in order[np.argsort(-shapely.area(shapes[order]), kind="stable")].tolist():
        _paint(brush, shapes[row], frames[keys[row]], row + 1)
    owner = np.asarray(image, dtype=np.int32) - 1
    departement = communes["departement"].to_physical().rank("dense").cast(pl.Int32).to_numpy()
    area = np.where(owner >= 0, departement[owner], -1)
    border = np.zeros(owner.shape, dtype=bool)
    border[:, 1:] |= area[:, 1:] != area[:, :-1]
    border[1:] |= area[1:] != area[:-1]
    return Sheet(owner, border & (owner >= 0), {key: _box(frame) for key, frame in frames.items()})


def png(
    sheet: Sheet,
    labels: NDArray[np.int32],
    colours: Sequence[str],
    *,
    border: str,
    paper: str,
    panel: str | None = None,
) -> bytes:
    """Picture of a sheet.

    Parameters
    ----------
    labels
        Class of each commune of the sheet.
    colours
        Colour of each class, ``#rrggbb``.
    border, paper
        Colour of the borders of départements and of what lies outside.
    panel
        Key of one panel instead of the whole sheet.
    """
    left, top, right, bottom = sheet.frames[panel] if panel is not None else (0, 0, *sheet.owner.shape[::-1])
    owner, lines = sheet.owner[top:bottom, left:right], sheet.border[top:bottom, left:right]
    inks = [*colours, border, paper]
    index = np.where(owner >= 0, labels[owner], len(colours) + 1)
    index[lines] = len(colours)
    if panel is None:
        for key, box in sheet.frames.items():
            if key != METROPOLE and len(sheet.frames) > 1:
                _outline(index, box, len(colours))
    image = Image.fromarray(index.astype(np.uint8), mode="P")
    image.putpalette([int(ink[k : k + 2], 16) for ink in inks for k in (1, 3, 5)])
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, bits=4)
    return file.getvalue()


def _corners(shapes: Shapes) -> Floats:
    """South-west and north-east corners of polygons."""
    bounds = shapely.bounds(shapes)
    return np.vstack([bounds[:, :2], bounds[:, 2:]])


def _paint(brush: ImageDraw.ImageDraw, shape: shapely.Geometry, frame: Panel, ink: int) -> None:
    """Fill a polygon; what lies in its holes is painted later, being smaller."""
    for part in shapely.get_parts(shape):
        at = frame.view(shapely.get_coordinates(shapely.get_exterior_ring(part))) * PIXELS
        if len(at) > 2:
            brush.polygon([*map(tuple, at.tolist())], fill=ink, outline=ink)


def _box(frame: Panel) -> Box:
    """Pixels of a panel."""
    (x, y), (width, height) = frame.corner, frame.size
    return round(x * PIXELS), round(y * PIXELS), round((x + width) * PIXELS), round((y + height) * PIXELS)


def _outline(index: NDArray[np.int64], box: Box, ink: int) -> None:
    """Frame of a panel."""
    left, top, right, bottom = box
    right, bottom = min(right, index.shape[1]) - 1, min(bottom, index.shape[0]) - 1
    index[top, left:right] = index[bottom, left:right] = ink
    index[top:bottom, left] = index[top : bottom + 1, right] = ink
