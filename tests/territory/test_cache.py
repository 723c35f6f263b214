import ast
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import maillage.territory
from maillage.territory import Territory, build, cache, communes, keeping, load, pruning
from maillage.territory.build import fingerprint

SOURCES = Path(maillage.territory.__file__).parent


@pytest.fixture
def table():
    return pl.DataFrame({"a": [1, 2], "b": ["x", None]})


def test_round_trip(tmp_path, table):
    path = tmp_path / "deep" / "file"
    assert cache.write(path, {"z": table, "a": table.head(1)}, {"k": 1})
    tables, meta = cache.read(path)
    assert tables["z"].equals(table)
    assert tables["a"].equals(table.head(1))
    assert meta == {"k": 1}
    assert [file.name for file in path.parent.iterdir()] == ["file"]


def test_any_damage_is_seen(tmp_path, table):
    path = tmp_path / "file"
    cache.write(path, {"a": table}, {})
    content = path.read_bytes()
    for damaged in (
        b"",
        content[:10],
        content[:-1],
        content + b"x",
        b"x" + content[1:],
        content[:60] + b"#" + content[61:],
    ):
        path.write_bytes(damaged)
        assert cache.read(path) is None
    assert cache.read(tmp_path / "absent") is None


def test_unwritable_folder_is_no_harm(tmp_path, table):
    (tmp_path / "file").write_text("in the way")
    assert not cache.write(tmp_path / "file" / "below", {"a": table}, {})


def test_damaged_cache_is_rebuilt_and_unwritable_one_works(tmp_path, territory, monkeypatch):
    kept = (
        territory.communes,
        territory.former,
        territory.report,
        territory.over_water,
        keeping.shapes_of(territory.folder),
    )
    monkeypatch.setattr(build, "build", lambda progress: build.Built(*kept))
    first = load(tmp_path)
    file = first.folder / communes.TABLE
    file.write_bytes(file.read_bytes()[:1000])
    again = load(tmp_path)
    assert again.fingerprint == first.fingerprint == territory.fingerprint
    assert cache.read(file) is not None
    (tmp_path / "blocked").write_text("")
    nowhere = load(tmp_path / "blocked")
    assert nowhere.folder is None
    assert len(keeping.shapes_of(nowhere.folder)) == len(nowhere)


def aged(folder: Path, hours: float) -> Path:
    """A folder with a file, last used so many hours ago."""
    folder.mkdir()
    (folder / "file").write_bytes(b"x")
    used = folder.stat().st_mtime - 3600 * hours
    os.utime(folder, (used, used))
    return folder


def test_only_stale_folders_of_other_versions_go(tmp_path):
    mine = aged(tmp_path / "territory-2", 1000)
    kept = [aged(tmp_path / "territory-1", 1), aged(tmp_path / "runs", 1000), aged(tmp_path / "other", 1000)]
    (tmp_path / "territory-note").write_text("a file, not a folder")
    outside = aged(tmp_path / "outside", 1000)
    (tmp_path / "territory-link").symlink_to(outside)
    gone = [aged(tmp_path / name, 25) for name in ("territory-0", ".stale-territory-00")]
    pruning.prune(mine)
    assert not any(folder.exists() for folder in gone)
    assert all((folder / "file").exists() for folder in [mine, *kept, outside])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other", "outside", "runs", "territory-1", "territory-2", "territory-link", "territory-note",
    ]  # fmt: skip
    pruning.prune(tmp_path / "absent" / "territory-2")


def test_a_rebuild_prunes_and_a_start_marks_its_folder(tmp_path, territory, monkeypatch):
    kept = (territory.communes, territory.former, territory.report, territory.over_water)
    shapes = keeping.shapes_of(territory.folder)
    monkeypatch.setattr(build, "build", lambda progress: build.Built(*kept, shapes))
    stale, recent = aged(tmp_path / "territory-0", 48), aged(tmp_path / "territory-1", 2)
    folder = load(tmp_path).folder
    assert not stale.exists()
    assert recent.exists()
    os.utime(folder, (0, 0))
    load(tmp_path)
    assert folder.stat().st_mtime > 0
    assert len(keeping.shapes_of(folder)) == len(territory)


def test_processes_pruning_at_once_do_no_harm(tmp_path):
    for n in range(30):
        aged(tmp_path / f"territory-{n}", 48)
    mine = aged(tmp_path / "territory-mine", 0)
    code = f"from pathlib import Path; from maillage.territory.pruning import prune; prune(Path({str(mine)!r}))"
    several = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait(timeout=120) for process in several] == [0] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["territory-mine"]


def test_environment_chooses_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MAILLAGE_CACHE", str(tmp_path))
    assert cache.folder(None).parent == tmp_path
    assert cache.folder(tmp_path / "own").parent == tmp_path / "own"
    monkeypatch.delenv("MAILLAGE_CACHE")
    assert "maillage" in str(cache.folder(None))


def test_fingerprint_is_the_content_s(territory):
    assert fingerprint(territory.communes) == territory.fingerprint
    assert fingerprint(territory.communes.rechunk().clone()) == territory.fingerprint
    changed = territory.communes.with_columns(pl.col("population") + 1)
    assert fingerprint(changed) != territory.fingerprint


def test_every_module_the_build_uses_is_in_the_recipe():
    used, queue = set(), ["build", "geometry", "keeping"]
    while queue:
        module = queue.pop()
        if module in used or module in ("communes", "progress"):
            continue
        used.add(module)
        for node in ast.walk(ast.parse((SOURCES / f"{module}.py").read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "maillage.territory":
                queue += [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("maillage.territory."):
                queue.append(node.module.rsplit(".", 1)[1])
    assert used <= set(cache.MAKERS)


def test_a_start_needs_neither_shapely_nor_scipy(territory):
    code = (
        "import sys; from maillage.territory import load; load().select('15');"
        "print([m for m in ('shapely', 'scipy', 'django', 'numba') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_public_names():
    assert maillage.territory.__all__ == [
        "DistanceModel", "MatrixModel", "Pairs", "Selection", "Territory", "TravelModel", "load", "minutes_between",
    ]  # fmt: skip
    assert Territory.__doc__
