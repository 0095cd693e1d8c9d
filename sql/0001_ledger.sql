-- SPDX-License-Identifier: Apache-2.0
-- What the ledger holds for good. Rows are appended, never changed or removed: triggers refuse it, and the chain shows it where somebody goes around them.
-- Enumerations are the numbers of include/truce.h, in its order; days count from 1970-01-01, moments are seconds since then, in UTC.

-- Words that come again and again: rules, units, durations.
CREATE TABLE word (
    id              INTEGER PRIMARY KEY,
    text            TEXT NOT NULL UNIQUE
) STRICT;

-- Actors and places as reports name them; a row for each content, so that equal rows are one. digest: SHA-256 of the row's serialisation (src/ledger/canon.c).
CREATE TABLE actor (
    id              INTEGER PRIMARY KEY,
    digest          BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    key             TEXT NOT NULL,                  -- the register's id, else "text:" and the folded name
    name            TEXT NOT NULL,
    kind            INTEGER NOT NULL,
    country         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX actor_key ON actor (key);

CREATE TABLE place (
    id              INTEGER PRIMARY KEY,
    digest          BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    key             TEXT NOT NULL,                  -- the gazetteer's id, else "text:" and the folded name with the country
    name            TEXT NOT NULL,
    fold            TEXT NOT NULL,                  -- the name folded, for looking it up
    kind            INTEGER NOT NULL,
    country         TEXT NOT NULL DEFAULT '',
    admin1          TEXT NOT NULL DEFAULT '',
    lat             REAL,                           -- degrees, WGS 84; both or neither
    lon             REAL,
    where_prec      INTEGER NOT NULL DEFAULT 0,
    CHECK ((lat IS NULL) = (lon IS NULL))
) STRICT;
CREATE INDEX place_fold ON place (fold);
CREATE INDEX place_unit ON place (country, admin1);
CREATE INDEX place_key ON place (key);

CREATE TABLE report (
    id              INTEGER PRIMARY KEY,
    sha256          BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),   -- of the original bytes
    bytes           INTEGER NOT NULL,               -- how many those were
    key             TEXT NOT NULL,                  -- the report's own id
    address         TEXT,                           -- what a revision has in common with what it revises: the url, or the path
    revision_of     INTEGER REFERENCES report (id),
    outlet          TEXT NOT NULL,
    title           TEXT NOT NULL,
    url             TEXT NOT NULL,
    language        TEXT NOT NULL,
    published       INTEGER,
    published_from  INTEGER NOT NULL,
    obtained        INTEGER NOT NULL,
    recorded        INTEGER NOT NULL,               -- when the ledger took it: "as known on" asks for this
    how             TEXT NOT NULL,
    origin          TEXT NOT NULL,                  -- the path or address it came from
    dataset         TEXT NOT NULL,
    first_claim     INTEGER NOT NULL,               -- its claims are first_claim … first_claim + n_claims - 1
    n_claims        INTEGER NOT NULL
) STRICT;
CREATE INDEX report_address ON report (address) WHERE address IS NOT NULL;
CREATE INDEX report_revision ON report (revision_of) WHERE revision_of IS NOT NULL;
CREATE INDEX report_outlet ON report (outlet);

-- The bytes as received (as many as are kept), deflated; and the text that spans count in.
CREATE TABLE original (
    report          INTEGER PRIMARY KEY REFERENCES report (id),
    kept            INTEGER NOT NULL,               -- bytes kept: fewer than report.bytes when the file was longer than is read
    digest          BLOB,                           -- their SHA-256 when not all were kept
    packed          BLOB NOT NULL
) STRICT;

CREATE TABLE body (
    report          INTEGER PRIMARY KEY REFERENCES report (id),
    bytes           INTEGER NOT NULL,
    packed          BLOB,                           -- deflated; NULL: the text is the original bytes
    sentences       BLOB NOT NULL                   -- spans: gap and length in turn, as LEB128
) STRICT;

