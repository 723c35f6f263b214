"""La MedNum: the index of digital fragility, for evaluation only."""

from maillage.sources import reading_csv
from maillage.sources.source import Column, Source


def _score(name: str, found: str) -> Column:
    """A score from 1 to 10."""
    return Column(name, (found,), "number", how="mean", least=0.0, most=10.0)


INDEX = Source(
    "mednum-ifn",
    "La MedNum",
    "Indice de fragilité numérique",
    "2023-03",
    (
        Column("code_insee", ("code",), "code"),
        Column("name"),
        _score("without_fast", "no_thd_coverage_rate"),
        _score("without_4g", "no_4g_coverage_rate"),
        _score("poverty", "poverty_rate"),
        _score("aged_65_more", "older_65_rate"),
        _score("left_school", "nscol15p_rate"),
        _score("total", "total"),
    ),
    reading_csv.read,
    licence="Non indiquée : ne jamais diffuser",
    mirror=("official/evaluation-only/ifn-city-all-variation.csv",),
    min_rows=30_000,
    shipped=False,
    note="Only to compare an index with, on your own machine. Never published nor bundled.",
)

SOURCES = (INDEX,)
