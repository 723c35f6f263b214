"""From any producer's columns to the national standard of digital-mediation places (LaMednum v1.0.2)."""

import hashlib

import polars as pl

from maillage.sources.mediation_words import FIELDS, recognised
from maillage.sources.source import Column, Kind

NO_PIVOT = "00000000000000"
SUMMARY_CHARACTERS = 280

DAYS = {
    "Mo": "lundi", "Tu": "mardi", "We": "mercredi", "Th": "jeudi", "Fr": "vendredi", "Sa": "samedi", "Su": "dimanche",
}  # fmt: skip

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "bfc_id", "id_lieumed", "globalid", "identifiant", "gid"),
    "pivot": ("pivot", "siret", "pivot (siret ou rna)", "ridet"),
    "nom": ("nom", "structure", "lieu", "nom_structure", "nom de votre structure", "name"),
    "commune": ("commune", "ville", "adresse_commune", "localité", "result_city"),
    "code_postal": ("code_postal", "code postal", "cp", "adresse_code_postal", "result_postcode"),
    "code_insee": ("code_insee", "code insee", "adresse_code_insee", "_di_geocodage_code_insee", "result_citycode"),
    "adresse": ("adresse", "adresse postale", "adresse de la structure", "adresse_brut", "result_name"),
    "complement_adresse": ("complement_adresse", "adresse_complement", "compl_adresse", "comp_adresse"),
    "latitude": ("latitude", "lat", "y", "coord. y", r"geolocalisation\.lat"),
    "longitude": ("longitude", "lon", "long", "x", "coord. x", r"geolocalisation\.lon"),
    "point": ("geom", "pointgeo", "geolocalisation"),
    "typologie": (
        "typologie", "type structure", "type_de_structure", "typologie de la structure", "ss_cat", "type_lieu", "type",
    ),
    "telephone": (
        "telephone", "téléphone", "n° de téléphone", "num_tel", "contact_tel", "contact_telephone",
        "numéro de téléphone de la structure",
    ),
    "courriels": (
        "courriels", "courriel", "email", "adresse e-mail", "adresse_mail", "mail_struc", "contact_email",
        "adresse mail de la structure",
    ),
    "site_web": (
        "site_web", "site internet", "url_lieu", "contact_web", "site web de la structure", "website",
    ),
    "horaires": (
        "horaires", "horaires_ouverture", "horaires_ouverture_osm", "horaires_ouverture_brut",
        "jours_horaires_ouverture", "horaires d'ouverture__1", "horaires d'ouverture",
    ),
    "presentation_resume": ("presentation_resume", "description"),
    "presentation_detail": ("presentation_detail",),
    "source": ("source",),
    "itinerance": ("itinerance", "itinerant"),
    "structure_parente": ("structure_parente", "structure_porteuse"),
    "date_maj": (
        "date_maj", "mise_a_jour", "dernière maj", "dat_maj", "editdate", "date_soumission",
    ),
    "services": (
        "services", "thematiques", "thematiques_proposees", "activités proposées", "matériel mis à disposition",
        "qu'apportez vous aux usagers qui viennent à votre rencontre ?", "equipements",
    ),
    "publics": (
        "publics_specifiquement_adresses", "publics_accueillis", "public_cible", "type_public",
        r"quel\(s\) type\(s\) de public accompagnez-vous  ?\?", "prise_en_charge_specifique",
    ),
    "frais_a_charge": (
        "frais_a_charge", "conditions_acces", "tarifs", "tarif_acces_equipement",
        "quelles sont vos conditions d'accès ?",
    ),
    "dispositif_programmes_nationaux": (
        "dispositif_programmes_nationaux", "labels_nationaux", "labels_nat", "labels", "code_label",
        "possédez-vous des labels nationaux ou régionaux ?",
    ),
    "autres_formations_labels": ("autres_formations_labels", "labels_autres", "labels_autre"),
    "modalites_acces": ("modalites_acces",),
    "modalites_accompagnement": (
        "modalites_accompagnement", "modalites_accompagnement0", "quelles sont vos modalités d'accompagnement ?",
    ),
    "fiche_acces_libre": ("fiche_acces_libre", "accessibilite"),
    "prise_rdv": ("prise_rdv",),
}  # fmt: skip
"""Each field of the standard, then the names producers give it, most trusted first."""

_JOINED = {"services", "publics", "dispositif_programmes_nationaux"}
_KINDS: dict[str, Kind] = {
    "code_postal": "postcode", "code_insee": "code", "latitude": "lat", "longitude": "lon", "telephone": "phone",
    "date_maj": "date", "pivot": "siret",
}  # fmt: skip

ORDER = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse", "latitude",
    "longitude", "typologie", "telephone", "courriels", "site_web", "horaires", "presentation_resume",
    "presentation_detail", "source",
    "itinerance", "structure_parente", "date_maj", "services", "publics_specifiquement_adresses",
    "prise_en_charge_specifique", "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
    "autres_formations_labels", "modalites_acces", "modalites_accompagnement", "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
"""Fields of the standard, in its order."""

_PACKED = r"^(.*?)[\s,–-]*\b(\d{5})\b[\s,]*([^,]*)"
_URL = r"(?i)^(https?://|www\.|[\w-]+\.[a-z]{2,})"


