"""Ctrl-C and kill -9 in the middle of a plan."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest_cli import MAILLAGE

from maillage.territory.cache import folder

REGION = ("region:94", "--advisors", "40", "--workers", "1")


@pytest.fixture
def cache(tmp_path: Path, territory: object) -> Path:
    """A cache of its own with the territory already in it."""
    place = tmp_path / "cache"
    shutil.copytree(folder(None), place / folder(None).name)
    return place


def start(out: Path, cache: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [MAILLAGE, "plan", *REGION, "--out", str(out), *more],
        env={
            **{name: value for name, value in os.environ.items() if name != "MAILLAGE_RUNS"},
            "MAILLAGE_CACHE": str(cache),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_groups(process: subprocess.Popen[str], cache: Path, count: int) -> None:
    """Wait until some groups are finished and kept."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        if len(list(cache.glob("runs/*/group-*.stage"))) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("the run ended before it could be interrupted")


def digest(out: Path) -> str:
    return str(json.loads((out / "plan.json").read_text())["result_hash"])


def test_killed_run_resumes_to_the_same_result(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "killed"
    process = start(out, cache)
    wait_for_groups(process, cache, 1)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    assert not (out / "plan.json").exists()
    kept = {path.name: path.stat().st_mtime_ns for path in cache.glob("runs/*/group-*.stage")}
    assert kept
    again = start(out, cache)
    again.communicate(timeout=280)
    assert again.returncode == 0
    assert not list(cache.glob("runs/*/*.stage"))
    whole = start(tmp_path / "whole", cache, "--no-resume")
    whole.communicate(timeout=280)
    assert digest(out) == digest(tmp_path / "whole")


def test_damaged_checkpoint_is_computed_again(tmp_path: Path) -> None:
    from maillage.flow.checkpoint import Checkpoint

    checkpoint = Checkpoint(tmp_path)
    checkpoint.keep("stage", {"value": 1})
    assert checkpoint.read("stage") == {"value": 1}
    path = tmp_path / "stage.stage"
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    assert checkpoint.read("stage") is None
    path.write_bytes(b"")
    assert checkpoint.read("stage") is None
    assert checkpoint.read("absent") is None


def test_ctrl_c_leaves_partial_results_that_say_so(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "partial"
    process = start(out, cache)
    wait_for_groups(process, cache, 1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2, said
    assert "Traceback" not in said
    assert "PARTIELS" in said
    assert said.count("\n") == 1
    summary = json.loads((out / "plan.json").read_text())
    assert summary["partial"] is True
    assert "partiel" in (out / "report.html").read_text().lower()


def test_ctrl_c_at_the_start_writes_nothing(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "nothing"
    process = start(out, cache)
    time.sleep(0.7)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 2, said
    assert "Traceback" not in said
    assert not out.exists() or not list(out.iterdir())


def test_ctrl_c_while_workers_start_is_heard_once_they_have() -> None:
    """The parent raises afterwards; its workers, born meanwhile, never see it."""
    code = """if True:
        import os, signal, joblib
        from maillage.flow import stages
        parent = os.getpid()
        usual = joblib.Parallel
        def started(*arguments, **options):
            os.killpg(parent, signal.SIGINT)
            pool = usual(*arguments, **options)
            def call(tasks):
                found = pool(tasks)
                os.killpg(parent, signal.SIGINT)
                return found
            return call
        joblib.Parallel = started
        try:
            stages._start_workers(2)
        except KeyboardInterrupt:
            joblib.Parallel = usual
            print("heard", sorted(usual(n_jobs=2)(joblib.delayed(abs)(-n) for n in range(4))))
        """
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False, start_new_session=True
    )
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("heard [0, 1, 2, 3]", "", 0)


def test_ctrl_c_at_the_very_end_changes_nothing() -> None:
    """Sent again and again while Python leaves, it prints nothing of Python's own."""
    code = """if True:
        import atexit, os, signal, sys
        def again():
            for _ in range(20):
                os.kill(os.getpid(), signal.SIGINT)
        atexit.register(again)
        from maillage.cli import main
        sys.argv = ["maillage", "--version"]
        main()
        """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.startswith("maillage ")
    assert (done.stderr, done.returncode) == ("", 0)
