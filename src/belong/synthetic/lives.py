"""The kinds of life in a made-up region: how often each, and how old the children are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from belong.synthetic import adoption_lives as adoption
from belong.synthetic import changed_lives as changed
from belong.synthetic import other_lives as other
from belong.synthetic.building import Life

__all__ = ["KINDS", "SLIPS", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One kind of life. weight: children among a thousand; ages: days at entry, both included."""

    name: str
    live: Callable[[Life], None]
    weight: int
    ages: tuple[int, int]


#: Ages at entry into care, in days.
_BABY = (0, 20)
_YOUNG = (0, 1500)
_ANY = (0, 4200)
_TEEN = (4900, 6200)

KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("contested_adoption", adoption.contested_adoption, 150, _YOUNG),
            Kind("early_permanence", adoption.early_permanence, 35, (0, 300)),
            Kind("early_permanence_home", adoption.early_permanence_ended_at_home, 5, (0, 300)),
            Kind(
                "early_permanence_home_reversed",
                adoption.early_permanence_ended_at_home_after_reversal,
                7,
                (0, 300),
            ),
            Kind("foster_carer_adoption", adoption.foster_carer_adoption, 22, _YOUNG),
            Kind("consent_adoption", adoption.consent_adoption, 9, _BABY),
            Kind("relinquished_at_birth", adoption.relinquished_at_birth, 2, (1, 5)),
            Kind("consent_with_carer", adoption.consent_with_carer, 4, _BABY),
            Kind("consent_with_later_order", adoption.consent_with_later_order, 4, _BABY),
            Kind("moved_within_placement", adoption.moved_within_placement, 8, _YOUNG),
            Kind("paused_adoption", adoption.paused_adoption, 4, _YOUNG),
            Kind("disrupted_rematched", changed.disrupted_and_matched_again, 12, _YOUNG),
            Kind("disrupted_waiting", changed.disrupted_and_waiting, 8, _YOUNG),
            Kind("matched_before_order", adoption.matched_before_order, 14, _YOUNG),
            Kind("second_decision", changed.second_decision, 12, _YOUNG),
            Kind("several_decisions", changed.several_decisions, 6, _YOUNG),
            Kind("orders_twice", changed.orders_twice, 7, _YOUNG),
            Kind("order_ended_before_consent", changed.order_ended_before_consent, 3, _YOUNG),
            Kind("adopted_unplaced", adoption.adopted_unplaced, 6, _YOUNG),
            Kind("plan_to_fostering", changed.plan_changed_to_fostering, 16, (700, 2500)),
            Kind("plan_to_guardianship", changed.plan_changed_to_guardianship, 18, _YOUNG),
            Kind("decided_then_home", changed.decided_then_home, 8, _YOUNG),
            Kind("waiting_with_order", changed.waiting_with_order, 28, (300, 2500)),
            Kind("waiting_without_order", changed.waiting_without_order, 12, _YOUNG),
            Kind("returned_and_adopted", adoption.returned_and_adopted, 12, _YOUNG),
            Kind("two_ceasings_in_one_year", adoption.two_ceasings_in_one_year, 4, _YOUNG),
            Kind("home_again", other.home_again, 240, _ANY),
            Kind("home_and_back", other.home_and_back, 40, _ANY),
            Kind("guardianship", other.guardianship, 90, _ANY),
            Kind("child_arrangements", other.child_arrangements, 30, _ANY),
            Kind("long_term_fostering", other.long_term_fostering, 95, (500, 3800)),
            Kind("teenager", other.teenager, 60, _TEEN),
            Kind("agreed_short_breaks", other.agreed_short_breaks, 15, _ANY),
            Kind("recorded_short_breaks", other.recorded_short_breaks, 6, _ANY),
            Kind("died_or_moved_authority", other.died_or_moved_authority, 14, _ANY),
        )
    }
)

#: What councils get wrong, the kinds of life it is shown on first, and its share of other lives.
SLIPS = MappingProxyType(
    {
        "lost": (("waiting_with_order", "long_term_fostering", "contested_adoption"), 0.012),
        "missing_once": (("long_term_fostering", "waiting_with_order"), 0.006),
        "missing_and_moved": (("long_term_fostering",), 0.004),
        "wrong_start": (("contested_adoption", "long_term_fostering"), 0.012),
        "withdrawn_decision": (("long_term_fostering", "guardianship"), 0.005),
        "lacks_ad1": (("contested_adoption",), 0.002),
    }
)
