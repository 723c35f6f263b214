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
    """

    sentence: str
    place: Place | None = None


def next_step(place: Place, sheet: Sheet) -> Step:
    """The first rule that applies; see :func:`_rules` for their order."""
    return next(_rules(place, sheet))


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


def _rules(place: Place, sheet: Sheet) -> Iterator[Step]:
    """Steps that apply: where help is far, then who is most left out within, then hours, then networks."""
    need, share = sheet["people.need"].value, sheet["people.need_share"]
    near = help_minutes(sheet)
    count = _about(need)
    if place.level == "commune" and near is not None and near[0] > FAR_MINUTES:
        minutes, name = near
        yield Step(
            both(
                f"Demandez des permanences ici : environ {count[0]} personnes éloignées du numérique, et l'aide la "
                f"plus proche ({name}) est à {minutes:.0f} minutes. Proposez un lieu : bibliothèque, mairie, marché.",
                f"Ask for sessions here: about {count[1]} people remote from digital, and the nearest help "
                f"({name}) is {minutes:.0f} minutes away. Offer a venue: library, town hall, market square.",
            )
        )
    worst = worst_within(place)
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
        yield Step(
            both(
                f"Ouvrez un lieu le samedi : {saturday:.0f} % des habitants seulement ont une France services "
                f"ouverte ce jour-là à moins de 30 minutes.",
                f"Open a venue on Saturday: only {saturday:.0f}% of people have a France services open that day within "
                f"30 minutes.",
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


def worst_within(place: Place) -> tuple[Place, float, bool] | None:
    """Territory of the next level with most people remote from digital and far from help; their number.

    The last item tells whether distance was counted: where no open data tell it, or nobody is far, people in need
    alone decide. None for a commune.
    """
    inner = places.children(place)
    if not inner:
        return None
    people, far = people_far()
    for counted, known in ((people * far, True), (people, False)):
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


def _about(value: float | None) -> tuple[str, str]:
    """A number of people as French and English write it, to two figures: it is an estimate."""
    whole = 0 if value is None else float(f"{value:.2g}") if value >= 10 else round(value)
    text = f"{whole:,.0f}"
    return text.replace(",", "\u202f"), text


def _fr(value: float) -> str:
    """One decimal, in French."""
    return f"{value:.1f}".replace(".", ",")
