"""What the pages of releases show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from belong.analytics.publishing import REPORT_PROFILES, Hidden
from belong.analytics.stored import FigureRef
from belong.reports.checker import Finding
from belong.reports.compare import Difference, Moved
from belong.reports.documents import FORMATS
from belong.web.reports.dress import Dress
from belong.web.reports.dress_models import DressFile
from belong.web.reports.presenters import about
from belong.web.reports.queries_figures import MONEY
from belong.web.reports.releases import Ready
from belong.web.reports.releases_compare import Compared
from belong.web.reports.releases_models import Release, ReleaseFile
from belong.web.reports.words import period_words
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day, moment

__all__ = [
    "again_table",
    "compared_table",
    "dress_words",
    "facts",
    "files_table",
    "findings_table",
    "hidden_table",
    "named_version",
    "ready_table",
    "releases_table",
    "since_table",
    "standing",
    "words_table",
]


def named_version(release: Release) -> str:
    """Which version it is, in words."""
    return f"Public version, profile {release.profile}" if release.is_public else "Full version"


def standing(release: Release) -> Tag:
    """How a release stands."""
    if release.withdrawn_at is not None:
        return Tag("Withdrawn", Colour.RED)
    if release.failed:
        return Tag("Not made", Colour.ORANGE)
    if release.made_at is None:
        return Tag("Being made", Colour.BLUE)
    return Tag("Released", Colour.GREEN)


def releases_table(releases: Sequence[Release]) -> Table:
    """Releases, each a link, the latest first."""
    return Table(
        "Released reports",
        tuple(Column(head) for head in ("Report", "Version", "Released", "Stands")),
        tuple(
            Row.of(
                Cell(
                    one.report.title,
                    href=reverse("release", args=[one.key]),
                    below=about(one.report),
                ),
                named_version(one),
                day(timezone.localdate(one.released_at)),
                Cell(tags=(standing(one),)),
            )
            for one in releases
        ),
        empty="No report has been released yet.",
        is_caption_hidden=True,
    )


def facts(release: Release, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is to be known of a release, as label and words."""
    told = [
        ("Report", about(release.report)),
        ("Version", named_version(release)),
        ("Why this version", release.reason),
        ("Released", f"{moment(release.released_at)} by {names.get(release.released_by, '')}"),
        ("Figures", f"As known at change {release.figure_set.change:,}"),
        ("Word template", _worn(release.template)),
        ("Logo", _worn(release.logo)),
    ]
    if release.is_public:
        told.insert(2, ("What the profile does", REPORT_PROFILES[release.profile].basis))
    if release.asked_again_at is not None:
        told.append(("Computed again as known then", _again(release)))
    return told


def dress_words(worn: Dress) -> str:
    """What the documents of a release would wear."""
    if worn.template is None and worn.logo is None:
        return "Documents will be plain: the agency keeps no Word template and no logo of its own."
    template = f"the Word template {worn.template.file_name}" if worn.template else "no template"
    logo = f"the logo {worn.logo.file_name}" if worn.logo else "no logo"
    return f"Documents will use {template} and {logo}."


def _worn(file: DressFile | None) -> str:
    if file is None:
        return "None of the agency's own"
    return f"{file.file_name}, added {moment(file.added_at)}"


def _again(release: Release) -> str:
    when = f"Asked for {moment(release.asked_again_at)}"
    if release.is_same_again is None:
        return f"{when}: not finished yet."
    if release.is_same_again:
        return f"{when}: the same, byte for byte."
    count = len(release.differs_again)
    told = f"{counted(count, 'figure')} {'differs' if count == 1 else 'differ'}, told below"
    what = told if count else "every number is, but words beside them are not"
    return (
        f"{when}: not the same; {what}. The record is as it was then: what differs is how Belong "
        "computes it now, or what others published since."
    )


def again_table(release: Release) -> Table | None:
    """The figures that were not the same when computed again; None where there are none."""
    rows = []
    for text, name, words in release.differs_again:
        ref = FigureRef.parse(text)
        whose = release.areas.get(ref.area, ref.area)
        rows.append(Row.of(name, whose, period_words(ref.period), words))
    heads = ("Figure", "Whose", "Period", "What differs")
    title = "Not the same when computed again"
    return Table(title, tuple(map(Column, heads)), tuple(rows)) if rows else None


