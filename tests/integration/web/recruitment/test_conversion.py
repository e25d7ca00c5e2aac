"""Conversion as the database counts it, against plain loops over folded journeys."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from statistics import median

import pytest

from belong.domain.calendar import days_between, financial_year_label
from belong.domain.journey.family import EnquirySource, FamilyEventKind, LeftReason
from belong.domain.recruitment import STEPS, FirstContact, Step, percent
from belong.web.agencies.models import Agency
from belong.web.families.actions import Person, add_family, record_family_event
from belong.web.families.folding import families_journeys
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.ledger.projection import rebuild
from belong.web.recruitment.actions import Caller, add_enquiry, end_enquiry, take_on
from belong.web.recruitment.conversion import By, Wanted, cohorts_of, drop_outs_of
from belong.web.recruitment.events import CampaignPlan, add_campaign
from belong.web.recruitment.models import ApplicationRow, Campaign, Enquiry

pytestmark = pytest.mark.django_db
BY = "a" * 32
K = FamilyEventKind
WAY = (
    K.INFORMATION_EVENT_ATTENDED,
    K.REGISTRATION_RECEIVED,
    K.STAGE_1_BEGAN,
    K.STAGE_1_PASSED,
    K.STAGE_2_BEGAN,
    K.REPORT_FINISHED,
    K.PANEL_RECOMMENDED,
    K.APPROVED,
    K.MATCHED,
    K.CHILD_PLACED,
)
FIRST, LAST = date(2023, 4, 1), date(2025, 3, 31)
#: What a plain loop reads of a folded application for each step.
DAYS = {
    Step.INFORMED: "informed_on",
    Step.REGISTERED: "registered_on",
    Step.STAGE_2: "stage_2_from_on",
    Step.APPROVED: "approved_on",
    Step.MATCHED: "matched_on",
    Step.PLACED: "placed_on",
}


@pytest.fixture
def told(region) -> dict[int, str]:
    """Two years of enquiries at random, some of campaigns, going on to different steps."""
    rng = random.Random(20260)
    other = Agency.objects.create(kind="voluntary", name="Lanternlight")
    campaigns = [
        add_campaign(agency=region, plan=CampaignPlan(name, "", FIRST, None, None), by=BY)
        for name in ("Brothers and sisters", "Early permanence")
    ]
    sources = list(EnquirySource)[:4]
    for number in range(48):
        agency = other if number % 9 == 0 else region
        on = FIRST + timedelta(days=rng.randrange(-40, 780))
        source = rng.choice(sources)
        campaign = rng.choice([None, *campaigns]) if agency == region else None
        if number % 5 == 0:
            family = add_family(
                agency=agency,
                people=[Person(HouseholdMember.Part.APPLICANT, "Ada", "Cole")],
                enquired_on=on,
                source=source.value if number % 10 else "",
                by=BY,
            )
        else:
            enquiry = add_enquiry(
                agency=agency,
                enquired_on=on,
                source=source,
                channel=FirstContact.EMAIL,
                campaign=campaign,
                caller=Caller("Ada", "Cole"),
                by=BY,
            )
            if number % 3 == 0:
                if number % 2:
                    end_enquiry(enquiry=enquiry, reason=LeftReason.TIMING, on=on, by=BY)
                continue
            family = take_on(enquiry=enquiry, by=BY)
        application = family.applications.get().key
        steps = rng.randrange(len(WAY) + 1)
        for kind in WAY[:steps]:
            on += timedelta(days=rng.randrange(1, 60))
            record_family_event(
                family=family,
                application_key=application,
                kind=kind,
                details={},
                happened_on=on,
                by=BY,
                seen=None,
            )
        if steps < 6 and rng.random() < 0.4:
            record_family_event(
                family=family,
                application_key=application,
                kind=K.WITHDREW,
                details={"reason": rng.choice(["health", "housing"])},
                happened_on=on,
                by=BY,
                seen=None,
            )
    return {one.pk: one.name for one in campaigns}


def group_of(by: By, on: date, source: str, campaign: str) -> str:
    if by is By.MONTH:
        return f"{on:%B %Y}"
    if by is By.QUARTER:
        months = ("January to March", "April to June", "July to September", "October to December")
        return f"{months[(on.month - 1) // 3]} {on.year}"
    if by is By.YEAR:
        return financial_year_label(on.year + (on.month >= 4))
    if by is By.SOURCE:
        label = EnquirySource(source).label if source else "not recorded"
        return label[:1].upper() + label[1:]
    return campaign or "No campaign"


def counted_plainly(agency: Agency, by: By):
    """Enquiries, steps with their days, and reasons, by group: every journey folded anew."""
    numbers: dict[str, int] = defaultdict(int)
    days: dict[str, dict[Step, list[int]]] = defaultdict(lambda: defaultdict(list))
    left: dict[str, int] = defaultdict(int)
    records = {one.key: one for one in FamilyRecord.objects.filter(agency=agency)}
    for journey, _ in families_journeys(records).values():
        for application in journey.applications:
            on = application.enquired_on
            if on is None or not FIRST <= on <= LAST:
                continue
            enquiry = Enquiry.objects.filter(application__key=application.key).first()
            asked = next(one for one in application.events if one.kind is K.ENQUIRED)
            campaign = enquiry.campaign.name if enquiry and enquiry.campaign else ""
            group = group_of(by, on, asked.details.get("source", ""), campaign)
            for name in (group, "All"):
                numbers[name] += 1
                for step, attribute in DAYS.items():
                    reached = getattr(application, attribute)
                    if reached is not None:
                        days[name][step].append(days_between(on, reached))
            if application.left_reason:
                left[application.left_reason] += 1
    for enquiry in Enquiry.objects.filter(agency=agency, application=None):
        on = enquiry.enquired_on
        if on is None or not FIRST <= on <= LAST:
            continue
        campaign = enquiry.campaign.name if enquiry.campaign else ""
        for name in (group_of(by, on, enquiry.source, campaign), "All"):
            numbers[name] += 1
        if enquiry.ended_reason:
            left[enquiry.ended_reason] += 1
    return numbers, days, left


def test_conversion_counted_by_the_database_is_what_plain_loops_count(region, told):
    wanted = Wanted([region.key], FIRST, LAST)
    for by in By:
        numbers, days, left = counted_plainly(region, by)
        rows, whole = cohorts_of(wanted, by, told)
        assert {one.name: one.enquiries for one in (*rows, whole)} == numbers
        for one in (*rows, whole):
            for step in STEPS:
                of_step = days[one.name][step]
                assert one.reached[step] == len(of_step), (one.name, step)
                assert one.median_days[step] == (median(of_step) if of_step else None)
        assert {one.reason: one.number for one in drop_outs_of(wanted)} == left
        assert whole.enquiries == sum(one.enquiries for one in rows)
        if by is By.MONTH:
            months = [datetime.strptime(one.name, "%B %Y") for one in rows]  # noqa: DTZ007
            assert months == sorted(months)


def test_conversion_of_one_source_and_campaign_adds_up_to_all(region, told):
    wanted = Wanted([region.key], FIRST, LAST)
    _, whole = cohorts_of(wanted, By.YEAR, told)
    keys = ["", *Campaign.objects.values_list("key", flat=True)]
    for parts in (
        [Wanted([region.key], FIRST, LAST, source=one) for one in ("", *EnquirySource)],
        [Wanted([region.key], FIRST, LAST, campaign=one) for one in keys],
    ):
        wholes = [cohorts_of(part, By.YEAR, told)[1] for part in parts]
        assert sum(one.enquiries for one in wholes) == whole.enquiries
        for step in STEPS:
            assert sum(one.reached[step] for one in wholes) == whole.reached[step]


def test_rows_rebuilt_from_the_ledger_are_the_rows_that_stood(region, told):
    def rows():
        return sorted(ApplicationRow.objects.values_list())

    before = rows()
    rebuild()
    assert rows() == before


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 8, 13), (1, 3, 33), (1, 200, 1), (0, 4, 0), (7, 7, 100)]
)
def test_percentage_of_counts_rounds_half_up(part, whole, shown):
    assert percent(part, whole) == shown


def test_percentage_of_nothing_is_none():
    assert percent(0, 0) is None
