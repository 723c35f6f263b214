"""Addresses of the pages of timetables."""

from django.urls import path

from cockpit.pages.timetables import listing, mending, posts, publishing, rules, showing

urlpatterns = [
    path("nouveau", listing.new, name="timetable_new"),
    path("regles/<slug:level>/<slug:code>", rules.rules, name="timetable_rules"),
    path("regles/<slug:level>/<slug:code>/<slug:kind>", rules.add, name="timetable_rule_add"),
    path("regle/<int:number>/retirer", rules.remove, name="timetable_rule_remove"),
    path("postes/<slug:level>/<slug:code>", posts.posts, name="timetable_posts"),
    path("postes/<slug:level>/<slug:code>/<slug:post>", posts.assign, name="timetable_post"),
    path("poste/<int:number>/liberer", posts.free, name="timetable_post_free"),
    path("<uuid:uuid>", showing.timetable, name="timetable"),
    path("<uuid:uuid>/avancement", showing.progress, name="timetable_progress"),
    path("<uuid:uuid>/lieux", showing.by_place, name="timetable_places"),
    path("<uuid:uuid>/publier", publishing.publish, name="timetable_publish"),
    path("<uuid:uuid>/reparer", mending.mend, name="timetable_mend"),
    path("<uuid:uuid>/recalculer", mending.again, name="timetable_again"),
    path("<uuid:uuid>/refaire", publishing.renew, name="timetable_renew"),
    path("<uuid:uuid>/abandonner", publishing.drop, name="timetable_drop"),
    path("<uuid:uuid>/relancer", publishing.launch, name="timetable_launch"),
]
