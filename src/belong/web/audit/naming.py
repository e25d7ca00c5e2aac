"""Names for the keys that the audit log holds, as far as its reader may know them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from belong.domain.policy import ActorFacts
from belong.web.agencies.models import Team
from belong.web.agencies.queries import names_of_agencies, names_of_people
from belong.web.audit.models import AuditEvent
from belong.web.audit.words import keys_of
from belong.web.children.models import SiblingGroup
from belong.web.children.queries import visible_to as visible_children
from belong.web.families.queries import visible_to as visible_families

__all__ = ["key_of_record", "names_in"]

#: Keys asked for at once: databases limit how many one question may hold.
_AT_ONCE = 5_000


def names_in(actor: ActorFacts, events: Iterable[AuditEvent]) -> Mapping[str, str]:
    """Names by key: people, agencies, teams, and records by their reference.

    A record that does not exist for the reader has no name here. Six short questions, or six for
    each 5,000 keys.
    """
    keys = iter({key for event in events for key in _keys(event)} - {""})
    names: dict[str, str] = {}
    while asked := list(islice(keys, _AT_ONCE)):
        names |= names_of_people(asked) | names_of_agencies(asked) | _records(actor, asked)
    return names


def _keys(event: AuditEvent) -> Iterator[str]:
    yield from (event.by_person, event.agency_key, event.subject_key)
    yield from keys_of(event.detail)


def _records(actor: ActorFacts, keys: Collection[str]) -> dict[str, str]:
    """References of children and families, names of teams and sibling groups."""
    children = visible_children(actor, with_closed=True).filter(key__in=keys)
    families = visible_families(actor).filter(key__in=keys)
    teams = Team.objects.filter(key__in=keys)
    groups = SiblingGroup.objects.filter(key__in=keys)
    return {
        **dict(children.values_list("key", "pseudonym")),
        **dict(families.values_list("key", "pseudonym")),
        **dict(teams.values_list("key", "name")),
        **dict(groups.values_list("key", "label")),
    }


def key_of_record(actor: ActorFacts, asked: str) -> str:
    """The key of the record with this reference, like C-0042; what was asked for any other."""
    found = visible_children(actor, with_closed=True).filter(pseudonym__iexact=asked)
    of_families = visible_families(actor).filter(pseudonym__iexact=asked)
    for records in (found, of_families):
        key = records.values_list("key", flat=True).first()
        if key is not None:
            return str(key)
    return asked
