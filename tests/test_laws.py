"""The house's boundaries: they hold, and each of them catches a violation seeded on purpose."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SEEDS = {
    "The river flows one way": ("territory/communes.py", "import maillage.flow"),
    "The rooms do not know each other": ("allocation/solve.py", "import maillage.rounds"),
    "The river knows no web framework": ("publish/files.py", "import django"),
    "The river knows no database": ("flow/checkpoint.py", "import sqlite3"),
    "The river never opens the network": ("territory/reading.py", "import socket"),
    "The allocation's kernels are private": ("flow/planning.py", "import maillage.allocation._kernels"),
    "The covering's kernels are private": ("flow/coverage.py", "import maillage.covering._kernels"),
    "The bases' kernels are private": ("flow/stages.py", "import maillage.bases._kernels"),
    "The rounds' kernels are private": ("flow/stages.py", "import maillage.rounds._kernels"),
    "The tiles' kernels are private": ("flow/stages.py", "import maillage.tiles._kernels"),
    "The network is for downloads only": ("sources/sync.py", "import urllib.request"),
    "Checks know no source": ("checks/check.py", "import maillage.sources"),
    "The cockpit is never used by the river": ("flow/planning.py", "import cockpit.wording"),
    "The cockpit is layered": ("../cockpit/accounts/perms.py", "import cockpit.pages.looks"),
    "Plans do not know the pages": ("../cockpit/plans/queries.py", "import cockpit.pages.looks"),
    "Accounts do not know plans": ("../cockpit/accounts/queries.py", "import cockpit.plans.models"),
    "Plans do not know timetables": ("../cockpit/plans/queries.py", "import cockpit.timetables.models"),
    "Plans do not know the map": ("../cockpit/plans/perms.py", "import cockpit.map.tiles"),
    "Pages ask through queries": ("../cockpit/pages/me.py", "import cockpit.journal.models"),
    "No room is tied in a knot": ("vocabulary/units.py", "import maillage.vocabulary.plan\nimport maillage.territory"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_keeps_its_laws() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("law", SEEDS)
def test_each_law_catches_a_violation(house: Path, law: str) -> None:
    file, seed = SEEDS[law]
    path = house / "src/maillage" / file
    assert path.is_file()
    path.write_text(path.read_text() + f"\n{seed}\n")
    result = lint(house)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
