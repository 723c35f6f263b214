"""Addresses of the advisor's week, and of what was held."""

from django.urls import path

from cockpit.pages.week import held, installed, mine

urlpatterns = [
    path("ma-semaine", mine.week, name="my_week"),
    path("ma-semaine/acte", mine.act, name="my_week_act"),
    path("ma-semaine/actes", mine.acts, name="my_week_acts"),
    path("ma-semaine/etat", mine.state, name="my_week_state"),
    path("ma-semaine/travailleur.js", installed.worker, name="my_week_worker"),
    path("ma-semaine/application.webmanifest", installed.manifest, name="my_week_manifest"),
    path("ma-semaine/icone-<int:size>.png", installed.icon, name="my_week_icon"),
    path("ma-semaine/hors-ligne", installed.fallback, name="my_week_offline"),
    path("passages-tenus", held.page, name="held_stops"),
    path("passages-tenus/<slug:by>.csv", held.export, name="held_stops_csv"),
]
