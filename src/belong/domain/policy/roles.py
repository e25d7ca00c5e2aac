"""The roles that people hold in an agency, and the matrix of what each may see and do.

Source: the service's own access rules (design, drawn from practice and published breaches). The
matrix is data: an agency's tightening is another table, never an exception in code.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MATRIX", "Grant", "Part", "Role", "Scope"]


class Role(StrEnum):
    """A role that a person is appointed to, in one agency, from a day on."""

    CHILD_SOCIAL_WORKER = "child_social_worker"
    CHILDREN_TEAM_MANAGER = "children_team_manager"
    REVIEWING_OFFICER = "reviewing_officer"
    FAMILY_FINDER = "family_finder"
    ADOPTERS_SOCIAL_WORKER = "adopters_social_worker"
    RECRUITMENT_OFFICER = "recruitment_officer"
    VOLUNTARY_AGENCY_WORKER = "voluntary_agency_worker"
    MEDICAL_ADVISER = "medical_adviser"
    PANEL_ADVISER = "panel_adviser"
    PANEL_CHAIR = "panel_chair"
    PANEL_MEMBER = "panel_member"
    DECISION_MAKER = "decision_maker"
    SUPPORT_WORKER = "support_worker"
    LETTERBOX_COORDINATOR = "letterbox_coordinator"
    BIRTH_FAMILY_WORKER = "birth_family_worker"
    RECORDS_OFFICER = "records_officer"
    FINANCE_OFFICER = "finance_officer"
    PERFORMANCE_OFFICER = "performance_officer"
    HEAD_OF_SERVICE = "head_of_service"
    PARTNER_MANAGER = "partner_manager"
    COMMITTEE_MEMBER = "committee_member"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role in words."""
        return _LABELS[self]


_LABELS = {
    Role.CHILD_SOCIAL_WORKER: "Child's social worker",
    Role.CHILDREN_TEAM_MANAGER: "Children's team manager",
    Role.REVIEWING_OFFICER: "Independent reviewing officer",
    Role.FAMILY_FINDER: "Family finder",
    Role.ADOPTERS_SOCIAL_WORKER: "Adopters' social worker",
    Role.RECRUITMENT_OFFICER: "Recruitment officer",
    Role.VOLUNTARY_AGENCY_WORKER: "Voluntary agency worker",
    Role.MEDICAL_ADVISER: "Medical adviser",
    Role.PANEL_ADVISER: "Panel adviser",
    Role.PANEL_CHAIR: "Panel chair",
    Role.PANEL_MEMBER: "Panel member",
    Role.DECISION_MAKER: "Agency decision maker",
    Role.SUPPORT_WORKER: "Adoption support worker",
    Role.LETTERBOX_COORDINATOR: "Letterbox co-ordinator",
    Role.BIRTH_FAMILY_WORKER: "Birth family worker",
    Role.RECORDS_OFFICER: "Records officer",
    Role.FINANCE_OFFICER: "Finance officer",
    Role.PERFORMANCE_OFFICER: "Performance officer",
    Role.HEAD_OF_SERVICE: "Head of service",
    Role.PARTNER_MANAGER: "Partner council's manager",
    Role.COMMITTEE_MEMBER: "Committee member",
    Role.ADMINISTRATOR: "Administrator",
    Role.AUDITOR: "Auditor or inspector",
}


class Part(StrEnum):
    """The parts of the record that the matrix tells apart."""

    CHILD_IDENTITY = "child_identity"
    CHILD_NEEDS = "child_needs"
    FAMILY_IDENTITY = "family_identity"
    FAMILY_CHECKS = "family_checks"
    CHILD_DATES = "child_dates"
    FAMILY_DATES = "family_dates"
    FIGURES = "figures"
    AUDIT_LOG = "audit_log"
    PEOPLE_AND_ROLES = "people_and_roles"


class Scope(StrEnum):
    """Whose records a grant reaches.

    caseload: the person is responsible for the record, or its team is theirs. agency: records of
    the person's agency and, for a regional agency, of its members today. linked: records tied to
    one of the person's own by a live link, match or placement.
    """

    CASELOAD = "caseload"
    AGENCY = "agency"
    LINKED = "linked"


class Grant(StrEnum):
    """How much: nothing, a pseudonym with dates, a summary, reading, or reading and writing."""

    NOTHING = "-"
    PSEUDONYM = "#"
    SUMMARY = "S"
    READ = "R"
    WITH_REASON = "R with reason"
    WRITE = "RW"


_R, _W, _S, _N = Grant.READ, Grant.WRITE, Grant.SUMMARY, Grant.PSEUDONYM
_REASON = Grant.WITH_REASON
_CASE, _AGENCY, _LINKED = Scope.CASELOAD, Scope.AGENCY, Scope.LINKED

