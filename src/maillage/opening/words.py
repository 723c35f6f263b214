"""Opening hours in OpenStreetMap's words: the common part of the grammar, as one regular expression.

``rule (; rule)*`` where a rule is ``24/7``, or days, dates and times in this order, then ``off``, ``open``, ``closed``
or a comment. https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re

_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_CLOCK = r"(?:(?:[01]?[0-9]|2[0-9]):[0-5][0-9]|sunrise|sunset|dawn|dusk)"
_NTH = r"(?:\[-?[1-5](?:[-,]-?[1-5])*\])?"
_SPAN = rf"{_CLOCK}(?:\s?-\s?{_CLOCK}\+?|\+)"
_TIMES = rf"{_SPAN}(?:\s?,\s?{_SPAN})*"
_DAYS = rf"{_DAY}{_NTH}(?:\s?-\s?{_DAY})?(?:\s?,\s?{_DAY}{_NTH}(?:\s?-\s?{_DAY})?)*"
_YEARS = r"(?:[12][0-9]{3}(?:-[12][0-9]{3}|\+)?\s?)"
_DATE = rf"{_YEARS}?{_MONTH}(?:\s[0-3]?[0-9])?"
_DATES = rf"{_DATE}(?:\s?-\s?(?:{_DATE}|[0-3]?[0-9]))?"
_WEEKS = r"week\s[0-5]?[0-9](?:-[0-5]?[0-9](?:/[0-9]+)?)?(?:,[0-5]?[0-9](?:-[0-5]?[0-9](?:/[0-9]+)?)?)*"
_WHEN = rf"(?:(?:{_DATES}(?:\s?,\s?{_DATES})*|{_YEARS}):?\s?)?(?:{_WEEKS}\s?)?"
_STATE = r"""(?:(?:off|closed|open|unknown)(?:\s?"[^"]*")?|"[^"]*")"""
_RULE = rf"(?:24/7|{_WHEN}(?:{_DAYS}:?)?(?:\s?{_TIMES})?)(?:\s?{_STATE})?"
OPENING = rf"^\s*(?:{_RULE})(?:\s*(?:;|\|\|)\s*{_RULE})*\s*;?\s*$"
"""Whole text of opening hours; empty rules pass, so test emptiness first."""

_DAYS_FR = {
    "lundi": "Mo", "mardi": "Tu", "mercredi": "We", "jeudi": "Th", "vendredi": "Fr", "samedi": "Sa", "dimanche": "Su",
    "lun": "Mo", "mar": "Tu", "mer": "We", "jeu": "Th", "ven": "Fr", "sam": "Sa", "dim": "Su",
}  # fmt: skip
_WORD = re.compile(rf"\b({'|'.join(sorted(_DAYS_FR, key=len, reverse=True))})s?\b\.?", re.IGNORECASE)
_OSM_DAY = re.compile(r"\b(mo|tu|we|th|fr|sa|su|ph)\b", re.IGNORECASE)
_HOUR = re.compile(r"\b([01]?[0-9]|2[0-4])\s?[hH:](?:\s?([0-5][0-9]))?(?![0-9])")
_LINKS = (
    (re.compile(r"\s+(?:à|a|au|to|jusqu'à)\s+|\s*[–—]\s*", re.IGNORECASE), "-"),
    (re.compile(r"\s+(?:et|and)\s+|\s*/\s*", re.IGNORECASE), ","),
    (re.compile(r"\b(?:du|de|le|les)\s+", re.IGNORECASE), ""),
    (re.compile(r"\bfermée?\b", re.IGNORECASE), "off"),
    (re.compile(r"\s*:\s+"), " "),
    (re.compile(r"\s*([-,])\s*"), r"\1"),
)
_COMPILED = re.compile(OPENING)
_NEXT = re.compile(
    rf"(?<=[0-9hH])\s*(?:,?\s*\bet\b|[,.;/–-])?\s*(?:\b(?:le|les|du)\s+)?(?=\b(?:{'|'.join(_DAYS_FR)})s?\b)",
    re.IGNORECASE,
)
"""Where the next days begin after some hours."""
_LONGEST = 300


def translate(text: str) -> str | None:
    """Hours written in French turned into OpenStreetMap's words; None where that does not read."""
    if len(text) > _LONGEST or text.strip() == "24/7":
        return None
    text = _NEXT.sub("; ", text.strip().rstrip("."))
    text = _WORD.sub(lambda found: _DAYS_FR[found[1].lower()], text)
    text = _OSM_DAY.sub(lambda found: found[1].upper() if found[1].lower() == "ph" else found[1].capitalize(), text)
    text = _HOUR.sub(lambda found: f"{int(found[1]):02d}:{found[2] or '00'}", text)
    for pattern, by in _LINKS:
        text = pattern.sub(by, text)
    text = " ".join(text.split()).strip(" ;,")
    return text if text and _COMPILED.match(text) else None
