"""The rows of Annex A lists 10 and 11."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from belong.domain.codes import REASON_PLACED_CEASED
from belong.domain.journey.family import ApplicationJourney, FamilyEventKind, FamilyStage
from belong.formats.annex_a import ethnicity_choice, gender_choice
from belong.formats.lists import Value
from belong.reports.returns.cases import Adopter, ChildCase, FamilyCase, Window
from belong.reports.returns.ways import has_live_decision, way_of

__all__ = ["age_on", "is_on_list_10", "is_under_way", "list_10", "list_11", "reversal_words"]

_UNBORN = -1


def age_on(born_on: date | None, day: date) -> int | None:
    """Whole years on a day; None where the birth is not known."""
    if born_on is None:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def is_on_list_10(case: ChildCase, window: Window) -> bool:
    """Adopted, or the decision reversed, in the period; or decided and not adopted on its last day.

    A child whose care ended in the period without an adoption or a reversal is on it too: nothing
    says that the plan changed, and the findings name the child.
    """
    way = way_of(case, window)
    if window.holds(way.adopted_on) or window.holds(way.reversed_on):
        return True
    if has_live_decision(case):
        return True
    is_unclear = way.decided_on and not way.adopted_on and not way.reversed_on
    return bool(is_unclear) and window.holds(way.left_care_on)


def list_10(cases: Iterable[ChildCase], window: Window) -> list[dict[str, Value]]:
    """One row for each child of the list, by what the council names the child by."""
    rows = [_of_child(case, window) for case in cases if is_on_list_10(case, window)]
    return sorted(rows, key=lambda row: str(row["child"]))


def _of_child(case: ChildCase, window: Window) -> dict[str, Value]:
    way = way_of(case, window)
    born_on = way.born_on or case.journey.expected_on
    return {
        "child": case.named,
        "family": case.family or None,
        "gender": gender_choice(case.sex),
        "ethnicity": ethnicity_choice(case.ethnicity),
        "born_on": born_on,
        "age": age_on(way.born_on, window.last) if way.born_on else _UNBORN,
        "disability": None,
        "entered_care_on": way.entered_care_on,
        "decided_on": way.decided_on,
        "ordered_on": way.ordered_on,
        "matched_on": way.matched_on,
        "placed_on": way.placed_on,
        "adopted_on": way.adopted_on,
        "reversed_on": way.reversed_on,
        "reversed_reason": reversal_words(way.reversed_reason),
        "early_permanence_on": way.early_permanence_on,
    }


def reversal_words(code: str | None) -> str | None:
    """The reason as the list takes it, the code with its meaning; another code as it stands."""
    if code is None or not REASON_PLACED_CEASED.is_known(code):
        return code or None
    return f"{code} - {REASON_PLACED_CEASED.meaning(code)}"


def is_under_way(application: ApplicationJourney, window: Window) -> bool:
    """Whether the people were in touch as prospective adopters on any day of the period."""
    days = [one.happened_on for one in application.events if one.happened_on]
    if not days or min(days) > window.last:
        return False
    ended = [
        one.on
        for one in application.stages
        if one.stage in (FamilyStage.CLOSED, FamilyStage.ADOPTERS)
    ]
    is_over = application.stage in (FamilyStage.CLOSED, FamilyStage.ADOPTERS)
    return not (is_over and ended and ended[-1] < window.first)


def list_11(cases: Iterable[FamilyCase], window: Window) -> list[dict[str, Value]]:
    """One row for each adopter and application of the list, by family."""
    rows: list[dict[str, Value]] = []
    for case in cases:
        for application in case.journey.applications:
            if is_under_way(application, window):
                people = case.adopters_of(application.key) or (Adopter("", case.reference),)
                rows += [_of_adopter(case, application, one, window) for one in people]
    return sorted(rows, key=lambda row: (str(row["family"]), str(row["adopter"])))


def _of_adopter(
    case: FamilyCase, application: ApplicationJourney, adopter: Adopter, window: Window
) -> dict[str, Value]:
    placed = {one.child or str(number) for number, one in enumerate(application.placements)}
    fosters = any(one.kind is FamilyEventKind.EARLY_PERMANENCE_PLACED for one in application.events)
    reason = application.left_reason
    return {
        "adopter": adopter.reference,
        "family": case.reference,
        "gender": gender_choice(adopter.sex),
        "ethnicity": None,
        "born_on": adopter.born_on,
        "age": age_on(adopter.born_on, window.last),
        "disability": None,
        "fosters_for_adoption": "a) Yes" if fosters else "b) No",
        "enquired_on": application.enquired_on,
        "stage_1_from_on": application.stage_1_from_on,
        "stage_1_to_on": application.stage_1_to_on,
        "stage_2_from_on": application.stage_2_from_on,
        "stage_2_to_on": application.stage_2_to_on,
        "applied_on": application.registered_on,
        "approved_on": application.approved_on,
        "matched_on": application.matched_on,
        "placed_on": application.placed_on,
        "children_placed": len(placed) or None,
        "adopted_on": application.adopted_on,
        "left_on": application.left_on,
        "left_reason": reason.label if reason else None,
    }
