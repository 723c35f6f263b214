"""Compiled loops of the itinerary room, private to it. Slow twins judge them in ``tests/itinerary``.

Node 0 is the depot, nodes 1 to n the stops. The days are held as ``route`` [day, position] (nodes in order, without the
depot), ``size`` [day], ``drive`` and ``dwelt`` [day] (minutes) and ``on`` [day, node] (whether the node is visited that
day); ``missing`` holds the nodes of the visits on no day, ``counts[0]`` how many they are. Plain loops rather than
whole-array writes and sorts, which compile slowly.
"""

from maillage.itinerary._kernels.descent import descend
from maillage.itinerary._kernels.endings import endings
from maillage.itinerary._kernels.insertion import insert_by_regret
from maillage.itinerary._kernels.neighbourhood import search
from maillage.itinerary._kernels.pricing import cheapest_days
from maillage.itinerary._kernels.tree import spanning_tree

__all__ = ["cheapest_days", "descend", "endings", "insert_by_regret", "search", "spanning_tree"]
