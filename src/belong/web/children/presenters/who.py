"""Who a child is on a page: a name where the reader may see it, else the pseudonym."""

from __future__ import annotations

from datetime import date

from belong.domain.calendar import add_months
from belong.domain.journey.states import Stage
from belong.domain.policy import ActorFacts, Part, RecordFacts, can_see_identity
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.ui.presenters import Colour, Tag
from belong.web.ui.words import counted, day

__all__ = ["age_words", "born_words", "identity_shown", "is_named", "name_of", "stage_tag"]

_COLOURS = {
    Stage.DECIDED: Colour.BLUE,
    Stage.AUTHORISED: Colour.BLUE,
    Stage.FAMILY_FINDING: Colour.YELLOW,
    Stage.LINKED: Colour.YELLOW,
    Stage.MATCHED: Colour.PURPLE,
    Stage.INTRODUCTIONS: Colour.PURPLE,
    Stage.PLACED_FOR_ADOPTION: Colour.TEAL,
    Stage.ADOPTION_APPLIED_FOR: Colour.TEAL,
    Stage.EARLY_PERMANENCE_PLACED: Colour.TEAL,
    Stage.ADOPTED: Colour.GREEN,
    Stage.DISRUPTED: Colour.RED,
    Stage.POST_ORDER_BREAKDOWN: Colour.RED,
}


def stage_tag(stage: Stage) -> Tag:
    """The stage as a tag."""
    return Tag(stage.label, _COLOURS.get(stage, Colour.GREY))


def identity_shown(
    actor: ActorFacts, facts: RecordFacts, child: ChildRecord
) -> BirthIdentity | None:
    """The child's birth identity if this reader may see it today, else None."""
    if not can_see_identity(actor, facts, Part.CHILD_IDENTITY):
        return None
    return getattr(child, "birth_identity", None)


def is_named(identity: BirthIdentity | None) -> bool:
    """Whether an identity is shown and has a name; what came from a return has none."""
    return identity is not None and bool(identity.forenames or identity.surname)


def name_of(child: ChildRecord, identity: BirthIdentity | None) -> str:
    """The name, or the pseudonym where no identity is shown or no name is known."""
    if not is_named(identity) or identity is None:
        return child.pseudonym
    if not identity.forenames:
        return f"Unborn child {identity.surname}" if identity.expected_on else identity.surname
    return f"{identity.forenames} {identity.surname}"


def born_words(identity: BirthIdentity | None) -> str:
    """``born 5 January 2023`` or ``expected 3 May 2024``; empty where no identity is shown."""
    if identity is None:
        return ""
    if identity.born_on:
        return f"born {day(identity.born_on)}"
    return f"expected {day(identity.expected_on)}"


def age_words(born_on: date | None, on: date) -> str:
    """An age as people say it: weeks, then months, then years; empty before birth."""
    if born_on is None or on < born_on:
        return ""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    if add_months(born_on, months) > on:
        months -= 1
    if months < 3:
        return counted((on - born_on).days // 7, "week")
    if months < 24:
        return counted(months, "month")
    years, left = divmod(months, 12)
    if years >= 5 or not left:
        return counted(years, "year")
    return f"{counted(years, 'year')} {counted(left, 'month')}"
