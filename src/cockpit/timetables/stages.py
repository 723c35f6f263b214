"""Stages of a timetable's computation. This module knows no database."""

from typing import Final

from cockpit.wording import both

STAGES: Final[dict[str, str]] = {
    "preparing": both("Lecture des tournées, des horaires et des jours", "Reading rounds, hours and days"),
    "timetable": both("Choix des jours et des heures", "Choosing days and hours"),
    "timetable_bound": both("Ce qu'aucun calendrier ne peut dépasser", "What no timetable can pass"),
    "writing": both("Écriture du calendrier", "Writing the timetable"),
}
"""In their order."""
