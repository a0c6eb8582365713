"""Pages of who looks after all bodies, and after the accounts."""
