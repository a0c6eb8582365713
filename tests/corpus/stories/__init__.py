"""All the stories, by name."""

from tests.corpus.stories import cells, dates, delimited, finding, formats, headings, readings, rows, sheets
from tests.corpus.story import STORIES

__all__ = ["STORIES", "cells", "dates", "delimited", "finding", "formats", "headings", "readings", "rows", "sheets"]
