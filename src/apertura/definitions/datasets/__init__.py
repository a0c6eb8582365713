"""A folder of ``schemas/`` to a dataset's definition."""
