"""The nights, through Prefect: when, again, in parallel, and told. The only room that knows Prefect."""
