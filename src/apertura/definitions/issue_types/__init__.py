"""``issue_types.csv`` to the kinds of issues and their messages."""
