"""``source/`` of a dataset to what its headings and words mean, by garante and period."""
