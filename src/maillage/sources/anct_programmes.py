"""ANCT's programmes, as GeoJSON layers or as data.gouv.fr's lists of communes."""

import polars as pl

from maillage.sources import reading_csv, reading_json
from maillage.sources.payload import Payload
from maillage.sources.source import Column, Raw, Source

_PACKED = r"\(((?:\d{2}|2[AB])\d{3})\)"
"""Code of each commune of ``Angers (49007); Trélazé (49353)``."""

_COLUMNS = (
    Column("id", ("id_territoire", r"id_(?!geo).+")),
    Column("name", ("lib_territoire", r"lib_(?!com|geo).+"), required=False),
    Column("code_insee", ("liste_geo", "insee_com"), "code"),
    Column("signed_date", ("date_signature",), "date", required=False),
    Column("longitude", kind="lon", required=False),
    Column("latitude", kind="lat", required=False),
)


def _read(payload: Payload, source: Source) -> Raw:
    """A layer or a list, told apart by their first character."""
    with payload.open() as file:
        start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    read = reading_json.read if start.startswith((b"{", b"[")) else reading_csv.read
    return read(payload, source)


def _unpacked(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each commune of a territory."""
    codes = pl.col("code_insee").str.extract_all(_PACKED).list.eval(pl.element().str.strip_chars("()"))
    several = pl.when(codes.list.len() > 0).then(codes).otherwise(pl.concat_list("code_insee"))
    return frame.with_columns(several).explode("code_insee", empty_as_null=True, keep_nulls=True)


def _programme(code: str, title: str, vintage: str, resource: str, min_rows: int) -> Source:
    """One programme."""
    address = f"https://www.data.gouv.fr/api/1/datasets/r/{resource}"
    return Source(
        f"anct-programme-{code}",
        "ANCT",
        title,
        vintage,
        _COLUMNS,
        _read,
        urls=(address,) if resource else (),
        mirror=(f"official/anct/programmes/{code}_geom.geojson", f"official/anct/programmes/{code}.csv"),
        level="list",
        reshape=_unpacked,
        key=("id", "code_insee"),
        min_rows=min_rows,
        max_drop=0.2,
    )


SOURCES = (
    _programme("acv", "Action cœur de ville", "2024-09", "8b6f422b-cbdf-459a-9a16-d6be4b92d91a", 200),
    _programme("acv2", "Action cœur de ville, entrées de ville", "2023-11", "ed3486ee-a70d-4ad7-b448-49f1c340dfe9", 30),
    _programme("pvd", "Petites villes de demain", "2024-09", "1fa831ec-d912-4277-8b95-a8b998bf951e", 1_500),
    _programme("va", "Villages d'avenir", "2024-09", "fbef04bb-3df9-4d6d-a23f-0a0034f6a3f8", 2_000),
    _programme("fabt", "Fabriques de territoire", "2024-09", "309049b4-f9f7-4038-a2b4-875ef32eca7c", 300),
    _programme("manuprox", "Manufactures de proximité", "2024-09", "a1cf9852-7be2-49bc-8981-a989cc70b6d0", 80),
    _programme("cde", "Cités de l'emploi", "2024-09", "00e9a547-50c9-46a2-bbfb-b403e8e1eca6", 60),
    _programme("citeduc", "Cités éducatives", "2024-09", "37b9f49b-79aa-4093-afa3-3cbd68f72867", 150),
    _programme("frla", "Fonds de restructuration des locaux d'activité", "2024-09",
               "3fbacdea-2afd-44e9-96ce-1099f128d795", 50),
    _programme("pao", "Plan d'accompagnement des opérations commerciales", "2024-09", "", 60),
)  # fmt: skip
