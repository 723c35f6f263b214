import numpy as np
import pytest

from maillage.covering import CoveringProblem, covered, solve
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.messages import MESSAGES
from maillage.vocabulary.units import EARTH_RADIUS_KM

GOOD = {"weights": [1.0, 2.0], "indptr": [0, 1, 3], "indices": [0, 0, 1], "n_candidates": 2, "sites": 1}


def haversine(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    x, y = np.radians(lon), np.radians(lat)
    a = np.sin((y[:, None] - y) / 2) ** 2 + np.cos(y[:, None]) * np.cos(y) * np.sin((x[:, None] - x) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(a))


def test_points_within_the_radius_cover_each_other() -> None:
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(-5, 9, 80), rng.uniform(42, 51, 80)
    problem = CoveringProblem.from_points(lon, lat, np.ones(80), 3, 150.0)
    rows = [set(problem.indices[a:b].tolist()) for a, b in zip(problem.indptr, problem.indptr[1:], strict=False)]
    assert rows == [set(np.flatnonzero(near).tolist()) for near in haversine(lon, lat) <= 150.0]


def test_no_sea_is_crossed() -> None:
    lon, lat, land = [2.0, 2.01, 2.02], [46.0, 46.0, 46.0], [0, 1, 0]
    problem = CoveringProblem.from_points(lon, lat, [1, 1, 1], 1, 5.0, land)
    assert covered(problem, [0]).tolist() == [True, False, True]
    assert covered(problem, [1]).tolist() == [False, True, False]


def test_a_radius_round_the_earth_covers_everything() -> None:
    problem = CoveringProblem.from_points([0, 180, 90], [0, 0, 0], [1, 2, 3], 1, 30_000)
    assert solve(problem).objective == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sites": 0}, "covering.sites"),
        ({"sites": 3}, "covering.sites"),
        ({"weights": [1.0, -1.0]}, "covering.weights"),
        ({"weights": [1.0, np.nan]}, "covering.weights"),
        ({"weights": [[1.0, 2.0]]}, "covering.weights"),
        ({"weights": ["a", "b"]}, "covering.numbers"),
        ({"weights": [1.0]}, "covering.rows"),
        ({"indptr": [0, 2, 1]}, "covering.rows"),
        ({"indptr": [1, 2, 3]}, "covering.rows"),
        ({"indptr": [0, 4, 3]}, "covering.rows"),
        ({"indptr": [0.0, 1.0, 3.0]}, "covering.numbers"),
        ({"indices": [0, 0, 2]}, "covering.columns"),
        ({"indices": [0, 0, -1]}, "covering.columns"),
        ({"positions": [[0.0, 0.0]]}, "covering.positions"),
    ],
)
def test_nonsense_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidOption) as caught:
        CoveringProblem(**{**GOOD, **change})
    assert caught.value.code == code
    assert str(caught.value)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"radius_km": -1.0}, "covering.radius"),
        ({"radius_km": np.nan}, "covering.radius"),
        ({"lon": [1.0]}, "covering.points"),
        ({"landmass": [1]}, "covering.points"),
        ({"lat": [91.0, 0.0]}, "covering.degrees"),
        ({"lon": [np.nan, 0.0]}, "covering.degrees"),
        ({"lon": ["x", "y"]}, "covering.numbers"),
    ],
)
def test_nonsense_points_are_refused(change: dict[str, object], code: str) -> None:
    good = {"lon": [1.0, 2.0], "lat": [46.0, 46.0], "weights": [1.0, 1.0], "sites": 1, "radius_km": 5.0}
    with pytest.raises(InvalidOption) as caught:
        CoveringProblem.from_points(**{**good, **change})
    assert caught.value.code == code
    assert str(caught.value)


@pytest.mark.parametrize(
    ("option", "value"), [("iterations", -1), ("threads", 0), ("time_limit", 0.0), ("time_limit", np.nan)]
)
def test_nonsense_options_are_refused(option: str, value: float) -> None:
    with pytest.raises(InvalidOption) as caught:
        solve(CoveringProblem(**GOOD), **{option: value})
    assert caught.value.code == f"covering.{option}"
    assert str(caught.value)


def test_each_stage_told_has_a_sentence() -> None:
    told: list[tuple[str, float]] = []
    solve(CoveringProblem(**GOOD), progress=lambda stage, share: told.append((stage, share)))
    assert {f"covering.stage.{stage}" for stage, _ in told} <= MESSAGES.keys()
    assert told[0] == ("reduction", 0.0)
    assert all(0.0 <= share <= 1.0 for _, share in told)