CREATE TABLE claim (
    id              INTEGER PRIMARY KEY,
    report          INTEGER NOT NULL REFERENCES report (id),
    n               INTEGER NOT NULL,               -- index in the reading
    kind            INTEGER NOT NULL,
    status          INTEGER NOT NULL,
    span_from       INTEGER NOT NULL,
    span_to         INTEGER NOT NULL,
    sentence        INTEGER NOT NULL,
    sentence_from   INTEGER NOT NULL,
    sentence_to     INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    confidence      INTEGER NOT NULL,               -- ten-thousandths
    why             INTEGER NOT NULL REFERENCES word (id),
    source          INTEGER REFERENCES actor (id),
    via             INTEGER REFERENCES actor (id),
    place           INTEGER REFERENCES place (id),
    place_text      TEXT,                           -- as written, where that is not the place's name
    day_from        INTEGER,
    day_to          INTEGER,
    date_prec       INTEGER NOT NULL DEFAULT 0,
    clock_from      INTEGER,                        -- minutes of the local day
    clock_to        INTEGER,
    at_from         INTEGER,                        -- days to look for it by: its own, open ends closed far off; undated: the publication's
    at_to           INTEGER,
    low             INTEGER,                        -- casualties, figure
    high            INTEGER,
    flags           INTEGER NOT NULL DEFAULT 0,     -- 1 approximate, 2 cumulative, 4 percent
    what            INTEGER NOT NULL DEFAULT 0,     -- harm of casualties, type of an event, form of a ceasefire
    which           INTEGER NOT NULL DEFAULT 0,     -- who of casualties, mode of an event, state of a ceasefire
    means           INTEGER NOT NULL DEFAULT 0,
    actor           INTEGER REFERENCES actor (id),  -- by of casualties, actor of an event, violator of a ceasefire
    recipient       INTEGER REFERENCES actor (id),
    part_of         INTEGER REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED,
    detail          INTEGER REFERENCES word (id),   -- unit of a figure, duration of a ceasefire, ACLED type and sub-type of an event (tab between)
    CHECK (span_from <= span_to AND sentence_from <= sentence_to)
) STRICT;
-- Place, time and actor without looking at the row. Short claims (a month at most) are found by their first day; long and open ones are few.
CREATE INDEX claim_short ON claim (place, at_from, at_to, actor) WHERE at_to - at_from <= 31;
CREATE INDEX claim_long ON claim (place, at_from, at_to, actor) WHERE at_to - at_from > 31;
CREATE INDEX claim_timeless ON claim (place) WHERE at_from IS NULL;
CREATE INDEX claim_actor ON claim (actor, at_from) WHERE actor IS NOT NULL;
CREATE INDEX claim_source ON claim (source, at_from) WHERE source IS NOT NULL;

