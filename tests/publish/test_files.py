"""Files are whole or absent."""

import errno
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import pytest

from maillage.publish import files, tables
from maillage.publish.files import NAMES, check_writable, write_plan
from maillage.vocabulary.errors import CannotWrite
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS, Plan


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_every_file_is_written(plan: Plan, tmp_path: Path) -> None:
    written = write_plan(plan, tmp_path / "a" / "b", report_html="<!DOCTYPE html>")
    assert [path.name for path in written] == list(NAMES)
    assert sorted(contents(tmp_path / "a" / "b")) == sorted(NAMES)
    assert json.loads((tmp_path / "a/b/plan.json").read_text(encoding="utf-8")) == dict(plan.summary)


def test_columns_are_the_contract(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path, report_html="")
    for name, columns in {"posts": POSTS, "rounds": ROUNDS, "coverage": COVERAGE}.items():
        assert pl.read_csv(tmp_path / f"{name}.csv").columns == list(columns)
    places = pl.read_csv(tmp_path / "places.csv", schema_overrides={"code": pl.String})
    assert [name for name in places.columns if name != "opening_words"] == list(PLACES)
    assert places["code"].to_list() == plan.places["code"].to_list()


def test_the_same_plan_makes_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path / "one", report_html="x")
    write_plan(plan, tmp_path / "two", report_html="x")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_is_not_finite_becomes_null(plan: Plan) -> None:
    text = tables.json_text({"gap": float("nan"), "deep": [{"x": float("inf")}], "n": pl.Series([1]).to_numpy()[0]})
    assert json.loads(text) == {"gap": None, "deep": [{"x": None}], "n": 1}
    table = pl.DataFrame({"a": [1.5, float("nan"), float("inf"), None], "b": 1})
    assert tables.csv_text(table).splitlines() == ["a,b", "1.5,1", ",1", ",1", ",1"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_a_formula(start: str) -> None:
    text = tables.csv_text(pl.DataFrame({"name": [f"{start}HYPERLINK(1)", "Saint-Flour", None]}))
    assert pl.read_csv(io.StringIO(text))["name"].to_list() == [f"'{start}HYPERLINK(1)", "Saint-Flour", None]


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (0, "aucune demi-journée"),
        (0b1, "lun. matin"),
        (0b1001, "lun. matin, mar. après-midi"),
        (0b11, "lun. journée"),
        (1023, "du lundi au vendredi"),
    ],
)
def test_opening_hours_in_words(mask: int, words: str) -> None:
    assert tables.opening_words(mask) == words


def test_the_user_s_own_files_are_left_alone(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_plan(plan, tmp_path, report_html="")
    assert (tmp_path / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("broken", NAMES)
def test_a_full_disk_leaves_the_earlier_results(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    write_plan(plan, tmp_path, report_html="old")
    before, write = contents(tmp_path), files._write

    def full(path: Path, data: bytes) -> None:
        write(path, data[: len(data) // 2])
        if path.name == broken:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(CannotWrite, match="Disque plein") as caught:
        write_plan(plan, tmp_path, report_html="new")
    assert caught.value.code == "publish.disk_full"
    assert contents(tmp_path) == before


def test_a_failed_first_write_leaves_no_folder(plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT), str(path))

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(CannotWrite):
        write_plan(plan, tmp_path / "a" / "b", report_html="")
    assert not list(tmp_path.iterdir())


def test_no_room_for_a_file_on_any_machine(plan: Plan, tmp_path: Path) -> None:
    """The kernel's own limit on a file's size: the twin, without root, of the disk below."""
    write_plan(plan, tmp_path, report_html="old")
    before, (soft, hard) = contents(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(CannotWrite, match="Disque plein"):
            write_plan(plan, tmp_path, report_html="new" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == before
    write_plan(plan, tmp_path, report_html="new" * 100_000)  # the control: the limit alone stood in the way


def test_a_really_full_disk(plan: Plan, tmp_path: Path) -> None:
    mount = shutil.which("mount")
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root may mount a disk; its twin above needs no right")
    command = [mount, "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(tmp_path)]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this machine lets root mount no disk; the twin above judges the same")
    try:
        write_plan(plan, tmp_path, report_html="old")
        before = contents(tmp_path)
        with pytest.raises(CannotWrite, match="Disque plein"):
            write_plan(plan, tmp_path, report_html="new" * 100_000)
        assert contents(tmp_path) == before
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_file_in_the_way_is_refused(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for act in (check_writable, lambda path: write_plan(plan, path, report_html="")):
        with pytest.raises(CannotWrite, match="pas un dossier"):
            act(tmp_path / "taken")
        with pytest.raises(CannotWrite, match="pas un dossier"):
            act(tmp_path / "taken" / "below")
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_folder_in_the_way_of_a_file_is_refused(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    for act in (check_writable, lambda path: write_plan(plan, path, report_html="")):
        with pytest.raises(CannotWrite, match=r"plan\.json"):
            act(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_no_permission_is_said() -> None:
    """Root may write everywhere: as root, the test is nobody for a while."""
    nobody, own = 65534, os.geteuid()
    with tempfile.TemporaryDirectory() as name:  # where anybody may pass, which pytest's own folder is not
        folder = Path(name) / "mine"
        folder.mkdir()
        Path(name).chmod(0o755)
        if own == 0:
            os.chown(folder, nobody, nobody)
            os.seteuid(nobody)
        try:
            check_writable(folder)
            folder.chmod(0o500)
            with pytest.raises(CannotWrite, match="Pas le droit"):
                check_writable(folder)
        finally:
            os.seteuid(own)


def test_a_read_only_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(files, "_write", refuse)
    with pytest.raises(CannotWrite, match="Pas le droit"):
        check_writable(tmp_path)


def test_checking_leaves_no_trace(tmp_path: Path) -> None:
    check_writable(tmp_path / "new" / "deep")
    assert not list(tmp_path.iterdir())
    (tmp_path / "notes.txt").write_text("mine")
    check_writable(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_killed_process_leaves_the_earlier_results(plan: Plan, tmp_path: Path) -> None:
    write_plan(plan, tmp_path, report_html="old")
    before = contents(tmp_path)
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom maillage.publish import files\n"
        "import makeplan\n"
        "write = files._write\n"
        "def slow(path, data):\n"
        "    write(path, data[:10])\n"
        "    if path.name == 'report.html':\n"
        "        print('half', flush=True)\n"
        "        time.sleep(60)\n"
        "files._write = slow\n"
        "plan = makeplan.make_plan(makeplan.grid(), 'x', 3)\n"
        "files.write_plan(plan, Path(sys.argv[1]), report_html='new')\n"
    )
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", script, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": here}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "half\n"
        child.send_signal(signal.SIGKILL)
    left = [path for path in tmp_path.iterdir() if path.name.startswith(".maillage-")]
    assert len(left) == 1
    assert contents(tmp_path) == before
    old = time.time() - 2 * files._STALE_SECONDS
    os.utime(left[0], (old, old))
    write_plan(plan, tmp_path, report_html="new")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
