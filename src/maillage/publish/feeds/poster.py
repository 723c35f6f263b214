"""A poster of the next dates for the board of a town hall: one A4 page in large type, with a QR code."""

import datetime
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl
import segno
import typst

from maillage.publish.feeds import words
from maillage.publish.feeds.columns import CANCELLED, HELD, told_once, whole
from maillage.publish.feeds.french import at
from maillage.publish.feeds.texts import breakable, line
from maillage.vocabulary.messages import language, say

_TEMPLATE: Final = Path(__file__).with_name("templates") / "poster.typ"
_FONTS: Final = ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono")
_MOST: Final = 60
"""Dates looked at: no page holds so many."""

_LONG_WORD: Final = 18
_UNBROKEN: Final = "\u00a0"
_LONGEST: Final = 120
"""Signs of a name, an address or a reason that are printed."""


@dataclass(frozen=True)
class Poster:
    """What a poster says beside its dates.

    Attributes
    ----------
    where
        Name of the commune, or of the venue or territory when not ``commune``.
    page
        Address of the page that is kept up to date, printed and as a QR code.
    contact
        Telephone or mail, for people.
    commune
        Whether ``where`` names a commune: ``Votre conseiller numérique au Puy-en-Velay``.
    made_on
        Day of printing, said at the foot.
    """

    where: str
    page: str = ""
    contact: str = ""
    commune: bool = True
    made_on: datetime.date | None = None


def poster(stops: pl.DataFrame, about: Poster) -> bytes:
    """A poster in PDF, in the current language.

    Parameters
    ----------
    stops
        Dates to come, columns as for :func:`maillage.publish.feeds.columns.whole`; those held are left out.
    about
        What it says beside them.

    Returns
    -------
    bytes
        One A4 page, accessible (PDF/UA-1; tagged only when a name is in a script that no font here has). Dates take the
        largest type in which all hold; where none does, the first that hold are followed by the number of those left.

    Raises
    ------
    MalformedFile
        As :func:`maillage.publish.feeds.columns.whole`.
    """
    compiler = _compiler(stops, about)
    noon = datetime.datetime.combine(about.made_on or datetime.date(2000, 1, 1), datetime.time(12), datetime.UTC)
    try:
        return _whole(compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=noon))
    except typst.TypstError:
        return _whole(compiler.compile(format="pdf", timestamp=noon))


def poster_pictures(stops: pl.DataFrame, about: Poster, *, pixels_per_inch: float = 72) -> list[bytes]:
    """The same poster as PNG, one for each page: one."""
    made = _compiler(stops, about).compile(format="png", ppi=pixels_per_inch)
    return [bytes(page) for page in made] if isinstance(made, list) else [_whole(made)]


def _compiler(stops: pl.DataFrame, about: Poster) -> typst.Compiler:
    """The template with its data."""
    inputs = {"data": json.dumps(_data(stops, about), ensure_ascii=False)}
    return typst.Compiler(_TEMPLATE, font_paths=_fonts(), sys_inputs=inputs)


def _whole(made: bytes | list[bytes] | None) -> bytes:
    """What was compiled, in one piece."""
    return b"".join(made) if isinstance(made, list) else made or b""


def _data(stops: pl.DataFrame, about: Poster) -> dict[str, Any]:
    """What the template shows."""
    rows = told_once(whole(stops).filter(pl.col("state") != HELD))
    addresses = {words.address(stop) for stop in rows.head(_MOST).iter_rows(named=True)}
    common = addresses.pop() if len(addresses) == 1 else ""
    return {
        "lang": language(),
        "fonts": _FONTS,
        "author": say("publish.feeds.advisor"),
        "title": _title(about),
        "lead": say("publish.feeds.offer"),
        "stops": _rows(rows.head(_MOST), common),
        "count": rows.height,
        "common": _short(common),
        "narrow": bool(common),
        "contact": _short(line(about.contact)),
        "page": breakable(about.page, _LONG_WORD) if len(about.page) <= _LONGEST else "",
        "qr": segno.make(about.page, error="m", micro=False).svg_inline(border=2, light="#fff") if about.page else "",
        "made": say("publish.feeds.poster.made", day=words.day(about.made_on, year=True)) if about.made_on else "",
        "words": {
            "none": say("publish.feeds.poster.none"),
            "day": say("publish.feeds.poster.day"),
            "hours": say("publish.feeds.poster.hours"),
            "one_more": say("publish.feeds.poster.one_more"),
            "more": say("publish.feeds.poster.more", count="{count}"),
            "page": say("publish.feeds.poster.page"),
            "qr": say("publish.feeds.poster.qr", page=about.page),
        },
    }


def _title(about: Poster) -> str:
    """Headline, the small word kept beside the name."""
    name = _short(line(about.where))
    if about.commune:
        return say("publish.feeds.poster.title", where=at(name).replace(" ", _UNBROKEN, 1))
    return say("publish.feeds.poster.title_of", where=name)


def _short(text: str) -> str:
    """A text that holds on a page whatever its length."""
    return breakable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", _LONG_WORD)


def _rows(table: pl.DataFrame, common: str) -> list[dict[str, Any]]:
    """The dates; the year is said where it changes."""
    years = table["date"].dt.year()
    return [
        _row(stop, common, year=year != before)
        for stop, year, before in zip(table.iter_rows(named=True), years, years[:1].append(years)[:-1], strict=True)
    ]


def _row(stop: words.Stop, common: str, *, year: bool) -> dict[str, Any]:
    """One date."""
    what = words.exception(stop)
    details = ["" if common else words.address(stop), stop["reason"] if what else ""]
    return {
        "day": words.day(stop["date"], year=year).replace(" ", _UNBROKEN),
        "hours": f"{words.hour(stop['begins'])} – {words.hour(stop['ends'])}".replace(" ", _UNBROKEN),
        "cancelled": stop["state"] == CANCELLED,
        "mark": what.replace(" ", _UNBROKEN),
        "detail": " · ".join(_short(detail) for detail in details if detail),
    }


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The type of posters: a package of fonts, read as data, and what Typst brings for other scripts."""
    found = importlib.util.find_spec("font_source_sans_pro")
    folders = [str(Path(folder) / "files") for folder in (found.submodule_search_locations or ())] if found else []
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
