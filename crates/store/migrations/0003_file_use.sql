-- Whose a kept file is, and what it serves there. The bytes are kept once, however many have them;
-- what nobody uses any more may go.
CREATE TABLE file_use (
    hash          @TEXT NOT NULL REFERENCES file (hash),
    organisation  @UUID NOT NULL,
    purpose       @TEXT NOT NULL,
    created_at    @TS NOT NULL,
    PRIMARY KEY (hash, organisation, purpose)
) @STRICT;
