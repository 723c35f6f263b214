"""ANCT: grids, France services, priority districts, tax relief zones, posts of digital advisors."""

import polars as pl

from maillage.sources import reading_csv, reading_json
from maillage.sources.source import Column, Source

PUBLISHER = "ANCT"
UNSTATED = "Licence Ouverte 2.0 pour les données de l'Observatoire des territoires ; dépôt sans licence"
NOTHING = ("- undefined", "Commune dont le périmètre a changé depuis la réalisation de la typologie")
"""Labels which say that a commune could not be classed."""

CODE = Column("code_insee", ("insee_com", "codgeo", "Code_insee", "code_insee"), "code")
POINT = (
    Column("longitude", ("longitude", "lon", "long"), "lon", required=False),
    Column("latitude", ("latitude", "lat"), "lat", required=False),
)
WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")


def _grid(name: str, title: str, min_rows: int) -> Source:
    """One grid of the Observatoire des territoires."""
    return Source(
        f"anct-grille-{name}",
        "ANCT, INSEE, Observatoire des territoires",
        title,
        "2026-07",
        (CODE, Column("name", ("lib_com",)), Column("level", (f"niveau_{name}",))),
        reading_csv.read,
        licence=UNSTATED,
        mirror=(f"official/anct/grilles/{name}.csv",),
        min_rows=min_rows,
        secrets=NOTHING,
    )


GRIDS = (
    _grid("densite", "Grille de densité à 7 niveaux", 34_500),
    _grid("ruralite", "Typologie des ruralités", 34_500),
    _grid("centralite", "Niveaux de centralité", 34_500),
    _grid("montagne", "Communes de montagne, par massif", 8_000),
)


def _france_services(identifier: str, vintage: str, file: str, urls: tuple[str, ...], min_rows: int) -> Source:
    """One edition of the list of France services; their headers differ, some are delimited by commas, some not."""
    return Source(
        identifier,
        PUBLISHER,
        "Liste des France services",
        vintage,
        (
            Column("id", ("id_fs",)),
            CODE,
            Column("name", ("lib_fs",)),
            Column("address", ("adresse",)),
            Column("address_more", ("complement_adresse",), required=False),
            Column("postcode", ("code_postal",), "postcode"),
            Column("commune", ("lib_com",)),
            *POINT,
            Column("email", ("mail",), required=False),
            Column("phone", ("telephone",), "phone", required=False),
            *(Column(f"hours_{day}", (f"h_{day}",), required=False) for day in WEEK),
            Column("comment", ("commentaire",), required=False),
            Column("travelling", ("itinerance",), "flag", required=False),
            Column("kind", ("type_fs", "format_fs"), required=False),
            Column("format", ("format_fs",), required=False),
            Column("group", ("groupe_fs", "groupe"), required=False),
            Column("label", ("labellisation_fs", "labellisation")),
        ),
        reading_csv.read,
        urls=urls,
        mirror=(file,),
        level="point",
        key=("id",),
        min_rows=min_rows,
        max_drop=0.1,
    )


FRANCE_SERVICES = _france_services(
    "anct-france-services",
    "2024-08-01",
    "official/anct/liste-fs-20240801.csv",
    ("https://www.data.gouv.fr/api/1/datasets/r/31576dff-fd61-4de9-819f-32c2f880b142",),
    2_000,
)
FRANCE_SERVICES_2022 = _france_services(
    "anct-france-services-2022", "2022-12-01", "official/anct/liste-fs-20221201.csv", (), 2_000
)

QPV = Source(
    "anct-qpv-2024",
    PUBLISHER,
    "Quartiers prioritaires de la politique de la ville 2024, points",
    "2024-01-01",
    (
        Column("code_qpv", ("code_qp", r"code_qp\d*")),
        Column("name", ("lib_qp", r"lib_qp\d*")),
        Column("code_insee", ("insee_com",), "code"),
        *POINT,
    ),
    reading_json.read,
    urls=("https://www.data.gouv.fr/api/1/datasets/r/942d4ee8-8142-4556-8ea1-335537ce1119",),
    mirror=("official/anct/centroide-4326_qpv.geojson", "official/anct/qpv-2024-geojson.zip"),
    level="list",
    reshape=lambda frame: one_commune_a_row(frame),
    member="*wgs84.geojson",
    key=("code_qpv", "code_insee"),
    min_rows=700,
    note="Contours give the mean of their points. A district over several communes has a row for each.",
)

