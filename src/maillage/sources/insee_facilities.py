"""INSEE: the permanent base of facilities (BPE)."""

import polars as pl

from maillage.sources import reading_csv, reading_json
from maillage.sources.bounds import MIB
from maillage.sources.insee_columns import CODE, PUBLISHER, SECRETS
from maillage.sources.payload import Payload
from maillage.sources.source import Column, Raw, Source


def _shops(payload: Payload, source: Source) -> Raw:
    """Counts kept as one object by commune, absent when nought."""
    document = reading_json.tree(payload)
    communes = document.get("communes") if isinstance(document, dict) else None
    records = [
        {"code": code, **{name: reading_json.said(value) for name, value in counts.items()}}
        for code, counts in (communes.items() if isinstance(communes, dict) else ())
        if isinstance(counts, dict)
    ]
    return reading_json.table(records, payload, source)


_NOT_TOLD = "ns"


def _by_commune(frame: pl.DataFrame) -> pl.DataFrame:
    """A row by commune and a column by type, from a row by commune and type; the latest period alone.

    A type without a row counts none, an empty count is not told. A commune and type given twice make a second row of
    the commune, which is refused: such a file tells its counts apart by something new.
    """
    if "period" in frame.columns:
        frame = frame.filter(pl.col("period").eq_missing(pl.col("period").max()))
    told = frame.select(
        "code_insee",
        pl.concat_str(pl.lit("nb_"), pl.col("type").str.to_lowercase()).alias("type"),
        pl.col("count").fill_null(_NOT_TOLD),
        pl.int_range(pl.len()).over("code_insee", "type").alias("again"),
    )
    rows = frame.group_by("code_insee", maintain_order=True).agg(pl.col("row").first())
    wide = told.pivot("type", index=["code_insee", "again"], values="count", sort_columns=True).drop("again")
    return rows.join(wide.fill_null("0"), on="code_insee", how="right", maintain_order="right", nulls_equal=True)


def _services(identifier: str, title: str, pattern: str, file: str) -> Source:
    """One file of the 2020 base of facilities."""
    return Source(
        identifier,
        PUBLISHER,
        title,
        "2020",
        (CODE, Column("facilities", (pattern,), "number", how="sum", default="0", many=True, least=0.0)),
        reading_csv.read,
        mirror=(f"official/insee/{file}.csv", f"official/insee/{file}_csv.zip"),
        min_rows=34_500,
        secrets=SECRETS,
        note="Column nb_b101 counts the facilities of type B101, and so on.",
    )


TRADE = _services("insee-bpe-2020-commerce", "BPE 2020, commerces", r"NB_[A-Z]\d{3}", "equip-serv-commerce-com-2020")
TOURISM = _services(
    "insee-bpe-2020-tourisme-transport",
    "BPE 2020, tourisme et transports",
    r"NB_[A-Z]\d{3}",
    "equip-tour-transp-com-2020",
)
TYPES = (
    *("A206", "A208"),
    *("B104", "B105", "B201", "B202", "B204", "B207"),
    *("C107", "C108", "C201", "C301", "C302"),
    *("D106", "D108", "D113", "D265", "D281", "D307", "D502", "D504"),
    *("E101", "E107", "E108", "E109"),
    *("F101", "F103", "F121"),
)
"""Types kept of the whole base: everyday services, and those the third party's table counts too."""

COUNTS = Source(
    "insee-bpe-melodi",
    PUBLISHER,
    "BPE 2024, dénombrement des équipements (Melodi)",
    "2024-01-01",
    (
        Column("code_insee", ("GEO",), "code"),
        Column("level", ("GEO_OBJECT",), only=("COM",)),
        Column("type", ("FACILITY_TYPE",), only=TYPES),
        Column("measure", ("BPE_MEASURE",), only=("FACILITIES",), required=False),
        Column("period", ("TIME_PERIOD",), required=False),
        Column("count", ("OBS_VALUE",)),
        Column("facilities", (r"nb_[a-z]\d{3}",), "number", how="sum", many=True, required=False, least=0.0),
    ),
    reading_csv.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/8217527/DS_BPE_CSV_FR.zip",),
    mirror=("official/insee/DS_BPE_CSV_FR.zip",),
    reshape=_by_commune,
    member="DS_BPE_*data.csv",
    min_rows=20_000,
    secrets=SECRETS,
    max_bytes=512 * MIB,
    note="Column nb_b207 counts the facilities of type B207, and so on, for the types kept. Communes without any of "
    "them are absent. The file's year moves on at the same address.",
)
FACILITIES = Source(
    "insee-bpe",
    PUBLISHER,
    "BPE 2024, équipements par commune (agrégés par un tiers)",
    "2024-01-01",
    (
        Column("code_insee", ("code",), "code"),
        Column("facilities", (r"(?!code$)[a-z_]+",), "number", how="sum", default="0", many=True, least=0.0),
    ),
    _shops,
    mirror=("official/derived-not-official/bpe_communes.json.gz",),
    min_rows=20_000,
    official=False,
    note="Communes without any of these facilities are absent. INSEE's own file is insee-bpe-melodi.",
)

SOURCES = (TRADE, TOURISM, COUNTS, FACILITIES)
