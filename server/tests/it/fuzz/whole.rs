//! Whether everything in the tables is whole: an accepted request has all that belongs to it.

use crate::support::tables::number;

/// Each selects rows that must not exist.
const BROKEN: [(&str, &str); 6] = [
    (
        "a request without a part",
        "SELECT count(*) FROM submissions AS s
         WHERE NOT EXISTS (SELECT 1 FROM submission_parts AS p WHERE p.submission = s.id)",
    ),
    (
        "a part without a delivery",
        "SELECT count(*) FROM submission_parts AS p WHERE NOT EXISTS (SELECT 1 FROM deliveries AS d
         WHERE d.submission = p.submission AND d.part = p.id AND d.kind = 'request')",
    ),
    (
        "a part without a status",
        "SELECT count(*) FROM submission_parts AS p WHERE NOT EXISTS (SELECT 1 FROM statuses AS t
         WHERE t.submission = p.submission AND t.part = p.id)",
    ),
    (
        "a request without a second fact",
        "SELECT count(*) FROM submissions AS s
         WHERE NOT EXISTS (SELECT 1 FROM proofs AS p WHERE p.submission = s.id)",
    ),
    (
        "a request without a contact",
        "SELECT count(*) FROM submissions AS s WHERE NOT EXISTS (SELECT 1 FROM contact_links AS l
         JOIN contacts AS c ON c.id = l.contact WHERE l.submission = s.id)",
    ),
    (
        "a draft without a contact",
        "SELECT count(*) FROM drafts AS d
         WHERE NOT EXISTS (SELECT 1 FROM contact_links AS l WHERE l.draft = d.id)",
    ),
];

/// Fails if something in this database is stored by halves.
pub async fn assert_whole(url: &str) {
    for (what, sql) in BROKEN {
        assert_eq!(number(url, sql).await, 0, "{what}");
    }
}
