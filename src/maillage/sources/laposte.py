"""La Poste: points of contact."""

from maillage.sources import reading_csv
from maillage.sources.source import Column, Source

POINTS = Source(
    "laposte-points-de-contact",
    "La Poste",
    "Points de contact du réseau postal",
    "2020",
    (
        Column("id", (r"#?identifiant_du_site",)),
        Column("code_insee", ("code_insee",), "code"),
        Column("name", ("libellé_du_site", "libelle_du_site")),
        Column("kind", ("caractéristique_du_site", "caracteristique_du_site")),
        Column("attached_to", ("site_acores_de_rattachement",), required=False),
        Column("address", ("adresse",)),
        Column("postcode", ("code_postal",), "postcode"),
        Column("commune", ("localité", "localite")),
        Column("country", ("pays",), required=False),
        Column("longitude", kind="lon"),
        Column("latitude", kind="lat"),
        Column("geocoding", ("précision_du_géocodage", "precision_du_geocodage"), required=False),
    ),
    reading_csv.read,
    urls=("https://www.data.gouv.fr/fr/datasets/r/a0740ebe-9f18-4345-b9ca-dc5e07b9d2e3",),
    mirror=("official/laposte/laposte_poincont2.csv",),
    level="point",
    key=("id",),
    min_rows=15_000,
    note="The local copy is of 2020. Monaco, Andorra and overseas collectivities are kept without a commune.",
)

SOURCES = (POINTS,)
