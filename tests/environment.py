"""No test reads or writes what this machine's user keeps, nor do the commands that tests start."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "MAILLAGE_TEST_DATA" not in os.environ:
    os.environ["MAILLAGE_TEST_DATA"] = os.environ["MAILLAGE_DATA"] = tempfile.mkdtemp(prefix="maillage-data-")
    atexit.register(shutil.rmtree, os.environ["MAILLAGE_DATA"], ignore_errors=True)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
"""Django takes Playwright's loop, which lives as long as the browser, for asynchronous code."""

DATABASE = Path(os.environ["MAILLAGE_DATA"]) / "test.sqlite3"
