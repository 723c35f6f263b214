"""INSEE: incomes, unemployment, density, what belongs to what."""

import polars as pl

from maillage.sources import insee_census, insee_facilities, reading_csv, reading_xlsx
from maillage.sources.bounds import MIB
from maillage.sources.insee_columns import CODE, PUBLISHER, SECRETS, counted, rate
from maillage.sources.source import Column, Source

COMPARATEUR = Source(
    "insee-comparateur-territoires",
    PUBLISHER,
    "Comparateur de territoires",
    "2022-01",
    (
        CODE,
        counted("population", r"P\d\d_POP"),
        counted("area_km2", "SUPERF"),
        counted("births", r"NAISD\d\d"),
        counted("deaths", r"DECESD\d\d"),
        counted("households", r"P\d\d_MEN"),
        counted("dwellings", r"P\d\d_LOG"),
        counted("main_dwellings", r"P\d\d_RP"),
        counted("second_dwellings", r"P\d\d_RSECOCC"),
        counted("vacant_dwellings", r"P\d\d_LOGVAC"),
        counted("owner_dwellings", r"P\d\d_RP_PROP"),
        counted("tax_households", r"NBMENFISC\d\d"),
        rate("median_income_eur", r"MED\d\d", r"MED_SL\d\d", weight="tax_households"),
        rate("poverty_percent", r"TP60\d\d", r"PR_MD60_?\d\d", weight="tax_households", most=100.0),
        rate("taxed_percent", r"PIMP\d\d", weight="tax_households", required=False, most=100.0),
        counted("jobs", r"P\d\d_EMPLT"),
        counted("aged_15_64", r"P\d\d_POP1564"),
        counted("unemployed_15_64", r"P\d\d_CHOM1564"),
        counted("active_15_64", r"P\d\d_ACT1564"),
        counted("establishments", r"ETTOT\d\d"),
        counted("establishments_trade", r"ETGU\d\d", required=False),
    ),
    reading_csv.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/2521169/base_cc_comparateur_csv.zip",),
    mirror=("official/insee/base_cc_comparateur_csv.zip",),
    member="base_cc_comparateur.csv",
    min_rows=34_500,
    secrets=SECRETS,
    max_bytes=128 * MIB,
    note="Census of 2018, incomes of 2019. Ratios are taken from the counts, never averaged.",
)

FILOSOFI = Source(
    "insee-filosofi-2021-communes",
    PUBLISHER,
    "Filosofi 2021, niveaux de vie par commune",
    "2021",
    (
        CODE,
        counted("tax_households", r"NBMENFISC\d\d", r"NUM_HH"),
        counted("tax_people", r"NBPERSMENFISC\d\d", r"NUM_PER"),
        rate("median_income_eur", r"MED\d\d", "MED_SL", weight="tax_people"),
        rate("poverty_percent", r"TP60\d\d", "PR_MD60", weight="tax_people", most=100.0),
        rate("taxed_percent", r"PIMP\d\d", weight="tax_households", required=False, most=100.0),
        rate("decile_1_eur", r"D1\d\d", "D1_SL", weight="tax_people", required=False),
        rate("decile_9_eur", r"D9\d\d", "D9_SL", weight="tax_people", required=False),
        rate("inequality", r"RD\d\d", "IR_D9_D1_SL", weight="tax_people", required=False),
        rate("social_benefits_percent", r"PPSOC\d\d", weight="tax_people", required=False),
        rate("minimum_benefits_percent", r"PPMINI\d\d", weight="tax_people", required=False),
    ),
    reading_csv.read,
    urls=(
        "https://www.insee.fr/fr/statistiques/fichier/7756729/base-cc-filosofi-2021-geo2025_csv.zip",
        "https://www.insee.fr/fr/statistiques/fichier/8229323/cc_filosofi_2021_COM.csv",
    ),
    mirror=("official/insee/cc_filosofi_2021_COM.csv", "official/insee/base-cc-filosofi-2021-geo2025_csv.zip"),
    member="*filosofi*com*.csv",
    min_rows=30_000,
    secrets=SECRETS,
    max_bytes=128 * MIB,
    note="A median of merged communes is the mean of theirs weighted by people: an approximation. Poverty is secret in "
    "87 % of communes, income in 10 %; no Guadeloupe, Guyane nor Mayotte.",
)


