"""An instant to the day and the hour it was for those who hand in and those who read: the clock of central Mexico."""

from datetime import date, datetime, timedelta, timezone

CENTRAL_MEXICO = timezone(timedelta(hours=-6))
"""It has had no summer time since the Ley de los Husos Horarios of October 2022."""


def day_of(instant: datetime) -> date:
    """Return the day that an instant, which has a time zone, was in central Mexico."""
    return instant.astimezone(CENTRAL_MEXICO).date()
