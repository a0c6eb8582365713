"""Published versions of the sources of a derived dataset to a version of it."""
