"""What a report of activity is about, in the scheme's own lists (second series, from 2024)."""

from typing import Final

from cockpit.wording import both

INDIVIDUAL: Final = "individuel"
COLLECTIVE: Final = "collectif"
MODES: Final[dict[str, str]] = {
    INDIVIDUAL: both("Accompagnements individuels", "One-to-one help"),
    COLLECTIVE: both("Atelier collectif", "Group workshop"),
}

KINDS_OF_PLACE: Final[dict[str, str]] = {
    "lieu_activite": both("Lieu d'activité", "Place of activity"),
    "domicile": both("À domicile", "At home"),
    "a_distance": both("À distance", "Remotely"),
    "autre": both("Autre lieu", "Elsewhere"),
}

DURATIONS: Final = (15, 30, 45, 60, 90, 120)
"""Minutes offered first; any other number may be written."""

MEDIATION: Final[dict[str, str]] = {
    "prendre_en_main_ordinateur": both("Prendre en main un ordinateur", "Getting started with a computer"),
    "prendre_en_main_smartphone": both("Prendre en main un smartphone ou une tablette", "Smartphones and tablets"),
    "internet": both("Naviguer sur internet", "Browsing the web"),
    "courriel": both("Courriel", "E-mail"),
    "echanger": both("Échanger avec ses proches", "Keeping in touch"),
    "traitement_texte": both("Bureautique", "Office software"),
    "contenus_numeriques": both("Photos, fichiers, contenus numériques", "Photos, files, digital content"),
    "demarche_en_ligne": both("Démarches en ligne", "Online procedures"),
    "securite": both("Sécurité et arnaques", "Security and scams"),
    "fraude_harcelement": both("Fraude et harcèlement", "Fraud and harassment"),
    "sante": both("Santé en ligne", "Online health"),
    "emploi": both("Emploi et formation", "Jobs and training"),
    "parentalite": both("Accompagner son enfant", "Helping one's child"),
    "scolaire": both("Outils de l'école", "School tools"),
    "budget": both("Achats et budget", "Shopping and budget"),
    "accompagner_professionnel": both("Accompagner un professionnel", "Helping a professional"),
    "intelligence_artificielle": both("Intelligence artificielle", "Artificial intelligence"),
    "diagnostic": both("Diagnostic des compétences", "Assessing skills"),
    "autre": both("Autre", "Other"),
}

ADMINISTRATIVE: Final[dict[str, str]] = {
    "papiers_elections": both("Papiers et élections", "Papers and elections"),
    "famille": both("Famille", "Family"),
    "social_sante": both("Social et santé", "Social care and health"),
    "travail": both("Travail", "Work"),
    "logement": both("Logement", "Housing"),
    "transports": both("Transports", "Transport"),
    "argent_impots": both("Argent et impôts", "Money and taxes"),
    "justice": both("Justice", "Justice"),
    "etrangers": both("Étrangers en France", "Foreigners in France"),
    "loisirs": both("Loisirs", "Leisure"),
    "associations": both("Associations", "Associations"),
}

THEMES: Final[dict[str, str]] = {**MEDIATION, **ADMINISTRATIVE}
"""Nineteen themes of mediation and eleven administrative ones."""
