"""Sentences about indicators."""

MESSAGES: dict[str, tuple[str, str]] = {
    "indicators.bad_need": (
        "La table de besoin donne {value} personnes pour la commune {code} : attendu un nombre positif ou nul.",
        "The need table gives {value} people for commune {code}: a number, zero or more, is expected.",
    ),
    "indicators.no_code": (
        "La table « {value} » n'a pas de colonne de codes de commune : appelez-la code, code_insee ou CODGEO.",
        "Table “{value}” has no column of commune codes: call it code, code_insee or CODGEO.",
    ),
    "indicators.definition": (
        "Définition inconnue : « {value} ». Choisissez parmi {known}.",
        "Unknown definition: “{value}”. Choose among {known}.",
    ),
    "indicators.level": (
        "Niveau inconnu : « {value} ». Choisissez parmi {known}.",
        "Unknown level: “{value}”. Choose among {known}.",
    ),
    "indicators.total": (
        "Nombre de personnes éloignées du numérique impossible : {value}. Donnez un nombre entre 1 et {most}.",
        "Impossible number of people remote from digital: {value}. Give a number between 1 and {most}.",
    ),
}
