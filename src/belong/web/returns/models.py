"""What the SSDA903 asks of adopters and nothing else in the record holds."""

from __future__ import annotations

from django.db import models

from belong.domain.codes import LS_ADOPTR, SEX_ADOPTR
from belong.web.children.models import ChildRecord

__all__ = ["AdopterItems"]


class AdopterItems(models.Model):
    """Who adopted a child, by SEX_ADOPTR and LS_ADOPTR of AD1; the latest word counts."""

    child = models.OneToOneField(ChildRecord, on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=2, choices=[(one.code, one.meaning) for one in SEX_ADOPTR])
    legal_status = models.CharField(
        max_length=3, choices=[(one.code, one.meaning) for one in LS_ADOPTR]
    )
    stated_by = models.CharField(max_length=32)
    stated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Adopter items of {self.child_id}"
