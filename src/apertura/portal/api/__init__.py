"""The same acts for programs: by key instead of by form, and in JSON instead of in pages."""
