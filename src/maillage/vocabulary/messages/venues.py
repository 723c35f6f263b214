"""What the venues are called."""

MESSAGES: dict[str, tuple[str, str]] = {
    "venues.kind.france_services": ("France services", "France services"),
    "venues.kind.library": ("bibliothèque", "library"),
    "venues.kind.tiers_lieu": ("tiers-lieu", "third place"),
    "venues.kind.mediation": ("médiation numérique", "digital mediation"),
    "venues.kind.hall": ("salle", "hall"),
    "venues.kind.market": ("marché", "market"),
    "venues.kind.public_square": ("place publique", "public square"),
    "venues.kind.other": ("autre lieu", "other venue"),
    "venues.kind.post_office": ("bureau de poste", "post office"),
    "venues.kind.town_hall": ("mairie", "town hall"),
}
