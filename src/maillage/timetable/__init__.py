"""Dated visits: which advisor stands where on which day and half-day, with a proven bound on the price.

``problem`` states the question, ``solver.solve`` answers it, ``check.mistakes`` judges an answer without the solver's
kernels, ``bound`` proves how far any other answer could go.
"""

from maillage.timetable.check import mistakes
from maillage.timetable.problem import MISSING, Prices, TimetableProblem, TimetableResult, Visits
from maillage.timetable.solver import solve

__all__ = ["MISSING", "Prices", "TimetableProblem", "TimetableResult", "Visits", "mistakes", "solve"]
