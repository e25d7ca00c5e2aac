"""Reading what an agency's reports wear, and trying it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import QuerySet
from django.utils import timezone

from belong.domain.policy import ActorFacts
from belong.domain.policy.releases import agencies_dressed_for
from belong.web.agencies.models import Agency
from belong.web.documents import store
from belong.web.reports.dress_models import DressFile

__all__ = ["Dress", "agencies_for", "dress_of", "files_kept", "specimen_of"]


class DressBytes(TypedDict):
    """What ``render`` takes: the bytes of a template and of a logo, or None."""

    template: bytes | None
    logo: bytes | None


@dataclass(frozen=True)
class Dress:
    """A template and a logo; None for Belong's own."""

    template: DressFile | None = None
    logo: DressFile | None = None

    def of(self, what: str) -> DressFile | None:
        """One of the two, by the value of ``DressFile.What``."""
        return self.template if what == DressFile.What.TEMPLATE else self.logo

    @property
    def as_files(self) -> DressBytes:
        """The bytes, as ``reports.documents.render`` takes them."""
        return {"template": _bytes(self.template), "logo": _bytes(self.logo)}


def _bytes(file: DressFile | None) -> bytes | None:
    return b"".join(store.kept_pieces(file.stored_name)) if file else None


def agencies_for(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies whose template and logo this person keeps, regions first."""
    return Agency.objects.filter(key__in=agencies_dressed_for(actor)).order_by("-kind", "name")


def dress_of(agency: Agency) -> Dress:
    """What the agency's reports wear now."""
    found = DressFile.objects.filter(agency=agency, ended_at=None)
    by_what = {one.what: one for one in found}
    return Dress(by_what.get(DressFile.What.TEMPLATE), by_what.get(DressFile.What.LOGO))


def specimen_of(agency: Agency, form: str) -> bytes:
    """A short made-up report in what the agency's reports wear. form: one of ``FORMATS``.

    Raises DocumentError where it cannot be made.
    """
    from belong.reports.documents import render
    from belong.reports.documents.specimen import specimen

    worn = dress_of(agency).as_files
    return render(specimen(agency.name), form, made_on=timezone.localdate(), **worn)


def files_kept() -> QuerySet[DressFile, tuple[str, str]]:
    """The name in the store and the hash of every template and logo, by name."""
    return DressFile.objects.order_by("stored_name").values_list("stored_name", "sha256")
