"""Acts on timetables and stops in plain words; values between braces come from the entry's details."""

from typing import Final

from cockpit.wording import both

WORDS: Final[dict[str, str]] = {
    "timetable.asked": both("Calendrier demandé", "Timetable asked for"),
    "timetable.proposed": both("Réparation du calendrier demandée", "Mending of the timetable asked for"),
    "timetable.requeued": both("Calcul interrompu, repris", "Computation cut short, taken up"),
    "timetable.ready": both("Calendrier calculé", "Timetable computed"),
    "timetable.failed": both("Calcul du calendrier échoué", "Computation of the timetable failed"),
    "timetable.cancelled": both("Calendrier abandonné", "Timetable dropped"),
    "timetable.published": both(
        "Calendrier publié : {gained} passages ajoutés, {moved} déplacés, {lost} supprimés",
        "Timetable published: {gained} stops added, {moved} moved, {lost} dropped",
    ),
    "stop.cancelled": both("Passage annulé", "Stop cancelled"),
    "stop.restored": both("Passage rétabli", "Stop restored"),
    "stop.late": both("Retard annoncé : {minutes} min", "Delay announced: {minutes} min"),
    "stop.reported": both("Compte rendu : {people} personnes", "Report: {people} people"),
    "stop.report_corrected": both(
        "Compte rendu corrigé : {was_people} personnes, puis {people}",
        "Report corrected: {was_people} people, now {people}",
    ),
    "stop.report_withdrawn": both(
        "Compte rendu retiré : {was_people} personnes", "Report withdrawn: {was_people} people"
    ),
    "stop.enrolled": both("Inscription à un passage", "Enrolment in a stop"),
    "stop.enrolment_cancelled": both("Désistement d'un passage", "Enrolment in a stop cancelled"),
    "rule.added": both("Règle de calendrier ajoutée : {kind}", "Calendar rule added: {kind}"),
    "rule.removed": both("Règle de calendrier retirée : {kind}", "Calendar rule removed: {kind}"),
    "post.assigned": both("Poste confié : {post}", "Post assigned: {post}"),
    "post.freed": both("Poste rendu vacant : {post}", "Post left vacant: {post}"),
    "followers.erased": both(
        "Données personnelles effacées : {enrolments} inscriptions, {subscriptions} abonnements",
        "Personal data erased: {enrolments} enrolments, {subscriptions} subscriptions",
    ),
    "place.subscribed": both("Abonnement confirmé", "Subscription confirmed"),
    "place.unsubscribed": both("Désabonnement", "Subscription ended"),
}
