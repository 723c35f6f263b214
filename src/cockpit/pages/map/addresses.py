"""Addresses of the map."""

from django.urls import path

from cockpit.pages.map import drawn, finding, listed, sent

urlpatterns = [
    path("carte", drawn.page, name="map"),
    path("carte/tableau", listed.table, name="map_table"),
    path("carte/chercher", finding.find, name="map_find"),
    path("carte/tuiles.pmtiles", sent.export, name="map_export"),
    path("carte/tuiles/<slug:version>/<int:z>/<int:x>/<int:y>.mvt", sent.tile, name="map_tile"),
    path("carte/mesures/<slug:version>/<slug:code>.json", sent.measure, name="map_measure"),
    path("carte/image/<slug:version>/<slug:code>.png", sent.picture, name="map_picture"),
    path("carte/communes/<slug:version>.json", sent.communes, name="map_communes"),
    path("carte/noms/<slug:version>/<slug:departement>.json", sent.names, name="map_names"),
    path("carte/reperes/<slug:version>.geojson", sent.landmarks, name="map_landmarks"),
    path("carte/plan/<slug:version>.geojson", sent.plan, name="map_plan"),
]
