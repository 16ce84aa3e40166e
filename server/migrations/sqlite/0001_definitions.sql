-- Every version of a definition that was ever used, kept for ever: drafts and submissions
-- name theirs and are read with that very text.
CREATE TABLE versions (
    version TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    shape   TEXT NOT NULL,
    schema  INTEGER NOT NULL,
    text    TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;

-- The gazetteer, replaced as a whole by `doorstep import-addresses`. `place` keeps the order
-- of the file, which sorts house numbers as people expect.
CREATE TABLE addresses (
    uprn     TEXT PRIMARY KEY,
    lines    TEXT NOT NULL,
    town     TEXT NOT NULL,
    postcode TEXT NOT NULL,
    compact  TEXT NOT NULL,
    area     TEXT NOT NULL,
    place    INTEGER NOT NULL
) STRICT;
CREATE INDEX addresses_compact ON addresses (compact, place);
