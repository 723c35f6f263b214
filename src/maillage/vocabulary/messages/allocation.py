"""Sentences about where the posts go."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}
