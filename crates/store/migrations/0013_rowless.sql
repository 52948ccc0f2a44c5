-- Tags and keys are nothing but their primary keys: on SQLite the rows now lie in that index alone, not
-- a second time in a table of their own. PostgreSQL has no such tables: there they are made as they were.

ALTER TABLE tag RENAME TO tag_before;

CREATE TABLE tag (
    kind   @TEXT NOT NULL,
    id     @UUID NOT NULL,
    axis   @TEXT NOT NULL,
    value  @TEXT NOT NULL,
    PRIMARY KEY (kind, id, axis, value)
) @KEYED;

INSERT INTO tag (kind, id, axis, value)
SELECT kind, id, axis, value FROM tag_before ORDER BY kind, id, axis, value;
DROP TABLE tag_before;

CREATE INDEX tag_by_value ON tag (kind, axis, value, id);

ALTER TABLE unique_key RENAME TO unique_key_before;

CREATE TABLE unique_key (
    kind   @TEXT NOT NULL,
    scope  @TEXT NOT NULL,
    value  @TEXT NOT NULL,
    id     @UUID NOT NULL,
    PRIMARY KEY (kind, scope, value)
) @KEYED;

INSERT INTO unique_key (kind, scope, value, id)
SELECT kind, scope, value, id FROM unique_key_before ORDER BY kind, scope, value;
DROP TABLE unique_key_before;

CREATE INDEX unique_key_by_record ON unique_key (kind, id);
