"""Compiled kernels of the allocation, private to it: whole half-days one at a time, and dual ascent."""

from maillage.allocation._kernels.ascent import ascend, gradient
from maillage.allocation._kernels.steps import cover_first, fill, improve, shed

__all__ = ["ascend", "cover_first", "fill", "gradient", "improve", "shed"]
