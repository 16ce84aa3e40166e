-- A pause of Doorstep's own making is probed each minute. When a pause began tells whether the
-- clock has been set back since.
ALTER TABLE destinations ADD COLUMN probe_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE destinations ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0;

-- When the operator was told that a delivery gave up.
ALTER TABLE deliveries ADD COLUMN told_at BIGINT;
