"""Plans weighed against each other on one territory: today's, and up to three beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from cockpit.plans import adopted
from cockpit.plans.models import Plan
from cockpit.plans.operations import MOST_SCENARIOS
from cockpit.territories.places import Place
from cockpit.wording import both
from maillage.flow import comparing
from maillage.flow.comparing import Figures


@dataclass(frozen=True)
class Side:
    """One plan on a territory.

    Attributes
    ----------
    label
        How it is called in the comparison.
    plan
        The plan; None: the adopted plans together.
    figures
        What it costs and brings there.
    coverage
        Its communes there.
    """

    label: str
    plan: Plan | None
    figures: Figures
    coverage: pl.DataFrame


def today(place: Place) -> Side | None:
    """What holds today on a territory; None where nothing is adopted."""
    tables = {name: adopted.table_of(place, name) for name in adopted.COMMUNE_OF}
    if tables["coverage"].is_empty():
        return None
    return Side(str(both("Aujourd'hui", "Today")), adopted.adopted_for(place), _figures(tables), tables["coverage"])


def side(place: Place, plan: Plan) -> Side:
    """A done plan on a territory."""
    tables = {name: adopted.within(place, plan, name) for name in adopted.COMMUNE_OF}
    return Side(plan.name, plan, _figures(tables), tables["coverage"])


def differences(before: Side, after: Side) -> pl.DataFrame:
    """What changes in each commune; see :func:`maillage.flow.comparing.differences`."""
    return comparing.differences(before.coverage, after.coverage)


def unlike(sides: Sequence[Side]) -> list[str]:
    """Sentences on what makes the figures of some sides unfit to compare: other data, another engine, other people."""
    plans = [one.plan for one in sides if one.plan is not None]
    found = []
    if len({plan.engine for plan in plans}) > 1:
        found.append(
            both(
                "Ces plans viennent de versions différentes du moteur de calcul : une partie de l'écart peut en venir.",
                "These plans come from different versions of the engine: part of the difference may come from it.",
            )
        )
    vintages = {plan.pk: {(one["name"], one["version"], one["vintage"]) for one in plan.sources} for plan in plans}
    for plan in plans[1:]:
        if other := sorted(name for name, _, _ in vintages[plan.pk] ^ vintages[plans[0].pk]):
            names = ", ".join(dict.fromkeys(other))
            found.append(
                both(
                    f"« {plan.name} » repose sur d'autres millésimes de données ({names}) : recalculez le plus ancien "
                    "avant de comparer.",
                    f"“{plan.name}” rests on other data vintages ({names}): compute the older again before comparing.",
                )
            )
    if len({plan.options["reach"] for plan in plans}) > 1:
        found.append(
            both(
                "Ces plans n'ont pas la même portée : « à portée » n'y veut pas dire le même nombre de minutes.",
                "These plans have different reaches: “within reach” is not the same number of minutes.",
            )
        )
    return [str(sentence) for sentence in found]


def _figures(tables: dict[str, pl.DataFrame]) -> Figures:
    return comparing.figures(tables["coverage"], tables["places"], tables["posts"], tables["rounds"])


MOST_SIDES = 1 + MOST_SCENARIOS
"""Today and three scenarios."""
