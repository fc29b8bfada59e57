-- What sessions leave behind and who did what. Times are microseconds since 1970, UTC; lists and details are JSON.
CREATE TABLE remoteassist_sessions
(
    tenant     text   NOT NULL,
    session    text   NOT NULL,
    started_at bigint NOT NULL,
    ended_at   bigint NULL,
    joined     bigint NOT NULL,
    agent      text   NOT NULL,
    record     text   NOT NULL,
    PRIMARY KEY (tenant, session)
);

CREATE INDEX remoteassist_sessions_by_start ON remoteassist_sessions (tenant, started_at, session);
CREATE INDEX remoteassist_sessions_live ON remoteassist_sessions (tenant, session) WHERE ended_at IS NULL;

-- Each row's hash covers the row and the hash of the one before it.
CREATE TABLE remoteassist_audit
(
    tenant  text   NOT NULL,
    seq     bigint NOT NULL,
    at      bigint NOT NULL,
    id      text   NOT NULL,
    actor   text   NOT NULL,
    action  text   NOT NULL,
    subject text   NOT NULL,
    detail  text   NOT NULL,
    hash    bytea  NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, id)
);

-- The last row of each chain, so that rows missing at the end are noticed.
CREATE TABLE remoteassist_audit_heads
(
    tenant text   NOT NULL PRIMARY KEY,
    seq    bigint NOT NULL,
    hash   bytea  NOT NULL
);
