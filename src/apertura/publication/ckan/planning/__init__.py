"""What a portal shows and what it is to show, to a changeset, shown before it is applied."""
