"""The region's annual report of the demo: laid out, two sections written, one comment open.

It rests on figures, which are computed only when the service runs: so a job writes it, after them.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task

from belong.domain.calendar import financial_year
from belong.domain.periods import years
from belong.domain.policy import Role
from belong.reports.bound import ReportKind, Words
from belong.reports.bound_json import blocks_from_data
from belong.web.accounts.models import User
from belong.web.agencies.demo_people import REGION, demo_accounts
from belong.web.agencies.models import Agency
from belong.web.performance.queries import stored_set
from belong.web.reports.actions import begin_report
from belong.web.reports.actions_writing import comment_on, write_section
from belong.web.reports.laying_out import lay_out_for
from belong.web.reports.models import ReportSection, WrittenReport
from belong.web.reports.queries import versions_of

__all__ = ["write_report", "write_report_later"]

#: After every other job that is in line: figures come first.
_LAST = -50
_WAITS = timedelta(seconds=30)
#: What was written, by the key of the section: behind what Belong drew.
_WRITTEN = {
    "headline": "More of the children who wait are older, or wait with a brother or sister. We "
    "found families for [[placed:all:{year}]] children. Each of them was known to the family "
    "finder before the placement order was made.\n\n"
    "We asked every council to tell us of a child as soon as adoption is considered. Five did so "
    "from the autumn; all do now.",
    "staffing": "Two family finders and one support worker joined in the year. Everybody had "
    "supervision each month.",
}
_COMMENT = "Say here why fewer children were adopted than the year before: members will ask."


@task(priority=_LAST)
def write_report_later() -> bool:
    """Write the report once there are figures; gives whether it was written now."""
    region = Agency.objects.filter(name=REGION).first()
    if region is None or WrittenReport.objects.exists():
        return False
    if stored_set(region) is None:
        if default_task_backend.supports_defer:
            write_report_later.using(run_after=timezone.now() + _WAITS).enqueue()
        return False
    write_report(region)
    return True


def write_report(region: Agency) -> WrittenReport:
    """The annual report of the last full year, from the stored figures of the region."""
    head, partner = _person(Role.HEAD_OF_SERVICE), _person(Role.PARTNER_MANAGER)
    period = years(financial_year(timezone.localdate()) - 1)
    report = begin_report(
        agency=region,
        laid_out=lay_out_for(region, ReportKind.ANNUAL, period, None),
        by=head.key,
    )
    for key, text in _WRITTEN.items():
        section = ReportSection.objects.get(report=report, key=key)
        latest = versions_of(section)[0]
        words = Words(text.format(year=period.name))
        blocks = (*blocks_from_data(latest.blocks), words)
        write_section(section=section, blocks=blocks, based_on=latest.number, by=head.key)
    children = ReportSection.objects.get(report=report, key="children")
    comment_on(section=children, words=_COMMENT, by=partner.key)
    return report


def _person(role: Role) -> User:
    account = next(one for one in demo_accounts() if one.role is role)
    return User.objects.get(email=account.email)
