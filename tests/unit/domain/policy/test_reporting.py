"""Who begins, writes, signs and reads a written report."""

from __future__ import annotations

import pytest

from belong.domain.policy import ActorFacts, Appointment, NotAllowed, Role
from belong.domain.policy.reporting import (
    ReportFacts,
    can_answer_findings,
    can_begin_report,
    can_comment,
    can_pick_figures,
    can_read_part,
    can_read_report,
    can_see_reports,
    can_sign,
    can_state_money,
    can_take_back,
    can_write_part,
    check_answer_findings,
    check_begin_report,
    check_comment,
    check_pick_figures,
    check_put_aside,
    check_read_part,
    check_read_report,
    check_see_reports,
    check_sign,
    check_state_money,
    check_take_back,
    check_write_part,
    role_for_part,
)
from belong.domain.reporting import NEXT, ReportState, StepError, check_step

REGION = ReportFacts("region", frozenset({"council", "other"}))
COUNCIL = ReportFacts("council")
ELSEWHERE = ReportFacts("far", frozenset({"far council"}))
PARTS = ("council", "agency", "panel_chair", "drawn")


def somebody(role: Role, *agencies: str, key: str = "somebody") -> ActorFacts:
    return ActorFacts(key, (Appointment(role, agencies[0], frozenset(agencies)),))


def of_region(role: Role, key: str = "somebody") -> ActorFacts:
    return somebody(role, "region", "council", "other", key=key)


HEAD = of_region(Role.HEAD_OF_SERVICE)
OFFICER = of_region(Role.PERFORMANCE_OFFICER)
PARTNER = somebody(Role.PARTNER_MANAGER, "council")
CHAIR = of_region(Role.PANEL_CHAIR)
ADVISER = of_region(Role.PANEL_ADVISER)
PANEL = of_region(Role.PANEL_MEMBER)
MONEY = of_region(Role.FINANCE_OFFICER)
AUDITOR = of_region(Role.AUDITOR)
MEMBER = somebody(Role.COMMITTEE_MEMBER, "council")
WORKER = somebody(Role.CHILD_SOCIAL_WORKER, "council")
DECIDER = somebody(Role.DECISION_MAKER, "council")
EVERYBODY = (HEAD, OFFICER, PARTNER, CHAIR, MONEY, AUDITOR, MEMBER, WORKER, DECIDER)


def written(actor: ActorFacts, report: ReportFacts) -> set[str]:
    return {part for part in PARTS if can_write_part(actor, report, part)}


def read(actor: ActorFacts, report: ReportFacts) -> set[str]:
    return {part for part in PARTS if can_read_part(actor, report, part)}


def test_parts_are_written_by_their_authors():
    assert written(HEAD, REGION) == written(OFFICER, REGION) == {"agency", "council"}
    assert written(PARTNER, REGION) == {"council"}
    assert written(CHAIR, REGION) == {"panel_chair"}
    assert written(AUDITOR, REGION) == written(MONEY, REGION) == written(MEMBER, REGION) == set()


def test_councils_own_report_is_the_councils_to_write_and_the_regions_part_the_regions():
    assert written(HEAD, COUNCIL) == {"agency"}
    assert written(PARTNER, COUNCIL) == {"council"}
    assert written(somebody(Role.HEAD_OF_SERVICE, "council"), COUNCIL) == {"agency", "council"}
    assert role_for_part(PARTNER, COUNCIL, "council") is Role.PARTNER_MANAGER


def test_drafts_are_read_whole_by_who_reads_figures_and_in_part_by_the_chair():
    for actor in (HEAD, OFFICER, PARTNER, AUDITOR, DECIDER):
        assert read(actor, REGION) == set(PARTS)
    assert read(CHAIR, REGION) == {"panel_chair"}
    assert read(MONEY, REGION) == set()
    assert can_read_report(MONEY, REGION)


