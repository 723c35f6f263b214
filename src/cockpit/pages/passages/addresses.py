"""Addresses of the public pages of stops."""

from django.urls import path

from cockpit.pages.passages import country, enrolling, files, following, sharing, showing

urlpatterns = [
    path("france", country.page, name="passages_france"),
    path("region/<slug:code>", country.page, name="passages_region"),
    path("passage/<uuid:uid>.ics", files.one, name="passage_file"),
    path("passage/<uuid:uid>", showing.stop, name="passage"),
    path("passage/<uuid:uid>/inscription", enrolling.enrol, name="passage_enrol"),
    path("inscription/<slug:token>", enrolling.enrolment, name="passage_enrolment"),
    path("abonnement/<slug:token>", following.subscription, name="passage_subscription"),
    path("<slug:kind>/<slug:code>.<slug:form>", files.file, name="passages_file"),
    path("<slug:kind>/<slug:code>", showing.page, name="passages_of"),
    path("<slug:kind>/<slug:code>/afficher", sharing.share, name="passages_share"),
    path("<slug:kind>/<slug:code>/cadre", sharing.frame, name="passages_frame"),
    path("<slug:kind>/<slug:code>/abonnement", following.follow, name="passages_follow"),
]
