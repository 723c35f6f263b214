"""Half-days named outright: ``mardi matin | vendredi``, ``Mo-We, Sa am``, or hours in OpenStreetMap's words."""

import re
import unicodedata

from maillage.opening.osm import osm_mask

_DAYS = (
    ("lundi", "lun", "monday", "mon", "mo"),
    ("mardi", "mar", "tuesday", "tue", "tu"),
    ("mercredi", "mer", "wednesday", "wed", "we"),
    ("jeudi", "jeu", "thursday", "thu", "th"),
    ("vendredi", "ven", "friday", "fri", "fr"),
    ("samedi", "sam", "saturday", "sat", "sa"),
)
_NUMBER = {name: day for day, names in enumerate(_DAYS) for name in names}
_HALVES = {
    None: 0b11,
    "matin": 0b01,
    "morning": 0b01,
    "am": 0b01,
    "apres-midi": 0b10,
    "aprem": 0b10,
    "afternoon": 0b10,
    "pm": 0b10,
}
_ITEM = re.compile(
    r"(?:le |les |du )?(?P<first>[a-z]+)\.?(?:\s*(?:-|\bau\b|\bto\b)\s*(?P<last>[a-z]+?)\.?)?"
    r"(?:\s+(?P<half>matin|morning|am|apres-midi|aprem|afternoon|pm)s?)?"
)


def named_mask(text: str) -> int | None:
    """Half-days of a list of days and halves (both halves where none is said), or of opening hours.

    Parameters
    ----------
    text
        Items apart by ``|``, ``;``, ``,`` or ``+``, in French or English.

    Returns
    -------
    int or None
        As :func:`maillage.opening.mask`; None where any part is not understood.
    """
    if re.search(r"\d", text):
        return osm_mask(text)
    found = 0
    for item in re.split(r"[|;,+]", _plain(text)):
        named = _ITEM.fullmatch(item.strip())
        first = _NUMBER.get(named["first"]) if named else None
        last = _NUMBER.get(named["last"] or named["first"]) if named else None
        if named is None or first is None or last is None or last < first:
            return None
        for day in range(first, last + 1):
            found |= _HALVES[named["half"]] << 2 * day
    return found


def _plain(text: str) -> str:
    """Lower case, no accents, one kind of hyphen and of space."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"apres[ -]+midi", "apres-midi", re.sub(r"[‐–—]", "-", bare)).split())
