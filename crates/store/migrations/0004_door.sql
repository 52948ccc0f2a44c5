-- What guards the door: sign-ups that wait for their link, recovery codes, known browsers, tries.

-- Nobody is a person here before the link from the mail was opened. name and organisation are as
-- typed; the password is chosen behind the link.
CREATE TABLE sign_up (
    token_hash    @BYTES NOT NULL PRIMARY KEY,
    email         @TEXT NOT NULL,
    name          @TEXT NOT NULL,
    language      @TEXT NOT NULL,
    organisation  @TEXT NOT NULL,
    created_at    @TS NOT NULL,
    expires_at    @TS NOT NULL
) @STRICT;

CREATE INDEX sign_up_by_expiry ON sign_up (expires_at);

-- A code works once, in place of the phone. Only its SHA-256 is kept.
CREATE TABLE recovery_code (
    code_hash   @BYTES NOT NULL PRIMARY KEY,
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at  @TS NOT NULL,
    used_at     @TS
) @STRICT;

CREATE INDEX recovery_code_by_person ON recovery_code (person);

-- From this browser this person has signed in before: strangers' tries do not close its door.
CREATE TABLE known_browser (
    token_hash  @BYTES NOT NULL,
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at  @TS NOT NULL,
    PRIMARY KEY (token_hash, person)
) @STRICT;

CREATE INDEX known_browser_by_person ON known_browser (person);

-- How often something was tried since began_at. All nodes of a deployment count here.
CREATE TABLE tally (
    name      @TEXT NOT NULL,
    subject   @TEXT NOT NULL,
    began_at  @TS NOT NULL,
    n         @INT NOT NULL,
    PRIMARY KEY (name, subject)
) @STRICT;

CREATE INDEX tally_by_time ON tally (began_at);

-- Tries are counted in tally now.
ALTER TABLE person DROP COLUMN failed_logins;
ALTER TABLE person DROP COLUMN locked_until;
