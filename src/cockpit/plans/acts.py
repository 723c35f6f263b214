"""Acts on plans in plain words."""

from typing import Final

from cockpit.wording import both

WORDS: Final[dict[str, str]] = {
    "plan.created": both("Plan créé", "Plan created"),
    "plan.launched": both("Calcul demandé", "Computation asked for"),
    "plan.requeued": both("Calcul interrompu, repris où il en était", "Computation cut short, taken up where it was"),
    "plan.done": both("Calcul terminé", "Computation done"),
    "plan.failed": both("Calcul échoué", "Computation failed"),
    "plan.cancelled": both("Plan annulé", "Plan cancelled"),
    "plan.renamed": both("Plan renommé", "Plan renamed"),
    "plan.edited": both("Plan modifié à la main", "Plan edited by hand"),
    "plan.edit_undone": both("Modification annulée", "Change undone"),
    "plan.shared": both("Plan partagé par un lien", "Plan shared by a link"),
    "plan.unshared": both("Lien fermé", "Link closed"),
    "plan.adopted": both("Plan adopté", "Plan adopted"),
}
