"""What INSEE's files have in common."""

from maillage.sources.source import Column

PUBLISHER = "INSEE"
SECRETS = ("s", "ns", "nd", "NS", "ND", "N/A")
CODE = Column("code_insee", ("CODGEO", "GEO", "code", "code_insee"), "code")


def counted(name: str, *found: str, required: bool = True) -> Column:
    """A number of people or things: merged communes add up."""
    return Column(name, found, "number", how="sum", required=required, least=0.0)


def rate(name: str, *found: str, weight: str, required: bool = True, most: float | None = None) -> Column:
    """A rate or a level: merged communes get the mean weighted by a column of the table."""
    return Column(name, found, "number", how="mean", weight=weight, required=required, most=most)
