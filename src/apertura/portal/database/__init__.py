"""Where accounts, sessions, links and the log of acts are kept: SQLite, or PostgreSQL by its address."""
