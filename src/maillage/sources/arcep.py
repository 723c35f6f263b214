"""ARCEP: fixed speeds and mobile sites."""

from maillage.sources import reading_csv
from maillage.sources.bounds import MIB
from maillage.sources.source import Column, Source

PUBLISHER = "ARCEP"


def _premises(name: str, *found: str, required: bool = True) -> Column:
    """A number of premises."""
    return Column(name, found, "number", how="sum", required=required, least=0.0)


FIXED = Source(
    "arcep-ma-connexion-internet",
    PUBLISHER,
    "Ma connexion internet : débits filaires par commune",
    "2025",
    (
        Column("code_insee", ("code_insee",), "code"),
        Column("name", ("nom_com",), required=False),
        _premises("premises", "nbr", "nbr_loc", "locaux"),
        _premises("without_fast", "inel_hd"),
        _premises("at_least_3_mbps", "elig_hd3"),
        _premises("at_least_8_mbps", "elig_bhd8"),
        _premises("at_least_30_mbps", "elig_thd30"),
        _premises("at_least_100_mbps", "elig_thd100"),
        _premises("at_least_1_gbps", "elig_thd1g", required=False),
        Column("quarter", ("date",), required=False),
    ),
    reading_csv.read,
    urls=("https://data.arcep.fr/fixe/maconnexioninternet/statistiques/last/commune/commune_debit_filaire.csv",),
    mirror=("official/arcep/commune_debit_filaire.csv",),
    min_rows=34_000,
    note="Wired speeds only: never take commune_debit.csv, which counts satellites and reaches 100 % everywhere.",
)

MOBILE = Source(
    "arcep-mon-reseau-mobile",
    PUBLISHER,
    "Mon réseau mobile : sites de France métropolitaine",
    "2025",
    (
        Column("operator", ("nom_op",)),
        Column("site", ("num_site",)),
        Column("code_insee", ("insee_com",), "code"),
        Column("longitude", kind="lon"),
        Column("latitude", kind="lat"),
        Column("has_4g", ("site_4g",), "flag"),
        Column("has_5g", ("site_5g",), "flag", required=False),
        Column("has_3g", ("site_3g",), "flag", required=False),
        Column("white_zone", ("site_ZB",), "flag", required=False),
    ),
    reading_csv.read,
    urls=("https://data.arcep.fr/mobile/sites/last/last_sites_Metropole.csv",),
    mirror=("official/arcep/sites_Metropole.csv",),
    level="point",
    key=("operator", "site"),
    min_rows=60_000,
    max_bytes=96 * MIB,
    note="Theoretical coverage comes as polygons (GeoPackage in 7z), which is not read: 4G is told by its sites.",
)

COVERAGE = Source(
    "arcep-couverture-4g",
    PUBLISHER,
    "Mon réseau mobile : part couverte en 4G par commune",
    "2025",
    (
        Column("code_insee", ("code_insee", "insee_com", "codgeo"), "code"),
        Column("population", ("population", "pop"), "number", how="sum", required=False, least=0.0),
        Column("covered_4g_percent", ("couv_4g", r"part_?4g", r"taux_?(?:couv_)?4g", "couverture_4g"), "number", "mean",
               weight="", least=0.0, most=100.0),
    ),
    reading_csv.read,
    mirror=("official/arcep/couverture_4g_commune.csv",),
    min_rows=30_000,
    note="ARCEP publishes polygons only: a table by commune, made from them elsewhere, is read here.",
)  # fmt: skip

SOURCES = (FIXED, MOBILE, COVERAGE)
