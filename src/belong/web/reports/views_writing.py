"""The page in which a section is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from belong.analytics.stored import FigureBook
from belong.domain.policy.reporting import can_pick_figures, check_write_part
from belong.reports.bound import BoundBlock, BoundReport, Words
from belong.reports.bound_json import blocks_from_data
from belong.web.reports import presenters_editing, queries
from belong.web.reports.actions_writing import WrittenMeanwhile, write_section
from belong.web.reports.charts import with_pictures
from belong.web.reports.editing import PLACE, SectionForm
from belong.web.reports.finding_figures import find_figures
from belong.web.reports.models import ReportSection, SectionVersion
from belong.web.reports.opening import Opened, open_section
from belong.web.reports.queries_figures import areas_read, as_read, book_for, book_to_come
from belong.web.reports.shown import SectionShown, figure_links, no_link, sections_shown
from belong.web.reports.slots import Written, merge, slots_of
from belong.web.reports.views_common import asking, way_back_if_signed
from belong.web.ui.requests import actor_of

__all__ = ["section"]


@asking
def section(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Write a section: save it, see it as it will print, or look for a figure to put in.

    Raises Http404 for one that the reader does not read, NotAllowed for another's.
    """
    opened, found = open_section(actor_of(request), key, section)
    check_write_part(opened.actor, opened.standing.facts, found.author)
    if signed := way_back_if_signed(request, opened.report):
        return signed
    return _Writing(request, opened, found).answer()


class _Writing:
    """One visit to the page."""

    def __init__(self, request: HttpRequest, opened: Opened, section: ReportSection) -> None:
        self.request, self.opened, self.section = request, opened, section
        self.kept = queries.versions_of(section)
        self.latest: SectionVersion = self.kept[0]
        self.areas = areas_read(opened.actor, opened.report.agency, opened.standing.councils)

    def answer(self) -> HttpResponse:
        """The page; after saving, the way back to the report."""
        form = SectionForm.of_request(self.request, latest=self.latest, numbered=self._numbered)
        posted = self.request.POST
        if self.request.method != "POST":
            return self._page(form)
        if not form.is_valid():
            return self._page(form, status=422)
        if cited := posted.get("insert"):
            return self._page(self._filled(form.is_of, form.with_figure(cited)), inserted=cited)
        if "find" in posted:
            return self._page(form)
        if "preview" in posted:
            return self._preview(form)
        return self._save(form)

    def _numbered(self, number: int) -> SectionVersion | None:
        if number == self.latest.number:
            return self.latest
        return self.kept.filter(number=number).first()

    def _filled(self, version: SectionVersion, written: Mapping[str, Written]) -> SectionForm:
        return SectionForm(latest=version, numbered=self._numbered, written=written)

    def _save(self, form: SectionForm) -> HttpResponse:
        try:
            write_section(
                section=self.section,
                blocks=form.blocks(),
                based_on=form.is_of.number,
                by=self.opened.actor.person_key,
            )
        except WrittenMeanwhile:
            return self._clash(form)
        messages.success(self.request, f"Saved: {self.section.title}.")
        address = reverse("report-at", args=[self.opened.report.key, self.section.key])
        return HttpResponseRedirect(address)

    def _clash(self, form: SectionForm) -> HttpResponse:
        """What somebody else wrote meanwhile, beside what was written here; nothing is saved."""
        latest = self.kept[0]
        there = slots_of(blocks_from_data(latest.blocks))
        put = merge(form.slots, there, form.written())
        theirs = {slot.name: slot.text for slot in there if slot.name in put.clashes}
        return self._page(
            self._filled(latest, put.written),
            status=409,
            theirs=theirs,
            meanwhile=latest,
            homeless=put.homeless,
        )

    def _preview(self, form: SectionForm) -> HttpResponse:
        """The section as it will print, and what the checker finds in it."""
        bound = self._bound(form.blocks())
        book = self._book(bound)
        links = figure_links(self.opened.actor, self.opened.report.agency)
        printed = sections_shown(bound, book, href=links, prefix="preview-")
        computed = self._computed(bound)
        if computed is not None:
            printed = with_pictures(printed, self.opened.report, self.areas)
        wrong = self.opened.checked_with(self.section.key, form.blocks()).open
        return self._page(form, preview=printed[0], wrong=wrong)

    def _page(
        self,
        form: SectionForm,
        *,
        status: int = 200,
        theirs: Mapping[str, str] | None = None,
        **more: Any,
    ) -> HttpResponse:
        report, actor = self.opened.report, self.opened.actor
        terms = self.request.POST.get("terms", "").strip()
        may_pick = can_pick_figures(actor, self.opened.standing.facts)
        before = self.opened.words_last_year([self.section.key])
        stands = self._bound(_as_it_stands(form))
        book = self._book(stands, before)
        found, count = (
            find_figures(report.agency, terms, period=report.period, areas=self.areas)
            if may_pick and "find" in self.request.POST
            else ([], 0)
        )
        context = {
            "report": report,
            "section": self.section,
            "form": form,
            "boxes": presenters_editing.boxes_shown(list(form.boxes()), book, theirs),
            "place": PLACE,
            "may_pick": may_pick,
            "is_computed": bool(book.measures),
            "terms": terms,
            "offered": found,
            "offered_count": count if "find" in self.request.POST else None,
            "before": _said_before(before, book),
            **more,
        }
        return render(self.request, "reports/section.html", context, status=status)

    def _bound(self, blocks: tuple[BoundBlock, ...]) -> BoundReport:
        """A report of this section alone, with other blocks."""
        bound = queries.bound_of(self.opened.report, [self.latest])
        one = bound.sections[0]
        return replace(bound, sections=(replace(one, blocks=blocks),))

    def _computed(self, *bound: BoundReport | None) -> FigureBook | None:
        basis = self.opened.basis
        if basis is None:
            return None
        return as_read(book_for(self.opened.report.agency, basis, *bound), self.areas)

    def _book(self, *bound: BoundReport | None) -> FigureBook:
        return self._computed(*bound) or book_to_come(self.opened.report.agency, *bound)


def _as_it_stands(form: SectionForm) -> tuple[BoundBlock, ...]:
    """What stands in the boxes, whether it is in order or not."""
    texts = [str(fields[0].value() or "") for slot, fields in form.boxes() if slot.kind != "fixed"]
    fixed = [block for slot, _ in form.boxes() if slot.kind == "fixed" for block in slot.blocks]
    return (*fixed, *(Words(text) for text in texts if text))


def _said_before(before: BoundReport | None, book: FigureBook) -> SectionShown | None:
    """What the report before said here, with the figures of now."""
    if before is None:
        return None
    return next(iter(sections_shown(before, book, href=no_link, prefix="before-")), None)
