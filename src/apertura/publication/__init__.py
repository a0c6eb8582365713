"""Dataset version and a destination's state to a changeset; applied, proven."""
