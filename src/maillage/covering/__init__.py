"""Classic maximal covering: the most people within a radius of P sites, with an optimum or a bound.

``problem`` states the question, ``solver.solve`` answers it. ``reduction`` shrinks it. Where ``closing`` can, it brings
sites and bound together: ``relaxation`` solves the linear relaxation, ``cuts`` tighten it, ``tightening`` leads the
choice of sites by it and branch and bound proves the rest. On larger problems ``annealing`` finds good sites,
``prices`` bounds what any sites can cover, ``regions`` tightens that bound by the ``programme`` of each region and
``polishing`` makes the sites better.
"""

from maillage.covering.problem import CoveringProblem, CoveringResult, covered
from maillage.covering.solver import GAP, solve

__all__ = ["GAP", "CoveringProblem", "CoveringResult", "covered", "solve"]
