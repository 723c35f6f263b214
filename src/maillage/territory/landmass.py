"""Landmasses: the communes one can reach from one another by road without a boat.

Two polygons that share a vertex touch; connected components of that relation are the landmasses, then fixed links
(:data:`LINKS`) join those a bridge or a causeway joins.
"""

import numpy as np
from numpy.typing import NDArray

from maillage.territory import shapes as shape
from maillage.territory.shapes import Shapes

LINKS = {
    ("17297", "17300"): "Île de Ré: toll bridge from Rivedoux to La Rochelle (1988)",
    ("17093", "17219"): "Île d'Oléron: bridge from Le Château to Marennes (1966)",
    (
        "85011",
        "85012",
    ): "Île de Noirmoutier: bridge from Barbâtre to La Barre-de-Monts (1971), Gois causeway at low tide",
    ("97120", "97103"): "Guadeloupe: Gabarre and Alliance bridges over the Rivière Salée, Grande-Terre to Basse-Terre",
}
"""Fixed links between landmasses that do not touch: a commune on each side, and the link."""


def landmasses(codes: list[str], shapes: Shapes, inside: dict[int, int]) -> NDArray[np.int32]:
    """Landmass of each commune, numbered from 0 in decreasing number of communes (ties: lowest commune code).

    Parameters
    ----------
    codes
        Commune codes, sorted.
    shapes
        Polygons.
    inside
        Row of a commune without polygon to the row of the commune whose landmass it shares.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows = {code: row for row, code in enumerate(codes)}
    first, second = shape.shared_vertices(shapes)
    links = [(rows[a], rows[b]) for a, b in LINKS if a in rows and b in rows] + list(inside.items())
    first = np.concatenate([first, np.array([a for a, _ in links], dtype=np.int64)])
    second = np.concatenate([second, np.array([b for _, b in links], dtype=np.int64)])
    graph = coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(len(codes), len(codes)))
    _, label = connected_components(graph, directed=False)
    _, start, label, size = np.unique(label, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((start, -size))
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank[label]
