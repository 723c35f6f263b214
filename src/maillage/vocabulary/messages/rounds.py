"""Sentences about the rounds."""

MESSAGES: dict[str, tuple[str, str]] = {
    "rounds.shape": (
        "{name} a pour dimensions {value} au lieu de {expected}. Donnez une valeur par lieu.",
        "{name} has shape {value} instead of {expected}. Give one value per place.",
    ),
    "rounds.range": (
        "{name} vaut {value} au lieu n° {place}. Donnez un nombre entier entre {low} et {high}.",
        "{name} is {value} at place no. {place}. Give a whole number between {low} and {high}.",
    ),
    "rounds.minutes": (
        "Un trajet dure {value} minutes. Donnez 0 ou plus, et inf là où il n'y a pas de route.",
        "A drive takes {value} minutes. Give 0 or more, and inf where there is no road.",
    ),
    "rounds.symmetric": (
        "{there} minutes du lieu n° {origin} au lieu n° {destination} mais {back} au retour. Donnez les mêmes dans les "
        "deux sens.",
        "{there} minutes from place no. {origin} to place no. {destination} but {back} on the way back. Give the same both "
        "ways.",
    ),
    "rounds.drive": (
        "Une limite de conduite de {value} minutes n'a pas de sens. Donnez un nombre de minutes positif.",
        "A drive limit of {value} minutes makes no sense. Give a positive number of minutes.",
    ),
    "rounds.half_days": (
        "{value} demi-journées par poste et quinzaine : donnez de 1 à 20.",
        "{value} half-days per post and fortnight: give 1 to 20.",
    ),
    "rounds.effort": (
        "Un effort de {value} n'existe pas. Donnez de 1 (rapide) à 5 (patient).",
        "There is no effort {value}. Give 1 (quick) to 5 (patient).",
    ),
    "rounds.finding.unreachable": (
        "{count} demi-journées sans conseiller : aucune base à portée de conduite",
        "{count} half-days without an advisor: no base within driving range",
    ),
    "rounds.finding.closed": (
        "{count} demi-journées de trop pour les heures d'ouverture et les places du lieu",
        "{count} half-days too many for the place's opening hours and desks",
    ),
    "rounds.finding.capacity": (
        "{count} demi-journées de trop pour les conseillers à portée",
        "{count} half-days too many for the advisors within range",
    ),
    "rounds.finding.timetable": (
        "{count} demi-journées qui ne tiennent dans aucun créneau commun aux lieux et aux conseillers",
        "{count} half-days that fit no slot common to places and advisors",
    ),
}
