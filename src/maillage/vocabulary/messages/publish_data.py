"""Sentences of the page of the state of the data."""

MESSAGES: dict[str, tuple[str, str]] = {
    "publish.data.kicker": ("Maillage · données ouvertes", "Maillage · open data"),
    "publish.data.title": ("État des données", "State of the data"),
    "publish.data.on": ("Jugé le {on}", "Judged on {on}"),
    "publish.data.nav.summary": ("En bref", "In short"),
    "publish.data.nav.todo": ("À faire d'abord", "To do first"),
    "publish.data.nav.sources": ("Les sources présentes", "Sources present"),
    "publish.data.nav.absent": ("Les sources absentes", "Sources absent"),
    "publish.data.nav.method": ("Comment la qualité est jugée", "How quality is judged"),
    "publish.data.tile.here": ("sources présentes", "sources present"),
    "publish.data.tile.absent": ("sources absentes", "sources absent"),
    "publish.data.tile.recent": ("sources récentes", "recent sources"),
    "publish.data.tile.quality": ("qualité moyenne", "mean quality"),
    "publish.data.tile.reachable": ("qualité à portée", "quality within reach"),
    "publish.data.tile.rows": ("lignes gardées", "rows kept"),
    "publish.data.note.here": ("lues, vérifiées, gardées", "read, checked, kept"),
    "publish.data.note.absent": ("leurs chiffres disent « pas de donnée ouverte »", "their figures say “no open data”"),
    "publish.data.note.recent": ("décrivent les quinze derniers mois", "describe the last fifteen months"),
    "publish.data.note.quality": ("de 0 à 1, sur le contenu", "from 0 to 1, on content"),
    "publish.data.note.reachable": ("en faisant ce que cette page propose", "by doing what this page proposes"),
    "publish.data.note.rows": ("dans les tables présentes", "in the tables present"),
    "publish.data.nothing": ("Rien à faire.", "Nothing to do."),
    "publish.data.vintage": ("Millésime", "Vintage"),
    "publish.data.rows": ("Lignes", "Rows"),
    "publish.data.gaps": ("Communes ou lieux manquants", "Communes or places missing"),
    "publish.data.issues": ("Remarques à la lecture", "Remarks while reading"),
    "publish.data.retrieved": ("Reprise le", "Brought on"),
    "publish.data.licence": ("Licence", "Licence"),
    "publish.data.quality": ("Qualité", "Quality"),
    "publish.data.do": ("Gestes proposés : {count}, en tout +{gain}", "Proposed: {count}, in all +{gain}"),
    "publish.data.criteria": ("Le détail de la qualité", "Quality in detail"),
    "publish.data.criterion.rows": ("Lignes gardées", "Rows kept"),
    "publish.data.criterion.cells": ("Cases lisibles", "Cells that can be read"),
    "publish.data.criterion.filled": ("Cases remplies", "Cells filled"),
    "publish.data.criterion.placed": ("Lieux rattachés à une commune", "Places tied to a commune"),
    "publish.data.criterion.located": ("Lieux situés", "Places located"),
    "publish.data.criterion.fresh": ("Fraîcheur", "Freshness"),
    "publish.data.tag.old": ("plus de quinze mois", "over fifteen months old"),
    "publish.data.tag.third_party": ("copie d'un tiers", "a third party's copy"),
    "publish.data.tag.private": ("ne se publie pas", "not to be published"),
    "publish.data.absent.note": (
        "Ces sources ont un lecteur, mais aucun fichier n'a été apporté ici.",
        "These sources have a reader, but no file was brought here.",
    ),
    "publish.data.none_absent": ("Toutes les sources sont là.", "All sources are here."),
    "publish.data.source": ("Source", "Source"),
    "publish.data.publisher": ("Producteur", "Publisher"),
    "publish.data.how": ("Comment l'apporter", "How to bring it"),
    "publish.data.official": ("adresse officielle", "official address"),
    "publish.data.no_address": (
        "aucune adresse officielle ; posez le fichier dans un dossier et lisez-le avec maillage sync --from",
        "no official address; put the file in a folder and read it with maillage sync --from",
    ),
    "publish.data.method": (
        "La qualité d'une table est la moyenne des critères qui s'y appliquent : lignes gardées, cases lisibles, cases "
        "remplies, lieux rattachés à une commune, lieux situés, fraîcheur. La fraîcheur vaut 1 jusqu'à six mois après ce "
        "que les données décrivent, puis baisse jusqu'à 0 à vingt-quatre mois. Chaque geste proposé dit ce que la moyenne "
        "gagnerait s'il était fait en entier.",
        "The quality of a table is the mean of the criteria that apply to it: rows kept, cells that can be read, cells "
        "filled, places tied to a commune, places located, freshness. Freshness is 1 until six months after what the data "
        "describe, then falls to 0 at twenty-four. Each proposal says what the mean would gain if it were wholly done.",
    ),
    "publish.data.method.keep": (
        "Une nouvelle version qui échoue à ses contrôles, ou perd trop de lignes, ne remplace jamais la bonne. Les trois "
        "dernières sont gardées : maillage data diff SOURCE montre ce qui a changé.",
        "A new version that fails its checks, or loses too many rows, never replaces the good one. The last three are "
        "kept: maillage data diff SOURCE shows what changed.",
    ),
}
