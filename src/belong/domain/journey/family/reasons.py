"""Why families leave, and why an application is on hold: coded, so that they can be counted.

No national list of codes is published; the groups follow those of the quarterly data collection on
adoption (general knowledge, to be checked), the codes are the service's own.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["EndReason", "EnquirySource", "HoldReason", "LeftGroup", "LeftReason", "reasons_in"]


class LeftGroup(StrEnum):
    """When, and by whose choice, a family left."""

    BEFORE_REGISTRATION = "left before registration"
    OWN_CHOICE = "left during assessment, by their own choice"
    AGENCY = "left during assessment, by the agency's decision"
    NOT_APPROVED = "not approved"
    AFTER_APPROVAL = "left after approval"


class LeftReason(StrEnum):
    """Why a family left. A prefix tells codes of different groups apart where words are alike."""

    NO_RESPONSE = "no_response"
    INELIGIBLE_RESIDENCE = "ineligible_residence"
    INELIGIBLE_AGE = "ineligible_age"
    TIMING = "timing"
    CHOSE_OTHER_AGENCY = "chose_other_agency"
    FERTILITY_TREATMENT = "fertility_treatment"
    NOT_FOR_US = "not_for_us"
    PERSONAL_CIRCUMSTANCES = "personal_circumstances"
    HEALTH = "health"
    PREGNANCY = "pregnancy"
    RELATIONSHIP_CHANGE = "relationship_change"
    HOUSING = "housing"
    EMPLOYMENT_FINANCE = "employment_finance"
    BEREAVEMENT = "bereavement"
    CHANGED_MIND = "changed_mind"
    OTHER_AGENCY = "other_agency"
    CHECKS_CONCERN = "checks_concern"
    HEALTH_CONCERN = "health_concern"
    SAFEGUARDING = "safeguarding"
    UNABLE_TO_MEET_NEEDS = "unable_to_meet_needs"
    NON_ENGAGEMENT = "non_engagement"
    ADM_NOT_APPROVED = "adm_not_approved"
    IRM_UPHELD = "irm_upheld"
    IRM_OVERTURNED = "irm_overturned"
    NO_SUITABLE_CHILD = "no_suitable_child"
    CHANGED_CIRCUMSTANCES = "changed_circumstances"
    APPROVED_PREGNANCY = "approved_pregnancy"
    APPROVED_HEALTH = "approved_health"
    SEPARATION = "separation"
    MOVED_AREA = "moved_area"
    PLACED_VIA_OTHER_ROUTE = "placed_via_other_route"
    REVIEW_TERMINATED = "review_terminated"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self][1]

    @property
    def group(self) -> LeftGroup:
        """The group that the reason is counted in."""
        return _REASONS[self][0]


_R, _G = LeftReason, LeftGroup

_REASONS: dict[LeftReason, tuple[LeftGroup, str]] = {
    _R.NO_RESPONSE: (_G.BEFORE_REGISTRATION, "no answer from them"),
    _R.INELIGIBLE_RESIDENCE: (_G.BEFORE_REGISTRATION, "do not meet the rule on residence"),
    _R.INELIGIBLE_AGE: (_G.BEFORE_REGISTRATION, "under 21"),
    _R.TIMING: (_G.BEFORE_REGISTRATION, "not the right time"),
    _R.CHOSE_OTHER_AGENCY: (_G.BEFORE_REGISTRATION, "chose another agency"),
    _R.FERTILITY_TREATMENT: (_G.BEFORE_REGISTRATION, "fertility treatment"),
    _R.NOT_FOR_US: (_G.BEFORE_REGISTRATION, "adoption is not for them"),
    _R.PERSONAL_CIRCUMSTANCES: (_G.OWN_CHOICE, "personal circumstances"),
    _R.HEALTH: (_G.OWN_CHOICE, "health"),
    _R.PREGNANCY: (_G.OWN_CHOICE, "pregnancy"),
    _R.RELATIONSHIP_CHANGE: (_G.OWN_CHOICE, "a change in the relationship, such as a separation"),
    _R.HOUSING: (_G.OWN_CHOICE, "housing"),
    _R.EMPLOYMENT_FINANCE: (_G.OWN_CHOICE, "work or money"),
    _R.BEREAVEMENT: (_G.OWN_CHOICE, "bereavement"),
    _R.CHANGED_MIND: (_G.OWN_CHOICE, "changed their minds"),
    _R.OTHER_AGENCY: (_G.OWN_CHOICE, "moved to another agency"),
    _R.CHECKS_CONCERN: (_G.AGENCY, "what the checks showed"),
    _R.HEALTH_CONCERN: (_G.AGENCY, "what the health report showed"),
    _R.SAFEGUARDING: (_G.AGENCY, "safeguarding"),
    _R.UNABLE_TO_MEET_NEEDS: (_G.AGENCY, "could not meet the needs of children who wait"),
    _R.NON_ENGAGEMENT: (_G.AGENCY, "did not work with the assessment"),
    _R.ADM_NOT_APPROVED: (_G.NOT_APPROVED, "the decision-maker did not approve"),
    _R.IRM_UPHELD: (_G.NOT_APPROVED, "the independent review agreed not to approve"),
    _R.IRM_OVERTURNED: (
        _G.NOT_APPROVED,
        "the independent review disagreed, and the decision-maker did not approve",
    ),
    _R.NO_SUITABLE_CHILD: (_G.AFTER_APPROVAL, "no suitable child was found"),
    _R.CHANGED_CIRCUMSTANCES: (_G.AFTER_APPROVAL, "a change of circumstances"),
    _R.APPROVED_PREGNANCY: (_G.AFTER_APPROVAL, "pregnancy, after approval"),
    _R.APPROVED_HEALTH: (_G.AFTER_APPROVAL, "health, after approval"),
    _R.SEPARATION: (_G.AFTER_APPROVAL, "the applicants separated"),
    _R.MOVED_AREA: (_G.AFTER_APPROVAL, "moved away"),
    _R.PLACED_VIA_OTHER_ROUTE: (_G.AFTER_APPROVAL, "a child came by another way"),
    _R.REVIEW_TERMINATED: (_G.AFTER_APPROVAL, "approval ended at a review"),
}


def reasons_in(*groups: LeftGroup) -> tuple[LeftReason, ...]:
    """The reasons of these groups, in their order."""
    return tuple(reason for reason in LeftReason if reason.group in groups)


class HoldReason(StrEnum):
    """Why an application is on hold, at the applicants' wish."""

    PREGNANCY = "pregnancy"
    BEREAVEMENT = "bereavement"
    ILLNESS = "illness"
    MOVING = "moving"
    WORK = "work"
    FAMILY = "family"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return {
            HoldReason.PREGNANCY: "pregnancy",
            HoldReason.BEREAVEMENT: "bereavement",
            HoldReason.ILLNESS: "illness",
            HoldReason.MOVING: "moving home",
            HoldReason.WORK: "work or money",
            HoldReason.FAMILY: "family matters",
            HoldReason.OTHER: "another reason",
        }[self]


