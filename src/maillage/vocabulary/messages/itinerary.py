"""Sentences about itinerant rounds."""

MESSAGES: dict[str, tuple[str, str]] = {
    "itinerary.shape": (
        "{name} a pour dimensions {value} au lieu de {expected}.",
        "{name} has shape {value} instead of {expected}.",
    ),
    "itinerary.minutes": (
        "{name} : donnez des minutes finies, 0 ou plus.",
        "{name}: give finite minutes, 0 or more.",
    ),
    "itinerary.days": (
        "--days {value} : donnez un nombre de jours de 1 à {most}.",
        "--days {value}: give a number of days from 1 to {most}.",
    ),
    "itinerary.day_minutes": (
        "--day-minutes {value} : donnez des minutes, plus de 0.",
        "--day-minutes {value}: give minutes, more than 0.",
    ),
    "itinerary.seed": ("--seed {value} : donnez 0 ou plus.", "--seed {value}: give 0 or more."),
    "itinerary.seconds": (
        "--seconds {value} : donnez des secondes, plus de 0.",
        "--seconds {value}: give seconds, more than 0.",
    ),
    "itinerary.visits": (
        "Chaque arrêt a de 0 à {days} visites, une par jour au plus.",
        "Each stop has from 0 to {days} visits, one a day at most.",
    ),
    "itinerary.ends": (
        "Dites d'où partent les tournées : --depot LAT,LON, ou --open pour des tournées sans dépôt (l'un des deux).",
        "Say where rounds start: --depot LAT,LON, or --open for rounds without a depot (one of the two).",
    ),
    "itinerary.depot": (
        "--depot « {value} » : donnez LATITUDE,LONGITUDE en degrés, 44.93,2.44 par exemple.",
        "--depot “{value}”: give LATITUDE,LONGITUDE in degrees, 44.93,2.44 for instance.",
    ),
    "itinerary.file.none": ("{path} ne contient aucun arrêt.", "{path} holds no stop."),
    "itinerary.file.id": (
        "{path}, ligne {row}, colonne id : « {value} » ; donnez un nom à l'arrêt, autre que « depot ».",
        "{path}, row {row}, column id: “{value}”; give the stop a name, other than “depot”.",
    ),
    "itinerary.file.twice": (
        "{path}, ligne {row}, colonne id : « {value} » est déjà à la ligne {first}.",
        "{path}, row {row}, column id: “{value}” is on row {first} already.",
    ),
    "itinerary.file.minutes": (
        "{path}, ligne {row}, colonne {column} : « {value} » ; attendu des minutes, 0 ou plus.",
        "{path}, row {row}, column {column}: “{value}”; minutes are expected, 0 or more.",
    ),
    "itinerary.file.visits": (
        "{path}, ligne {row}, colonne visits : « {value} » ; attendu un entier de 0 à {days}, une visite par jour au plus.",
        "{path}, row {row}, column visits: “{value}”; a whole number from 0 to {days} is expected, one visit a day at most.",
    ),
    "itinerary.file.unknown": (
        "{path}, ligne {row}, colonne {column} : « {value} » n'est l'id d'aucun arrêt.",
        "{path}, row {row}, column {column}: “{value}” is no stop's id.",
    ),
    "itinerary.file.depot": (
        "{path}, ligne {row}, colonne {column} : « depot » alors que --open n'en a pas.",
        "{path}, row {row}, column {column}: “depot” though --open has none.",
    ),
    "itinerary.file.again": (
        "{path}, ligne {row}, colonne minutes : « {value} » pour {start} → {end}, déjà à la ligne {first}.",
        "{path}, row {row}, column minutes: “{value}” for {start} → {end}, already on row {first}.",
    ),
    "itinerary.too_far": (
        "{id} : {minutes} minutes de visite et de conduite à lui seul, plus que les {day_minutes} d'une journée.",
        "{id}: {minutes} minutes of visit and driving by itself, more than the {day_minutes} of a day.",
    ),
    "itinerary.title": (
        "{stops} arrêts, {visits} visites, {days} jours de {minutes} minutes",
        "{stops} stops, {visits} visits, {days} days of {minutes} minutes",
    ),
    "itinerary.column.day": ("Jour", "Day"),
    "itinerary.column.stops": ("Arrêts, dans l'ordre", "Stops, in order"),
    "itinerary.column.drive": ("Conduite (min)", "Driving (min)"),
    "itinerary.column.minutes": ("Journée (min)", "Day (min)"),
    "itinerary.total": (
        "Conduite : {drive} minutes. Borne prouvée pour ces visites : {bound} ; écart {gap} %.",
        "Driving: {drive} minutes. Proven bound for these visits: {bound}; gap {gap} %.",
    ),
    "itinerary.all_served": ("Toutes les visites sont faites.", "Every visit is made."),
    "itinerary.unserved": ("Visites sans tournée ({count}) : {ids}.", "Visits without a round ({count}): {ids}."),
}
