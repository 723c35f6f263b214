"""What lies beside a downloaded file: the part an interrupted download left, and what the server said of each."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.sources.storage import replace as write_whole


@dataclass(frozen=True)
class Beside:
    """Files beside one that is downloaded.

    Parameters
    ----------
    path
        The file.
    url
        Where it comes from: what another address left counts for nothing.
    """

    path: Path
    url: str

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.path.with_name(self.path.name + ".part")

    @property
    def part_notes(self) -> Path:
        """What the server said of it."""
        return self.path.with_name(self.path.name + ".part.json")

    @property
    def notes(self) -> Path:
        """What the server said of the file kept."""
        return self.path.with_name(self.path.name + ".http.json")

    def part_bytes(self) -> int:
        """Bytes an interrupted download of this address left."""
        if _read(self.part_notes).get("url") != self.url or not self.part.is_file():
            return 0
        return self.part.stat().st_size

    def headers(self) -> dict[str, str]:
        """Headers of a request: from a byte on when part of a file is kept, conditional when a copy is."""
        had = self.part_bytes()
        told = _read(self.part_notes)
        if had and told.get("validator"):
            return {"Range": f"bytes={had}-", "If-Range": told["validator"]}
        headers = {}
        kept = _read(self.notes)
        if self.path.is_file() and kept.get("url") == self.url:
            if kept.get("etag"):
                headers["If-None-Match"] = kept["etag"]
            if kept.get("last_modified"):
                headers["If-Modified-Since"] = kept["last_modified"]
        return headers

    def begin(self, etag: str, modified: str) -> None:
        """Note what tells whether the server still has the file a part is of."""
        strong = etag if etag and not etag.startswith("W/") else ""
        write_whole(self.part_notes, json.dumps({"validator": strong or modified, "url": self.url}).encode())

    def swap(self, etag: str, modified: str, sha256: str) -> None:
        """Put the whole file in its place."""
        notes = {"url": self.url, "etag": etag, "last_modified": modified, "sha256": sha256}
        self.notes.unlink(missing_ok=True)
        self.part.replace(self.path)
        write_whole(self.notes, json.dumps(notes).encode())
        self.part_notes.unlink(missing_ok=True)

    def forget(self) -> None:
        """Throw away the part kept."""
        self.part.unlink(missing_ok=True)
        self.part_notes.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Any]:
    """Notes kept beside a file, empty where there are none."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
