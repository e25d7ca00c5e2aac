"""Bank holidays of England and Wales, 2012 to 2028, as proclaimed (moved and extra days included).

Source: GOV.UK bank holidays (https://www.gov.uk/bank-holidays), Open Government Licence v3.0, read
from public copies: 2012-17 Fishbowler/workingday-uk, 2018 tumux/calendar-app, 2019-27
dmossop/bank-holidays-data, 2028 Unscripted-DaySeven/annual-leave. The years after the latest
proclamation follow the standing rules and an extra day may still be added.
"""

from __future__ import annotations

from datetime import date

__all__ = ["BANK_HOLIDAYS", "FIRST_YEAR", "LAST_YEAR"]

#: The calendar years that the table covers, both included.
FIRST_YEAR = 2012
LAST_YEAR = 2028

#: Each day as month and day, by calendar year.
_BY_YEAR: dict[int, str] = {
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}

BANK_HOLIDAYS: frozenset[date] = frozenset(
    date.fromisoformat(f"{year}-{day}") for year, days in _BY_YEAR.items() for day in days.split()
)
