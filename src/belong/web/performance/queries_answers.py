"""What stands beside an answer and is in no frame: reasons recorded for delays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from belong.domain.events import EVENT_KINDS, DelayReason
from belong.web.children.folding import merged_into
from belong.web.children.models import ChildRecord
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["reasons_for_delay"]

#: Kinds of event that give a reason for a delay.
_TELL_OF_DELAY = [
    kind.value for kind, facts in EVENT_KINDS.items() if "delay_reason" in facts.details
]


def reasons_for_delay(codes: Collection[str], change: int) -> dict[str, set[str]]:
    """Reasons for delay of each child of these councils by pseudonym, in words, as at a change."""
    records = ChildRecord.objects.filter(council__dfe_code__in=list(codes))
    pseudonyms = dict(records.values_list("key", "pseudonym"))
    merged = merged_into(list(pseudonyms))
    labels = {one.value: one.label for one in DelayReason}
    found: dict[str, set[str]] = defaultdict(set)
    rows = believed(SubjectKind.CHILD, at=change).filter(kind__in=_TELL_OF_DELAY)
    for key, details in rows.values_list("subject_key", "details").iterator():
        pseudonym = pseudonyms.get(merged.get(key, key))
        reason = details.get("delay_reason")
        if pseudonym and reason:
            found[pseudonym].add(labels.get(reason, reason))
    return found