def _zones(frame: pl.DataFrame) -> pl.DataFrame:
    """Zones of employment with the latest quarter's rate."""
    quarters = sorted(name for name in frame.columns if name[:4].isdigit() and "-t" in name.lower())
    keep = [name for name in ("row", "ze2020", "name") if name in frame.columns]
    return frame.select(
        *keep, pl.lit(quarters[-1]).alias("quarter"), pl.col(quarters[-1]).alias("unemployment_percent"), *quarters
    ).filter(pl.col("ze2020").str.contains(r"^\d{4}$"))


UNEMPLOYMENT = Source(
    "insee-chomage-zone-emploi",
    PUBLISHER,
    "Taux de chômage localisés par zone d'emploi",
    "2025-12",
    (
        Column("ze2020", ("ZE2020",)),
        Column("name", ("LIBZE2020",)),
        Column("quarter", required=False),
        Column("unemployment_percent", kind="number", least=0.0, most=100.0, required=False),
        Column("quarters", (r"\d{4}-t[1-4]",), "number", many=True, least=0.0, most=100.0),
    ),
    reading_xlsx.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/1893230/chomage-zone-t1-2003-t4-2025.xlsx",),
    mirror=("official/insee/chomage-zone-t1-2003-t4-2025.xlsx",),
    member="*.xlsx",
    sheets=("txcho_ze",),
    level="zone",
    reshape=_zones,
    key=("ze2020",),
    min_rows=280,
    secrets=("nd", "ND", "n.d."),
    note="The file's name changes every quarter.",
)

BELONGING = Source(
    "insee-appartenance-geo-communes",
    PUBLISHER,
    "Table d'appartenance géographique des communes",
    "2022-01-01",
    (
        CODE,
        Column("name", ("LIBGEO",)),
        Column("departement", ("DEP",)),
        Column("region", ("REG",)),
        Column("epci", ("EPCI",)),
        Column("epci_kind", ("NATURE_EPCI",), required=False),
        Column("arrondissement", ("ARR",)),
        Column("canton", ("CV",), required=False),
        Column("ze2020", ("ZE2020",)),
        Column("uu2020", ("UU2020",)),
        Column("aav2020", ("AAV2020",)),
        Column("aav_category", ("CATEAAV2020",)),
        Column("life_area", (r"BV\d{4}",)),
    ),
    reading_xlsx.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/7671844/table-appartenance-geo-communes-2025.zip",),
    mirror=(
        "official/insee/table-appartenance-geo-communes-2025.zip",
        "official/insee/table-appartenance-geo-communes-22.zip",
        "official/insee/table-appartenance-geo-communes-22.xlsx",
    ),
    member="*.xlsx",
    sheets=("COM",),
    min_rows=34_500,
    note="A merged commune keeps what its present seat belonged to.",
)

DENSITY = Source(
    "insee-grille-densite",
    PUBLISHER,
    "Grille communale de densité à 7 niveaux",
    "2024",
    (
        CODE,
        Column("name", ("LIBGEO",)),
        Column("density_level", ("DENS",), "number", least=1.0, most=7.0),
        Column("density_label", ("LIBDENS",)),
        counted("population", r"PMUN\d\d", required=False),
    ),
    reading_xlsx.read,
    urls=("https://www.insee.fr/fr/statistiques/fichier/6439600/grille_densite_7_niveaux_2024.xlsx",),
    mirror=("official/insee/grille_densite_7_niveaux_2024.xlsx",),
    member="*.xlsx",
    min_rows=34_000,
)


SOURCES = (
    COMPARATEUR, FILOSOFI, *insee_census.SOURCES, UNEMPLOYMENT, BELONGING, DENSITY, *insee_facilities.SOURCES,
)  # fmt: skip
