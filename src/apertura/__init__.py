"""Progress spreadsheets of Mexico's transparency bodies, received, checked and published as open data."""

__version__ = "0.1.0"
