"""What the first run on a machine compiles beside the reading of the territory."""

import os
import subprocess
import sys
from pathlib import Path

from maillage.flow.stages import run_job
from maillage.flow.warming import compiled, compiling, small_job


def test_every_kernel_of_bases_and_rounds_is_compiled(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "maillage.flow.warming"], env=environment, check=True)
    made = {path.name.split(".")[1].rpartition("-")[0] for path in tmp_path.rglob("*.nbi")}
    assert made >= {"search", "separate", "enumerate_days", "lay_matrix"}


def test_nothing_is_started_where_all_is_compiled() -> None:
    run_job(small_job())
    assert compiled()
    with compiling(2) as finish:
        assert finish() is None
