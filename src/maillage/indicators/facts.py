"""Figures the need model rests on, each with its source, or said to be approximate.

``calibration_facts.csv`` of the shared folder holds the rates of *illectronisme* as read; shares of the population
are INSEE's where a table is named; those said to be approximate were set by hand from orders of magnitude, not read in
a table: what they are worth is measured by ``benchmarks/need.py``.
"""

from dataclasses import dataclass

import numpy as np

AGES = ("15-24", "25-39", "40-59", "60-74", "75+")
DIPLOMAS = ("low", "middle", "high")
"""None or primary certificate (CEP); the rest; three years of higher education or more."""

INCOMES = ("lower_40", "middle_40", "upper_20")
HOUSEHOLDS = ("alone", "couple", "other")
"""Alone; in a couple without children; anything else."""

TIC_2021 = (
    "INSEE Première 1953 (2023), TIC survey 2021, people of 15 and over, ordinary housing, France without Mayotte"
)
TIC_2019 = "INSEE Analyses 85 (2023), TIC survey 2019, people of 15 and over, mainland France"


@dataclass(frozen=True)
class Fact:
    """A published rate of illectronisme.

    Attributes
    ----------
    dimension, group
        Whose rate it is.
    percent
        The rate; None where it is what remains to reach the whole.
    source
        Where it was published.
    """

    dimension: str
    group: str
    percent: float | None
    source: str


NATIONAL_2021 = 15.4
NATIONAL_2019 = 16.0

MARGINS = (
    Fact("age", "15-24", 2.0, TIC_2021),
    Fact("age", "25-39", 4.0, TIC_2021),
    Fact("age", "40-59", None, TIC_2021),
    Fact("age", "60-74", 24.0, TIC_2021),
    Fact("age", "75+", 62.0, TIC_2021),
    Fact("diploma", "low", 42.0, TIC_2021),
    Fact("diploma", "high", 3.0, TIC_2021),
    Fact("income", "lower_40", 20.0, TIC_2021),
    Fact("income", "upper_20", 3.0, TIC_2021),
    Fact("household", "alone", 30.0, TIC_2021),
    Fact("household", "couple", 20.0, TIC_2021),
)
"""Rates of groups of people; the whole is :data:`NATIONAL_2021`."""

PEOPLE_MILLIONS = np.array([8.05, 12.15, 17.55, 11.65, 6.62])
"""People of 15 and over by :data:`AGES`: INSEE, census 2022, table POP5 (15-24, 25-39, 40-54, 55-64, 65 and over; 56.0
million in all); the splits at 60 and at 75 are approximate."""

OLDEST_OF_65 = 0.467
"""Share of 75 and over among 65 and over, approximate."""

ORDINARY_HOUSING_75 = 0.91
"""Share of people of 75 and over outside homes for the elderly, approximate."""

AGE_60_64_OF_15_64 = 0.098
"""Share of 60-64 among 15-64, approximate."""

UNDER_18_PER_UNDER_15 = 1.212
"""People under 18 for each under 15, approximate."""

OUT_OF_SCHOOL = np.array([0.48, 0.98, 1.0, 1.0, 1.0])
"""Share no longer at school by age, approximate: the census gives diplomas of these people only."""

LOW_BY_AGE = np.array([0.12, 0.08, 0.12, 0.23, 0.46])
HIGH_BY_AGE = np.array([0.12, 0.38, 0.25, 0.145, 0.085])
HIGHER_BY_AGE = np.array([0.33, 0.48, 0.38, 0.25, 0.14])
"""No diploma or CEP; bac+3 or more; any higher diploma. For 25-64 near INSEE's Labour Force Survey of 2023 (statistics
2416872), which counts the brevet with no diploma; the rest is approximate. The levels are corrected by the fit."""

ALONE_BY_AGE = np.array([0.11, 0.17, 0.17, 0.27, 0.44])
COUPLE_BY_AGE = np.array([0.06, 0.17, 0.17, 0.55, 0.45])
"""Alone, in a couple without children: approximate."""

HOUSEHOLD_SIZE = 2.17
"""People per household in ordinary housing, approximate."""

ALONE_BY_SIZE = 1.2
"""Fall of the logit share of people alone for each person more per household: an assumption, from Paris (1.9 people,
half of households alone) to the country (2.17; 38 %)."""

INCOME_BY_DIPLOMA = np.array([-0.25, 0.0, 0.38])
INCOME_BY_AGE = np.array([-0.08, -0.05, 0.0, 0.05, 0.05])
INCOME_BY_HOUSEHOLD = np.array([-0.10, 0.15, -0.05])
INCOME_SPREAD = 0.40
"""Shifts of the logarithm of the standard of living and what is left within groups: assumptions, of the size of INSEE's
gaps (Les revenus et le patrimoine des ménages, 2021 and 2024: median by age, kind of household)."""

MAYOTTE = {"older": 0.045, "young": 0.44, "unemployment": 36.6, "higher": 0.12}
"""Mayotte, absent from the census by commune: INSEE Première 1488 (census of 2012: 4 % of 60 and over, 60 % under 25,
36.6 % unemployed, 71 % without a qualifying diploma); the share of higher diplomas is an assumption."""

OVERSEAS_ERROR = {"971": 0.20, "972": 0.20, "973": 0.30, "974": 0.20, "976": 0.40}
"""Standard error of the logit overseas, an assumption: one rounded rate of 2017 for three départements, a neighbouring
figure for Guyane, none for Mayotte, and no rate within any of them."""

POVERTY_LINE_EUR = 13_890.0
"""60 % of the national median standard of living, 23,160 euros in 2021 (INSEE, Les revenus et le patrimoine, 2024)."""

TOTAL_INCOME_SPREAD = 0.4375
"""Median over communes of the spread that reconciles median and poverty rate (Filosofi 2021)."""

OVERSEAS = ("971", "972", "973", "974", "976")

RELATIVE_MEDIAN_EUR = {"971": 0.77 * 23_160, "973": 0.54 * 23_160, "976": 0.153 * 23_160}
"""Median standard of living where Filosofi has none: ratio to mainland France in 2017 (INSEE Première 1804, 2020)."""

LOW_DIPLOMA_PLACES = (
    ("UU2020", "66701", 23.3, 2022), ("UU2020", "37701", 17.4, 2022), ("AAV2020", "025", 18.2, 2022),
    ("EPCI", "200067643", 19.0, 2022), ("UU2020", "33304", 22.7, 2022), ("COM", "81099", 23.1, 2022),
    ("COM", "33362", 27.6, 2022), ("COM", "07107", 19.6, 2022), ("ARR", "561", 15.9, 2022),
    ("EPCI", "200090751", 26.6, 2022), ("EPCI", "200042414", 24.4, 2022), ("EPCI", "200070589", 14.3, 2021),
    ("EPCI", "200023620", 14.4, 2021), ("DEP", "75", 12.4, 2019), ("EPCI", "200065589", 21.5, 2019),
    ("EPCI", "200036549", 30.3, 2019),
)  # fmt: skip
"""Percent of people out of school with no diploma or CEP in some places, and the census: how this share follows that of
higher diplomas, which is all the shared table has (INSEE, FOR T2, statistics 8581240, 8584601, 8200507, 6455246)."""

LOW_DIPLOMA_YEARLY_FALL = 0.65
"""Points lost each year by that share (same tables, 2011 to 2022), to bring older ones to 2022."""
