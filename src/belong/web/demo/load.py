"""Loading the demo: once, all or nothing, in the order in which it would have been recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction

from belong.web.agencies.models import Agency, Kind
from belong.web.children.loading import load_returns
from belong.web.children.records import ChildRecords
from belong.web.demo.caseloads import write_caseloads
from belong.web.demo.deciders import hire_deciders
from belong.web.demo.events import family_of_event, moment, write_diary
from belong.web.demo.governing import write_register
from belong.web.demo.meetings import write_meetings
from belong.web.demo.papers import write_papers
from belong.web.demo.people import write_families, write_identities, write_sibling_groups
from belong.web.demo.recruiting import write_recruitment
from belong.web.demo.region import DemoRegion
from belong.web.demo.reporting import write_report_later
from belong.web.demo.slips import write_slips
from belong.web.demo.unborn import write_unborn
from belong.web.ledger.actions import DEMO, write_change
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.projection import refold_many
from belong.web.ledger.queries import last_change

__all__ = ["load_demo"]

CHILDREN, FAMILIES = 190, 600
#: A year's returns come in June.
_RETURNS_COME = (6, 15)


def load_demo(
    *,
    today: date,
    folder: Path,
    seed: int = 1,
    children_per_council: int = CHILDREN,
    families: int = FAMILIES,
    say: Callable[[str], None] = lambda words: None,
) -> bool:
    """The made-up region as it stands today, into an empty ledger; its agencies are there already.

    folder: where the councils' returns are, or are written to where they are not there yet. The
    same for the same arguments, but for keys. Gives False and changes nothing where the ledger
    holds anything: what somebody entered since stays.
    """
    if last_change():
        return False
    region = DemoRegion(seed, today, children_per_council, families)
    if not (folder / "truth.json").exists():
        say("Making up nine years of returns")
        region.write_returns(folder)
    say("Loading the returns and what workers recorded")
    with transaction.atomic():
        _load(region, folder)
    write_report_later.enqueue()
    return True


def _load(region: DemoRegion, folder: Path) -> None:
    returns = region.read_returns(folder)
    councils = {one.dfe_code: one for one in Agency.objects.filter(kind=Kind.COUNCIL)}
    children = ChildRecords(councils)
    children.add([(one.la_code, one.child_id) for one in region.histories])
    families = write_families(region)
    siblings = write_sibling_groups(region, children)
    write_identities(region, children, families)
    diary = write_diary(region, children, families, siblings, hire_deciders())
    first, last = region.years
    years = {date(year, *_RETURNS_COME): year for year in range(first, last + 1)}
    touched: dict[SubjectKind, set[str]] = {kind: set() for kind in SubjectKind}
    for day in sorted({day for day, _ in diary} | set(years)):
        for (on, agency), drafts in diary.items():
            if on == day:
                write_change(
                    drafts=drafts,
                    process=DEMO,
                    source=f"{DEMO} {agency}",
                    refold=False,
                    recorded_at=moment(day),
                )
                for draft in drafts:
                    touched[draft.subject_kind].add(draft.subject_key)
        if day in years:
            load_returns(
                returns=returns,
                process=DEMO,
                until=years[day],
                families=family_of_event(region, families),
                recorded_at=moment(day),
                refold=False,
            )
    everybody = {children[one.la_code, one.child_id].key for one in region.histories}
    refold_many(SubjectKind.CHILD, everybody)
    refold_many(SubjectKind.FAMILY, touched[SubjectKind.FAMILY])
    write_slips(
        (
            children[one.la_code, one.child_id].key
            for one in region.histories
            if one.la_code == "991"
        ),
        region.today,
    )
    write_recruitment(region.seed, region.today)
    write_caseloads(region.today)
    write_unborn(region.seed, region.today)
    write_papers(region.seed, region.today)
    write_meetings(region.today)
    write_register(region.today)
