"""The audit log's codes as people read them."""

from __future__ import annotations

__all__ = ["ACTIONS", "SUBJECTS", "action_words", "subject_words"]

ACTIONS = {
    "account_closed": "Closed an account",
    "account_reopened": "Opened an account again",
    "agency_added": "Added an agency",
    "agency_renamed": "Renamed an agency",
    "event_corrected": "Corrected an entry",
    "event_recorded": "Recorded what happened",
    "event_withdrawn": "Withdrew an entry",
    "exported": "Exported a list",
    "kept_from_record": "Kept a person from a record",
    "let_back_to_record": "Let a person back to a record",
    "membership_added": "Added a council to a region",
    "membership_ended": "Ended a council's membership",
    "no_such_record": "Tried an address that is not theirs, or not there",
    "opened_with_reason": "Opened a record with a reason",
    "opening_reviewed": "Reviewed an opening",
    "password_set": "Set a password",
    "person_added": "Added a person",
    "person_changed": "Changed a person's name or e-mail",
    "printed": "Printed",
    "read": "Read a record",
    "refused": "Tried a page for other roles",
    "role_ended": "Ended a role",
    "role_given": "Gave a role",
    "searched": "Searched",
    "searched_people": "Searched for a person",
    "second_factor_removed": "Stopped using codes from an app",
    "second_factor_set_up": "Set up codes from an app",
    "sign_in_failed": "Failed to sign in",
    "signed_in": "Signed in",
    "signed_out": "Signed out",
    "team_added": "Added a team",
    "team_closed": "Closed a team",
    "team_renamed": "Renamed a team",
}
SUBJECTS = {
    "agency": "Agency",
    "audit": "Audit log",
    "child": "Child",
    "family": "Family",
    "membership": "Membership",
    "person": "Person",
    "team": "Team",
    "unknown": "Address",
}


def _plainly(code: str) -> str:
    return code.replace("_", " ").capitalize()


def action_words(code: str) -> str:
    """What was done, in words."""
    return ACTIONS.get(code) or _plainly(code)


def subject_words(code: str) -> str:
    """What it was done to, in words."""
    return SUBJECTS.get(code) or _plainly(code)
