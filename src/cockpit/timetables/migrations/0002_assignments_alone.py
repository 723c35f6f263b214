"""No two assignments of a post overlap."""

from django.db import migrations

from cockpit.timetables import triggers


class Migration(migrations.Migration):
    dependencies = [("timetables", "0001_initial")]

    operations = [migrations.RunPython(triggers.install, triggers.remove)]