def files_table(release: Release, files: Iterable[ReleaseFile], *, may_take: bool) -> Table:
    """The documents, each to be taken, in the order in which formats are offered."""
    by_format = {one.format: one for one in files}
    return Table(
        "Documents",
        (Column("Format"), Column("Size", is_number=True), Column("SHA-256")),
        tuple(
            Row.of(
                Cell(
                    one.name,
                    href=reverse("release-file", args=[release.key, name]) if may_take else "",
                ),
                f"{-(-by_format[name].size_bytes // 1024):,} kB",
                by_format[name].sha256,
            )
            for name, one in FORMATS.items()
            if name in by_format
        ),
        empty=release.failed or "The documents are being made. Load this page again in a minute.",
    )


def hidden_table(release: Release, *, tells_why: bool) -> Table:
    """What a public version hides. tells_why: to those inside; others would learn too much."""
    columns: tuple[Column, ...] = (Column("Figure"), Column("Whose"), Column("Period"))
    rows = []
    for text, name, because in release.hidden:
        ref = FigureRef.parse(text)
        whose = release.areas.get(ref.area, ref.area)
        row = [name, whose, period_words(ref.period)]
        rows.append(Row.of(*row, because) if tells_why else Row.of(*row))
    if tells_why:
        columns = (*columns, Column("Why"))
    return Table("What this version hides", columns, tuple(rows), "Nothing had to be hidden.")


def ready_table(ready: Iterable[Ready]) -> Table:
    """What each version would show, hide, and leave to be read again."""
    rows = []
    for one in ready:
        named = f"Public version, profile {one.profile}" if one.profile else "Full version"
        rows.append(
            Row.of(
                named,
                f"{len(one.book.figures):,}",
                f"{len(one.hidden):,}",
                f"{len(one.cited_hidden):,}",
                f"{len(one.findings):,}",
            )
        )
    heads = ("Figures", "Hidden", "Hidden and cited in words", "To read again")
    columns = (Column("Version"), *(Column(head, is_number=True) for head in heads))
    return Table("What each version would hold", columns, tuple(rows))


def words_table(found: Iterable[tuple[str, Hidden]]) -> Table:
    """Words that cite a hidden figure: they are printed with the symbol in its place."""
    return Table(
        "Words that cite a hidden figure",
        (Column("Section"), Column("Figure"), Column("Why it is hidden")),
        tuple(
            Row.of(section, Cell(one.name, below=period_words(one.ref.period)), one.because)
            for section, one in found
        ),
        empty="No words cite a hidden figure.",
    )


def findings_table(found: Iterable[Finding], titles: Mapping[str, str]) -> Table:
    """What the checker says of a public version."""
    return Table(
        "Read again before it is public",
        (Column("Section"), Column("Where"), Column("What"), Column("To do")),
        tuple(
            Row.of(titles.get(one.section, one.section), one.where, one.wrong, one.mend)
            for one in found
        ),
        empty="The checker finds nothing that a public version should not say.",
    )


def compared_table(compared: Compared, agency_key: str) -> Table:
    """Figures that would differ as known now, and because of whom."""
    return Table(
        "Figures that would differ",
        (Column("Figure"), Column("What would differ"), Column("Because of")),
        tuple(
            Row.of(_figure(one, agency_key), one.words, _because(one.people, unseen))
            for one, unseen in zip(compared.differences, compared.unseen, strict=True)
        ),
        empty="No figure would differ.",
    )


def since_table(found: Iterable[Difference], agency_key: str) -> Table:
    """Figures that differ from those a report was approved with, as computed and stated since."""
    return Table(
        "Not as approved any more",
        (Column("Figure"), Column("What differs now")),
        tuple(Row.of(_figure(one, agency_key), one.words) for one in found),
    )


def _figure(one: Difference, agency_key: str) -> Cell:
    """The figure that would differ, which opens as it is now."""
    query = urlencode({"agency": agency_key, "ref": str(one.ref)})
    opens = one.now is not None and one.ref.measure not in MONEY
    href = f"{reverse('performance-figure')}?{query}" if opens else ""
    return Cell(one.name, href=href, below=period_words(one.ref.period))


def _because(people: Sequence[Moved], unseen: int) -> Cell:
    told = [f"{one.key} {one.words}." for one in people]
    if unseen:
        told.append(f"{counted(unseen, 'person', 'people')} whom you may not see.")
    return Cell(" ".join(told) or "Nobody who is kept with the figure.")
