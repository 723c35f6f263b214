"""An act, as it is kept for ever."""

from django.db import models


class Entry(models.Model):
    """One act; triggers of the database refuse every change and removal.

    ``actor`` is a user's number without a foreign key: an account may be erased, the journal stays as it was written.
    ``digest`` is the SHA-256 of the entry before it and of this one's own content.
    """

    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    level = models.CharField(max_length=12)
    code = models.CharField(max_length=12)
    details = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=["subject", "subject_id"], name="journal_subject"),
            models.Index(fields=["level", "code"], name="journal_territory"),
            models.Index(fields=["actor"], name="journal_actor"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject} {self.subject_id}"


class Verification(models.Model):
    """One reading of the whole chain.

    ``broken`` is the number of the first entry that does not follow from what stands before it; None: the chain holds.
    """

    at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    broken = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.entries} {self.broken or 'intact'}"
