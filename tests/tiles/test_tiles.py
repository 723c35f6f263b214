"""Tiles: what is drawn is all there, once, without gaps, and reads back by another's decoder."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.territory import Territory, keeping
from maillage.tiles import Archive, _kernels, archive, code_of, encoding, feature_id, grid, open_archive, zooms
from maillage.tiles.zooms import Drawn

EQUATOR_KM = 40_075.0

SIDE = grid.EXTENT + 2 * encoding.MARGIN
"""Side of what a tile draws."""


@pytest.fixture(scope="session")
def france(territory: Territory) -> Archive:
    return open_archive(territory)


def decode(content: bytes) -> dict[str, Any]:
    """Layers as the oracle reads them, the y axis pointing down."""
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})


def signed(rings: list[list[list[int]]]) -> int:
    """Twice the area of rings, holes taken away: the slow obvious twin."""
    total = 0
    for ring in rings:
        total += sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True))
    return total


def total(layers: dict[str, Any], name: str) -> float:
    """Area of a layer."""
    return sum(signed(rings_of(one)) for one in layers.get(name, {"features": []})["features"]) / 2


def rings_of(feature: dict[str, Any]) -> list[list[list[int]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[list(point) for point in ring] for polygon in polygons for ring in polygon]


@pytest.mark.parametrize(
    ("level", "code", "number"),
    [("commune", "01004", 1004), ("commune", "2A004", 120004), ("commune", "2B033", 220033),
     ("commune", "97411", 97411), ("departement", "2A", 120), ("departement", "01", 1),
     ("departement", "971", 971), ("region", "11", 11),
     ("region", "01", 1), ("epci", "200066637", 200066637)],
)  # fmt: skip
def test_numbers_of_codes(level: str, code: str, number: int) -> None:
    assert feature_id(code) == number
    assert code_of(level, number) == code


def test_no_two_codes_share_a_number(territory: Territory) -> None:
    for level, column in {"commune": "code", "epci": "epci", "departement": "departement", "region": "region"}.items():
        codes = territory.communes[column].drop_nulls().unique().to_list()
        assert len({feature_id(code) for code in codes}) == len(codes)
        assert [code_of(level, feature_id(code)) for code in codes] == codes


# Small grounds: a grid of jittered cells, cut by tiles.


def grounds(jitter: list[int], columns: int) -> list[shapely.Polygon]:
    """Cells of a jittered lattice over several tiles of zoom 2, as polygons of the Mercator plane."""
    rows = len(jitter) // (2 * columns)
    step = grid.EXTENT * 2 // columns
    at = np.array(jitter[: rows * columns * 2]).reshape(rows, columns, 2)
    nodes = at + np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1) * step + step
    plane = (nodes / (grid.EXTENT * 4) * 2 * np.pi - np.pi) * (1, -1)
    return [
        shapely.Polygon([plane[r, c], plane[r + 1, c], plane[r + 1, c + 1], plane[r, c + 1]])
        for r in range(rows - 1)
        for c in range(columns - 1)
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-700, 700), min_size=50, max_size=50))
def test_the_parts_of_a_tile_add_up_to_the_whole(jitter: list[int]) -> None:
    """In every tile the areas of cells add up to the area of their union, exactly."""
    cells = grounds(jitter, 5)
    if not all(cell.is_valid for cell in cells):
        return
    parts = encoding.encode(2, [Drawn("commune", [str(k + 1) for k in range(len(cells))], np.array(cells))])
    union = shapely.coverage_union_all(np.array(cells))
    whole = encoding.encode(2, [Drawn("commune", ["1"], np.array([union]))])
    assert parts.keys() == whole.keys()
    for tile, content in parts.items():
        drawn = [signed(rings_of(one)) for one in decode(content)["commune"]["features"]]
        total = [signed(rings_of(one)) for one in decode(whole[tile])["commune"]["features"]]
        assert sum(drawn) == sum(total)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-50, 150), st.integers(-50, 150)), min_size=3, max_size=12),
    st.integers(0, 40),
    st.integers(60, 100),
)
def test_cutting_is_what_shapely_cuts(points: list[tuple[int, int]], low: int, high: int) -> None:
    """The slow twin: GEOS's intersection with the band, up to the rounding of cut points."""
    ring = shapely.convex_hull(shapely.MultiPoint(points))
    if ring.geom_type != "Polygon":
        return
    x, y = np.array(ring.exterior.coords[:-1], dtype=np.int64).T
    work = np.empty((4, 6 * len(x) + 64), dtype=np.int64)
    n = _kernels.cut_between(np.ascontiguousarray(x), np.ascontiguousarray(y), 0, len(x), low, high, *work)
    mine = abs(_kernels.twice_area(work[0], work[1], n)) / 2 if n else 0.0
    expected = ring.intersection(shapely.box(low, -1000, high, 1000)).area
    assert mine == pytest.approx(expected, abs=2 * 200)
    assert n == 0 or (work[0, :n].min() >= low and work[0, :n].max() <= high)


