-- The gazetteer, imported in batches. An edition is read only once `serves` is 1, so that the old
-- one is used until the new one is complete. Until the first import, the table `addresses` is used.
CREATE TABLE gazetteer_editions (
    edition BIGINT PRIMARY KEY,
    serves  BIGINT NOT NULL
);
CREATE TABLE gazetteer_addresses (
    edition  BIGINT NOT NULL,
    uprn     TEXT NOT NULL,
    lines    TEXT NOT NULL,
    town     TEXT NOT NULL,
    postcode TEXT NOT NULL,
    compact  TEXT NOT NULL,
    area     TEXT NOT NULL,
    place    BIGINT NOT NULL,
    PRIMARY KEY (edition, uprn)
);
CREATE INDEX gazetteer_addresses_compact ON gazetteer_addresses (edition, compact, place);
