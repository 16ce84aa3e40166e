-- The gazetteer, imported in batches. An edition is read only once `serves` is 1, so that the old
-- one is used until the new one is complete. Until the first import, the table `addresses` is used.
CREATE TABLE gazetteer_editions (
    edition INTEGER PRIMARY KEY,
    serves  INTEGER NOT NULL
) STRICT;
CREATE TABLE gazetteer_addresses (
    edition  INTEGER NOT NULL,
    uprn     TEXT NOT NULL,
    lines    TEXT NOT NULL,
    town     TEXT NOT NULL,
    postcode TEXT NOT NULL,
    compact  TEXT NOT NULL,
    area     TEXT NOT NULL,
    place    INTEGER NOT NULL,
    PRIMARY KEY (edition, uprn)
) STRICT;
CREATE INDEX gazetteer_addresses_compact ON gazetteer_addresses (edition, compact, place);
