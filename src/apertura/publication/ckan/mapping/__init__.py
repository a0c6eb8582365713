"""A published version to what a portal is to show of it, in its words."""
