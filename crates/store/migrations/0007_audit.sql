-- What staff did and read: one leaf for each entry, unpublished, kept by the transaction of the act.
-- A head over all leaves goes into the public log from time to time.

-- seq is without gaps, in the order of commits; seq less one is the leaf's index. seed: the salts
-- come of it; null once the entry may no longer be laid open. details: what the leaf commits to
-- beside the actor.
CREATE TABLE audit (
    seq         @INT NOT NULL PRIMARY KEY,
    subject     @TEXT NOT NULL,
    version     @INT NOT NULL,
    kind        @TEXT NOT NULL,
    word        @TEXT NOT NULL,
    actor_id    @UUID NOT NULL,
    actor_name  @TEXT NOT NULL,
    at          @TS NOT NULL,
    details     @JSON NOT NULL,
    hash        @BYTES NOT NULL,
    body        @BYTES NOT NULL,
    seed        @BYTES
) @STRICT;

CREATE UNIQUE INDEX audit_by_subject ON audit (subject, version);
CREATE INDEX audit_by_actor ON audit (actor_id, seq);
CREATE INDEX audit_by_time ON audit (at, seq);

-- The heads that were anchored: edge holds the complete subtrees at the right edge of the tree, so
-- that the next head is made of what came since. record and revision name the public act.
CREATE TABLE audit_head (
    size       @INT NOT NULL PRIMARY KEY,
    root       @BYTES NOT NULL,
    edge       @BYTES NOT NULL,
    record     @UUID NOT NULL,
    revision   @INT NOT NULL,
    at         @TS NOT NULL
) @STRICT;
