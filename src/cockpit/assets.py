"""Bring what browsers need and no Python package ships: MapLibre GL JS, from npm, checked against pinned digests.

``python -m cockpit.assets`` before the site starts. Without npm the site works all the same: the map is then its
picture and its table.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from cockpit import folders
from maillage.vocabulary.messages import language

PACKAGE = "maplibre-gl@6.17.0"
FOLDER = "maplibre"
"""Folder of the files among the static ones."""

FILES: Final = {
    "dist/maplibre-gl.mjs": "e02cb08c572fd0950a75343cd558099c2a1dbbaf67f26b0c96f115431962d1ae",
    "dist/maplibre-gl-worker.mjs": "73d7a024a4efe1a46e49db193e18cfe33271e3ecc652ec7542c281a4ef5f0f04",
    "dist/maplibre-gl.css": "a90798a1953017790e590f7e1bd35ff103a8a4263972cb47290b78adf86f8c20",
    "LICENSE.txt": "ee5fc05a0677eaf69601d2c7db0d9ecd6cc27c3abc1d0733bc9ed34707cf8ef2",
}
"""SHA-256 of each file as published."""

_MAP_OF_SOURCE = re.compile(rb"\n?//# sourceMappingURL=\S+\s*$")
_SECONDS = 120


class NotAsPublished(Exception):
    """A file is not the one that was reviewed."""


def there() -> bool:
    """Whether the files of this version stand in their place."""
    return (_place() / _stamp()).is_file()


def bring() -> None:
    """Fetch the package, check its files and put them in their place, all or none.

    Raises
    ------
    OSError, subprocess.SubprocessError, tarfile.TarError, KeyError
        If npm does not answer, or answers something else.
    NotAsPublished
        If a digest differs.
    """
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as work:
        folder = Path(work)
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", work]
        subprocess.run(command, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL, cwd=work)
        (packed,) = folder.glob("*.tgz")
        made = folder / FOLDER
        made.mkdir()
        with tarfile.open(packed) as archive:
            for name, digest in FILES.items():
                file = archive.extractfile(archive.getmember(f"package/{name}"))
                content = file.read() if file else b""
                if hashlib.sha256(content).hexdigest() != digest:
                    raise NotAsPublished(name)
                # Static files are renamed by their content: a map of sources that is not there would stop that.
                (made / Path(name).name).write_bytes(_MAP_OF_SOURCE.sub(b"", content))
        (made / _stamp()).write_text(PACKAGE, encoding="ascii")
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)


def _place() -> Path:
    """Where the files stand."""
    return folders.made_again() / "vendor" / FOLDER


def _stamp() -> str:
    """Name of the mark that says which files stand there."""
    return f"{hashlib.sha256(''.join(FILES.values()).encode()).hexdigest()[:12]}.txt"


def main() -> int:
    """Bring the files unless they are there; a failure is told and leaves the site without its moving map.

    With ``--there``, only say by the exit code whether they are.
    """
    if "--there" in sys.argv or there():
        return int(not there())
    try:
        bring()
    except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError, ValueError, NotAsPublished) as error:
        french = (
            f"Carte : {PACKAGE} n'a pas pu être pris chez npm ({error}). Le site s'ouvre avec l'image et le tableau de "
            "la carte. Installez npm (apt-get install npm), puis « python -m cockpit.assets »."
        )
        english = (
            f"Map: {PACKAGE} could not be taken from npm ({error}). The site opens with the map's picture and table. "
            "Install npm (apt-get install npm), then “python -m cockpit.assets”."
        )
        print(french if language() == "fr" else english, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
