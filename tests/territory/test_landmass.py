import numpy as np
import polars as pl
import pytest
import shapely

from maillage.territory.landmass import LINKS, landmasses

ISLANDS = {
    "Île-d'Aix": "17004", "Île-de-Bréhat": "22016", "Île-de-Batz": "29082", "Île-de-Sein": "29083",
    "Île-Molène": "29084", "Ouessant": "29155", "Groix": "56069", "Hœdic": "56085", "Île-d'Houat": "56086",
    "Île-aux-Moines": "56087", "Île-d'Arz": "56088", "L'Île-d'Yeu": "85113", "La Désirade": "97110",
    "Terre-de-Bas": "97130", "Terre-de-Haut": "97131",
}  # fmt: skip


def mass(territory, code):
    return territory.communes["landmass"][territory.row_of[code]]


def test_small_landmasses_are_exactly_the_islands(territory):
    sizes = territory.communes.group_by("landmass").agg(pl.len(), pl.col("name").sort())
    alone = sizes.filter(pl.col("len") == 1)["name"].list.first().to_list()
    assert sorted(alone) == sorted(ISLANDS)
    few = sizes.filter(pl.col("len").is_between(2, 4))["name"].to_list()
    assert sorted(map(list, few)) == [
        ["Bangor", "Le Palais", "Locmaria", "Sauzon"],
        ["Capesterre-de-Marie-Galante", "Grand-Bourg", "Saint-Louis"],
        ["Dzaoudzi", "Pamandzi"],
    ]
    assert sizes.height == 25


def test_largest_come_first(territory):
    sizes = territory.communes.group_by("landmass").len().sort("landmass")["len"].to_list()
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[:2] == [34_370, 360]


@pytest.mark.parametrize("code", ["17161", "17485", "85163", "75056", "49126", "15031", "29117", "50353"])
def test_bridged_islands_and_awkward_communes_are_on_the_mainland(territory, code):
    assert mass(territory, code) == 0


def test_guadeloupe_is_one_by_its_bridges(territory):
    assert mass(territory, "97105") == mass(territory, "97113") != mass(territory, "97112")


def test_corsica_is_apart(territory):
    corsica = territory.communes.filter(pl.col("region") == "94")
    assert corsica["landmass"].unique().to_list() == [1]


def test_links_name_present_communes(territory):
    assert {code for link in LINKS for code in link} <= set(territory.row_of)


def test_touching_is_transitive_and_islands_are_not():
    boxes = np.array([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6), shapely.box(1, 1, 2, 2), None], dtype=object)
    assert landmasses(["a", "b", "c", "d"], boxes, {3: 1}).tolist() == [0, 1, 0, 1]
