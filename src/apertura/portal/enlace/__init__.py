"""Pages of who hands in for a body."""
