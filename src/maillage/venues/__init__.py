"""Where an advisor can sit: each commune's libraries, France services, post offices, third places and town hall.

Stored tables go in, one table of venues comes out; :class:`Venues` says how many advisors each commune can seat in each
half-day, and in which venue each of them sits.
"""

from maillage.venues.columns import ASSUMED, DECLARED, KINDS, PEOPLE_PER_DESK, PUBLISHED, VENUES
from maillage.venues.gathering import Stored, gather
from maillage.venues.seating import Venues

__all__ = [
    "ASSUMED",
    "DECLARED",
    "KINDS",
    "PEOPLE_PER_DESK",
    "PUBLISHED",
    "VENUES",
    "Stored",
    "Venues",
    "gather",
]
