"""Opening hours of any place, from the words they are published in to half-days of a week.

``half_days`` counts minutes, ``osm`` reads OpenStreetMap's words, ``writing`` writes them, ``words`` puts French ones
into them, ``days`` reads half-days named outright.
"""

from maillage.opening.half_days import OPEN_MINUTES, SLOTS, Ranges, mask
from maillage.opening.osm import osm_days, osm_mask
from maillage.opening.writing import written

__all__ = ["OPEN_MINUTES", "SLOTS", "Ranges", "mask", "osm_days", "osm_mask", "written"]
