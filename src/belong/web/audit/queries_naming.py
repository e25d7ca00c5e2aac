"""Names for the keys that the audit log holds, as far as its reader may know them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from belong.domain.policy import ActorFacts
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Team
from belong.web.audit.models import AuditEvent
from belong.web.audit.words import keys_of
from belong.web.children.models import SiblingGroup
from belong.web.children.queries import visible_to as visible_children
from belong.web.families.queries import visible_to as visible_families
from belong.web.recruitment.queries import visible_to as visible_enquiries

__all__ = ["key_of_record", "names_in"]

#: Keys asked for at once: databases limit how many one question may hold.
_AT_ONCE = 5_000


def names_in(actor: ActorFacts, events: Iterable[AuditEvent]) -> Mapping[str, str]:
    """Names by key: people, agencies, teams, and records by their reference.

    A record that does not exist for the reader has no name here. Two questions of the database,
    or two for each 5,000 keys.
    """
    keys = iter({key for event in events for key in _keys(event)} - {""})
    names: dict[str, str] = {}
    while asked := list(islice(keys, _AT_ONCE)):
        names |= _named(asked) | _records(actor, asked)
    return names


def _keys(event: AuditEvent) -> Iterator[str]:
    yield from (event.by_person, event.agency_key, event.subject_key)
    yield from keys_of(event.detail)


def _named(keys: Collection[str]) -> dict[str, str]:
    """Names of people, agencies and teams, labels of sibling groups; one query."""
    people, agencies, teams = (
        model.objects.filter(key__in=keys).order_by().values_list("key", "name")
        for model in (User, Agency, Team)
    )
    groups = SiblingGroup.objects.filter(key__in=keys).order_by().values_list("key", "label")
    return dict(people.union(agencies, teams, groups))


def _records(actor: ActorFacts, keys: Collection[str]) -> dict[str, str]:
    """References of children, families and enquiries that exist for the reader; one query."""
    children = visible_children(actor, with_closed=True).filter(key__in=keys)
    families = visible_families(actor).filter(key__in=keys)
    of_children, of_families = (
        found.order_by().values_list("key", "pseudonym") for found in (children, families)
    )
    enquiries = visible_enquiries(actor).filter(key__in=keys).order_by()
    return dict(of_children.union(of_families, enquiries.values_list("key", "number")))


def key_of_record(actor: ActorFacts, asked: str) -> str:
    """The key of the record with this reference, like C-0042; what was asked for any other."""
    found = visible_children(actor, with_closed=True).filter(pseudonym__iexact=asked)
    of_families = visible_families(actor).filter(pseudonym__iexact=asked)
    for records in (found, of_families):
        key = records.values_list("key", flat=True).first()
        if key is not None:
            return str(key)
    return asked
