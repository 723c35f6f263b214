"""Days and hours in words, as every page tells them."""

import datetime

from django.utils.formats import date_format

from cockpit.wording import both, current


def day(date: datetime.date) -> str:
    """``mardi 8 décembre``, ``vendredi 1er janvier``; ``Tuesday 8 December``."""
    words = date_format(date, "l j F")
    return words.replace(" 1 ", " 1er ") if current() == "fr" else words


def hour(minutes: int) -> str:
    """``9 h``, ``9 h 30``; ``9:00``, ``9:30``."""
    hours, rest = divmod(minutes, 60)
    french = f"{hours % 24}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")
    return str(both(french, f"{hours % 24}:{rest:02d}"))
