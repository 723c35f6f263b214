"""What the week's script says, and the words offered to say why."""

from typing import Any, Final

from django.urls import reverse

from cockpit.wording import both, current

DELAYS: Final = (5, 10, 15, 30)
REASONS: Final = (
    both("Le conseiller est absent.", "The advisor is away."),
    both("Panne de véhicule.", "The vehicle broke down."),
    both("Intempéries : la route n'est pas sûre.", "Bad weather: the road is not safe."),
    both("Le lieu est fermé.", "The venue is closed."),
    both("Empêchement de dernière minute.", "Something came up at the last minute."),
)
GRACE_SECONDS: Final = 5
"""Between an act and its sending, during which it is taken back without a trace."""

TEXTS: Final[dict[str, str]] = {
    "late": both("Retard annoncé : {minutes} min", "Delay announced: {minutes} min"),
    "onTime": both("À l'heure finalement", "On time after all"),
    "cancel": both("Annulation : « {reason} »", "Cancelled: “{reason}”"),
    "restore": both("Passage rétabli", "Stop restored"),
    "report": both("Compte rendu : {people} pers., {minutes} min", "Report: {people} people, {minutes} min"),
    "correct": both("Compte rendu corrigé : {people} pers., {minutes} min",
                    "Report corrected: {people} people, {minutes} min"),
    "withdraw": both("Compte rendu retiré", "Report withdrawn"),
    "soon": both("part dans {seconds} s", "leaves in {seconds} s"),
    "waits": both("attend le réseau", "waits for the network"),
    "sent": both("envoyé", "sent"),
    "undo": both("Annuler cet acte", "Undo"),
    "forget": both("J'ai lu, retirer", "I have read this, remove"),
    "mend": both("Le passage a eu lieu : rétablir et enregistrer", "It took place: restore it and send the report"),
    "allSent": both("Tout est envoyé.", "Everything is sent."),
    "oneWaits": both("1 acte attend d'être envoyé.", "1 act waits to be sent."),
    "manyWait": both("{count} actes attendent d'être envoyés.", "{count} acts wait to be sent."),
    "oneRefused": both("1 acte n'a pas pu être fait : lisez pourquoi plus bas.",
                       "1 act could not be done: read why below."),
    "manyRefused": both("{count} actes n'ont pas pu être faits : lisez pourquoi plus bas.",
                        "{count} acts could not be done: read why below."),
    "offline": both("Sans réseau : semaine lue le {when}.", "No network: week read on {when}."),
    "logIn": both("Votre session est finie : connectez-vous pour envoyer ce qui attend. Rien n'est perdu.",
                  "Your session has ended: log in to send what waits. Nothing is lost."),
    "logInLink": both("Se connecter", "Log in"),
    "other": both("Un autre compte est connecté : ce qui attend partira quand vous serez reconnecté.",
                  "Another account is logged in: what waits will leave when you are logged in again."),
    "elsewhere": both("Passage du {date} :", "Stop of {date}:"),
    "theme": both("Choisissez au moins un thème.", "Choose one theme at least."),
    "why": both("Choisissez ou écrivez un motif : tout le monde le lira.",
                "Choose or write a reason: everyone will read it."),
}  # fmt: skip


def config() -> dict[str, Any]:
    """What the script is told, in the reader's language."""
    return {
        "language": current(),
        "login": reverse("account_login") + "?next=" + reverse("my_week"),
        "worker": reverse("my_week_worker"),
        "scope": reverse("my_week"),
        "grace": GRACE_SECONDS * 1000,
        "texts": {name: str(text) for name, text in TEXTS.items()},
    }


LEAVING: Final = both(
    "{count} actes attendent encore d'être envoyés : vous déconnecter les perd. Se déconnecter quand même ?",
    "{count} acts still wait to be sent: logging out loses them. Log out all the same?",
)
