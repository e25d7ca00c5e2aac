"""The addresses of children's pages. A key is 32 hexadecimal digits, or there is no such page."""

from __future__ import annotations

from django.urls import path

from belong.web.children.views import (
    adding,
    correcting,
    keeping,
    listing,
    managing,
    page,
    recording,
)

__all__ = ["urlpatterns"]

_CHILD = "<key:key>/"
_ENTRY = "<key:key>/<key:entry>/"

urlpatterns = [
    path("", listing.children, name="children_list"),
    path("add", adding.add, name="child_add"),
    path("open", keeping.open_by_reference, name="children_open"),
    path("seals", correcting.seals, name="child_seals"),
    path("hand-over", managing.caseload, name="children_hand_over"),
    path(_CHILD, page.child, name="child_page"),
    path(f"{_CHILD}record", recording.record, name="child_record"),
    path(f"{_CHILD}record/<slug:kind>", recording.record_kind, name="child_record_kind"),
    path(f"{_CHILD}who", managing.manage, name="child_manage"),
    path(f"{_CHILD}identity", managing.identity, name="child_identity"),
    path(f"{_CHILD}team", managing.team, name="child_team"),
    path(f"{_CHILD}worker", managing.worker, name="child_worker"),
    path(f"{_CHILD}number", managing.identifier, name="child_identifier"),
    path(f"{_CHILD}sibling", managing.sibling, name="child_sibling"),
    path(f"{_CHILD}sibling/leave", managing.sibling_leave, name="child_sibling_leave"),
    path(f"{_CHILD}open", keeping.open_with_reason, name="child_open"),
    path(f"{_CHILD}merge", keeping.merge_records, name="child_merge"),
    path(f"{_CHILD}merge/<key:other>/undo", keeping.unmerge, name="child_unmerge"),
    path(f"{_CHILD}kept-from", keeping.kept_from, name="child_kept_from"),
    path(f"{_CHILD}kept-from/<key:who>/let-back", keeping.let_back, name="child_let_back"),
    path(f"{_CHILD}close", keeping.close, name="child_close"),
    path(f"{_ENTRY}correct", recording.correct, name="child_correct"),
    path(f"{_ENTRY}happened", recording.happened, name="child_happened"),
    path(f"{_ENTRY}withdraw", correcting.withdraw, name="child_withdraw"),
    path(f"{_ENTRY}seal", correcting.seal, name="child_seal"),
    path(f"{_ENTRY}seal/agree", correcting.agree, name="child_seal_agree"),
]
