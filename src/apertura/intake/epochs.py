"""The two calendars of spreadsheets: day 0 of their serial dates."""

from datetime import date

EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
