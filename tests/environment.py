"""No test reads or writes what this machine's user keeps, nor do the commands that tests start."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
"""Tests run in several processes at once, each with a folder of its own."""

if os.environ.get("MAILLAGE_TEST_WORKER") != WORKER:
    os.environ["MAILLAGE_TEST_WORKER"] = WORKER
    os.environ["MAILLAGE_DATA"] = tempfile.mkdtemp(prefix="maillage-data-")
    # The communes stay in the user's cache, which only grows; runs cut short do not: another's would be taken up.
    os.environ["MAILLAGE_RUNS"] = str(Path(os.environ["MAILLAGE_DATA"]) / "runs")
    atexit.register(shutil.rmtree, os.environ["MAILLAGE_DATA"], ignore_errors=True)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
"""Django takes Playwright's loop, which lives as long as the browser, for asynchronous code."""

DATA = Path(os.environ["MAILLAGE_DATA"])
DATABASE = DATA / "test.sqlite3"


WHOLE = os.environ.get("MAILLAGE_WHOLE_TESTS") == "1"
"""The test command installs everything: what is missing then is a failure. A lone `pytest` may skip it."""


def missing(what: str) -> NoReturn:
    """Skip a test for lack of something, or fail it under the test command."""
    (pytest.fail if WHOLE else pytest.skip)(what)
