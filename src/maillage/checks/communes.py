"""Commune codes and names against the official geographic code (COG)."""

import re

import polars as pl

from maillage.checks import gazetteer, patterns, repairs
from maillage.checks.findings import Notebook
from maillage.checks.nearest import nearest
from maillage.checks.schema import Field
from maillage.territory import Territory
from maillage.territory.names import full_key, short_key

_SUFFIX = re.compile(r"\s+(?:cedex(?:\s+\d+)?|\d{1,2}(?:er|e|eme|ème)?(?:\s+arrondissement)?)$", re.IGNORECASE)
_MOST_SEARCHED = 50


def check_codes(note: Notebook, field: Field, texts: pl.Series, territory: Territory) -> pl.Series:
    """Note unknown and former codes; the present code of each row, null where unknown."""
    table = gazetteer.of(territory).codes
    asked = texts.alias("code").to_frame()
    found = asked.join(table, on="code", how="left", maintain_order="left")
    present = found["present"]
    unknown = (texts.is_not_null() & present.is_null()).arg_true()
    if len(unknown):
        values = texts.gather(unknown)
        away = values.str.contains(patterns.OVERSEAS)
        note.cells("code_insee_overseas", field.name, unknown.filter(away), values.filter(away), severity="warning")
        wrong, texts_wrong = unknown.filter(~away), values.filter(~away)
        fix, safe = repairs.of_codes(texts_wrong, table.select("code", "present"))
        note.cells("code_insee", field.name, wrong, texts_wrong, severity=field.severity, proposals=fix, safe=safe)
    old = found["type"].is_in(["COMD", "COMA"]).fill_null(False).arg_true()
    fixes = present.gather(old)
    into = found["official"].gather(old)
    note.cells(
        "code_insee_former", field.name, old, texts.gather(old), severity="warning", proposals=fixes, safe=True,
        other=into,
    )  # fmt: skip
    return present


def check_names(
    note: Notebook, field: Field, texts: pl.Series, present: pl.Series | None, territory: Territory
) -> None:
    """Note names that are no commune's, and those that are not the name of their row's code.

    Parameters
    ----------
    note, field, territory
        As everywhere.
    texts
        Names, null where empty or already refused.
    present
        Present commune code of each row when the file has codes.
    """
    names = gazetteer.of(territory)
    unknown = [name for name in texts.drop_nulls().unique() if name not in names.official and not _known(name, names)]
    name_of = names.codes.filter(pl.col("type") == "COM").select("present", "official")
    codes_of = present if present is not None else pl.Series([None], dtype=pl.String).new_from_index(0, len(texts))
    rows = pl.DataFrame({"name": texts, "present": codes_of}).with_row_index("row")
    rows = rows.join(name_of, on="present", how="left", maintain_order="left")
    wrong = rows.filter(pl.col("name").is_in(unknown))
    note.cells(
        "commune_unknown", field.name, wrong["row"], wrong["name"], severity="warning",
        proposals=_proposed(wrong, names),
    )  # fmt: skip
    coded = rows.filter(
        pl.col("official").is_not_null() & (pl.col("name") != pl.col("official")) & ~pl.col("name").is_in(unknown)
    )
    if coded.is_empty():
        return
    pairs = coded.select("name", "present").unique()
    odd = [(name, code) for name, code in pairs.iter_rows() if not _keys_of(name) & names.keys_of[code]]
    off = coded.join(pl.DataFrame(odd, schema={"name": pl.String, "present": pl.String}, orient="row"),
                     on=["name", "present"], how="semi", maintain_order="left")  # fmt: skip
    note.cells("commune_mismatch", field.name, off["row"], off["name"], severity="warning", other=off["official"])


def _keys_of(name: str) -> frozenset[str]:
    """Keys under which a written name may be known."""
    bare = _SUFFIX.sub("", name.strip())
    return frozenset((full_key(name), short_key(name), full_key(bare), short_key(bare)))


def _known(name: str, names: gazetteer.Gazetteer) -> bool:
    """Whether a written name is a commune's."""
    return not _keys_of(name).isdisjoint(names.keys)


def _proposed(wrong: pl.DataFrame, names: gazetteer.Gazetteer) -> pl.Series:
    """Official name of the row's code, else the nearest commune name with the same initials."""
    kinds = wrong.filter(pl.col("official").is_null())["name"].unique(maintain_order=True).head(_MOST_SEARCHED)
    near = {name: nearest(name, names.by_initials.get(full_key(name)[:2], ())) for name in kinds}
    guess = wrong["name"].replace_strict(near, default=None, return_dtype=pl.String)
    return wrong.select(pl.coalesce("official", guess))["official"]
