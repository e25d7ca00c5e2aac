"""The tables of a child's page, each made from the journey alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from belong.domain.codes import PLACE, REASON_PLACED_CEASED
from belong.domain.events import EVENT_KINDS, DelayReason, Event, EventKind
from belong.domain.journey.child import Flag, Journey, Milestones, earliest_application_on
from belong.domain.journey.states import Authority, Family, Outcome, Plan
from belong.web.children.models import ChildRecord, Responsibility
from belong.web.children.presenters.story import Names, detail_lines, title_of
from belong.web.children.vocabulary import in_words
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import day

__all__ = [
    "application_words",
    "court_table",
    "delays_table",
    "families_table",
    "flag_words",
    "flags_table",
    "intervals_table",
    "papers_table",
    "people_table",
    "placements_table",
    "plan_pairs",
    "planned_table",
    "sibling_plans_table",
]

K = EventKind
_COURT = (
    K.COURT_APPLICATION_MADE,
    K.HEARING_LISTED,
    K.HEARING_VACATED,
    K.HEARING_ADJOURNED,
    K.HEARING_HELD,
    K.LEAVE_SOUGHT,
    K.LEAVE_DECIDED,
    K.APPEAL_MADE,
    K.APPEAL_DECIDED,
    K.CONSENT_GIVEN,
    K.CONSENT_WITHDRAWN,
    K.PLACEMENT_ORDER_MADE,
    K.REVOCATION_APPLIED_FOR,
    K.REVOCATION_REFUSED,
    K.PLACEMENT_ORDER_REVOKED,
    K.PLACEMENT_ORDER_SET_ASIDE,
    K.ADOPTION_APPLIED_FOR,
    K.ADOPTION_APPLICATION_ENDED,
    K.ADOPTION_ORDER_MADE,
    K.ADOPTION_ORDER_SET_ASIDE,
    K.CELEBRATION_HELD,
    K.SPECIAL_GUARDIANSHIP_MADE,
    K.CHILD_ARRANGEMENTS_MADE,
)
_PAPERS = (
    K.MEDICAL_ADVICE_GIVEN,
    K.PERMANENCE_REPORT_FINISHED,
    K.PLACEMENT_REPORT_FINISHED,
    K.PANEL_MET,
    K.PANEL_RECOMMENDED,
    K.MINUTES_FINAL,
    K.DECISION_MADE,
    K.MATCH_DECIDED,
    K.MATCH_REFUSED,
    K.TOLD_ORALLY,
    K.TOLD_IN_WRITING,
    K.PLACEMENT_PLAN_AGREED,
    K.LIFE_STORY_BOOK_GIVEN,
    K.LATER_LIFE_LETTER_GIVEN,
)
_PLAN_WORDS = {
    Plan.NONE: "No plan of adoption",
    Plan.PARALLEL: "Adoption is one of several plans",
    Plan.DECIDED: "Should be placed for adoption",
    Plan.CHANGED: "No longer adoption",
    Plan.CLOSED: "Closed",
}
_AUTHORITY_WORDS = {
    Authority.NONE: "None",
    Authority.CONSENT: "Parent's consent (section 19)",
    Authority.PLACEMENT_ORDER: "Placement order",
    Authority.REVOCATION_PENDING: "Placement order; an application to revoke it is undecided",
    Authority.CLOSED: "Closed",
}
#: Name, first and second milestone, and whether a negative number counts as 0.
_INTERVALS = (
    ("A1: entered care to placed for adoption", "entered_care_on", "placed_for_adoption_on", False),
    ("A10: entered care to moved in with the family", "entered_care_on", "moved_in_on", False),
    ("A2: placement order to match", "placement_order_on", "matched_on", True),
    ("Decision on the plan to match", "plan_decided_on", "matched_on", False),
    ("Match to placed", "matched_on", "placed_for_adoption_on", False),
    ("Placed to adoption order", "placed_for_adoption_on", "adopted_on", False),
)


def _columns(*heads: str) -> tuple[Column, ...]:
    return tuple(Column(head) for head in heads)


def application_words(journey: Journey) -> str:
    """From which day adopters may apply, while the child lives with them; empty otherwise."""
    if journey.axes.family is not Family.PLACED or not journey.placements:
        last = journey.milestones[-1]
        if last.adopted_on is None or last.moved_in_on is None:
            return ""
        earliest = earliest_application_on(last.moved_in_on)
        return f"The earliest day on which the adopters could apply was {day(earliest)}."
    earliest = earliest_application_on(journey.placements[-1].stay_from_on)
    return f"The adopters may apply for the order from {day(earliest)}."


def flag_words(flag: Flag) -> str:
    """What a flag says, with what is missing where that is the rule."""
    if not flag.missing:
        return flag.facts.words
    named = ", ".join(name.replace("_", " ") for name in flag.missing)
    return f"{flag.facts.words} Missing: {named}."


def flags_table(journey: Journey) -> Table:
    """The rules that events broke, each with its source."""
    return Table(
        "Rules that were broken",
        _columns("Day", "What happened", "Rule", "Source"),
        tuple(
            Row.of(
                Cell(day(flag.on), href=f"#entry-{flag.event_id}" if flag.event_id else ""),
                title_of(flag.kind),
                flag_words(flag),
                flag.facts.source,
            )
            for flag in journey.flags
        ),
    )


def planned_table(journey: Journey, names: Names, today: date) -> Table:
    """What is planned, soonest first; a day that has gone by is said to be past."""
    return Table(
        "Planned",
        _columns("Day", "What"),
        tuple(
            Row.of(
                Cell(
                    day(one.planned_for),
                    href=f"#entry-{one.event_id}",
                    tags=(Tag("Has it happened?", Colour.YELLOW),)
                    if one.planned_for and one.planned_for < today
                    else (),
                ),
                Cell(title_of(one.kind), below="; ".join(_lines(one, names))),
            )
            for one in journey.to_come
        ),
    )


def _lines(event: Event, names: Names) -> tuple[str, ...]:
    lines = detail_lines(event.kind, event.details, names)
    return (*lines, f"Family: {names.family(event.family_id)}") if event.family_id else lines


def _events_table(
    caption: str, journey: Journey, kinds: tuple[EventKind, ...], names: Names
) -> Table:
    return Table(
        caption,
        _columns("Day", "What", "Details"),
        tuple(
            Row.of(day(one.happened_on), title_of(one.kind), "; ".join(_lines(one, names)))
            for one in journey.events
            if one.kind in kinds
        ),
        empty="None is recorded.",
        is_caption_hidden=True,
    )


def court_table(journey: Journey, names: Names) -> Table:
    """Applications, hearings, leave, appeals, consents and orders."""
    return _events_table("Court", journey, _COURT, names)


def papers_table(journey: Journey, names: Names) -> Table:
    """Reports, panels, decisions in their parts, and what was told and given."""
    return _events_table("Papers and decisions", journey, _PAPERS, names)


def plan_pairs(journey: Journey) -> list[tuple[str, str]]:
    """The plan, the authority to place, decisions and early permanence, as label and value."""
    decisions = []
    for one in journey.decisions:
        words = day(one.on)
        if one.reversed_on:
            reason = one.reversed_reason or ""
            why = (
                REASON_PLACED_CEASED.meaning(reason)
                if REASON_PLACED_CEASED.is_known(reason)
                else ""
            )
            words += f", reversed on {day(one.reversed_on)}{f': {why}' if why else ''}"
        decisions.append(words)
    parallel = [day(one.happened_on) for one in journey.events if one.kind is K.PARALLEL_PLAN_MADE]
    is_open = journey.axes.outcome is Outcome.OPEN
    return [
        ("Plan", _PLAN_WORDS[journey.axes.plan] if is_open else journey.stage.label),
        ("Authority to place", _AUTHORITY_WORDS[journey.axes.authority]),
        ("Parallel plans made", "\n".join(parallel) or "None"),
        ("Decisions that the child should be placed", "\n".join(decisions) or "None"),
        ("Early permanence", _early_permanence(journey)),
    ]


def _early_permanence(journey: Journey) -> str:
    stays = [one for one in journey.placements if one.kind is K.EARLY_PERMANENCE_PLACED]
    if not stays:
        return "No"
    return "\n".join(
        f"From {day(one.from_on)}" + (f" to {day(one.to_on)}" if one.to_on else ", still so")
        for one in stays
    )


def placements_table(journey: Journey, names: Names) -> Table:
    """Where the child lived, latest first, with days."""
    return Table(
        "Placements",
        (Column("From"), Column("To"), Column("Where"), Column("With")),
        tuple(
            Row.of(
                day(one.from_on),
                day(one.to_on) or "still so",
                _place(one.place) or EVENT_KINDS[one.kind].label,
                names.family(one.family_id) if one.family_id else "",
            )
            for one in reversed(journey.placements)
        ),
        empty="None is recorded.",
        is_caption_hidden=True,
    )


def _place(code: str | None) -> str:
    if not code:
        return ""
    return f"{PLACE.meaning(code)} ({code})" if PLACE.is_known(code) else code


def families_table(journey: Journey, names: Names) -> Table:
    """Links and matches, latest first."""
    rows = [(one.on, "Linked", one.family_id, one.ended_on) for one in journey.links]
    rows += [(one.on, "Matched", one.family_id, one.ended_on) for one in journey.matches]
    return Table(
        "Families",
        _columns("Day", "What", "Family", "Ended"),
        tuple(
            Row.of(
                day(on),
                what,
                names.family(family) if family else "not named",
                day(ended_on),
            )
            for on, what, family, ended_on in sorted(rows, key=lambda row: row[0], reverse=True)
        ),
        empty="No family has been linked yet.",
        is_caption_hidden=True,
    )


def delays_table(journey: Journey) -> Table:
    """Delays with their reasons, latest first."""
    return Table(
        "Delays",
        _columns("Day", "What", "Reason"),
        tuple(
            Row.of(
                day(one.happened_on),
                Cell(
                    title_of(one.kind),
                    below=in_words(one.kind, "clock", one.details.get("clock", ""))
                    or in_words(one.kind, "about", one.details.get("about", "")),
                ),
                _delay(one.details.get("delay_reason", "")),
            )
            for one in reversed(journey.delays)
        ),
        empty="No delay is recorded.",
    )


def _delay(code: str) -> str:
    return DelayReason(code).label if code in set(DelayReason) else code


def sibling_plans_table(journey: Journey) -> Table:
    """Plans for brothers and sisters, latest first: each change keeps the one before."""
    plans = [one for one in journey.events if one.kind is K.SIBLING_PLAN_MADE]
    return Table(
        "Plan for brothers and sisters",
        _columns("From", "Plan"),
        tuple(
            Row.of(day(one.happened_on), in_words(one.kind, "plan", one.details.get("plan", "")))
            for one in reversed(plans)
        ),
        empty="No plan for brothers and sisters is recorded.",
    )


def people_table(
    child: ChildRecord, held: Sequence[Responsibility], role_labels: Mapping[str, str]
) -> Table:
    """Who is, and was, responsible for the child."""
    return Table(
        "People responsible",
        _columns("Who", "Role", "From", "To"),
        tuple(
            Row.of(
                each.user.name,
                role_labels.get(each.role, each.role),
                day(each.from_on),
                day(each.to_on - timedelta(days=1)) if each.to_on else "still so",
            )
            for each in held
        ),
        empty="Nobody is responsible for this child yet.",
        is_caption_hidden=True,
    )


def intervals_table(journey: Journey) -> Table:
    """Days between milestones, one column for each period of care."""
    periods = journey.milestones
    heads = ["Days"] if len(periods) == 1 else [f"Period {one.period_of_care}" for one in periods]
    return Table(
        "Days between milestones",
        (Column("From and to"), *(Column(head, is_number=True) for head in heads)),
        tuple(
            Row.of(name, *(_interval(one, start, end, floor) for one in periods))
            for name, start, end, floor in _INTERVALS
        ),
    )


def _interval(period: Milestones, start: str, end: str, at_least_zero: bool) -> str:
    days = period.days(start, end)
    if days is None:
        return "–"
    return f"{max(0, days) if at_least_zero else days:,}"
