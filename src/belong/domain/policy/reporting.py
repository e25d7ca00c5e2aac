"""Who begins, writes, comments on, signs and reads a written report.

Who reads figures of the agency (``Part.FIGURES``) and has a part in its reports reads a draft
whole; a panel's chair reads and alone writes the chair's own part, and a finance officer states the
money. Committee and panel members read what is released, nothing else. Functions stand in pairs, as
everywhere in policy.
"""

from __future__ import annotations

from dataclasses import dataclass

from belong.domain.policy.facts import ActorFacts, Appointment
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import MATRIX, Part, Role
from belong.domain.reporting import ReportState

__all__ = [
    "ReportFacts",
    "agencies_begun_for",
    "agencies_read_about",
    "can_answer_findings",
    "can_begin_report",
    "can_comment",
    "can_pick_figures",
    "can_put_aside",
    "can_read_part",
    "can_read_report",
    "can_see_reports",
    "can_sign",
    "can_state_money",
    "can_take_back",
    "can_write_part",
    "check_answer_findings",
    "check_begin_report",
    "check_comment",
    "check_pick_figures",
    "check_put_aside",
    "check_read_part",
    "check_read_report",
    "check_see_reports",
    "check_sign",
    "check_state_money",
    "check_take_back",
    "check_write_part",
    "role_for_money",
    "role_for_part",
    "role_for_step",
]

_BEGINS = (Role.HEAD_OF_SERVICE, Role.PERFORMANCE_OFFICER, Role.PARTNER_MANAGER)
_LEADS = (Role.HEAD_OF_SERVICE, Role.PERFORMANCE_OFFICER)
#: author of a section, as ``reports.bound.Author`` names it -> the roles that write as that author.
_WRITES: dict[str, tuple[Role, ...]] = {
    "agency": _LEADS,
    "council": (Role.PARTNER_MANAGER, Role.CHILDREN_TEAM_MANAGER),
    "panel_chair": (Role.PANEL_CHAIR,),
    "drawn": (),
}
_READS = (*_BEGINS, Role.DECISION_MAKER, Role.CHILDREN_TEAM_MANAGER, Role.PANEL_ADVISER)
_READS_ONLY = (Role.AUDITOR,)
#: The part of a report that a role without figures reads.
_READS_PART = {Role.PANEL_CHAIR: "panel_chair"}
#: Who reads what is released and has no part in a draft.
_READS_RELEASED = (Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER)
_STATES_MONEY = (Role.FINANCE_OFFICER, *_LEADS)
_SIGNS = {
    ReportState.CHECKED: (Role.PERFORMANCE_OFFICER,),
    ReportState.APPROVED: (Role.HEAD_OF_SERVICE, Role.DECISION_MAKER),
    ReportState.PRESENTED: _BEGINS,
}


@dataclass(frozen=True)
class ReportFacts:
    """A written report, as far as access depends on it.

    agency_key: the body that it is of. members: councils that are members of that body today.
    checked_by: the person who signed that it was checked, "" while nobody has.
    """

    agency_key: str
    members: frozenset[str] = frozenset()
    checked_by: str = ""


def agencies_begun_for(actor: ActorFacts) -> frozenset[str]:
    """Keys of the bodies for which the person begins reports."""
    held = (each.agencies for each in actor.appointments if each.role in _BEGINS)
    return frozenset().union(*held)


