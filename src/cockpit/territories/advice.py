"""What a territory could do next, in one sentence drawn from its figures."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cockpit.territories import figures, places
from cockpit.territories.figures import Sheet
from cockpit.territories.places import Place
from cockpit.wording import both

FAR_MINUTES = 15.0
"""Beyond this drive, help deters (testimonies of rural EPCI: 15 to 30 minutes by car already do)."""

FEW_OPEN_PERCENT = 50.0
BEHIND_POINTS = 10.0
"""Gap to big cities, in points, that is worth asking for a calendar."""


@dataclass(frozen=True)
class Step:
    """Something to do.

    Attributes
    ----------
    sentence
        What and why, with the figures.
    place
        Where to look next; None where the step is about the territory itself.
    plan
        Whether the step is to make a plan of the territory.
    """

    sentence: str
    place: Place | None = None
    plan: bool = False


@dataclass(frozen=True)
class Plans:
    """What the plans in force bring to a territory, as far as advice needs it.

    Attributes
    ----------
    covered, communes
        Communes where a plan holds, of how many.
    left
        People in need with no visited place within reach.
    worst, worst_left
        Territory of the next level where most of them live, and how many.
    reached
        Of a commune, whether a visited place is within reach.
    nearest, minutes
        Of a commune, the nearest visited place and the drive to it.
    """

    covered: int
    communes: int
    left: float = 0.0
    worst: Place | None = None
    worst_left: float = 0.0
    reached: bool = False
    nearest: Place | None = None
    minutes: float | None = None


def next_step(place: Place, sheet: Sheet, plans: Plans | None = None) -> Step:
    """The first rule that applies; see :func:`_rules` for their order.

    Parameters
    ----------
    place, sheet
        The territory and its figures.
    plans
        What the plans in force bring; None: the reader may not know.
    """
    return next(_rules(place, sheet, plans))


def help_minutes(sheet: Sheet) -> tuple[float, str] | None:
    """Drive to the nearest help, and what it is; None where no open data tell."""
    known = [
        (figure.value, name)
        for code, name in (
            ("help.place_minutes", both("lieu de médiation numérique", "place of digital help")),
            ("help.france_services_minutes", both("France services", "France services")),
        )
        if (figure := sheet[code]).value is not None
    ]
    return min(known) if known else None


def _rules(place: Place, sheet: Sheet, plans: Plans | None) -> Iterator[Step]:
    """Steps that apply: whom the plan in force leaves out, where help is far, a plan where there is none, whom to start
    with, then hours, then networks.
    """
    need, share = sheet["people.need"].value, sheet["people.need_share"]
    near = help_minutes(sheet)
    count = _about(need)
    held = plans is not None and plans.covered == plans.communes
    if place.level == "commune" and plans is not None and held:
        yield from _of_a_covered_commune(plans, count, near)
    elif place.level == "commune" and near is not None and near[0] > FAR_MINUTES:
        minutes, name = near
        yield Step(
            both(
                f"Demandez des permanences ici : environ {count[0]} personnes éloignées du numérique, et l'aide la "
                f"plus proche ({name}) est à {minutes:.0f} minutes. Proposez un lieu : bibliothèque, mairie, marché.",
                f"Ask for sessions here: about {count[1]} people remote from digital, and the nearest help "
                f"({name}) is {minutes:.0f} minutes away. Offer a venue: library, town hall, market square.",
            )
        )
    if plans is not None and not held:
        yield _make_a_plan(place, plans, count)
    if plans is not None and held and plans.worst is not None and plans.worst_left >= 1:
        inside = _about(plans.worst_left)
        yield Step(
            both(
                f"Commencez par {plans.worst.name} : le plan en vigueur y laisse environ {inside[0]} personnes "
                "éloignées du numérique sans lieu visité à portée.",
                f"Start with {plans.worst.name}: the plan in force leaves about {inside[1]} people remote from digital "
                "there without a visited place within reach.",
            ),
            plans.worst,
        )
    worst = worst_within(place, by_distance=not held)
    if worst is not None:
        inner, left, far = worst
        inside = _about(left)
        why = (
            (
                "y vivent à plus d'un quart d'heure de l'aide la plus proche.",
                "live there over 15 minutes from any help.",
            )
            if far
            else ("y vivent, le plus grand nombre ici.", "live there, the largest number here.")
        )
        yield Step(
            both(
                f"Commencez par {inner.name} : environ {inside[0]} personnes éloignées du numérique {why[0]}",
                f"Start with {inner.name}: about {inside[1]} people remote from digital {why[1]}",
            ),
            inner,
        )
    saturday = sheet["help.saturday_30"].value
    if saturday is not None and saturday < FEW_OPEN_PERCENT:
        few = (
            ("personne n'a de", "nobody has a")
            if saturday < 0.5  # rounds to nobody
            else (f"{saturday:.0f} % des habitants seulement ont une", f"only {saturday:.0f}% of people have a")
        )
        yield Step(
            both(
                f"Ouvrez un lieu le samedi : {few[0]} France services ouverte ce jour-là à moins de 30 minutes.",
                f"Open a venue on Saturday: {few[1]} France services open that day within 30 minutes.",
            )
        )
    gap = sheet["connectivity.fixed_gap"].value
    if gap is not None and gap < -BEHIND_POINTS:
        yield Step(
            both(
                f"Demandez au département le calendrier de la fibre : {-gap:.0f} points de retard sur les "
                f"grandes villes.",
                f"Ask the département for the fibre calendar: {-gap:.0f} points behind big cities.",
            )
        )
    if share.value is not None and share.median is not None and share.value > share.median:
        yield Step(
            both(
                f"Faites connaître l'aide qui existe : {_fr(share.value)} % d'habitants éloignés du numérique, contre "
                f"{_fr(share.median)} % dans les territoires semblables.",
                f"Make the existing help known: {share.value:.1f}% of people remote from digital, against "
                f"{share.median:.1f}% in territories alike.",
            )
        )
    yield Step(
        both(
            "Gardez à jour les lieux et leurs horaires : c'est ce que les habitants cherchent d'abord.",
            "Keep places and their hours up to date: that is what people look for first.",
        )
    )


def _of_a_covered_commune(plans: Plans, count: tuple[str, str], near: tuple[float, str] | None) -> Iterator[Step]:
    """Steps of a commune where a plan holds: ask for visits where it does not reach, else make known those that do."""
    where = plans.nearest
    if not plans.reached and plans.left >= 1:
        away = (
            both("aucun lieu visité n'est proche", "no visited place is near")
            if where is None or plans.minutes is None
            else both(
                f"le lieu visité le plus proche, {where.name}, est à {plans.minutes:.0f} minutes",
                f"the nearest visited place, {where.name}, is {plans.minutes:.0f} minutes away",
            )
        )
        yield Step(
            both(
                f"Demandez une permanence ou un transport : le plan en vigueur n'atteint pas la commune (environ "
                f"{count[0]} personnes éloignées du numérique), {away}.",
                f"Ask for visits or a ride: the plan in force does not reach this commune (about {count[1]} people "
                f"remote from digital); {away}.",
            ),
            where,
        )
    elif (
        plans.reached and near is not None and near[0] > FAR_MINUTES and where is not None and plans.minutes is not None
    ):
        yield Step(
            both(
                f"Faites connaître la permanence de {where.name}, à {plans.minutes:.0f} minutes : l'aide la plus "
                f"proche hors du plan ({near[1]}) est à {near[0]:.0f} minutes.",
                f"Make the visits in {where.name} known, {plans.minutes:.0f} minutes away: the nearest help beside the "
                f"plan ({near[1]}) is {near[0]:.0f} minutes away.",
            ),
            where,
        )


def _make_a_plan(place: Place, plans: Plans, count: tuple[str, str]) -> Step:
    """The step of a territory that no plan holds, or not all of it."""
    if place.level == "commune":
        wider = places.parents(place)[-1]
        return Step(
            both(
                f"Demandez un plan à {wider.name} : aucun n'est adopté ici, pour environ {count[0]} personnes "
                "éloignées du numérique.",
                f"Ask {wider.name} for a plan: none is adopted here, for about {count[1]} people remote from digital.",
            ),
            wider,
        )
    if plans.covered:
        covered, communes = (_about(float(number), digits=9) for number in (plans.covered, plans.communes))
        return Step(
            both(
                f"Préparez un plan pour tout le territoire : ceux qui sont adoptés couvrent {covered[0]} des "
                f"{communes[0]} communes.",
                f"Make a plan for the whole territory: those adopted cover {covered[1]} of its {communes[1]} communes.",
            ),
            plan=True,
        )
    return Step(
        both(
            f"Préparez un plan : aucun n'est adopté ici, pour environ {count[0]} personnes éloignées du numérique.",
            f"Make a plan: none is adopted here, for about {count[1]} people remote from digital.",
        ),
        plan=True,
    )


def worst_within(place: Place, by_distance: bool = True) -> tuple[Place, float, bool] | None:
    """Territory of the next level with most people remote from digital and far from help; their number.

    The last item tells whether distance was counted: where it is not asked for, no open data tell it, or nobody is far,
    people in need alone decide. None for a commune.
    """
    inner = places.children(place)
    if not inner:
        return None
    people, far = people_far()
    for counted, known in ((people * far, True), (people, False))[0 if by_distance else 1 :]:
        scored = [(float(counted[places.rows(child)].sum()), child.code, child) for child in inner]
        most, _, child = max(scored)
        if most >= 1 or not known:
            return child, most, known
    return None


def people_far() -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """People in need of each commune, and whether the nearest help known is beyond :data:`FAR_MINUTES`."""
    return _people_far(figures.table())


@functools.lru_cache(maxsize=1)
def _people_far(table: figures.Table) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Of one version of the figures."""

    def column(indicator: str, missing: float) -> NDArray[np.float64]:
        return table.column("commune", indicator)["value"].fill_null(missing).to_numpy().astype(float)

    far = np.inf
    nearest = np.minimum(column("help.place_minutes", far), column("help.france_services_minutes", far))
    return column("people.need", 0.0), (nearest > FAR_MINUTES) & np.isfinite(nearest)


def _about(value: float | None, digits: int = 2) -> tuple[str, str]:
    """A number as French and English write it, to two figures where it is an estimate of people."""
    whole = 0 if value is None else float(f"{value:.{digits}g}") if value >= 10 else round(value)
    text = f"{whole:,.0f}"
    return text.replace(",", "\u202f"), text


def _fr(value: float) -> str:
    """One decimal, in French."""
    return f"{value:.1f}".replace(".", ",")
