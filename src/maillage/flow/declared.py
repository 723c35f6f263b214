"""The file of venues a user may bring: markets, squares, halls, third places as communes declare them."""

import math
import re
from pathlib import Path

import polars as pl

from maillage.flow import user_files
from maillage.opening.days import named_mask
from maillage.territory import Selection, Territory
from maillage.venues import DECLARED, KINDS, VENUES
from maillage.vocabulary.errors import MalformedFile
from maillage.vocabulary.names import plain

NAME_NAMES = ("name", "nom", "lieu")
KIND_NAMES = ("kind", "type", "genre")
HALF_DAY_NAMES = ("half_days", "demi_journees", "demi-journées", "opening", "ouverture", "horaires")
DESK_NAMES = ("desks", "places", "conseillers")
ADDRESS_NAMES = ("address", "adresse")
LON_NAMES, LAT_NAMES = ("lon", "longitude"), ("lat", "latitude")
MOST_DESKS = 1_000

WORDS = {
    "france_services": ("franceservices", "maisonfranceservices", "msap"),
    "library": ("library", "bibliotheque", "mediatheque"),
    "tiers_lieu": ("tierslieu", "thirdplace", "fablab", "coworking"),
    "mediation": ("mediation", "mediationnumerique", "centresocial", "epn"),
    "hall": ("hall", "salle", "salledesfetes", "sallepolyvalente", "communityhall"),
    "market": ("market", "marche"),
    "public_square": ("publicsquare", "square", "place", "placepublique"),
    "other": ("other", "autre"),
    "post_office": ("postoffice", "laposte", "poste", "bureaudeposte"),
    "town_hall": ("townhall", "mairie"),
}
"""Words for each kind in either language, as :func:`maillage.vocabulary.names.plain` writes them."""

_KINDS = {word: kind for kind in KINDS for word in WORDS[kind]}


def read_venues(path: Path, territory: Territory, selection: Selection) -> pl.DataFrame:
    """Venues of a CSV file: ``code``, ``name``, ``kind``, ``half_days`` and, if told, ``desks``, ``lon``, ``lat``,
    ``address``.

    Communes outside the selection are passed over, so that one file serves every plan. Rows of one name and kind in one
    commune are one venue, open when any of them says.

    Returns
    -------
    polars.DataFrame
        Columns of :data:`maillage.venues.VENUES`; ``desks`` is null where the file is silent.

    Raises
    ------
    MissingData
        If the file cannot be read.
    MalformedFile
        Naming row, column and value of the first mistake.
    """
    here = set(territory.communes["code"].gather(selection.rows).to_list())
    needed = (user_files.CODE_NAMES, NAME_NAMES, KIND_NAMES, HALF_DAY_NAMES)
    told: dict[tuple[str, str, str], dict[str, object]] = {}
    for number, cells in user_files.rows(path, needed, (DESK_NAMES, LON_NAMES, LAT_NAMES, ADDRESS_NAMES)):
        venue = _venue(path, number, cells, territory)
        if venue["code"] not in here:
            continue
        before = told.setdefault((str(venue["code"]), str(venue["kind"]), plain(str(venue["name"]))), venue)
        if before is not venue:  # half-days of two rows together are no hours to the minute
            before["opening"] = int(str(before["opening"])) | int(str(venue["opening"]))
            before["times"] = None
            before["address"] = before["address"] or venue["address"]
    return pl.DataFrame(list(told.values()), schema=VENUES)


def _venue(path: Path, number: int, cells: list[str], territory: Territory) -> dict[str, object]:
    """One row, checked."""
    code, name, kind, half_days, desks, lon, lat, address = cells
    row = user_files.commune(path, number, code, territory)
    if not plain(name):
        raise MalformedFile("flow.file.venue_name", path=path, row=number, value=name)
    if plain(kind) not in _KINDS:
        raise MalformedFile("flow.file.venue_kind", path=path, row=number, value=kind, kinds=", ".join(KINDS))
    opening = named_mask(half_days)
    if not opening:
        raise MalformedFile("flow.file.half_days", path=path, row=number, value=half_days)
    if desks and not (desks.isdecimal() and 1 <= int(desks) <= MOST_DESKS):
        raise MalformedFile("flow.file.desks", path=path, row=number, value=desks, most=MOST_DESKS)
    return {
        "code": territory.communes["code"][row],
        "kind": _KINDS[plain(kind)],
        "name": name,
        "lon": _degrees(path, number, "lon", lon, 180.0),
        "lat": _degrees(path, number, "lat", lat, 90.0),
        "opening": opening,
        "hours": DECLARED,
        "desks": int(desks) if desks else None,
        "source": path.name,
        "vintage": "",
        "address": address or None,
        "times": half_days if re.search(r"\d", half_days) else None,
    }


def _degrees(path: Path, number: int, column: str, text: str, most: float) -> float | None:
    """A coordinate, None where the cell is empty."""
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not abs(value) <= most:
        raise MalformedFile("flow.file.degrees", path=path, row=number, column=column, value=text, most=f"{most:g}")
    return value
