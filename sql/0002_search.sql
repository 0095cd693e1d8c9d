-- SPDX-License-Identifier: Apache-2.0
-- What is derived from the ledger and can be made again from it: full text, circles on the map, near-copies. No part of the chain.
-- An older ledger that is upgraded gets the tables empty; src/ledger/sqlite_derive.c fills them.

-- Sentences and titles. rowid = report * 2^22 + 0 for the title, 1 + n for sentence n. The words themselves stand in body.
CREATE VIRTUAL TABLE sentence_text USING fts5 (words, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE place_at USING rtree (id, lat_from, lat_to, lon_from, lon_to);

-- MinHash of a report's shingles of five words: 60 hashes of 16 bits.
CREATE TABLE near_sketch (
    report          INTEGER PRIMARY KEY REFERENCES report (id),
    sketch          BLOB NOT NULL CHECK (length(sketch) = 120)
) STRICT;
-- Reports that agree in three consecutive hashes are looked at: band is their number and their values, mixed.
CREATE TABLE near_band (
    band            INTEGER NOT NULL,
    report          INTEGER NOT NULL,
    PRIMARY KEY (band, report)
) STRICT, WITHOUT ROWID;
-- Pairs whose sketches agree in half of their hashes; both directions.
CREATE TABLE near_pair (
    report          INTEGER NOT NULL REFERENCES report (id),
    other           INTEGER NOT NULL REFERENCES report (id),
    alike           INTEGER NOT NULL,               -- hashes that agree
    PRIMARY KEY (report, other)
) STRICT, WITHOUT ROWID;