class EnquirySource(StrEnum):
    """How a family first came to the agency."""

    WEB = "web"
    PHONE = "phone"
    EVENT = "event"
    NATIONAL = "national"
    ADVERT = "advert"
    SOCIAL_MEDIA = "social_media"
    COMMUNITY = "community"
    FRIENDS = "friends"
    FOSTERING = "fostering"
    ADOPTED_BEFORE = "adopted_before"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The way in plain words."""
        return {
            EnquirySource.WEB: "the agency's website",
            EnquirySource.PHONE: "a telephone call",
            EnquirySource.EVENT: "an event",
            EnquirySource.NATIONAL: "a national service",
            EnquirySource.ADVERT: "an advertisement, in print, on radio or outdoors",
            EnquirySource.SOCIAL_MEDIA: "social media",
            EnquirySource.COMMUNITY: "a community or faith group",
            EnquirySource.FRIENDS: "friends or family",
            EnquirySource.FOSTERING: "fostering for the agency or a council",
            EnquirySource.ADOPTED_BEFORE: "adopted before",
            EnquirySource.OTHER: "another way",
        }[self]


class EndReason(StrEnum):
    """Why a link, match or placement ended."""

    FAMILY_CHOICE = "family_choice"
    AGENCY_CHOICE = "agency_choice"
    OTHER_FAMILY = "other_family"
    CHILD_NEEDS = "child_needs"
    COURT = "court"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return {
            EndReason.FAMILY_CHOICE: "the family's choice",
            EndReason.AGENCY_CHOICE: "the child's agency's decision",
            EndReason.OTHER_FAMILY: "another family was chosen for the child",
            EndReason.CHILD_NEEDS: "the child's needs",
            EndReason.COURT: "a decision of the court",
            EndReason.OTHER: "another reason",
        }[self]
