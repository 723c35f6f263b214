"""From a plan to dates: the roster repeated fortnight after fortnight, bent to the calendar."""

from maillage.flow.dating.comparing import changes
from maillage.flow.dating.dating import timetable

__all__ = ["changes", "timetable"]