@settings(deadline=None)
@given(st.integers(0, 2**40), st.integers(-(2**20), 2**20))
def test_numbers_are_written_as_protobuf_reads_them(number: int, signed_number: int) -> None:
    buffer = np.zeros(16, dtype=np.uint8)
    end = _kernels.put(buffer, 0, number)
    assert sum(int(byte & 127) << (7 * k) for k, byte in enumerate(buffer[:end])) == number
    assert [int(byte) >> 7 for byte in buffer[:end]] == [1] * (end - 1) + [0]
    coded = _kernels.zigzag(signed_number)
    assert (coded >> 1) ^ -(coded & 1) == signed_number


def test_a_hole_follows_its_exterior_and_goes_with_it() -> None:
    square = shapely.box(-1.0, 0.5, 1.0, 2.0).difference(shapely.box(-0.2, 1.0, 0.2, 1.4))
    (feature,) = decode(encoding.encode(0, [Drawn("commune", ["15014"], np.array([square]))])[0, 0, 0])["commune"][
        "features"
    ]
    assert feature["geometry"]["type"] == "Polygon"
    assert len(feature["geometry"]["coordinates"]) == 2
    assert (feature["id"], feature["properties"]) == (15014, {"code": "15014"})


# All of France.


@pytest.mark.parametrize("zoom", [3, 7])
def test_every_commune_is_drawn(france: Archive, territory: Territory, zoom: int) -> None:
    found = set()
    for (z, _, _), content in france.tiles.items():
        if z == zoom:
            layers = decode(gzip.decompress(content))
            for name in {"commune", "missing"} & layers.keys():
                for one in layers[name]["features"]:
                    assert one["id"] == feature_id(one["properties"]["code"])
                    found.add(one["properties"]["code"])
    lost = territory.communes.filter(~pl.col("code").is_in(list(found)))
    pixel_km = EQUATOR_KM / 512 / 2**zoom
    assert len(lost) <= (500 if zoom == zooms.MIN_COMMUNE_ZOOM else 0)
    assert (lost["area_km2"] < 2 * (pixel_km * np.cos(np.radians(lost["lat"]))) ** 2).all()


INLAND = {
    "z8 Auvergne": (8, 129, 91),
    "z9 Beauce": (9, 258, 177),
    "z10 Cantal": (10, 519, 366),
    "z7 Centre": (7, 64, 45),
}


@pytest.mark.parametrize("place", INLAND)
def test_an_inland_tile_is_full(france: Archive, place: str) -> None:
    """No gap, no overlap: areas add up to the tile's, margins included, in every layer, unpublished ground added."""
    layers = decode(gzip.decompress(france.tiles[INLAND[place]]))
    hole = total(layers, "hole")
    for name in ("commune", "epci", "departement", "region"):
        assert total(layers, name) + hole == pytest.approx(SIDE * SIDE, rel=2e-6), name


def test_communes_and_regions_cover_the_same_ground(france: Archive) -> None:
    """In every tile of a zoom, coasts and holes included; what is narrower than the grid may fold."""
    for tile, content in france.tiles.items():
        if tile[0] == 6:
            layers = decode(gzip.decompress(content))
            assert total(layers, "commune") == pytest.approx(total(layers, "region"), abs=400), tile


def test_communes_without_contour_have_a_point(france: Archive, territory: Territory) -> None:
    wanted = territory.communes.filter(shapely.is_missing(keeping.shapes_of(territory.folder)))["code"]
    found = {
        one["properties"]["code"]
        for (zoom, _, _), content in france.tiles.items()
        if zoom == 5
        for one in decode(gzip.decompress(content)).get("missing", {"features": []})["features"]
    }
    assert found == set(wanted)
    assert len(found) > 0


def test_the_overseas_stand_where_they_are(france: Archive) -> None:
    reunion = decode(gzip.decompress(france.tiles[6, 41, 35]))
    assert [one["properties"]["code"] for one in reunion["departement"]["features"]] == ["974"]


def test_the_file_is_read_back_or_built_again(territory: Territory, tmp_path: Path, monkeypatch: Any) -> None:
    small = {(4, 8, 5): gzip.compress(b"a", mtime=0), (4, 8, 6): gzip.compress(b"b", mtime=0)}
    path = tmp_path / "x.pmtiles"
    assert archive._write(path, small, "v")
    assert archive._read(path) == small
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert archive._read(path) is None
    path.write_bytes(content[:100])
    assert archive._read(path) is None
    assert archive._read(tmp_path / "none") is None


def test_an_unwritable_cache_costs_time_only(tmp_path: Path) -> None:
    assert not archive._write(tmp_path / "no" / "x.pmtiles", {(0, 0, 0): b"a"}, "v")


def test_the_steps_are_told(territory: Territory, tmp_path: Path, monkeypatch: Any) -> None:
    told: list[tuple[str, float]] = []
    layers = [Drawn("departement", ["15"], np.array([shapely.box(0, 0.8, 0.1, 0.9)]))]
    monkeypatch.setattr(zooms, "drawings", lambda _: iter([((0, 1), layers)]))
    tiles: Callable[..., Any] = archive._built
    made = dict(tiles(territory, lambda step, share: told.append((step, share))))
    assert {zoom for zoom, _, _ in made} == {0, 1}
    assert told[0] == ("tiles", 0.0)
    assert told[-1] == ("done", 1.0)
    assert pl.Series([share for _, share in told[:-1]]).is_sorted()
