"""The audit log's codes as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from belong.domain.documents import DOCUMENT_KINDS, Side
from belong.domain.policy import Role
from belong.web.ui.words import day, moment

__all__ = [
    "ACTIONS",
    "PARTS_OF_LOG",
    "SUBJECTS",
    "action_words",
    "detail_words",
    "keys_of",
    "subject_words",
]

ACTIONS = {
    "account_closed": "Closed an account",
    "account_reopened": "Opened an account again",
    "action_added": "Added an action for somebody",
    "action_done": "Marked an action as done",
    "adopters_read": "Read who the adopters of a child are",
    "adopters_stated": "Said who adopted a child, for the return",
    "agency_added": "Added an agency",
    "agency_renamed": "Renamed an agency",
    "answer_wanted": "Asked for an answer about figures",
    "answers_computed": "Answered questions about figures",
    "application_started": "Began an application",
    "attendance_recorded": "Recorded who came to an information event",
    "booking_added": "Booked a place at an information event",
    "booking_cancelled": "Cancelled a place at an information event",
    "calendar_ended": "Stopped a calendar address",
    "calendar_made": "Made a calendar address",
    "campaign_added": "Added a campaign",
    "campaign_changed": "Changed a campaign",
    "caseload_handed_over": "Handed over a child with a caseload",
    "caseloads_loaded": "Loaded the caseloads of children",
    "child_added": "Added a child",
    "closing_step_done": "Did a step of the closing checklist",
    "document_added": "Added a document",
    "document_read": "Took a document",
    "document_refused": "Was refused a document by the virus scanner",
    "dress_added": "Added a template or logo for reports",
    "dress_removed": "Removed a template or logo for reports",
    "drill_run": "Restored a backup as a drill",
    "enquiry_added": "Added an enquiry",
    "enquiry_answered": "Answered an enquiry",
    "enquiry_changed": "Changed an enquiry",
    "enquiry_contact_removed": "Removed names and addresses of an enquiry",
    "enquiry_ended": "Ended an enquiry",
    "enquiry_reopened": "Opened an enquiry again",
    "enquiry_taken_on": "Made an enquiry a family's record",
    "event_corrected": "Corrected an entry",
    "event_recorded": "Recorded what happened",
    "event_withdrawn": "Withdrew an entry",
    "exported": "Exported a list",
    "family_added": "Added a family",
    "family_caseloads_loaded": "Loaded the caseloads of families",
    "family_changed": "Changed a family's home or team",
    "family_handed_over": "Handed over a family",
    "figure_opened": "Opened a figure",
    "figures_computed": "Computed figures",
    "figures_pinned": "Kept figures for good",
    "figures_wanted": "Asked for figures as known earlier",
    "files_swept": "Removed files that no document names",
    "home_read": "Read what was decided on a caseload",
    "household_person_added": "Added a person to a household",
    "household_person_changed": "Changed a person of a household",
    "identifier_added": "Added a number of a child",
    "identity_changed": "Changed who a child is",
    "import_applied": "Applied an import",
    "import_applying": "Began to apply an import",
    "import_begun": "Brought files in",
    "import_cancelled": "Cancelled an import",
    "import_chosen": "Chose between a file and what was recorded",
    "import_expired": "Let an import expire",
    "import_failed": "Could not read files brought in",
    "import_read": "Read lines of an import",
    "import_restarted": "Began an import anew",
    "kept_from_record": "Kept a person from a record",
    "let_back_to_record": "Let a person back to a record",
    "meeting_closed": "Closed a tracking meeting",
    "meeting_opened": "Opened a tracking meeting",
    "meetings_loaded": "Loaded tracking meetings",
    "membership_added": "Added a council to a region",
    "membership_ended": "Ended a council's membership",
    "merge_undone": "Parted two merged records",
    "money_stated": "Stated money of an agency",
    "no_such_record": "Tried an address that is not theirs, or not there",
    "note_struck": "Struck a note by a correction",
    "note_written": "Wrote a note",
    "opened_with_reason": "Opened a record with a reason",
    "opening_reviewed": "Reviewed an opening",
    "paper_added": "Entered a paper into the register",
    "paper_reviewed": "Entered a review of a paper",
    "paper_version_added": "Entered a new version of a paper",
    "password_set": "Set a password",
    "person_added": "Added a person",
    "person_changed": "Changed a person's name or e-mail",
    "policy_term_ended": "Ended a time limit of the agency's own",
    "policy_term_set": "Set a time limit of the agency's own",
    "presented_taken_back": "Took back that a report was presented",
    "printed": "Printed",
    "read": "Read a record",
    "record_closed": "Closed a record after the adoption order",
    "record_read": "Read a child's record",
    "records_merged": "Merged two records of one child",
    "recruitment_event_added": "Added an information event",
    "recruitment_event_cancelled": "Cancelled an information event",
    "recruitment_event_changed": "Changed an information event",
    "refused": "Tried a page for other roles",
    "release_compared": "Found whether figures of a release are the same again",
    "release_computed_again": "Had figures of a release computed again",
    "release_failed": "Could not make the documents of a release",
    "release_made": "Made the documents of a release",
    "release_taken": "Took a document of a release",
    "release_withdrawn": "Withdrew a public version of a report",
    "reminder_set": "Chose reminders by e-mail",
    "report_begun": "Began a report",
    "report_charts_drawn": "Drew the charts of a report",
    "report_comment_settled": "Settled a comment on a report",
    "report_commented": "Commented on a report",
    "report_finding_answered": "Answered what the checker found in a report",
    "report_part_signed": "Signed a part of a report as written",
    "report_presented": "Entered a report as presented",
    "report_put_aside": "Put a report aside",
    "report_released": "Released a report",
    "report_section_added": "Added a section to a report",
    "report_section_written": "Wrote a section of a report",
    "report_signed": "Signed a step of a report",
    "report_taken_back": "Took a report back to be written further",
    "report_taken_up": "Took up a report that was put aside",
    "responsibility_given": "Made a person responsible for a child",
    "return_loaded": "Loaded a return",
    "return_read": "Looked at a return",
    "return_taken": "Took the file of a return",
    "role_ended": "Ended a role",
    "role_given": "Gave a role",
    "seal_agreed": "Agreed to a seal",
    "seal_asked": "Asked for a seal",
    "search": "Searched for a child",
    "searched": "Searched",
    "searched_people": "Searched for a person",
    "second_factor_removed": "Stopped using codes from an app",
    "second_factor_set_up": "Set up codes from an app",
    "sibling_group_joined": "Put a child into a sibling group",
    "sibling_group_left": "Took a child out of a sibling group",
    "sign_in_failed": "Failed to sign in",
    "signed_in": "Signed in",
    "signed_out": "Signed out",
    "team_added": "Added a team",
    "team_changed": "Changed a child's team",
    "team_closed": "Closed a team",
    "team_renamed": "Renamed a team",
}
SUBJECTS = {
    "agency": "Agency",
    "audit": "Audit log",
    "campaign": "Campaign",
    "child": "Child",
    "enquiry": "Enquiry",
    "family": "Family",
    "import": "Import",
    "membership": "Membership",
    "person": "Person",
    "report": "Report",
    "return": "Return",
    "recruitment_event": "Event or course",
    "team": "Team",
    "unknown": "Address",
}
#: Parts of the log itself, which people read and export.
PARTS_OF_LOG = {"log": "Audit log", "unusual": "Unusual reads of a week"}
#: What details are called, where their name alone would not say it.
_LABELS = {
    "across_sides": "To the other side",
    "as_known": "As known at",
    "code": "DfE code",
    "event": "Entry",
    "facts": "What was changed",
    "fields": "What was changed",
    "form": "Address asked for",
    "from_on": "From",
    "from_person": "From whom",
    "kind": "What",
    "method": "How",
    "other": "Other record",
    "person": "To whom",
    "rows": "Events",
    "scheme": "Kind of number",
    "terms": "Searched for",
    "to_on": "No longer from",
    "until_on": "To",
    "week": "Week of",
}
_CODES = {
    **{("role", role.value): role.label for role in Role},
    **{("kind", kind.value): facts.label for kind, facts in DOCUMENT_KINDS.items()},
    **{("side", side.value): side.label for side in Side},
    ("kind", "raa"): "Regional adoption agency",
    ("method", "GET"): "opened",
    ("method", "HEAD"): "opened",
    ("method", "POST"): "sent",
    ("part", "child_identity"): "Who the child is",
    ("part", "child_needs"): "The child's needs and health",
    ("part", "family_identity"): "Who the family is",
    ("part", "family_checks"): "Checks",
    ("part", "child_dates"): "Dates",
    ("part", "family_dates"): "Dates",
    ("scheme", "ssda903"): "SSDA903 return",
    ("scheme", "upn"): "Unique pupil number",
    ("page", "audit-log"): "Audit log",
}
#: Details in which people typed words of their own, kept as they are.
_TYPED = ("reason", "terms")
#: Keys that say nothing to a reader: an entry has no name, and its record is named beside it.
_UNSAID = ("booking", "event", "note", "document")
_KEY = re.compile(r"[0-9a-f]{32}")


def _plainly(code: str) -> str:
    return code.replace("_", " ").replace("-", " ").strip().capitalize()


def action_words(code: str) -> str:
    """What was done, in words."""
    return ACTIONS.get(code) or _plainly(code)


def subject_words(code: str) -> str:
    """What it was done to, in words."""
    return SUBJECTS.get(code) or _plainly(code)


def keys_of(detail: Mapping[str, Any]) -> Iterator[str]:
    """The keys of records, people and agencies that the details of an event name."""
    for name, value in detail.items():
        if name not in _TYPED:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and _KEY.fullmatch(each):
                    yield each


def detail_words(detail: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The details of an event in words. names: of records, people and agencies, by key.

    In order of their names, what somebody typed last: databases keep them in orders of their own.
    """
    parts = []
    for name, value in sorted(detail.items(), key=lambda item: (item[0] in _TYPED, item[0])):
        if value in ("", None, []) or name in _UNSAID:
            continue
        values = value if isinstance(value, list) else [value]
        told = ", ".join(_value_words(name, each, names) for each in values)
        parts.append(f"{_LABELS.get(name) or _plainly(name)}: {told}")
    return "; ".join(parts)


def _value_words(name: str, value: Any, names: Mapping[str, str]) -> str:
    """One value: a name for a key, a date as people write it, words for a code."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and name != "year":
        return f"{value:,}"
    if not isinstance(value, str) or name in _TYPED:
        return str(value)
    if (name, value) in _CODES:
        return _CODES[name, value]
    if _KEY.fullmatch(value):
        return names.get(value, "one that you cannot open")
    return _date_words(value) or (value if value[:1].isdigit() else _plainly(value))


def _date_words(value: str) -> str:
    """A day or a moment in the house form; an empty text for what is neither."""
    try:
        if len(value) == len("2024-03-27"):
            return day(date.fromisoformat(value))
        return moment(datetime.fromisoformat(value)) if value[:4].isdigit() else ""
    except ValueError:
        return ""
