"""What dated stops bring: who has help within reach and when, and what each commune pays of it.

``reaching`` counts people half-day by half-day and finds who waits longest, ``sharing`` splits a cost between communes
by a stated key.
"""

from maillage.presence.reaching import by_commune, by_half_day, by_week
from maillage.presence.sharing import KEYS, share

__all__ = ["KEYS", "by_commune", "by_half_day", "by_week", "share"]
