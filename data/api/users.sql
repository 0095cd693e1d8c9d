-- SPDX-License-Identifier: Apache-2.0
-- Accounts of truce serve, in a file of their own (LEDGER.users). hash: BLAKE2b-256 of the secret, which is 32 random bytes; password: argon2id as libsodium writes it.
CREATE TABLE user (
    name            TEXT PRIMARY KEY,
    role            INTEGER NOT NULL CHECK (role BETWEEN 1 AND 3),
    password        TEXT NOT NULL,
    made            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    hash            BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    user            TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
    label           TEXT NOT NULL,
    made            INTEGER NOT NULL,
    ends            INTEGER                         -- NULL: until it is removed
) STRICT;
CREATE INDEX token_user ON token (user);

CREATE TABLE session (
    hash            BLOB PRIMARY KEY CHECK (length(hash) = 32),
    user            TEXT NOT NULL REFERENCES user (name) ON DELETE CASCADE,
    csrf            TEXT NOT NULL,
    made            INTEGER NOT NULL,
    ends            INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

PRAGMA user_version = 1;
