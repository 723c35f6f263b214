"""Ministère de la Culture: public libraries."""

from maillage.sources import reading_csv
from maillage.sources.source import Column, Source

LIBRARIES = Source(
    "culture-bibliotheques",
    "Ministère de la Culture",
    "Adresses des bibliothèques publiques",
    "2024",
    (
        Column("id", ("code_bib",)),
        Column("code_insee", ("code_insee_commune",), "code"),
        Column("name", ("nom_de_l_etablissement",)),
        Column("address", ("adresse",)),
        Column("postcode", ("cp",), "postcode"),
        Column("commune", ("ville",)),
        Column("status", ("statut",)),
        Column("address_kind", ("type_adresse",)),
        Column("area_m2", ("surface",), "number", least=0.0),
        Column("weekly_hours", ("amplitude_horaire",), "number", least=0.0, most=168.0),
        Column("staff", ("nombre_de_salaries",), "number", required=False, least=0.0),
        Column("volunteers", ("nombre_de_benevoles",), "number", required=False, least=0.0),
        Column("longitude", kind="lon"),
        Column("latitude", kind="lat"),
    ),
    reading_csv.read,
    urls=("https://www.data.gouv.fr/fr/datasets/r/806a8aa1-952f-404d-9857-3f27b7c0ca86",),
    mirror=("official/culture/adresses-des-bibliotheques-publiques-2.csv",),
    level="point",
    key=("id",),
    min_rows=14_000,
    note="Open places have address_kind « Bâtiment ouvert »; some identifiers name several buildings, some are absent.",
)

SOURCES = (LIBRARIES,)
