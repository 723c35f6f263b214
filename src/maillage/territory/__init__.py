"""The ground: France's communes, what they belong to, where they are and how long it takes from one to another."""

from maillage.territory.communes import Territory, load
from maillage.territory.lookup import Selection
from maillage.territory.matrix import MatrixModel
from maillage.territory.travel import DistanceModel, Pairs, TravelModel, minutes_between

__all__ = ["DistanceModel", "MatrixModel", "Pairs", "Selection", "Territory", "TravelModel", "load", "minutes_between"]
