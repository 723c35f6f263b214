"""Bring the two readers of calendars that are written for Node, from npm, each archive checked against its digest.

``python tests/publish/feeds/bringing.py`` before the tests; the packages and what they need stand in ``.tool/readers``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TOOL = Path(__file__).parents[3] / ".tool"
FOLDER = TOOL / "readers"
PACKAGES = {
    "ical.js@2.2.1": "36482280d62cc50f0adddb0587612cff32b96df18eb9e2071ec9929c2e7b3107",
    "node-ical@0.27.2": "2029c3d0a04147b070410fec4a222edbf7aead3703f69cb3d00cb4dea1253e64",
    "rrule-temporal@2.2.8": "91a16b1fbf5a7d24109f693bfd495a37532a34a9b6f29a7e39f12254bff0f6ee",  # node-ical's
    "temporal-polyfill@1.0.8": "a1aa1ba3e25cb82248f3cf11ef7a2a95f03cbc0502e124422500bf6edff4171a",  # node-ical's
    "temporal-spec@1.0.1": "a23ed4562164599a38fd6e64c5e50d1c9c908b0d9d32c747434be43726a70064",  # the polyfill's
    "temporal-utils@1.0.4": "97598a4f5524b3639c982895253470533c0f6fb952431a7e84ce85a174b641dc",  # the polyfill's
}
"""SHA-256 of each archive as published."""

_SECONDS = 180


def node() -> str | None:
    """Path of Node: the machine's, else the one beside uv."""
    return shutil.which("node", path=f"{os.environ.get('PATH', '')}{os.pathsep}{TOOL / 'bin'}")


def there() -> bool:
    """Whether these very versions stand in their place."""
    return (FOLDER / _stamp()).is_file()


def bring() -> None:
    """Fetch, check and unpack every package, all or none."""
    TOOL.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOL) as work:
        path = f"{os.environ.get('PATH', '')}{os.pathsep}{TOOL / 'bin'}"
        command = ["npm", "pack", *PACKAGES, "--silent", "--pack-destination", work]
        subprocess.run(
            command, check=True, timeout=_SECONDS, cwd=work, stdout=subprocess.DEVNULL, env=os.environ | {"PATH": path}
        )
        made = Path(work) / "readers"
        for package, digest in PACKAGES.items():
            name, _, version = package.partition("@")
            packed = Path(work) / f"{name}-{version}.tgz"
            if hashlib.sha256(packed.read_bytes()).hexdigest() != digest:
                raise ValueError(f"{package} is not as published")
            with tarfile.open(packed) as archive:
                archive.extractall(Path(work) / name, filter="data")
            (made / "node_modules").mkdir(parents=True, exist_ok=True)
            (Path(work) / name / "package").rename(made / "node_modules" / name)
        (made / _stamp()).touch()
        shutil.rmtree(FOLDER, ignore_errors=True)
        made.rename(FOLDER)


def _stamp() -> str:
    """Name of the mark that says which packages stand there."""
    return hashlib.sha256("".join(PACKAGES.values()).encode()).hexdigest()[:12]


if __name__ == "__main__":
    if "--there" in sys.argv:
        sys.exit(int(not there()))
    there() or bring()
