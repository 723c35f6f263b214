"""What changed between two versions of a table, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

_RANK = "_rank"


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows added, removed and changed.

    Parameters
    ----------
    added, removed
        Rows only in the new table, only in the old one.
    changed
        One row for each cell that changed: the key, ``column``, ``before`` and ``after`` as text.
    """

    added: pl.DataFrame = field(repr=False)
    removed: pl.DataFrame = field(repr=False)
    changed: pl.DataFrame = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each."""
        rows = self.changed.drop("column", "before", "after").unique().height if self.changed.height else 0
        return {"added": self.added.height, "removed": self.removed.height, "changed": rows}


def between(before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str]) -> Difference:
    """Differences by key; rows that share a key are told apart by their rank, after a sort on all they hold.

    Parameters
    ----------
    before, after
        Two versions of a table; columns that only one has are ignored.
    key
        Columns that name a row.
    """
    shared = [name for name in after.columns if name in before.columns]
    named = [name for name in key if name in shared]
    old, new = (_ranked(table.select(shared), named) for table in (before, after))
    by = [*named, _RANK]
    joined = new.join(old, on=by, how="inner", suffix="_before", nulls_equal=True)
    parts = []
    for name in shared:
        if name in named:
            continue
        apart = joined.filter(pl.col(name).ne_missing(pl.col(f"{name}_before").cast(new.schema[name], strict=False)))
        parts.append(
            apart.select(
                *named,
                pl.lit(name).alias("column"),
                pl.col(f"{name}_before").cast(pl.String).alias("before"),
                pl.col(name).cast(pl.String).alias("after"),
            )
        )
    empty = (
        new.select(named)
        .clear()
        .with_columns(pl.lit(None, pl.String).alias(name) for name in ("column", "before", "after"))
    )
    return Difference(
        new.join(old, on=by, how="anti", nulls_equal=True).drop(_RANK),
        old.join(new, on=by, how="anti", nulls_equal=True).drop(_RANK),
        pl.concat([empty, *parts]),
    )


def _ranked(table: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Table with the rank of each row among those of its key."""
    rest = [name for name in table.columns if name not in key]
    return table.sort(rest, nulls_last=True).with_columns(pl.int_range(pl.len()).over(key).alias(_RANK))
