-- Records that live by acts, their events, and what hangs on them.
-- One text for both engines; words with @ are replaced by store/src/migrate.rs.

CREATE TABLE record (
    kind        @TEXT NOT NULL,
    id          @UUID NOT NULL,
    revision    @INT NOT NULL,
    state       @JSON NOT NULL,
    status      @TEXT NOT NULL,
    number      @TEXT,
    holder      @UUID,
    subject     @UUID,
    assignee    @UUID,
    due_at      @TS,
    fresh_at    @TS,
    title       @TEXT NOT NULL,
    title_key   @TEXT NOT NULL,
    text        @TEXT NOT NULL,
    created_at  @TS NOT NULL,
    updated_at  @TS NOT NULL,
    PRIMARY KEY (kind, id)
) @STRICT;

CREATE INDEX record_by_due ON record (kind, status, due_at);
CREATE INDEX record_by_holder ON record (holder, kind);
CREATE INDEX record_by_subject ON record (subject, kind);
CREATE INDEX record_by_assignee ON record (assignee, kind, status);
CREATE INDEX record_by_update ON record (kind, updated_at, id);
CREATE INDEX record_by_title ON record (kind, title_key, id);
CREATE UNIQUE INDEX record_by_number ON record (kind, number) WHERE number IS NOT NULL;

CREATE TABLE tag (
    kind   @TEXT NOT NULL,
    id     @UUID NOT NULL,
    axis   @TEXT NOT NULL,
    value  @TEXT NOT NULL,
    PRIMARY KEY (kind, id, axis, value)
) @STRICT;

CREATE INDEX tag_by_value ON tag (kind, axis, value, id);

-- body is null once a purge has erased it; state is kept only beside an erasing event, so that
-- what comes after a purge can still be replayed.
CREATE TABLE event (
    seq         @SEQ,
    kind        @TEXT NOT NULL,
    id          @UUID NOT NULL,
    revision    @INT NOT NULL,
    act         @TEXT NOT NULL,
    body        @JSON,
    state       @JSON,
    actor_id    @UUID NOT NULL,
    actor_name  @TEXT NOT NULL,
    at          @TS NOT NULL,
    law         @TEXT NOT NULL,
    public_seq  @INT,
    UNIQUE (kind, id, revision)
) @STRICT;

CREATE UNIQUE INDEX event_by_public ON event (public_seq) WHERE public_seq IS NOT NULL;
CREATE INDEX event_by_time ON event (at);

CREATE TABLE unique_key (
    kind   @TEXT NOT NULL,
    scope  @TEXT NOT NULL,
    value  @TEXT NOT NULL,
    id     @UUID NOT NULL,
    PRIMARY KEY (kind, scope, value)
) @STRICT;

CREATE INDEX unique_key_by_record ON unique_key (kind, id);

CREATE TABLE counter (
    name   @TEXT NOT NULL PRIMARY KEY,
    value  @INT NOT NULL
) @STRICT;

INSERT INTO counter (name, value) VALUES ('public', 0);

CREATE TABLE outbox (
    id           @SEQ,
    channel      @TEXT NOT NULL,
    dedupe       @TEXT,
    body         @JSON NOT NULL,
    status       @TEXT NOT NULL CHECK (status IN ('ready', 'running', 'done', 'failed')),
    attempts     @INT NOT NULL,
    run_at       @TS NOT NULL,
    lease_until  @TS,
    worker       @TEXT,
    last_error   @TEXT,
    created_at   @TS NOT NULL,
    done_at      @TS
) @STRICT;

CREATE UNIQUE INDEX outbox_once ON outbox (channel, dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX outbox_ready ON outbox (channel, status, run_at, id);

CREATE TABLE file (
    hash        @TEXT NOT NULL PRIMARY KEY,
    size        @INT NOT NULL,
    media_type  @TEXT NOT NULL,
    created_at  @TS NOT NULL,
    created_by  @UUID NOT NULL
) @STRICT;
