"""The bus: outbox and inbox on PostgreSQL, JetStream between them. The tables are the truth."""
