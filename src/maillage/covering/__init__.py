"""Classic maximal covering: the most people within a radius of P sites, with an optimum or a bound.

``problem`` states the question, ``solver.solve`` answers it; ``reduction`` shrinks it, ``annealing`` finds good sites,
``prices`` bounds what any sites can cover, ``programme`` proves small cores optimal and ``regions`` tightens the bound
of large ones while ``polishing`` makes their sites better.
"""

from maillage.covering.problem import CoveringProblem, CoveringResult, covered
from maillage.covering.solver import solve

__all__ = ["CoveringProblem", "CoveringResult", "covered", "solve"]
