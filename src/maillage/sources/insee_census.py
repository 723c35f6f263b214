"""INSEE: the census."""

from maillage.sources import reading_csv, reading_parquet
from maillage.sources.bounds import MIB
from maillage.sources.insee_columns import CODE, PUBLISHER, SECRETS, counted, rate
from maillage.sources.source import Column, Source

AGES = Source(
    "insee-rp-evolution-structure-population",
    PUBLISHER,
    "Recensement, évolution et structure de la population",
    "2022",
    (
        CODE,
        counted("population", r"P\d\d_POP"),
        counted("aged_0_14", r"P\d\d_POP0014"),
        counted("aged_15_29", r"P\d\d_POP1529"),
        counted("aged_30_44", r"P\d\d_POP3044"),
        counted("aged_45_59", r"P\d\d_POP4559"),
        counted("aged_60_74", r"P\d\d_POP6074"),
        counted("aged_75_89", r"P\d\d_POP7589"),
        counted("aged_90_more", r"P\d\d_POP90P"),
        counted("aged_65_more", r"P\d\d_POP65P", required=False),
    ),
    reading_csv.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/8201904/base-cc-evol-struct-pop-2021_csv.zip",),
    mirror=(
        "official/insee/base-cc-evol-struct-pop-2022_csv.zip",
        "official/insee/base-cc-evol-struct-pop-2021_csv.zip",
    ),
    member="base-cc-evol-struct-pop*.csv",
    min_rows=34_500,
    secrets=SECRETS,
    max_bytes=320 * MIB,
)

DIPLOMAS = Source(
    "insee-rp-diplomes-formation",
    PUBLISHER,
    "Recensement, diplômes et formation",
    "2022",
    (
        CODE,
        counted("left_school_15_more", r"P\d\d_NSCOL15P"),
        counted("no_diploma", r"P\d\d_NSCOL15P_DIPLMIN"),
        counted("bepc", r"P\d\d_NSCOL15P_BEPC", required=False),
        counted("higher_2", r"P\d\d_NSCOL15P_SUP2", required=False),
        counted("higher_34", r"P\d\d_NSCOL15P_SUP34", required=False),
        counted("higher_5", r"P\d\d_NSCOL15P_SUP5", required=False),
    ),
    reading_csv.read,
    urls=("https://www.insee.fr/fr/statistiques/8581488",),
    mirror=(
        "official/insee/base-cc-diplomes-formation-2022_csv.zip",
        "official/insee/base-cc-diplomes-formation-2021_csv.zip",
    ),
    member="base-cc-diplomes-formation*.csv",
    min_rows=34_500,
    secrets=SECRETS,
    max_bytes=320 * MIB,
    note="The address is a page to be confirmed, not a file: give the file with --from.",
)

FAMILIES = Source(
    "insee-rp-couples-familles-menages",
    PUBLISHER,
    "Recensement, couples, familles, ménages",
    "2022",
    (
        CODE,
        counted("households", r"[PC]\d\d_MEN"),
        counted("single_households", r"[PC]\d\d_MENPSEUL"),
        counted("lone_parents", r"[PC]\d\d_(?:MEN)?FAMMONO", required=False),
        counted("couples_with_children", r"[PC]\d\d_(?:MEN)?COUPAENF", required=False),
        counted("alone_80_more", r"P\d\d_POP80P_PSEUL", required=False),
    ),
    reading_csv.read,
    urls=("https://www.insee.fr/fr/statistiques/8582452",),
    mirror=(
        "official/insee/base-cc-coupl-fam-men-2022_csv.zip",
        "official/insee/base-cc-coupl-fam-men-2021_csv.zip",
    ),
    member="base-cc-coupl-fam-men*.csv",
    min_rows=34_500,
    secrets=SECRETS,
    max_bytes=320 * MIB,
    note="The address is a page, not a file: give the file with --from.",
)


CENSUS_SHARES = Source(
    "insee-rp-melodi",
    PUBLISHER,
    "Recensement 2022, parts par commune (calculées par un tiers depuis Melodi)",
    "2022",
    (
        Column("code_insee", ("code",), "code"),
        counted("population", "population"),
        rate("aged_65_more_percent", "part65plus", weight="population", most=100.0),
        rate("aged_0_14_percent", "partMoins15", weight="population", most=100.0),
        rate("unemployment_percent", "tauxChomage", weight="population", most=100.0),
        rate("executives_percent", "partCadres", weight="population", most=100.0),
        rate("workers_percent", "partOuvriers", weight="population", most=100.0),
        rate("higher_diploma_percent", "partDiplomeSup", weight="population", most=100.0),
    ),
    reading_parquet.read,
    mirror=("official/derived-not-official/rp_2022_commune.parquet",),
    member="*.parquet",
    min_rows=34_000,
    official=False,
    note="Not INSEE's file. Unemployment and occupations are weighed by the population, for want of active people.",
)

SOURCES = (AGES, DIPLOMAS, FAMILIES, CENSUS_SHARES)
