"""Sentences that say why more people, or fewer, are remote from digital in a territory than in France."""

MESSAGES: dict[str, tuple[str, str]] = {
    "publish.reasons.more": (
        "{gap} de plus que la France ({share} contre {national})",
        "{gap} more than France ({share} against {national})",
    ),
    "publish.reasons.fewer": (
        "{gap} de moins que la France ({share} contre {national})",
        "{gap} fewer than France ({share} against {national})",
    ),
    "publish.reasons.alike": (
        "Une part proche de celle de la France ({share} contre {national})",
        "A share near that of France ({share} against {national})",
    ),
    "publish.reasons.point": ("{points} point", "{points} points"),
    "publish.reasons.points": ("{points} points", "{points} points"),
    "publish.reasons.mainly": ("{gap} : surtout {drivers}", "{gap}: mainly {drivers}"),
    "publish.reasons.against": ("{sentence} ; à l'inverse, {other}", "{sentence}; the other way, {other}"),
    "publish.reasons.balance": (
        "{gap} : {up} et {down} s'y compensent",
        "{gap}: {up} and {down} balance each other",
    ),
    "publish.reasons.like_france": (
        "{gap} : âge, diplômes, revenus, ménages et densité y sont proches de ceux du pays",
        "{gap}: age, diplomas, incomes, households and density are near the country's",
    ),
    "publish.reasons.then": ("{first}, puis {second}", "{first}, then {second}"),
    "publish.reasons.effect": ("{what} ({points})", "{what} ({points})"),
    "publish.reasons.unsure": (
        "L'écart est plus petit que l'incertitude de l'estimation.",
        "The gap is smaller than the estimate's uncertainty.",
    ),
    "publish.reasons.all_known": (
        "Âge, diplômes, revenus et ménages sont ceux que l'INSEE publie.",
        "Age, diplomas, incomes and households are those INSEE publishes.",
    ),
    "publish.reasons.part_known": (
        "Âge, diplômes, revenus et ménages sont connus à {known} ; le reste est estimé.",
        "{known} of ages, diplomas, incomes and households are known; the rest is estimated.",
    ),
    "publish.reasons.guessed": (
        "Âge, diplômes, revenus et ménages sont estimés, faute des tables de l'INSEE (maillage sync les apporte).",
        "Age, diplomas, incomes and households are estimated, for want of INSEE's tables (maillage sync brings them).",
    ),
    "publish.reasons.model": (
        "Ces parts décrivent le modèle : elles ne prouvent pas une cause.",
        "These parts describe the model: they prove no cause.",
    ),
    "publish.reasons.age": ("Âge", "Age"),
    "publish.reasons.age.up": ("une population plus âgée", "an older population"),
    "publish.reasons.age.down": ("une population plus jeune", "a younger population"),
    "publish.reasons.diploma": ("Diplômes", "Diplomas"),
    "publish.reasons.diploma.up": ("des diplômes moins élevés", "lower diplomas"),
    "publish.reasons.diploma.down": ("des diplômes plus élevés", "higher diplomas"),
    "publish.reasons.income": ("Revenus", "Incomes"),
    "publish.reasons.income.up": ("des revenus plus bas", "lower incomes"),
    "publish.reasons.income.down": ("des revenus plus élevés", "higher incomes"),
    "publish.reasons.household": ("Ménages", "Households"),
    "publish.reasons.household.up": ("davantage de personnes seules", "more people alone"),
    "publish.reasons.household.down": ("moins de personnes seules", "fewer people alone"),
    "publish.reasons.density": ("Densité", "Density"),
    "publish.reasons.density.up": ("un habitat plus dispersé", "more scattered homes"),
    "publish.reasons.density.down": ("un habitat plus dense", "denser homes"),
    "publish.reasons.region": ("Région ou outre-mer", "Région or overseas"),
    "publish.reasons.region.up": (
        "un niveau plus élevé dans les enquêtes sur la région",
        "a higher level in surveys of the région",
    ),
    "publish.reasons.region.down": (
        "un niveau plus bas dans les enquêtes sur la région",
        "a lower level in surveys of the région",
    ),
}
