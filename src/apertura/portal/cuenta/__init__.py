"""Pages by which a person comes in, and of their own account."""
