-- Letters about what is new or changed and fits a search, asked for by anybody.

-- The address serves for nothing else, is shown on no page, and goes when its owner stops the letters
-- or never confirms. token: every letter carries it, so it is kept as it is; it opens nothing but this
-- row. search: what is looked for; address: its page, after the language; title: its name in words.
-- position: up to which place in the feed of changes its owner was told.
CREATE TABLE alert (
    id            @UUID NOT NULL PRIMARY KEY,
    token         @TEXT NOT NULL UNIQUE,
    email         @TEXT NOT NULL,
    language      @TEXT NOT NULL,
    search        @JSON NOT NULL,
    address       @TEXT NOT NULL,
    title         @TEXT NOT NULL,
    position      @INT NOT NULL,
    created_at    @TS NOT NULL,
    confirmed_at  @TS,
    told_at       @TS
) @STRICT;

CREATE INDEX alert_by_position ON alert (position, id);
CREATE INDEX alert_by_email ON alert (email);

-- Changes of one kind, the newest first, and how many there are in a month.
CREATE INDEX event_by_public_act ON event (kind, act, public_seq, at) WHERE public_seq IS NOT NULL;
