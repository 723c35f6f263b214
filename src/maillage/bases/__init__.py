"""Where advisors are based: whole posts at places so that the half-days planned are served with least driving."""

from maillage.bases.problem import BasesProblem, BasesResult
from maillage.bases.solver import kernels_folder, solve

__all__ = ["BasesProblem", "BasesResult", "kernels_folder", "solve"]
