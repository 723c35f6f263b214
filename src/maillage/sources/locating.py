"""The commune a point falls in, for places whose file gives no code."""

import functools

import numpy as np
import polars as pl

from maillage.sources.source import ISSUE_SCHEMA
from maillage.territory import Territory


def placed(table: pl.DataFrame, territory: Territory) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Table whose empty ``code_insee`` is filled where the point falls within one commune only.

    Parameters
    ----------
    table
        Columns row, code_insee, longitude, latitude.
    territory
        The communes of today.

    Returns
    -------
    tuple
        The table, and an ``info`` issue for each place so tied.
    """
    rows = np.flatnonzero((table["code_insee"].is_null() & table["longitude"].is_not_null()).to_numpy())
    if not len(rows):
        return table, pl.DataFrame(schema=ISSUE_SCHEMA)
    import shapely

    points = shapely.points(table["longitude"].gather(rows).to_numpy(), table["latitude"].gather(rows).to_numpy())
    hits, communes = _tree(territory).query(points, predicate="within")
    once = np.bincount(hits, minlength=len(rows))[hits] == 1
    hits, communes = hits[once], communes[once]
    codes = table["code_insee"].to_list()
    names = territory.communes["code"]
    found = [names[int(commune)] for commune in communes]
    for hit, code in zip(hits, found, strict=True):
        codes[rows[hit]] = code
    report = pl.DataFrame(
        {
            "row": table["row"].gather(rows[hits]),
            "column": ["code_insee"] * len(found),
            "value": found,
            "message": ["located"] * len(found),
            "severity": ["info"] * len(found),
        },
        schema=ISSUE_SCHEMA,
    )
    return table.with_columns(pl.Series("code_insee", codes, pl.String)), report


@functools.lru_cache(maxsize=1)
def _tree(territory: Territory):  # type: ignore[no-untyped-def]
    """Index of the communes' shapes."""
    import shapely

    from maillage.territory.keeping import shapes_of

    return shapely.STRtree(shapes_of(territory.folder))
