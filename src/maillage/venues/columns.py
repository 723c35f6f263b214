"""The table of venues and the words it uses."""

import polars as pl

VENUES = {
    "code": pl.String,  # commune, as of today
    "kind": pl.String,  # one of KINDS
    "name": pl.String,
    "lon": pl.Float64,  # degrees, null where not told
    "lat": pl.Float64,
    "opening": pl.UInt16,  # bit 2 * day + (0 morning, 1 afternoon), Monday to Saturday
    "hours": pl.String,  # declared, published or assumed
    "desks": pl.Int32,  # advisors at once
    "source": pl.String,
    "vintage": pl.String,
    "address": pl.String,  # street, postcode and town on one line, null where not told
    "times": pl.String,  # hours to the minute in OpenStreetMap's words, null where only half-days are known
}
"""Columns of the table of venues: one row per venue."""

KINDS = (
    "france_services",
    "library",
    "tiers_lieu",
    "mediation",
    "hall",
    "market",
    "public_square",
    "other",
    "post_office",
    "town_hall",
)
"""Kinds of venues, the one an advisor goes to first when several are open."""

DECLARED = "declared"
"""Hours given by who asks for the plan."""
PUBLISHED = "published"
"""Hours read in the source."""
ASSUMED = "assumed"
"""Hours usual for the kind (:mod:`maillage.venues.assumptions`), or a town hall's weekdays where none are published."""

HOURS = (DECLARED, PUBLISHED, ASSUMED)
"""How hours are known, the most trusted first."""

DESKS = 1
"""Advisors that a venue seats at once where nothing else is said."""

PEOPLE_PER_DESK = 4_000
"""Inhabitants for each visit a town hall can hold at once: one in a village, as many as wanted in a city."""
