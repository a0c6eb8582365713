"""Columns of text to the personal data in them: found, told by kind and place, and never quoted."""
