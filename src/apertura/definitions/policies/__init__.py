"""``politica/`` to the policies that published data is judged by."""
