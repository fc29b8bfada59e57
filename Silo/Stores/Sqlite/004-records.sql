-- What sessions leave behind and who did what. Times are microseconds since 1970, UTC; lists and details are JSON.
CREATE TABLE remoteassist_sessions
(
    tenant     TEXT    NOT NULL,
    session    TEXT    NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER NULL,
    joined     INTEGER NOT NULL,
    agent      TEXT    NOT NULL,
    record     TEXT    NOT NULL,
    PRIMARY KEY (tenant, session)
) WITHOUT ROWID;

CREATE INDEX remoteassist_sessions_by_start ON remoteassist_sessions (tenant, started_at, session);
CREATE INDEX remoteassist_sessions_live ON remoteassist_sessions (tenant, session) WHERE ended_at IS NULL;

-- Each row's hash covers the row and the hash of the one before it.
CREATE TABLE remoteassist_audit
(
    tenant  TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    id      TEXT    NOT NULL,
    actor   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    detail  TEXT    NOT NULL,
    hash    BLOB    NOT NULL,
    PRIMARY KEY (tenant, seq),
    UNIQUE (tenant, id)
) WITHOUT ROWID;

-- The last row of each chain, so that rows missing at the end are noticed.
CREATE TABLE remoteassist_audit_heads
(
    tenant TEXT    NOT NULL PRIMARY KEY,
    seq    INTEGER NOT NULL,
    hash   BLOB    NOT NULL
) WITHOUT ROWID;
