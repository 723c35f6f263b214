"""The national standard's vocabulary (LaMednum v1.0.2) and the words producers use for it."""

from collections.abc import Mapping

import polars as pl

SEPARATOR = "|"

SERVICES = {
    "Aide aux démarches administratives": r"d[ée]marches?|administrati|caf\b|impôts",
    "Maîtrise des outils numériques du quotidien": r"prendre en main|au quotidien|initiation|ma[iî]tris|outils num|"
    r"bureautique|formation|prise en main|apprendre|compétences",
    "Insertion professionnelle via le numérique": r"insertion|emploi|professionnel|\bcv\b",
    "Utilisation sécurisée du numérique": r"s[ée]curi|citoyennet|prot[ée]ger|donn[ée]es perso",
    "Parentalité et éducation avec le numérique": r"parent|enfant|[ée]ducation",
    "Loisirs et créations numériques": r"r[ée]cr[ée]ati|loisir|cr[ée]ations?\b|cr[ée]er|fab ?lab|jeux|robot",
    "Compréhension du monde numérique": r"culture num|compr[ée]hension|comprendre",
    "Accès internet et matériel informatique": r"connexion|wi-?fi|internet|mat[ée]riel|[ée]quipement|imprim|photocop|"
    r"ordinateur|libre",
    "Acquisition de matériel informatique à prix solidaire": r"s.[ée]quiper|acqu[ée]rir|acquisition|reconditionn",
}
PUBLICS = {
    "Jeunes": r"jeune",
    "Étudiants": r"[ée]tudiant",
    "Familles et/ou enfants": r"famille|enfant|parent",
    "Seniors": r"s[ée]nior|65|personnes? [âa]g",
    "Femmes": r"femme",
}
CARE = {
    "Surdité": r"surdit|sourd|malentend",
    "Handicaps moteurs": r"moteur",
    "Handicaps mentaux": r"menta(?:l|ux)|psych",
    "Illettrisme": r"illet",
    "Langues étrangères (anglais)": r"anglais",
    "Langues étrangères (autres)": r"langues?[ _-][ée]trang",
    "Déficience visuelle": r"visuel|aveugle|malvoyan",
}
FEES = {
    "Gratuit sous condition": r"sous[ _-]condition|adh[ée]",
    "Gratuit": r"(?:^|[|;,/]) *gratuit *(?:$|[|;,/:])|gratuitement",
    "Payant": r"payant|€|tarif",
}
PROGRAMMES = {
    "Aidants Connect": r"aidants?[ -]connect",
    "Bibliothèques numérique de référence": r"biblioth[èe]ques? num",
    "Certification PIX": r"\bpix\b",
    "Conseillers numériques": r"cnfs|conseillers?[ _-]num",
    "France Services": r"france[ _-]?services?|maison france|msap",
    "Grande école du numérique": r"grande [ée]cole du num",
    "La Croix Rouge": r"croix[ -]rouge",
    "Point d'accès numérique CAF": r"num[ée]rique caf|point[ _-]relais[ _-]caf",
    "Promeneurs du net": r"promeneur",
    "Relais numérique (Emmaüs Connect)": r"relais num",
}
SUPPORT = {
    "En autonomie": r"seul\b|autonom|libre|mat[ée]riel",
    "Accompagnement individuel": r"individuel|avec de l|accompagne|ponctuel",
    "Dans un atelier collectif": r"atelier|collectif",
    "À distance": r"distance",
}
ACCESS = {
    "Se présenter": r"pr[ée]senter|sur place|acc[èe]s libre|sans rendez",
    "Téléphoner": r"t[ée]l[ée]phon",
    "Contacter par mail": r"\bmail|courriel",
    "Prendre un RDV en ligne": r"rdv en ligne|en ligne",
    "Ce lieu n'accueille pas de public": r"pas de public",
}
TRAVEL = {"Itinérant": r"^oui$|itin[ée]r|mobile|\bbus\b", "Fixe": r"^non$|fixe"}

FIELDS: dict[str, Mapping[str, str]] = {
    "services": SERVICES,
    "publics_specifiquement_adresses": PUBLICS,
    "prise_en_charge_specifique": CARE,
    "frais_a_charge": FEES,
    "dispositif_programmes_nationaux": PROGRAMMES,
    "modalites_accompagnement": SUPPORT,
    "modalites_acces": ACCESS,
    "itinerance": TRAVEL,
}
"""Words recognised in each field of several values."""


def recognised(cell: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """Standard values a cell speaks of, joined by ``|``; null where it speaks of none."""
    plain = cell.str.to_lowercase()
    found = [pl.when(plain.str.contains(pattern)).then(pl.lit(value)) for value, pattern in words.items()]
    said = pl.concat_str(found, separator=SEPARATOR, ignore_nulls=True)
    return pl.when(said != "").then(said)
