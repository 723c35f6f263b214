"""A run cut short leaves its finished stages where it is told to, and goes on from them."""

from pathlib import Path

import pytest

import maillage
from maillage.flow import planning
from maillage.flow.planning import Finished


class Cut(Exception):
    """Stops a run once it has everything and before it forgets its stages."""


def test_a_run_cut_short_goes_on_from_the_folder_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_RUNS", str(tmp_path / "runs"))
    hashes: list[str] = []

    def cut(made: Finished) -> None:
        hashes.append(made.plan.summary["result_hash"])
        raise Cut

    with pytest.raises(Cut):
        maillage.plan("90", advisors=3, workers=1, resume=True, keep=cut)
    stages = {path.name for path in (tmp_path / "runs").glob("*/*.stage")}
    assert {"allocation.stage", "group-0.stage"} <= stages

    def never(*_: object) -> None:
        raise AssertionError("the allocation is at hand")

    monkeypatch.setattr(planning, "allocate", never)
    assert maillage.plan("90", advisors=3, workers=1, resume=True).summary["result_hash"] == hashes[0]
    assert not list((tmp_path / "runs").glob("*/*.stage"))
    with pytest.raises(AssertionError, match="at hand"):
        maillage.plan("90", advisors=3, workers=1, resume=True)  # the control: nothing is kept of a finished run
