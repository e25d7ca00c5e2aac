"""What is due, from the same fold as the lists: the clocks of each journey that was told anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.utils import timezone

from belong.domain.clocks import NATIONAL, Clock, clocks_of, family_clocks
from belong.domain.journey.child import Journey
from belong.domain.journey.family import FamilyJourney
from belong.domain.journey.states import Outcome
from belong.web.due.models import DueRow
from belong.web.due.queries import councils_of_children
from belong.web.due.queries_policies import policies_of, policies_of_families
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.projection import Further, register_further

__all__ = ["register", "rows_of", "rows_of_children", "rows_of_families"]


def register() -> None:
    """Let the ledger fold what is due of what it folds for lists."""
    register_further(
        SubjectKind.CHILD, Further(rows_of_children, _forget_children, _clear_children)
    )
    register_further(
        SubjectKind.FAMILY, Further(rows_of_families, _forget_families, _clear_families)
    )


def _clear_children() -> None:
    DueRow.objects.exclude(child=None).delete()


def _clear_families() -> None:
    DueRow.objects.exclude(family=None).delete()


def _forget_children(children: Collection[int]) -> None:
    DueRow.objects.filter(child__in=children).delete()


def _forget_families(families: Collection[int]) -> None:
    DueRow.objects.filter(family__in=families).delete()


def rows_of_children(told: Mapping[int, Journey]) -> Iterator[DueRow]:
    """What is due of children, by primary key with the journey of each."""
    today = timezone.localdate()
    agencies = councils_of_children(told)
    policies = policies_of(set(agencies.values()))
    for child, journey in told.items():
        is_open = journey.axes.outcome is Outcome.OPEN
        clocks = clocks_of(journey, today, policies.get(agencies[child], NATIONAL))
        yield from rows_of(clocks, is_open=is_open, child_id=child)


def rows_of_families(told: Mapping[int, FamilyJourney]) -> Iterator[DueRow]:
    """What is due of families, of their latest applications."""
    today = timezone.localdate()
    policies = policies_of_families(told)
    for family, journey in told.items():
        latest = journey.latest
        if latest is not None:
            is_open = latest.left_on is None and latest.adopted_on is None
            clocks = family_clocks(latest, today, policies[family])
            yield from rows_of(clocks, is_open=is_open, family_id=family)


def rows_of(clocks: Iterable[Clock], *, is_open: bool, **subject: int) -> Iterator[DueRow]:
    """The rows of one subject. subject: child_id or family_id. is_open: its journey goes on."""
    for one in clocks:
        if one.is_live or (one.asks_for_reason and (is_open or one.rule.outlives)):
            yield DueRow(
                **subject,
                clock=one.key,
                label=one.rule.label,
                about=one.subject,
                started_on=one.started_on,
                due_on=one.due_on,
                amber_on=one.amber_on,
                met_on=one.met_on,
                void_on=one.void_on,
                is_paused=one.is_paused,
                is_period=one.rule.is_period,
                has_reason=bool(one.delay and one.delay.is_complete),
                severity=one.severity,
                whose_move=one.whose_move,
            )
