"""Real travel times from a file: a matrix of measured pairs over, or instead of, the default model."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory.travel import Pairs, Rows, TravelModel, compress
from maillage.vocabulary.errors import MalformedFile, MissingData
from maillage.vocabulary.messages import say

if TYPE_CHECKING:
    from maillage.territory.communes import Territory

COLUMNS = ("from", "to", "minutes")


@dataclass(frozen=True, eq=False)
class MatrixModel:
    """Travel times read from a table of ordered pairs.

    Parameters
    ----------
    keys
        ``from row * number of communes + to row`` of each known pair, increasing.
    minutes
        Its time; infinite for a pair that must not be travelled.
    size
        Number of communes of the territory.
    provenance
        Where the times come from, for reports.
    digest
        SHA-256 of the file's bytes.
    base
        Model that answers for every other pair; ``None``: the matrix replaces it, what it does not list is not linked.
    """

    keys: NDArray[np.int64] = field(repr=False)
    minutes: NDArray[np.float32] = field(repr=False)
    size: int
    provenance: str
    digest: str
    base: TravelModel | None = None
    name: str = field(default="matrix", init=False)

    @property
    def version(self) -> str:
        """Digest of the file, then the base model's version."""
        return self.digest[:12] + (f"+{self.base.version}" if self.base is not None else "")

    @classmethod
    def read(
        cls, path: Path, territory: "Territory", base: TravelModel | None = None, provenance: str | None = None
    ) -> "MatrixModel":
        """Model from a CSV ``from,to,minutes`` of commune codes.

        Codes of former communes lead to the present one, keeping the shortest time of repeated pairs. ``inf`` minutes
        forbid a pair. A pair given one way only holds that way only.

        Raises
        ------
        MissingData
            If the file cannot be read.
        MalformedFile
            Naming the first row (1 is the first line under the header), column and value that make no sense.
        """
        try:
            content = path.read_bytes()
        except OSError as cause:
            raise MissingData("territory.matrix.unreadable", path=path, cause=cause) from cause
        table = _parse(path, content)
        codes = territory.communes["code"]
        ends = []
        for column in COLUMNS[:2]:
            present = territory.present_codes(table[column])
            _refuse(path, table, column, present.is_null(), "code")
            ends.append(codes.search_sorted(present).to_numpy().astype(np.int64))
        minutes = table["minutes"].str.strip_chars().cast(pl.Float32, strict=False)
        _refuse(path, table, "minutes", ~(minutes >= 0).fill_null(False) | minutes.is_nan().fill_null(True), "minutes")
        keys, times = _shortest(ends[0] * len(territory) + ends[1], minutes.to_numpy())
        digest = hashlib.sha256(content).hexdigest()
        return cls(keys, times, len(territory), provenance or path.name, digest, base)

    def pairs(self, origins: Rows, destinations: Rows, max_minutes: float) -> Pairs:
        """Pairs at most ``max_minutes`` apart: the matrix's where it knows, else the base model's."""
        shape = (len(origins), len(destinations))
        origin, destination, minutes = self._listed(np.asarray(origins), np.asarray(destinations))
        if self.base is not None:
            other = self.base.pairs(origins, destinations, max_minutes)
            free = ~self._knows(np.asarray(origins)[other.origins], np.asarray(destinations)[other.indices])
            origin = np.concatenate([origin, other.origins[free]])
            destination = np.concatenate([destination, other.indices[free]])
            minutes = np.concatenate([minutes, other.minutes[free]])
        keep = (minutes <= np.float32(max_minutes)) & np.isfinite(minutes)
        return compress(origin[keep], destination[keep], minutes[keep], shape)

    def _knows(self, here: Rows, there: Rows) -> NDArray[np.bool_]:
        """Whether the matrix has a say on each pair of rows."""
        return np.isin(here.astype(np.int64) * self.size + there, self.keys)

    def _listed(
        self, origins: Rows, destinations: Rows
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
        """Positions and times of the matrix's own pairs among those asked for."""
        listed = pl.DataFrame({"here": self.keys // self.size, "there": self.keys % self.size, "minutes": self.minutes})
        asked = [
            pl.DataFrame({name: np.asarray(rows, np.int64), f"{name}_at": np.arange(len(rows), dtype=np.int32)})
            for name, rows in (("here", origins), ("there", destinations))
        ]
        found = listed.join(asked[0], on="here").join(asked[1], on="there")
        return found["here_at"].to_numpy(), found["there_at"].to_numpy(), found["minutes"].to_numpy()


def _parse(path: Path, content: bytes) -> pl.DataFrame:
    """The three columns as text."""
    try:
        table = pl.read_csv(content, infer_schema=False)
    except pl.exceptions.PolarsError as cause:
        raise MalformedFile("territory.matrix.unreadable", path=path, cause=cause) from cause
    if not set(COLUMNS) <= set(table.columns):
        raise MalformedFile("territory.matrix.columns", path=path, value=",".join(table.columns))
    return table.select(COLUMNS)


def _refuse(path: Path, table: pl.DataFrame, column: str, wrong: pl.Series, expected: str) -> None:
    """Refuse the first wrong value of a column."""
    if wrong.any():
        row = wrong.arg_true()[0]
        value, expected = table[column][row], say(f"territory.matrix.{expected}")
        raise MalformedFile(
            "territory.matrix.value", path=path, row=row + 1, column=column, value=value, expected=expected
        )


def _shortest(keys: NDArray[np.int64], minutes: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Sorted distinct keys, each with its shortest time."""
    order = np.lexsort((minutes, keys))
    keys, minutes = keys[order], minutes[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return keys[first], minutes[first].astype(np.float32)
