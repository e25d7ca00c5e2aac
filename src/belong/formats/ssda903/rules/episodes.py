"""Rules on Episodes: the adoption codes, and what may follow what.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import ADOPTIVE, ENDED_CARE, is_adopted, is_adoptive
from belong.formats.ssda903.rules.registry import NotCheckedError, col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

EPISODES = ("Episodes",)
FOSTER = ("U1", "U2", "U3", "U4", "U5", "U6")
LEGAL_STATUSES = (*("C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V2", "V3", "V4"),)
#: Codes of special guardianship until 2017-18.
OLD_GUARDIANSHIP = ("E43", "E44")
#: Placement codes of every year; the rest came and went.
_LASTING = (
    *ADOPTIVE,
    *FOSTER,
    *("K1", "K2", "P1", "P3", "R1", "R2", "R3", "R5", "S1", "T0", "T1", "T2", "T3", "T4"),
)


def placement_codes(year: int) -> tuple[str, ...]:
    """PLACE codes of the return of the year that ends in ``year``.

    Source: rule 146 of each year; K3 joined in 2024-25; in 2025-26 H5, P2 and Z1 left and Z11 to
    Z14 joined.
    """
    joined = ("K3",) if year >= 2025 else ()
    if year >= 2026:
        return (*_LASTING, *joined, "Z11", "Z12", "Z13", "Z14")
    return (*_LASTING, *joined, "H5", "P2", "Z1")


@rule(
    "144",
    tables=EPISODES,
    columns=("LS",),
    message="The legal status is not on the list.",
    fix="Correct LS, such as C1, C2, E1 or V2.",
)
def legal_status_code(ctx: RuleContext) -> pl.LazyFrame:
    """LS filled in and not on the list."""
    return ctx.episodes.filter(~col("LS").is_in(LEGAL_STATUSES))


@rule(
    "146",
    tables=EPISODES,
    columns=("PLACE",),
    message="The placement type is not on this year's list.",
    fix="Correct PLACE; some codes were replaced in 2024-25 and 2025-26.",
)
def placement_code(ctx: RuleContext) -> pl.LazyFrame:
    """PLACE filled in and not on the year's list."""
    return ctx.episodes.filter(~col("PLACE").is_in(placement_codes(ctx.year)))


@rule(
    "149",
    tables=EPISODES,
    columns=("REC",),
    message="The reason why the episode ended is not on the list.",
    fix="Correct REC, such as X1 if another episode follows, or E11 or E12 for an adoption.",
)
def reason_ended_code(ctx: RuleContext) -> pl.LazyFrame:
    """REC filled in and not on the year's list; E43 and E44 became E45 to E48 in 2018-19."""
    old = OLD_GUARDIANSHIP if ctx.year <= 2018 else ()
    return ctx.episodes.filter(~col("REC").is_in((*ENDED_CARE, *old, "X1")))


@rule(
    "199",
    tables=EPISODES,
    columns=("DECOM", "REC"),
    message="The child has an episode after being adopted, or was adopted twice.",
    fix="Check REC of the earlier episode. After an adoption a child who comes back into care "
    "is given a new CHILD.",
)
def episode_after_adoption(ctx: RuleContext) -> pl.LazyFrame:
    """An episode after an adoption of this or last year, or a second adoption."""
    import polars as pl

    columns = ("child", "DECOM", "REC")
    parts = [ctx.episodes.select(*columns, "Episodes")]
    if "Episodes" in ctx.last:
        parts.append(ctx.last_table("Episodes").select(*columns))
    adopted = pl.concat([part.filter(is_adopted()).select("child") for part in parts])
    episodes = pl.concat(
        [part.join(adopted, on="child", how="semi") for part in parts], how="diagonal"
    ).filter(col("DECOM").is_not_null())
    adoptions = is_adopted().cast(pl.Int32).fill_null(0)
    so_far = (
        adoptions.cum_sum()
        .over("child", order_by=["DECOM", "Episodes"], descending=False)
        .alias("adoptions_so_far")
    )
    after = (col("adoptions_so_far") - adoptions) > 0
    return episodes.with_columns(so_far).filter(after & col("Episodes").is_not_null())


@rule(
    "217",
    tables=EPISODES,
    columns=("PLACE", "DECOM", "RNE"),
    message="A placement for adoption with the child's own foster carers began "
    "as if the carer had changed.",
    fix="Enter RNE as T or U (same carer) or S, or PLACE as A4 or A6 if the carers are new.",
)
def carer_adoption_new_carer(ctx: RuleContext) -> pl.LazyFrame:
    """A3 or A5 from 1 April 2015 with RNE other than S, T or U, blank included."""
    fits = col("RNE").is_in(("S", "T", "U")).fill_null(value=False)
    return ctx.episodes.filter(
        col("PLACE").is_in(("A3", "A5")) & (col("DECOM") >= date(2015, 4, 1)) & ~fits
    )


@rule(
    "336",
    tables=EPISODES,
    columns=("PLACE", "DECOM"),
    message="The child was placed for adoption with their own foster carers, "
    "but was not in a foster placement before.",
    fix="Check PLACE of this episode and of the one before it.",
)
def carer_adoption_not_fostered(ctx: RuleContext) -> pl.LazyFrame:
    """A3 or A5 after an episode that was neither foster care nor adoptive."""
    fits = col("before_PLACE").is_in((*FOSTER, *ADOPTIVE)).fill_null(value=False)
    return ctx.following_episodes.filter(col("PLACE").is_in(("A3", "A5")) & ~fits)


