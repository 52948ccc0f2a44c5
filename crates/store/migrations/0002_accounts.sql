-- People, organisations, sessions and what else lets somebody in.
-- Tokens are never stored: only their SHA-256.

-- email is stored folded (trimmed, lower case): one account for one address.
CREATE TABLE person (
    id              @UUID NOT NULL PRIMARY KEY,
    email           @TEXT NOT NULL UNIQUE,
    name            @TEXT NOT NULL,
    language        @TEXT NOT NULL,
    password_hash   @TEXT,
    totp_secret     @TEXT,
    totp_last_step  @INT,
    totp_confirmed_at @TS,
    status          @TEXT NOT NULL CHECK (status IN ('active', 'blocked')),
    email_confirmed_at @TS,
    created_at      @TS NOT NULL,
    updated_at      @TS NOT NULL,
    failed_logins   @INT NOT NULL DEFAULT 0,
    locked_until    @TS
) @STRICT;

CREATE TABLE session (
    token_hash  @BYTES NOT NULL PRIMARY KEY,
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at  @TS NOT NULL,
    seen_at     @TS NOT NULL,
    expires_at  @TS NOT NULL,
    user_agent  @TEXT NOT NULL,
    strong      @BOOL NOT NULL
) @STRICT;

CREATE INDEX session_by_person ON session (person, created_at);
CREATE INDEX session_by_expiry ON session (expires_at);

-- The id is that of the holder record the organisation becomes.
CREATE TABLE organisation (
    id          @UUID NOT NULL PRIMARY KEY,
    name        @TEXT NOT NULL,
    created_at  @TS NOT NULL
) @STRICT;

CREATE TABLE membership (
    person        @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    organisation  @UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    role          @TEXT NOT NULL,
    created_at    @TS NOT NULL,
    PRIMARY KEY (person, organisation)
) @STRICT;

CREATE INDEX membership_by_organisation ON membership (organisation, person);

CREATE TABLE staff_role (
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role        @TEXT NOT NULL,
    granted_by  @UUID NOT NULL,
    granted_at  @TS NOT NULL,
    PRIMARY KEY (person, role)
) @STRICT;

CREATE TABLE invitation (
    token_hash    @BYTES NOT NULL PRIMARY KEY,
    organisation  @UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    email         @TEXT NOT NULL,
    role          @TEXT NOT NULL,
    invited_by    @UUID NOT NULL,
    created_at    @TS NOT NULL,
    expires_at    @TS NOT NULL,
    accepted_at   @TS,
    revoked_at    @TS
) @STRICT;

CREATE INDEX invitation_by_organisation ON invitation (organisation, created_at);
CREATE INDEX invitation_by_email ON invitation (email);

CREATE TABLE api_token (
    token_hash    @BYTES NOT NULL PRIMARY KEY,
    person        @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    organisation  @UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    name          @TEXT NOT NULL,
    created_at    @TS NOT NULL,
    expires_at    @TS,
    last_used_at  @TS,
    revoked_at    @TS
) @STRICT;

CREATE INDEX api_token_by_organisation ON api_token (organisation, created_at);

CREATE TABLE password_reset (
    token_hash  @BYTES NOT NULL PRIMARY KEY,
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at  @TS NOT NULL,
    expires_at  @TS NOT NULL,
    used_at     @TS
) @STRICT;

-- key is the Fluent message, params its arguments: a notice is put into words when it is read.
CREATE TABLE notice (
    id          @UUID NOT NULL PRIMARY KEY,
    person      @UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    key         @TEXT NOT NULL,
    params      @JSON NOT NULL,
    link        @TEXT,
    created_at  @TS NOT NULL,
    read_at     @TS
) @STRICT;

CREATE INDEX notice_by_person ON notice (person, created_at, id);

-- A dated change to the law by an administrator; every version is kept, one per name is active.
CREATE TABLE law_override (
    id          @UUID NOT NULL PRIMARY KEY,
    name        @TEXT NOT NULL,
    text        @TEXT NOT NULL,
    created_by  @UUID NOT NULL,
    created_at  @TS NOT NULL,
    active      @BOOL NOT NULL
) @STRICT;

CREATE INDEX law_override_by_name ON law_override (name, created_at);

-- What was done about accounts and rights, for the administrator and the auditor.
CREATE TABLE account_event (
    seq      @SEQ,
    person   @UUID,
    act      @TEXT NOT NULL,
    params   @JSON NOT NULL,
    done_by  @UUID NOT NULL,
    at       @TS NOT NULL
) @STRICT;

CREATE INDEX account_event_by_person ON account_event (person, at);
