"""Which theme pages are dressed in."""

import functools

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from cockpit.configuration.queries import text
from cockpit.configuration.registry import NEUTRAL, STATE

STYLES = "dsfr/dist/dsfr.min.css"


@functools.cache
def _collected() -> bool:
    """Whether the State's style sheets were collected when the site started (or can be found, under test)."""
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    return finders.find(STYLES) is not None if hashed is None else STYLES in hashed


def current() -> str:
    """The chosen theme; the neutral one until the chosen one's files are there."""
    return STATE if text("theme") == STATE and _collected() else NEUTRAL
