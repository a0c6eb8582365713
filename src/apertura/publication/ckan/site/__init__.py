"""A portal as it is: what it shows, what we may do there, what we know of our own doing."""
