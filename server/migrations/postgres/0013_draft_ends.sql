-- The keyed hash of a draft's id, under which its end is remembered; zero in drafts of an earlier
-- release.
ALTER TABLE drafts ADD COLUMN mark uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';

-- Why a draft ended that was not sent, so that its page can say so and nothing begins it again.
-- `until` is a whole day: it tells nobody when a draft ended.
CREATE TABLE draft_ends (
    mark   uuid PRIMARY KEY,
    reason text NOT NULL,
    until  bigint NOT NULL
);
