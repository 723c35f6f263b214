"""What a new plan of a territory starts from: what is adopted there, else the scheme's own numbers."""

from typing import Any

from cockpit.plans import adopted
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.wording import both
from maillage.flow.options import PlanOptions

NATIONAL_POSTS = 4_000
"""Posts of the scheme."""


def initial(place: Place) -> dict[str, Any]:
    """Values a form for a new plan begins with: the posts and minutes in force there, or the scheme's share."""
    current = adopted.adopted_for(place)
    options = current.asked if current is not None else PlanOptions(1)
    population = places.ground().communes["population"]
    share = int(population.gather(places.rows(place)).sum()) / int(population.sum())
    held = adopted.table_of(place, "posts").height if current is not None else 0  # a part's posts are not the whole's
    posts = held or round(NATIONAL_POSTS * share)
    return {
        "name": both(f"Plan : {place}", f"Plan: {place}"),
        "advisors": max(1, posts),
        "reach": round(options.reach),
        "drive": round(options.drive),
        "floor": "" if options.floor is None else f"{options.floor:g}",
        "floor_epci": f"{options.floor_epci:g}",
        "reach_share": "" if options.reach_share is None else f"{options.reach_share:g}",
    }