def agencies_read_about(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies in whose draft reports, or their region's, the person has a part."""
    return frozenset().union(*(each.agencies for each in actor.appointments if _has_part(each)))


def can_see_reports(actor: ActorFacts) -> bool:
    """Whether the person has the list of reports: of drafts, or of what was released."""
    return actor.holds(*_READS_RELEASED) or bool(agencies_read_about(actor))


def check_see_reports(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_see_reports`` is false."""
    if not can_see_reports(actor):
        raise NotAllowed("Reports are for those who write, check and approve them.")


def can_begin_report(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person begins reports of this body (None: of any)."""
    held = agencies_begun_for(actor)
    return bool(held) if agency_key is None else agency_key in held


def check_begin_report(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_begin_report`` is false."""
    if not can_begin_report(actor, agency_key):
        raise NotAllowed(
            "Reports are begun by heads of service, performance officers and partner managers."
        )


def can_read_report(actor: ActorFacts, report: ReportFacts) -> bool:
    """Whether the draft is there at all for the person, if only to state its money."""
    return any(_has_part(each) and _is_of(each, report) for each in actor.appointments)


def check_read_report(actor: ActorFacts, report: ReportFacts) -> None:
    """Raises NotAllowed where ``can_read_report`` is false: answer 404."""
    if not can_read_report(actor, report):
        raise NotAllowed("There is no such report.")


def can_read_part(actor: ActorFacts, report: ReportFacts, author: str) -> bool:
    """Whether the person reads the sections of an author in a draft."""
    return any(
        (_reads_whole(each) or _READS_PART.get(each.role) == author) and _is_of(each, report)
        for each in actor.appointments
    )


def check_read_part(actor: ActorFacts, report: ReportFacts, author: str) -> None:
    """Raises NotAllowed where ``can_read_part`` is false: answer 404."""
    if not can_read_part(actor, report, author):
        raise NotAllowed("There is no such section.")


def can_write_part(actor: ActorFacts, report: ReportFacts, author: str) -> bool:
    """Whether the person writes the sections of an author."""
    return role_for_part(actor, report, author) is not None


def check_write_part(actor: ActorFacts, report: ReportFacts, author: str) -> None:
    """Raises NotAllowed where ``can_write_part`` is false."""
    if not can_write_part(actor, report, author):
        raise NotAllowed(
            "This section is written by somebody else.",
            mend="Comment on it, and its author will see it.",
        )


def can_pick_figures(actor: ActorFacts, report: ReportFacts) -> bool:
    """Whether the person looks through the figures of the body to put one into words."""
    return any(_reads_whole(each) and _is_of(each, report) for each in actor.appointments)


def check_pick_figures(actor: ActorFacts, report: ReportFacts) -> None:
    """Raises NotAllowed where ``can_pick_figures`` is false."""
    if not can_pick_figures(actor, report):
        raise NotAllowed(
            "Figures are put in by those who read them.",
            mend="Ask the head of service or the performance officer to put it in.",
        )


def can_comment(actor: ActorFacts, report: ReportFacts, author: str) -> bool:
    """Whether the person comments on the sections of an author: who reads them, but no auditor."""
    return any(
        each.role not in _READS_ONLY
        and (_reads_whole(each) or _READS_PART.get(each.role) == author)
        and _is_of(each, report)
        for each in actor.appointments
    )


def check_comment(actor: ActorFacts, report: ReportFacts, author: str) -> None:
    """Raises NotAllowed where ``can_comment`` is false."""
    if not can_comment(actor, report, author):
        raise NotAllowed("You can read this report and not comment on it.")


def can_answer_findings(actor: ActorFacts, report: ReportFacts, author: str) -> bool:
    """Whether the person answers what the checker found in the sections of an author."""
    return can_write_part(actor, report, author) or can_take_back(actor, report)


def check_answer_findings(actor: ActorFacts, report: ReportFacts, author: str) -> None:
    """Raises NotAllowed where ``can_answer_findings`` is false."""
    if not can_answer_findings(actor, report, author):
        raise NotAllowed("A finding is answered by the section's author or by who checks it.")


def can_state_money(actor: ActorFacts, report: ReportFacts) -> bool:
    """Whether the person types in the money that Belong does not keep."""
    return role_for_money(actor, report) is not None


def check_state_money(actor: ActorFacts, report: ReportFacts) -> None:
    """Raises NotAllowed where ``can_state_money`` is false."""
    if not can_state_money(actor, report):
        raise NotAllowed("Money is stated by finance officers and heads of service.")


def can_sign(actor: ActorFacts, report: ReportFacts, step: ReportState) -> bool:
    """Whether the person signs a step of the report; nobody approves what they checked.

    An author's own part is signed by who writes it: ``can_write_part``.
    """
    if step is ReportState.APPROVED and actor.person_key == report.checked_by:
        return False
    return role_for_step(actor, report, step) is not None


def check_sign(actor: ActorFacts, report: ReportFacts, step: ReportState) -> None:
    """Raises NotAllowed where ``can_sign`` is false."""
    if step is ReportState.APPROVED and actor.person_key == report.checked_by:
        raise NotAllowed("You checked this report: somebody else approves it.")
    if not can_sign(actor, report, step):
        roles = " or ".join(role.label.lower() for role in _SIGNS.get(step, ()))
        raise NotAllowed(f"This step is signed by: {roles}.")


def can_take_back(actor: ActorFacts, report: ReportFacts) -> bool:
    """Whether the person takes the report back to be written further."""
    return _as(actor, report, _LEADS) is not None


def check_take_back(actor: ActorFacts, report: ReportFacts) -> None:
    """Raises NotAllowed where ``can_take_back`` is false."""
    if not can_take_back(actor, report):
        raise NotAllowed("A report is taken back by its head of service or performance officer.")


def can_put_aside(actor: ActorFacts, report: ReportFacts) -> bool:
    """Whether the person puts a draft begun by mistake aside, and takes it up again."""
    return _as(actor, report, _BEGINS) is not None


def check_put_aside(actor: ActorFacts, report: ReportFacts) -> None:
    """Raises NotAllowed where ``can_put_aside`` is false."""
    if not can_put_aside(actor, report):
        raise NotAllowed("A report is put aside by those who begin reports of its body.")


def role_for_part(actor: ActorFacts, report: ReportFacts, author: str) -> Role | None:
    """The role in which the person writes an author's sections; None for none.

    Who leads the body itself writes for its council, too: a region's report is all theirs. A
    region's lead does not write a council's own words in the council's report.
    """
    for each in actor.appointments:
        if each.role in _WRITES[author] and _is_of(each, report):
            return each.role
        is_own_lead = each.role in _LEADS and each.agency_key == report.agency_key
        if author == "council" and is_own_lead:
            return each.role
    return None


def role_for_money(actor: ActorFacts, report: ReportFacts) -> Role | None:
    """The role in which the person states money; None for none."""
    return _as(actor, report, _STATES_MONEY)


def role_for_step(actor: ActorFacts, report: ReportFacts, step: ReportState) -> Role | None:
    """The role in which the person signs a step; None for none."""
    return _as(actor, report, _SIGNS.get(step, ()))


def _as(actor: ActorFacts, report: ReportFacts, roles: tuple[Role, ...]) -> Role | None:
    """The first of the roles that the person holds for the body itself."""
    held = {each.role for each in actor.appointments if report.agency_key in each.agencies}
    return next((role for role in roles if role in held), None)


def _has_part(appointment: Appointment) -> bool:
    return (
        _reads_whole(appointment)
        or appointment.role in _READS_PART
        or appointment.role in _STATES_MONEY
    )


def _reads_whole(appointment: Appointment) -> bool:
    named = appointment.role in _READS or appointment.role in _READS_ONLY
    return named and Part.FIGURES in MATRIX[appointment.role]


def _is_of(appointment: Appointment, report: ReportFacts) -> bool:
    """Of the body itself, of its region, or of a council that is a member of the body."""
    return report.agency_key in appointment.agencies or appointment.agency_key in report.members
