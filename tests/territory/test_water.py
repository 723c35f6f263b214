import itertools

import numpy as np
import pytest
import shapely

from maillage.territory import DistanceModel, landmask
from maillage.territory import water as w
from maillage.territory.crossings import BARRIERS


def linked(territory, one, two):
    rows = territory.rows([one, two])
    return len(DistanceModel(territory).pairs(rows[:1], rows[1:], 64)) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("17306", "33544"),  # Royan, Le Verdon: mouth of the Gironde
        ("33058", "33314"),  # Blaye, Pauillac: the estuary, which the polygons cover
        ("76351", "14333"),  # Le Havre, Honfleur
        ("29019", "29042"),  # Brest, Crozon
        ("56121", "56181"),  # Lorient, Port-Louis
        ("56116", "56005"),  # Locmariaquer, Arzon
        ("13014", "13056"),  # Berre, Martigues: a lagoon
        ("97209", "97231"),  # Fort-de-France, Les Trois-Îlets
        ("33009", "33236"),  # Arcachon, Lège-Cap-Ferret
    ],
)
def test_no_straight_road_over_water(territory, one, two):
    assert not linked(territory, one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("17300", "17297"),  # La Rochelle, Rivedoux: bridge
        ("17093", "17219"),  # Le Château-d'Oléron, Marennes: bridge
        ("85011", "85012"),  # Barbâtre, La Barre-de-Monts: bridge
        ("44184", "44154"),  # Saint-Nazaire, Saint-Brevin: bridge
        ("74012", "74243"),  # Annemasse, Saint-Julien: the line runs through Geneva, which is not sea
        ("59183", "59260"),  # Dunkerque, Ghyvelde: along Belgium
        ("22050", "35288"),  # Dinan, Saint-Malo: along the Rance, a bend is dry
        ("62447", "62550"),  # Hesdin: the ground between is drawn in no commune
        ("97101", "97103"),  # Les Abymes, Baie-Mahault: bridge
        ("06088", "06083"),  # Nice, Menton: past Monaco
        ("33063", "33119"),  # Bordeaux, Cenon: bridges of the Garonne
    ],
)
def test_roads_that_exist(territory, one, two):
    assert linked(territory, one, two)


def test_only_coasts_lose_pairs(territory):
    departements = territory.communes["departement"].to_numpy()
    lost = territory.over_water
    ends = np.concatenate([departements[lost["first"].to_numpy()], departements[lost["second"].to_numpy()]])
    inland = np.isin(ends, ["15", "23", "43", "48", "58", "63", "67", "68", "70", "74", "75", "87", "88", "89", "90"])
    assert inland.sum() == 0
    assert 5_000 < lost.height < 50_000
    assert (lost["first"] < lost["second"]).all()


@pytest.mark.parametrize(
    ("barrier", "north_or_east", "south_or_west"),
    [
        ("Gironde, Garonne below Bordeaux", ["33058", "17248", "33067", "33004"], ["33314", "33544", "33256", "33146"]),
        ("Loire, Saint-Nazaire to Cheviré", ["44052", "44047", "44045", "44074"], ["44116", "44120", "44061", "44166"]),
    ],
)
def test_banks_are_on_their_own_side(territory, barrier, north_or_east, south_or_west):
    lines = [shapely.LineString(BARRIERS[barrier])]
    points = {code: _at(territory, code) for code in north_or_east + south_or_west}
    for one, two in itertools.product(north_or_east, south_or_west):
        crossing = shapely.LineString([points[one], points[two]])
        near = crossing.length < 0.35
        assert not near or crossing.intersects(lines[0]) or not crossing.envelope.intersects(lines[0]), (one, two)


def _at(territory, code):
    row = territory.row_of[code]
    return territory.communes["lon"][row], territory.communes["lat"][row]


def test_grid_of_two_banks():
    west, east = shapely.box(0, 45, 0.1, 45.4), shapely.box(0.2, 45, 0.3, 45.4)
    neck = shapely.box(0.1, 45, 0.2, 45.02)
    shapes = np.array([west, east, neck], dtype=object)
    ground = landmask.grid(shapes)
    land = (~ground.water).sum() * landmask.CELL_KM**2
    assert land == pytest.approx(2 * 7.85 * 44.5 + 7.85 * 2.2, rel=0.02)
    lon, lat = np.array([0.09, 0.21, 0.05]), np.array([45.3, 45.3, 45.01])
    pairs, holes = w.over_water(shapes, np.zeros(3, dtype=np.int32), lon, lat)
    assert pairs.rows() == [(0, 1), (1, 2)]
    assert holes == []


def test_a_hole_is_land_and_is_told():
    ring = shapely.box(0, 45, 0.3, 45.3).difference(shapely.box(0.1, 45.1, 0.2, 45.2))
    shapes = np.array([shapely.MultiPolygon([ring])], dtype=object)
    ground = landmask.grid(shapes)
    assert [round(area) for area, _, _ in ground.holes] == [pytest.approx(87, abs=3)]
    assert not ground.water[:, ground.water.shape[1] // 2].all()


def test_longest_run_counts_water_in_a_row():
    water = np.zeros((3, 40), dtype=bool)
    water[1, 5:15] = True
    water[1, 18:22] = True
    run = w._longest_run(water, np.array([[0.5, 1.5], [0.5, 0.5]]), np.array([[39.5, 1.5], [39.5, 0.5]]))
    assert run.tolist() == [pytest.approx(10, abs=1.1), 0]
