"""What indicators are computed from: the communes, the tables brought, and travel times made once for all."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.indicators.cells import Floats
from maillage.indicators.reach import Reach
from maillage.territory import Territory

Parts = dict[str, Floats]
"""Additive numbers of each commune, in the order of the communes; not a number where not known."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What indicators are computed from.

    Parameters
    ----------
    territory
        The communes.
    tables
        Tables of sources by identifier; those that were not brought are absent.
    vintages
        What each table describes, by identifier.
    need
        ``code``, ``people_in_need``, ``low``, ``high`` in the order of the communes; None leaves these figures out.
    need_sources
        Sources the need rests on beside the embedded ones.
    reasons
        What makes it, as :func:`maillage.indicators.explanation.explained` tells; None leaves these figures out.
    """

    territory: Territory = field(repr=False)
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    vintages: Mapping[str, str]
    need: pl.DataFrame | None = field(repr=False, default=None)
    need_sources: tuple[str, ...] = ()
    reasons: pl.DataFrame | None = field(repr=False, default=None)

    @functools.cached_property
    def reach(self) -> Reach:
        """Travel times from every commune."""
        return Reach(self.territory)

    @functools.cached_property
    def people(self) -> Floats:
        """Inhabitants of each commune."""
        return self.territory.communes["population"].fill_null(0).to_numpy().astype(np.float64)

    def first(self, *names: str) -> pl.DataFrame | None:
        """The first of these tables that was brought."""
        return next((self.tables[name] for name in names if name in self.tables), None)

    def column(self, table: pl.DataFrame, value: pl.Expr) -> Floats:
        """Sum of a value by commune, not a number for communes without a row."""
        summed = self._coded(table, value).group_by("code").agg(pl.col("value").sum())
        own = self.territory.communes.select("code").join(summed, on="code", how="left", maintain_order="left")
        return own["value"].cast(pl.Float64).fill_null(np.nan).to_numpy().copy()

    def count(self, table: pl.DataFrame) -> Floats:
        """Rows of a table in each commune, 0 where it has none."""
        return np.nan_to_num(self.column(table, pl.lit(1.0)))

    def present(self, table: pl.DataFrame) -> NDArray[np.bool_]:
        """Communes that have a row in a table."""
        return self.count(table) > 0

    def label(self, table: pl.DataFrame, name: str) -> pl.Series:
        """Text of each commune in a table with a row a commune, null where there is none."""
        rows = table.select(code="code_insee", value=name).unique("code", keep="first", maintain_order=True)
        return self.territory.communes.select("code").join(rows, on="code", how="left", maintain_order="left")["value"]

    @staticmethod
    def _coded(table: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
        """Code and value of each row that is tied to a commune and has one."""
        return table.select(code="code_insee", value=value.cast(pl.Float64)).drop_nulls()
