"""Shrink a covering problem without changing its optimum: equal rows merged, dominated columns dropped."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from maillage.covering import _kernels

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class Cover:
    """A covering matrix by column and by row, with the weight of its rows.

    Parameters
    ----------
    cp, ci
        Rows ``ci[cp[i]:cp[i + 1]]`` of column i.
    rp, ri
        Columns ``ri[rp[j]:rp[j + 1]]`` of row j, ascending.
    w
        Weight of each row.
    columns
        Number each column had before reduction.
    """

    cp: Array
    ci: Array
    rp: Array
    ri: Array
    w: Array
    columns: Array

    @property
    def matrix(self) -> tuple[Array, Array, Array, Array]:
        """Both readings of the matrix, as the kernels want them."""
        return self.cp, self.ci, self.rp, self.ri

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return len(self.columns)

    @property
    def nonzeros(self) -> int:
        """Number of pairs (row, column)."""
        return len(self.ri)

    def by_row(self) -> sparse.csr_array:
        """As a sparse matrix of ones."""
        ones = np.ones(self.nonzeros, np.int8)
        return sparse.csr_array((ones, self.ri, self.rp), shape=(len(self.w), self.n_columns))


def reduced(rows: sparse.csr_array, weights: Array, columns: Array) -> Cover:
    """Smallest equivalent cover of ``rows`` (demand by candidate).

    Rows without weight or column go; rows with the same columns become one; a column whose rows all belong to another
    goes. One treatment makes room for the other, so both are repeated until nothing changes.

    Parameters
    ----------
    rows
        Matrix of ones without duplicates.
    weights
        Weight of each row.
    columns
        Number of each column, carried to the result.

    Returns
    -------
    Cover
        Every choice of its columns covers the same weight as in ``rows``, and some best choice survives.
    """
    keep = (np.diff(rows.indptr) > 0) & (weights > 0)
    rows, weights = rows[keep], weights[keep]
    while True:
        rows, weights = _merged(rows, weights)
        by_column = rows.tocsc()
        keep = ~_kernels.dominated(by_column.indptr, by_column.indices, rows.indptr, rows.indices)
        if keep.all():
            return Cover(by_column.indptr, by_column.indices, rows.indptr, rows.indices, weights, columns)
        rows, columns = rows[:, keep], columns[keep]


def _merged(rows: sparse.csr_array, weights: Array) -> tuple[sparse.csr_array, Array]:
    """Merge rows with the same columns and add their weights."""
    rows.sort_indices()
    marks = np.random.default_rng(0).integers(1, 2**63, rows.shape[1], dtype=np.uint64)
    totals = np.concatenate([np.zeros(1, np.uint64), np.cumsum(marks[rows.indices], dtype=np.uint64)])
    keys = totals[rows.indptr[1:]] - totals[rows.indptr[:-1]]
    leader = _kernels.row_leaders(rows.indptr, rows.indices, np.argsort(keys, kind="stable"), keys)
    weights = np.bincount(leader, weights, len(leader))
    first = leader == np.arange(len(leader))
    return rows[first], weights[first]


def narrowed(cover: Cover, columns: Array) -> Cover:
    """The same problem with these columns only, numbered anew; rows left without any go."""
    rows = cover.by_row()[:, columns]
    keep = np.diff(rows.indptr) > 0
    rows = rows[keep]
    rows.sort_indices()
    by_column = rows.tocsc()
    return Cover(by_column.indptr, by_column.indices, rows.indptr, rows.indices, cover.w[keep], cover.columns[columns])


def value_of(cover: Cover, taken: Array) -> float:
    """Weight covered by the columns ``taken``."""
    inside = np.zeros(cover.n_columns, np.int32)
    inside[taken] = 1
    return float(cover.w[cover.by_row().astype(np.int32) @ inside > 0].sum())
