"""A folder of ``schemas/`` with ``derivado.sql`` to the definition of a dataset that is computed."""