#: role -> part -> (grant, scope). What is not written is Grant.NOTHING.
MATRIX: dict[Role, dict[Part, tuple[Grant, Scope]]] = {
    Role.CHILD_SOCIAL_WORKER: {
        Part.CHILD_IDENTITY: (_W, _CASE),
        Part.CHILD_NEEDS: (_W, _CASE),
        Part.CHILD_DATES: (_W, _CASE),
        Part.FAMILY_IDENTITY: (_S, _LINKED),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.CHILDREN_TEAM_MANAGER: {
        Part.CHILD_IDENTITY: (_W, _CASE),
        Part.CHILD_NEEDS: (_R, _CASE),
        Part.CHILD_DATES: (_W, _CASE),
        Part.FAMILY_IDENTITY: (_S, _LINKED),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.REVIEWING_OFFICER: {
        Part.CHILD_IDENTITY: (_R, _CASE),
        Part.CHILD_NEEDS: (_R, _CASE),
        Part.CHILD_DATES: (_R, _CASE),
        Part.FAMILY_IDENTITY: (_S, _LINKED),
    },
    Role.FAMILY_FINDER: {
        Part.CHILD_IDENTITY: (_R, _AGENCY),
        Part.CHILD_NEEDS: (_R, _AGENCY),
        Part.CHILD_DATES: (_W, _AGENCY),
        Part.FAMILY_IDENTITY: (_R, _AGENCY),
        Part.FAMILY_CHECKS: (_S, _AGENCY),
        Part.FAMILY_DATES: (_W, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.ADOPTERS_SOCIAL_WORKER: {
        Part.CHILD_IDENTITY: (_S, _LINKED),
        Part.CHILD_NEEDS: (_R, _LINKED),
        Part.CHILD_DATES: (_R, _LINKED),
        Part.FAMILY_IDENTITY: (_W, _CASE),
        Part.FAMILY_CHECKS: (_W, _CASE),
        Part.FAMILY_DATES: (_W, _CASE),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.RECRUITMENT_OFFICER: {
        Part.FAMILY_IDENTITY: (_W, _AGENCY),
        Part.FAMILY_DATES: (_W, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.VOLUNTARY_AGENCY_WORKER: {
        Part.CHILD_IDENTITY: (_S, _LINKED),
        Part.CHILD_DATES: (_R, _LINKED),
        Part.FAMILY_IDENTITY: (_W, _AGENCY),
        Part.FAMILY_CHECKS: (_W, _AGENCY),
        Part.FAMILY_DATES: (_W, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.MEDICAL_ADVISER: {
        Part.CHILD_IDENTITY: (_S, _AGENCY),
        Part.CHILD_NEEDS: (_W, _AGENCY),
        Part.CHILD_DATES: (_R, _AGENCY),
        Part.FAMILY_IDENTITY: (_S, _AGENCY),
        Part.FAMILY_CHECKS: (_W, _AGENCY),
        Part.FAMILY_DATES: (_R, _AGENCY),
    },
    Role.PANEL_ADVISER: {
        Part.CHILD_IDENTITY: (_R, _AGENCY),
        Part.CHILD_NEEDS: (_S, _AGENCY),
        Part.CHILD_DATES: (_W, _AGENCY),
        Part.FAMILY_IDENTITY: (_R, _AGENCY),
        Part.FAMILY_CHECKS: (_S, _AGENCY),
        Part.FAMILY_DATES: (_W, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.PANEL_CHAIR: {},
    Role.PANEL_MEMBER: {},
    Role.DECISION_MAKER: {
        Part.CHILD_IDENTITY: (_R, _CASE),
        Part.CHILD_NEEDS: (_R, _CASE),
        Part.CHILD_DATES: (_W, _CASE),
        Part.FAMILY_IDENTITY: (_R, _CASE),
        Part.FAMILY_DATES: (_W, _CASE),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.SUPPORT_WORKER: {
        Part.CHILD_DATES: (_R, _CASE),
        Part.FAMILY_IDENTITY: (_R, _CASE),
        Part.FAMILY_CHECKS: (_S, _CASE),
        Part.FAMILY_DATES: (_R, _CASE),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.LETTERBOX_COORDINATOR: {Part.FIGURES: (_R, _AGENCY)},
    Role.BIRTH_FAMILY_WORKER: {Part.FIGURES: (_R, _AGENCY)},
    Role.RECORDS_OFFICER: {
        Part.CHILD_IDENTITY: (_REASON, _AGENCY),
        Part.CHILD_DATES: (_REASON, _AGENCY),
        Part.FAMILY_IDENTITY: (_REASON, _AGENCY),
        Part.FAMILY_DATES: (_REASON, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.FINANCE_OFFICER: {
        Part.CHILD_DATES: (_N, _AGENCY),
        Part.FAMILY_DATES: (_N, _AGENCY),
    },
    Role.PERFORMANCE_OFFICER: {
        Part.CHILD_IDENTITY: (_REASON, _AGENCY),
        Part.CHILD_DATES: (_N, _AGENCY),
        Part.FAMILY_DATES: (_N, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
    },
    Role.HEAD_OF_SERVICE: {
        Part.CHILD_IDENTITY: (_REASON, _AGENCY),
        Part.CHILD_NEEDS: (_REASON, _AGENCY),
        Part.CHILD_DATES: (_R, _AGENCY),
        Part.FAMILY_IDENTITY: (_R, _AGENCY),
        Part.FAMILY_CHECKS: (_S, _AGENCY),
        Part.FAMILY_DATES: (_R, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
        Part.AUDIT_LOG: (_R, _AGENCY),
    },
    Role.PARTNER_MANAGER: {
        Part.CHILD_IDENTITY: (_R, _AGENCY),
        Part.CHILD_NEEDS: (_R, _AGENCY),
        Part.CHILD_DATES: (_R, _AGENCY),
        Part.FAMILY_IDENTITY: (_S, _LINKED),
        Part.FIGURES: (_R, _AGENCY),
        Part.AUDIT_LOG: (_R, _AGENCY),
    },
    Role.COMMITTEE_MEMBER: {},
    Role.ADMINISTRATOR: {
        Part.PEOPLE_AND_ROLES: (_W, _AGENCY),
    },
    Role.AUDITOR: {
        Part.CHILD_DATES: (_N, _AGENCY),
        Part.FAMILY_DATES: (_N, _AGENCY),
        Part.FIGURES: (_R, _AGENCY),
        Part.AUDIT_LOG: (_R, _AGENCY),
    },
}
