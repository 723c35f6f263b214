"""Addresses of presence, under ``passages/``."""

from django.urls import path

from cockpit.pages.presence import reaching, sharing

urlpatterns = [
    path("<slug:level>/<slug:code>/dans-le-temps", reaching.page, name="reach_in_time"),
    path("<slug:level>/<slug:code>/dans-le-temps.csv", reaching.csv, name="reach_in_time_csv"),
    path("<slug:level>/<slug:code>/partage", sharing.page, name="cost_sharing"),
    path("<slug:level>/<slug:code>/partage.csv", sharing.csv, name="cost_sharing_csv"),
]
