-- The facts of a contact. `site` is the authority whose host was used (empty in older rows, where
-- `authority` says it). `authority` is the one that provides the service; it, `version` and
-- `purpose` are those at the end of the contact. `opened_for` is `draft` or `request` if an
-- acceptance ends the contact, and `conversation` if a person ends it. `counted` is 0 for a person
-- who objected to visit statistics: the row is then the council's record, and counts as no visit.
-- `asked_at` is when the satisfaction question, or the link to it, was first shown.
ALTER TABLE contacts ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE contacts ADD COLUMN purpose TEXT NOT NULL DEFAULT 'request';
ALTER TABLE contacts ADD COLUMN identified TEXT NOT NULL DEFAULT 'none';
ALTER TABLE contacts ADD COLUMN source TEXT NOT NULL DEFAULT 'form';
ALTER TABLE contacts ADD COLUMN opened_for TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE contacts ADD COLUMN counted INTEGER NOT NULL DEFAULT 1;
ALTER TABLE contacts ADD COLUMN asked_at INTEGER;

-- Only a contact after an objection has no device. Only the API completes a contact of a program
-- that has reached no page.
UPDATE contacts SET counted = 0 WHERE device IS NULL;
UPDATE contacts SET source = 'api', opened_for = 'request'
WHERE device = 'program' AND ended = 'completed'
  AND NOT EXISTS (SELECT 1 FROM contact_events AS e WHERE e.contact = contacts.id);

-- The pages a contact reached: question pages, `check-answers` and `outcome/{id}`. `arrivals` is
-- how often a press of Continue led there; 0 for a page that was saved but reached in another way.
-- `place` keeps the order of first arrival.
CREATE TABLE contact_pages (
    contact  BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    service  TEXT NOT NULL,
    page     TEXT NOT NULL,
    place    INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    seconds  INTEGER NOT NULL,
    arrivals INTEGER NOT NULL,
    PRIMARY KEY (contact, service, page)
) STRICT, WITHOUT ROWID;

-- How often the mistake `code` was shown at `question`.
CREATE TABLE contact_errors (
    contact  BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    service  TEXT NOT NULL,
    question TEXT NOT NULL,
    code     TEXT NOT NULL,
    amount   INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (contact, service, question, code)
) STRICT, WITHOUT ROWID;
-- `contact_events` holds the same of older contacts. It is read and no longer written.

-- The earlier submissions that a contact is about. Those it made are in `contact_links`.
CREATE TABLE contact_about (
    contact    BLOB NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    PRIMARY KEY (contact, submission)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_about_submission ON contact_about (submission);

-- Satisfaction with a service in general, without a contact; `feedback` holds only the ratings of
-- contacts. Comments are sealed as in `feedback`, where they used to be.
CREATE TABLE service_ratings (
    id      BLOB PRIMARY KEY,
    site    TEXT NOT NULL,
    service TEXT NOT NULL,
    channel TEXT NOT NULL,
    rating  INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment TEXT,
    at      INTEGER NOT NULL
) STRICT;
INSERT INTO service_ratings (id, site, service, channel, rating, comment, at)
SELECT id, authority, coalesce(service, ''), channel, rating, comment, at
FROM feedback WHERE contact IS NULL;
DELETE FROM feedback WHERE contact IS NULL;
