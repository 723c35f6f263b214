"""Places of digital mediation: the national file and the local ones, each in its own shape."""

from maillage.sources import mediation_shape, reading_csv, reading_json
from maillage.sources.source import LICENCE_OUVERTE as OPEN
from maillage.sources.source import Source

UNCLEAR = "Producteur local, réuni par mednum-cli (ANCT) sous Licence Ouverte 2.0 ; non vérifiée chez le producteur"


def _local(
    code: str,
    producer: str,
    file: str,
    min_rows: int,
    vintage: str,
    licence: str = UNCLEAR,
    note: str = "",
    **found: tuple[str, ...],
) -> Source:
    """One local file; ``found`` says where its columns are, where their names do not say."""
    return Source(
        f"mediation-{code}",
        producer,
        f"Lieux de médiation numérique : {producer}",
        vintage,
        mediation_shape.columns(**found),
        reading_csv.read if file.endswith(".csv") else reading_json.read,
        licence=licence,
        mirror=(f"official/mediation/{file}",),
        level="point",
        reshape=mediation_shape.standard,
        key=("id",),
        min_rows=min_rows,
        max_loss=0.05,
        max_drop=0.2,
        shipped=False,
        note=note,
    )


NATIONAL = Source(
    "mediation-national",
    "ANCT, Cartographie nationale",
    "Lieux de médiation numérique, consolidation nationale",
    "2026",
    mediation_shape.columns(),
    reading_csv.read,
    urls=("https://www.data.gouv.fr/api/1/datasets/r/398edc71-0d51-4cb6-9cbe-2540a4db573c",),
    mirror=("official/mediation/mediation-numerique.csv",),
    level="point",
    reshape=mediation_shape.standard,
    key=("id",),
    min_rows=10_000,
    max_loss=0.05,
    max_drop=0.2,
)

LOCAL = (
    _local("bourgogne-franche-comte", "TerNum, Bourgogne-Franche-Comté", "bfc-ternum-dataset.csv", 300, "2021"),
    _local("bus-charente", "Emmaüs Ruffec, bus France services", "bus-france-services-charente.json", 8, "2023"),
    _local(
        "charente", "Département de la Charente",
        "20230711-charente-lieux-de-mediation-numeriques-nouvelle-aquitaine.json", 150, "2023-07-11", OPEN,
    ),
    _local("corse", "Collectivité de Corse", "corse.json", 120, "2022"),
    _local("epernay", "Épernay Agglo Champagne", "epernay.json", 30, "2023", note="Answers of a survey."),
    _local("etapes-numeriques", "La Poste, étapes numériques", "etapes-numeriques.json", 80, "2023"),
    _local(
        "gironde", "Département de la Gironde", "gironde.json", 270, "2021",
        note="Coord. X holds the latitude: every point is swapped back, with a warning.",
    ),
    _local(
        "grand-lyon-mdm", "Métropole de Lyon, maisons de la métropole", "wfs-grandlyon.json", 45, "2023",
        "Licence Ouverte (Grand Lyon), non vérifiée",
    ),
    _local("hub-antilles-guyane", "Hub Antilles-Guyane", "mednum-hub-antilles.json", 130, "2023"),
    _local(
        "hub-du-sud", "Hub du Sud",
        "20230517-hub-du-sud-lieux-de-mediation-numeriques-provence-alpes-cote-d-azur.json", 500, "2023-05-17", OPEN,
    ),
    _local("le-havre", "Le Havre Seine Métropole", "le-havre.json", 60, "2024", note="SIRET rounded by a spreadsheet."),
    _local(
        "maine-et-loire", "Département de Maine-et-Loire", "maine-et-loire.json", 190, "2023",
        note="Lambert-93 metres with decimal commas.",
        adresse=("n°", "adresse"),
        yes_0=("INTERNET", "connexion internet"),
        yes_1=("DEM_Gen", "démarches administratives"),
        yes_2=("DEM_Spe", "démarches administratives"),
        yes_3=("INITIATION", "initiation"),
    ),
    _local(
        "mulhouse", "Ville de Mulhouse", "mulhouse.json", 40, "2022",
        yes_0=("acces_equipement_numerique_et_internet", "connexion internet"),
        yes_1=("accompagnement_pour_des_demarches_en_ligne", "démarches administratives"),
        yes_2=("formations_ateliers", "formation"),
    ),
    _local("nouvelle-caledonie", "Gouvernement de la Nouvelle-Calédonie", "nouvelle-caledonie.json", 70, "2023-10"),
    _local("numi-normandie", "NUMI, hub Normandie", "numi.json", 600, "2023"),
    _local(
        "region-sud", "Région Sud Provence-Alpes-Côte d'Azur",
        "regionsud-lieux-dinclusion-numerique-2022_v2.csv", 500, "2022",
        note="Accents were destroyed before publication and cannot be put back.",
        adresse=("adresse_numero", "adresse_rue", "adresse_brut"),
    ),
)  # fmt: skip

SOURCES = (NATIONAL, *LOCAL)
