"""Half-days assumed open where a source says what a place is but not when it opens.

A half-day is assumed where at least three quarters of the venues of the same kind that publish their hours are open;
counted in November 2026 on the official files at hand:

- France services: 2,797 of the list of 1 August 2024 (open 73 to 92 % of weekday half-days);
- post offices: the 412 of them run by La Poste, mornings from Tuesday to Friday (97 to 99 %); ordinary offices open
  less, so their afternoons (76 to 92 % here) are left out;
- third places: 35 of the local lists of digital mediation;
- libraries: 65 of these lists, by weekly hours: 9 open 12 to 20 hours, 12 open 20 to 25, 13 open 25 to 32, 35 more.

Other places of mediation (1,041 with hours: no half-day above 72 %), libraries below 12 hours and agencies kept by a
commune have no half-day that is sure enough: without published hours they are no venue.
"""

import polars as pl


def _mask(*days: tuple[int, int]) -> int:
    """Mask of days (0 Monday) and halves (1 morning, 2 afternoon, 3 both)."""
    return sum(halves << 2 * day for day, halves in days)


USUAL = {
    "france_services": _mask((0, 3), (1, 3), (2, 1), (3, 3), (4, 1)),
    "post_office": _mask((1, 1), (2, 1), (3, 1), (4, 1)),
    "tiers_lieu": _mask((0, 3), (1, 3), (2, 3), (3, 3), (4, 1)),
}
"""Half-days assumed for a kind."""

LIBRARY_FROM_HOURS = (
    (32.0, _mask((1, 3), (2, 3), (3, 3), (4, 3))),
    (25.0, _mask((1, 2), (2, 3), (3, 2), (4, 2))),
    (20.0, _mask((1, 2), (2, 3))),
    (12.0, _mask((2, 2))),
)
"""Half-days assumed for a library that opens at least so many hours a week."""


def usual(kind: pl.Expr) -> pl.Expr:
    """Half-days assumed for each kind, 0 for the others."""
    return kind.replace_strict(USUAL, default=0, return_dtype=pl.UInt16)


def library(weekly_hours: pl.Expr) -> pl.Expr:
    """Half-days assumed for libraries of so many weekly hours, 0 where they are few or unknown."""
    mask = pl.lit(0, pl.UInt16)
    for least, half_days in reversed(LIBRARY_FROM_HOURS):
        mask = pl.when(weekly_hours >= least).then(pl.lit(half_days, pl.UInt16)).otherwise(mask)
    return mask
