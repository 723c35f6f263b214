"""What is wrong in the published data and what was done about it: one row per commune and defect.

Codes are stable and stored; :func:`in_words` puts them in the reader's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from maillage.vocabulary.messages import say

SCHEMA = {"defect": pl.String, "code": pl.String, "name": pl.String, "found": pl.String, "correction": pl.String}

DEFECTS = (
    "point_missing",
    "point_not_a_number",
    "point_lon_equals_lat",
    "point_wrong_sign",
    "point_swapped",
    "point_outside",
    "point_across_water",
    "point_shared",
    "point_misplaced",
    "shape_missing",
    "shape_of_several",
    "shape_hole",
    "population_missing",
    "epci_missing",
    "hours_missing",
    "hours_too_short",
    "postcode_missing",
)
"""Codes of the defects looked for; each has its sentence ``territory.defect.<code>``."""

CORRECTIONS = (
    "surface",
    "sign",
    "swap",
    "delegated",
    "share",
    "declared",
    "neighbours",
    "census",
    "sum",
    "estimate",
    "always_open",
    "none",
)
"""Codes of what was done; each has its sentence ``territory.correction.<code>``."""


@dataclass
class Findings:
    """Findings collected while the table is built."""

    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, defect: str, code: str, name: str, found: object, correction: str) -> None:
        """Note one defect of one commune and its correction."""
        self.rows.append((defect, code, name, "" if found is None else str(found), correction))

    def add_all(self, defect: str, places: Iterable[tuple[str, str, object]], correction: str) -> None:
        """Note the same defect and correction for several communes ``(code, name, found)``."""
        for code, name, found in places:
            self.add(defect, code, name, found, correction)

    def table(self) -> pl.DataFrame:
        """Quality report, sorted by defect and code."""
        return pl.DataFrame(self.rows, schema=SCHEMA, orient="row").sort("defect", "code")


def in_words(report: pl.DataFrame) -> pl.DataFrame:
    """Report with its codes replaced by sentences in the current language."""
    return report.with_columns(
        pl.col("defect").replace_strict({code: say(f"territory.defect.{code}") for code in DEFECTS}),
        pl.col("correction").replace_strict({code: say(f"territory.correction.{code}") for code in CORRECTIONS}),
    )
