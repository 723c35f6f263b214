"""What the room of days says."""

MESSAGES: dict[str, tuple[str, str]] = {
    "calendar.unknown_departement": (
        "Aucun département ni collectivité habités n'ont le code « {value} » : donnez un code comme 15, 2A, 974 ou 987.",
        "No inhabited département or collectivity has the code “{value}”: give one such as 15, 2A, 974 or 987.",
    ),
    "calendar.school.christmas": ("Vacances de Noël", "Christmas holidays"),
    "calendar.school.winter": ("Vacances d'hiver", "Winter holidays"),
    "calendar.school.spring": ("Vacances de printemps", "Spring holidays"),
    "calendar.school.summer": ("Vacances d'été", "Summer holidays"),
    "calendar.school.autumn": ("Vacances de la Toussaint", "Autumn holidays"),
    "calendar.school.ascension": ("Pont de l'Ascension", "Ascension break"),
}
