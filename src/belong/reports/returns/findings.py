"""What is wrong or missing in a return before it leaves: dates that contradict each other first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from belong.reports.returns.cases import ChildCase, FamilyCase, Window
from belong.reports.returns.ways import Way, events_about, way_of
from belong.reports.words import day

__all__ = ["Found", "Weight", "child_findings", "family_findings", "in_order_of_weight"]


class Weight(IntEnum):
    """How much a finding weighs; they are told in this order."""

    CONTRADICTS = 0
    RULE = 1
    MISSING = 2
    LOOK = 3

    @property
    def label(self) -> str:
        """What such findings are called."""
        return _LABELS[self]


_LABELS = {
    Weight.CONTRADICTS: "Dates that contradict each other",
    Weight.RULE: "Rules of the return that are broken",
    Weight.MISSING: "What is missing",
    Weight.LOOK: "Worth a look",
}


@dataclass(frozen=True)
class Found:
    """One finding about one child or family.

    subject: "child" or "family". key: of its record. reference: its pseudonym. events: keys of the
    entries to correct, none where something was never recorded. rule: code of a rule of the return.
    mend: what to do. asks_adopters: it is mended by saying who adopted the child.
    """

    weight: Weight
    subject: str
    key: str
    reference: str
    words: str
    mend: str
    events: tuple[str, ...] = ()
    rule: str = ""
    asks_adopters: bool = False


#: Names of dates in words.
_NAMES = {
    "born_on": "born",
    "entered_care_on": "entered care",
    "decided_on": "the decision",
    "ordered_on": "the placement order",
    "matched_on": "the match",
    "placed_on": "placed for adoption",
    "adopted_on": "the adoption order",
    "reversed_on": "the reversal of the decision",
    "early_permanence_on": "early permanence",
}
#: What comes first, what comes next, and how heavily it weighs where it is the other way round.
_IN_ORDER: tuple[tuple[str, str, Weight], ...] = (
    ("born_on", "entered_care_on", Weight.CONTRADICTS),
    ("born_on", "ordered_on", Weight.CONTRADICTS),
    ("entered_care_on", "placed_on", Weight.CONTRADICTS),
    ("entered_care_on", "ordered_on", Weight.LOOK),
    ("decided_on", "ordered_on", Weight.CONTRADICTS),
    ("decided_on", "matched_on", Weight.CONTRADICTS),
    ("decided_on", "placed_on", Weight.CONTRADICTS),
    ("decided_on", "reversed_on", Weight.CONTRADICTS),
    ("matched_on", "placed_on", Weight.CONTRADICTS),
    ("placed_on", "adopted_on", Weight.CONTRADICTS),
    ("matched_on", "adopted_on", Weight.CONTRADICTS),
    ("ordered_on", "adopted_on", Weight.CONTRADICTS),
    ("early_permanence_on", "placed_on", Weight.CONTRADICTS),
    ("born_on", "decided_on", Weight.LOOK),
    ("entered_care_on", "decided_on", Weight.LOOK),
)
#: What must be there, where another date is.
_NEEDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("decided_on", ("ordered_on", "matched_on", "placed_on", "adopted_on")),
    ("matched_on", ("placed_on",)),
    ("placed_on", ("adopted_on",)),
    ("entered_care_on", ("decided_on", "adopted_on")),
)
_MEND_DATES = "Correct whichever date is wrong."


def child_findings(case: ChildCase, window: Window, *, needs_number: bool = True) -> list[Found]:
    """What is wrong with one child of a list, the heaviest first."""
    way = way_of(case, window)
    return in_order_of_weight(
        [*_contradictions(case, way), *_missing(case, way, needs_number=needs_number)]
    )


def _of_child(
    case: ChildCase, weight: Weight, words: str, mend: str, events: Iterable[str] = ()
) -> Found:
    return Found(weight, "child", case.key, case.reference, words, mend, tuple(events))


def _contradictions(case: ChildCase, way: Way) -> Iterable[Found]:
    for first, then, weight in _IN_ORDER:
        earlier, later = getattr(way, first), getattr(way, then)
        if earlier is None or later is None or earlier <= later:
            continue
        events = events_about(case, first, earlier) + events_about(case, then, later)
        words = (
            f"{_sentence(_NAMES[then])}: {day(later)}. That is before {_NAMES[first]}:"
            f" {day(earlier)}."
        )
        yield _of_child(case, weight, words, _MEND_DATES, events)
    if way.adopted_on and way.reversed_on:
        events = events_about(case, "reversed_on", way.reversed_on)
        words = f"Adopted on {day(way.adopted_on)}, but the decision was reversed on"
        yield _of_child(
            case,
            Weight.CONTRADICTS,
            f"{words} {day(way.reversed_on)} and no other was made.",
            "Record the new decision, or withdraw the reversal.",
            events,
        )


def _missing(case: ChildCase, way: Way, *, needs_number: bool) -> Iterable[Found]:
    for needed, others in _NEEDED:
        told = next((name for name in others if getattr(way, name)), None)
        if getattr(way, needed) is None and told is not None:
            on = getattr(way, told)
            yield _of_child(
                case,
                Weight.MISSING,
                f"No date of {_noun(needed)}, although there is one of {_noun(told)}: {day(on)}.",
                "Record what is missing.",
                events_about(case, told, on),
            )
    if way.left_care_on and way.decided_on and not way.adopted_on and not way.reversed_on:
        words = (
            f"Care ended on {day(way.left_care_on)} without an adoption order, and the decision"
            " was never reversed."
        )
        mend = "Record the reversal of the decision and its reason."
        if way.is_lost:
            words = f"No return holds the child from {day(way.left_care_on)} on, or says why."
            mend = "Record how care ended, or that it goes on."
        yield _of_child(
            case,
            Weight.MISSING,
            words,
            mend,
            events_about(case, "left_care_on", way.left_care_on),
        )
    if way.reversed_on and not way.reversed_reason:
        yield _of_child(
            case,
            Weight.MISSING,
            f"No reason for the reversal of the decision on {day(way.reversed_on)}.",
            "Correct the entry and choose the reason.",
            events_about(case, "reversed_on", way.reversed_on),
        )
    if (way.matched_on or way.placed_on) and not case.family:
        on, name = (way.placed_on, "placed_on") if way.placed_on else (way.matched_on, "matched_on")
        yield _of_child(
            case,
            Weight.MISSING,
            "Which family the child is matched or placed with is not recorded.",
            "Correct the entry and name the family.",
            events_about(case, name, on),
        )
    if needs_number and not case.number:
        yield _of_child(
            case,
            Weight.MISSING,
            "The council's own number of the child is not recorded; the file shows the reference.",
            "Add the number on the page of who the child is.",
        )
    facts = (("date of birth", case.born_on or case.journey.expected_on), ("sex", case.sex))
    for words, value in (*facts, ("ethnic group", case.ethnicity)):
        if not value and (words == "date of birth" or case.born_on):
            yield _of_child(case, Weight.MISSING, f"No {words} recorded.", f"Record the {words}.")


_NOUNS = {"entered_care_on": "entering care", "placed_on": "the placement for adoption"}


def _noun(name: str) -> str:
    return _NOUNS.get(name, _NAMES[name])


#: The same for applications: names of dates in words, and their order.
_OF_FAMILY = {
    "enquired_on": "enquired",
    "registered_on": "registration of interest",
    "stage_1_from_on": "stage 1 began",
    "stage_1_to_on": "stage 1 ended",
    "stage_2_from_on": "stage 2 began",
    "approved_on": "approved",
    "matched_on": "matched",
    "placed_on": "child placed",
    "adopted_on": "the adoption order",
}
_FAMILY_ORDER = (
    ("enquired_on", "registered_on"),
    ("registered_on", "stage_1_from_on"),
    ("stage_1_from_on", "stage_1_to_on"),
    ("stage_1_to_on", "stage_2_from_on"),
    ("stage_2_from_on", "approved_on"),
    ("approved_on", "matched_on"),
    ("placed_on", "adopted_on"),
)


def family_findings(case: FamilyCase, window: Window) -> list[Found]:
    """What is wrong with the applications of a family that a list names."""
    found = []
    for application in case.journey.applications:
        for first, then in _FAMILY_ORDER:
            earlier, later = getattr(application, first), getattr(application, then)
            if earlier is None or later is None or earlier <= later:
                continue
            words = (
                f"{_sentence(_OF_FAMILY[then])}: {day(later)}. That is before"
                f" {_OF_FAMILY[first]}: {day(earlier)}."
            )
            events = [
                one.event_id
                for one in application.events
                if one.happened_on in (earlier, later) and one.event_id
            ]
            found.append(
                Found(Weight.CONTRADICTS, "family", case.key, case.reference, words, _MEND_DATES,
                      tuple(events))
            )  # fmt: skip
        if window.holds(application.left_on) and application.left_reason is None:
            found.append(
                Found(
                    Weight.MISSING,
                    "family",
                    case.key,
                    case.reference,
                    "The family left, and no reason is recorded.",
                    "Correct the entry and choose the reason.",
                    tuple(
                        one.event_id
                        for one in application.events
                        if one.happened_on == application.left_on and one.event_id
                    ),
                )
            )
        if not case.adopters_of(application.key):
            found.append(
                Found(
                    Weight.MISSING,
                    "family",
                    case.key,
                    case.reference,
                    "An application names nobody, so the list cannot name its adopters.",
                    "Say on the family's page whose application it is.",
                )
            )
    return in_order_of_weight(found)


def in_order_of_weight(found: Iterable[Found]) -> list[Found]:
    """The heaviest first; within a weight by reference."""
    return sorted(found, key=lambda one: (one.weight, one.subject, one.reference, one.words))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
