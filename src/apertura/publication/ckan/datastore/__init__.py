"""The table of a dataset in a portal's DataStore: typed, described, with rows at each moment while they change."""

from apertura.publication.ckan.datastore.fill import fill, has_table
from apertura.publication.ckan.datastore.table import broken_table

__all__ = ["broken_table", "fill", "has_table"]
