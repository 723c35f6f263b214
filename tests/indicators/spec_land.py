"""A land small enough to reckon by hand, on which every indicator is specified.

Four communes on a meridian, 6 and 10 km apart, the fourth on an island: with 2 minutes to leave and to park and 1.56
minutes a kilometre, Alba is 11.36 minutes from Brun, Brun 17.60 from Clos, Alba 26.96 from Clos. Each is a disc of 2 km
of radius: 3.56 minutes to its own places.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from maillage.indicators.ground import Ground
from maillage.territory import Territory
from maillage.vocabulary.units import EARTH_RADIUS_KM

COMMUNES = (
    ("A", "Alba", "E1", 1_000, 0.0, 0),
    ("B", "Brun", "E1", 3_000, 6.0, 0),
    ("C", "Clos", "E2", 600, 16.0, 0),
    ("D", "Dune", "E2", 400, 30.0, 1),
)
"""Code, name, EPCI, people, kilometres north, landmass."""

LEVEL_OF = {"A": "commune", "B": "commune", "C": "commune", "D": "commune", "E1": "epci", "E2": "epci",
            "dep": "departement", "france": "france"}  # fmt: skip

_KM = math.degrees(1 / EARTH_RADIUS_KM)


def territory() -> Territory:
    """The land."""
    codes, names, epcis, people, north, landmass = zip(*COMMUNES, strict=True)
    communes = pl.DataFrame(
        {
            "code": codes,
            "name": names,
            "departement": ["dep"] * 4,
            "departement_name": ["Département"] * 4,
            "region": ["reg"] * 4,
            "region_name": ["Région"] * 4,
            "epci": epcis,
            "epci_name": epcis,
            "population": pl.Series(people, dtype=pl.Int32),
            "area_km2": pl.Series([4 * math.pi] * 4, dtype=pl.Float32),
            "lon": [2.0] * 4,
            "lat": [46.0 + _KM * km for km in north],
            "landmass": pl.Series(landmass, dtype=pl.Int32),
        }
    )
    none = pl.DataFrame(schema={"code": pl.String, "type": pl.String, "name": pl.String, "present": pl.String})
    water = pl.DataFrame(schema={"first": pl.Int32, "second": pl.Int32})
    return Territory(communes, none, none, none, water, version="land", fingerprint="land")


@dataclass(frozen=True)
class Spec:
    """What goes in, what must come out.

    Parameters
    ----------
    given
        Tables of sources by identifier, as Markdown tables without the line under the header; ``need`` is the need's,
        ``reasons`` what makes it.
    expected
        A row for each territory, a column for each indicator: a value, ``value (low – high)`` or a reason.
    note
        A word to the reader.
    """

    given: dict[str, str]
    expected: str
    note: str = ""

    @property
    def wanted(self) -> list[dict[str, str]]:
        """Rows expected, as text."""
        return list(_rows(self.expected))

    @property
    def indicators(self) -> list[str]:
        """Indicators it specifies."""
        return [name for name in self.wanted[0] if name != "territory"]

    def ground(self) -> Ground:
        """The land with the tables given."""
        tables = {name: _typed(text) for name, text in self.given.items()}
        need, reasons = tables.pop("need", None), tables.pop("reasons", None)
        return Ground(territory(), tables, dict.fromkeys(tables, "2024"), need, reasons=reasons)


def _rows(text: str) -> Iterable[dict[str, str]]:
    """Rows of a Markdown table."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for line in lines[1:]:
        yield dict(zip(lines[0], line, strict=True))


def _typed(text: str) -> pl.DataFrame:
    """A table of texts whose columns are made numbers or booleans where all their cells are; a dash is an empty cell.

    A column ``at`` gives the point of a commune.
    """
    columns: dict[str, list[str | None]] = {}
    for row in _rows(text):
        for name, value in row.items():
            columns.setdefault(name, []).append(None if value == "-" else value)
    series = [_series(name, values) for name, values in columns.items()]
    table = pl.DataFrame(series)
    if "at" in table.columns:
        points = territory().communes.select(at="code", code_insee="code", longitude="lon", latitude="lat")
        table = table.join(points, on="at", how="left", maintain_order="left").drop("at")
    return table


def _series(name: str, values: list[str | None]) -> pl.Series:
    """A column of the narrowest type."""
    if set(values) <= {"yes", "no"}:
        return pl.Series(name, [value == "yes" for value in values])
    try:
        return pl.Series(name, [None if value is None else float(value) for value in values], dtype=pl.Float64)
    except ValueError:
        return pl.Series(name, values, dtype=pl.String)
