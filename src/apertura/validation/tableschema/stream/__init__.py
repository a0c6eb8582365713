"""Batches of cells to everything that is wrong with them, and to a report of bounded size."""
