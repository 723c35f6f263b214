import covering_twins as twins
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from maillage.covering import CoveringProblem, CoveringResult, closing, programme, regions, solve, tightening
from maillage.covering.reduction import reduced

seeds = st.integers(0, 100_000)
QUICK = settings(max_examples=15, deadline=None)
MOVES = 2_000


@pytest.fixture
def _as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send small problems down the road of large ones, in regions of a few columns."""
    monkeypatch.setattr(closing, "REACH", -1)
    monkeypatch.setattr(regions, "SMALLEST", 60)
    monkeypatch.setattr(regions, "LARGEST", 60)


def checked(problem: CoveringProblem, **options: object) -> CoveringResult:
    """Solve and check what every result promises."""
    found = solve(problem, **{"iterations": MOVES, **options})
    assert found.chosen.dtype == np.int32
    assert (np.diff(found.chosen) > 0).all()
    assert len(found.chosen) == problem.sites
    assert found.objective == problem.covered_weight(found.chosen)
    assert found.objective <= found.upper_bound
    assert found.gap_percent >= 0
    return found


@QUICK
@given(seeds, st.integers(1, 4), st.sampled_from([0.1, 0.3]))
def test_small_problems_are_solved_to_the_optimum(seed: int, sites: int, density: float) -> None:
    problem = twins.random_problem(seed, 20, 9, sites, density)
    found = checked(problem, gap=0)
    assert found.objective == pytest.approx(twins.by_trying_all(problem))
    assert found.optimal


@pytest.mark.parametrize("seed", range(4))
def test_same_optimum_as_plain_highs(seed: int) -> None:
    problem = twins.town_map(seed, 150, 10)
    found = checked(problem, gap=0)
    assert found.optimal
    assert found.objective == pytest.approx(twins.by_plain_highs(problem))


@pytest.mark.parametrize("gap", [1e-4, 1e-2])
@pytest.mark.parametrize("seed", range(3))
def test_the_gap_asked_for_is_reached_and_true(seed: int, gap: float) -> None:
    problem = twins.town_map(seed, 150, 10)
    found, best = checked(problem, gap=gap), twins.by_plain_highs(problem)
    assert found.gap_percent <= 100 * gap
    assert found.objective <= best * (1 + 1e-9)
    assert best <= found.upper_bound * (1 + 1e-9)


@pytest.mark.parametrize("pairs", [-1, 10**9])
@pytest.mark.parametrize("seed", range(3))
def test_cuts_alone_leave_polishing_or_a_proof(monkeypatch: pytest.MonkeyPatch, seed: int, pairs: int) -> None:
    monkeypatch.setattr(closing, "EXACT_NONZEROS", pairs)
    monkeypatch.setattr(tightening, "ROUNDS", 1)
    problem = twins.town_map(seed, 150, 10)
    found, best = checked(problem, gap=0, iterations=0), twins.by_plain_highs(problem)
    assert found.objective <= best * (1 + 1e-9)
    assert best <= found.upper_bound * (1 + 1e-9)
    assert found.optimal or (pairs < 0 and found.method == "greedy+cuts+polishing")


@pytest.mark.parametrize("seed", range(4))
def test_a_core_within_reach_is_solved_whole(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    reach = iter([False, True])
    monkeypatch.setattr(closing, "within_reach", lambda _cover: next(reach))
    problem = twins.town_map(seed, 150, 10)
    found = checked(problem, gap=0)
    assert found.optimal
    assert found.objective == pytest.approx(twins.by_plain_highs(problem))


@pytest.mark.usefixtures("_as_if_large")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("placed", "moves"), [(True, MOVES), (True, 0), (False, 0)])
def test_the_road_of_large_problems_brackets_the_optimum(seed: int, placed: bool, moves: int) -> None:
    problem = twins.town_map(seed, 150, 10)
    if not placed:
        problem = CoveringProblem(problem.weights, problem.indptr, problem.indices, problem.n_candidates, 10)
    found, best = checked(problem, iterations=moves), twins.by_plain_highs(problem)
    assert found.objective <= best * (1 + 1e-9)
    assert best <= found.upper_bound * (1 + 1e-9)
    assert found.gap_percent < 2
    assert "regional bound" in found.method or found.optimal


@QUICK
@given(seeds, st.integers(1, 7))
def test_more_sites_never_cover_less(seed: int, sites: int) -> None:
    fewer = checked(twins.town_map(seed, 40, sites), gap=0)
    more = checked(twins.town_map(seed, 40, sites + 1), gap=0)
    assert more.objective >= fewer.objective


@QUICK
@given(seeds, st.floats(0, 20), st.floats(0, 10))
def test_a_larger_radius_never_covers_less(seed: int, radius: float, added: float) -> None:
    near = checked(twins.town_map(seed, 40, 4, radius), gap=0)
    far = checked(twins.town_map(seed, 40, 4, radius + added), gap=0)
    assert far.objective >= near.objective


@QUICK
@given(seeds)
def test_relabelling_changes_nothing(seed: int) -> None:
    problem = twins.random_problem(seed, 30, 12, 3)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(30), rng.permutation(12)
    again = twins.from_dense(twins.dense(problem)[rows][:, columns], problem.weights[rows], 3)
    assert checked(again, gap=0).objective == pytest.approx(checked(problem, gap=0).objective)


def test_isolated_towns_need_no_programme() -> None:
    cover = reduced(sparse.eye_array(4, format="csr"), np.array([3.0, 9.0, 1.0, 5.0]), np.arange(4))
    best = programme.answered(cover, sites=2)
    assert best.taken.tolist() == [1, 3]
    assert (best.value, best.bound, best.optimal) == (14.0, 14.0, True)
    assert programme.answered(cover, price=4.0).value == 6.0


def test_repeated_pairs_count_once() -> None:
    problem = CoveringProblem([1.0, 2.0], [0, 2, 4], [0, 0, 1, 1], 2, 1)
    assert checked(problem).objective == 2


def test_nothing_to_cover() -> None:
    found = checked(CoveringProblem([0.0, 3.0], [0, 1, 1], [0], 3, 2))
    assert (found.objective, found.upper_bound, found.gap_percent, found.optimal) == (0, 0, 0, True)
    assert found.chosen.tolist() == [0, 1]
    assert checked(CoveringProblem([], [0], [], 1, 1)).optimal


def test_more_sites_than_needed() -> None:
    found = checked(twins.town_map(0, 30, 30))
    assert found.optimal
    assert found.objective == twins.town_map(0, 30, 30).weights.sum()


@pytest.mark.usefixtures("_as_if_large")
@pytest.mark.parametrize("threads", [2, 5])
def test_same_answer_for_any_number_of_threads(threads: int) -> None:
    problem = twins.town_map(7, 200, 15)
    alone, many = checked(problem, seed=3), checked(problem, seed=3, threads=threads)
    assert alone.chosen.tolist() == many.chosen.tolist()
    assert alone.upper_bound == many.upper_bound


def test_same_answer_twice_and_exact_with_threads() -> None:
    problem = twins.town_map(8, 200, 15)
    runs = [checked(problem, seed=1, threads=threads) for threads in (1, 1, 3)]
    assert len({tuple(run.chosen.tolist()) for run in runs}) == 1


def test_a_time_limit_still_gives_an_answer() -> None:
    found = checked(twins.town_map(9, 200, 15), time_limit=1e-6, iterations=10_000_000)
    assert found.method == "greedy+cuts"
    assert found.gap_percent > 0


def test_progress_goes_to_the_end() -> None:
    last: dict[str, float] = {}
    checked(twins.town_map(2, 150, 10), progress=lambda stage, share: last.update({stage: share}))
    assert set(last) >= {"reduction", "greedy", "cuts"}
    assert set(last.values()) == {1.0}
