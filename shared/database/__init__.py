"""PostgreSQL: one schema and one role a room, one transaction at the edge."""
