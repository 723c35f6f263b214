"""Open data in: one file per publisher, read, checked, kept with its provenance; only ``download`` opens the network.

``maillage.sources.sync.sync`` brings the data up to date; readers ask :func:`table` and nothing else.
"""

from maillage.sources.history import changes
from maillage.sources.standing import credit, issues, state, versions, vintages
from maillage.sources.sync import Outcome, table

__all__ = ["Outcome", "changes", "credit", "issues", "state", "table", "versions", "vintages"]
