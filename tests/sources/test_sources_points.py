"""Coordinates."""

import numpy as np
import polars as pl
import pytest

from maillage.sources import lambert93, points


def test_ign_reference_point() -> None:
    """IGN, NTG 71, ALG0004: the published example (Clarke 1880, zone I)."""
    longitude, latitude = lambert93.inverse(
        np.array([1_029_705.083]), np.array([272_723.849]), 0.760405966, 0.08248325676, 11_603_796.9767, 600_000.0,
        5_657_616.674, 0.04079234433,
    )  # fmt: skip
    assert longitude[0] == pytest.approx(0.145512099, abs=1e-9)
    assert latitude[0] == pytest.approx(0.872664626, abs=1e-9)


def test_lambert93_origin_is_where_it_is_defined() -> None:
    longitude, latitude = lambert93.to_degrees(np.array([700_000.0]), np.array([6_600_000.0]))
    assert longitude[0] == pytest.approx(3.0, abs=1e-9)
    assert latitude[0] == pytest.approx(46.5, abs=1e-8)


@pytest.mark.parametrize("degrees", [(44.0, 1.0), (49.0, 1.0)])
def test_scale_is_one_on_the_standard_parallels(degrees: tuple[float, float]) -> None:
    """One degree of longitude on a standard parallel is as long as on the ellipsoid."""
    parallel, step = degrees
    phi = np.radians(parallel)
    e2 = lambert93.ECCENTRICITY**2
    width = 6_378_137.0 / np.sqrt(1 - e2 * np.sin(phi) ** 2) * np.cos(phi) * np.radians(step)
    # walk along the parallel: the point at this arc from the meridian must be one degree east
    radius = _radius(phi)
    angle = width / radius
    x = lambert93.X_POLE_M + radius * np.sin(angle)
    y = lambert93.Y_POLE_M - radius * np.cos(angle)
    longitude, latitude = lambert93.to_degrees(np.array([x]), np.array([y]))
    assert latitude[0] == pytest.approx(parallel, abs=1e-7)
    assert longitude[0] == pytest.approx(3.0 + step, abs=1e-6)


def _radius(phi: float) -> float:
    e = lambert93.ECCENTRICITY
    swell = ((1 - e * np.sin(phi)) / (1 + e * np.sin(phi))) ** (e / 2)
    isometric = np.log(np.tan(np.pi / 4 + phi / 2) * swell)
    return float(lambert93.CONSTANT_M * np.exp(-lambert93.EXPONENT * isometric))


def put_right(*pairs: tuple[float | None, float | None]) -> tuple[list, list[tuple[int, str]]]:
    frame = pl.DataFrame(
        {"row": range(1, len(pairs) + 1), "longitude": [x for x, _ in pairs], "latitude": [y for _, y in pairs]},
        schema={"row": pl.UInt32, "longitude": pl.Float64, "latitude": pl.Float64},
    )
    right, report = points.put_right(frame)
    return right.select("longitude", "latitude").rows(), report.select("row", "message").rows()


def test_good_points_are_left_alone() -> None:
    good = [(2.35, 48.85), (-61.5, 16.2), (55.5, -21.1), (45.2, -12.8), (-53.0, 4.9), (165.8, -21.7)]
    assert put_right(*good) == (good, [])


def test_swapped_points_are_put_back() -> None:
    assert put_right((48.85, 2.35), (-21.1, 55.5)) == ([(2.35, 48.85), (55.5, -21.1)], [(1, "swapped"), (2, "swapped")])


def test_lambert93_points_are_converted() -> None:
    found, told = put_right((475198.12, 6692424.5), (6692424.5, 475198.12))
    assert found[0] == pytest.approx((0.029, 47.29), abs=0.01)
    assert found[1] == pytest.approx(found[0])
    assert told == [(1, "lambert93"), (2, "swapped")]


@pytest.mark.parametrize(
    "point", [(float("nan"), 48.0), (float("inf"), 48.0), (0.0, 0.0), (2.35, 95.0), (-74.0, 40.7), (2.35, None)]
)
def test_points_that_cannot_be_are_refused(point: tuple[float, float]) -> None:
    found, told = put_right(point)
    assert found == [(None, None)]
    assert told == [(1, "point")]


def test_missing_points_are_no_issue() -> None:
    assert put_right((None, None)) == ([(None, None)], [])
