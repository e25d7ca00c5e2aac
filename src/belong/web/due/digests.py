"""Reminders by e-mail: how much is due, and nothing of whom."""

from __future__ import annotations

import logging
from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from belong.domain.calendar import CalendarError, is_working_day
from belong.web.due.models import Reminder
from belong.web.due.own import OwnDue, due_for
from belong.web.ui.words import counted

__all__ = ["digest_words", "send_digests"]

_LOG = logging.getLogger(__name__)
_MONDAY = 0


def digest_words(due: OwnDue, today: date) -> str:
    """The whole text of a reminder: counts alone. "" where there is nothing to say."""
    overdue, coming = due.overdue(today), due.coming(today)
    if not overdue and not coming:
        return ""
    parts = []
    if overdue:
        parts.append(f"{counted(overdue, 'time limit')} overdue")
    if coming:
        parts.append(f"{counted(coming, 'time limit')} due in the next 14 days")
    return (
        f"On your caseload: {', and '.join(parts)}.\n\n"
        f"Sign in to {settings.SERVICE_NAME} as usual to see them. This message holds no link and"
        " no names, so that nothing is lost if somebody else reads it.\n\n"
        'To stop these reminders, choose "Calendar and reminders" on your home page.\n'
    )


def _is_day_for(often: str, today: date) -> bool:
    """Whether a reminder goes out on a day: Mondays, or working days as far as they are known."""
    if often == Reminder.Often.WEEKLY:
        return today.weekday() == _MONDAY
    try:
        return is_working_day(today)
    except CalendarError:
        return today.weekday() < 5


@task()
def send_digests() -> int:
    """Tell everybody who wants to be told today, once; gives how many were told.

    A message that cannot be sent is said in the log, keeps nobody else's back, and is tried again
    when the job next runs that day.
    """
    today = timezone.localdate()
    sent = 0
    for reminder in Reminder.objects.filter(user__is_active=True).select_related("user"):
        if reminder.sent_on == today or not _is_day_for(reminder.often, today):
            continue
        due = due_for(reminder.user, today)
        words = digest_words(due, today) if due is not None else ""
        if not words:
            continue
        before, mine = reminder.sent_on, Reminder.objects.filter(pk=reminder.pk)
        if not mine.filter(Q(sent_on=None) | ~Q(sent_on=today)).update(sent_on=today):
            continue  # another worker has sent it
        try:
            send_mail("What is due", words, None, [reminder.user.email])
        except (SMTPException, OSError):
            mine.update(sent_on=before)
            _LOG.exception("A reminder could not be sent.")
        else:
            sent += 1
    return sent
