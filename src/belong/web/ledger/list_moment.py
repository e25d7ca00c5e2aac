"""The moment that a list is read at: now or an earlier one, and the control that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from belong.web.ledger.as_known import PARAMETER, AsKnown, as_known
from belong.web.ledger.forms import KnownListForm

__all__ = ["ListMoment", "list_moment"]


@dataclass(frozen=True)
class ListMoment:
    """known: the earlier moment, None for now. form: asks for a day; it is bound only to what is
    not in order. path: of the list. query: of its address. moved_to: the address that names the
    day just asked for; None where none was.
    """

    known: AsKnown | None
    form: KnownListForm
    path: str
    query: QueryDict
    moved_to: str | None = None

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address narrows and sorts the list by, without its page and its moment."""
        return list(_narrowed(self.query).items())  # type: ignore[arg-type]

    @property
    def now_href(self) -> str:
        """The same list as known now."""
        return _address(self.path, _narrowed(self.query))

    @property
    def clear_href(self) -> str:
        """The whole list at the same moment."""
        return _address(self.path, QueryDict(), self.known.text if self.known else "")


def list_moment(request: HttpRequest) -> ListMoment:
    """The moment that a list is asked for. Redirect to moved_to where there is one."""
    query = request.GET
    form = KnownListForm(query if KnownListForm.is_asked(query) else None)
    moved_to = None
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["known"].isoformat()
        moved_to = _address(request.path, _narrowed(query), day)
    return ListMoment(as_known(query), form, request.path, query, moved_to)


def _narrowed(query: QueryDict) -> QueryDict:
    kept = query.copy()
    for name in query:
        if name in ("page", PARAMETER) or name.startswith("known-"):
            del kept[name]
    return kept


def _address(path: str, query: QueryDict, moment: str = "") -> str:
    query = query.copy()
    if moment:
        query[PARAMETER] = moment
    return f"{path}?{query.urlencode()}" if query else path