QPV_LIST = Source(
    "anct-qpv-2024-liste",
    PUBLISHER,
    "Liste des quartiers prioritaires de la politique de la ville 2024",
    "2024-01-01",
    (
        Column("code_qpv", ("code_qp", r"code_qp\d*")),
        Column("name", ("lib_qp", r"lib_qp\d*")),
        Column("code_insee", ("insee_com",), "code"),
        Column("commune", ("lib_com",), required=False),
    ),
    reading_csv.read,
    urls=("https://www.data.gouv.fr/api/1/datasets/r/4c6bb7f3-97b6-4834-8a3a-f5f8b3e6735b",),
    mirror=("official/anct/listeqp2024-cog2024.csv",),
    level="list",
    reshape=lambda frame: one_commune_a_row(frame),
    key=("code_qpv", "code_insee"),
    min_rows=1_500,
)


def one_commune_a_row(frame: pl.DataFrame) -> pl.DataFrame:
    """A row for each commune of a cell such as ``01053;01004``."""
    several = pl.col("code_insee").str.replace_all(r"[='\"]", "").str.split(";")
    return frame.with_columns(several).explode("code_insee", empty_as_null=True, keep_nulls=True)


ZRR = Source(
    "zonage-zrr",
    "ANCT, Observatoire des territoires",
    "Zones de revitalisation rurale",
    "2022-01-01",
    (CODE, Column("name", ("LIBGEO",)), Column("zrr", ("ZRR_SIMP",)), Column("zrr_detail", ("ZONAGE_ZRR",))),
    reading_csv.read,
    mirror=("official/derived-not-official/ZRR_list_source.csv",),
    min_rows=34_500,
    official=False,
    note="Saved as CSV by a third party; replaced by FRR on 1 July 2024.",
)

FRR = Source(
    "zonage-frr",
    "DGCL, Observatoire des territoires",
    "France ruralités revitalisation",
    "2025-07-10",
    (
        CODE,
        Column("name", ("libgeo", "Libelle"), required=False),
        Column("frr", ("codefrr", r"classement frr.*")),
    ),
    reading_csv.read,
    urls=(
        "https://www.observatoire-des-territoires.gouv.fr/outils/cartographie-interactive/api/v1/functions/"
        "GC_API_download.php?type=stat&nivgeo=com2025&dataset=frr&indic=codefrr&format=csv",
    ),
    mirror=("official/anct/frr.csv",),
    min_rows=15_000,
    secrets=("-9999", "-9999.0", "N/A - résultat non disponible"),
    note="-9999 stands for a commune that is not classed.",
)

UNTOLD = ("Non défini", "non renseigné", "sans objet", "null")

_POSTS = (
    Column("siret", ("siret",), "siret"),
    Column("name", ("raison sociale", "raison_sociale")),
    Column("posts", ("nombre de conseillers validés par le coselec", "nb_cnfs"), "number", least=0.0),
    Column("validated_date", (r"date.de.validation.en.comité.de.sélection",), "date"),
    Column("kind", ("type",)),
    Column("code_insee", ("code commune insee", "insee_com", "result_citycode"), "code"),
    Column("commune", ("commune insee", "commune_insee")),
    Column("departement", ("code département", "code_département")),
    Column("address", ("adresse",)),
    Column("postcode", ("code_postal_bis", "code postal", "code_postal"), "postcode"),
    Column("zrr", ("zrr",), "flag"),
    Column("qpv", ("qpv",), "flag"),
    Column("france_services", ("france services", "france_services"), "flag"),
    Column("geocoded", ("result_label",), required=False),
)  # fmt: skip

POSTS = Source(
    "anct-cnfs-postes-valides",
    PUBLISHER,
    "Conseillers numériques : structures et postes validés",
    "2023-04-05",
    _POSTS,
    reading_csv.read,
    licence="Licence non écrite au dépôt d'origine ; édition 2021 sous Licence Ouverte 2.0",
    mirror=("official/anct/20230405-3925-cnfs.csv",),
    level="point",
    key=("siret", "validated_date"),
    min_rows=2_500,
    max_loss=0.05,
    max_drop=0.2,
    secrets=UNTOLD,
    shipped=False,
    note="The commune is that of the SIRET's seat, sometimes in another département. Licence unclear.",
)
POSTS_2021 = Source(
    "anct-cnfs-postes-valides-2021",
    PUBLISHER,
    "Conseillers numériques : structures et postes validés",
    "2021",
    (Column("id"), *_POSTS, *POINT),
    reading_json.read,
    mirror=("official/anct/cnfs.json",),
    level="point",
    key=("id",),
    min_rows=1_300,
    max_drop=0.2,
    secrets=UNTOLD,
    note="Letters written <e9> and postcodes without their zero are put right.",
)

SOURCES = (*GRIDS, FRANCE_SERVICES, FRANCE_SERVICES_2022, QPV, QPV_LIST, ZRR, FRR, POSTS, POSTS_2021)
