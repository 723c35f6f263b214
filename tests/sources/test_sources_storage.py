"""Data on disk: the last good version is never lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from maillage.sources import difference, storage
from maillage.vocabulary.errors import CannotWrite, MissingData

TABLE = pl.DataFrame({"code_insee": ["01001", "01002"], "n": [1.0, 2.0]})
NONE = pl.DataFrame({"row": []})


def facts(name: str) -> dict[str, object]:
    return {"sha256": name, "recipe": "r", "rows": 2}


def keep(folder: Path, name: str, table: pl.DataFrame = TABLE) -> str:
    return storage.keep(folder, "a", table, NONE, facts(name))


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    version = keep(tmp_path, "one")
    assert storage.table(tmp_path, "a").equals(TABLE)
    assert storage.provenance(tmp_path, "a")["sha256"] == "one"
    assert storage.versions(tmp_path, "a") == [version]
    assert storage.table(tmp_path, "b") is None
    assert storage.provenance(tmp_path, "b") is None


def test_two_previous_versions_are_kept(tmp_path: Path) -> None:
    made = [keep(tmp_path, name) for name in ("one", "two", "three", "four")]
    assert storage.versions(tmp_path, "a") == made[:0:-1]
    folders = {path.name for path in (tmp_path / "sources/a").iterdir() if path.is_dir()}
    assert folders == set(made[1:])
    assert storage.table(tmp_path, "a", made[1]) is not None
    assert storage.table(tmp_path, "a", made[0]) is None


def test_a_version_that_comes_back_is_the_current_one(tmp_path: Path) -> None:
    one, two = keep(tmp_path, "one"), keep(tmp_path, "two")
    assert keep(tmp_path, "one") == one
    assert storage.versions(tmp_path, "a") == [one, two]


def test_the_folder_is_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    assert storage.folder(None) == tmp_path / "sources"


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    version = keep(tmp_path, "one")
    (tmp_path / "sources/a" / version / "table.parquet").write_bytes(b"rubbish")
    with pytest.raises(MissingData, match="sync"):
        storage.table(tmp_path, "a")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite):
        keep(tmp_path / "file", "one")


KILLED = """
import sys
from pathlib import Path
import polars as pl
from maillage.sources import storage
table = pl.DataFrame({"n": list(range(200_000))})
rank = 0
while True:
    facts = {"sha256": str(rank), "recipe": "r", "rows": rank}
    storage.keep(Path(sys.argv[1]), "a", table, pl.DataFrame({"row": []}), facts)
    print(rank, flush=True)
    rank += 1
"""


@pytest.mark.parametrize("pause", [0.003, 0.011, 0.023])
def test_a_kill_leaves_a_whole_version(tmp_path: Path, pause: float) -> None:
    run = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for _ in range(3):
        run.stdout.readline()
    time.sleep(pause)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert storage.table(tmp_path, "a").height == 200_000
    kept = storage.versions(tmp_path, "a")
    assert all(storage.table(tmp_path, "a", version) is not None for version in kept)
    keep(tmp_path, "after")
    assert not list((tmp_path / "sources/a").glob(".writing-*"))


def test_differences_by_key() -> None:
    before = pl.DataFrame({"k": ["a", "b", "c"], "n": [1, 2, None], "gone": [1, 1, 1]})
    after = pl.DataFrame({"k": ["b", "c", "d"], "n": [2, 5, 9], "new": [1, 1, 1]})
    found = difference.between(before, after, ["k"])
    assert found.added["k"].to_list() == ["d"]
    assert found.removed["k"].to_list() == ["a"]
    assert found.changed.rows() == [("c", "n", None, "5")]
    assert found.counts == {"added": 1, "removed": 1, "changed": 1}


def test_differences_of_shared_and_absent_keys() -> None:
    before = pl.DataFrame({"k": ["a", "a", None], "n": [1, 2, 3]})
    found = difference.between(before, before.reverse(), ["k"])
    assert found.counts == {"added": 0, "removed": 0, "changed": 0}
    assert difference.between(before, before.clear(), ["k"]).counts == {"added": 0, "removed": 3, "changed": 0}
