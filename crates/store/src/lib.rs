//! Records, events, facets, outbox and files on SQLite or PostgreSQL.
