"""Compiled loops of the timetable room, private to it. Slow twins judge them in ``tests/timetable``.

A timetable is held as ``route`` [advisor, day, half, rank] (visits in order, -1 beyond ``size``), ``size``
[advisor, day, half], ``taken`` [place, day, half] (advisors there), ``drive`` [advisor, day] (minutes), ``busy``
[advisor, day, half] (minutes of the visits held), ``used`` [advisor, period] (half-days with a visit) and ``held``
[visit, 3] (day, half, advisor; -1 when missing).
"""

from maillage.timetable._kernels.chains import chains
from maillage.timetable._kernels.day import MOST_STOPS, dated, day_drive
from maillage.timetable._kernels.ground import Ground, State
from maillage.timetable._kernels.insertion import best_place, insert, remove, settle, wish_price
from maillage.timetable._kernels.pricing import STEPS, Offers, Work, list_offers
from maillage.timetable._kernels.relaxing import relaxed
from maillage.timetable._kernels.search import fill, let_in, search

__all__ = [
    "MOST_STOPS",
    "STEPS",
    "Ground",
    "Offers",
    "State",
    "Work",
    "best_place",
    "chains",
    "dated",
    "day_drive",
    "fill",
    "insert",
    "let_in",
    "list_offers",
    "relaxed",
    "remove",
    "search",
    "settle",
    "wish_price",
]
