"""Acts on accounts in plain words; ``{role}`` and ``{number}`` come from the entry's details."""

from typing import Final

from cockpit.wording import both

WORDS: Final[dict[str, str]] = {
    "mandate.granted": both("Rôle donné : {role}", "Role given: {role}"),
    "mandate.revoked": both("Rôle retiré : {role}", "Role taken away: {role}"),
    "mandate.delegated": both("Rôle prêté : {role}", "Role lent: {role}"),
    "invitation.made": both("Invitation : {role}", "Invitation: {role}"),
    "invitation.renewed": both("Invitation renvoyée : {role}", "Invitation sent again: {role}"),
    "invitation.withdrawn": both("Invitation retirée : {role}", "Invitation withdrawn: {role}"),
    "invitation.accepted": both("Invitation acceptée : {role}", "Invitation accepted: {role}"),
    "account.created": both("Compte créé", "Account created"),
    "account.described": both("Nom ou langue changés", "Name or language changed"),
    "account.sessions_ended": both("Autres sessions fermées : {number}", "Other sessions ended: {number}"),
    "account.closed": both("Compte fermé", "Account closed"),
    "account.reopened": both("Compte rouvert", "Account reopened"),
    "account.password_changed": both("Mot de passe changé", "Password changed"),
    "account.password_set": both("Mot de passe choisi", "Password chosen"),
    "account.password_reset": both("Mot de passe réinitialisé", "Password reset"),
    "account.factor_added": both("Second facteur ajouté", "Second factor added"),
    "account.factor_removed": both("Second facteur retiré", "Second factor removed"),
    "account.factor_renewed": both("Codes de secours renouvelés", "Recovery codes renewed"),
    "account.provider_linked": both("Identification extérieure reliée", "Outside identification linked"),
}
