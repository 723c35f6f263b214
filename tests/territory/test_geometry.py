import numpy as np
import pytest
import shapely

from maillage.territory.geometry import commune_outlines, departement_outlines, outlines


def test_outlines_of_a_departement_have_no_gaps(territory):
    rows = territory.select("67").rows
    drawn = outlines(territory, rows, 0.3)
    assert len(drawn) == len(rows)
    assert shapely.coverage_is_valid(drawn)
    assert shapely.is_valid(drawn).all()
    area = territory.communes["area_km2"].to_numpy()[rows].sum()
    lat = np.radians(territory.communes["lat"].to_numpy()[rows].mean())
    assert shapely.area(drawn).sum() * 111.2**2 * np.cos(lat) == pytest.approx(area, rel=0.01)


def test_a_coarser_outline_has_fewer_points(territory):
    rows = territory.select("67").rows
    fine, coarse = (shapely.get_num_coordinates(outlines(territory, rows, km)).sum() for km in (0.1, 1.0))
    assert coarse < fine / 2


def test_undrawn_communes_are_none(territory):
    rows = territory.rows(["15031", "15014"])
    drawn = outlines(territory, rows, 0.3)
    assert drawn[0] is None
    assert list(commune_outlines(territory, rows, 0.3)) == ["15014"]
    assert shapely.contains_xy(
        drawn[1], territory.communes["lon"][int(rows[1])], territory.communes["lat"][int(rows[1])]
    )


def test_departements_and_regions(territory):
    departements = departement_outlines(territory, 1.0)
    assert len(departements) == 101
    assert shapely.coverage_is_valid(list(departements.values()))
    assert 10_000 < shapely.get_num_coordinates(list(departements.values())).sum() < 25_000
    regions = departement_outlines(territory, 1.0, by="region")
    assert len(regions) == 18
    assert regions["84"].contains(departements["15"].representative_point())
