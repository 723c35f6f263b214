"""Branch and cut on the posts of single bases and of clusters of bases, best bound first."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from maillage.bases._kernels import Floats
from maillage.bases._relaxation import Basis, Relaxation

TRIALS = 3
TRIAL_ITERATIONS = 25
CUT_ROUNDS = 3
WHOLE = 1e-6

Decision = tuple[int, float, float]


@dataclass(order=True)
class Node:
    """A part of the plans still to search, ordered by bound."""

    bound: float
    order: int
    decisions: list[Decision] = field(compare=False)
    basis: Basis | None = field(compare=False)


@dataclass
class Tree:
    """Search state.

    Parameters
    ----------
    relaxation
        The tightened relaxation, solved at the root.
    upper
        Driving of the best plan known.
    improve
        Called with fractional posts; returns the driving of the best plan known since.
    """

    relaxation: Relaxation
    upper: float
    improve: Callable[[Floats], float]
    nodes: int = 0
    _scores: dict[int, tuple[float, float]] = field(default_factory=dict)
    _active: set[int] = field(default_factory=set)

    def explore(
        self, root: float, nodes: int, gap: float, progress: Callable[[int, float, float], None] | None
    ) -> float:
        """Search at most ``nodes`` nodes or until the relative gap falls to ``gap``; the proven lower bound."""
        heap = [Node(root, 0, [], None)]
        closed = float("inf")
        created = 0
        while heap and self.nodes < nodes and min(heap[0].bound, closed) < self.upper * (1.0 - gap) - WHOLE:
            node = heapq.heappop(heap)
            self.nodes += 1
            value = self._enter(node)
            if value >= self.upper:
                continue
            posts = self.relaxation.posts()
            self.upper = min(self.upper, self.improve(posts))
            children = self._branch(node, value, posts)
            if not children:
                closed = min(closed, value)
            for bound, decision, basis in children:
                if bound < self.upper:
                    created += 1
                    heapq.heappush(heap, Node(bound, created, [*node.decisions, decision], basis))
            if progress is not None:
                progress(self.nodes, self.upper, min([self.upper, closed, *(n.bound for n in heap[:1])]))
        return min([self.upper, closed, *(n.bound for n in heap[:1])])

    def _limits(self, decisions: list[Decision]) -> dict[int, tuple[float, float]]:
        limits: dict[int, tuple[float, float]] = {}
        for branch, low, high in decisions:
            a, b = limits.get(branch, self._free(branch))
            limits[branch] = (max(a, low), min(b, high))
        return limits

    def _free(self, branch: int) -> tuple[float, float]:
        data = self.relaxation.data
        if branch < self.relaxation.bases:
            return float(data.low[branch]), float(data.low[branch] + data.posts - data.low.sum())
        return 0.0, float(data.posts)

    def _enter(self, node: Node) -> float:
        """Set the node's branches, solve and cut; the node's bound."""
        limits = self._limits(node.decisions)
        for branch in self._active - limits.keys():
            self.relaxation.restrict(branch, *self._free(branch))
        for branch, (low, high) in limits.items():
            self.relaxation.restrict(branch, low, high)
        self._active = set(limits)
        if node.basis is not None:
            self.relaxation.restore(node.basis)
        value = max(node.bound, self._value(node.bound))
        for _ in range(CUT_ROUNDS):
            if value >= self.upper or not self.relaxation.tighten():
                break
            tighter = self._value(value)
            stalled = tighter < value + 1e-4 * self.upper
            value = max(value, tighter)
            if stalled:
                break
        return value

    def _value(self, otherwise: float, iterations: int | None = None) -> float:
        value = self.relaxation.solve(iterations)
        return otherwise if value is None else value

    def _candidates(self, posts: Floats) -> list[tuple[int, float]]:
        """Branches with fractional posts worth a trial: half by past gains, half by fractionality."""
        singles = self.relaxation.bases
        sums = np.array([posts[cluster].sum() for cluster in self.relaxation.clusters])
        values = np.concatenate([posts, sums])
        part = values - np.floor(values + WHOLE)
        edge = np.where(np.arange(len(values)) < singles, 1e-5, 0.1)
        fractional = [int(k) for k in np.flatnonzero((part > edge) & (part < 1 - edge))]
        balance = np.minimum(part, 1 - part)

        def past(k: int) -> float:
            down, up = self._scores[k]
            return float(max(down * part[k], 1e-3) * max(up * (1 - part[k]), 1e-3))

        known = sorted((k for k in fractional if k in self._scores), key=past, reverse=True)[:TRIALS]
        fresh = sorted((k for k in fractional if k not in self._scores), key=lambda k: -balance[k])
        chosen = known + [k for k in fresh if k < singles][:TRIALS] + [k for k in fresh if k >= singles][:TRIALS]
        return [(k, float(values[k])) for k in chosen]

    def _branch(self, node: Node, value: float, posts: Floats) -> list[tuple[float, Decision, Basis]]:
        """Try the candidates for a few iterations each; the two children of the best, none if posts are whole."""
        candidates = self._candidates(posts)
        for branch, _ in candidates:
            self.relaxation.branch_row(branch)
        limits = self._limits(node.decisions)
        basis = self.relaxation.basis()
        best: tuple[float, list[tuple[float, Decision, Basis]]] = (-1.0, [])
        for branch, at in candidates:
            low, high = limits.get(branch, self._free(branch))
            floor = float(np.floor(at + WHOLE))
            gains, children = [], []
            for decision in ((branch, low, floor), (branch, floor + 1.0, high)):
                self.relaxation.restore(basis)
                self.relaxation.restrict(*decision)
                bound = max(value, min(self.upper, self._value(value, TRIAL_ITERATIONS)))
                gains.append(bound - value)
                children.append((bound, decision, basis))
            self.relaxation.restrict(branch, low, high)
            self._scores[branch] = (gains[0] / (at - floor), gains[1] / (floor + 1.0 - at))
            score = max(gains[0], 1e-3) * max(gains[1], 1e-3)
            if score > best[0]:
                best = (score, children)
        return best[1]
