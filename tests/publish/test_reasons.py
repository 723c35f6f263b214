"""The gap to the country told in one sentence, and how far it may be trusted."""

from dataclasses import replace

import pytest

from maillage.publish.reasons import Reasons, cautions, sentence, signed
from maillage.vocabulary.messages import set_language

NONE = dict.fromkeys(("age", "diploma", "income", "household", "density", "region"), 0.0)

CASES = [
    ({"age": 4.6, "density": 1.8, "region": -0.9}, 26.4,
     "5,5 points de plus que la France (26,4 % contre 20,9 %) : surtout une population plus âgée (+4,6), puis un "
     "habitat plus dispersé (+1,8)."),
    ({"age": -1.6, "density": -0.6, "diploma": 0.5, "income": 0.1}, 18.0,
     "1,6 point de moins que la France (18 % contre 19,6 %) : surtout une population plus jeune (−1,6), puis un "
     "habitat plus dense (−0,6) ; à l'inverse, des diplômes moins élevés (+0,5)."),
    ({"age": 2.0, "income": -1.9}, 19.6,
     "Une part proche de celle de la France (19,6 % contre 19,5 %) : une population plus âgée (+2,0) et des revenus "
     "plus élevés (−1,9) s'y compensent."),
    ({"age": 0.2}, 19.7,
     "Une part proche de celle de la France (19,7 % contre 19,5 %) : âge, diplômes, revenus, ménages et densité y sont "
     "proches de ceux du pays."),
    (dict.fromkeys(NONE, 0.09), 20.0, "0,5 point de plus que la France (20 % contre 19,5 %)."),
]  # fmt: skip


@pytest.mark.parametrize(("points", "share", "told"), CASES)
def test_the_gap_in_a_sentence(points: dict[str, float], share: float, told: str) -> None:
    assert sentence(Reasons(share, None, NONE | points, 100.0)).replace("\u202f", " ") == told


def test_in_english() -> None:
    set_language("en")
    try:
        told = sentence(Reasons(26.4, None, NONE | {"age": 4.6, "density": 1.8, "region": -2.9}, 100.0))
    finally:
        set_language("fr")
    assert told == (
        "3.5 points more than France (26.4% against 22.9%): mainly an older population (+4.6), then more scattered "
        "homes (+1.8); the other way, a lower level in surveys of the région (−2.9)."
    )


def test_what_it_is_worth() -> None:
    known = Reasons(26.4, (23.4, 29.5), NONE | {"age": 7.0}, 100.0)
    words = " ".join(cautions(known))
    assert "incertitude" not in words
    assert "ceux que l'INSEE publie" in words
    assert "ne prouvent pas une cause" in words
    assert "incertitude" in cautions(replace(known, span=(19.0, 33.0)))[0]
    assert "connus à 42" in " ".join(cautions(replace(known, known=42.0)))
    assert "estimés, faute des tables" in " ".join(cautions(replace(known, known=0.0)))


@pytest.mark.parametrize(("points", "text"), [(1.25, "+1,2"), (-3.0, "−3,0"), (0.04, "0,0"), (-0.04, "0,0")])
def test_points_have_their_sign(points: float, text: str) -> None:
    assert signed(points) == text
