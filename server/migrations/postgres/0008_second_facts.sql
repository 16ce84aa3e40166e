-- Until when a delivery is held, because its request was above the budget of accepted requests.
ALTER TABLE deliveries ADD COLUMN held_until BIGINT;

-- Wrong second facts, counted so that a restart forgets none. `key` is a keyed hash of the
-- reference, with or without the address they came from; it is unused again after `until`, in
-- milliseconds.
CREATE TABLE guesses (
    key   TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);