-- Territory, parties and exclusions of a ceasefire.
CREATE TABLE claim_ref (
    claim           INTEGER NOT NULL REFERENCES claim (id),
    n               INTEGER NOT NULL,
    role            INTEGER NOT NULL,               -- 1 territory, 2 party, 3 excluded
    place           INTEGER REFERENCES place (id),
    actor           INTEGER REFERENCES actor (id),
    at_from         INTEGER NOT NULL,               -- of the claim, to look for it by; far off when it has none
    at_to           INTEGER NOT NULL,
    PRIMARY KEY (claim, n),
    CHECK ((place IS NULL) <> (actor IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_ref_place ON claim_ref (place, at_from, at_to) WHERE place IS NOT NULL;
CREATE INDEX claim_ref_actor ON claim_ref (actor) WHERE actor IS NOT NULL;

CREATE TABLE assessment (
    id              INTEGER PRIMARY KEY,
    kind            INTEGER NOT NULL,
    target          TEXT NOT NULL,
    value           TEXT NOT NULL,
    reason          TEXT NOT NULL CHECK (reason <> ''),
    who             TEXT NOT NULL CHECK (who <> ''),
    at              INTEGER NOT NULL
) STRICT;
CREATE INDEX assessment_target ON assessment (target);

-- Agreements as analysts imported them, whole files.
CREATE TABLE agreement (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL,
    rev             INTEGER NOT NULL,
    yaml            TEXT NOT NULL,
    origin          TEXT NOT NULL,
    recorded        INTEGER NOT NULL,
    UNIQUE (name, rev)
) STRICT;

-- hash = SHA-256(hash before, kind, serialisation of the row with what it refers to, by content). kind: 1 report, 2 claim, 3 assessment, 4 agreement.
CREATE TABLE chain (
    seq             INTEGER PRIMARY KEY,
    kind            INTEGER NOT NULL,
    row             INTEGER NOT NULL,
    hash            BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- Nothing is changed or erased.
CREATE TRIGGER report_kept BEFORE UPDATE ON report BEGIN SELECT raise(ABORT, 'reports are never changed'); END;
CREATE TRIGGER report_held BEFORE DELETE ON report BEGIN SELECT raise(ABORT, 'reports are never removed'); END;
CREATE TRIGGER claim_kept BEFORE UPDATE ON claim BEGIN SELECT raise(ABORT, 'claims are never changed'); END;
CREATE TRIGGER claim_held BEFORE DELETE ON claim BEGIN SELECT raise(ABORT, 'claims are never removed'); END;
CREATE TRIGGER claim_ref_kept BEFORE UPDATE ON claim_ref BEGIN SELECT raise(ABORT, 'claims are never changed'); END;
CREATE TRIGGER claim_ref_held BEFORE DELETE ON claim_ref BEGIN SELECT raise(ABORT, 'claims are never removed'); END;
CREATE TRIGGER original_kept BEFORE UPDATE ON original BEGIN SELECT raise(ABORT, 'original bytes are never changed'); END;
CREATE TRIGGER original_held BEFORE DELETE ON original BEGIN SELECT raise(ABORT, 'original bytes are never removed'); END;
CREATE TRIGGER body_kept BEFORE UPDATE ON body BEGIN SELECT raise(ABORT, 'texts are never changed'); END;
CREATE TRIGGER body_held BEFORE DELETE ON body BEGIN SELECT raise(ABORT, 'texts are never removed'); END;
CREATE TRIGGER actor_kept BEFORE UPDATE ON actor BEGIN SELECT raise(ABORT, 'actors are never changed'); END;
CREATE TRIGGER actor_held BEFORE DELETE ON actor BEGIN SELECT raise(ABORT, 'actors are never removed'); END;
CREATE TRIGGER place_kept BEFORE UPDATE ON place BEGIN SELECT raise(ABORT, 'places are never changed'); END;
CREATE TRIGGER place_held BEFORE DELETE ON place BEGIN SELECT raise(ABORT, 'places are never removed'); END;
CREATE TRIGGER word_kept BEFORE UPDATE ON word BEGIN SELECT raise(ABORT, 'words are never changed'); END;
CREATE TRIGGER word_held BEFORE DELETE ON word BEGIN SELECT raise(ABORT, 'words are never removed'); END;
CREATE TRIGGER agreement_kept BEFORE UPDATE ON agreement BEGIN SELECT raise(ABORT, 'agreements are never changed'); END;
CREATE TRIGGER agreement_held BEFORE DELETE ON agreement BEGIN SELECT raise(ABORT, 'agreements are never removed'); END;
CREATE TRIGGER assessment_kept BEFORE UPDATE ON assessment BEGIN SELECT raise(ABORT, 'assessments are never changed'); END;
CREATE TRIGGER assessment_held BEFORE DELETE ON assessment BEGIN SELECT raise(ABORT, 'assessments are never removed'); END;
CREATE TRIGGER chain_kept BEFORE UPDATE ON chain BEGIN SELECT raise(ABORT, 'the chain is never changed'); END;
CREATE TRIGGER chain_held BEFORE DELETE ON chain BEGIN SELECT raise(ABORT, 'the chain is never cut'); END;
