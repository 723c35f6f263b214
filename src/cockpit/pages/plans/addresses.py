"""Addresses of the pages of plans."""

from django.urls import path

from cockpit.pages.plans import comparing, deciding, editing, listing, result

urlpatterns = [
    path("nouveau", listing.new, name="plan_new"),
    path("comparer/<slug:level>/<slug:code>", comparing.compare, name="plan_compare"),
    path("comparer/<slug:level>/<slug:code>/note", comparing.note, name="plan_note"),
    path("comparer/<slug:level>/<slug:code>/communes.csv", comparing.csv, name="plan_compare_csv"),
    path("partage/<str:token>", deciding.shared, name="plan_shared"),
    path("partage/<str:token>/<str:name>", deciding.shared_file, name="plan_shared_file"),
    path("<uuid:uuid>", result.plan, name="plan"),
    path("<uuid:uuid>/avancement", result.progress, name="plan_progress"),
    path("<uuid:uuid>/tableau/<slug:name>", result.table, name="plan_table"),
    path("<uuid:uuid>/poste/<str:number>", result.post, name="plan_post"),
    path("<uuid:uuid>/fichier/<str:name>", result.download, name="plan_file"),
    path("<uuid:uuid>/scenario", editing.begin, name="plan_scenario"),
    path("<uuid:uuid>/modifier", editing.edit, name="plan_edit"),
    path("<uuid:uuid>/modifier/<int:position>/annuler", editing.undo, name="plan_undo"),
    path("<uuid:uuid>/nom", deciding.rename, name="plan_rename"),
    path("<uuid:uuid>/adopter", deciding.adopt, name="plan_adopt"),
    path("<uuid:uuid>/historique", deciding.history, name="plan_history"),
    path("<uuid:uuid>/<slug:what>", deciding.act, name="plan_act"),
]
