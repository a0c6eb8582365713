"""``datos_personales/`` to what tells personal data from what only looks like it."""
