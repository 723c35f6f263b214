"""The map as pictures: for paper, for readers without WebGL or JavaScript, for the frames of the overseas."""

import functools
import hashlib
import inspect

import numpy as np
import polars as pl

from cockpit.map import measures, values
from cockpit.map.values import Column
from cockpit.territories import places
from cockpit.territories.places import FRANCE, Place
from maillage.publish import picture, projection
from maillage.territory import cache, keeping

THEMES = ("light", "dark")
_PAPER = {"light": "#ffffff", "dark": "#12171d"}
_BORDER = {"light": "#4a5563", "dark": "#8d98a5"}
_NONE = {"light": measures.NONE_LIGHT, "dark": measures.NONE_DARK}

TALLEST = 1300.0
"""Tallest picture in units of its width of 1,000."""


@functools.lru_cache(maxsize=16)
def _sheet(place: Place) -> picture.Sheet:
    """Pixels of a territory; those of France are kept beside the contours."""
    ground, rows = places.ground(), places.rows(place)
    if place != FRANCE:
        return picture.draw(ground.communes[rows], keeping.shapes_of(ground.folder, rows), TALLEST)
    code = "".join(inspect.getsource(module) for module in (picture, projection))
    name = f"picture-{hashlib.sha256(code.encode()).hexdigest()[:12]}.tables"
    kept = cache.read(ground.folder / name) if ground.folder is not None else None
    if kept is not None:
        (pixels, meta) = kept[0]["pixels"], kept[1]
        owner, border = (pixels[column].to_numpy().reshape(meta["shape"]) for column in ("owner", "border"))
        return picture.Sheet(owner, border, {key: tuple(box) for key, box in meta["frames"].items()})
    made = picture.draw(ground.communes, keeping.shapes_of(ground.folder), TALLEST)
    if ground.folder is not None:
        table = pl.DataFrame({"owner": made.owner.ravel(), "border": made.border.ravel()})
        cache.write(ground.folder / name, {"pixels": table}, {"shape": made.owner.shape, "frames": made.frames})
    return made


def prepare() -> None:
    """Have the pixels of France in the cache."""
    _sheet(FRANCE)


def png(code: str, place: Place, theme: str, panel: str | None) -> bytes:
    """Picture of a measure over a territory.

    Parameters
    ----------
    code
        Of a measure.
    place
        Territory drawn.
    theme
        ``light`` or ``dark``.
    panel
        Code of an overseas département alone, instead of the whole.

    Raises
    ------
    KeyError
        If there is no such measure, theme or panel.
    """
    return _drawn(values.column(code), place, theme, panel)


@functools.lru_cache(maxsize=128)
def _drawn(column: Column, place: Place, theme: str, panel: str | None) -> bytes:
    """Picture of a column."""
    palette = column.measure.palette
    colours = [*(palette.dark if theme == "dark" else palette.light), _NONE[theme]]
    labels = column.classes[places.rows(place)].astype(np.int32)
    return picture.png(_sheet(place), labels, colours, border=_BORDER[theme], paper=_PAPER[theme], panel=panel)
