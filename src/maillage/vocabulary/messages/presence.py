"""Sentences about what dated stops bring."""

MESSAGES: dict[str, tuple[str, str]] = {
    "presence.period": (
        "Période du {first} au {last} : donnez un dernier jour après le premier, à moins d'un an.",
        "Period from {first} to {last}: give a last day after the first, within a year.",
    ),
    "presence.key": (
        "Clé de répartition « {value} » inconnue ; donnez l'une de : {keys}.",
        "Unknown key “{value}”; give one of: {keys}.",
    ),
    "presence.cents": (
        "Montant {value} € : donnez de 0 à mille milliards.",
        "Amount {value} €: give 0 to a thousand billion.",
    ),
    "presence.fixed": ("Part égale {value} % : donnez de 0 à 100.", "Equal part {value} %: give 0 to 100."),
    "presence.value": (
        "Commune {place} : {value} pour la clé {key} ; donnez un nombre, 0 ou plus.",
        "Commune {place}: {value} for the key {key}; give a number, 0 or more.",
    ),
    "presence.nobody": (
        "Aucune commune n'a de quoi répartir selon {key} ; choisissez une autre clé ou une autre période.",
        "No commune has anything to share by {key}; choose another key or period.",
    ),
}
