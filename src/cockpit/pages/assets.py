"""Style sheets and fonts of the State's design system, collected only where its theme is chosen."""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from cockpit.configuration.queries import text
from cockpit.configuration.registry import STATE
from cockpit.pages.theme import STYLES

_ADDRESS = re.compile(r"""url\(["']?([^"')?#:]+)""")


def _folder() -> Path | None:
    """Static files of the package ``django-dsfr``, read without enabling it; None where it is not installed."""
    found = find_spec("dsfr")
    return Path(found.origin).parent / "static" if found and found.origin else None


class StateThemeFinder(BaseFinder):
    """The style sheet and what it asks for, a hundred files of the package's 1,600."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:  # noqa: ARG002
        """Files to collect."""
        folder = _folder()
        if folder is None or text("theme") != STATE:
            return
        storage, sheet = FileSystemStorage(location=folder), folder / STYLES
        yield STYLES, storage
        for name in sorted(set(_ADDRESS.findall(sheet.read_text(encoding="utf-8")))):
            if (sheet.parent / name).is_file():
                yield f"{Path(STYLES).parent.as_posix()}/{name}", storage

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """A file by its address, whatever the theme: the neutral theme never asks."""
        folder = _folder()
        found = folder / path if folder and path.startswith("dsfr/") else None
        there = str(found) if found is not None and found.is_file() else None
        return ([there] if there else []) if find_all else there
