-- The back office's own code for a refusal, from its reply or its callback: what a person can do
-- then depends on it.
ALTER TABLE statuses ADD COLUMN code TEXT;
