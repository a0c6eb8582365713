"""Between a request and a page: who asks, whether they may, and what is written down of it."""
