"""A choice of the administrators."""

from django.db import models


class Choice(models.Model):
    """Value given to a setting of the registry; without a row, its default holds.

    ``confirmed_at`` is the last time someone saved the form with this value in it.
    """

    code = models.CharField(max_length=40, primary_key=True)
    value = models.JSONField()
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} = {self.value!r}"
