-- A pause that the destination did not ask for is probed each minute, next at `probe_at`. A
-- `begun_at` after now shows that the clock has been set back.
ALTER TABLE destinations ADD COLUMN probe_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE destinations ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;

-- When it was reported to the operator that a delivery gave up.
ALTER TABLE deliveries ADD COLUMN told_at INTEGER;
