"""A changeset to a portal that shows it, looked at and proven."""
