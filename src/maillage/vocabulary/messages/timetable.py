"""Sentences about dated visits."""

MESSAGES: dict[str, tuple[str, str]] = {
    "timetable.price": (
        "Prix {name} = {value} : donnez des minutes, 0 ou plus.",
        "Price {name} = {value}: give minutes, 0 or more.",
    ),
    "timetable.days": ("{value} jours : donnez-en de 1 à {most}.", "{value} days: give 1 to {most}."),
    "timetable.shape": (
        "{name} a pour dimensions {value} au lieu de {expected}.",
        "{name} has shape {value} instead of {expected}.",
    ),
    "timetable.range": (
        "{name}, visite ou conseiller numéro {at} : {value} ne désigne rien.",
        "{name}, visit or advisor number {at}: {value} points to nothing.",
    ),
    "timetable.minutes": ("Donnez des trajets de 0 minute ou plus.", "Give drives of 0 minutes or more."),
    "timetable.seed": ("--seed {value} : donnez 0 ou plus.", "--seed {value}: give 0 or more."),
    "timetable.seconds": (
        "--seconds {value} : donnez des secondes, plus de 0.",
        "--seconds {value}: give seconds, more than 0.",
    ),
    "timetable.weeks": (
        "--weeks {value} : donnez un nombre de semaines de 1 à {most}.",
        "--weeks {value}: give a number of weeks from 1 to {most}.",
    ),
    "timetable.first": (
        "--first « {value} » : donnez une date, 2026-12-07 par exemple.",
        "--first “{value}”: give a date, 2026-12-07 for instance.",
    ),
    "timetable.rule.kind": (
        "Règle « {value} » inconnue ; donnez l'une de : {kinds}.",
        "Unknown rule “{value}”; give one of: {kinds}.",
    ),
    "timetable.rule.dates": (
        "Règle {kind} pour {subject} : le premier jour ({first}) vient après le dernier ({last}) ; échangez-les.",
        "Rule {kind} for {subject}: the first day ({first}) comes after the last ({last}); swap them.",
    ),
    "timetable.rule.weekday": (
        "Règle {kind} pour {subject} : jour de la semaine {value} ; donnez 0 (lundi) à 6 (dimanche).",
        "Rule {kind} for {subject}: weekday {value}; give 0 (Monday) to 6 (Sunday).",
    ),
    "timetable.rule.half": (
        "Règle {kind} pour {subject} : demi-journée {value} ; donnez 0 (matin) ou 1 (après-midi).",
        "Rule {kind} for {subject}: half-day {value}; give 0 (morning) or 1 (afternoon).",
    ),
    "timetable.rule.value": (
        "Règle {kind} pour {place} : {value} ; donnez un nombre de 1 à {most}.",
        "Rule {kind} for {place}: {value}; give a number from 1 to {most}.",
    ),
    "timetable.rule.hours": (
        "Ouverture de {place} : « {value} » ; donnez des heures comme 09:00-12:30 ou Mo-Fr 09:00-12:00; SH off.",
        "Opening of {place}: “{value}”; give hours such as 09:00-12:30 or Mo-Fr 09:00-12:00; SH off.",
    ),
    "timetable.rule.ignored": (
        "Règle {kind} sans effet : {subject} n'est ni un poste ni un lieu du plan. Vérifiez le code.",
        "Rule {kind} without effect: {subject} is neither a post nor a place of the plan. Check the code.",
    ),
    "timetable.file.cell": (
        "{path}, ligne {row}, colonne {column} : « {value} » ; donnez {wanted}.",
        "{path}, row {row}, column {column}: “{value}”; give {wanted}.",
    ),
    "timetable.file.date": ("une date comme 2026-12-07, ou rien", "a date such as 2026-12-07, or nothing"),
    "timetable.file.weekday": (
        "un jour de la semaine, lundi par exemple, ou rien",
        "a day of the week, Monday for instance, or nothing",
    ),
    "timetable.file.half": ("matin, après-midi ou rien", "morning, afternoon or nothing"),
    "timetable.file.number": ("un nombre entier ou rien", "a whole number or nothing"),
    "timetable.file.plan": (
        "{path} n'est pas le dossier d'un plan : il y manque {missing}. Faites-en un avec : maillage plan.",
        "{path} is not the folder of a plan: {missing} is missing. Make one with: maillage plan.",
    ),
    "timetable.file.table": (
        "{path} ne se lit pas : {reason}.",
        "{path} cannot be read: {reason}.",
    ),
    "timetable.title": ("Calendrier du {first} au {last}", "Timetable from {first} to {last}"),
    "timetable.stops": ("Passages datés", "Dated stops"),
    "timetable.missed": ("Visites sans date", "Visits without a date"),
    "timetable.missed.reason": ("  dont : {reason}", "  of which: {reason}"),
    "timetable.reason.closed": ("lieu fermé toute la période voulue", "place closed all the time wanted"),
    "timetable.reason.advisors": ("personne de disponible à portée", "nobody available within reach"),
    "timetable.reason.room": ("plus de créneau libre", "no free slot left"),
    "timetable.usual": ("Au jour et à la demi-journée habituels", "On the usual day and half-day"),
    "timetable.drive": ("Conduite", "Driving"),
    "timetable.cost": ("  à 0,40 € le kilomètre", "  at 0.40 € a kilometre"),
    "timetable.gap": ("Écart à la borne", "Gap to the bound"),
    "timetable.changed": ("Passages changés", "Stops changed"),
    "timetable.change.lost": ("  perdus", "  lost"),
    "timetable.change.gained": ("  gagnés", "  gained"),
    "timetable.change.moved": ("  déplacés", "  moved"),
    "timetable.change.advisor": ("  confiés à un autre conseiller", "  given to another advisor"),
    "timetable.where": ("Calendrier écrit dans {path}", "Timetable written to {path}"),
}
