"""``plan/`` to work plans and what each line of them is reported with."""
