-- Keyed hash of what a message said, so that an id with other content is refused, and the same
-- news under another id is not listed twice. Messages from before have none.
ALTER TABLE callbacks ADD COLUMN content TEXT;