@rule(
    "386",
    tables=("Episodes", "Header"),
    columns=("REC", "DEC", "DOB"),
    message="The child was adopted on or after their 18th birthday.",
    fix="Check REC and DEC, and DOB in Header.",
)
def adopted_as_adult(ctx: RuleContext) -> pl.LazyFrame:
    """Adopted on or after the 18th birthday."""
    born = ctx.header.select("child", "Header", "DOB")
    return (
        ctx.adoption_episodes.filter(is_adopted())
        .join(born, on="child")
        .filter(col("DEC") >= col("DOB").dt.offset_by("18y"))
    )


@rule(
    "390",
    tables=EPISODES,
    columns=("REC", "PLACE"),
    message="The child was adopted, but the last placement was not one for adoption.",
    fix="Enter the episode with PLACE A3 to A6 in which the child lived when adopted.",
)
def adopted_not_placed(ctx: RuleContext) -> pl.LazyFrame:
    """Adopted from a placement that is not adoptive, blank included."""
    return ctx.adoption_episodes.filter(is_adopted() & ~is_adoptive().fill_null(value=False))


@rule(
    "408",
    tables=EPISODES,
    columns=("PLACE", "LS"),
    message="The child is placed for adoption under a placement order, "
    "but the legal status is not E1.",
    fix="Enter LS as E1 from the day of the order, or PLACE as A3 or A4 if there was consent.",
)
def placed_without_order(ctx: RuleContext) -> pl.LazyFrame:
    """A5 or A6 with a legal status other than E1, blank included."""
    ordered = (col("LS") == "E1").fill_null(value=False)
    return ctx.adoption_episodes.filter(col("PLACE").is_in(("A5", "A6")) & ~ordered)


@rule(
    "432",
    tables=EPISODES,
    columns=("RNE", "REC"),
    message="The child had left care, but the next episode does not start a new period of care.",
    fix="Enter RNE as S if the child came back, or REC of the episode before as X1 if not.",
)
def return_to_care_not_new(ctx: RuleContext) -> pl.LazyFrame:
    """The episode before ended care, and this one does not start with S."""
    new = (col("RNE") == "S").fill_null(value=False)
    ended = col("before_REC").is_in((*ENDED_CARE, *OLD_GUARDIANSHIP))
    return ctx.following_episodes.filter(ended & ~new)


@rule(
    "445",
    tables=EPISODES,
    valid_to=2024,
    columns=("LS", "DECOM"),
    message="A freeing order is recorded on an episode that began after such orders ended.",
    fix="Correct LS: a placement order is E1. Freeing orders ended on 30 December 2005.",
)
def freeing_too_late(ctx: RuleContext) -> pl.LazyFrame:
    """D1 on an episode that starts after 31 December 2005."""
    return ctx.adoption_episodes.filter((col("LS") == "D1") & (col("DECOM") > date(2005, 12, 31)))


@rule(
    "446",
    tables=EPISODES,
    columns=("LS", "DECOM"),
    message="A placement order is recorded on an episode that began before such orders existed.",
    fix="Check DECOM and LS: placement orders came in on 30 December 2005.",
)
def order_too_early(ctx: RuleContext) -> pl.LazyFrame:
    """E1 on an episode that starts before 1 December 2005."""
    return ctx.adoption_episodes.filter((col("LS") == "E1") & (col("DECOM") < date(2005, 12, 1)))


@rule(
    "451",
    tables=EPISODES,
    valid_to=2024,
    columns=("LS", "DEC", "REC"),
    message="The child is shown as still under a freeing order.",
    fix="Correct LS: freeing orders ended on 30 December 2005; a placement order is E1.",
)
def still_freed(ctx: RuleContext) -> pl.LazyFrame:
    """D1 with neither DEC nor REC."""
    return ctx.adoption_episodes.filter(
        (col("LS") == "D1") & ~col("DEC_given") & col("REC").is_null()
    )


@rule(
    "529",
    tables=EPISODES,
    columns=("PLACE", "PLACE_PROVIDER"),
    message="The provider code PR3 (other public body) does not fit this placement type.",
    fix="Correct PLACE_PROVIDER, or PLACE.",
)
def provider_misfit(ctx: RuleContext) -> pl.LazyFrame:
    """PR3 for an adoptive or foster placement, a children's home, or with parents."""
    misfits = (*ADOPTIVE, *FOSTER, "K1", "K2", "P1")
    return ctx.episodes.filter((col("PLACE_PROVIDER") == "PR3") & col("PLACE").is_in(misfits))


@rule(
    "1015",
    tables=EPISODES,
    columns=("PLACE", "PLACE_PROVIDER"),
    severity="query",
    message="The placement is the authority's own provision but lies outside its area.",
    fix="Check PLACE_PROVIDER and the placement's postcode.",
)
def own_provision_elsewhere(ctx: RuleContext) -> pl.LazyFrame:
    """PR1 outside the authority's area; adoptive and foster placements are exempt."""
    raise NotCheckedError(
        "it needs the authority that each placement's postcode lies in, which Belong does not hold"
    )
