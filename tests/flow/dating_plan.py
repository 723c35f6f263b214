"""A small plan of the Cantal, written by hand: two advisors, four places."""

import polars as pl

from maillage.vocabulary.plan import PLACES, POSTS, ROUNDS

AURILLAC, MAURIAC, SALERS, ARPAJON = "15014", "15120", "15219", "15012"
ALL = (1 << 10) - 1
_ROWS = (
    # post, week, weekday, half, place
    ("15014-01", 1, 0, "morning", AURILLAC), ("15014-01", 1, 1, "morning", ARPAJON),
    ("15014-01", 1, 4, "morning", AURILLAC), ("15014-01", 2, 0, "morning", AURILLAC),
    ("15014-01", 2, 1, "morning", ARPAJON), ("15014-01", 2, 4, "morning", AURILLAC),
    ("15120-01", 1, 1, "morning", MAURIAC), ("15120-01", 1, 1, "afternoon", SALERS),
    ("15120-01", 1, 4, "afternoon", MAURIAC), ("15120-01", 2, 1, "morning", MAURIAC),
    ("15120-01", 2, 1, "afternoon", SALERS),
)  # fmt: skip


def tables() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Places, posts and rounds."""
    hall = {"venue": "Mairie", "venue_kind": "town_hall"}
    codes = (ARPAJON, AURILLAC, MAURIAC, SALERS)
    places = _frame(PLACES, [{"code": code, "name": code, "opening": ALL, "desks": 2} | hall for code in codes])
    posts = _frame(POSTS, [{"post": "15014-01", "base": AURILLAC}, {"post": "15120-01", "base": MAURIAC}])
    names = ("post", "week", "weekday", "half", "place")
    rounds = _frame(
        ROUNDS, [dict(zip(names, row, strict=True)) | {"venue": "Mairie", "venue_kind": "town_hall"} for row in _ROWS]
    )
    return places, posts, rounds


def _frame(schema: dict[str, type[pl.DataType]], rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
