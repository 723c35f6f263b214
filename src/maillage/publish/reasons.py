"""Why more people, or fewer, are remote from digital in a territory than in France, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.publish.numbers import decimal, percent
from maillage.vocabulary.messages import say

LEAST_GAP = 0.3
"""Points under which a territory is said to be like the country."""

LEAST_PART = 0.1
"""Points under which a factor is not worth a word."""

WHOLE = 99.5
"""Percent from which everything is said to be known."""

SECOND = 0.3
"""Share of the first factor from which a second, or one the other way, is worth a word."""


@dataclass(frozen=True)
class Reasons:
    """What makes the gap between a territory's share of people remote from digital and the country's.

    Parameters
    ----------
    share
        Percent of inhabitants.
    span
        Ends of its 90 % interval; None where no error is told.
    points
        Part of each factor by its code, points; they sum to the gap.
    known
        Percent of age, diplomas, incomes and households that is known rather than estimated.
    """

    share: float
    span: tuple[float, float] | None
    points: Mapping[str, float]
    known: float

    @property
    def gap(self) -> float:
        """Points more than the country."""
        return sum(self.points.values())

    @property
    def national(self) -> float:
        """The country's share, percent."""
        return self.share - self.gap


def sentence(reasons: Reasons) -> str:
    """The gap and the factors that make it, in one sentence."""
    size = abs(reasons.gap)
    shares = {"share": percent(reasons.share / 100), "national": percent(reasons.national / 100)}
    up, down = _sorted(reasons.points, 1), _sorted(reasons.points, -1)
    if size < LEAST_GAP:
        alike = say("publish.reasons.alike", **shares)
        if up and down and min(up[0][1], -down[0][1]) >= LEAST_GAP:
            return say("publish.reasons.balance", gap=alike, up=_effect(*up[0]), down=_effect(*down[0])) + "."
        return say("publish.reasons.like_france", gap=alike) + "."
    plural = "s" if round(size, 1) >= 2 else ""  # French keeps the singular under two
    points = say(f"publish.reasons.point{plural}", points=decimal(size, 1))
    more = reasons.gap > 0
    gap = say("publish.reasons.more" if more else "publish.reasons.fewer", gap=points, **shares)
    along, against = (up, down) if more else (down, up)
    if not along:
        return gap + "."
    worth = SECOND * abs(along[0][1])
    drivers = _effect(*along[0])
    if len(along) > 1 and abs(along[1][1]) >= worth:
        drivers = say("publish.reasons.then", first=drivers, second=_effect(*along[1]))
    told = say("publish.reasons.mainly", gap=gap, drivers=drivers)
    if against and abs(against[0][1]) >= min(worth, SECOND * size):
        told = say("publish.reasons.against", sentence=told, other=_effect(*against[0]))
    return told + "."


def cautions(reasons: Reasons) -> list[str]:
    """How far the sentence may be trusted: the interval, what is known, what parts of a model are."""
    found = []
    if reasons.span is not None and reasons.span[0] <= reasons.national <= reasons.span[1]:
        found.append(say("publish.reasons.unsure"))
    if reasons.known < LEAST_PART:
        found.append(say("publish.reasons.guessed"))
    elif reasons.known < WHOLE:
        found.append(say("publish.reasons.part_known", known=percent(reasons.known / 100, 0)))
    else:
        found.append(say("publish.reasons.all_known"))
    return [*found, say("publish.reasons.model")]


def name(factor: str) -> str:
    """A factor's name."""
    return say(f"publish.reasons.{factor}")


def signed(points: float) -> str:
    """Points with their sign, one decimal."""
    shown = round(points, 1)
    return ("+" if shown > 0 else "−" if shown < 0 else "") + decimal(abs(points), 1)


def _sorted(points: Mapping[str, float], way: int) -> list[tuple[str, float]]:
    """Factors worth a word that push one way, the strongest first."""
    worth = [(factor, part) for factor, part in points.items() if way * part >= LEAST_PART]
    return sorted(worth, key=lambda each: -abs(each[1]))


def _effect(factor: str, part: float) -> str:
    """What a factor is here, and its points."""
    what = say(f"publish.reasons.{factor}.{'up' if part > 0 else 'down'}")
    return say("publish.reasons.effect", what=what, points=signed(part))
