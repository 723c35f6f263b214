"""Where the site keeps what must not be lost, and what can be made again."""

import os
import secrets
from pathlib import Path

from maillage.sources.storage import folder as data_folder
from maillage.territory.cache import root as cache_root

SECRET_LENGTH = 64


def site() -> Path:
    """Folder of this site's own files (database, plans, secret, collected assets): ``MAILLAGE_DATA``/site."""
    return data_folder(None).parent / "site"


def made_again() -> Path:
    """Folder of what the site can make again (libraries of the browser, tiles)."""
    return cache_root() / "site"


def secret() -> str:
    """The site's secret: ``MAILLAGE_SECRET``, else drawn once and kept in a file only its owner reads."""
    if given := os.environ.get("MAILLAGE_SECRET"):
        return given
    path = site() / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        drawn = secrets.token_urlsafe(SECRET_LENGTH)
        file.write(drawn)
        file.flush()
        os.fsync(file.fileno())
    return drawn


def former_secrets() -> list[str]:
    """The secret a restored one replaced, if any: what it signed or sealed is still read."""
    path = site() / "secret.before"
    return [path.read_text(encoding="ascii")] if path.is_file() else []
