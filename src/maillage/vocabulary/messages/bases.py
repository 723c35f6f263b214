"""Sentences about the bases of the advisors."""

MESSAGES: dict[str, tuple[str, str]] = {
    "bases.no_place": (
        "Aucun lieu à desservir. Donnez au moins un lieu avec ses demi-journées.",
        "No place to serve. Give at least one place with its half-days.",
    ),
    "bases.shape": (
        "{name} a la forme {value} au lieu de {expected}. Donnez une valeur par lieu, dans le même ordre.",
        "{name} has shape {value} instead of {expected}. Give one value per place, in the same order.",
    ),
    "bases.not_whole": (
        "{name} contient des nombres de type {value} ; il faut des entiers. Arrondissez-les d'abord.",
        "{name} holds numbers of type {value}; whole numbers are needed. Round them first.",
    ),
    "bases.negative": (
        "{name} vaut {value} au lieu n° {place}. Donnez 0 ou plus.",
        "{name} is {value} at place no. {place}. Give 0 or more.",
    ),
    "bases.minutes": (
        "Des durées de trajet sont négatives ou indéfinies. Donnez des minutes, ou l'infini où le trajet est interdit.",
        "Some drives are negative or undefined. Give minutes, or infinity where the drive is not allowed.",
    ),
    "bases.not_positive": (
        "{name} vaut {value}. Donnez un nombre supérieur à 0.",
        "{name} is {value}. Give a number above 0.",
    ),
    "bases.negative_option": (
        "{name} vaut {value}. Donnez 0 ou plus.",
        "{name} is {value}. Give 0 or more.",
    ),
    "bases.gap": (
        "L'écart demandé, {value} %, n'a pas de sens. Donnez un pourcentage entre 0 et 100.",
        "The gap asked for, {value} %, makes no sense. Give a percentage between 0 and 100.",
    ),
    "bases.none_allowed": (
        "Aucun des {places} lieux ne peut être une base. Autorisez-en au moins un.",
        "None of the {places} places may be a base. Allow at least one.",
    ),
    "bases.kept_exceed": (
        "{kept} postes existants à garder pour {posts} postes au total : {excess} de trop. Gardez-en moins ou ajoutez "
        "des postes.",
        "{kept} existing posts to keep out of {posts} in all: {excess} too many. Keep fewer or add posts.",
    ),
    "bases.kept_forbidden": (
        "Le lieu n° {place} garde {kept} poste(s) mais ne peut pas être une base. Autorisez-le ou libérez ses postes.",
        "Place no. {place} keeps {kept} post(s) but may not be a base. Allow it or release its posts.",
    ),
}
