"""data/ on disk: every write whole-file, fsynced, then renamed."""
