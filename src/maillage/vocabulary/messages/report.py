"""Sentences of a plan's page: its frame, and the map."""

MESSAGES: dict[str, tuple[str, str]] = {
    # the page
    "report.title": ("{territory} – plan des conseillers numériques", "{territory} – plan of digital advisors"),
    "report.kicker": ("Plan des conseillers numériques", "Plan of digital advisors"),
    "report.generated_for": ("Établi pour {name}", "Made for {name}"),
    "report.skip": ("Aller au contenu", "Skip to content"),
    "report.nav": ("Parties du rapport", "Parts of the report"),
    "report.nav.map": ("Carte", "Map"),
    "report.nav.groups": ("Territoires", "Territories"),
    "report.nav.distances": ("Distances et présence", "Distance and presence"),
    "report.nav.places": ("Lieux", "Places"),
    "report.nav.communes": ("Communes", "Communes"),
    "report.nav.rounds": ("Tournées", "Rounds"),
    "report.nav.bound": ("Preuve", "Proof"),
    "report.nav.findings": ("Points d'attention", "Findings"),
    "report.nav.method": ("Méthode et sources", "Method and sources"),
    "report.partial": ("Résultat partiel.", "Partial result."),
    "report.partial.note": (
        "Le calcul a été interrompu avant la fin : certains chiffres, postes ou tournées peuvent manquer, et ce "
        "plan n'est pas à mettre en œuvre tel quel.",
        "The computation was stopped before its end: some figures, posts or rounds may be missing, and this plan "
        "is not to be carried out as it stands.",
    ),
    "report.advisors.one": ("{count} conseiller numérique aiderait", "{count} digital advisor would help"),
    "report.advisors.many": ("{count} conseillers numériques aideraient", "{count} digital advisors would help"),
    "report.headline.served": (
        "{advisors} environ {served} personnes, sur {need} qui auraient besoin d'aide avec le numérique.",
        "{advisors} about {served} people, of the {need} who would need help with digital tools.",
    ),
    "report.headline.reach": (
        "{share} des personnes qui ont besoin d'aide seraient à {minutes} minutes de route au plus d'un lieu visité.",
        "{share} of the people who need help would be at most {minutes} minutes by road from a visited place.",
    ),
    "report.headline.proof": (
        "Preuve : avec les mêmes moyens et les mêmes règles, aucune autre répartition ne ferait mieux de plus de "
        "{gap}.",
        "Proof: with the same means and the same rules, no other allocation would do better by more than {gap}.",
    ),
    "report.headline.best": (
        "Preuve : avec les mêmes moyens et les mêmes règles, aucune autre répartition n'aiderait plus de personnes.",
        "Proof: with the same means and the same rules, no other allocation would help more people.",
    ),
    "report.minutes": ("{value} min", "{value} min"),
    "report.colon": (" : ", ": "),
    "report.tile.need": ("personnes qui ont besoin d'aide", "people who need help"),
    "report.tile.need.note": (
        "Estimation grossière, entre {low} et {high} : un ordre de grandeur, pas un recensement.",
        "A rough estimate, between {low} and {high}: an order of magnitude, not a census.",
    ),
    "report.tile.served": ("personnes effectivement aidées", "people effectively helped"),
    "report.tile.served.note": (
        "{share} du besoin, compte tenu de la distance et de la concurrence entre habitants.",
        "{share} of the need, given distance and competition between inhabitants.",
    ),
    "report.tile.reach": ("de ces personnes à portée d'un lieu", "of these people within reach of a place"),
    "report.tile.reach.note": (
        "À {minutes} min de route au plus d'un lieu visité au moins une fois par quinzaine.",
        "At most {minutes} min by road from a place visited at least once a fortnight.",
    ),
    "report.tile.places": ("lieux visités", "places visited"),
    "report.tile.places.note": ("{half_days} demi-journées par quinzaine.", "{half_days} half-days per fortnight."),
    "report.tile.posts": ("postes de conseiller", "advisors' posts"),
    "report.tile.posts.note": ("À temps plein.", "Full time."),
    "report.tile.bases": ("communes de rattachement", "home communes"),
    "report.tile.bases.note": ("D'où partent les tournées.", "Where the rounds start."),
    "report.tile.drive": ("de route par conseiller et par jour", "of driving per advisor and day"),
    "report.tile.drive.note": (
        "Jours de tournée seulement. Trajet le plus long : {longest} min.",
        "Days of rounds only. Longest leg: {longest} min.",
    ),
    "report.tile.gap": ("d'écart au meilleur plan possible, au plus", "gap to the best possible plan, at most"),
    "report.tile.gap.note": (
        "Ce qu'une autre répartition pourrait gagner : borne prouvée.",
        "What another allocation could gain: a proven bound.",
    ),
    # the map
    "report.map": ("Carte", "Map"),
    "report.map.show": ("Couleur des communes", "Colour of communes"),
    "report.map.marks": ("Repères", "Marks"),
    "report.map.label": (
        "Carte : touches + et − pour agrandir ou réduire, flèches pour se déplacer, 0 pour tout voir",
        "Map: keys + and − to zoom, arrows to move, 0 to see everything",
    ),
    "report.map.alt": (
        "Carte de {territory} ; les mêmes données sont dans les tableaux des lieux et des communes.",
        "Map of {territory}; the same data are in the tables of places and communes.",
    ),
    "report.map.place.one": ("{count} demi-journée", "{count} half-day"),
    "report.map.place.many": ("{count} demi-journées", "{count} half-days"),
    "report.map.scale": (
        "Un dixième de la largeur de la carte fait {km} km.",
        "A tenth of the map's width is {km} km.",
    ),
    "report.map.insets": (
        "Chaque territoire d'outre-mer a sa propre échelle.",
        "Each overseas territory has its own scale.",
    ),
    "report.map.cells": (
        "La couleur de chaque carré est celle de la commune la plus proche.",
        "Each square has the colour of its nearest commune.",
    ),
    "report.map.points": (
        "Contours des communes manquants : chacune est un point.",
        "Communes' outlines are missing: each is a dot.",
    ),
    "report.map.nothing": (
        "Ni contours ni positions des communes : seuls les lieux sont dessinés.",
        "No outline nor position of communes: only places are drawn.",
    ),
    "report.map.no_outline": (
        "Contour manquant (dessinées d'un point) : {count}.",
        "Outline missing (drawn as a dot): {count}.",
    ),
    "report.map.table": ("Les mêmes données en tableaux :", "The same data as tables:"),
    "report.zoom": ("Agrandissement de la carte", "Zoom of the map"),
    "report.zoom.in": ("Agrandir", "Zoom in"),
    "report.zoom.out": ("Réduire", "Zoom out"),
    "report.zoom.all": ("Tout voir", "See all"),
    "report.mark.places": ("lieux", "places"),
    "report.mark.bases": ("rattachements", "home communes"),
    "report.mark.base": ("commune de rattachement", "home commune"),
    "report.layer.service": ("Part du besoin couverte", "Share of need served"),
    "report.layer.service.note": (
        "Parmi les personnes qui ont besoin d'aide, celles qui en reçoivent.",
        "Among people who need help, those who receive it.",
    ),
    "report.layer.need": ("Besoin", "Need"),
    "report.layer.need.note": (
        "Habitants qui ont besoin d'aide (estimation grossière).",
        "Inhabitants who need help (rough estimate).",
    ),
    "report.layer.reach": ("Temps de route", "Driving time"),
    "report.layer.reach.note": (
        "Minutes jusqu'au lieu visité le plus proche.",
        "Minutes to the nearest place visited.",
    ),
    "report.class.service.below": ("très faible : moins de {high}", "very low: below {high}"),
    "report.class.service.between": ("de {low} à {high}", "{low} to {high}"),
    "report.class.service.above": ("forte : {low} et plus", "high: {low} and more"),
    "report.class.service.unknown": ("inconnue", "unknown"),
    "report.class.need.below": ("faible : moins de {high}", "low: below {high}"),
    "report.class.need.between": ("de {low} à {high}", "{low} to {high}"),
    "report.class.need.above": ("fort : {low} et plus", "high: {low} and more"),
    "report.class.need.unknown": ("inconnu", "unknown"),
    "report.class.reach.below": ("très proche : {high} min au plus", "very near: {high} min at most"),
    "report.class.reach.between": ("de {low} à {high} min", "{low} to {high} min"),
    "report.class.reach.above": ("loin : plus de {low} min", "far: over {low} min"),
    "report.class.reach.unknown": ("aucun lieu à portée de route", "no place within driving range"),
    "report.hours_unknown": ("horaires inconnus", "hours unknown"),
    "report.tip.commune": (
        "{name} : {need} personnes ont besoin d'aide ({rate}), {share} en reçoivent ; {near}",
        "{name}: {need} people need help ({rate}), {share} receive it; {near}",
    ),
    "report.tip.near": ("lieu le plus proche : {place}, {minutes} min", "nearest place: {place}, {minutes} min"),
    "report.tip.far": ("aucun lieu à portée de route", "no place within driving range"),
    "report.tip.place": (
        "{name} : {half_days} demi-journées par quinzaine ; {venues} ; {hours}",
        "{name}: {half_days} half-days per fortnight; {venues}; {hours}",
    ),
    "report.tip.group": (
        "{name} : {need} personnes ont besoin d'aide, {share} en reçoivent ; {places} lieux, {posts} postes",
        "{name}: {need} people need help, {share} receive it; {places} places, {posts} posts",
    ),
}
