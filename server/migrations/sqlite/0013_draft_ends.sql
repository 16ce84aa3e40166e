-- The keyed hash of a draft's id, under which its end is remembered; zero in drafts of an earlier
-- release.
ALTER TABLE drafts ADD COLUMN mark BLOB NOT NULL DEFAULT x'00000000000000000000000000000000';

-- Why a draft ended that was not sent, so that its page can say so and nothing begins it again.
-- `until` is a whole day: it tells nobody when a draft ended.
CREATE TABLE draft_ends (
    mark   BLOB PRIMARY KEY,
    reason TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
