"""Units and constants of the scheme, each with its unit in its name."""

HALF_DAYS_PER_FORTNIGHT = 20
"""Half-days in an advisor's fortnight: ten working days."""

PLANNED_HALF_DAYS = 18
"""Half-days planned per advisor and fortnight; two are kept for training and meetings."""

WEEKDAYS = 5
"""Planned weekdays, Monday to Friday."""

SLOTS_PER_WEEK = 10
"""Half-day slots in a week; slot = 2 * weekday + (0 morning, 1 afternoon)."""

ALL_SLOTS = (1 << SLOTS_PER_WEEK) - 1
"""Opening mask of a place open every half-day from Monday to Friday."""

EARTH_RADIUS_KM = 6371.0088
"""Mean Earth radius (IUGG)."""

ROAD_DETOUR = 1.3
"""Road kilometres per great-circle kilometre."""

ROAD_SPEED_KM_H = 50.0
"""Mean driving speed."""

TRIP_OVERHEAD_MINUTES = 2.0
"""Time to leave and to park."""

EUROS_PER_POST = 50_000
"""Subsidy of one post, euros, in the conventions of 2021-2026: an assumption wherever a cost is shown."""

EUROS_PER_KM = 0.40
"""Mileage allowance of public agents, euros: car of 5 CV at most, from 2,001 to 10,000 km a year (arrêté of 14 March
2022); an assumption wherever a cost is shown."""

FORTNIGHTS_PER_YEAR = 26
"""Fortnights in a year."""
