"""France Tiers-Lieux: the census of third places."""

from maillage.sources import reading_csv
from maillage.sources.source import Column, Source

PLACES = Source(
    "tiers-lieux-recensement",
    "France Tiers-Lieux",
    "Recensement des tiers-lieux, fiche identité",
    "2026-01",
    (
        Column("id", ("ID_UNIQUE",)),
        Column("name", ("NOM",)),
        Column("address", ("ADRESSE",)),
        Column("postcode", ("CODPOST",), "postcode"),
        Column("commune", ("VILLE",)),
        Column("departement", ("DEPARTEMENT_TL",), required=False),
        Column("longitude", kind="lon"),
        Column("latitude", kind="lat"),
        Column("internet", required=False),
        Column("state", ("état du projet", "etat du projet"), required=False),
        Column("families", ("familles_tiers_lieux",), required=False),
    ),
    reading_csv.read,
    urls=(
        "https://static.data.gouv.fr/resources/recensement-des-tiers-lieux-en-france-2026/20260902-111854/"
        "bdftl-2026-01-fiche-identite.csv",
    ),
    mirror=("official/tiers-lieux/bdftl-2026-01-fiche-identite.csv",),
    level="point",
    key=("id",),
    min_rows=1_500,
    note="The address is dated: it changes with every edition. No commune code: places are tied by their points.",
)

SOURCES = (PLACES,)