def columns(**found: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns of a file: the names of :data:`NAMES`, some replaced, others (``yes_…``) added.

    ``yes_0`` and so on is a pair: the column to read, and what a « oui » there says.
    """
    names = {**NAMES, **{name: value for name, value in found.items() if not name.startswith("yes_")}}
    joined = _JOINED | {name for name in found if name == "adresse"}
    made = [
        Column(name, names[name], _kind(name), join=name in joined, required=name == "nom")
        for name in (*ORDER, "publics", "point")
        if name in names
    ]
    made += [
        Column(f"day {day}", (rf"(?:horaires_)?{french}.*",), many=False, required=False)
        for day, french in DAYS.items()
    ]
    asked = [pair for key, pair in found.items() if key.startswith("yes_")]
    for said in dict.fromkeys(said for _, said in asked):
        names_of = tuple(name for name, other in asked if other == said)
        made.append(Column(f"yes {said}", names_of, join=True, required=False))
    absent = [name for name in ORDER if name not in names]
    return (*made, *(Column(name, required=False) for name in absent))


def standard(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in the standard's fields, still as text, the extra columns gone."""
    missing = [name for name in (*ORDER, "publics", "point") if name not in frame.columns]
    full = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    full = _addresses(_points(_days(_answers(full))))
    full = full.with_columns(
        publics_specifiquement_adresses=pl.coalesce("publics_specifiquement_adresses", "publics"),
        prise_en_charge_specifique=pl.coalesce("prise_en_charge_specifique", "publics"),
        presentation_resume=pl.col("presentation_resume").str.slice(0, SUMMARY_CHARACTERS),
        site_web=pl.when(pl.col("site_web").str.contains(_URL)).then(pl.col("site_web")),
    )
    full = full.with_columns(recognised(pl.col(field), words).alias(field) for field, words in FIELDS.items())
    return full.select("row", *ORDER).with_columns(id=_identifiers(full))


def _kind(name: str) -> Kind:
    """How a field is read."""
    return _KINDS.get(name, "text")


def _answers(frame: pl.DataFrame) -> pl.DataFrame:
    """Services told by yes-or-no columns."""
    asked = [name for name in frame.columns if name.startswith("yes ")]
    said = [pl.when(pl.col(name).str.contains(r"(?i)\boui\b")).then(pl.lit(name[4:])) for name in asked]
    if not said:
        return frame
    return frame.with_columns(services=pl.concat_str("services", *said, separator=" ; ", ignore_nulls=True))


def _days(frame: pl.DataFrame) -> pl.DataFrame:
    """Opening hours told day by day, in OpenStreetMap's manner."""
    days = [name for name in frame.columns if name.startswith("day ")]
    if not days:
        return frame
    told = [
        pl.when(pl.col(name).is_not_null()).then(pl.concat_str(pl.lit(name[4:] + " "), _clock(pl.col(name))))
        for name in days
    ]
    hours = pl.concat_str(told, separator="; ", ignore_nulls=True)
    return frame.with_columns(horaires=pl.coalesce("horaires", pl.when(hours != "").then(hours)))


def _clock(cell: pl.Expr) -> pl.Expr:
    """``8h30-12h 13h30-17h`` as ``8:30-12:00,13:30-17:00``."""
    return (
        cell.str.replace_all(r"(?i)ferm[ée]+", "off")
        .str.replace_all(r"(\d{1,2}) ?[hH](\d{2})", "${1}:${2}")
        .str.replace_all(r"(\d{1,2}) ?[hH]", "${1}:00")
        .str.replace_all(r"\s*-\s*", "-")
        .str.replace_all(r"(\d)\s+(\d)", "${1},${2}")
        .str.replace_all(r"^off off$", "off")
    )


def _points(frame: pl.DataFrame) -> pl.DataFrame:
    """Longitude and latitude, taken from a ``latitude, longitude`` cell where they are not apart."""
    parts = pl.col("point").str.split_exact(",", 1)
    return frame.with_columns(
        latitude=pl.coalesce("latitude", parts.struct.field("field_0").str.strip_chars()),
        longitude=pl.coalesce("longitude", parts.struct.field("field_1").str.strip_chars()),
    )


def _addresses(frame: pl.DataFrame) -> pl.DataFrame:
    """Street, postcode and commune, told apart where the address holds them all."""
    parts = pl.col("adresse").str.extract_groups(_PACKED)
    street, code, town = (parts.struct.field(str(rank)).str.strip_chars(" ,-") for rank in (1, 2, 3))
    packed = code.is_not_null() & (pl.col("code_postal").is_null() | pl.col("commune").is_null())
    return frame.with_columns(
        adresse=pl.when(packed & (street != "")).then(street).otherwise(pl.col("adresse")),
        code_postal=pl.coalesce("code_postal", code),
        commune=pl.coalesce("commune", pl.when(town != "").then(town)),
    )


def _identifiers(frame: pl.DataFrame) -> pl.Series:
    """Producer's identifier, else a digest of the name and address, the same at every refresh."""
    made = []
    for given, *described in frame.select("id", "nom", "adresse", "commune").iter_rows():
        text = "\x1f".join(part or "" for part in described)
        made.append(given or hashlib.sha256(text.encode()).hexdigest()[:16])
    return pl.Series("id", made, pl.String)
