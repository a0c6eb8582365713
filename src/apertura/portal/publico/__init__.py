"""Pages that ask nobody who they are."""
