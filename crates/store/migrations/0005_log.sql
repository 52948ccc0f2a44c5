-- The public log: one leaf for each public event, kept by the transaction of its act. The event's
-- place in the feed, less one, is the leaf's index.

-- seed: the salts come of it. Null once something of this version was forgotten; salts then holds
-- what is left of them.
CREATE TABLE leaf (
    kind      @TEXT NOT NULL,
    id        @UUID NOT NULL,
    revision  @INT NOT NULL,
    hash      @BYTES NOT NULL,
    body      @BYTES NOT NULL,
    seed      @BYTES,
    salts     @JSON,
    PRIMARY KEY (kind, id, revision)
) @STRICT;

CREATE INDEX leaf_by_hash ON leaf (hash);

-- The heads that the log has signed, as they were signed; witnessed_at once enough witnesses have
-- signed too, by the policy of the log.
CREATE TABLE checkpoint (
    size          @INT NOT NULL PRIMARY KEY,
    root          @BYTES NOT NULL,
    note          @TEXT NOT NULL,
    signed_at     @TS NOT NULL,
    witnessed_at  @TS
) @STRICT;

-- What witnesses have signed under a head: a line of the note.
CREATE TABLE cosignature (
    size     @INT NOT NULL REFERENCES checkpoint (size),
    witness  @TEXT NOT NULL,
    line     @TEXT NOT NULL,
    at       @TS NOT NULL,
    PRIMARY KEY (size, witness)
) @STRICT;

-- Work that one node at a time does.
CREATE TABLE lease (
    name   @TEXT NOT NULL PRIMARY KEY,
    owner  @TEXT NOT NULL,
    until  @TS NOT NULL
) @STRICT;

-- The log of this register has one key for ever; another node must not sign with another one.
CREATE TABLE log_key (
    id   @INT NOT NULL PRIMARY KEY CHECK (id = 1),
    key  @TEXT NOT NULL
) @STRICT;