def test_another_regions_report_is_not_there_for_anybody():
    for actor in EVERYBODY:
        assert not can_read_report(actor, ELSEWHERE)
        assert read(actor, ELSEWHERE) == written(actor, ELSEWHERE) == set()


def test_committee_members_see_the_list_and_no_draft():
    assert can_see_reports(MEMBER)
    assert not can_read_report(MEMBER, REGION)
    assert not can_see_reports(WORKER)


def test_steps_are_signed_by_their_roles():
    assert can_sign(OFFICER, REGION, ReportState.CHECKED)
    assert not can_sign(HEAD, REGION, ReportState.CHECKED)
    assert can_sign(HEAD, REGION, ReportState.APPROVED)
    assert can_sign(DECIDER, COUNCIL, ReportState.APPROVED)
    assert not can_sign(DECIDER, REGION, ReportState.APPROVED)
    assert can_sign(PARTNER, COUNCIL, ReportState.PRESENTED)
    assert not can_sign(PARTNER, REGION, ReportState.PRESENTED)


def test_nobody_approves_what_they_checked():
    checked = ReportFacts("region", REGION.members, checked_by="somebody")
    assert not can_sign(HEAD, checked, ReportState.APPROVED)
    assert can_sign(of_region(Role.HEAD_OF_SERVICE, key="x"), checked, ReportState.APPROVED)
    with pytest.raises(NotAllowed, match="somebody else approves it"):
        check_sign(HEAD, checked, ReportState.APPROVED)


def test_money_is_stated_and_figures_are_picked_by_their_roles():
    assert can_state_money(MONEY, REGION)
    assert not can_state_money(PARTNER, REGION)
    assert can_pick_figures(PARTNER, REGION)
    assert not can_pick_figures(CHAIR, REGION)


def test_auditor_reads_and_says_nothing():
    assert not can_comment(AUDITOR, REGION, "agency")
    assert not can_answer_findings(AUDITOR, REGION, "agency")
    assert can_comment(CHAIR, REGION, "panel_chair")
    assert not can_comment(CHAIR, REGION, "agency")


def test_leads_begin_answer_and_take_back():
    assert can_begin_report(PARTNER, "council")
    assert not can_begin_report(PARTNER, "region")
    assert not can_begin_report(CHAIR)
    assert can_take_back(HEAD, COUNCIL)
    assert not can_take_back(PARTNER, COUNCIL)
    assert can_answer_findings(OFFICER, COUNCIL, "council")


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (check_see_reports, ()),
        (check_begin_report, ()),
        (check_read_report, (REGION,)),
        (check_read_part, (REGION, "agency")),
        (check_write_part, (REGION, "agency")),
        (check_pick_figures, (REGION,)),
        (check_comment, (REGION, "agency")),
        (check_answer_findings, (REGION, "agency")),
        (check_state_money, (REGION,)),
        (check_sign, (REGION, ReportState.CHECKED)),
        (check_take_back, (REGION,)),
        (check_put_aside, (REGION,)),
    ],
)
def test_checks_refuse_who_has_no_part(check, told):
    with pytest.raises(NotAllowed):
        check(WORKER, *told)


def test_panels_part_is_written_by_its_chair_alone():
    assert can_write_part(CHAIR, REGION, "panel_chair")
    assert can_read_part(ADVISER, REGION, "panel_chair")
    assert can_comment(ADVISER, REGION, "panel_chair")
    for other in (*EVERYBODY, ADVISER, PANEL):
        assert other is CHAIR or not can_write_part(other, REGION, "panel_chair")


def test_panel_member_reads_what_is_released_and_no_draft():
    assert can_see_reports(PANEL)
    assert not can_read_report(PANEL, REGION)
    assert not can_read_part(PANEL, REGION, "panel_chair")


def test_steps_of_every_state_are_in_the_table():
    assert set(NEXT) == set(ReportState)
    for state in ReportState:
        for to in ReportState:
            if to in NEXT[state]:
                check_step(state, to)
            else:
                with pytest.raises(StepError):
                    check_step(state, to)
