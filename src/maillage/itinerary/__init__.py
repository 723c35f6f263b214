"""Itinerant rounds of any mobile service: which stops each day, in which order, with a proven bound on the driving.

``problem`` states the question and judges an answer, ``solver.solve`` answers it, ``bound`` proves how far any other
answer could go. A mobile library, a bus of public services, a travelling market: identical days, long visits, one
vehicle.
"""

from maillage.itinerary.problem import MOST_DAYS, ItineraryProblem, ItineraryResult, mistakes
from maillage.itinerary.solver import solve

__all__ = ["MOST_DAYS", "ItineraryProblem", "ItineraryResult", "mistakes", "solve"]
