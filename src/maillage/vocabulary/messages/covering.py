"""Sentences about choosing places."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}
